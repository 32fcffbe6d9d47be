"""A picture that is laid out: where each box, node, line and word of a graph stands, in pixels."""

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Literal

from zonebook.values.record import dataclass

Rect = tuple[float, float, float, float]
"""Left, top, right, bottom."""
Point = tuple[float, float]
Segment = tuple[Point, Point]
TRIANGLE = 16
"""The room that the sign of clear text takes before the words of a line."""


class NotLaidOutError(Exception):
    """The graph cannot be laid out within the rules; the message says which is broken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A line of text; `y` is its baseline. It is faint where it is a note and no name."""

    text: str
    x: float
    y: float
    size: int
    anchor: Literal["start", "middle"] = "start"
    bold: bool = False
    faint: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedBox:
    """A border with its name; a band is one of kind `band`."""

    id: str
    kind: str
    rect: Rect
    head: Rect
    words: tuple[Words, ...]
    mark: Rect | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedNode:
    """An icon or a card with its words; `solid` is what no line may touch, `icons` are what it shows."""

    id: str
    rect: Rect
    solid: Rect
    words: tuple[Words, ...]
    icons: tuple[tuple[str, Rect], ...] = ()
    card: bool = False
    on_border: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedEdge:
    """A line. `label` is the room of its words, or of its number where `numbered`.

    It has none where a line of the same bundle says the same beside it.
    """

    id: str
    number: int
    points: tuple[Point, ...]
    words: str = ""
    label: Rect | None = None
    numbered: bool = False
    begins: str = ""
    ends: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of zones of one trust."""

    rect: Rect
    words: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Geometry:
    """Everything in a picture; its edges are in the order in which they are drawn."""

    name: str
    width: int
    height: int
    boxes: tuple[PlacedBox, ...]
    nodes: tuple[PlacedNode, ...]
    edges: tuple[PlacedEdge, ...] = ()
    columns: tuple[Column, ...] = ()


def hits(one: Rect, other: Rect, pad: float = 0) -> bool:
    """Return whether two rectangles overlap, or come closer than `pad`; touching does not count."""
    return one[0] < other[2] + pad and other[0] < one[2] + pad and one[1] < other[3] + pad and other[1] < one[3] + pad


def inside(one: Rect, other: Rect, slack: float = 0.5) -> bool:
    """Return whether the first rectangle is within the second."""
    return (
        other[0] - slack <= one[0]
        and other[1] - slack <= one[1]
        and one[2] <= other[2] + slack
        and one[3] <= other[3] + slack
    )


def through(segment: Segment, rect: Rect, slack: float = 0.5) -> bool:
    """Return whether a straight line runs through the inside of a rectangle."""
    (ax, ay), (bx, by) = segment
    return (
        min(ax, bx) < rect[2] - slack
        and max(ax, bx) > rect[0] + slack
        and min(ay, by) < rect[3] - slack
        and max(ay, by) > rect[1] + slack
    )


def segments(points: tuple[Point, ...]) -> Iterator[Segment]:
    """Yield the straight parts of a line."""
    return pairwise(points)


def sides(rect: Rect) -> tuple[Segment, ...]:
    """Return the four borders of a rectangle."""
    left, top, right, bottom = rect
    return (
        ((left, top), (right, top)), ((left, bottom), (right, bottom)),
        ((left, top), (left, bottom)), ((right, top), (right, bottom)),
    )  # fmt: skip


def outside(points: tuple[Point, ...], rooms: Iterable[Rect]) -> list[list[Point]]:
    """Return a line in the parts that are outside of some rectangles, below which it would run."""
    holes = list(rooms)
    parts: list[list[Point]] = [[points[0]]]
    for part in segments(points):
        (ax, ay), (bx, by) = part
        flat = ay == by
        forth = bx >= ax if flat else by >= ay
        spans = sorted((room[0], room[2]) if flat else (room[1], room[3]) for room in holes if through(part, room, 0))
        for low, high in spans if forth else [(high, low) for low, high in reversed(spans)]:
            begin, end = (ax, bx) if flat else (ay, by)
            if min(begin, end) < low < max(begin, end):
                parts[-1].append((low, ay) if flat else (ax, low))
            if min(begin, end) < high < max(begin, end):
                parts.append([(high, ay) if flat else (ax, high)])
            else:
                parts.append([])
        parts[-1].append((bx, by))
    return [each for each in parts if len(each) > 1]
