"""The output of a layout engine: checked against the graph, and made self-contained."""

import json
from collections import Counter
from collections.abc import Callable, Container, Iterator, Mapping
from dataclasses import field
from xml.etree import ElementTree as ET

from zonebook.document.graph import Cluster, Edge, Graph, Known, Node
from zonebook.document.page import Icon, Picture
from zonebook.document.palette import PALETTE, paint
from zonebook.drawing.dot import ROLES, ROOM, Manner, clean, clusters, key, nodes
from zonebook.drawing.icons import small
from zonebook.model import vocabulary
from zonebook.values.record import dataclass
from zonebook.write.markdown.inline import SHAPES

SPACE = "http://www.w3.org/2000/svg"
FAMILY = "Arial, Helvetica, 'Liberation Sans', sans-serif"
MARKS = {
    "cleartext": "in clear text",
    "crossing": "crosses a border",
    "choice": "of the choice",
    "from-several": "from each of several",
    "to-several": "to each of several",
} | {mark: mark for mark in ("added", "removed", "changed", "renamed")}
"""The text of each mark of an arrow, for screen readers."""
HALO = {"paint-order": "stroke", "stroke": PALETTE["paper"].light, "stroke-width": "3", "stroke-linejoin": "round"}
"""The outline that keeps labels of arrows legible over a line."""

_LINK = "{http://www.w3.org/1999/xlink}href"
_LETTER = 6.2
_TRIES = 8
_SAID_ONCE = frozenset({"font-family", "id", "class"})


class BadDrawingError(Exception):
    """The engine's output is not a picture of the graph; the message says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """The accessible title, link and data of a node, a cluster or an arrow."""

    sort: str
    id: str
    title: str
    kind: str = ""
    to: str = ""
    marks: tuple[str, ...] = ()
    overlays: tuple[str, ...] = ()
    data: Mapping[str, str] = field(default_factory=dict)


def drawing(text: str, graph: Graph, manner: Manner) -> ET.Element:
    """Parse the engine's output; raise BadDrawingError unless each node, cluster and arrow is in it exactly once."""
    try:
        root = ET.fromstring(text[max(text.find("<svg"), 0) :])  # noqa: S314  no DOCTYPE, no entity
    except ET.ParseError as error:
        raise BadDrawingError(f"the drawing is not XML: {error}") from error
    groups = [group for group in root.iter(f"{{{SPACE}}}g") if group.get("class") in {"node", "cluster", "edge"}]
    worded = {key("edge", edge.id) for edge in graph.edges if manner.words(edge)}
    names = [group.get("id", "") for group in groups if _seen(group, worded)]
    drawn, asked = Counter(name for name in names if not name.startswith("point-")), Counter(list(parts(graph)))
    wrong = [f"`{name}` is drawn {drawn[name]} times" for name in sorted(asked | drawn) if drawn[name] != asked[name]]
    if wrong:
        raise BadDrawingError(", ".join(wrong[:3]) + (f" and {len(wrong) - 3} more" if wrong[3:] else ""))
    return root


def _seen(group: ET.Element, worded: Container[str]) -> bool:
    """Return whether a group is visible: an arrow needs its line and its label, if any; other parts any shape."""
    shapes = {shape.tag.removeprefix(f"{{{SPACE}}}") for shape in group.iter()}
    if group.get("class") == "edge":
        return "path" in shapes and ("text" in shapes or group.get("id", "") not in worded)
    return bool(shapes & {"path", "polygon", "ellipse", "image", "text"})


def parts(graph: Graph) -> dict[str, Part]:
    """Return the parts of the graph by their names in the DOT text."""
    places = {node.id: cluster.label for cluster in clusters(graph.clusters) for node in cluster.nodes}
    labels = {cluster.id: cluster.label for cluster in clusters(graph.clusters)}
    labels |= {node.id: node.label for node in nodes(graph)}
    found: list[Part] = [_area(cluster) for cluster in clusters(graph.clusters)]
    for node in nodes(graph):
        place = f" in {places[node.id]}" if node.id in places else ""
        found.append(
            Part(
                sort="node",
                id=node.id,
                title=f"{node.label}{place}",
                to=node.to,
                marks=node.marks,
                overlays=tuple(name for name, _ in node.overlays),
                data=_members(node) | _known(node.facts) | _badges(node),
            )
        )
    for edge in graph.edges:
        marks = "".join(f", {MARKS.get(mark, mark)}" for mark in edge.marks)
        title = f"{labels[edge.source]} to {labels[edge.target]}{', ' * bool(edge.label)}{edge.label}{marks}"
        data = {"data-from": edge.source, "data-to": edge.target, "data-flows": " ".join(edge.flows)}
        data |= _known(edge.facts) | _badges(edge)
        overlays = tuple(name for name, _ in edge.overlays)
        found.append(
            Part(sort="edge", id=edge.id, title=title, to=edge.to, marks=edge.marks, overlays=overlays, data=data)
        )
    return {key(part.sort, part.id): part for part in found}


def _members(node: Node) -> dict[str, str]:
    """Return the elements that a box represents, where they are also drawn separately, as an attribute."""
    return {"data-of": " ".join(node.of)} if "anchor" in node.marks else {}


def _known(facts: Known) -> dict[str, str]:
    """Return the facts of a part as an attribute: pairs of name and text, as JSON."""
    pairs = [[clean(name), clean(said)] for name, said in facts]
    return {"data-facts": json.dumps(pairs, ensure_ascii=False, separators=(",", ":"))} if pairs else {}


def _badges(part: Node | Edge) -> dict[str, str]:
    """Return the badge of a part in each overlay, a shape and its words, as attributes."""
    marks = ((name, badge) for name, badge in part.overlays if badge)
    return {f"data-{key('in', name)}": f"{SHAPES[badge.tone]} {badge.text}".strip() for name, badge in marks}


def _area(cluster: Cluster) -> Part:
    """Return the part for a cluster."""
    kind = vocabulary.words(cluster.kind)
    added = "" if kind.casefold() in cluster.label.casefold() else f" ({kind})"
    title, data = cluster.label + added, _known(cluster.facts)
    return Part(sort="cluster", id=cluster.id, title=title, kind=cluster.kind, to=cluster.to, data=data)


def whole(root: ET.Element, graph: Graph, href: Callable[[str], str]) -> Picture:
    """Return the picture; `href` gives the address of a page.

    It has no blank line, so that it can be embedded in Markdown; every id in it begins with the graph's name.
    """
    name = key("picture", graph.name)
    known = parts(graph)
    icons: dict[str, Icon] = {}
    page = next(_children(root, "g"))
    body = ET.Element("g", {"class": "graph", "transform": page.get("transform", "")})
    for drawn in _children(page, "g"):
        shapes = [_plain(shape, icons) for shape in drawn if not shape.tag.endswith("}title")]
        part = known.get(drawn.get("id", ""))
        body.append(
            _accessible(part, shapes, name, href) if part else _group({"class": "point", "aria-hidden": "true"}, shapes)
        )
    words = [(str(group.get("class")).startswith("edge"), group.findall(".//text")) for group in body]
    _spread([lines for arrow, lines in words if arrow], [lines for arrow, lines in words if lines and not arrow])
    frame = _frame(root, graph, name)
    frame.append(body)
    for element in frame.iter():
        element.tail = "\n" if element.tag in {"g", "desc"} else None
    return Picture(svg=ET.tostring(frame, encoding="unicode").rstrip("\n"), icons=tuple(icons.values()))


def _spread(labels: list[list[ET.Element]], fixed: list[list[ET.Element]]) -> None:
    """Move labels of arrows off each other and off the words that stay, towards the middle of the picture."""
    boxes = [_box(words) for words in labels if words]
    middle = sum(top + bottom for _, _, top, bottom in boxes) / (2 * len(boxes) or 1)
    placed = [_box(words) for words in fixed]
    for words in filter(None, labels):
        box = _box(words)
        down = box[2] + box[3] < 2 * middle
        for _ in range(_TRIES):
            hit = next((other for other in placed if _meet(box, other)), None)
            if hit is None:
                break
            step = hit[3] - box[2] + 1 if down else hit[2] - box[3] - 1
            box = (box[0], box[1], box[2] + step, box[3] + step)
            for word in words:
                word.set("y", f"{float(word.get('y', '0')) + step:.2f}")
        placed.append(box)


def _box(words: list[ET.Element]) -> tuple[float, float, float, float]:
    """Return the left, right, top and bottom of lines of words, with an estimated width."""
    lefts, rights = [], []
    for word in words:
        x, width = float(word.get("x", "0")), len(word.text or "") * _LETTER
        lefts.append(x - (width / 2 if word.get("text-anchor") == "middle" else 0))
        rights.append(lefts[-1] + width)
    levels = [float(word.get("y", "0")) for word in words]
    return min(lefts), max(rights), min(levels) - 10, max(levels) + 2


def _meet(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    """Return whether two boxes overlap; touching does not count."""
    return one[0] < other[1] and other[0] < one[1] and one[2] < other[3] and other[2] < one[3]


def _children(element: ET.Element, tag: str) -> Iterator[ET.Element]:
    """Yield the children with a tag."""
    return element.iterfind(f"{{{SPACE}}}{tag}")


def _group(attributes: Mapping[str, str], inside: list[ET.Element], tag: str = "g") -> ET.Element:
    """Return an element that contains others."""
    group = ET.Element(tag, dict(attributes))
    group.extend(inside)
    return group


def _frame(root: ET.Element, graph: Graph, name: str) -> ET.Element:
    """Return the root element, with a title and a description; a point of the engine is a pixel of the page."""
    box = root.get("viewBox", "0 0 1 1")
    _, _, width, height = box.split()
    frame = ET.Element("svg", {
        "xmlns": SPACE, "id": name, "class": "zb-picture", "width": width, "height": height, "viewBox": box,
        "font-family": FAMILY,
        "role": "group", "aria-labelledby": f"{name}-title", "aria-describedby": f"{name}-desc",
    })  # fmt: skip
    ET.SubElement(frame, "title", {"id": f"{name}-title"}).text = clean(graph.title)
    ET.SubElement(frame, "desc", {"id": f"{name}-desc"}).text = clean(graph.description)
    return frame


def _accessible(part: Part, shapes: list[ET.Element], name: str, href: Callable[[str], str]) -> ET.Element:
    """Return a part with its title and, where it has a page, a link; for a cluster only the label is the link."""
    title = clean(f"{part.id}: {part.title}")
    marks = " ".join((
        *(key("is", mark) if mark not in MARKS else mark for mark in part.marks),
        *(key("in", name) for name in part.overlays),
    ))  # fmt: skip
    attributes = {
        "id": f"{name}-{key(part.sort, part.id)}",
        "class": f"{part.sort} {marks}".rstrip(),
        "data-id": clean(part.id),
        "data-kind": clean(part.kind or part.sort),
    }
    group = ET.Element("g", attributes | {name: clean(value) for name, value in part.data.items()})
    ET.SubElement(group, "title").text = title
    words = [shape for shape in shapes if shape.tag == "text"]
    if part.sort == "edge":
        for word in words:
            word.attrib |= HALO
    for shape in shapes:
        _coloured(shape, "box" if part.sort == "node" else "paper")
    linked = [] if not part.to else words if part.sort == "cluster" else shapes
    group.extend(shape for shape in shapes if shape not in linked)
    if linked:
        group.append(_group({"href": href(part.to), "aria-label": title}, linked, tag="a"))
    return group


def _coloured(shape: ET.Element, white: str) -> None:
    """Give a shape and those in it the classes of its colours; `white` is the role of white."""
    for each in shape.iter():
        roles = {name: ROLES.get(each.get(name, "").lower(), "") for name in ("fill", "stroke")}
        if each.tag == "text" and "fill" not in each.attrib:
            roles["fill"] = "ink"
        if roles["fill"] == "paper":
            roles["fill"] = white
        each.attrib |= paint(**roles)


def _plain(element: ET.Element, icons: dict[str, Icon]) -> ET.Element:
    """Return a shape without namespaces and attributes inherited from the frame; an icon becomes a shared `use`."""
    if element.tag.endswith("}image"):
        return _shared(element, icons)
    shape = ET.Element(
        element.tag.rpartition("}")[2],
        {name: value for name, value in element.items() if "}" not in name and name not in _SAID_ONCE},
    )
    if "font-size" in shape.attrib:
        shape.set("font-size", f"{float(shape.attrib['font-size']) / ROOM:g}")
    shape.text = (element.text or "").strip() and element.text
    shape.extend(_plain(inner, icons) for inner in element)
    return shape


def _shared(element: ET.Element, icons: dict[str, Icon]) -> ET.Element:
    """Return a `use` of an icon, and add the icon to those of the picture."""
    icon = small(str(element.get(_LINK)))
    icons[icon.id] = icon
    place = {side: element.get(side, "0").removesuffix("px") for side in ("x", "y", "width", "height")}
    return ET.Element("use", {"href": f"#{icon.id}"} | place)
