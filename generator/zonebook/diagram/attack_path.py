"""An attack path as a diagram, and the names and links of the elements on it."""

from collections.abc import Sequence

from zonebook.assess.attack_paths.assets import Asset
from zonebook.assess.attack_paths.steps import AttackStep, Path
from zonebook.diagram import grouping
from zonebook.document.graph import Cluster, Edge, Graph, Node
from zonebook.model import vocabulary
from zonebook.model.resolved import ResolvedSystem
from zonebook.present import badges, hyperlinks, page_paths


def graph(resolved: ResolvedSystem, asset: Asset, path: Path) -> Graph:
    """Build the diagram of a path: its elements in their zones, an arrow for each attack step."""
    ids = tuple(dict.fromkeys((path.hops[0].source, *(step.target for step in path.hops))))
    by_zone: dict[str, list[Node]] = {}
    for id_ in ids:
        by_zone.setdefault(resolved.zone_of(id_), []).append(_node(resolved, id_))
    named = f"Cheapest path to {hyperlinks.asset_title(resolved, asset)}"
    return Graph(
        name=f"{resolved.system.id}-path-{page_paths.asset_anchor(asset)}",
        title=named,
        description=f"{named}: " + "; ".join(step.way.reason for step in path.hops) + ".",
        nodes=tuple(by_zone.pop("", ())),
        clusters=tuple(_zone(resolved, zone, nodes) for zone, nodes in by_zone.items()),
        edges=tuple(_edge(resolved, number, step) for number, step in enumerate(path.hops, 1)),
        layout="zones",
    )


def _node(resolved: ResolvedSystem, id_: str) -> Node:
    box = grouping.itself(resolved, id_)
    named = hyperlinks.element_link(resolved, id_)
    kind = resolved.kind(resolved.system.identities.get(id_) or resolved.accounts.get(id_))
    return box.node if box else Node(id=id_, label=named.text, to=named.to, icon=kind.icon if kind else "")


def _zone(resolved: ResolvedSystem, zone: str, nodes: Sequence[Node]) -> Cluster:
    found = resolved.system.zones[zone]
    to = page_paths.element(resolved.system.id, "zones", zone)
    level = resolved.trust(zone)
    return Cluster(id=f"zone-{zone}", label=badges.spelt(found), kind="zone", nodes=tuple(nodes), to=to, level=level)


def _edge(resolved: ResolvedSystem, number: int, step: AttackStep) -> Edge:
    edge = step.way
    return Edge(
        id=f"hop-{number}",
        source=step.source,
        target=step.target,
        label=f"{number}: {vocabulary.words(edge.how)} · cost {edge.cost}",
        to=page_paths.element(resolved.system.id, page_paths.SHELVES[edge.about], edge.element),
    )
