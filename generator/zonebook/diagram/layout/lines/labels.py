"""The words on each line: where they cover nothing, and hide as few other lines and borders as can be."""

from collections.abc import Iterator, Sequence
from dataclasses import field

from zonebook.diagram.layout.geometry import TRIANGLE, Rect, Segment, hits, segments, sides
from zonebook.diagram.layout.items import SIZE
from zonebook.diagram.layout.lines.board import Wire
from zonebook.diagram.layout.lines.obstacles import Scene
from zonebook.diagram.layout.text import width
from zonebook.values.record import dataclass

HIGH = 16
HEAD = 9
"""How long the head of an arrow is, in pixels."""
_BESIDE = 40
_SHORT = 64
"""How short a part is of which every fourth pixel is tried, in pixels; of others it is every eighth."""
_HIDDEN = 20.0
"""What it costs to cover the head of an arrow: about as much as two borders."""
_AMBIGUOUS = 10.0
"""What it costs to stand on a line that runs the same way and says something else, beside covering it."""
_CLEAR = 4
"""How far from a border words stand where there is room: nearer, they seem to be the name of what is inside."""


@dataclass(frozen=True, slots=True)
class _Manner:
    """How words are put on a line: the most that a room may cost, and how far from all else and from bends it is."""

    most: float
    apart: int = 2
    from_bends: int = 4


_WORDS, _NUMBER, _TIGHT = _Manner(48.0), _Manner(1e9), _Manner(1e9, 0, 0)


@dataclass(slots=True)
class Label:
    """The room of the words of a line, or of its number; none where a line beside it says the same."""

    room: Rect | None = None
    numbered: bool = False


@dataclass(slots=True)
class _World:
    """What words must not cover, and what they should not."""

    solid: list[Rect]
    borders: list[Rect]
    near: list[Rect]
    wide: float
    taken: list[Rect] = field(default_factory=list)
    parts: dict[str, list[Segment]] = field(default_factory=dict)
    heads: list[Rect] = field(default_factory=list)
    others: list[Rect] = field(default_factory=list)
    along: dict[bool, list[Rect]] = field(default_factory=dict)
    """The parts of lines that say something else, by whether they are level."""


def labelled(scene: Scene, wires: Sequence[Wire]) -> dict[str, Label]:
    """Return where the words of each line stand, by its id; those in clear text choose first."""
    marks = [(box.x, box.y, box.x + 28, box.y + 28) for box in scene.boxes if box.marked]
    solid: list[Rect] = [*(each.solid for each in scene.things), *(box.head for box in scene.boxes), *marks]
    every = [side for box in scene.boxes for side in sides(box.rect)]
    borders, near = [_room(side) for side in every], [_room(side, _CLEAR) for side in every]
    world = _World(solid=solid, borders=borders, near=near, wide=scene.root.w - 4)
    out: dict[str, Label] = {}
    for shown in (True, False):
        drawn = [wire for wire in wires if wire.points and (wire.shown or not shown)]
        world.parts = {wire.id: list(segments(wire.points)) for wire in drawn}
        world.heads = [_head(parts[-1]) for parts in world.parts.values()]
        for wire in sorted((each for each in drawn if each.shown == shown), key=lambda w: (not w.clear, w.number)):
            out[wire.id] = _label(wire, drawn, out, world)
    return out


def _label(wire: Wire, drawn: Sequence[Wire], out: dict[str, Label], world: _World) -> Label:
    """Return the room of the words of a line, or else of its number."""
    parts = world.parts
    for other in drawn:
        same = other is not wire and other.text == wire.text and other.shown == wire.shown and wire.friend(other)
        if same and other.id in out and out[other.id].room and _beside(parts[wire.id], parts[other.id]) > _BESIDE:
            return Label()
    world.others = [_room(part) for name, several in parts.items() if name != wire.id for part in several]
    strange = [part for other in drawn if other.text != wire.text for part in parts[other.id]]
    world.along = {flat: [_room(part) for part in strange if _flat(part) == flat] for flat in (True, False)}
    wide = width(wire.text, SIZE, bold=wire.clear) + 8 + (TRIANGLE if wire.clear else 0)
    room = _placed(parts[wire.id], (wide, HIGH), world, _WORDS) if wire.text or wire.clear else None
    numbered = room is None
    size = (width(str(wire.number), SIZE, bold=True) + 12, HIGH + 2)
    for manner in (_NUMBER, _TIGHT):
        room = room or _placed(parts[wire.id], size, world, manner)
    if room is not None:
        world.taken.append(room)
    return Label(room=room, numbered=numbered and room is not None)


def _beside(one: Sequence[Segment], other: Sequence[Segment]) -> float:
    """Return how far two lines run on one track."""
    far = 0.0
    for (ax, ay), (bx, by) in one:
        for (cx, cy), (dx, dy) in other:
            if ay == by == cy == dy:
                far += max(0.0, min(max(ax, bx), max(cx, dx)) - max(min(ax, bx), min(cx, dx)))
            elif ax == bx == cx == dx:
                far += max(0.0, min(max(ay, by), max(cy, dy)) - max(min(ay, by), min(cy, dy)))
    return far


def _placed(own: Sequence[Segment], size: tuple[float, float], world: _World, manner: _Manner) -> Rect | None:
    """Return the best room for words on a line, or nothing where each costs too much."""
    best, room = float("inf"), None
    for part in own:
        for rect, off in _candidates(part, size, manner.from_bends):
            limit = min(best, manner.most)
            if off >= limit:
                continue
            if not (rect[0] >= 4 and rect[2] <= world.wide and rect[1] >= 4):  # noqa: PLR2004  the rim of the picture
                continue
            if any(hits(rect, each, manner.apart) for each in (*world.solid, *world.taken)):
                continue
            cost = off + 14 * _crossed(rect, world.others)
            if cost < limit:
                cost += 9 * _crossed(rect, world.borders) + 4 * _crossed(rect, world.near)
            if cost < limit:
                # However dear these are, the words are not left out for them.
                cost += _HIDDEN * _crossed(rect, world.heads) + _AMBIGUOUS * _crossed(rect, world.along[_flat(part)])
                if cost < best:
                    best, room = cost, rect
    return room


def _candidates(part: Segment, size: tuple[float, float], margin: int) -> Iterator[tuple[Rect, float]]:
    """Yield rooms along a straight part, the middle first, each with what it costs to be off the middle."""
    (ax, ay), (bx, by) = part
    wide, high = size
    flat = _flat(part)
    long = abs(bx - ax) + abs(by - ay)
    own = wide if flat else high
    half = own / 2 + margin
    if long < 2 * half:
        return
    steps = max(1, int(long // (4 if long < _SHORT else 8)))
    for step in range(steps + 1):
        off = (step + 1) // 2 / steps * (1 if step % 2 else -1)
        if abs(off) * long <= long / 2 - half:
            x, y = ax + (bx - ax) * (0.5 + off), ay + (by - ay) * (0.5 + off)
            rect = (x - wide / 2, y - high / 2, x + wide / 2, y + high / 2)
            yield rect, abs(off) * 4 - min(long, 200) / 60 + (0 if flat else 3)


def _flat(part: Segment) -> bool:
    return part[0][1] == part[1][1]


def _head(part: Segment) -> Rect:
    """Return the room of the arrow's head at the end of a line's last part."""
    (ax, ay), (bx, by) = part
    x, y = bx + max(-HEAD, min(HEAD, ax - bx)), by + max(-HEAD, min(HEAD, ay - by))
    return _room(((x, y), (bx, by)), 2)


def _room(part: Segment, apart: int = 0) -> Rect:
    """Return the room of a straight line, and of what is so near to it."""
    (ax, ay), (bx, by) = part
    return (min(ax, bx) - apart, min(ay, by) - apart, max(ax, bx) + apart, max(ay, by) + apart)


def _crossed(rect: Rect, parts: Sequence[Rect]) -> int:
    """Count the straight lines that run through a room."""
    x0, y0, x1, y1 = rect
    return len([1 for left, top, right, bottom in parts if left < x1 and right > x0 and top < y1 and bottom > y0])
