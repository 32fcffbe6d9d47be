"""The pictures of zones: what runs on a host of its zone stands in it."""

import pytest
from tests.support.pictures import clusters, nodes, pictures, reference
from tests.support.products import judged

from zonebook.diagram import zones
from zonebook.diagram.layout.arrange import arranged
from zonebook.document.graph import Graph

MODEL = """\
zones: {out: {trust: 1}, in: {trust: 3}}
services:
  nodes: {kind: kubernetes-cluster, zone: in, count: 3}
  space: {kind: kubernetes-namespace, zone: in, runs_on: nodes}
  app: {kind: kubernetes-workload, zone: in, runs_on: space}
  job: {kind: kubernetes-workload, zone: in, runs_on: space}
  door: {kind: kubernetes-ingress, zone: out, runs_on: nodes}
  alone: {kind: kubernetes-workload, runs_on: nodes}
flows:
  call: {from: door, to: app, protocols: [https]}
  ask: {from: app, to: nodes, protocols: [https]}
  all: {from: door, to: in, protocols: [https]}
"""


def homes(graph: Graph) -> dict[str, str]:
    """Return the id of the border around each node and each frame."""
    found = {node.id: cluster.id for cluster in clusters(graph) for node in cluster.nodes}
    return found | {inner.id: cluster.id for cluster in clusters(graph) for inner in cluster.clusters}


def test_what_runs_on_a_host_stands_in_it() -> None:
    graph = zones.zones(judged(MODEL, {}).resolved)
    found = homes(graph)
    assert (found["app"], found["job"], found["space"], found["nodes"]) == ("space", "space", "nodes", "zone-in")
    laid = arranged(graph)
    rooms = {each.id: each.rect for each in laid.boxes} | {each.id: each.rect for each in laid.nodes}
    for inner, outer in (("app", "space"), ("space", "nodes"), ("nodes", "zone-in")):
        assert rooms[outer][0] < rooms[inner][0] < rooms[inner][2] < rooms[outer][2]
        assert rooms[outer][1] < rooms[inner][1] < rooms[inner][3] < rooms[outer][3]
    assert next(cluster.label for cluster in clusters(graph) if cluster.id == "nodes") == "nodes × 3"


def test_what_runs_elsewhere_names_its_host() -> None:
    graph = zones.zones(judged(MODEL, {}).resolved)
    notes = {node.id: node.note for node in nodes(graph)}
    assert (homes(graph)["door"], notes["door"]) == ("zone-out", "on nodes")
    assert (notes["alone"], notes["app"]) == ("on nodes", "")


def test_flow_to_a_zone_reaches_its_border() -> None:
    graph = zones.zones(judged(MODEL, {}).resolved)
    ends = {edge.id: (edge.starts, edge.stops) for edge in graph.edges}
    assert ends["all"] == (("door",), ("zone-in",))
    assert ends["ask"] == (("app",), ("nodes",))


@pytest.mark.parametrize("system", tuple(reference().systems))
def test_every_host_of_a_zone_is_a_frame(system: str) -> None:
    services = reference().systems[system].resolved.system.services
    graph = pictures()[f"{system}-zones"]
    found = homes(graph)
    within = {
        each.id: each.runs_on for each in services.values() if each.runs_on and services[each.runs_on].zone == each.zone
    }
    assert {name: found.get(name) for name in within} == within
