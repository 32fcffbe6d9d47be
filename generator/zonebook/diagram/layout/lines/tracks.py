"""The tracks that lines may run on: beside every border and icon, and straight out of each end of a line.

A grid of cells would be four to eight times as large: most of it is on the way to nowhere.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from zonebook.diagram.layout.geometry import Rect
from zonebook.diagram.layout.items import GRID, BoxItem, CardItem
from zonebook.diagram.layout.lines.obstacles import DOWN, HALF, LEFT, RIGHT, UP, Port, Scene, ports

BESIDE_BOX, BESIDE_THING = 3, 2
"""How many tracks run along each side of a box, and of an icon."""
FAR, NEAR = 7, 3
"""How many borders a track may leave."""
RIM = 16
HUG = 2.0
"""What it costs to run along a border for a step of the grid."""
Interval = tuple[float, float]
Pieces = tuple[tuple[int, float], ...]
Step = tuple[int, int, float, Pieces]
"""The next point, the way to it, what the way costs, and the sets of boxes along it."""
TURNS = ((0, 2, 3), (1, 2, 3), (2, 0, 1), (3, 0, 1))
"""The ways on from each way: straight on first."""
Cut = tuple[float, tuple[int, ...], bool]
"""Where a piece of a track begins, the boxes around it, and whether a border runs beside it."""


class Tracks:
    """The points where tracks meet, the next point each way, and the boxes that are run through in between."""

    def __init__(self, scene: Scene, ends: Iterable[str]) -> None:
        """Find the tracks of a scene with lines between `ends`."""
        self.scene = scene
        self.ports = {name: list(ports(scene.known[name])) for name in ends}
        flat, tall = _Lines(scene, 0), _Lines(scene, 1)
        for box in scene.boxes:
            many = 6 if box.kind == "cloud" else BESIDE_BOX
            _beside((flat, tall), box.rect, many, FAR)
        for thing in scene.things:
            _beside((flat, tall), thing.solid, BESIDE_THING, NEAR)
        for found in self.ports.values():
            self._stubs(found, flat, tall)
        self.xs: list[float] = []
        self.ys: list[float] = []
        self.next: tuple[list[int], list[int], list[int], list[int]] = ([], [], [], [])
        self.far: tuple[list[float], list[float], list[float], list[float]] = ([], [], [], [])
        self.pieces: tuple[list[Pieces], list[Pieces], list[Pieces], list[Pieces]] = ([], [], [], [])
        self.fields: list[tuple[BoxItem, ...]] = []
        self._numbers: dict[tuple[int, ...], int] = {}
        self.at: dict[tuple[float, float], int] = {}
        self._steps: dict[int, tuple[Step, ...]] = {}
        self._join(flat, tall)

    def steps(self, state: int) -> tuple[Step, ...]:
        """Return the steps on from a point that is passed in one way: straight on, and to both sides."""
        found = self._steps.get(state)
        if found is None:
            point = state >> 2
            found = self._steps[state] = tuple(
                (to, turn, self.far[turn][point], self.pieces[turn][point])
                for turn in TURNS[state & 3]
                if (to := self.next[turn][point]) >= 0
            )
        return found

    def _stubs(self, found: Sequence[Port], flat: "_Lines", tall: "_Lines") -> None:
        """Add a track straight out of each port; of those of a border, only some have one of their own."""
        by_way: dict[int, list[Port]] = {}
        for each in found:
            by_way.setdefault(each.way, []).append(each)
        for way, several in by_way.items():
            step = max(1, len(several) // 5)
            for each in several[step // 2 :: step]:
                lines = flat if way in {RIGHT, LEFT} else tall
                lines.add(each.at, FAR)

    def _join(self, flat: "_Lines", tall: "_Lines") -> None:
        """Number the points where two tracks meet, and link each with the next one each way."""
        rows, columns = flat.merged(), tall.merged()
        starts = sorted(columns)
        crossed: dict[float, list[float]] = {x: [] for x in columns}
        found: list[tuple[list[int], float, Interval]] = []
        for y in sorted(rows):
            for low, high in rows[y]:
                on: list[int] = []
                for x in starts[bisect_left(starts, low) : bisect_left(starts, high + 0.1)]:
                    for top, bottom in columns[x]:
                        if top <= y <= bottom:
                            on.append(self._point(x, y))
                            crossed[x].append(y)
                            break
                found.append((on, y, (low, high)))
        many = len(self.xs)
        self.next = ([-1] * many, [-1] * many, [-1] * many, [-1] * many)
        self.far = ([0.0] * many, [0.0] * many, [0.0] * many, [0.0] * many)
        self.pieces = ([()] * many, [()] * many, [()] * many, [()] * many)
        for on, y, (low, high) in found:
            self._link(on, (RIGHT, LEFT), flat.cuts(y, low, high))
        for x in starts:
            for low, high in columns[x]:
                on = [self.at[x, y] for y in crossed[x] if low <= y <= high]
                self._link(on, (DOWN, UP), tall.cuts(x, low, high))

    def _point(self, x: float, y: float) -> int:
        """Return the number of a point, a new one for a new point."""
        number = self.at.setdefault((x, y), len(self.xs))
        if number == len(self.xs):
            self.xs.append(x)
            self.ys.append(y)
        return number

    def _link(self, on: Sequence[int], ways: tuple[int, int], cuts: Sequence[Cut]) -> None:
        """Link points on one track, with what lies between each two: the boxes around, and borders along the way."""
        forth, back = ways
        places = self.xs if forth == RIGHT else self.ys
        at = 0
        for one, other in pairwise(on):
            begin, end = places[one], places[other]
            while at + 1 < len(cuts) and cuts[at + 1][0] <= begin:
                at += 1
            found: list[tuple[int, float]] = []
            cost = 0.0
            here = at
            while here < len(cuts) and cuts[here][0] < end:
                until = min(end, cuts[here + 1][0] if here + 1 < len(cuts) else end)
                length = until - max(begin, cuts[here][0])
                found.append((self._field(cuts[here][1]), length / GRID))
                cost += length / GRID * HUG * cuts[here][2]
                here += 1
            pieces = tuple(found)
            self.next[forth][one], self.next[back][other] = other, one
            self.far[forth][one] = self.far[back][other] = end - begin + cost
            self.pieces[forth][one] = self.pieces[back][other] = pieces

    def _field(self, boxes: tuple[int, ...]) -> int:
        """Return the number of a set of boxes that lie one in the other."""
        number = self._numbers.get(boxes)
        if number is None:
            number = self._numbers[boxes] = len(self.fields)
            self.fields.append(tuple(self.scene.boxes[each] for each in boxes))
        return number


class _Lines:
    """The tracks of one direction: flat ones (0) lie at a height, tall ones (1) at a distance from the left."""

    def __init__(self, scene: Scene, axis: int) -> None:
        self.scene, self.axis = scene, axis
        along, across = axis, 1 - axis
        self.along, self.across = along, across
        self.closed = [(r[along], r[along + 2], r[across] - 3, r[across + 2] + 3) for r in scene.closed]
        self.boxes = [(r[along], r[along + 2], r[across], r[across + 2]) for r in (b.rect for b in scene.boxes)]
        cards = [thing.rect for thing in scene.things if isinstance(thing, CardItem)]
        self.hugged = [*self.boxes, *((r[along], r[along + 2], r[across], r[across + 2]) for r in cards)]
        self.size = (scene.root.w, scene.root.h)[along] - RIM
        self.wide = (scene.root.w, scene.root.h)[across] - RIM
        self.found: dict[float, list[Interval]] = {}

    def add(self, point: tuple[float, float], leave: int) -> None:
        """Add the track through a point, until something closed, another box, or the last border that it may leave."""
        place, level = point[self.along], point[self.across]
        if not (RIM <= level <= self.wide and RIM <= place <= self.size):
            return
        for low, high in self.found.get(level, ()):
            if low <= place <= high:
                return
        near, far = float(RIM), float(self.size)
        for begin, end, above, below in self.closed:
            if above < level < below:
                if begin - 3 < place < end + 3:
                    return
                if end <= place:
                    near = max(near, end + HALF)
                else:
                    far = min(far, begin - HALF)
        before, after = self._limits(place, level, leave)
        self.found.setdefault(level, []).append((max(near, before), min(far, after)))

    def _limits(self, place: float, level: float, leave: int) -> Interval:
        """Return where the track would enter another box, or leave more borders than it may."""
        near, far = float(RIM), float(self.size)
        out_near: list[float] = []
        out_far: list[float] = []
        for begin, end, above, below in self.boxes:
            if not above < level < below:
                continue
            if begin < place < end:
                out_near.append(begin)
                out_far.append(end)
            elif end <= place:
                near = max(near, end)
            else:
                far = min(far, begin)
        if len(out_near) > leave:
            near = max(near, sorted(out_near, reverse=True)[leave])
            far = min(far, sorted(out_far)[leave])
        return near - HALF, far + HALF

    def merged(self) -> dict[float, list[Interval]]:
        """Return the tracks at each level, those that touch as one."""
        out: dict[float, list[Interval]] = {}
        for level, several in self.found.items():
            joined: list[Interval] = []
            for low, high in sorted(several):
                if joined and low <= joined[-1][1]:
                    joined[-1] = (joined[-1][0], max(high, joined[-1][1]))
                else:
                    joined.append((low, high))
            out[level] = joined
        return out

    def cuts(self, level: float, low: float, high: float) -> list[Cut]:
        """Return a track in pieces: where each begins, the boxes around it, and whether a border runs beside it."""
        places = {low}
        around: list[tuple[float, float, int]] = []
        beside: list[Interval] = []
        for number, (begin, end, above, below) in enumerate(self.boxes):
            if above < level < below and begin < high and end > low:
                if self.scene.boxes[number].kind != "cloud":
                    around.append((begin, end, number))
                places |= {each for each in (begin, end) if low < each < high}
        for begin, end, above, below in self.hugged:
            if (abs(above - level) < GRID or abs(below - level) < GRID) and begin < high and end > low:
                beside.append((begin, end))
                places |= {each for each in (begin, end) if low < each < high}
        return [
            (
                place,
                tuple(number for begin, end, number in around if begin <= place < end),
                any(begin <= place < end for begin, end in beside),
            )
            for place in sorted(places)
        ]


def _beside(lines: tuple[_Lines, _Lines], rect: Rect, many: int, leave: int) -> None:
    """Add the tracks along the four sides of a rectangle, half a step off it."""
    flat, tall = lines
    for at in _offsets(many):
        left, top, right, bottom = rect
        for x in (left - at, right + at):
            for y in _middles(top, bottom):
                tall.add((x // GRID * GRID + HALF, y), leave)
        for y in (top - at, bottom + at):
            for x in _middles(left, right):
                flat.add((x, y // GRID * GRID + HALF), leave)


def _offsets(many: int) -> Iterator[int]:
    return (HALF + GRID * each for each in range(many))


def _middles(low: float, high: float) -> tuple[float, ...]:
    """Return points along a side from which a track is begun."""
    return (low + HALF, (low + high) // 2 // GRID * GRID + HALF, high - HALF)
