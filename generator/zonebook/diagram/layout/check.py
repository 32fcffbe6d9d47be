"""The rules of a picture that is laid out: what would make it wrong, and what makes it tiring."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from zonebook.diagram.layout.geometry import (
    Geometry,
    PlacedBox,
    PlacedEdge,
    PlacedNode,
    Rect,
    Words,
    hits,
    inside,
    segments,
    sides,
    through,
)
from zonebook.diagram.layout.items import LEADING
from zonebook.diagram.layout.text import width
from zonebook.document.graph import Cluster, Edge, Graph, Node
from zonebook.values.record import dataclass

LEAST = 11
"""The smallest text, in pixels."""
SHORT = 96
"""The length of a line from icon to icon of neighbours, between which no words may fit, in pixels."""
_PASSED = frozenset({"vpc", "zone", "band"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """How tiring a picture is: what is counted and should be few."""

    nodes: int
    lines: int
    shown: int
    crossings: int
    through: int
    numbers: int
    bends: int
    size: tuple[int, int]


def faults(graph: Graph, laid: Geometry) -> tuple[str, ...]:
    """Return every rule that a layout of a graph breaks, in words."""
    rules = (
        _missing(graph, laid),
        _overlaps(laid),
        _names(laid),
        _words(laid),
        _lines(graph, laid),
        _shared(graph, laid),
        _uneven(laid),
    )
    return tuple(fault for rule in rules for fault in rule)


def _all(clusters: Sequence[Cluster]) -> Iterator[Cluster]:
    for each in clusters:
        yield each
        yield from _all(each.clusters)


def nodes_of(graph: Graph) -> tuple[Node, ...]:
    """Return every node of a graph."""
    return (*graph.nodes, *(node for each in _all(graph.clusters) for node in each.nodes))


def _missing(graph: Graph, laid: Geometry) -> Iterator[str]:
    """Yield what is not drawn exactly once."""
    asked = Counter(node.id for node in nodes_of(graph))
    drawn = Counter(node.id for node in laid.nodes)
    yield from (
        f"`{name}` is drawn {drawn[name]} times" for name in sorted(asked | drawn) if asked[name] != drawn[name]
    )
    borders = Counter([*(each.id for each in _all(graph.clusters)), *(band.id for band in graph.bands)])
    boxes = Counter(box.id for box in laid.boxes)
    yield from (
        f"the border `{name}` is drawn {boxes[name]} times"
        for name in sorted(borders | boxes)
        if borders[name] != boxes[name]
    )
    lines = Counter(edge.id for edge in laid.edges)
    for edge in graph.edges:
        if lines[edge.id] != 1:
            yield f"`{edge.id}` has no way" if not lines[edge.id] else f"`{edge.id}` is drawn {lines[edge.id]} times"


def _overlaps(laid: Geometry) -> Iterator[str]:
    """Yield nodes on nodes, and boxes that overlap without one being in the other."""
    for one, other in combinations(laid.nodes, 2):
        if hits(one.solid, other.solid, -0.5):
            yield f"`{one.id}` overlaps `{other.id}`"
    frames = [box for box in laid.boxes if box.kind != "band"]
    for first, second in combinations(frames, 2):
        apart = not hits(first.rect, second.rect)
        if not (apart or inside(first.rect, second.rect) or inside(second.rect, first.rect)):
            yield f"the border `{first.id}` overlaps `{second.id}`"


@dataclass(frozen=True, slots=True)
class _Said:
    """A name with its room, and what it is the name of."""

    text: str
    room: Rect
    owner: str
    home: Rect
    size: int


def _said(laid: Geometry) -> Iterator[_Said]:
    parts: list[PlacedBox | PlacedNode] = [*laid.boxes, *laid.nodes]
    for part in parts:
        yield from (_Said(words.text, room(words), part.id, part.rect, words.size) for words in part.words)


def room(words: Words) -> Rect:
    """Return the room that a line of text takes."""
    wide = width(words.text, words.size, bold=words.bold)
    left = words.x - wide / 2 if words.anchor == "middle" else words.x
    return (left, words.y - words.size + 1, left + wide, words.y + 3)


def _names(laid: Geometry) -> Iterator[str]:
    """Yield names that are small, leave their box, or touch a border or another name."""
    said = list(_said(laid))
    for each in said:
        if each.size < LEAST:
            yield f"`{each.text}` is smaller than {LEAST} pixels"
        if not inside(each.room, each.home, 2):
            yield f"`{each.text}` leaves `{each.owner}`"
    for one, other in combinations(said, 2):
        lines = one.owner == other.owner and abs(one.room[1] - other.room[1]) >= LEADING - 2
        if hits(one.room, other.room, -0.5) and not lines:
            yield f"`{one.text}` is on `{other.text}`"
    borders = [(box.id, side) for box in laid.boxes for side in sides(box.rect)]
    for each in said:
        for name, side in borders:
            if through(side, each.room):
                yield f"the border `{name}` runs through `{each.text}` of `{each.owner}`"


def _words(laid: Geometry) -> Iterator[str]:
    """Yield the words of lines that cover something."""
    said = list(_said(laid))
    for edge in laid.edges:
        if edge.label:
            yield from _label(edge, laid, said)


def _label(edge: PlacedEdge, laid: Geometry, said: Sequence[_Said]) -> Iterator[str]:
    """Yield what the words of a line cover."""
    own = edge.label or (0, 0, 0, 0)
    for node in laid.nodes:
        if hits(own, node.solid):
            yield f"the words of `{edge.id}` are on `{node.id}`"
    for each in said:
        if hits(own, each.room):
            yield f"the words of `{edge.id}` are on `{each.text}`"
    if not inside(own, (0, 0, laid.width, laid.height), 0):
        yield f"the words of `{edge.id}` leave the picture"


def _lines(graph: Graph, laid: Geometry) -> Iterator[str]:
    """Yield lines that run through a node or a name, or say nothing."""
    edges = {edge.id: edge for edge in graph.edges}
    heads = [(box.id, box.head) for box in laid.boxes]
    for line in laid.edges:
        parts = tuple(segments(line.points))
        for node in laid.nodes:
            if node.id not in {line.begins, line.ends} and any(through(part, node.solid) for part in parts):
                yield f"`{line.id}` runs through `{node.id}`"
        for name, head in heads:
            if any(through(part, head) for part in parts):
                yield f"`{line.id}` runs through the name of `{name}`"
        if not line.label and not _told(line, laid, edges):
            yield f"`{line.id}` says nothing"


def _shared(graph: Graph, laid: Geometry) -> Iterator[str]:
    """Yield lines on a line of strangers, and words on words."""
    edges = {edge.id: edge for edge in graph.edges}
    for one, other in combinations(laid.edges, 2):
        if edges[one.id].shown != edges[other.id].shown:
            continue
        if one.label and other.label and hits(one.label, other.label):
            yield f"the words of `{one.id}` are on those of `{other.id}`"
        if edges[one.id].shown and not _friends(edges[one.id], edges[other.id]) and together(one, other) > 1:
            yield f"`{one.id}` lies on `{other.id}`"


def _told(line: PlacedEdge, laid: Geometry, edges: Mapping[str, Edge]) -> bool:
    """Return whether a line needs no words: it is hidden at first, short, or one of its bundle says the same."""
    long = sum(abs(ax - bx) + abs(ay - by) for (ax, ay), (bx, by) in segments(line.points))
    return (
        not edges[line.id].shown
        or long < SHORT
        or any(
            other.label and other.words == line.words and _friends(edges[line.id], edges[other.id])
            for other in laid.edges
            if other is not line and together(line, other) > 1
        )
    )


def _friends(one: Edge, other: Edge) -> bool:
    ends = [((edge.starts or (edge.source,)), (edge.stops or (edge.target,))) for edge in (one, other)]
    return ends[0][0] == ends[1][0] or ends[0][1] == ends[1][1]


def together(one: PlacedEdge, other: PlacedEdge) -> float:
    """Return how far two lines run on one another."""
    far = 0.0
    for (ax, ay), (bx, by) in segments(one.points):
        for (cx, cy), (dx, dy) in segments(other.points):
            if ay == by == cy == dy:
                far += max(0.0, min(max(ax, bx), max(cx, dx)) - max(min(ax, bx), min(cx, dx)))
            elif ax == bx == cx == dx:
                far += max(0.0, min(max(ay, by), max(cy, dy)) - max(min(ay, by), min(cy, dy)))
    return far


def _uneven(laid: Geometry) -> Iterator[str]:
    """Yield networks whose zones are not of one height and size."""
    zones = [box for box in laid.boxes if box.kind == "availability-zone"]
    for outer in laid.boxes:
        own = [
            zone.rect for zone in zones if zone is not outer and outer.kind == "vpc" and inside(zone.rect, outer.rect)
        ]
        if len({(rect[1], rect[3], rect[2] - rect[0]) for rect in own}) > 1:
            yield f"the zones of `{outer.id}` are not even"


def figures(graph: Graph, laid: Geometry) -> Figures:
    """Return what is counted of a layout."""
    shown = {edge.id for edge in graph.edges if edge.shown}
    lines = [line for line in laid.edges if line.id in shown]
    return Figures(
        nodes=len(laid.nodes),
        lines=len(laid.edges),
        shown=len(lines),
        crossings=sum(_crossings(one, other) for one, other in combinations(lines, 2)),
        through=sum(_passes(line, box, laid, graph) for line in lines for box in laid.boxes),
        numbers=sum(line.numbered for line in lines),
        bends=sum(max(0, len(line.points) - 2) for line in lines),
        size=(laid.width, laid.height),
    )


def _crossings(one: PlacedEdge, other: PlacedEdge) -> int:
    count = 0
    for first in segments(one.points):
        for second in segments(other.points):
            flat, tall = (first, second) if first[0][1] == first[1][1] else (second, first)
            if flat[0][1] == flat[1][1] and tall[0][0] == tall[1][0]:
                low, high = sorted((flat[0][0], flat[1][0]))
                top, bottom = sorted((tall[0][1], tall[1][1]))
                count += low < tall[0][0] < high and top < flat[0][1] < bottom
    return count


def _passes(line: PlacedEdge, box: PlacedBox, laid: Geometry, graph: Graph) -> bool:
    """Return whether a line runs through a network, a zone or a band that neither of its ends is in."""
    if box.kind not in _PASSED or not any(through(part, box.rect) for part in segments(line.points)):
        return False
    edge = next(each for each in graph.edges if each.id == line.id)
    bands = {band.id: band.nodes for band in graph.bands}
    ends = {*(edge.starts or (edge.source,)), *(edge.stops or (edge.target,))}
    ends |= {member for end in ends for member in bands.get(end, ())}
    parts: list[PlacedBox | PlacedNode] = [*laid.boxes, *laid.nodes]
    rooms = {each.id: each for each in parts}
    return not any(inside(rooms[name].rect, box.rect) for name in ends if name in rooms)
