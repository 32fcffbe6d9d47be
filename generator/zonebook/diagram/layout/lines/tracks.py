"""The tracks that lines may run on: beside every border and icon, and straight out of each end of a line.

A grid of cells would be four to eight times as large: most of it is on the way to nowhere.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from zonebook.diagram.layout.geometry import Point, Rect
from zonebook.diagram.layout.items import GRID, BoxItem, CardItem
from zonebook.diagram.layout.lines.obstacles import DOWN, HALF, LEFT, RIGHT, UP, Port, Scene, inner_ports, ports

BESIDE_BOX, BESIDE_THING = 3, 2
"""How many tracks run along each side of a box, and of an icon."""
FAR, NEAR = 7, 3
"""How many borders a track may leave."""
RIM = 16
HUG = 2.0
"""What it costs to run along a border for a step of the grid."""
Interval = tuple[float, float]
Pieces = tuple[tuple[int, float], ...]
Link = tuple[float, Pieces]
"""What the way from a point to the next costs any line, and the sets of boxes along it, each with its steps."""
Step = tuple[int, int, int, int]
"""The state that is reached, the number of the link to it, and the column and the row in which it is."""
Cut = tuple[float, tuple[int, ...], bool]
"""Where a piece of a track begins, the boxes around it, and whether a border runs beside it."""
_Piece = tuple[float, int, bool]
"""The same, with the number of the set of boxes."""


class Tracks:
    """The points where tracks meet, the next point each way, and the boxes that are run through in between."""

    def __init__(self, scene: Scene, ends: Iterable[str], holders: Iterable[str] = ()) -> None:
        """Find the tracks of a scene with lines between `ends`; `holders` are borders with a line to what they hold."""
        self.scene = scene
        self.ports = {name: list(ports(scene.known[name])) for name in ends}
        self.inner = {name: list(inner_ports(scene.known[name].rect)) for name in holders}
        flat, tall = _Lines(scene, 0), _Lines(scene, 1)
        for box in scene.boxes:
            many = 6 if box.kind == "cloud" else BESIDE_BOX
            _beside((flat, tall), box.rect, many, FAR)
        for thing in scene.things:
            _beside((flat, tall), thing.solid, BESIDE_THING, NEAR)
        for found in (*self.ports.values(), *self.inner.values()):
            self._stubs(found, flat, tall)
        rows, columns = flat.merged(), tall.merged()
        self.columns, self.rows = sorted(columns), sorted(rows)
        """Where there are tracks: their distances from the left, and from the top."""
        self.column: list[int] = []
        self.row: list[int] = []
        """The number of the column and of the row of each point."""
        self.at: dict[tuple[float, float], int] = {}
        self.steps: list[list[Step]] = []
        """The steps from each point. A state is a point and the way to it: four times its number, and the way."""
        self.links: list[Link] = []
        self.fields: list[tuple[BoxItem, ...]] = []
        self._numbers: dict[tuple[int, ...], int] = {}
        self._linked: dict[tuple[float, int, bool] | Link, int] = {}
        self._join((flat, tall), rows, columns)

    def place(self, point: int) -> Point:
        """Return where a point is."""
        return self.columns[self.column[point]], self.rows[self.row[point]]

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

    def _join(
        self,
        lines: tuple["_Lines", "_Lines"],
        rows: Mapping[float, list[Interval]],
        columns: Mapping[float, list[Interval]],
    ) -> None:
        """Number the points where two tracks meet, and link each with the next one each way."""
        flat, tall = lines
        open_at = self._open(columns)
        crossed: list[list[int]] = [[] for _ in self.columns]
        for row, y in enumerate(self.rows):
            for low, high in rows[y]:
                first, last = bisect_left(self.columns, low), bisect_right(self.columns, high)
                met = open_at[row][bisect_left(open_at[row], first) : bisect_left(open_at[row], last)]
                on = range(len(self.steps), len(self.steps) + len(met))
                for column, point in zip(met, on, strict=True):
                    self.at[self.columns[column], y] = point
                    crossed[column].append(point)
                self.column += met
                self.row += [row] * len(met)
                self.steps += [[] for _ in met]
                self._link(on, (RIGHT, LEFT), self._pieces(flat.cuts(y, low, high)))
        for column, x in enumerate(self.columns):
            for low, high in columns[x]:
                on_column = [each for each in crossed[column] if low <= self.rows[self.row[each]] <= high]
                self._link(on_column, (DOWN, UP), self._pieces(tall.cuts(x, low, high)))

    def _open(self, columns: Mapping[float, list[Interval]]) -> list[list[int]]:
        """Return which columns a track may be left for, up or down, at each row."""
        found: list[list[int]] = [[] for _ in self.rows]
        for column, x in enumerate(self.columns):
            for top, bottom in columns[x]:
                for row in range(bisect_left(self.rows, top), bisect_right(self.rows, bottom)):
                    found[row].append(column)
        return found

    def _pieces(self, cuts: Iterable[Cut]) -> list[_Piece]:
        return [(begin, self._field(boxes), beside) for begin, boxes, beside in cuts]

    def _link(self, on: Sequence[int], ways: tuple[int, int], pieces: Sequence[_Piece]) -> None:
        """Link points on one track, with what lies between each two: the boxes around, and borders along the way."""
        forth, back = ways
        column, row, steps = self.column, self.row, self.steps
        numbers, places = (column, self.columns) if forth == RIGHT else (row, self.rows)
        at, last = 0, len(pieces) - 1
        for one, other in pairwise(on):
            begin, end = places[numbers[one]], places[numbers[other]]
            while at < last and pieces[at + 1][0] <= begin:
                at += 1
            if at == last or pieces[at + 1][0] >= end:
                link = self._plain(end - begin, pieces[at])
            else:
                link = self._cut((begin, end), pieces[at:])
            steps[one].append((other * 4 + forth, link, column[other], row[other]))
            steps[other].append((one * 4 + back, link, column[one], row[one]))

    def _plain(self, length: float, piece: _Piece) -> int:
        """Return the number of the link along one piece, the same for all that are as long."""
        _, field, beside = piece
        found = self._linked.get((length, field, beside))
        if found is None:
            cost = length * (1 + HUG / GRID * beside)
            found = self._linked[length, field, beside] = self._numbered((cost, ((field, length / GRID),)))
        return found

    def _cut(self, ends: Interval, pieces: Sequence[_Piece]) -> int:
        """Return the number of the link over several pieces."""
        begin, end = ends
        found: list[tuple[int, float]] = []
        cost = end - begin
        for at, (start, field, beside) in enumerate(pieces):
            if start >= end:
                break
            until = min(end, pieces[at + 1][0]) if at + 1 < len(pieces) else end
            length = until - max(begin, start)
            found.append((field, length / GRID))
            cost += length * HUG / GRID * beside
        return self._numbered((cost, tuple(found)))

    def _numbered(self, link: Link) -> int:
        """Return the number of a link, the same for all that cost the same."""
        number = self._linked.setdefault(link, len(self.links))
        if number == len(self.links):
            self.links.append(link)
        return number

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
