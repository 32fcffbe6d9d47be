"""Lines without small steps: where two straight parts lie a few pixels apart, both are moved onto one."""

from collections.abc import Iterator, Sequence

from zonebook.diagram.layout.geometry import Point, Rect, Segment, hits, segments, through
from zonebook.diagram.layout.items import GRID
from zonebook.diagram.layout.lines.board import Wire
from zonebook.diagram.layout.lines.obstacles import Scene, ports

STEP = 4 * GRID
"""The largest step that is taken out of a line, in pixels."""
_HEAD = 12
"""The shortest part that is left at a bend: an arrow's head fits."""
_CLEAR = 3
"""How far a line keeps from icons and words, as on its tracks."""


def straightened(scene: Scene, lines: Sequence[Wire]) -> None:
    """Take the small steps out of lines, where that leads onto nothing and across no more lines than before."""
    for wire in lines:
        before: tuple[Point, ...] = ()
        while before != wire.points:
            before = wire.points
            wire.points = next((new for new in _straighter(wire, scene) if _better(new, wire, scene, lines)), before)


def steps(points: Sequence[Point]) -> Iterator[int]:
    """Yield where a line makes a small step to the side and runs on as before: the number of the point before it."""
    for at in range(len(points) - 3):
        (ax, ay), (bx, by), (cx, cy), (dx, dy) = points[at : at + 4]
        flat = ay == by and cy == dy and (bx - ax) * (dx - cx) > 0
        tall = ax == bx and cx == dx and (by - ay) * (dy - cy) > 0
        if (flat or tall) and abs(bx - cx) + abs(by - cy) <= STEP:
            yield at


def _straighter(wire: Wire, scene: Scene) -> Iterator[tuple[Point, ...]]:
    """Yield the line without one of its steps, on each track that lies within the step."""
    points = wire.points
    for at in steps(points):
        first, last = points[at], points[at + 3]
        across = int(first[1] == points[at + 1][1])
        low, high = sorted((first[across], last[across]))
        for level in range(int(low), int(high) + 1, GRID):
            new = (*points[:at], _moved(first, across, level), _moved(last, across, level), *points[at + 4 :])
            if _joined(new, wire, scene) and _long(new[max(at - 1, 0) : at + 3], points):
                yield new


def _moved(point: Point, across: int, level: float) -> Point:
    return (point[0], level) if across else (level, point[1])


def _joined(new: Sequence[Point], wire: Wire, scene: Scene) -> bool:
    """Return whether a line still begins and ends where one may."""
    ends = ((new[0], wire.points[0], wire.begins), (new[-1], wire.points[-1], wire.ends))
    return all(point == old or any(port.on == point for port in ports(scene.known[name])) for point, old, name in ends)


def _long(changed: tuple[Point, ...], points: tuple[Point, ...]) -> bool:
    """Return whether every part that was changed runs on as it did, and leaves room for an arrow's head."""
    ways = {_way(part) for part in segments(points)}
    return all(_way(part) in ways and _length(part) >= _HEAD for part in segments(changed))


def _way(part: Segment) -> tuple[bool, bool, bool]:
    (ax, ay), (bx, by) = part
    return (ay == by, ax < bx, ay < by)


def _length(part: Segment) -> float:
    (ax, ay), (bx, by) = part
    return abs(ax - bx) + abs(ay - by)


def _better(new: tuple[Point, ...], wire: Wire, scene: Scene, lines: Sequence[Wire]) -> bool:
    """Return whether a line keeps clear of what it should, and touches no more lines and borders than before."""
    if not _clear(new, wire, scene) or _entered(new, scene) > _entered(wire.points, scene):
        return False
    others = [(each, tuple(segments(each.points))) for each in lines if each is not wire and each.points]
    return _touched(new, wire, others) <= _touched(wire.points, wire, others)


def _clear(new: tuple[Point, ...], wire: Wire, scene: Scene) -> bool:
    own = [scene.known[name] for name in (wire.begins, wire.ends)]
    solid = [each.solid for each in scene.things if each not in own]
    closed = [each for each in scene.closed if each not in [item.solid for item in own if item in scene.things]]
    return not any(through(part, _grown(rect)) for part in segments(new) for rect in (*solid, *closed))


def _grown(rect: Rect) -> Rect:
    left, top, right, bottom = rect
    return (left - _CLEAR, top - _CLEAR, right + _CLEAR, bottom + _CLEAR)


def _entered(points: tuple[Point, ...], scene: Scene) -> int:
    """Return how many borders a line runs through."""
    return sum(any(through(part, box.rect) for part in segments(points)) for box in scene.boxes)


def _touched(points: tuple[Point, ...], wire: Wire, others: Sequence[tuple[Wire, tuple[Segment, ...]]]) -> int:
    """Count where a line crosses or touches others; those of its bundle it may touch, and run on them."""
    return sum(
        _crosses(one, two) if wire.friend(other) else hits(_room(one), _room(two), 0.5)
        for other, parts in others
        for one in segments(points)
        for two in parts
    )


def _crosses(one: Segment, other: Segment) -> bool:
    """Return whether two straight parts cross, each within the other."""
    (ax, ay), (bx, by) = one
    (cx, cy), (dx, dy) = other
    return (ax - cx) * (bx - dx) < 0 and (ay - cy) * (by - dy) < 0 and (ay == by) != (cy == dy)


def _room(part: Segment) -> Rect:
    (ax, ay), (bx, by) = part
    return (min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))
