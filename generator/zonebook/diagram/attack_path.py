"""An attack path as a diagram, and the names and links of the elements on it."""

from collections.abc import Mapping, Sequence

from zonebook.assess.attack_paths.assets import Asset
from zonebook.assess.attack_paths.steps import AttackStep, Path
from zonebook.diagram import grouping
from zonebook.document.graph import Cluster, Edge, Graph, Node
from zonebook.document.inline import Link
from zonebook.model import vocabulary
from zonebook.model.resolved import ResolvedSystem
from zonebook.model.subject import PLURALS
from zonebook.present import badges, hyperlinks, page_paths

_SHELVES: Mapping[str, str] = {"actor": "actors"} | dict(PLURALS)


def anchor(asset: Asset) -> str:
    """Return the anchor of an asset on the page of attack paths."""
    return f"{asset.shelf}-{asset.id}"


def title(resolved: ResolvedSystem, asset: Asset) -> str:
    """Return the name of an asset."""
    return (
        badges.spelt(resolved.system.data[asset.id]) if asset.shelf == "data" else hyperlinks.name(resolved, asset.id)
    )


def link(resolved: ResolvedSystem, id_: str) -> Link:
    """Return an element on a path by its name, linked to its page."""
    system = resolved.system
    shelves = (("services", system.services), ("actors", system.actors), ("identities", system.identities))
    plural = next((plural for plural, shelf in shelves if id_ in shelf), "accounts")
    return Link(text=hyperlinks.name(resolved, id_), to=page_paths.element(system.id, plural, id_))


def graph(resolved: ResolvedSystem, asset: Asset, path: Path) -> Graph:
    """Build the diagram of a path: its elements in their zones, an arrow for each attack step."""
    ids = tuple(dict.fromkeys((path.hops[0].source, *(step.target for step in path.hops))))
    by_zone: dict[str, list[Node]] = {}
    for id_ in ids:
        by_zone.setdefault(resolved.zone_of(id_), []).append(_node(resolved, id_))
    named = f"Cheapest path to {title(resolved, asset)}"
    return Graph(
        name=f"{resolved.system.id}-path-{anchor(asset)}",
        title=named,
        description=f"{named}: " + "; ".join(step.way.reason for step in path.hops) + ".",
        nodes=tuple(by_zone.pop("", ())),
        clusters=tuple(_zone(resolved, zone, nodes) for zone, nodes in by_zone.items()),
        edges=tuple(_edge(resolved, number, step) for number, step in enumerate(path.hops, 1)),
    )


def _node(resolved: ResolvedSystem, id_: str) -> Node:
    box = grouping.itself(resolved, id_)
    named = link(resolved, id_)
    return box.node if box else Node(id=id_, label=named.text, to=named.to)


def _zone(resolved: ResolvedSystem, zone: str, nodes: Sequence[Node]) -> Cluster:
    found = resolved.system.zones[zone]
    to = page_paths.element(resolved.system.id, "zones", zone)
    return Cluster(id=f"zone-{zone}", label=grouping.trusted(resolved, found), kind="zone", nodes=tuple(nodes), to=to)


def _edge(resolved: ResolvedSystem, number: int, step: AttackStep) -> Edge:
    edge = step.way
    return Edge(
        id=f"hop-{number}",
        source=step.source,
        target=step.target,
        label=f"{number}: {vocabulary.words(edge.how)}, cost {edge.cost}",
        to=page_paths.element(resolved.system.id, _SHELVES[edge.about], edge.element),
    )


def spot(resolved: ResolvedSystem, about: str, element: str) -> Link:
    """Return an element that attack paths pass, by its type and id, linked."""
    return Link(text=f"{about} {element}", to=page_paths.element(resolved.system.id, _SHELVES[about], element))
