"""A picture that is laid out by rules, as SVG: shapes with literal colours and classes, and what is known of each."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from xml.etree import ElementTree as ET

from zonebook.diagram.layout.geometry import Column, Geometry, PlacedBox, PlacedNode, Rect
from zonebook.document.graph import Band, CardOf, Edge, Graph, Node
from zonebook.document.page import Icon, Picture
from zonebook.document.palette import paint
from zonebook.drawing.dot import clean, clusters, key, nodes
from zonebook.drawing.hidden_arrows import rules
from zonebook.drawing.icons import NoIconError, icon, small
from zonebook.drawing.shapes import SPECIAL, arrow, both_ways, grown, number, rectangle, room, shrunk, text
from zonebook.drawing.svg import FAMILY, MARKS, SPACE, Part, parts
from zonebook.values.record import dataclass

Href = Callable[[str], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Look:
    """The border of a kind of box: its roles in the palette, dashes and weight, and the sign beside its name."""

    role: str
    fill: str = ""
    dashes: str = ""
    weight: str = "1.5"
    radius: str = ""
    icon: str = ""
    glyph: str = ""


_LOOKS: Mapping[str, _Look] = {
    "cloud": _Look(role="cloud", glyph="M7 17h10a3.5 3.5 0 0 0 .4-7 5 5 0 0 0-9.6-1A4 4 0 0 0 7 17z"),
    "account": _Look(role="account", weight="1.8", icon="aws.management.OrganizationsAccount"),
    "region": _Look(role="region", dashes="4 4", glyph="M8 20V5h9l-2.5 3.5L17 12H8"),
    "vpc": _Look(role="vpc", weight="2", icon="aws.network.VPC"),
    "availability-zone": _Look(role="availability-zone", dashes="8 5", weight="1.4"),
    "public-subnet": _Look(role="public-subnet", fill="public-subnet-fill", weight="", icon="aws.network.PublicSubnet"),
    "private-subnet": _Look(
        role="private-subnet", fill="private-subnet-fill", weight="", icon="aws.network.PrivateSubnet"
    ),
    "subnet": _Look(role="subnet", fill="subnet-fill", weight="", icon="generic.network.Subnet"),
    "on-premises": _Look(role="on-premises", fill="on-premises-fill", icon="generic.place.Datacenter"),
    "internet": _Look(role="outside", icon="onprem.network.Internet"),
    "outside": _Look(role="outside", icon="aws.general.OfficeBuilding"),
    "band": _Look(role="band", dashes="3 3", weight="1.2", radius="6"),
    "host": _Look(role="host", fill="host-fill", weight="1.2", radius="6"),
    "namespace": _Look(role="host", fill="host-fill", dashes="5 3", weight="1.2", radius="6"),
    "options": _Look(role="outside", dashes="6 4", weight="1.2", radius="6"),
    "choice": _Look(role="choice", fill="choice-fill", weight="2.4", radius="6"),
    "zone": _Look(role="zone", dashes="6 4", weight="1.4", radius="6"),
}
_OTHER = _Look(role="outside", fill="outside-fill")
_CARDS: Mapping[CardOf, str] = {"zone": "zone", "account": "account", "option": "outside"}
"""The colour of the border of each sort of card."""
_ZONE_FILLS = ("zone-1", "zone-2", "zone-3", "zone-4")


def own(graph: Graph, laid: Geometry, href: Href) -> Picture:
    """Return the picture of a graph that is laid out; `href` gives the address of a page.

    Every line of it begins with a tag, and every id with the graph's name.
    """
    return _Writer(graph=graph, laid=laid, href=href).picture()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Writer:
    """Writes one picture, and collects the icons that it refers to."""

    graph: Graph
    laid: Geometry
    href: Href
    icons: dict[str, Icon] = field(default_factory=dict)

    def picture(self) -> Picture:
        """Return the picture with its icons."""
        name = key("picture", self.graph.name)
        known = parts(self.graph)
        frame = self._frame(name)
        body = ET.SubElement(frame, "g", {"class": "graph"})
        body.extend(_column(each) for each in self.laid.columns)
        depths = _depths(self.graph)
        bands = {band.id: band for band in self.graph.bands}
        for box in self.laid.boxes:
            part = _band(bands[box.id]) if box.id in bands else known[key("cluster", box.id)]
            shapes, words = self._box(box, depths.get(box.id, 0))
            body.append(self._group(part, shapes, words, extra="band" if box.id in bands else f"kind-{box.kind}"))
        edges = {edge.id: edge for edge in self.graph.edges}
        for line in self.laid.edges:
            part = self._spanning(known[key("edge", line.id)], edges[line.id])
            extra = "" if edges[line.id].shown else "more"
            rooms = (each.label for each in self.laid.edges if each is not line and each.label and edges[each.id].shown)
            group = self._group(part, [], arrow(line, edges[line.id], rooms), extra)
            if not edges[line.id].shown:
                group.set("visibility", "hidden")
            body.append(group)
        known_nodes = {node.id: node for node in nodes(self.graph)}
        for placed in self.laid.nodes:
            body.append(self._group(known[key("node", placed.id)], [], self._node(placed, known_nodes[placed.id])))
        revealing = rules(name, body)
        if revealing:
            style = ET.Element("style")
            style.text = revealing
            frame.insert(list(frame).index(body), style)
        for element in frame.iter():
            element.tail = "\n" if element.tag in {"g", "desc"} else None
        return Picture(svg=ET.tostring(frame, encoding="unicode").rstrip("\n"), icons=tuple(self.icons.values()))

    def _frame(self, name: str) -> ET.Element:
        wide, high = str(self.laid.width), str(self.laid.height)
        frame = ET.Element("svg", {
            "xmlns": SPACE, "id": name, "class": "zb-picture zb-own", "width": wide, "height": high,
            "viewBox": f"0 0 {wide} {high}", "font-family": FAMILY, "role": "group",
            "aria-labelledby": f"{name}-title", "aria-describedby": f"{name}-desc",
        })  # fmt: skip
        ET.SubElement(frame, "title", {"id": f"{name}-title"}).text = clean(self.graph.title)
        ET.SubElement(frame, "desc", {"id": f"{name}-desc"}).text = clean(self.graph.description)
        return frame

    def _group(
        self, part: Part, shapes: Sequence[ET.Element], linked: Sequence[ET.Element], extra: str = ""
    ) -> ET.Element:
        """Return a part with its title and data; `linked` lead to its page, where it has one."""
        name, title = key("picture", self.graph.name), clean(f"{part.id}: {part.title}")
        marks = (
            *(key("is", mark) if mark not in MARKS else mark for mark in part.marks),
            *(key("in", overlay) for overlay in part.overlays),
        )
        attributes = {
            "id": f"{name}-{key(part.sort, part.id)}",
            "class": " ".join(filter(None, (part.sort, extra, *marks))),
            "data-id": clean(part.id),
            "data-kind": clean(part.kind or part.sort),
        }
        group = ET.Element("g", attributes | {data: clean(value) for data, value in part.data.items()})
        ET.SubElement(group, "title").text = title
        group.extend(shapes)
        inside = ET.SubElement(group, "a", {"href": self.href(part.to), "aria-label": title}) if part.to else group
        inside.extend(linked)
        return group

    def _spanning(self, part: Part, edge: Edge) -> Part:
        """Return an arrow with everything that it begins and ends at: bands with their members, every replica."""
        bands = {band.id: band for band in self.graph.bands}
        labels = {band.id: band.label for band in self.graph.bands} | {
            node.id: node.label for node in nodes(self.graph)
        }
        labels |= {cluster.id: cluster.label for cluster in clusters(self.graph.clusters)}
        starts, stops = edge.starts or (edge.source,), edge.stops or (edge.target,)
        ends = []
        for several in (starts, stops):
            members = (each for name in several for each in (name, *(bands[name].nodes if name in bands else ())))
            ends.append(" ".join(dict.fromkeys(members)))
        said = "".join(f", {MARKS[mark]}" for mark in edge.marks if mark in MARKS)
        both = " and back" if both_ways(edge) else ""
        title = f"{labels[starts[0]]} to {labels[stops[0]]}{both}{', ' * bool(edge.label)}{edge.label}{said}"
        return replace(part, title=title, data={**part.data, "data-from": ends[0], "data-to": ends[1]})

    def _use(self, name: str, rect: Rect) -> Iterator[ET.Element]:
        """Yield an icon on its tile; nothing where there is no such icon."""
        try:
            found = small(icon(name)) if name else None
        except NoIconError:
            found = None
        if found is None:
            return
        self.icons[found.id] = found
        yield rectangle(rect, {"rx": "4"} | paint(fill="tile"))
        yield ET.Element("use", {"href": f"#{found.id}"} | room(rect))

    def _box(self, box: PlacedBox, depth: int) -> tuple[list[ET.Element], list[ET.Element]]:
        """Return the border and the sign of a box, and its name."""
        look = _LOOKS.get(box.kind, _OTHER)
        fill = _ZONE_FILLS[min(depth, 3)] if box.kind == "zone" else look.fill
        colours = paint(fill=fill or "paper", stroke=look.role if look.weight else "")
        attributes = {"rx": look.radius} if look.radius else {}
        attributes |= {"stroke-width": look.weight} if look.weight else {}
        attributes |= {"stroke-dasharray": look.dashes} if look.dashes else {}
        if box.kind in {"availability-zone", "region", "band"}:
            attributes |= {"fill-opacity": "0.55" if box.kind == "band" else "0"}
        colours["class"] = f"border {colours['class']}"
        shapes = [rectangle(box.rect, attributes | colours)]
        if box.mark and look.glyph:
            left, top, _, _ = box.mark
            shapes.append(rectangle(box.mark, paint(fill=look.role)))
            line = {"d": look.glyph, "transform": f"translate({number(left)} {number(top)})", "stroke-width": "1.6"}
            shapes.append(
                ET.Element("path", line | {"fill": "none", "stroke-linejoin": "round"} | paint(stroke="badge-ink"))
            )
        elif box.mark:
            left, top, right, bottom = box.mark
            shapes += self._use(look.icon, (left + 1, top + 1, right - 1, bottom - 1))
        return shapes, [text(words, look.role, "head") for words in box.words]

    def _node(self, placed: PlacedNode, node: Node) -> list[ET.Element]:
        """Return the icon or the card of a node, and its words."""
        shapes: list[ET.Element] = []
        if placed.card:
            colours = paint(fill="box", stroke=_CARDS[node.card.about] if node.card else "zone")
            colours["class"] = f"card {colours['class']}"
            shapes.append(rectangle(placed.rect, {"rx": "6", "stroke-width": "1.4"} | colours))
        elif placed.on_border:
            shapes.append(rectangle(placed.icons[0][1], paint(fill="paper")))
        special = next((SPECIAL[mark] for mark in node.marks if mark in SPECIAL), None)
        if special and not placed.card:
            dashes = {"stroke-dasharray": special.dashes} if special.dashes else {}
            ring = {"rx": "6", "stroke-width": "2"} | dashes | paint(fill="box", stroke=special.role)
            shapes.append(rectangle(grown(placed.icons[0][1]), ring))
        for name, rect in placed.icons:
            drawn = list(self._use(name, rect))
            colours = paint(fill="box", stroke="line")
            shapes += drawn or [rectangle(shrunk(rect), {"rx": "4", "stroke-width": "1.2"} | colours)]
        worst = node.card.worst.text if node.card and node.card.worst else ""
        alarming = worst and node.card and node.card.worst and node.card.worst.tone in {"high", "very-high"}
        for at, words in enumerate(placed.words):
            last = at == len(placed.words) - 1
            role = "alarm" if last and alarming else "faint" if words.faint else "ink"
            shapes.append(text(words, role))
        return shapes


def _band(band: Band) -> Part:
    """Return the part for a band."""
    return Part(sort="cluster", id=band.id, title=band.label, kind="zone", to=band.to)


def _depths(graph: Graph) -> dict[str, int]:
    """Return how many borders of their own kind are around the borders of a graph."""
    found: dict[str, int] = {}
    level, depth = graph.clusters, 0
    while level:
        found |= dict.fromkeys((each.id for each in level), depth)
        level, depth = tuple(inner for each in level for inner in each.clusters), depth + 1
    return found


def _column(column: Column) -> ET.Element:
    group = ET.Element("g", {"class": "column"})
    group.append(rectangle(column.rect, {"rx": "6"} | paint(fill="column")))
    group.append(text(column.words, "faint"))
    return group
