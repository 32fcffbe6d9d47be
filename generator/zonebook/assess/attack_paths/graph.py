"""The attack graph with numbered nodes, and the cheapest paths through it.

Every attack edge is a node of its own, so that it has a cost in a search, can be blocked, and can be part of a cut. A
zone has two nodes, one that its members lead to and one that leads to its members: a flow between two zones of n
members is one node and not n times n edges. An identity that lives in a directory has two nodes as well: what acts as
it by its own sign-in needs a flow to what it administers, and what controls the directory, or the identity, does not.
"""

import heapq
from collections.abc import Collection, Iterable, Mapping, Sequence

from zonebook.assess.attack_paths.edges import AttackEdge
from zonebook.assess.attack_paths.sign_in import of_directory
from zonebook.assess.zones.exposure import ends
from zonebook.model.resolved import ResolvedSystem
from zonebook.values.record import dataclass

NONE = -1
"""No node."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AttackGraph:
    """The graph: nodes are numbers. `elements` names the nodes that are elements, `ways` those that are attack edges.

    `data` has the node of each data asset, to which its holders lead; `whole` the second node of each identity of a
    directory, for what controls it without a sign-in; `cost` is the cost of entering each node.
    """

    after: Sequence[Sequence[int]]
    before: Sequence[Sequence[int]]
    cost: Sequence[int]
    nodes: Mapping[str, int]
    data: Mapping[str, int]
    whole: Mapping[str, int]
    elements: Mapping[int, str]
    ways: Mapping[int, AttackEdge]
    unsure: frozenset[int]

    def start(self, name: str) -> int:
        """Return the node at which an attack from an element starts: all that the element can do."""
        return self.whole.get(name, self.nodes[name])


class _Builder:
    """Numbers the nodes and records what they lead to while the graph is built."""

    def __init__(self) -> None:
        self.after: list[list[int]] = []
        self.before: list[list[int]] = []
        self.cost: list[int] = []

    def node(self, cost: int = 0) -> int:
        self.after.append([])
        self.before.append([])
        self.cost.append(cost)
        return len(self.cost) - 1

    def join(self, source: int, target: int) -> None:
        self.after[source].append(target)
        self.before[target].append(source)


def mesh(resolved: ResolvedSystem, found: Sequence[AttackEdge], held: Mapping[str, Sequence[str]]) -> AttackGraph:
    """Build the graph of a system with these attack edges; `held` has the services that hold each data asset."""
    builder, system = _Builder(), resolved.system
    shelves: tuple[Iterable[str], ...] = (system.actors, system.services, system.identities, resolved.accounts)
    nodes = {name: builder.node() for shelf in shelves for name in dict.fromkeys(shelf)}
    whole = {name: builder.node() for name in system.identities if of_directory(resolved, name)}
    out, into = _zones(resolved, builder, nodes)
    edges = {}
    for name, number in whole.items():
        builder.join(number, nodes[name])
    for edge in found:
        number = builder.node(edge.cost)
        edges[number] = edge
        sources = (out, whole, nodes) if edge.target in system.services else (out, nodes)
        targets = (into, nodes) if edge.how == "assumes" else (into, whole, nodes)
        builder.join(next(each[edge.source] for each in sources if edge.source in each), number)
        builder.join(number, next(each[edge.target] for each in targets if edge.target in each))
    data = {name: builder.node() for name in held}
    for name, holders in held.items():
        for holder in holders:
            builder.join(nodes[holder], data[name])
    return AttackGraph(
        after=builder.after,
        before=builder.before,
        cost=builder.cost,
        nodes=nodes,
        data=data,
        whole=whole,
        elements={number: name for found_at in (nodes, whole) for name, number in found_at.items()},
        ways=edges,
        unsure=frozenset(number for number, edge in edges.items() if edge.unsure),
    )


def _zones(
    resolved: ResolvedSystem, builder: _Builder, nodes: Mapping[str, int]
) -> tuple[Mapping[str, int], Mapping[str, int]]:
    """Add two nodes for each zone: the one its members lead to, and the one that leads to its members."""
    system = resolved.system
    out = {zone: builder.node() for zone in system.zones}
    into = {zone: builder.node() for zone in system.zones}
    for zone in system.zones.values():
        if zone.inside in out:
            builder.join(out[zone.id], out[zone.inside])
            builder.join(into[zone.inside], into[zone.id])
    for each in ends(resolved):
        if each.zone in out:
            builder.join(nodes[each.id], out[each.zone])
            builder.join(into[each.zone], nodes[each.id])
    return out, into


@dataclass(frozen=True, slots=True, kw_only=True)
class Cheapest:
    """The least cost of each node that can be reached, and the node before it on the cheapest path."""

    cost: Mapping[int, int]
    before: Mapping[int, int]

    def path(self, node: int) -> tuple[int, ...]:
        """Return the nodes of the cheapest path to a node that was reached, the start first."""
        found = []
        while node != NONE:
            found.append(node)
            node = self.before[node]
        return tuple(reversed(found))


def shortest_paths(
    graph: AttackGraph, starts: Mapping[int, int], blocked: Collection[int] = (), target: int = NONE
) -> Cheapest:
    """Find the cheapest paths from any start (node and cost) that avoid the blocked nodes (Dijkstra).

    Of paths of the same cost, the one with the cheaper start is taken, then the one with fewer nodes, then the first in
    the text. The search ends at `target`, if there is one.
    """
    cost: dict[int, int] = {}
    before: dict[int, int] = {}
    waiting = [(price, price, 0, node, NONE) for node, price in starts.items() if node not in blocked]
    heapq.heapify(waiting)
    while waiting:
        price, first, many, node, near = heapq.heappop(waiting)
        if node in cost:
            continue
        cost[node], before[node] = price, near
        if node == target:
            break
        for far in graph.after[node]:
            if far not in cost and far not in blocked:
                heapq.heappush(waiting, (price + graph.cost[far], first, many + 1, far, node))
    return Cheapest(cost=cost, before=before)
