"""The cheapest way of one line over the tracks, knowing where the lines before it run."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from heapq import heappop, heappush

from zonebook.diagram.layout.geometry import Point
from zonebook.diagram.layout.items import BoxItem
from zonebook.diagram.layout.lines.tracks import TURNS, Tracks

BEND, CROSS, KNOCK = 44.0, 300.0, 300.0
OVER = 0.2
"""How much of that a line pays that is not shown at first: it lies above the others when it is."""
SHARED = 0.62
"""What a step on a line of the same bundle costs, of a step alone."""
_PASS = {"vpc": 8, "availability-zone": 4, "public-subnet": 4, "private-subnet": 4, "subnet": 4, "zone": 24, "band": 10}
"""What a step inside a box costs that has nothing to do with the line; 3 in any other."""
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
    dear: float = 1.0


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
        return _Views(alien, mine, bent, dear=1.0 if wire.shown else OVER)

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
    """One search for the cheapest way (A*); a state is a point with the way in which it is passed.

    It looks at millions of steps for one site: what a step needs is looked up before the search, not at each step.
    """

    def __init__(
        self, tracks: Tracks, views: _Views, dear: Sequence[float], goals: dict[int, tuple[float, Point, str]]
    ) -> None:
        self.tracks, self.mine, self.dear = tracks, views.mine, dear
        self.goals = {state ^ 1: cost for state, (cost, _, _) in goals.items()}
        self.crowded = dict.fromkeys(views.alien[0] | views.alien[1], KNOCK * views.dear)
        self.enter = (_entering(views, 0), _entering(views, 1))
        """What it costs more to run onto a point where strangers run, by the direction."""
        across = _left(tracks.xs, [state >> 2 for state in goals])
        down = _left(tracks.ys, [state >> 2 for state in goals])
        back, up = ({at: -far for at, far in each.items()} for each in (across, down))
        xs, ys = tracks.xs, tracks.ys
        self.leads = ((across, xs, down, ys), (back, xs, down, ys), (down, ys, across, xs), (up, ys, across, xs))
        """How far the goals are, straight on and to a side, for each way."""
        self.best: dict[int, float] = {}
        self.back: dict[int, int] = {}
        self.opened: list[tuple[float, int]] = []
        roads = (tracks.next, tracks.far, tracks.pieces)
        self.tables = (self.best, dear, roads, self.enter, self.mine, self.leads)

    def ahead(self, point: int, way: int) -> float:
        """Return the least that is left to pay: the distance, and the bends that are needed at least."""
        straight, places, aside, levels = self.leads[way]
        on, off = straight[places[point]], abs(aside[levels[point]])
        if on < 0:
            return off - on + 2 * BEND
        return on + off + BEND if off else on

    def run(self, begins: dict[int, tuple[float, Point, str]]) -> tuple[list[int], float] | None:
        """Return the states along the way and what it costs; nothing where no way is free."""
        best, opened, goals = self.best, self.opened, self.goals
        for state, (cost, _, _) in begins.items():
            spent = best[state] = cost + self.crowded.get(state >> 2, 0.0)
            heappush(opened, (spent + self.ahead(state >> 2, state & 3), state))
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
            if state in goals and spent + goals[state] < total:
                total, end = spent + goals[state], state
            self._expand(state, spent)
        return (_followed(end, self.back), total) if end >= 0 else None

    def _expand(self, state: int, spent: float) -> None:
        """Look at the next point straight on, and to both sides."""
        best, dear, (nexts, fars, pieces), enter, mine, leads = self.tables
        point, way = state >> 2, state & 3
        bend = BEND + self.crowded.get(point, 0.0)
        for turn in TURNS[way]:
            to = nexts[turn][point]
            if to < 0:
                continue
            side = turn >> 1
            cost = spent + fars[turn][point] * (SHARED if to in mine[side] and point in mine[side] else 1.0)
            for box, length in pieces[turn][point]:
                cost += dear[box] * length
            if to in enter[side]:
                cost += enter[side][to]
            if turn != way:
                cost += bend
            new = to * 4 + turn
            if new not in best or cost < best[new]:
                best[new] = cost
                self.back[new] = state
                straight, places, aside, levels = leads[turn]
                on, off = straight[places[to]], abs(aside[levels[to]])
                left = off - on + 2 * BEND if on < 0 else on + off + BEND if off else on
                heappush(self.opened, (cost + left, new))


def _entering(views: _Views, side: int) -> dict[int, float]:
    """Return what it costs more to run onto each point in one direction."""
    beside, along = views.alien[1 - side], views.alien[side]
    found = {each: CROSS + KNOCK * (each in views.bent) + KNOCK * (each in along) for each in beside}
    return {each: cost * views.dear for each, cost in (dict.fromkeys(along, KNOCK) | found).items()}


def _left(places: Sequence[float], goals: Sequence[int]) -> dict[float, float]:
    """Return how far each place is from the nearest of the goals: less than nothing, where they are behind it."""
    low, high = min(places[each] for each in goals), max(places[each] for each in goals)
    return {at: low - at if at < low else high - at if at > high else 0.0 for at in set(places)}


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
