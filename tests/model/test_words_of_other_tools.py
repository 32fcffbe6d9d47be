"""Words that other tools have: services of no kind, flows of no protocol, own worth, data that passes, and the like."""

from collections.abc import Callable

import pytest
from tests.support import products

from zonebook.assess.attack_paths.assets import assets
from zonebook.assess.findings.finding import Gap
from zonebook.assess.system import SystemAssessment
from zonebook.diagram import grouping, legs, zones
from zonebook.model.vocabulary import About
from zonebook.pipeline import compare_assessments

PLAIN = """
zones: {out: {trust: 0}, in: {trust: 3, allow: {out: [web-tls]}}}
actors: {user: {zone: out}}
data: {orders: {confidentiality: high, integrity: high}}
services:
  shop: {zone: in, holds: [orders]}
  other: {zone: in}
  server: {kind: server, zone: in, holds: []}
flows:
  asks: {from: user, to: shop}
  reads: {from: shop, to: server, protocols: [web]}
"""
REAL = PLAIN.replace("kind: server", "kind: linux-server").replace("[web]", "[https]").replace("web-tls", "https")
MANY = 10
Judge = Callable[..., SystemAssessment]


def gaps(found: SystemAssessment, element: str, attribute: str) -> list[Gap]:
    return [each for each in found.gaps if each.element == element and attribute in each.attributes]


@pytest.mark.parametrize(("element", "attribute"), [("shop", "services.shop.kind"), ("asks", "flows.asks.protocols")])
def test_what_it_is_is_one_gap(element: str, attribute: str) -> None:
    """The gap has the worst of all that cannot be asked, and each of them counts as not stated."""
    found = products.judged(REAL, {})
    (gap,) = gaps(found, element, attribute)
    assert len(gap.others) >= MANY
    assert gap.worst == min(each.worst for each in gap.every)
    assert gap.and_others == f", and {len(gap.others)} more threats cannot be asked"
    shelf: About = "service" if element == "shop" else "flow"
    assert found.coverage.elements[shelf, element].not_stated >= len(gap.every)
    stated = REAL.replace("shop: {", "shop: {kind: web-application, ").replace("shop}", "shop, protocols: [https]}")
    assert gaps(products.judged(stated, {}), element, attribute) == []


def test_stating_a_kind_makes_nothing_new_possible() -> None:
    """What was one gap with many others is asked one by one, and nothing of it is worse than before."""
    before, after = (
        products.assessment(model, {}) for model in (REAL, REAL.replace("shop: {", "shop: {kind: process, "))
    )
    (change,) = compare_assessments(before, after).systems
    assert [each.id for each in change.possible if each.kind in {"new", "worse"}] == []
    assert [each.id for each in change.possible if each.kind == "gone"] != []


def test_picture_has_what_states_no_kind(judged: Judge) -> None:
    found = judged(PLAIN)
    graph = zones.zones(found.resolved)
    nodes = {node.id: node for cluster in graph.clusters for node in cluster.nodes}
    assert {"shop", "other", "server"} <= set(nodes)
    assert nodes["shop"].icon == grouping.UNSTATED
    assert {edge.label for edge in graph.edges if "asks" in edge.flows} == {legs.UNSPOKEN}


def test_what_states_no_kind_has_no_like(judged: Judge) -> None:
    resolved = judged(PLAIN).resolved
    assert resolved.alike(resolved.system.services["shop"]) == (resolved.system.services["shop"],)


def test_controls_of_no_kind_are_those_stated(judged: Judge) -> None:
    before = {each.control.id for each in judged(PLAIN).on("service", "shop").checks}
    stated = judged(PLAIN.replace("shop: {", "shop: {controls: {metadata-guarded: met}, "))
    assert {each.control.id for each in stated.on("service", "shop").checks} - before == {"metadata-guarded"}
    assert ("services", "shop") in {(each.shelf, each.id) for each in stated.coverage.unlooked}


def test_rules_are_not_idle_beside_unknown_protocols(told: Callable[..., str]) -> None:
    assert told(PLAIN, "zone", "in", "{rules_idle: true}") == "open: flows.asks.protocols"
    shut = PLAIN.replace("allow: {out: [web-tls]}", "allow: {}")
    assert told(shut, "flow", "asks", "{allowed: false}") == "yes: zone in does not allow anything from out"
    assert told(PLAIN, "flow", "asks", "{allowed: false}") == "open: flows.asks.protocols"


HELD = "data: {orders: {confidentiality: high}}\nservices: {a: {kind: server, %s}}\n"


@pytest.mark.parametrize(
    ("said", "holds", "handles"),
    [
        (
            "holds: [orders]",
            "yes: it holds orders (confidentiality high)",
            "yes: it holds orders (confidentiality high)",
        ),
        ("holds: [], processes: [orders]", "no", "yes: it processes orders (confidentiality high)"),
        (
            "holds: [], confidentiality: high",
            "yes: its own confidentiality is high",
            "yes: its own confidentiality is high",
        ),
        ("holds: [], integrity: high", "no", "no"),
        ("processes: []", "open: services.a.holds", "open: services.a.holds"),
    ],
)
def test_worth_of_a_service(told: Callable[..., str], said: str, holds: str, handles: str) -> None:
    assert told(HELD % said, "service", "a", "{holds: {confidentiality: high}}") == holds
    assert told(HELD % said, "service", "a", "{handles: {confidentiality: high}}") == handles


@pytest.mark.parametrize(
    ("said", "found"),
    [("availability: high", [("a", "availability high")]), ("availability: low", []), ("count: 1", [])],
)
def test_own_worth_makes_an_asset(judged: Judge, said: str, found: list[tuple[str, str]]) -> None:
    known = assets(judged(f"services: {{a: {{kind: server, holds: [], {said}}}}}\n").resolved)
    assert [(each.id, each.reason) for each in known] == found


AT_REST = """
data: {{orders: {{confidentiality: high, integrity: high}}}}
services:
  a: {{kind: data-store, {}, settings: {{storage-encrypted: false, in-transit-encryption: false}}}}
"""
RUNNING = "store-clear-sessions"


@pytest.mark.parametrize(
    ("said", "at_rest", "running"),
    [
        ("holds: [orders]", "high", "high"),
        ("holds: [], processes: [orders], confidentiality: moderate", "moderate", "high"),
        ("holds: [], confidentiality: high, integrity: high", "high", "high"),
        ("holds: []", "none", "moderate"),
    ],
)
def test_passing_data_is_not_at_rest(said: str, at_rest: str, running: str) -> None:
    """It raises what happens while the service runs, and no threat to what is stored."""
    found = {each.threat.id: each for each in products.judged(AT_REST.format(said), {}).findings}
    impacts = [found[name].risk.inherent.impact if name in found else "none" for name in ("store-unencrypted", RUNNING)]
    assert impacts == [at_rest, running]


CALL = "services: {a: {kind: server}, b: {kind: server}}\nflows: {f: {from: a, to: b, protocols: [web]%s}}\n"


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        (", authorized: none", "yes: the far end does what it is asked, whatever the rights of the caller"),
        (", authorized: end-user", "no"),
        ("", "open: flows.f.authorized"),
    ],
)
def test_authorization_is_asked(told: Callable[..., str], said: str, answer: str) -> None:
    assert told(CALL % said, "flow", "f", "{authorized: [none]}") == answer


@pytest.mark.parametrize(
    ("said", "icon"),
    [
        ("{kind: system}", "onprem.network.Internet"),
        ("{kind: person}", "aws.general.Users"),
        ("{kind: device, icon: aws.general.User}", "aws.general.User"),
    ],
)
def test_actor_is_drawn_as_its_kind(judged: Judge, said: str, icon: str) -> None:
    resolved = judged(f"actors: {{p: {said}}}\nservices: {{a: {{kind: server}}}}\n").resolved
    assert grouping.node(resolved, resolved.system.actors["p"]).icon == icon


LINES = """
services:
  a:
    kind: server
    title: |
      The shop
        of the house
    summary: >-
      It sells.

      # It is no heading.
"""


def test_title_of_several_lines_is_folded(judged: Judge) -> None:
    service = judged(LINES).resolved.system.services["a"]
    assert service.title == "The shop of the house"
    assert service.summary == "It sells.\n# It is no heading."


DECIDED = """
services: {{a: {{kind: server, settings: {{metadata: optional}}}}}}
decisions:
  metadata-read@a: {{treatment: mitigate, by: team, on: 2026-11-01, because: Planned., ticket: {}}}
"""


@pytest.mark.parametrize("ticket", ["SEC-123", "0123", "123", "https://tickets.example/1"])
def test_ticket_is_kept_as_typed(judged: Judge, ticket: str) -> None:
    decision = judged(DECIDED.format(ticket)).resolved.system.decisions["metadata-read@a"]
    assert decision.ticket == ticket
