"""Fewest nodes whose removal separates the starts from a target: a minimum cut by disjoint paths (Menger, 1927)."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from zonebook.assess.attack_paths.dominators import Edges

_Side = tuple[int, bool]
"""A node is split in two: the side where paths enter (False) and the side where they leave (True)."""


def smallest_cut(
    after: Edges, starts: Sequence[int], target: int, spared: Collection[int], *, most: int
) -> tuple[int, ...]:
    """Return the fewest nodes that stop every path, nearest to the starts; none where it takes more than `most`.

    Starts, target and `spared` nodes are never among them. The result is also empty where no path leads to the target.
    The method is Ford-Fulkerson, with at most `most` + 1 searches of the whole graph.
    """
    paths = _Paths(after, {*starts, target, *spared})
    for _ in range(most + 1):
        reached = paths.search(starts, target)
        if (target, False) not in reached:
            return paths.border(reached)
        paths.take(reached, (target, False))
    return ()


class _Paths:
    """Paths from starts to the target that share no node that can be cut, and the search for one more."""

    def __init__(self, after: Edges, uncut: Collection[int]) -> None:
        self.after = after
        self.uncut = uncut
        self.through: dict[int, int] = {}
        self.into: dict[int, dict[int, int]] = {}

    def search(self, starts: Sequence[int], target: int) -> Mapping[_Side, _Side | None]:
        """Return every side that one more path could reach, each with its predecessor, until the target is reached."""
        reached: dict[_Side, _Side | None] = {(start, False): None for start in starts}
        frontier = list(reached)
        while frontier and (target, False) not in reached:
            beyond: list[_Side] = []
            for side in frontier:
                for far in self._steps(*side):
                    if far not in reached:
                        reached[far] = side
                        beyond.append(far)
            frontier = beyond
        return reached

    def _steps(self, node: int, out: bool) -> Iterator[_Side]:  # noqa: FBT001  the two parts of a side
        """Yield the next sides in the residual graph: forward where there is capacity, or back over another path."""
        # A node that can be cut has room for one path. A path that arrives at a full one may still go back along the
        # path that fills it: this undoes that part of it, so the earlier path is rerouted and both fit.
        if out:
            yield from ((far, False) for far in self.after[node])
            if self.through.get(node):
                yield node, False
            return
        if node in self.uncut or not self.through.get(node):
            yield node, True
        yield from ((near, True) for near in self.into.get(node, ()))

    def take(self, reached: Mapping[_Side, _Side | None], side: _Side) -> None:
        """Add the path that was found, and remove what it went back over."""
        while (near := reached[side]) is not None:
            self._go(near, side)
            side = near

    def _go(self, near: _Side, far: _Side) -> None:
        if near[0] == far[0]:
            self.through[near[0]] = self.through.get(near[0], 0) + (1 if far[1] else -1)
        elif near[1]:
            taken = self.into.setdefault(far[0], {})
            taken[near[0]] = taken.get(near[0], 0) + 1
        else:
            taken = self.into[near[0]]
            taken[far[0]] -= 1
            if not taken[far[0]]:
                del taken[far[0]]

    def border(self, reached: Mapping[_Side, _Side | None]) -> tuple[int, ...]:
        """Return the nodes that can be entered but not left: these are the minimum cut."""
        found = (node for node, out in reached if not out and node not in self.uncut and (node, True) not in reached)
        return tuple(sorted(found))
