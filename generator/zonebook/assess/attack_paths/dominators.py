"""Dominators of a graph, and which starts lead to which nodes. Graphs are adjacency lists of node numbers.

Nothing here is recursive, so the depth of a graph is limited by memory alone.
"""

from collections.abc import Sequence

Edges = Sequence[Sequence[int]]
"""For each node the nodes that it leads to."""
UNSEEN = -1


def dominators(after: Edges, root: int) -> list[int]:
    """Return the immediate dominator of each node; -1 for the root and for nodes that cannot be reached.

    Lengauer and Tarjan, A fast algorithm for finding dominators in a flowgraph, 1979: the simple version, O(m log n).
    """
    order, parent = _walk(after, root)
    number = [UNSEEN] * len(after)
    for position, node in enumerate(order):
        number[node] = position
    before: list[list[int]] = [[] for _ in order]
    for position, node in enumerate(order):
        for far in after[node]:
            before[number[far]].append(position)
    found = _immediate(before, [number[parent[node]] if parent[node] != UNSEEN else UNSEEN for node in order])
    last = [UNSEEN] * len(after)
    for position, node in enumerate(order[1:], 1):
        last[node] = order[found[position]]
    return last


def _walk(after: Edges, root: int) -> tuple[list[int], list[int]]:
    """Return the nodes in the order of a depth-first search, and the parent of each."""
    parent = [UNSEEN] * len(after)
    seen = bytearray(len(after))
    order, waiting = [], [(root, UNSEEN)]
    while waiting:
        node, above = waiting.pop()
        if seen[node]:
            continue
        seen[node] = 1
        parent[node] = above
        order.append(node)
        waiting.extend((far, node) for far in reversed(after[node]) if not seen[far])
    return order, parent


def _immediate(before: Sequence[Sequence[int]], parent: Sequence[int]) -> list[int]:
    """Return the immediate dominator of each node, all given by their position in the search."""
    many = len(parent)
    forest = _Forest(many)
    semi = forest.semi
    last = [0] * many
    waiting: list[list[int]] = [[] for _ in range(many)]
    for node in range(many - 1, 0, -1):
        semi[node] = min(semi[forest.lowest(near)] for near in before[node])
        waiting[semi[node]].append(node)
        above = parent[node]
        forest.ancestor[node] = above
        for each in waiting[above]:
            low = forest.lowest(each)
            last[each] = low if semi[low] < semi[each] else above
        waiting[above].clear()
    for node in range(1, many):
        if last[node] != semi[node]:
            last[node] = last[last[node]]
    return last


class _Forest:
    """The processed part of the search tree, with the node of least semidominator on the path up from each node."""

    def __init__(self, many: int) -> None:
        self.ancestor = [UNSEEN] * many
        self.label = list(range(many))
        self.semi = list(range(many))

    def lowest(self, node: int) -> int:
        """Return the node of least semidominator between a node and the root of its tree, and compress the path."""
        if self.ancestor[node] == UNSEEN:
            return node
        path = []
        while self.ancestor[self.ancestor[node]] != UNSEEN:
            path.append(node)
            node = self.ancestor[node]
        for each in reversed(path):
            above = self.ancestor[each]
            if self.semi[self.label[above]] < self.semi[self.label[each]]:
                self.label[each] = self.label[above]
            self.ancestor[each] = self.ancestor[above]
        return self.label[path[0]] if path else self.label[node]


def arrivals(after: Edges, starts: Sequence[int]) -> list[int]:
    """Return, for each node, the starts that lead to it as bits of a number: bit 0 is the first start.

    The nodes of a strongly connected component share their bits, so components are processed in topological order.
    """
    bits = [0] * len(after)
    for rank, start in enumerate(starts):
        bits[start] |= 1 << rank
    for component in reversed(_components(after, starts)):
        together = 0
        for node in component:
            together |= bits[node]
        for node in component:
            bits[node] = together
            for far in after[node]:
                bits[far] |= together
    return bits


def _components(after: Edges, starts: Sequence[int]) -> list[list[int]]:
    """Return the strongly connected components, each after all those that it leads to (Tarjan, 1972)."""
    many = len(after)
    index, low, done = [UNSEEN] * many, [0] * many, bytearray(many)
    found: list[list[int]] = []
    stack: list[int] = []
    visited = 0
    for start in starts:
        waiting = [(start, 0)] if index[start] == UNSEEN else []
        while waiting:
            node, place = waiting.pop()
            if place == 0:
                index[node] = low[node] = visited
                visited += 1
                stack.append(node)
            else:
                low[node] = min(low[node], low[after[node][place - 1]])
            place = _next(after[node], place, (index, low, done), node)
            if place < len(after[node]):
                waiting += [(node, place + 1), (after[node][place], 0)]
            elif low[node] == index[node]:
                found.append(_component(stack, node, done))
    return found


def _next(far: Sequence[int], place: int, seen: tuple[list[int], list[int], bytearray], node: int) -> int:
    """Return the place of the next edge to an unvisited node, and update the low link by the visited ones."""
    index, low, done = seen
    while place < len(far) and index[far[place]] != UNSEEN:
        if not done[far[place]]:
            low[node] = min(low[node], index[far[place]])
        place += 1
    return place


def _component(stack: list[int], node: int, done: bytearray) -> list[int]:
    found = []
    while not done[node]:
        found.append(stack.pop())
        done[found[-1]] = 1
    return found
