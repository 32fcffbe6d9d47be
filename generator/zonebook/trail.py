"""An attack path as a picture, and how the things on it are named and linked."""

from collections.abc import Mapping, Sequence

from zonebook import address, boxing
from zonebook.assess.assets import Asset
from zonebook.assess.hops import Hop, Path
from zonebook.graph import Cluster, Edge, Graph, Node
from zonebook.inline import Link
from zonebook.model.scene import Scene
from zonebook.model.standing import PLURALS

_SHELVES: Mapping[str, str] = {"actor": "actors"} | dict(PLURALS)


def anchor(asset: Asset) -> str:
    """Give the place of an asset on the page of attack paths."""
    return f"{asset.shelf}-{asset.id}"


def title(scene: Scene, asset: Asset) -> str:
    """Give the name of an asset."""
    return address.spelt(scene.system.data[asset.id]) if asset.shelf == "data" else address.name(scene, asset.id)


def link(scene: Scene, id_: str) -> Link:
    """Give a thing on a path by its name, linked to its page."""
    system = scene.system
    shelves = (("services", system.services), ("actors", system.actors), ("identities", system.identities))
    plural = next((plural for plural, shelf in shelves if id_ in shelf), "accounts")
    return Link(text=address.name(scene, id_), to=address.element(system.id, plural, id_))


def graph(scene: Scene, asset: Asset, path: Path) -> Graph:
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


def _node(scene: Scene, id_: str) -> Node:
    box = boxing.itself(scene, id_)
    named = link(scene, id_)
    return box.node if box else Node(id=id_, label=named.text, to=named.to)


def _zone(scene: Scene, zone: str, nodes: Sequence[Node]) -> Cluster:
    found = scene.system.zones[zone]
    to = address.element(scene.system.id, "zones", zone)
    return Cluster(id=f"zone-{zone}", label=boxing.trusted(scene, found), kind="zone", nodes=tuple(nodes), to=to)


def _edge(scene: Scene, number: int, hop: Hop) -> Edge:
    way = hop.way
    return Edge(
        id=f"hop-{number}",
        source=hop.source,
        target=hop.target,
        label=f"{number}: {way.how.replace('-', ' ')}, cost {way.cost}",
        to=address.element(scene.system.id, _SHELVES[way.about], way.element),
    )


def spot(scene: Scene, about: str, element: str) -> Link:
    """Give an element that paths pass, by what it is and its id, linked."""
    return Link(text=f"{about} {element}", to=address.element(scene.system.id, _SHELVES[about], element))
