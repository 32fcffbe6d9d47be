"""The cheapest way between the ends of one line over the tracks (A*)."""

from collections.abc import Mapping, Sequence
from heapq import heappop, heappush

from zonebook.diagram.layout.lines.tracks import Tracks
from zonebook.values.record import dataclass

BEND = 44.0
_INFINITE = float("inf")
_DONE = -1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Prices:
    """What one line pays. A lane is a point in one direction: twice its number, and 1 where it is passed up or down."""

    links: Sequence[float]
    """What each link of the tracks costs."""
    saved: Sequence[float]
    """What of that is saved on a line of the same bundle."""
    shared: frozenset[int]
    """The lanes on which a line of the same bundle runs."""
    entering: Mapping[int, float]
    """What it costs more to run onto a lane."""
    crowded: Mapping[int, float]
    """What it costs more to begin or to bend at a point."""


def cheapest(
    tracks: Tracks, prices: Prices, begins: Mapping[int, float], goals: Mapping[int, float]
) -> tuple[list[int], float] | None:
    """Return the states from one of `begins` to one of `goals`, and what they cost; nothing where no way is free.

    Both give what it costs to begin or to end in a state (see `Tracks.steps`).
    """
    return _Search(tracks, prices, goals).run(begins)


class _Search:
    """It looks at millions of steps for one site: what a step needs is looked up before, and in lists by number."""

    def __init__(self, tracks: Tracks, prices: Prices, goals: Mapping[int, float]) -> None:
        self.tracks, self.prices, self.goals = tracks, prices, goals
        places = [tracks.place(state >> 2) for state in goals]
        across = _left(tracks.columns, [x for x, _ in places])
        down = _left(tracks.rows, [y for _, y in places])
        aside, level = _aside(across), _aside(down)
        self.columns = (_ahead(across), _ahead([-each for each in across]), aside, aside)
        self.rows = (level, level, _ahead(down), _ahead([-each for each in down]))
        """The least that is left to pay from a column and a row, by the way in which they are passed."""
        many = 4 * len(tracks.steps)
        self.best = [_INFINITE] * many
        self.back: dict[int, int] = {}
        self.opened: list[tuple[float, int]] = []
        self.tables = (
            tracks.steps, self.best, self.back, self.opened,
            prices.links, prices.entering, prices.crowded, prices.shared, self.columns, self.rows,
        )  # fmt: skip

    def run(self, begins: Mapping[int, float]) -> tuple[list[int], float] | None:
        """Return the states along the way and what it costs; nothing where no way is free."""
        best, opened, goals, expand = self.best, self.opened, self.goals, self._expand
        column, row = self.tracks.column, self.tracks.row
        for state, cost in begins.items():
            point, way = state >> 2, state & 3
            spent = best[state] = cost + self.prices.crowded.get(point, 0.0)
            heappush(opened, (spent + self.columns[way][column[point]] + self.rows[way][row[point]], state))
        total, end = _INFINITE, -1
        while opened:
            estimate, state = heappop(opened)
            if estimate >= total:
                break
            spent = best[state]
            if spent == _DONE:
                continue
            best[state] = _DONE
            if state in goals and spent + goals[state] < total:
                total, end = spent + goals[state], state
            expand(state, spent)
        return (_followed(end, self.back), total) if end >= 0 else None

    def _expand(self, state: int, spent: float) -> None:
        """Look at the next point straight on, and to both sides."""
        steps, best, back, opened, links, entering, crowded, shared, columns, rows = self.tables
        point, way = state >> 2, state & 3
        behind = way ^ 1
        bend = spent + BEND + crowded[point] if point in crowded else spent + BEND
        for new, link, column, row in steps[point]:
            turn = new & 3
            if turn == behind:
                continue
            lane = new >> 1
            cost = links[link] + (spent if turn == way else bend)
            if lane in entering:
                cost += entering[lane]
            if lane in shared and point * 2 + (turn >> 1) in shared:
                cost -= self.prices.saved[link]
            if cost < best[new]:
                best[new] = cost
                back[new] = state
                heappush(opened, (cost + columns[turn][column] + rows[turn][row], new))


def _left(places: Sequence[float], goals: Sequence[float]) -> list[float]:
    """Return how far each place is from the nearest of the goals: less than nothing, where they are behind it."""
    low, high = min(goals), max(goals)
    return [low - at if at < low else high - at if at > high else 0.0 for at in places]


def _ahead(left: Sequence[float]) -> list[float]:
    """Return the least to pay for what is left along a line: with a bend, where it lies behind.

    The line has to bend back as well. That is paid aside; where nothing is aside, the estimate is a bend too low.
    """
    return [far if far >= 0 else BEND - far for far in left]


def _aside(left: Sequence[float]) -> list[float]:
    """Return the least to pay for what is left to the side of a line: the way, and the bend to it."""
    return [abs(far) + BEND if far else 0.0 for far in left]


def _followed(end: int, back: Mapping[int, int]) -> list[int]:
    states = [end]
    while states[-1] in back:
        states.append(back[states[-1]])
    return states[::-1]
