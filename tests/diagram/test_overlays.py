"""Overlays of a diagram: which parts are highlighted, and what is known about each."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from html.parser import HTMLParser
from xml.etree.ElementTree import fromstring

import pytest
from tests.conftest import HOUSE
from tests.support import products
from tests.support.pictures import nodes

from zonebook.assess.system import SystemAssessment
from zonebook.diagram import attack_path, overlays, zones
from zonebook.diagram.places import placement
from zonebook.document.graph import Cluster, Edge, Graph, Node, Overlay
from zonebook.document.inline import Badge
from zonebook.drawing.layout import drawer
from zonebook.write.markdown.legend import legend

MODEL = """\
zones: {out: {title: Outside, trust: 0}, in: {title: Inside, trust: 3, owner: team}}
data:
  secrets: {title: Secrets, classification: restricted}
  menu: {title: Menu, classification: public}
actors: {people: {title: People, zone: out}}
services:
  dc: {title: DC, kind: domain-controller, zone: in, owner: team, holds: [menu, secrets]}
  shop: {title: Shop, kind: server, zone: in, holds: []}
  dark: {title: Dark, kind: server, zone: in}
flows:
  people-to-dc: {title: Sign in, from: people, to: dc, protocols: [ldap], encrypted: none, carries: [secrets]}
  shop-to-dark: {title: Talk, from: shop, to: dark, protocols: [web], encrypted: tls}
"""
CLASSES = HOUSE.replace(
    "{title: House}",
    "{title: House, classifications: {restricted: {title: Restricted, confidentiality: high},"
    " public: {title: Public, confidentiality: low, integrity: low, availability: low}}}",
)
HOSTILE = "</dd></svg><script>alert(1)</script>\"' onload=alert(1) &lt; {{ x }} ]]>"


def boxes(graph: Graph) -> dict[str, Node]:
    """Return every box of a diagram, by its id."""
    return {node.id: node for node in nodes(graph)}


def within(graph: Graph, overlay: str) -> dict[str, str]:
    """Return the highlighted parts, each with the words of its mark."""
    parts: Iterator[Node | Edge] = iter((*boxes(graph).values(), *graph.edges))
    return {part.id: badge.text if badge else "" for part in parts for name, badge in part.overlays if name == overlay}


@pytest.fixture(scope="module")
def world(judged: Callable[..., SystemAssessment]) -> SystemAssessment:
    """A small system with elements of every type."""
    return judged(MODEL, CLASSES)


@pytest.fixture(scope="module")
def graph(world: SystemAssessment) -> Graph:
    """The whole system as a diagram."""
    return overlays.over(world, zones.zones(world.resolved))


@pytest.mark.parametrize(
    ("overlay", "expected"),
    [
        ("cleartext", {"people": "", "dc": "", "people-to-dc": ""}),
        ("crossing", {"people": "", "dc": "", "people-to-dc": "trust 0 → 3"}),
        ("tier-0", {"dc": "tier 0"}),
        (
            "data",
            {"dc": "Restricted", "dark": "not stated", "people-to-dc": "Restricted", "shop-to-dark": "not stated"},
        ),
        ("zones", {"people": "trust 0", "dc": "trust 3", "shop": "trust 3", "dark": "trust 3"}),
        ("accounts", {}),
        ("path-1", {"people": "start", "dc": "step 1", "people-to-dc": "step 1"}),
    ],
)
def test_overlay_highlights_matching_parts(graph: Graph, overlay: str, expected: dict[str, str]) -> None:
    assert within(graph, overlay) == expected


def test_card_says_the_worst_of_its_account() -> None:
    """The worst of what is found about its services and about the account itself."""
    own = "".join(f"  own-{n}: {{provider: aws, owner: team}}\n" for n in range(8))
    buckets = "".join(f"  s-{n}: {{kind: amazon-s3, zone: in, account: own-{n}}}\n" for n in range(7))
    world = products.judged(
        f"zones: {{in: {{trust: 3}}}}\naccounts:\n{own}"
        "  own-8: {provider: aws, kind: aws-account, settings: {root-credentials: present, root-mfa: none}}\n"
        f"services:\n{buckets}  open: {{kind: amazon-s3, zone: in, account: own-7, settings: {{acls-disabled: false,"
        " block-public-access: false}}\n  last: {kind: amazon-s3, zone: in, account: own-8}\n",
        {},
    )
    found = boxes(overlays.over(world, placement.placement(world.resolved)))
    said = {name: (card.says, card.worst.text) for name, node in found.items() if (card := node.card) and card.worst}
    assert len(said) == len(found) == 9
    assert said["card-own-0"] == (("1 service", "1 to settle, the worst:"), "low")
    assert said["card-own-7"] == (("1 service", "3 to settle, the worst:"), "moderate")
    assert said["card-own-8"][1] == "▲ high"


def test_slide_names_system_and_day_once(world: SystemAssessment, graph: Graph) -> None:
    title = world.resolved.system.system.title
    assert title in graph.title
    assert overlays.shown(world, graph).about == f"As of {world.resolved.as_of}"
    closer = zones.zone(world.resolved, "in")
    assert title not in closer.title
    assert overlays.shown(world, closer).about == f"{title}, as of {world.resolved.as_of}"


def test_unknown_contents_are_highlighted(graph: Graph) -> None:
    assert "shop" not in within(graph, "data")
    assert dict(boxes(graph)["dark"].overlays)["data"] == Badge(text="not stated", tone="not-stated")


def test_mark_is_the_worst_open_finding(world: SystemAssessment, graph: Graph) -> None:
    marks = within(graph, "findings")
    flow = [each for each in world.unsettled if (each.about, each.element) == ("flow", "people-to-dc")]
    assert flow
    assert marks["people-to-dc"] == flow[0].risk.current.level.replace("-", " ")
    assert set(marks) == {each.element for each in world.unsettled if each.about in {"service", "flow"}}


def test_flow_diagram_counts_every_overlay(graph: Graph) -> None:
    offered = {each.id: each.many for each in graph.overlays}
    assert list(offered)[:7] == ["cleartext", "crossing", "findings", "tier-0", "data", "zones", "accounts"]
    assert offered == {name: len(within(graph, name)) for name in offered}


def test_flow_overlays_need_a_flow_diagram(world: SystemAssessment) -> None:
    best = next(each for each in world.paths if each.best and each.best.hops)
    assert best.best
    offered = [
        each.id for each in overlays.over(world, attack_path.graph(world.resolved, best.asset, best.best)).overlays
    ]
    assert offered == ["findings", "tier-0", "data", "zones", "accounts"]


def test_known_and_missing_facts_are_described(graph: Graph) -> None:
    controller, dark = dict(boxes(graph)["dc"].facts), dict(boxes(graph)["dark"].facts)
    assert (controller["Zone"], controller["Holds"]) == ("Inside, trust 3", "Menu (Public), Secrets (Restricted)")
    assert controller["Tier 0"]
    assert (dark["Holds"], dark["Owner"]) == ("not stated", "not stated")
    flow = dict(next(edge for edge in graph.edges if edge.id == "people-to-dc").facts)
    assert flow["Carries"] == "Secrets (Restricted)"
    assert flow["Encrypted"] == "none"
    assert flow["Readable on the way"]
    assert flow["Borders"] == "Inside does not state whom it lets in"


def test_arrow_tells_each_border_it_enters(judged: Callable[..., SystemAssessment]) -> None:
    outer = "round: {title: Round, allow: {out: [web]}}, in: {inside: round, allow: {out: [ldap]}, title: Inside"
    drawn = judged(MODEL.replace("in: {title: Inside", outer), CLASSES)
    flows = overlays.over(drawn, zones.zones(drawn.resolved)).edges
    facts = dict(next(edge for edge in flows if edge.id == "people-to-dc").facts)
    assert facts["Borders"] == "Round does not let it in, Inside lets it in"
    assert "Borders" not in dict(next(edge for edge in flows if edge.id == "shop-to-dark").facts)


def test_border_names_its_owner(graph: Graph) -> None:
    facts = {each.id: dict(each.facts) for each in graph.clusters}
    assert facts["zone-in"]["Owner"] != "not stated"
    assert facts["zone-out"]["Owner"] == "not stated"


def test_overlay_changes_nothing_else(world: SystemAssessment, graph: Graph) -> None:
    def bare(node: Node) -> Node:
        return replace(node, facts=(), overlays=())

    def plain(cluster: Cluster) -> Cluster:
        nodes, inner = tuple(map(bare, cluster.nodes)), tuple(map(plain, cluster.clusters))
        return replace(cluster, nodes=nodes, clusters=inner, facts=())

    edges = tuple(replace(edge, facts=(), overlays=()) for edge in graph.edges)
    nodes, clusters = tuple(map(bare, graph.nodes)), tuple(map(plain, graph.clusters))
    assert replace(graph, overlays=(), edges=edges, nodes=nodes, clusters=clusters) == zones.zones(world.resolved)


def test_box_represents_each_of_its_elements(judged: Callable[..., SystemAssessment]) -> None:
    many = "".join(f"  s-{n}: {{kind: server, zone: in}}\n" for n in range(30))
    found = judged(MODEL.replace("flows:\n", many + "flows:\n"), CLASSES)
    drawn = boxes(overlays.whole(found))
    inside = next(node for node in drawn.values() if "dc" in node.of)
    assert {"dc", "shop", "dark", "s-0", "s-29"} <= set(inside.of)
    facts = dict(inside.facts)
    assert facts["Stands for"].startswith(f"{len(inside.of)}: ")
    assert facts["Stands for"].endswith(f"and {len(inside.of) - 8} more")
    assert dict(inside.overlays)["data"] == Badge(text="Restricted")
    assert facts["Tier 0"] == "DC"


@pytest.mark.skipif(not drawer({"PATH": ""}).engines, reason="graphviz-pure is not installed")
def test_facts_in_diagram_stay_text() -> None:
    node = Node(
        id="n",
        label="N",
        facts=((HOSTILE, HOSTILE), ("Owner", "Team")),
        overlays=(("cleartext", None), ("findings", Badge(text=HOSTILE, tone="high"))),
    )
    picture = drawer({"PATH": ""}).draw(Graph(name="g", title="", description="", nodes=(node,)), lambda path: path)
    root = fromstring(picture.svg)  # noqa: S314  our own SVG
    group = next(each for each in root.iter() if each.get("data-id") == "n")
    assert json.loads(group.get("data-facts", "")) == [[HOSTILE, HOSTILE], ["Owner", "Team"]]
    assert group.get("class") == "node in-cleartext in-findings"
    assert (group.get("data-in-findings"), group.get("data-in-cleartext")) == (f"▲ {HOSTILE}", None)
    assert "<script" not in picture.svg


class Parts(HTMLParser):
    """The elements and the words of HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.attributes: dict[str, str | None] = {}
        self.words = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        self.attributes |= dict(attrs)

    def handle_data(self, data: str) -> None:
        self.words += data


def test_legend_lists_only_what_is_shown(graph: Graph) -> None:
    words = Parts(legend(graph)).words
    assert "clear" in words
    assert "security zone" in words
    assert "Another border" not in words
    bare = Parts(legend(Graph(name="g", title="", description="", nodes=(Node(id="n", label="N"),)))).words
    assert "arrow" not in bare
    assert "looked at" not in bare


def test_legend_keeps_text_as_text() -> None:
    asked = Overlay(id=HOSTILE, title=HOSTILE, says=HOSTILE, many=1)
    found = Parts(legend(Graph(name="g", title="", description="", overlays=(asked,))))
    assert "script" not in found.names
    assert found.attributes["data-overlay"] == HOSTILE
    assert "onload" not in found.attributes
    assert found.words.count(HOSTILE) == 2
