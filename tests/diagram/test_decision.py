"""The picture of the directory decision: what was considered, what was chosen, and where that stands."""

import pytest
from tests.support.pictures import clusters, nodes, pictures, reference
from tests.support.products import judged

from zonebook.assess.system import SystemAssessment
from zonebook.diagram.decision import MOST_OTHERS, decision
from zonebook.diagram.layout.arrange import arranged
from zonebook.diagram.places.placement import drawn
from zonebook.document.graph import Graph, Node

DECIDED = tuple(each.id for each in reference().systems.values() if each.resolved.system.directory)
MODEL = """\
zones: {in: {trust: 4}}
networks:
  net: {kind: vpc}
  az-1: {kind: availability-zone, inside: net}
  az-2: {kind: availability-zone, inside: net}
  private-1: {kind: subnet, inside: az-1}
  private-2: {kind: subnet, inside: az-2}
services:
  own: {kind: ad-ds-on-ec2, zone: in, network: [private-1, private-2]}
  other: {kind: amazon-s3, zone: in}
directory:
  needs: {domain-admin: required}
  choice: self-managed-ad
  because: It is ours.
  considered: {managed-ad-standard: Others hold the keys., simple-ad-small: Too little.}
"""


def picture(model: str) -> tuple[SystemAssessment, Graph]:
    """Return a system, and the picture of its decision, which keeps every rule."""
    world = judged(model, {})
    assert world.resolved.system.directory
    graph = decision(world, world.resolved.system.directory)
    arranged(graph)
    return world, graph


def cards(graph: Graph, kind: str) -> list[Node]:
    """Return the cards of the options in a group."""
    return [node for cluster in clusters(graph) if cluster.kind == kind for node in cluster.nodes]


def test_options_say_what_became_of_them() -> None:
    _, graph = picture(MODEL)
    said = {
        node.card.element: (node.card.says, node.card.worst.text)
        for node in (*cards(graph, "choice"), *cards(graph, "options"))
        if node.card and node.card.worst
    }
    assert said == {
        "self-managed-ad": (("Places AD DS on Amazon EC2: own", "It is ours."), "✓ chosen"),
        "managed-ad-standard": (
            ("Would place AWS Managed Microsoft AD, in each region", "Others hold the keys."), "✗ ruled out"
        ),
        "simple-ad-small": (("Would place Simple AD, in each region", "Too little."), "✗ ruled out"),
    }  # fmt: skip
    assert [node.card.element for node in cards(graph, "choice") if node.card] == ["self-managed-ad"]


def test_choice_leads_to_where_it_stands() -> None:
    _, graph = picture(MODEL)
    (edge,) = graph.edges
    assert (edge.starts, edge.marks) == (("option-self-managed-ad",), ("choice",))
    (band,) = (band for band in graph.bands if band.id in edge.stops)
    assert set(band.nodes) == {"own@private-1", "own@private-2"}
    assert "other" not in {node.id for node in nodes(graph)}


@pytest.mark.parametrize("system", DECIDED)
def test_every_service_of_the_choice_is_led_to(system: str) -> None:
    resolved = reference().systems[system].resolved
    graph = pictures()[f"{system}-directory-decision"]
    assert resolved.system.directory
    kinds = resolved.catalogue.directories[resolved.system.directory.choice].kinds
    asked = {each.id for each in resolved.system.services.values() if each.kind in kinds}
    assert asked
    bands = {band.id: band.nodes for band in graph.bands}
    stands = dict(drawn(graph))
    led = {
        element
        for edge in graph.edges
        if "choice" in edge.marks
        for stop in edge.stops
        for node in bands.get(stop, (stop,))
        for element in stands[node]
    }
    assert led >= asked
    considered = {node.card.element for node in cards(graph, "options") if node.card}
    assert considered == {*resolved.system.directory.considered}


def test_choice_that_stands_nowhere_leads_nowhere() -> None:
    _, graph = picture(MODEL.replace("kind: ad-ds-on-ec2", "kind: amazon-ec2"))
    assert graph.edges == ()
    assert {cluster.kind for cluster in clusters(graph)} == {"options", "choice"}
    (node,) = cards(graph, "choice")
    assert node.card
    assert node.card.says[0] == "Places AD DS on Amazon EC2: not in the model yet"


def test_best_options_are_drawn_before_any_choice() -> None:
    """Where nobody wrote down what was considered, the first of the ranking."""
    open_ = MODEL.partition("  choice:")[0]
    world, graph = picture(open_)
    assert cards(graph, "choice") == []
    found = [node.card.element for node in cards(graph, "options") if node.card]
    assert found == [each.option for each in world.options[:MOST_OTHERS]]
    assert "own@private-1" in {node.id for node in nodes(graph)}


def test_choice_against_the_rules_says_so() -> None:
    _, graph = picture(MODEL.replace("choice: self-managed-ad", "choice: managed-ad-standard"))
    (node,) = cards(graph, "choice")
    assert node.card
    assert node.card.worst
    assert node.card.worst.text == "▲ chosen, though ruled out"
