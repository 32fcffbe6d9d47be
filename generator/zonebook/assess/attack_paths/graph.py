"""Things and the ways between them as a graph of numbers, and the cheapest paths through it.

Every way is a node of its own, so that one search counts it, one set removes it and one cut names it. A zone that is an
end of a flow has two nodes, one that its members lead to and one that leads to them: a flow between two zones of n
members is one node and not n times n edges.
"""

import heapq
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from zonebook.assess.attack_paths.edges import AttackEdge
from zonebook.assess.zones.exposure import ends
from zonebook.model.resolved import ResolvedSystem

NONE = -1
"""No node."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AttackGraph:
    """The graph: nodes are numbers. `things` names the nodes that are elements, `ways` those that are ways.

    `data` gives the node of a data asset, to which those lead that hold it; `cost` is what entering a node costs.
    """

    after: Sequence[Sequence[int]]
    before: Sequence[Sequence[int]]
    cost: Sequence[int]
    nodes: Mapping[str, int]
    data: Mapping[str, int]
    things: Mapping[int, str]
    ways: Mapping[int, AttackEdge]
    unsure: frozenset[int]


class _Builder:
    """Hands out numbers and keeps edges while a mesh is made."""

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


def mesh(scene: ResolvedSystem, found: Sequence[AttackEdge], held: Mapping[str, Sequence[str]]) -> AttackGraph:
    """Give the graph of a scene with these ways; `held` says which services have each data asset."""
    made, system = _Builder(), scene.system
    shelves: tuple[Iterable[str], ...] = (system.actors, system.services, system.identities, scene.accounts)
    nodes = {name: made.node() for shelf in shelves for name in dict.fromkeys(shelf)}
    out, into = _zones(scene, made, nodes)
    ways = {}
    for way in found:
        number = made.node(way.cost)
        ways[number] = way
        made.join(out[way.source] if way.source in out else nodes[way.source], number)
        made.join(number, into[way.target] if way.target in into else nodes[way.target])
    data = {name: made.node() for name in held}
    for name, holders in held.items():
        for holder in holders:
            made.join(nodes[holder], data[name])
    return AttackGraph(
        after=made.after,
        before=made.before,
        cost=made.cost,
        nodes=nodes,
        data=data,
        things={number: name for name, number in nodes.items()},
        ways=ways,
        unsure=frozenset(number for number, way in ways.items() if way.unsure),
    )


def _zones(
    scene: ResolvedSystem, made: _Builder, nodes: Mapping[str, int]
) -> tuple[Mapping[str, int], Mapping[str, int]]:
    """Give two nodes for each zone: the one its members lead to, and the one that leads to its members."""
    system = scene.system
    out = {zone: made.node() for zone in system.zones}
    into = {zone: made.node() for zone in system.zones}
    for zone in system.zones.values():
        if zone.inside in out:
            made.join(out[zone.id], out[zone.inside])
            made.join(into[zone.inside], into[zone.id])
    for each in ends(scene):
        if each.zone in out:
            made.join(nodes[each.id], out[each.zone])
            made.join(into[each.zone], nodes[each.id])
    return out, into


@dataclass(frozen=True, slots=True, kw_only=True)
class Cheapest:
    """The least cost of each node that can be reached, and the node before it on the cheapest path."""

    cost: Mapping[int, int]
    before: Mapping[int, int]

    def path(self, node: int) -> tuple[int, ...]:
        """Give the nodes of the cheapest path to a node that was reached, the start first."""
        found = []
        while node != NONE:
            found.append(node)
            node = self.before[node]
        return tuple(reversed(found))


def shortest_paths(
    graph: AttackGraph, starts: Mapping[int, int], blocked: Collection[int] = (), target: int = NONE
) -> Cheapest:
    """Give the cheapest paths from any start (node and cost), by Dijkstra's algorithm, round the blocked nodes.

    Of two paths of one cost that with the cheaper start counts, then that with fewer nodes, then that which comes first
    in the text. The search ends at `target`, where one is named.
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
