"""The cheapest way of one line over the tracks, knowing where the lines before it run."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from heapq import heappop, heappush

from zonebook.diagram.layout.geometry import Point
from zonebook.diagram.layout.items import BoxItem
from zonebook.diagram.layout.lines.obstacles import DOWN, LEFT, RIGHT
from zonebook.diagram.layout.lines.tracks import Tracks

BEND, CROSS, KNOCK = 44.0, 300.0, 300.0
SHARED = 0.62
"""What a step on a line of the same bundle costs, of a step alone."""
AHEAD = 1.0
_PASS = {"vpc": 8, "availability-zone": 4, "public-subnet": 4, "private-subnet": 4, "subnet": 4, "zone": 24, "band": 10}
"""What a step inside a box costs that has nothing to do with the line; 3 in any other."""
_TURNS = ((0, 2, 3), (1, 2, 3), (2, 0, 1), (3, 0, 1))
"""The ways on from each way: straight on first."""
_INFINITE = float("inf")


@dataclass(slots=True, eq=False)
class Wire:
    """A line that is to be routed between any of `starts` and any of `stops`; `taken` are its points on the tracks."""

    id: str
    number: int
    source: str
    target: str
    starts: tuple[str, ...]
    stops: tuple[str, ...]
    clear: bool = False
    shown: bool = True
    text: str = ""
    points: tuple[Point, ...] = ()
    begins: str = ""
    ends: str = ""
    taken: list[tuple[int, int]] = field(default_factory=list)
    cost: float = 0.0

    def friend(self, other: "Wire") -> bool:
        """Return whether two lines may share a track: one end is the same, and no dashes, which blur laid double."""
        if self.clear or other.clear:
            return False
        return self.source == other.source or self.target == other.target


@dataclass(slots=True)
class _Views:
    """What is taken, as one line sees it: by strangers, by friends, and where strangers bend; by direction."""

    alien: tuple[set[int], set[int]]
    mine: tuple[set[int], set[int]]
    bent: set[int]


class Board:
    """The tracks with the lines on them."""

    def __init__(self, tracks: Tracks) -> None:
        self.tracks = tracks
        self.lines: tuple[dict[int, list[Wire]], dict[int, list[Wire]]] = ({}, {})
        self.bends: dict[int, list[Wire]] = {}
        self._own: dict[str, frozenset[BoxItem]] = {}

    def lift(self, wire: Wire) -> None:
        """Take a line off the board."""
        for point, way in wire.taken:
            for lines in (self.lines[way >> 1], self.bends):
                if point in lines:
                    lines[point] = [each for each in lines[point] if each is not wire]
                    if not lines[point]:
                        del lines[point]
        wire.taken = []

    def meets(self, wire: Wire) -> bool:
        """Return whether a line crosses or touches another with which it shares no end."""
        return any(
            not wire.friend(other)
            for point, _ in wire.taken
            for lines in self.lines
            for other in lines.get(point, ())
            if other is not wire
        )

    def _views(self, wire: Wire) -> _Views:
        alien: tuple[set[int], set[int]] = (set(), set())
        mine: tuple[set[int], set[int]] = (set(), set())
        for side, lines in enumerate(self.lines):
            for point, others in lines.items():
                (mine if all(wire.friend(each) for each in others) else alien)[side].add(point)
        bent = {point for point, others in self.bends.items() if not all(wire.friend(each) for each in others)}
        return _Views(alien, mine, bent)

    def _around(self, name: str) -> frozenset[BoxItem]:
        if name not in self._own:
            self._own[name] = frozenset(self.tracks.scene.around(self.tracks.scene.known[name].rect))
        return self._own[name]

    def _dear(self, wire: Wire) -> list[float]:
        """Return what a step costs more in each field, for the boxes that have nothing to do with the line."""
        own = frozenset().union(*(self._around(name) for name in (*wire.starts, *wire.stops)))
        return [float(sum(_PASS.get(box.kind, 3) for box in boxes if box not in own)) for boxes in self.tracks.fields]

    def route(self, wire: Wire) -> bool:
        """Find the cheapest way and put the line on it; return whether there is any."""
        goals = self._ports(wire.stops)
        begins = self._ports(wire.starts)
        if not goals or not begins:
            return False
        search = _Search(self.tracks, self._views(wire), self._dear(wire), goals)
        found = search.run(begins)
        if found is None:
            return False
        states, wire.cost = found
        first, wire.begins = begins[states[0]][1:]
        last, wire.ends = goals[states[-1] ^ 1][1:]
        xs, ys = self.tracks.xs, self.tracks.ys
        wire.points = _tidy([first, *((xs[state >> 2], ys[state >> 2]) for state in states), last])
        self._put(wire, states)
        return True

    def _ports(self, names: Iterable[str]) -> dict[int, tuple[float, Point, str]]:
        """Return the states in which a line may leave some ends: the cost, the point on the end, and its name."""
        found: dict[int, tuple[float, Point, str]] = {}
        for name in names:
            for port in self.tracks.ports[name]:
                at = self.tracks.at.get(port.at)
                if at is not None:
                    state = at * 4 + port.way
                    if port.cost < found.get(state, (_INFINITE,))[0]:
                        found[state] = (port.cost, port.on, name)
        return found

    def _put(self, wire: Wire, states: Sequence[int]) -> None:
        """Note on which points the line lies, straight or bent."""
        wire.taken = []
        for at, state in enumerate(states):
            point, way = state >> 2, state & 3
            after = states[at + 1] & 3 if at + 1 < len(states) else way
            for each in {way, after}:
                self.lines[each >> 1].setdefault(point, []).append(wire)
                wire.taken.append((point, each))
            if after != way:
                self.bends.setdefault(point, []).append(wire)


class _Search:
    """One search for the cheapest way (A*); a state is a point with the way in which it is passed."""

    def __init__(
        self, tracks: Tracks, views: _Views, dear: Sequence[float], goals: dict[int, tuple[float, Point, str]]
    ) -> None:
        self.tracks, self.views, self.dear = tracks, views, dear
        self.goals = {state ^ 1: cost for state, (cost, _, _) in goals.items()}
        xs = [tracks.xs[state >> 2] for state in goals]
        ys = [tracks.ys[state >> 2] for state in goals]
        self.room = (min(xs), max(xs), min(ys), max(ys))

    def ahead(self, point: int, way: int) -> float:
        """Return the least that is left to pay: the distance, and the bends that are needed at least."""
        x, y = self.tracks.xs[point], self.tracks.ys[point]
        left, right, top, bottom = self.room
        dx = left - x if x < left else right - x if x > right else 0.0
        dy = top - y if y < top else bottom - y if y > bottom else 0.0
        far = (abs(dx) + abs(dy)) * AHEAD
        if way in {RIGHT, LEFT}:
            on, off = (dx if way == RIGHT else -dx), dy
        else:
            on, off = (dy if way == DOWN else -dy), dx
        if on < 0:
            return far + 2 * BEND
        return far + BEND if off else far

    def run(self, begins: dict[int, tuple[float, Point, str]]) -> tuple[list[int], float] | None:
        """Return the states along the way and what it costs; nothing where no way is free."""
        best: dict[int, float] = {}
        back: dict[int, int] = {}
        opened: list[tuple[float, int]] = []
        alien = self.views.alien
        for state, (cost, _, _) in begins.items():
            point = state >> 2
            spent = cost + (KNOCK if point in alien[0] or point in alien[1] else 0)
            best[state] = spent
            heappush(opened, (spent + self.ahead(point, state & 3), state))
        done: set[int] = set()
        total, end = _INFINITE, -1
        while opened:
            estimate, state = heappop(opened)
            if estimate >= total:
                break
            if state in done:
                continue
            done.add(state)
            spent = best[state]
            if state in self.goals and spent + self.goals[state] < total:
                total, end = spent + self.goals[state], state
            self._expand(state, spent, (best, back, opened))
        return (_followed(end, back), total) if end >= 0 else None

    def _expand(
        self, state: int, spent: float, book: tuple[dict[int, float], dict[int, int], list[tuple[float, int]]]
    ) -> None:
        """Look at the next point straight on, and to both sides."""
        best, back, opened = book
        point, way = state >> 2, state & 3
        nexts, fars, pieces, dear, bent = (
            self.tracks.next,
            self.tracks.far,
            self.tracks.pieces,
            self.dear,
            self.views.bent,
        )
        alien, mine = self.views.alien, self.views.mine
        knocked = KNOCK if point in alien[0] or point in alien[1] else 0.0
        for turn in _TURNS[way]:
            to = nexts[turn][point]
            if to < 0:
                continue
            side = turn >> 1
            cost = spent + fars[turn][point] * (SHARED if to in mine[side] and point in mine[side] else 1.0)
            for box, length in pieces[turn][point]:
                cost += dear[box] * length
            if to in alien[side]:
                cost += KNOCK
            if to in alien[1 - side]:
                cost += CROSS + (KNOCK if to in bent else 0)
            if turn != way:
                cost += BEND + knocked
            new = to * 4 + turn
            if cost < best.get(new, _INFINITE):
                best[new] = cost
                back[new] = state
                heappush(opened, (cost + self.ahead(to, turn), new))


def _followed(end: int, back: dict[int, int]) -> list[int]:
    states = [end]
    while states[-1] in back:
        states.append(back[states[-1]])
    return states[::-1]


def _tidy(points: Sequence[Point]) -> tuple[Point, ...]:
    """Leave out the points on a straight line."""
    out: list[Point] = []
    for point in points:
        if out and point == out[-1]:
            continue
        if len(out) > 1 and (out[-1][0] == out[-2][0] == point[0] or out[-1][1] == out[-2][1] == point[1]):
            out[-1] = point
        else:
            out.append(point)
    return tuple(out)
