"""A system as pictures: which boxes, borders and arrows a view holds. Nothing is laid out here.

No view holds more than about 25 boxes or 40 arrows: the whole system folds its zones up when it grows beyond that, and
arrows between the same two boxes are drawn as one.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence

from zonebook import address
from zonebook.model.elements import Actor, Flow, Network, Service
from zonebook.model.scene import Scene
from zonebook.page import Cluster, Edge, Graph, Node

MOST_BOXES = 15
"""The most boxes of an overview."""
MOST_NODES = 25
MOST_EDGES = 40

Boxed = Callable[[str], str]
"""Gives the box that stands for an end of a flow, or nothing where the end is not in the picture."""


def whole(scene: Scene) -> Graph:
    """Give the whole system by zones; folded to one box a zone where it would be too large."""
    members = tuple(scene.system.services.values())
    edges = _edges(scene, scene.system.flows.values(), _itself(scene))
    title = f"{scene.system.system.title}: zones and flows"
    if len(members) + len(scene.system.actors) <= MOST_BOXES and len(edges) <= MOST_EDGES:
        every = {each.id for each in members} | set(scene.system.actors)
        return _zoned(scene, ("whole", title), every, tuple(scene.system.flows.values()))
    folded = _folded(scene)
    return Graph(
        name=f"{scene.system.id}-whole",
        title=title,
        description=f"{title}. Each box is a zone with its members; open it for what is inside.",
        nodes=folded,
        edges=_edges(scene, scene.system.flows.values(), lambda end: _outermost(scene, end)),
    )


def _itself(scene: Scene) -> Boxed:
    known = scene.system.services.keys() | scene.system.actors.keys() | scene.system.zones.keys()
    return lambda end: end if end in known else ""


def _outermost(scene: Scene, end: str) -> str:
    """Give the zone that an end stands in, or the end itself where it stands in none."""
    zone = scene.zone_of(end)
    return f"zone-{zone}" if zone else end


def _folded(scene: Scene) -> tuple[Node, ...]:
    """Give a box for each zone that holds something itself, and for everything that stands in no zone."""
    ends: list[Service | Actor] = [*scene.system.services.values(), *scene.system.actors.values()]
    named = {scene.zone_of(end) for flow in scene.system.flows.values() for end in (flow.from_, flow.to)}
    boxes = []
    for zone in scene.system.zones.values():
        inside = [each for each in ends if each.zone == zone.id]
        if not inside and zone.id not in named:
            continue
        trust = scene.trust(zone.id)
        label = f"{address.spelt(zone)} (trust {'not stated' if trust is None else trust}, {len(inside)} members)"
        boxes.append(Node(id=f"zone-{zone.id}", label=label, to=address.element(scene.system.id, "zones", zone.id)))
    return (*boxes, *(_node(scene, each) for each in ends if not each.zone))


def zone(scene: Scene, zone_id: str) -> Graph:
    """Give one zone with its members, what they talk to, and the zones these stand in."""
    inside = {service.id for service in scene.members(zone_id)}
    inside |= {each for each in scene.ends(zone_id) if each in scene.system.actors}
    touching = [flow for flow in scene.system.flows.values() if _touches(scene, flow, inside | {zone_id})]
    neighbours = {end for flow in touching for end in (flow.from_, flow.to)}
    title = f"Zone {address.spelt(scene.system.zones[zone_id])}"
    wanted = inside | {end for end in neighbours if end not in scene.system.zones}
    if len(wanted) <= MOST_NODES:
        return _zoned(scene, (f"zone-{zone_id}", title), wanted, touching)
    return _zoned(scene, (f"zone-{zone_id}", title), inside, touching, fold=True)


def _touches(scene: Scene, flow: Flow, inside: set[str]) -> bool:
    return bool(inside & {flow.from_, flow.to}) or bool(inside & {*scene.ends(flow.from_), *scene.ends(flow.to)})


def _zoned(
    scene: Scene, named: tuple[str, str], wanted: set[str], chosen: Sequence[Flow], *, fold: bool = False
) -> Graph:
    """Give the wanted services and actors inside their zones, with the chosen flows; `named` is name and title."""
    name, title = named
    anchors = {end for flow in chosen for end in (flow.from_, flow.to) if end in scene.system.zones}
    ends: tuple[Service | Actor, ...] = (*scene.system.services.values(), *scene.system.actors.values())
    drawn = [each for each in ends if each.id in wanted]
    edges = _edges(scene, chosen, _boxes(scene, wanted, anchors, fold=fold))
    used = {end for edge in edges for end in (edge.source, edge.target)}
    by_zone: dict[str, list[Node]] = {}
    for each in drawn:
        by_zone.setdefault(each.zone, []).append(_node(scene, each))
    for anchor in sorted(anchors):
        if f"each-{anchor}" in used:
            by_zone.setdefault(anchor, []).append(_anchor(scene, anchor))
    folded = tuple(node for node in _folded(scene) if fold and node.id in used)
    return Graph(
        name=f"{scene.system.id}-{name}",
        title=title,
        description=f"{title}: {len(drawn)} elements, {len(edges)} arrows; the table below lists every flow.",
        nodes=(*by_zone.pop("", []), *folded),
        clusters=_zone_clusters(scene, "", by_zone),
        edges=edges,
    )


def _boxes(scene: Scene, wanted: set[str], anchors: set[str], *, fold: bool) -> Boxed:
    def box(end: str) -> str:
        if end in wanted:
            return end
        if end in anchors:
            return f"each-{end}"
        return _outermost(scene, end) if fold else ""

    return box


def _anchor(scene: Scene, zone_id: str) -> Node:
    label = f"each member of {address.spelt(scene.system.zones[zone_id])}"
    return Node(
        id=f"each-{zone_id}", label=label, to=address.element(scene.system.id, "zones", zone_id), marks=("anchor",)
    )


def _zone_clusters(scene: Scene, inside: str, by_zone: Mapping[str, list[Node]]) -> tuple[Cluster, ...]:
    """Give the zones below one, nested, those that hold nothing left out."""
    found = []
    for each in scene.system.zones.values():
        if each.inside != inside:
            continue
        nodes = tuple(by_zone.get(each.id, ()))
        nested = _zone_clusters(scene, each.id, by_zone)
        if nodes or nested:
            trust = scene.trust(each.id)
            label = f"{address.spelt(each)} · trust {'not stated' if trust is None else trust}"
            to = address.element(scene.system.id, "zones", each.id)
            found.append(Cluster(id=f"zone-{each.id}", label=label, kind="zone", nodes=nodes, clusters=nested, to=to))
    return tuple(found)


def _node(scene: Scene, each: Service | Actor) -> Node:
    if isinstance(each, Actor):
        icon = each.icon or "aws.general.Users"
        return Node(
            id=each.id,
            label=address.spelt(each),
            icon=icon,
            to=address.element(scene.system.id, "actors", each.id),
            marks=("actor",),
        )
    kind = scene.kind(each)
    many = f" ×{each.count}" if each.count and each.count > 1 else ""
    return Node(
        id=each.id,
        label=address.spelt(each) + many,
        icon=kind.icon if kind else "",
        to=address.element(scene.system.id, "services", each.id),
    )


def _edges(scene: Scene, flows: Iterable[Flow], box: Boxed) -> tuple[Edge, ...]:
    """Give an arrow for each pair of boxes that flows connect, in the order of the first of them."""
    pairs: dict[tuple[str, str], list[Flow]] = {}
    for flow in flows:
        source, target = box(flow.from_), box(flow.to)
        if source and target and source != target:
            pairs.setdefault((source, target), []).append(flow)
    return tuple(_edge(scene, source, target, found) for (source, target), found in pairs.items())


def _edge(scene: Scene, source: str, target: str, flows: list[Flow]) -> Edge:
    spoken = [name for flow in flows for name in (flow.protocols or flow.ports)]
    marks = [
        mark
        for mark, holds in (
            ("cleartext", any(scene.cleartext(flow) for flow in flows)),
            ("crossing", any(scene.crosses(flow) for flow in flows)),
        )
        if holds
    ]
    first = flows[0]
    to = address.element(scene.system.id, "flows", first.id) if len(flows) == 1 else ""
    return Edge(
        id=first.id if len(flows) == 1 else f"{source}--{target}",
        source=source,
        target=target,
        label=", ".join(dict.fromkeys(spoken)),
        to=to,
        marks=tuple(marks),
        flows=tuple(flow.id for flow in flows),
    )


def plugged(scene: Scene, name: str, title: str, roots: tuple[str, ...]) -> Graph:
    """Give networks as they are nested (region, VPC, availability zone, subnet) below `roots`, with what is plugged in.

    A service plugged into several networks is drawn in the innermost one that holds them all.
    """
    below = _below(scene, roots)
    placed: dict[str, list[Node]] = {}
    drawn: set[str] = set()
    for service in scene.system.services.values():
        home = _home(scene, service)
        if home in below:
            placed.setdefault(home, []).append(_node(scene, service))
            drawn.add(service.id)
    flows = [flow for flow in scene.system.flows.values() if flow.from_ in drawn and flow.to in drawn]
    return Graph(
        name=f"{scene.system.id}-{name}",
        title=title,
        description=f"{title}: {len(drawn)} services where they are plugged in, and the flows among them.",
        clusters=tuple(_network_cluster(scene, scene.system.networks[root], placed) for root in roots),
        edges=_edges(scene, flows, lambda end: end if end in drawn else ""),
    )


def _below(scene: Scene, roots: tuple[str, ...]) -> set[str]:
    networks = scene.system.networks
    return {each for each in networks if any(around.id in roots for around in scene.enclosing(each))}


def _home(scene: Scene, service: Service) -> str:
    """Give the innermost network that holds every network of a service."""
    if not service.network:
        return ""
    ways = [[network.id for network in scene.enclosing(name)] for name in service.network]
    return next((each for each in ways[0] if all(each in way for way in ways)), "")


def _network_cluster(scene: Scene, network: Network, placed: Mapping[str, list[Node]]) -> Cluster:
    inside = [each for each in scene.system.networks.values() if each.inside == network.id]
    label = address.spelt(network) + (f" · {network.cidr}" if network.cidr else "")
    return Cluster(
        id=f"network-{network.id}",
        label=label,
        kind=network.kind,
        nodes=tuple(placed.get(network.id, ())),
        clusters=tuple(_network_cluster(scene, each, placed) for each in inside),
        to=address.element(scene.system.id, "networks", network.id),
    )


def account(scene: Scene, account_id: str) -> Graph:
    """Give an account with its networks as they are nested, what is plugged in, and what runs beside them."""
    networks = scene.system.networks
    own = [each.id for each in networks.values() if _account(scene, each) == account_id]
    roots = tuple(each for each in own if networks[each].inside not in own)
    title = f"Account {address.spelt(scene.accounts[account_id])}"
    inner = plugged(scene, f"account-{account_id}", title, roots)
    beside = [
        service
        for service in scene.system.services.values()
        if not service.network and (found := scene.account_of(service)) and found.id == account_id
    ]
    drawn = {node.id for cluster in inner.clusters for node in boxes(cluster)} | {each.id for each in beside}
    flows = [flow for flow in scene.system.flows.values() if flow.from_ in drawn and flow.to in drawn]
    border = Cluster(
        id=f"account-{account_id}",
        label=title,
        kind="account",
        nodes=tuple(_node(scene, each) for each in beside),
        clusters=inner.clusters,
        to=address.element(scene.system.id, "accounts", account_id),
    )
    return Graph(
        name=inner.name,
        title=title,
        description=f"{title}: {len(drawn)} services where they run, and the flows among them.",
        clusters=(border,),
        edges=_edges(scene, flows, lambda end: end if end in drawn else ""),
    )


def _account(scene: Scene, network: Network) -> str:
    found = scene.account_of(network)
    return found.id if found else ""


def boxes(cluster: Cluster) -> Iterable[Node]:
    """Give every box inside a border, however deep."""
    yield from cluster.nodes
    for inner in cluster.clusters:
        yield from boxes(inner)
