"""The pictures of how far elements are trusted: all of a system by zone, and one zone with its peers."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from zonebook.diagram import folding, grouping, legs
from zonebook.document.graph import Cluster, Graph, Node
from zonebook.model.elements import Flow, Zone
from zonebook.model.resolved import ResolvedSystem
from zonebook.present import badges, page_paths

Part = Node | Cluster
"""A node, or a frame with what runs on it."""


def zones(resolved: ResolvedSystem) -> Graph:
    """Build the picture of a system with each service in its zone, and who sends what to whom."""
    title = f"{resolved.system.system.title}: zones and flows"
    ends = (*resolved.system.services, *resolved.system.actors)
    return of(resolved, (f"{resolved.system.id}-zones", title), ends, tuple(resolved.system.flows.values()))


def zone(resolved: ResolvedSystem, zone_id: str) -> Graph:
    """Build the picture of a zone, its members and their peers."""
    middle = frozenset(resolved.ends(zone_id)) | {zone_id}
    flows = tuple(each for each in resolved.system.flows.values() if _touches(resolved, each, middle))
    near = dict.fromkeys(end for flow in flows for end in (flow.from_, flow.to))
    peers = (each for each in near if each not in resolved.system.zones)
    around = (member for each in near if each in resolved.system.zones for member in resolved.ends(each))
    ends = tuple(dict.fromkeys((*resolved.ends(zone_id), *peers, *around)))
    title = f"Zone {badges.spelt(resolved.system.zones[zone_id])}"
    return of(resolved, (f"{resolved.system.id}-zone-{zone_id}", title), ends, flows)


def _touches(resolved: ResolvedSystem, flow: Flow, middle: frozenset[str]) -> bool:
    ends = {flow.from_, flow.to, *resolved.ends(flow.from_), *resolved.ends(flow.to)}
    return not middle.isdisjoint(ends)


def of(resolved: ResolvedSystem, named: tuple[str, str], ends: Sequence[str], flows: Sequence[Flow]) -> Graph:
    """Build the picture, of a name and a title, of some ends in their zones, and of flows among them.

    What others of its zone run on is a frame around them.
    """
    name, title = named
    hosts = {each: host for each in ends if (host := _host(resolved, each, ends))}
    together = folding.together(resolved, ends, lambda each: (hosts[each],) if each in hosts else ())
    nodes = {first: _node(resolved, first, names, hosts.get(first, "")) for first, names in together.items()}
    by_zone: dict[str, list[Part]] = {}
    for first in nodes:
        if first not in hosts:
            by_zone.setdefault(resolved.zone_of(first), []).append(_framed(nodes, hosts, first))
    instances = {each: (nodes[first].id,) for first, names in together.items() for each in names}
    inside = {each: tuple(_inside(resolved, each, by_zone)) for each in resolved.system.zones}
    known = legs.Ends(
        instances=instances,
        clusters={each: f"zone-{each}" for each, names in inside.items() if len(names) > 1},
        inner={f"zone-{each}": names for each, names in inside.items() if names},
    )
    edges, within, _ = legs.edges(resolved, flows, known, passing=False)
    return Graph(
        name=name,
        title=title,
        description=f"{title}: {len(nodes)} boxes, {len(edges)} arrows; the table below lists every flow.",
        nodes=tuple(part for part in by_zone.get("", ()) if isinstance(part, Node)),
        clusters=(
            *_clusters(resolved, "", by_zone),
            *(part for part in by_zone.get("", ()) if isinstance(part, Cluster)),
        ),
        edges=edges,
        within=within,
        layout="zones",
    )


def _host(resolved: ResolvedSystem, name: str, ends: Collection[str]) -> str:
    """Return what a service runs on, where that is drawn in its zone and does not run on the service in turn."""
    services = resolved.system.services
    host = services[name].runs_on if name in services else ""
    if host not in services or host not in ends or services[host].zone != services[name].zone:
        return ""
    seen, above = {name}, host
    while above in services:
        if above in seen:
            return ""
        seen.add(above)
        above = services[above].runs_on
    return host


def _framed(nodes: Mapping[str, Node], hosts: Mapping[str, str], name: str) -> Part:
    """Return the node of an element; a frame, where others run on it."""
    made = nodes[name]
    inner = [_framed(nodes, hosts, each) for each in nodes if hosts.get(each) == name]
    if not inner:
        return made
    return Cluster(
        id=made.id, label=f"{made.label} {made.note}".strip(), kind="host", to=made.to, of=(name,),
        nodes=tuple(each for each in inner if isinstance(each, Node)),
        clusters=tuple(each for each in inner if isinstance(each, Cluster)),
    )  # fmt: skip


def _node(resolved: ResolvedSystem, first: str, names: Sequence[str], host: str) -> Node:
    """Return the node of an element, or of several of a kind; what it runs on is named where that is no frame."""
    service = resolved.system.services.get(first)
    element = service or resolved.system.actors[first]
    many = f"× {service.count}" if service and service.count and service.count > 1 else ""
    below = resolved.system.services.get(service.runs_on) if service and not host else None
    note = many or (f"on {badges.spelt(below)}" if below else "")
    made = replace(grouping.node(resolved, element), label=badges.spelt(element), note=note)
    if len(names) == 1 or service is None:
        return made
    kind = resolved.kind(service)
    label = f"{len(names)} × {kind.title if kind else service.kind}"
    to = page_paths.element(resolved.system.id, "zones", service.zone) if service.zone else ""
    return replace(made, id=f"{first}-and-more", label=label, note="", to=to, of=tuple(names))


def _inside(resolved: ResolvedSystem, zone_id: str, by_zone: Mapping[str, list[Part]]) -> list[str]:
    """Return the nodes and frames in a zone and the zones inside it."""
    return [
        id_
        for name, parts in by_zone.items()
        if any(each.id == zone_id for each in resolved.around(name))
        for part in parts
        for id_ in _ids(part)
    ]


def _ids(part: Part) -> Iterator[str]:
    yield part.id
    if isinstance(part, Cluster):
        inner: tuple[Part, ...] = (*part.nodes, *part.clusters)
        for each in inner:
            yield from _ids(each)


def _clusters(resolved: ResolvedSystem, inside: str, by_zone: Mapping[str, list[Part]]) -> Iterator[Cluster]:
    """Yield the zones inside one, nested, without those that are empty."""
    for each in resolved.system.zones.values():
        if each.inside == inside:
            parts = by_zone.get(each.id, ())
            nodes = tuple(part for part in parts if isinstance(part, Node))
            frames = tuple(part for part in parts if isinstance(part, Cluster))
            nested = tuple(_clusters(resolved, each.id, by_zone))
            if nodes or frames or nested:
                yield border(resolved, each, nodes, (*nested, *frames))


def border(resolved: ResolvedSystem, each: Zone, nodes: tuple[Node, ...], inner: tuple[Cluster, ...]) -> Cluster:
    """Return the border of a zone with what is in it: nodes, the zones inside, and what others run on."""
    trust = resolved.trust(each.id)
    nested = any(cluster.kind == "zone" for cluster in inner)
    label = grouping.trusted(resolved, each) if nested else badges.spelt(each)
    to = page_paths.element(resolved.system.id, "zones", each.id)
    return Cluster(
        id=f"zone-{each.id}", label=label, kind="zone", nodes=nodes, clusters=inner, to=to, level=trust,
    )  # fmt: skip
