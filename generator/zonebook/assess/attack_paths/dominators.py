"""What every path from a root must pass: dominators, and which starts lead where. Graphs are lists of numbers.

Nothing here calls itself, so the depth of a graph is bounded by memory alone.
"""

from collections.abc import Sequence

Edges = Sequence[Sequence[int]]
"""For each node the nodes that it leads to."""
UNSEEN = -1


def dominators(after: Edges, root: int) -> list[int]:
    """Give, for each node, the last node that every path from the root to it passes; -1 for the root and the unreached.

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
    """Give the nodes in the order in which a search in depth meets them, and the parent of each."""
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
    """Give the immediate dominator of each node, all named by their position in the search."""
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
    """The part of the tree that was seen, with the node of the least semidominator on the way up from each."""

    def __init__(self, many: int) -> None:
        self.ancestor = [UNSEEN] * many
        self.label = list(range(many))
        self.semi = list(range(many))

    def lowest(self, node: int) -> int:
        """Give the node with the least semidominator between a node and the root of its tree, and shorten the way."""
        if self.ancestor[node] == UNSEEN:
            return node
        way = []
        while self.ancestor[self.ancestor[node]] != UNSEEN:
            way.append(node)
            node = self.ancestor[node]
        for each in reversed(way):
            above = self.ancestor[each]
            if self.semi[self.label[above]] < self.semi[self.label[each]]:
                self.label[each] = self.label[above]
            self.ancestor[each] = self.ancestor[above]
        return self.label[way[0]] if way else self.label[node]


def arrivals(after: Edges, starts: Sequence[int]) -> list[int]:
    """Give, for each node, the starts that lead to it as bits of a number: bit 0 is the first start.

    Nodes that lead to one another share their bits; they are taken together (Tarjan), then in order from the starts.
    """
    bits = [0] * len(after)
    for rank, start in enumerate(starts):
        bits[start] |= 1 << rank
    for knot in reversed(_knots(after, starts)):
        together = 0
        for node in knot:
            together |= bits[node]
        for node in knot:
            bits[node] = together
            for far in after[node]:
                bits[far] |= together
    return bits


def _knots(after: Edges, starts: Sequence[int]) -> list[list[int]]:
    """Give the nodes that lead to one another together, each such knot after all those it leads to (Tarjan, 1972)."""
    many = len(after)
    index, low, done = [UNSEEN] * many, [0] * many, bytearray(many)
    found: list[list[int]] = []
    stack: list[int] = []
    met = 0
    for start in starts:
        waiting = [(start, 0)] if index[start] == UNSEEN else []
        while waiting:
            node, place = waiting.pop()
            if place == 0:
                index[node] = low[node] = met
                met += 1
                stack.append(node)
            else:
                low[node] = min(low[node], low[after[node][place - 1]])
            place = _next(after[node], place, (index, low, done), node)
            if place < len(after[node]):
                waiting += [(node, place + 1), (after[node][place], 0)]
            elif low[node] == index[node]:
                found.append(_knot(stack, node, done))
    return found


def _next(far: Sequence[int], place: int, seen: tuple[list[int], list[int], bytearray], node: int) -> int:
    """Give the place of the next edge to a node that was not met, and keep the lowest of those that were."""
    index, low, done = seen
    while place < len(far) and index[far[place]] != UNSEEN:
        if not done[far[place]]:
            low[node] = min(low[node], index[far[place]])
        place += 1
    return place


def _knot(stack: list[int], node: int, done: bytearray) -> list[int]:
    found = []
    while not done[node]:
        found.append(stack.pop())
        done[found[-1]] = 1
    return found
