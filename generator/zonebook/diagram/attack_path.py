"""An attack path as a picture, and how the things on it are named and linked."""

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
    """Give the place of an asset on the page of attack paths."""
    return f"{asset.shelf}-{asset.id}"


def title(scene: ResolvedSystem, asset: Asset) -> str:
    """Give the name of an asset."""
    return badges.spelt(scene.system.data[asset.id]) if asset.shelf == "data" else hyperlinks.name(scene, asset.id)


def link(scene: ResolvedSystem, id_: str) -> Link:
    """Give a thing on a path by its name, linked to its page."""
    system = scene.system
    shelves = (("services", system.services), ("actors", system.actors), ("identities", system.identities))
    plural = next((plural for plural, shelf in shelves if id_ in shelf), "accounts")
    return Link(text=hyperlinks.name(scene, id_), to=page_paths.element(system.id, plural, id_))


def graph(scene: ResolvedSystem, asset: Asset, path: Path) -> Graph:
    """Give a path as a picture: its things in their zones, an arrow for each hop."""
    ids = tuple(dict.fromkeys((path.hops[0].source, *(hop.target for hop in path.hops))))
    by_zone: dict[str, list[Node]] = {}
    for id_ in ids:
        by_zone.setdefault(scene.zone_of(id_), []).append(_node(scene, id_))
    named = f"Cheapest path to {title(scene, asset)}"
    return Graph(
        name=f"{scene.system.id}-path-{anchor(asset)}",
        title=named,
        description=f"{named}: " + "; ".join(hop.way.reason for hop in path.hops) + ".",
        nodes=tuple(by_zone.pop("", ())),
        clusters=tuple(_zone(scene, zone, nodes) for zone, nodes in by_zone.items()),
        edges=tuple(_edge(scene, number, hop) for number, hop in enumerate(path.hops, 1)),
    )


def _node(scene: ResolvedSystem, id_: str) -> Node:
    box = grouping.itself(scene, id_)
    named = link(scene, id_)
    return box.node if box else Node(id=id_, label=named.text, to=named.to)


def _zone(scene: ResolvedSystem, zone: str, nodes: Sequence[Node]) -> Cluster:
    found = scene.system.zones[zone]
    to = page_paths.element(scene.system.id, "zones", zone)
    return Cluster(id=f"zone-{zone}", label=grouping.trusted(scene, found), kind="zone", nodes=tuple(nodes), to=to)


def _edge(scene: ResolvedSystem, number: int, hop: AttackStep) -> Edge:
    way = hop.way
    return Edge(
        id=f"hop-{number}",
        source=hop.source,
        target=hop.target,
        label=f"{number}: {vocabulary.words(way.how)}, cost {way.cost}",
        to=page_paths.element(scene.system.id, _SHELVES[way.about], way.element),
    )


def spot(scene: ResolvedSystem, about: str, element: str) -> Link:
    """Give an element that paths pass, by what it is and its id, linked."""
    return Link(text=f"{about} {element}", to=page_paths.element(scene.system.id, _SHELVES[about], element))
