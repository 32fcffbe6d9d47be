"""The diagrams of a system: the boxes, borders and arrows of each view, before layout.

No view has more than 25 boxes or 40 arrows (an overview 15 boxes): a larger one is grouped, ever more coarsely, until
it fits. Arrows between the same two boxes are drawn as one.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from zonebook.diagram import grouping
from zonebook.diagram.grouping import Boxing, GroupedNode
from zonebook.document.graph import Cluster, Edge, Graph, Node
from zonebook.model.elements import Flow, Network, Service
from zonebook.model.resolved import ResolvedSystem
from zonebook.present import badges, page_paths

MOST_BOXES = 15
"""The most boxes of an overview: with more, the names become too small to read."""
MOST_NODES = 25
"""The most boxes of a detailed view."""
MOST_EDGES = 40
"""The most arrows of any view."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wish:
    """What a view is to show: its ends and flows, which ends are in its middle, and how many boxes it may have."""

    name: str
    title: str
    ends: Sequence[str]
    flows: Sequence[Flow]
    middle: frozenset[str] = frozenset()
    most: int = MOST_NODES


def whole(resolved: ResolvedSystem) -> Graph:
    """Build the view of the whole system by zones; grouped by zone, outer zone or trust where it would be too large."""
    wish = _Wish(
        name=f"{resolved.system.id}-whole",
        title=f"{resolved.system.system.title}: zones and flows",
        ends=(*resolved.system.services, *resolved.system.actors),
        flows=tuple(resolved.system.flows.values()),
        most=MOST_BOXES,
    )
    boxings = (grouping.itself, grouping.by_zone, grouping.by_outer_zone, grouping.by_trust)
    return _first_that_fits(resolved, wish, [(boxing, boxing) for boxing in boxings])


def zone(resolved: ResolvedSystem, zone_id: str) -> Graph:
    """Build the view of a zone, its members and their peers; the peers are grouped first, then the members."""
    inside = frozenset(resolved.ends(zone_id)) | {zone_id}
    flows = [flow for flow in resolved.system.flows.values() if _touches(resolved, flow, inside)]
    around = dict.fromkeys(end for flow in flows for end in (flow.from_, flow.to))
    wish = _Wish(
        name=f"{resolved.system.id}-zone-{zone_id}",
        title=f"Zone {badges.spelt(resolved.system.zones[zone_id])}",
        ends=tuple(
            dict.fromkeys((*resolved.ends(zone_id), *(end for end in around if end not in resolved.system.zones)))
        ),
        flows=flows,
        middle=inside | {each for each in around if resolved.zone_of(each) and _within(resolved, each, zone_id)},
    )
    outer = (grouping.by_zone, grouping.by_outer_zone, grouping.by_trust)
    boxings = [(grouping.itself, grouping.itself), *((grouping.itself, boxing) for boxing in outer)]
    return _first_that_fits(resolved, wish, [*boxings, *((grouping.by_kind, boxing) for boxing in outer)])


def _within(resolved: ResolvedSystem, end: str, zone_id: str) -> bool:
    return any(each.id == zone_id for each in resolved.around(resolved.zone_of(end)))


def _touches(resolved: ResolvedSystem, flow: Flow, inside: frozenset[str]) -> bool:
    if inside & {flow.from_, flow.to}:
        return True
    return not inside.isdisjoint(resolved.ends(flow.from_)) or not inside.isdisjoint(resolved.ends(flow.to))


def _first_that_fits(resolved: ResolvedSystem, wish: _Wish, boxings: Sequence[tuple[Boxing, Boxing]]) -> Graph:
    """Build the view with the first grouping that makes it small enough, or with the last one."""
    graph = _zoned(resolved, wish, boxings[0])
    for pair in boxings[1:]:
        if _fits(graph, wish.most):
            break
        graph = _zoned(resolved, wish, pair)
    return graph


def _fits(graph: Graph, most: int) -> bool:
    many = len(graph.nodes) + sum(1 for cluster in graph.clusters for _ in boxes(cluster))
    return many <= most and len(graph.edges) <= MOST_EDGES


def _zoned(resolved: ResolvedSystem, wish: _Wish, boxings: tuple[Boxing, Boxing]) -> Graph:
    """Build the view with its boxes inside their zones; `boxings` are the groupings of the middle and of the rest."""
    found: dict[str, GroupedNode] = {}

    @cache
    def box(end: str) -> str:
        made = boxings[0 if end in wish.middle else 1](resolved, end)
        if made is None:
            return ""
        return found.setdefault(made.node.id, made).node.id

    for end in wish.ends:
        box(end)
    edges, within = _edges(
        resolved, wish.flows, {end: box(end) for flow in wish.flows for end in (flow.from_, flow.to)}
    )
    by_zone: dict[str, list[Node]] = {}
    for each in found.values():
        by_zone.setdefault(each.zone, []).append(each.node)
    return Graph(
        name=wish.name,
        title=wish.title,
        description=f"{wish.title}: {len(found)} boxes, {len(edges)} arrows; the table below lists every flow.",
        nodes=tuple(by_zone.pop("", ())),
        clusters=_zone_clusters(resolved, "", by_zone),
        edges=edges,
        within=within,
    )


def _zone_clusters(resolved: ResolvedSystem, inside: str, by_zone: Mapping[str, list[Node]]) -> tuple[Cluster, ...]:
    """Return the zones inside one, nested, without those that are empty."""
    found = []
    for each in resolved.system.zones.values():
        if each.inside != inside:
            continue
        nodes = tuple(by_zone.get(each.id, ()))
        nested = _zone_clusters(resolved, each.id, by_zone)
        if nodes or nested:
            to = page_paths.element(resolved.system.id, "zones", each.id)
            label = grouping.trusted(resolved, each)
            found.append(Cluster(id=f"zone-{each.id}", label=label, kind="zone", nodes=nodes, clusters=nested, to=to))
    return tuple(found)


def _edges(
    resolved: ResolvedSystem, flows: Iterable[Flow], box: Mapping[str, str]
) -> tuple[tuple[Edge, ...], tuple[str, ...]]:
    """Build an arrow for each pair of boxes that flows connect, and list the flows within one box."""
    pairs: dict[tuple[str, str], list[Flow]] = {}
    within = []
    for flow in flows:
        source, target = box[flow.from_], box[flow.to]
        if source and source == target:
            within.append(flow.id)
        elif source and target:
            pairs.setdefault((source, target), []).append(flow)
    return tuple(_edge(resolved, source, target, found) for (source, target), found in pairs.items()), tuple(within)


def _edge(resolved: ResolvedSystem, source: str, target: str, flows: list[Flow]) -> Edge:
    protocols = [name for flow in flows for name in (flow.protocols or flow.ports)]
    marks = (
        ("cleartext", any(resolved.cleartext(flow) for flow in flows)),
        ("crossing", any(resolved.crosses(flow) for flow in flows)),
    )
    first = flows[0]
    return Edge(
        id=first.id if len(flows) == 1 else f"{source}--{target}",
        source=source,
        target=target,
        label=", ".join(dict.fromkeys(protocols)),
        to=page_paths.element(resolved.system.id, "flows", first.id) if len(flows) == 1 else "",
        marks=tuple(mark for mark, holds in marks if holds),
        flows=tuple(flow.id for flow in flows),
    )


def plugged(resolved: ResolvedSystem, network: str) -> Graph:
    """Build the view of a network with those inside it (region, VPC, availability zone, subnet) and their services."""
    found = resolved.system.networks[network]
    title = f"{resolved.catalogue.kinds[found.kind].title} {badges.spelt(found)}"
    return _nested(resolved, (f"{resolved.system.id}-network-{network}", title), (network,), "")


def account(resolved: ResolvedSystem, account_id: str) -> Graph:
    """Build the view of an account: its nested networks, the services in them, and those in no network."""
    networks = resolved.system.networks
    own = [each.id for each in networks.values() if (found := resolved.account_of(each)) and found.id == account_id]
    roots = tuple(each for each in own if networks[each].inside not in own)
    title = f"Account {badges.spelt(resolved.accounts[account_id])}"
    return _nested(resolved, (f"{resolved.system.id}-account-{account_id}", title), roots, account_id)


def _nested(resolved: ResolvedSystem, named: tuple[str, str], roots: tuple[str, ...], account_id: str) -> Graph:
    """Build the view of networks from `roots`, inside an account where one is named; grouped by kind if too large."""
    homes = {service.id: _home(resolved, service, roots, account_id) for service in resolved.system.services.values()}
    placed = {name: home for name, home in homes.items() if home is not None}
    alone = {name: grouping.node(resolved, resolved.system.services[name]) for name in placed}
    graph = _placed(resolved, named, (roots, account_id), (placed, alone))
    if _fits(graph, MOST_NODES):
        return graph
    return _placed(resolved, named, (roots, account_id), (placed, grouping.alike(resolved, placed)))


def _placed(
    resolved: ResolvedSystem,
    named: tuple[str, str],
    border: tuple[tuple[str, ...], str],
    drawn: tuple[Mapping[str, str], Mapping[str, Node]],
) -> Graph:
    """Build the view from `drawn`: the home of each service, and its box."""
    roots, account_id = border
    placed, box = drawn
    nodes: dict[str, dict[str, Node]] = {}
    for name, home in placed.items():
        nodes.setdefault(home, {})[box[name].id] = box[name]
    flows = [flow for flow in resolved.system.flows.values() if flow.from_ in box and flow.to in box]
    edges, within = _edges(resolved, flows, {name: node.id for name, node in box.items()})
    clusters = tuple(_network_cluster(resolved, resolved.system.networks[root], nodes) for root in roots)
    name, title = named
    if account_id:
        to = page_paths.element(resolved.system.id, "accounts", account_id)
        beside = tuple(nodes.get("", {}).values())
        clusters = (
            Cluster(id=f"account-{account_id}", label=title, kind="account", nodes=beside, clusters=clusters, to=to),
        )
    words = f"{title}: {len(placed)} services where they are plugged in, and the flows among them."
    return Graph(name=name, title=title, description=words, clusters=clusters, edges=edges, within=within)


def _home(resolved: ResolvedSystem, service: Service, roots: tuple[str, ...], account_id: str) -> str | None:
    """Return the innermost network below `roots` with every network of a service; None where the view omits it.

    A service of the account that is in no network is drawn beside the networks: its home is the empty text.
    """
    if service.network:
        chains = [[network.id for network in resolved.enclosing(name)] for name in service.network]
        home = next((each for each in chains[0] if all(each in chain for chain in chains)), "")
        inside = home and any(around.id in roots for around in resolved.enclosing(home))
        return home if inside else None
    found = resolved.account_of(service)
    return "" if account_id and found and found.id == account_id else None


def _network_cluster(resolved: ResolvedSystem, network: Network, nodes: Mapping[str, Mapping[str, Node]]) -> Cluster:
    inside = [each for each in resolved.system.networks.values() if each.inside == network.id]
    return Cluster(
        id=f"network-{network.id}",
        label=badges.spelt(network) + (f" · {network.cidr}" if network.cidr else ""),
        kind=network.kind,
        nodes=tuple(nodes.get(network.id, {}).values()),
        clusters=tuple(_network_cluster(resolved, each, nodes) for each in inside),
        to=page_paths.element(resolved.system.id, "networks", network.id),
    )


def boxes(cluster: Cluster) -> Iterable[Node]:
    """Yield every box inside a border, at any depth."""
    yield from cluster.nodes
    for inner in cluster.clusters:
        yield from boxes(inner)
