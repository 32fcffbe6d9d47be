"""The pictures of how far elements are trusted: all of a system by zone, and one zone with its peers."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from zonebook.diagram import folding, grouping, legs
from zonebook.document.graph import Cluster, Graph, Node
from zonebook.model.elements import Flow, Zone
from zonebook.model.resolved import ResolvedSystem
from zonebook.present import badges, page_paths


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
    """Build the picture, of a name and a title, of some ends in their zones, and of flows among them."""
    name, title = named
    together = folding.together(resolved, ends, lambda _: ())
    nodes = {first: _node(resolved, first, names) for first, names in together.items()}
    by_zone: dict[str, list[Node]] = {}
    for first, node in nodes.items():
        by_zone.setdefault(resolved.zone_of(first), []).append(node)
    instances = {each: (nodes[first].id,) for first, names in together.items() for each in names}
    drawn = {each for each in resolved.system.zones if _filled(resolved, each, by_zone)}
    borders = {each: f"zone-{each}" for each in drawn if len(_inside(resolved, each, by_zone)) > 1}
    known = legs.Ends(instances=instances, clusters=borders, inner={
        f"zone-{each}": tuple(_inside(resolved, each, by_zone)) for each in drawn
    })  # fmt: skip
    edges, within, _ = legs.edges(resolved, flows, known, passing=False)
    return Graph(
        name=name,
        title=title,
        description=f"{title}: {len(nodes)} boxes, {len(edges)} arrows; the table below lists every flow.",
        nodes=tuple(by_zone.get("", ())),
        clusters=tuple(_clusters(resolved, "", by_zone)),
        edges=edges,
        within=within,
        layout="zones",
    )


def _node(resolved: ResolvedSystem, first: str, names: Sequence[str]) -> Node:
    service = resolved.system.services.get(first)
    element = service or resolved.system.actors[first]
    many = service.count if service and service.count and service.count > 1 else 0
    made = replace(grouping.node(resolved, element), label=badges.spelt(element), note=f"× {many}" if many else "")
    if len(names) == 1 or service is None:
        return made
    kind = resolved.kind(service)
    label = f"{len(names)} × {kind.title if kind else service.kind}"
    to = page_paths.element(resolved.system.id, "zones", service.zone) if service.zone else ""
    return replace(made, id=f"{first}-and-more", label=label, note="", to=to, of=tuple(names))


def _inside(resolved: ResolvedSystem, zone_id: str, by_zone: Mapping[str, list[Node]]) -> list[str]:
    """Return the nodes in a zone and the zones inside it."""
    return [
        node.id
        for name, nodes in by_zone.items()
        if any(each.id == zone_id for each in resolved.around(name))
        for node in nodes
    ]


def _filled(resolved: ResolvedSystem, zone_id: str, by_zone: Mapping[str, list[Node]]) -> bool:
    return bool(_inside(resolved, zone_id, by_zone))


def _clusters(resolved: ResolvedSystem, inside: str, by_zone: Mapping[str, list[Node]]) -> Iterator[Cluster]:
    """Yield the zones inside one, nested, without those that are empty."""
    for each in resolved.system.zones.values():
        if each.inside == inside:
            nodes = tuple(by_zone.get(each.id, ()))
            nested = tuple(_clusters(resolved, each.id, by_zone))
            if nodes or nested:
                yield border(resolved, each, nodes, nested)


def border(resolved: ResolvedSystem, each: Zone, nodes: tuple[Node, ...], nested: tuple[Cluster, ...]) -> Cluster:
    """Return the border of a zone with what is in it."""
    trust = resolved.trust(each.id)
    label = grouping.trusted(resolved, each) if nested else badges.spelt(each)
    to = page_paths.element(resolved.system.id, "zones", each.id)
    return Cluster(
        id=f"zone-{each.id}", label=label, kind="zone", nodes=nodes, clusters=nested, to=to,
        level=trust,
    )  # fmt: skip
