"""What lines keep clear of, and what they run through: the boxes, icons and words of a placed picture."""

from collections.abc import Iterable, Iterator, Mapping

from zonebook.diagram.layout.geometry import Point, Rect, inside
from zonebook.diagram.layout.items import GRID, BoxItem, CardItem, Item, NodeItem
from zonebook.values.record import dataclass

HALF = GRID // 2
RIGHT, LEFT, DOWN, UP = range(4)
"""The ways that a line can run."""


@dataclass(frozen=True, slots=True)
class Port:
    """Where a line may begin or end: a point on the grid, the way out, the point on its end, and what it costs."""

    at: Point
    way: int
    on: Point
    cost: float


@dataclass(slots=True, eq=False)
class Scene:
    """The placed picture as lines see it."""

    root: Item
    boxes: list[BoxItem]
    things: list[NodeItem | CardItem]
    closed: list[Rect]
    known: Mapping[str, BoxItem | NodeItem | CardItem]

    @classmethod
    def of(cls, root: Item, reserved: Iterable[Rect] = ()) -> "Scene":
        """Return what lines see of a placed picture; `reserved` is room that they keep clear of, too."""
        every = list(root.every())
        boxes = [each for each in every if isinstance(each, BoxItem)]
        things = [each for each in every if isinstance(each, NodeItem | CardItem)]
        marks = [(box.x, box.y, box.x + 28, box.y + 28) for box in boxes if box.marked]
        closed: list[Rect] = [*(each.solid for each in things), *(box.head for box in boxes), *marks, *reserved]
        known: dict[str, BoxItem | NodeItem | CardItem] = {box.id: box for box in boxes}
        known |= {each.node.id: each for each in things}
        return cls(root=root, boxes=boxes, things=things, closed=closed, known=known)

    def around(self, rect: Rect) -> list[BoxItem]:
        """Return the boxes that a rectangle is in, the outermost first; one of the same size is among them."""
        left, top, right, bottom = rect
        return [
            box
            for box in self.boxes
            if box.x <= left and box.y <= top and right <= box.x + box.w and bottom <= box.y + box.h
        ]

    def holds(self, name: str, others: Iterable[str]) -> bool:
        """Return whether an end is a border around all others."""
        box = self.known[name]
        return isinstance(box, BoxItem) and all(inside(self.known[other].rect, box.rect) for other in others)


def ports(item: BoxItem | NodeItem | CardItem) -> Iterator[Port]:
    """Yield where a line may leave a node or a border: the middle of an icon's sides, or anywhere along a border."""
    if isinstance(item, NodeItem):
        yield from _icon_ports(item)
        return
    left, top, right, bottom = (int(each) for each in item.rect)
    head = 28 if isinstance(item, BoxItem) else 12
    across = range(left + 12, right - 8, GRID)
    along = range(top + head, bottom - 8, GRID)
    for way, rail in ((RIGHT, along), (LEFT, along), (DOWN, across), (UP, across)):
        middle = (rail[0] + rail[-1]) / 2 if len(rail) else 0
        for each in rail:
            at = each // GRID * GRID + HALF
            yield _port(way, at, (left, top, right, bottom), 6 + abs(at - middle) * 0.04)


def inner_ports(rect: Rect) -> Iterator[Port]:
    """Yield where a line between a border and what is in it may leave the border: inwards, but not below its name."""
    left, top, right, bottom = (int(each) for each in rect)
    for each in range(top + 28, bottom - 8, GRID):
        at = each // GRID * GRID + HALF
        cost = 6 + abs(at - (top + bottom) / 2) * 0.04
        yield Port((left + HALF, at), RIGHT, (left, at), cost)
        yield Port((right - HALF, at), LEFT, (right, at), cost)
    for each in range(left + 12, right - 8, GRID):
        at = each // GRID * GRID + HALF
        yield Port((at, bottom - HALF), UP, (at, bottom), 6 + abs(at - (left + right) / 2) * 0.04)


def _icon_ports(item: NodeItem) -> Iterator[Port]:
    left, top, right, bottom = (int(each) for each in item.solid)
    icon = item.icon
    middle, centre = int(icon[0] + icon[2]) // 2, int(icon[1] + icon[3]) // 2
    for at in (middle - 16, middle - 8, middle, middle + 8, middle + 16):
        column = at // GRID * GRID + HALF
        for way in (DOWN, UP):
            yield _port(way, column, (left, top, right, bottom), abs(column - middle) * 0.4)
    for at in (centre - 12, centre - 4, centre + 4):
        row = at // GRID * GRID + HALF
        for way, edge in ((RIGHT, int(icon[2]) + 3), (LEFT, int(icon[0]) - 3)):
            found = _port(way, row, (left, top, right, bottom), abs(row - centre) * 0.4)
            yield Port(found.at, way, (edge if not item.bordering else found.on[0], row), found.cost)


def _port(way: int, at: int, rect: tuple[int, int, int, int], cost: float) -> Port:
    left, top, right, bottom = rect
    if way == RIGHT:
        return Port((right + HALF, at), way, (right, at), cost)
    if way == LEFT:
        return Port((left - HALF, at), way, (left, at), cost)
    if way == DOWN:
        return Port((at, bottom + HALF), way, (at, bottom), cost)
    return Port((at, top - HALF), way, (at, top), cost)
