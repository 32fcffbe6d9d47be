"""Walks over graphs that are given by the neighbours of a node."""

from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import TypeVar

Node = TypeVar("Node", bound=Hashable)


def breadth_first(
    neighbours: Callable[[Node], Iterable[Node]], starts: Iterable[Node], most: int | None = None
) -> tuple[Mapping[Node, int], Mapping[Node, Node]]:
    """Return how many steps each node is from the nearest start, and the node before it on a shortest path.

    No more than `most` steps are taken. The nearest nodes come first, those of one distance in the order in which they
    were met; a start has no node before it. Every node is asked for its neighbours once.
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
