"""The pictures of a change: each part says what became of it, in words and not by colour alone."""

from xml.etree.ElementTree import fromstring

import pytest
from tests.support import catalogues
from tests.support.pictures import clusters, nodes
from tests.support.products import HEAD, OURS

from zonebook.assess.planning.comparison.comparison import SystemChange
from zonebook.diagram import change
from zonebook.diagram.layout.arrange import arranged
from zonebook.document.graph import Band, Cluster, Edge, Graph, Node
from zonebook.drawing.own_svg import own
from zonebook.pipeline import assess_workspace, compare_assessments, load_workspace

MODEL = """\
zones: {out: {trust: 0}, edge: {trust: 1}, in: {trust: 3}}
accounts: {own: {title: Own, provider: aws}}
actors: {people: {zone: out}}
networks:
  net: {kind: vpc, account: own}
  front: {kind: subnet, inside: net}
  back: {kind: subnet, inside: net}
services:
  web: {kind: amazon-ec2, zone: edge, network: [front]}
  app: {kind: amazon-ec2, zone: in, network: [back]}
  old: {kind: amazon-ec2, zone: in, network: [back]}
  far: {kind: amazon-s3, zone: in, account: own}
flows:
  visit: {from: people, to: web, protocols: [https]}
  call: {from: web, to: app, protocols: [https]}
  copy: {from: web, to: old, protocols: [ftp]}
"""
ADDED = "  new: {kind: amazon-s3, zone: in, account: own}\nflows:\n  save: {from: app, to: new, protocols: [https]}\n"


def compared(before: str, after: str) -> SystemChange:
    """Return what changed between two models of one system."""
    states = []
    for model in (before, after):
        texts = {**OURS, "models/systems/world/model.yaml": HEAD + model}
        raw = {path: text.encode() for path, text in texts.items()}
        states.append(assess_workspace(load_workspace(catalogues.shipped(), raw, catalogues.schemas()), "2026-12-01"))
    (found,) = compare_assessments(*states).systems
    return found


def drawn(before: str, after: str) -> dict[str, Graph]:
    """Return the pictures of a change by their kind; each keeps every rule."""
    made = {graph.name.removeprefix("world-change-"): graph for graph in change.pictures(compared(before, after))}
    for graph in made.values():
        arranged(graph)
    return made


@pytest.fixture(scope="module")
def made() -> dict[str, Graph]:
    """The pictures of a service that goes with its flow, one that comes with its flow, and a flow that changes."""
    after = MODEL.replace("  old: {kind: amazon-ec2, zone: in, network: [back]}\n", "")
    after = after.replace("  copy: {from: web, to: old, protocols: [ftp]}\n", "").replace("flows:\n", ADDED)
    return drawn(MODEL, after.replace("to: app, protocols: [https]", "to: app, protocols: [http]"))


@pytest.mark.parametrize("kind", ["zones", "placement"])
def test_every_part_says_what_became_of_it(made: dict[str, Graph], kind: str) -> None:
    graph = made[kind]
    assert {(node.id, node.note) for node in nodes(graph)} == {
        ("web", ""), ("app", ""), ("old", "– removed"), ("new", "+ added"),
    }  # fmt: skip
    assert {(edge.id, edge.label, edge.marks[-1]) for edge in graph.edges} == {
        ("copy", "– FTP", "removed"), ("save", "+ HTTPS", "added"), ("call", "~ HTTP", "changed"),
    }  # fmt: skip
    assert all(edge.shown for edge in graph.edges)


@pytest.mark.parametrize("kind", ["zones", "placement"])
def test_changes_are_drawn_by_more_than_colour(made: dict[str, Graph], kind: str) -> None:
    graph = made[kind]
    root = fromstring(own(graph, arranged(graph), str).svg)  # noqa: S314  our own SVG
    rings = {
        name: [each.get("stroke-dasharray") for each in root.iterfind(f".//*[@data-id='{name}']//*[@stroke-width='2']")]
        for name in ("old", "new", "app")
    }
    assert rings == {"old": ["2 5"], "new": [None], "app": []}
    words = {each.text for each in root.iter() if each.tag.endswith("text")}
    assert {"– removed", "+ added", "~ HTTP", "– FTP", "+ HTTPS"} <= words
    lines = {
        name: next(
            each.get("stroke-dasharray")
            for each in root.iterfind(f".//*[@data-id='{name}']/*")
            if "line" in each.get("class", "")
        )
        for name in ("copy", "save", "call")
    }
    assert lines == {"copy": "2 5", "save": None, "call": "7 4"}


def test_picture_leads_nowhere(made: dict[str, Graph]) -> None:
    for graph in made.values():
        parts: list[Node | Cluster | Edge | Band] = [*nodes(graph), *clusters(graph), *graph.edges, *graph.bands]
        assert [part.id for part in parts if part.to] == []


def test_borders_say_what_became_of_them() -> None:
    after = MODEL.replace("  back:", "  deep: {kind: subnet, inside: net}\n  back:").replace(
        "in: {trust: 3}", "in: {trust: 4}"
    )
    made = drawn(MODEL, after)
    labels = {cluster.id: cluster.label for graph in made.values() for cluster in clusters(graph)}
    assert labels["network-deep"] == "+ deep (added)"
    assert labels["zone-in"] == "~ in (changed)"
    assert labels["network-net"] == "net"


def test_what_was_names_the_renamed_by_their_new_names() -> None:
    after = MODEL.replace("  old: {kind: amazon-ec2, zone: in, network: [back]}\n", "")
    after = after.replace("  copy: {from: web, to: old, protocols: [ftp]}\n", "")
    after = (
        after.replace("  web: {", "  site: {was: web, ")
        .replace("to: web", "to: site")
        .replace("from: web", "from: site")
    )
    after = after.replace("in: {trust: 3}", "core: {trust: 3, was: in}").replace("zone: in", "zone: core")
    made = drawn(MODEL, after)
    graph = made["zones"]
    assert {(node.id, node.note) for node in nodes(graph)} >= {("site", "~ renamed"), ("old", "– removed")}
    assert "web" not in {node.id for node in nodes(graph)}
    (copy,) = (edge for edge in graph.edges if edge.id == "copy")
    assert (copy.source, copy.target) == ("site", "old")
    assert {cluster.id for cluster in clusters(graph)} >= {"zone-core"}
    assert "zone-in" not in {cluster.id for cluster in clusters(graph)}


def test_change_that_no_picture_shows_has_none() -> None:
    found = compared(MODEL, f"{MODEL}identities: {{root: {{kind: iam-user, in: own}}}}\n")
    assert [each.section for each in found.elements] == ["identities"]
    assert change.pictures(found) == ()


def test_cards_count_what_changed() -> None:
    """Where a system has so many accounts that they are folded."""
    more = "".join(f"  more-{n}: {{title: More {n}}}\n" for n in range(8))
    stores = "".join(f"  s-{n}: {{kind: amazon-s3, zone: in, account: more-{n}}}\n" for n in range(8))
    flows = "".join(f"  f-{n}: {{from: web, to: s-{n}, protocols: [https]}}\n" for n in range(8))
    before = MODEL.replace("accounts: {own: {title: Own, provider: aws}}", f"accounts:\n  own: {{title: Own}}\n{more}")
    after = before.replace("flows:\n", f"{stores}flows:\n{flows}")
    cards = {node.card.element: node.card.says for node in nodes(drawn(before, after)["placement"]) if node.card}
    assert cards["more-3"] == ("1 service", "1 added")
    assert cards["own"] == ("1 service",)
