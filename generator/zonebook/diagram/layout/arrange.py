"""A graph laid out: sizes, places, lines, words; checked, or refused."""

from collections.abc import Iterator, Sequence

from zonebook.diagram.layout.check import faults
from zonebook.diagram.layout.geometry import (
    Column,
    Geometry,
    NotLaidOutError,
    PlacedBox,
    PlacedEdge,
    PlacedNode,
    Rect,
    Words,
)
from zonebook.diagram.layout.items import ICON, LEADING, SIZE, TITLE, BoxItem, CardItem, NodeItem
from zonebook.diagram.layout.lines.board import Wire
from zonebook.diagram.layout.lines.labels import Label, labelled
from zonebook.diagram.layout.lines.obstacles import Scene
from zonebook.diagram.layout.lines.routing import routed, wires
from zonebook.diagram.layout.placement import placement
from zonebook.diagram.layout.zones import zones
from zonebook.document.graph import Graph

_OVER = {"band": 1, "host": 2, "namespace": 2}
_STRIP = 32


def arranged(graph: Graph) -> Geometry:
    """Return the layout of a graph; raise NotLaidOutError where it would break a rule."""
    if graph.layout == "layers":
        raise NotLaidOutError("it is laid out by layers")
    laid = unchecked(graph)
    wrong = faults(graph, laid)
    if wrong:
        raise NotLaidOutError("; ".join(wrong[:3]) + (f"; and {len(wrong) - 3} more" if wrong[3:] else ""))
    return laid


def unchecked(graph: Graph) -> Geometry:
    """Return the layout of a graph, whatever it is like."""
    columns: tuple[Column, ...] = ()
    if graph.layout == "placement":
        root = placement(graph)
    else:
        root, columns = zones(graph)
    scene = Scene.of(root, [_heading(each) for each in columns])
    lines = wires(graph)
    routed(scene, lines)
    labels = labelled(scene, lines)
    boxes = sorted(scene.boxes, key=lambda box: _OVER.get(box.kind, 0))
    return Geometry(
        name=graph.name,
        width=root.w,
        height=root.h,
        boxes=tuple(map(_box, boxes)),
        nodes=tuple(_card(each) if isinstance(each, CardItem) else _node(each) for each in scene.things),
        edges=tuple(_edges(lines, labels)),
        columns=columns,
    )


def _heading(column: Column) -> Rect:
    left, _, right, _ = column.rect
    return (left, 12, right, 44)


def _box(box: BoxItem) -> PlacedBox:
    left, top, _, _ = box.head
    lift = 2 if box.kind == "band" else 0
    middle = box.x + box.w / 2
    words = tuple(
        Words(
            text=text, x=middle if box.centred else left, y=top + 14 + LEADING * at - lift, size=SIZE,
            anchor="middle" if box.centred else "start", bold=box.bold,
        )
        for at, text in enumerate(box.lines)
    )  # fmt: skip
    mark = (box.x + 1, box.y + 1, box.x + 27, box.y + 27) if box.marked else None
    return PlacedBox(id=box.id, kind=box.kind, rect=box.rect, head=box.head, words=words, mark=mark)


def _node(item: NodeItem) -> PlacedNode:
    lines = ((text, each is item.note) for each in (item.lines, item.note) for text in each)
    if item.bordering:
        first = item.y + max(0, (ICON - LEADING * len((*item.lines, *item.note))) // 2) + 12
        words = tuple(
            Words(text=text, x=item.x + ICON + 6, y=first + LEADING * at, size=SIZE, faint=faint)
            for at, (text, faint) in enumerate(lines)
        )
    else:
        middle = item.x + item.w / 2
        words = tuple(
            Words(text=text, x=middle, y=item.y + ICON + 15 + LEADING * at, size=SIZE, anchor="middle", faint=faint)
            for at, (text, faint) in enumerate(lines)
        )
    return PlacedNode(
        id=item.node.id, rect=item.rect, solid=item.solid, words=words, icons=((item.node.icon, item.icon),),
        on_border=item.bordering,
    )  # fmt: skip


def _card(item: CardItem) -> PlacedNode:
    middle, y = item.x + item.w / 2, item.y + 22
    words: list[Words] = []
    for text in item.lines:
        words.append(Words(text=text, x=middle, y=y, size=TITLE, anchor="middle", bold=True))
        y += 17
    card = item.node.card
    icons: list[tuple[str, Rect]] = []
    if card and card.icons:
        left = middle - (len(card.icons) + bool(card.more)) * _STRIP / 2 + 2
        for icon in card.icons:
            icons.append((icon, (left, y - 8, left + 28, y + 20)))
            left += _STRIP
        if card.more:
            words.append(Words(text=f"+{card.more}", x=left + 12, y=y + 10, size=SIZE, anchor="middle"))
        y += 40
    for at, sentence in enumerate(item.says):
        y += item.apart(at)
        for text in sentence:
            words.append(Words(text=text, x=middle, y=y, size=SIZE, anchor="middle"))
            y += 16
    if card and card.worst:
        words.append(Words(text=card.worst.text, x=middle, y=y + 6, size=SIZE, anchor="middle", bold=True))
    return PlacedNode(
        id=item.node.id, rect=item.rect, solid=item.rect, words=tuple(words), icons=tuple(icons), card=True
    )


def _edges(lines: Sequence[Wire], labels: dict[str, Label]) -> Iterator[PlacedEdge]:
    """Yield the lines, those in clear text last, so that their dashes lie on top."""
    for wire in sorted((each for each in lines if each.points), key=lambda each: (each.clear, each.number)):
        label = labels.get(wire.id, Label())
        yield PlacedEdge(
            id=wire.id, number=wire.number, points=wire.points, words=wire.text, label=label.room,
            numbered=label.numbered, begins=wire.begins, ends=wire.ends,
        )  # fmt: skip
