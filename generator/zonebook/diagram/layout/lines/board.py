"""The lines of a picture on its tracks: where each runs, and what others pay for that."""

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise

from zonebook.diagram.layout.geometry import Point
from zonebook.diagram.layout.items import BoxItem
from zonebook.diagram.layout.lines.search import Prices, cheapest
from zonebook.diagram.layout.lines.tracks import Tracks
from zonebook.values.record import dataclass

CROSS, KNOCK = 400.0, 300.0
OVER = 0.2
"""How much of that a line pays that is not shown at first: it lies above the others when it is."""
SHARED = 0.62
"""What a step on a line of the same bundle costs, of a step alone."""
_PASS = {
    "vpc": 10,
    "availability-zone": 5,
    "public-subnet": 5,
    "private-subnet": 5,
    "subnet": 5,
    "zone": 44,
    "band": 24,
}
"""What a step inside a box costs that has nothing to do with the line; 3 in any other."""
_INFINITE = float("inf")


@dataclass(slots=True, eq=False)
class Wire:
    """A line that is to be routed between any of `starts` and any of `stops`."""

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
    cost: float = 0.0
    lanes: frozenset[int] = frozenset()
    """Where it runs on the tracks, see `Prices`."""
    spots: frozenset[int] = frozenset()
    """The points of the tracks that it passes."""
    bends: frozenset[int] = frozenset()
    """Those at which it bends."""

    def friend(self, other: "Wire") -> bool:
        """Return whether two lines may share a track: one end is the same, and no dashes, which blur laid double."""
        if self.clear or other.clear:
            return False
        return self.source == other.source or self.target == other.target


class Board:
    """The tracks with the lines on them."""

    def __init__(self, tracks: Tracks) -> None:
        self.tracks = tracks
        self.lines: list[Wire] = []
        self._changes = 0
        self._routed: dict[Wire, int] = {}
        """How many changes there had been when a line was routed."""
        self._own: dict[str, frozenset[BoxItem]] = {}
        self._tolls: dict[frozenset[BoxItem], list[float]] = {}
        self._saved = [far * (1 - SHARED) for far, _ in tracks.links]

    def meets(self, wire: Wire) -> bool:
        """Return whether a line crosses or touches another with which it shares no end."""
        others = (each for each in self.lines if each is not wire and not wire.friend(each))
        return any(not wire.spots.isdisjoint(other.spots) for other in others)

    def reroute(self, wire: Wire) -> None:
        """Find the way of a line once more; the way is the same where no other line has changed since."""
        if self._routed[wire] != self._changes:
            self.lines.remove(wire)
            self.route(wire)

    def route(self, wire: Wire) -> bool:
        """Find the cheapest way and put the line on it; return whether there is any."""
        goals = self._ports(wire.stops, wire.starts)
        begins = self._ports(wire.starts, wire.stops)
        if not goals or not begins:
            return False
        prices = self._prices(wire)
        leave, arrive = ({state: cost for state, (cost, _, _) in each.items()} for each in (begins, goals))
        found = cheapest(self.tracks, prices, leave, {state ^ 1: cost for state, cost in arrive.items()})
        if found is None:
            return False
        states, wire.cost = found
        first, wire.begins = begins[states[0]][1:]
        last, wire.ends = goals[states[-1] ^ 1][1:]
        wire.points = _tidy([first, *(self.tracks.place(state >> 2) for state in states), last])
        self._put(wire, states)
        return True

    def _ports(self, names: Iterable[str], others: Sequence[str]) -> dict[int, tuple[float, Point, str]]:
        """Return the states in which a line may leave some ends: the cost, the point on the end, and its name.

        A border around all `others` is left inwards.
        """
        found: dict[int, tuple[float, Point, str]] = {}
        for name in names:
            inwards = name in self.tracks.inner and self.tracks.scene.holds(name, others)
            for port in self.tracks.inner[name] if inwards else self.tracks.ports[name]:
                at = self.tracks.at.get(port.at)
                if at is not None:
                    state = at * 4 + port.way
                    if port.cost < found.get(state, (_INFINITE,))[0]:
                        found[state] = (port.cost, port.on, name)
        return found

    def _put(self, wire: Wire, states: Sequence[int]) -> None:
        """Note on which points the line lies, straight or bent."""
        lanes = frozenset(state >> 1 for state in states)
        turned = [(one, other) for one, other in pairwise(states) if one & 3 != other & 3]
        lanes |= {(one >> 2) * 2 + (other >> 1 & 1) for one, other in turned}
        self._changes += lanes != wire.lanes
        self._routed[wire] = self._changes
        wire.lanes = lanes
        wire.spots = frozenset(state >> 2 for state in states)
        wire.bends = frozenset(one >> 2 for one, _ in turned)
        self.lines.append(wire)

    def _prices(self, wire: Wire) -> Prices:
        """Return what the line pays: for boxes that have nothing to do with it, and where others run."""
        shared: set[int] = set()
        taken: set[int] = set()
        bent: set[int] = set()
        for other in self.lines:
            if wire.friend(other):
                shared |= other.lanes
            else:
                taken |= other.lanes
                bent |= other.bends
        dear = 1.0 if wire.shown else OVER
        return Prices(
            links=self._links(wire),
            saved=self._saved,
            shared=frozenset(shared - taken),
            entering=_entering(taken, bent, dear),
            crowded={lane >> 1: KNOCK * dear for lane in taken},
        )

    def _around(self, name: str) -> frozenset[BoxItem]:
        if name not in self._own:
            self._own[name] = frozenset(self.tracks.scene.around(self.tracks.scene.known[name].rect))
        return self._own[name]

    def _links(self, wire: Wire) -> list[float]:
        """Return what each link costs: its length, and more for the boxes that have nothing to do with the line."""
        own = frozenset().union(*(self._around(name) for name in (*wire.starts, *wire.stops)))
        if own not in self._tolls:
            fields = [
                float(sum(_PASS.get(box.kind, 3) for box in boxes if box not in own)) for boxes in self.tracks.fields
            ]
            self._tolls[own] = [
                far + sum(fields[field] * steps for field, steps in pieces) for far, pieces in self.tracks.links
            ]
        return self._tolls[own]


def _entering(taken: AbstractSet[int], bent: AbstractSet[int], dear: float) -> dict[int, float]:
    """Return what it costs more to run onto the lanes that strangers take, and onto those across."""
    found = dict.fromkeys(taken, KNOCK * dear)
    for lane in taken:
        across = lane ^ 1
        found[across] = (CROSS + KNOCK * (lane >> 1 in bent) + KNOCK * (across in taken)) * dear
    return found


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
