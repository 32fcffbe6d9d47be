"""Every picture of every reference system that is laid out by rules keeps them, and is no more tiring than agreed."""

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import pytest
from tests.support.pictures import clusters, laid_out, nodes, pictures, reference

from zonebook.diagram.layout.arrange import unchecked
from zonebook.diagram.layout.check import faults, figures
from zonebook.diagram.layout.geometry import Geometry, PlacedEdge, PlacedNode
from zonebook.document.graph import Cluster, Edge, Graph, Node

SYSTEMS = tuple(reference().systems)
MOST: dict[str, tuple[int, int]] = {
    "corporate-directory-whole": (5, 0), "corporate-directory-placement": (4, 5), "corporate-directory-zones": (15, 0),
    "directory-extension-whole": (4, 1), "directory-extension-placement": (4, 2), "directory-extension-zones": (1, 0),
    "end-user-estate-whole": (19, 3), "end-user-estate-placement": (14, 5), "end-user-estate-zones": (27, 1),
    "landing-zone-whole": (5, 0), "landing-zone-placement": (18, 0), "landing-zone-zones": (42, 0),
    "three-tier-migration-whole": (10, 0), "three-tier-migration-placement": (21, 8),
    "three-tier-migration-zones": (31, 0),
    "web-shop-whole": (4, 0), "web-shop-placement": (6, 0), "web-shop-zones": (17, 0),
    "assistant-platform-whole": (9, 0), "assistant-platform-placement": (7, 0), "assistant-platform-zones": (24, 0),
}  # fmt: skip
"""The most crossings of each picture, and the most lines through a network, a zone or a band of others."""
MOST_IN_ALL = 150
"""The most of both in these pictures together: far fewer than each may have for itself."""
FIRST, MOST_IN_FIRST = 15, 130
"""The pictures of the first systems, and the most of both in these together."""
MOST_CLOSER: dict[str, tuple[int, int]] = {
    "corporate-directory": (3, 4), "directory-extension": (0, 0), "end-user-estate": (33, 1), "landing-zone": (12, 0),
    "three-tier-migration": (42, 10), "web-shop": (28, 0), "assistant-platform": (37, 0),
}  # fmt: skip
"""The most of each in all other pictures of a system: of a zone, an account, a network, an attack path, a decision."""
MOST_OF_ONE = 21
"""The most of both in any of those."""
SAME_BYTES = """
import hashlib
from tests.support.pictures import laid_out
print(hashlib.sha256(repr(laid_out("corporate-directory-zones")).encode()).hexdigest())
"""


@pytest.mark.parametrize("system", SYSTEMS)
def test_every_picture_keeps_every_rule(system: str) -> None:
    names = [name for name in pictures() if name.startswith(f"{system}-")]
    assert len(names) > 5
    broken = [fault for name in names for fault in faults(pictures()[name], laid_out(name))]
    assert broken == []


def test_no_picture_is_empty() -> None:
    assert [name for name, graph in pictures().items() if not any(nodes(graph))] == []


@pytest.mark.parametrize("system", SYSTEMS)
def test_no_site_is_empty(system: str) -> None:
    graph = pictures()[f"{system}-placement"]
    sites = [cluster for cluster in graph.clusters if cluster.kind in {"on-premises", "outside"}]
    assert [site.id for site in sites if not list(nodes(replace(graph, nodes=(), clusters=(site,))))] == []


def test_crossings_do_not_grow() -> None:
    counted = {name: figures(pictures()[name], laid_out(name)) for name in tuple(MOST)}
    for name, each in counted.items():
        print(f"{name:32} {each}")  # noqa: T201  the figures of a run are what a reviewer compares
    assert all(counted[name].crossings <= most for name, (most, _) in MOST.items())
    assert all(counted[name].through <= most for name, (_, most) in MOST.items())
    both = [each.crossings + each.through for each in counted.values()]
    print(f"{sum(both[:FIRST])} in the first {FIRST}, {sum(both)} in all")  # noqa: T201  as above
    assert sum(both[:FIRST]) <= MOST_IN_FIRST
    assert sum(both) <= MOST_IN_ALL


@pytest.mark.parametrize("system", SYSTEMS)
def test_crossings_of_closer_views_do_not_grow(system: str) -> None:
    names = [name for name in pictures() if name.startswith(f"{system}-") and name not in MOST]
    counted = [figures(pictures()[name], laid_out(name)) for name in names]
    print(f"{system:32} {len(names)} closer: {sum(each.crossings for each in counted)} crossings")  # noqa: T201  as above
    assert len(names) > 10
    assert sum(each.crossings for each in counted) <= MOST_CLOSER[system][0]
    assert sum(each.through for each in counted) <= MOST_CLOSER[system][1]
    assert max(each.crossings + each.through for each in counted) <= MOST_OF_ONE


@pytest.mark.parametrize("system", SYSTEMS)
def test_each_element_stands_once_at_each_place(system: str) -> None:
    graph = pictures()[f"{system}-placement"]
    model = reference().systems[system].resolved.system
    elements: list[Node | Cluster] = [
        *nodes(graph),
        *(cluster for cluster in clusters(graph) if cluster.kind == "host"),
    ]
    drawn = Counter(_element(part) for part in elements)
    across = {node.id for node in nodes(graph) if node.stands == "across"}
    assert set(drawn) >= {*model.services, *model.actors}
    hosted = {each.id for each in model.services.values() if each.runs_on}
    for service in model.services.values():
        if service.id not in hosted:
            assert drawn[service.id] == (1 if service.id in across else max(1, len(service.network))), service.id
    ids = Counter(node.id for node in nodes(graph))
    assert set(ids.values()) == {1}


def _element(part: Node | Cluster) -> str:
    return (part.of or (part.id,))[0]


@pytest.mark.parametrize("name", [f"{system}-{kind}" for system in SYSTEMS for kind in ("placement", "zones", "whole")])
def test_each_flow_is_drawn_once_or_in_legs(name: str) -> None:
    graph = pictures()[name]
    edges = {edge.id: edge for edge in graph.edges}
    legs = dict(graph.legs)
    model = reference().systems[next(each for each in SYSTEMS if name.startswith(each))].resolved.system
    times = Counter(flow for edge in graph.edges for flow in edge.flows) + Counter(graph.within)
    for flow in model.flows:
        chain = legs.get(flow, ())
        assert times[flow] == max(1, len(set(chain))), flow
        for one, other in pairwise(chain):
            assert _ends(graph, edges[one]) & _ends(graph, edges[other]), (flow, one, other)


def _ends(graph: Graph, edge: Edge) -> set[str]:
    """Return everything that an arrow may begin or end at, the members of bands included."""
    bands = {band.id: band.nodes for band in graph.bands}
    ends = {*(edge.starts or (edge.source,)), *(edge.stops or (edge.target,))}
    named = ends | {member for end in ends for member in bands.get(end, ())}
    return {name.partition("@")[0] for name in named}


def test_at_most_so_many_arrows_are_shown() -> None:
    assert max(sum(edge.shown for edge in graph.edges) for graph in pictures().values()) == 25


def test_hash_seed_changes_nothing() -> None:
    found = {
        subprocess.run(
            [sys.executable, "-c", SAME_BYTES],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(found) == 1


# Mutations: what the rules must catch


def with_node(laid: Geometry, at: int, node: PlacedNode) -> Geometry:
    """Return a layout with another node in the place of one."""
    return replace(laid, nodes=(*laid.nodes[:at], node, *laid.nodes[at + 1 :]))


def with_edge(laid: Geometry, at: int, edge: PlacedEdge) -> Geometry:
    """Return a layout with another line in the place of one."""
    return replace(laid, edges=(*laid.edges[:at], edge, *laid.edges[at + 1 :]))


def on_a_stranger(laid: Geometry) -> Geometry:
    """Return a layout in which a line runs through a node that is not its end."""
    line = laid.edges[0]
    other = next(node for node in laid.nodes if node.id not in {line.begins, line.ends})
    left, top, right, bottom = other.solid
    points = ((left - 8, (top + bottom) / 2), (right + 8, (top + bottom) / 2))
    return with_edge(laid, 0, replace(line, points=points))


def with_box(laid: Geometry, kind: str) -> Geometry:
    """Return a layout in which a border of a kind is higher than it was."""
    at = next(at for at, box in enumerate(laid.boxes) if box.kind == kind)
    box = laid.boxes[at]
    left, top, right, bottom = box.rect
    taller = replace(box, rect=(left, top, right, bottom + 4))
    return replace(laid, boxes=(*laid.boxes[:at], taller, *laid.boxes[at + 1 :]))


def words_of(laid: Geometry, change: Callable[[str], str], size: int = 12) -> Geometry:
    """Return a layout in which the first node says something else, in letters of a size."""
    node = laid.nodes[0]
    first = replace(node.words[0], text=change(node.words[0].text), size=size)
    return with_node(laid, 0, replace(node, words=(first, *node.words[1:])))


def label_on_label(laid: Geometry) -> Geometry:
    """Return a layout in which the words of two lines are at one place."""
    first, second = [at for at, edge in enumerate(laid.edges) if edge.label][:2]
    return with_edge(laid, second, replace(laid.edges[second], label=laid.edges[first].label))


def node_on_node(laid: Geometry) -> Geometry:
    """Return a layout in which a node is where another one is."""
    return with_node(laid, 0, replace(laid.nodes[0], solid=laid.nodes[1].solid))


MUTATIONS: dict[str, tuple[Callable[[Geometry], Geometry], str]] = {
    "a node on another": (node_on_node, "overlaps"),
    "a lost node": (lambda laid: replace(laid, nodes=laid.nodes[1:]), "is drawn 0 times"),
    "a node twice": (lambda laid: replace(laid, nodes=(*laid.nodes, laid.nodes[0])), "is drawn 2 times"),
    "a lost line": (lambda laid: replace(laid, edges=laid.edges[1:]), "has no way"),
    "a line twice": (lambda laid: replace(laid, edges=(*laid.edges, laid.edges[0])), "is drawn 2 times"),
    "a line through a stranger": (on_a_stranger, "runs through"),
    "a higher zone": (lambda laid: with_box(laid, "availability-zone"), "are not even"),
    "long words": (lambda laid: words_of(laid, lambda text: text * 5), "leaves"),
    "small words": (lambda laid: words_of(laid, str, 10), "smaller than 11 pixels"),
    "words on words": (label_on_label, "are on those of"),
    "a lost border": (lambda laid: replace(laid, boxes=laid.boxes[1:]), "is drawn 0 times"),
    "words out of the picture": (
        lambda laid: with_edge(laid, 0, replace(laid.edges[0], label=(-20, 200, 20, 216))), "leave the picture"
    ),
}  # fmt: skip


@pytest.mark.parametrize("mutation", MUTATIONS)
def test_mutation_is_caught(mutation: str) -> None:
    change, told = MUTATIONS[mutation]
    name = "three-tier-migration-placement"
    found = faults(pictures()[name], change(laid_out(name)))
    assert any(told in fault for fault in found)


def test_layout_is_the_same_again() -> None:
    name = "directory-extension-zones"
    assert unchecked(pictures()[name]) == laid_out(name)
