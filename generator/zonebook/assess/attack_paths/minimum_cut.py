"""The fewest nodes whose loss keeps every start from a target: a minimum cut, by disjoint paths (Menger, 1927)."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from zonebook.assess.attack_paths.dominators import Edges

_Side = tuple[int, bool]
"""A node is two: where paths come in (False) and where they go on (True); one path at most goes through."""


def smallest_cut(
    after: Edges, starts: Sequence[int], target: int, spared: Collection[int], *, most: int
) -> tuple[int, ...]:
    """Give the fewest nodes that stop every path, nearest to the starts; nothing where it takes more than `most`.

    Starts, target and `spared` nodes are never among them. Nothing comes back where no path leads to the target either.
    The method is Ford's and Fulkerson's, so at most `most` + 1 searches of the whole graph.
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
        """Give every side that one more path could come to, each with the one before it, until the target is met."""
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
        """Give where a path can go on: ahead where there is room, or back over what another path took."""
        if out:
            yield from ((far, False) for far in self.after[node])
            if self.through.get(node):
                yield node, False
            return
        if node in self.uncut or not self.through.get(node):
            yield node, True
        yield from ((near, True) for near in self.into.get(node, ()))

    def take(self, reached: Mapping[_Side, _Side | None], side: _Side) -> None:
        """Add the path that was found, and take away what it went back over."""
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
        """Give the nodes that can be come to and not passed: without any path at all there are none."""
        found = (node for node, out in reached if not out and node not in self.uncut and (node, True) not in reached)
        return tuple(sorted(found))
