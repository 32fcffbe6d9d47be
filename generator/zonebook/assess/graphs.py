"""Breadth-first search over a graph that is given by the neighbours of a node."""

from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import TypeVar

Node = TypeVar("Node", bound=Hashable)


def breadth_first(
    neighbours: Callable[[Node], Iterable[Node]], starts: Iterable[Node], most: int | None = None
) -> tuple[Mapping[Node, int], Mapping[Node, Node]]:
    """Return the distance of each node from the nearest start, and its predecessor on a shortest path.

    The search stops after `most` steps. Nodes are ordered by distance, and at the same distance by the order in which
    they were reached; a start has no predecessor. `neighbours` is called at most once for a node.
    """
    distance = dict.fromkeys(starts, 0)
    before: dict[Node, Node] = {}
    frontier, steps = list(distance), 0
    while frontier and steps != most:
        steps += 1
        reached = []
        for near in frontier:
            for far in neighbours(near):
                if far not in distance:
                    distance[far], before[far] = steps, near
                    reached.append(far)
        frontier = reached
    return distance, before
