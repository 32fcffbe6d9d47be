"""What the chosen directory requires: an option of the local catalogue against small models, port by port."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zonebook.assess.answer import Holds, NotStated
from zonebook.assess.conditions.condition import condition
from zonebook.assess.directory.flow_matching import Requirement, covers, meets
from zonebook.assess.directory.requirements import lacking, surplus
from zonebook.assess.system import SystemAssessment
from zonebook.model.subject import subjects
from zonebook.model.vocabulary import LAYERS
from zonebook.read.yaml_text import read

TOP = Path(__file__).resolve().parents[3]
CLOUD = """\
title: Another cloud's directory
summary: It knows no vendor.
kinds: [domain-controller]
capabilities: {trusts: yes}
expects:
  flows:
    second-factor:
      title: Second factor
      from: {kinds: [domain-controller]}
      to: {kinds: [bucket]}
      needs: [web-tls]
      for: [backup]
      because: The need asks for it.
    trust:
      title: Trust
      from: {kinds: [domain-controller]}
      to: {kinds: [house-forest]}
      needs: [tickets]
      trusted: true
      because: Both sides find each other.
    members:
      title: Members
      from: {traits: [host], settings: {note: [joined]}}
      to: {kinds: [domain-controller]}
      needs: [member-set]
      may: [ldaps]
      needless: {desktop: Nobody sits at it., outer-set: Only members talk here.}
      seen_by: [tickets]
      because: Members ask it.
    visitors:
      title: Visitors
      from: {}
      to: {kinds: [house-forest]}
      needs: [web]
      because: Anyone may look.
  zones:
    top:
      title: At the top
      of: {kinds: [domain-controller]}
      trust_at_least: 3
      because: It holds the keys.
lifecycle: {status: current}
sources: [{title: Made for tests}]
confidence: confirmed
"""
FOREST = """\
title: Another forest
about: service
category: infrastructure
summary: It belongs to somebody else.
traits: [directory]
sources: [{title: Made for tests}]
confidence: confirmed
responsibility:
""" + "".join(f"  {layer}: {{holder: customer, duty: Look after it.}}\n" for layer in LAYERS)
MORE = {"models/directories/cloud-directory.yaml": CLOUD, "models/kinds/house-forest.yaml": FOREST}
CHOICE = "directory: {choice: cloud-directory}\n"
JOINED = "settings: {note: joined}"


def model(services: str, flows: str = "", rest: str = CHOICE) -> str:
    named = "".join(f"  {line}\n" for line in services.strip().splitlines())
    talking = "".join(f"  {line}\n" for line in flows.strip().splitlines())
    return f"services:\n{named}" + (f"flows:\n{talking}" if talking else "") + rest


def items(judged: SystemAssessment) -> list[tuple[str, str, str, str, tuple[str, ...]]]:
    assert judged.expected is not None
    return [(each.status, each.rule, each.from_, each.protocol, each.ports) for each in judged.expected.items]


@pytest.fixture(scope="module")
def of(judged: Callable[..., SystemAssessment]) -> Callable[[str], SystemAssessment]:
    return lambda text: judged(text, more=MORE)


DC = "dc: {kind: domain-controller}"
MEMBER = f"member: {{kind: server, {JOINED}}}"
ZONELESS = ("unknown", "top", "dc", "", ())


def test_blocked_ports_are_named_individually(of: Callable[[str], SystemAssessment]) -> None:
    found = of(model(f"{DC}\n{MEMBER}", "ask: {from: member, to: dc, protocols: [tickets]}"))
    assert items(found) == [
        ("missing", "members", "member", "ldap", ("tcp/389",)),
        ("met", "members", "member", "tickets", ("udp/88",)),
        ZONELESS,
    ]
    assert found.expected is not None
    assert lacking(found.resolved, found.expected) == ("no flow from member to dc opens tcp/389 (LDAP)",)


@pytest.mark.parametrize("opened", ["protocols: [member-set]", "ports: [any]", "ports: [tcp/300-400, udp/88]"])
def test_set_range_and_any_open_ports(of: Callable[[str], SystemAssessment], opened: str) -> None:
    found = of(model(f"{DC}\n{MEMBER}", f"ask: {{from: member, to: dc, {opened}}}"))
    assert [each for each in items(found) if each[0] == "missing"] == []
    assert [each[3] for each in items(found) if each[0] == "met"] == ["ldap", "tickets"]


def test_flow_to_zone_counts_for_members(of: Callable[[str], SystemAssessment]) -> None:
    text = model(
        f"{DC[:-1]}, zone: top}}\n{MEMBER}",
        "ask: {from: member, to: top, protocols: [member-set]}",
        f"zones: {{top: {{trust: 3}}}}\n{CHOICE}",
    )
    assert [each[0] for each in items(of(text))] == ["met", "met", "met"]


@pytest.mark.parametrize(("trust", "status"), [(2, "missing"), (3, "met"), (4, "met")])
def test_zone_needs_enough_trust(of: Callable[[str], SystemAssessment], trust: int, status: str) -> None:
    rest = f"zones: {{top: {{trust: {trust}}}}}\n{CHOICE}"
    assert [each[:3] for each in items(of(model(f"{DC[:-1]}, zone: top}}", rest=rest)))] == [(status, "top", "dc")]


def test_member_without_flow_lacks_everything(of: Callable[[str], SystemAssessment]) -> None:
    assert [each[:4] for each in items(of(model(f"{DC}\n{MEMBER}")))][:2] == [
        ("missing", "members", "member", "ldap"),
        ("missing", "members", "member", "tickets"),
    ]


def test_stated_non_member_is_not_asked(of: Callable[[str], SystemAssessment]) -> None:
    assert items(of(model(f"{DC}\nother: {{kind: server, settings: {{note: alone}}}}"))) == [ZONELESS]


def test_requirement_not_stated_names_its_attribute(of: Callable[[str], SystemAssessment]) -> None:
    found = of(model(f"{DC}\nserver: {{kind: server}}"))
    assert found.expected is not None
    open_ = [(each.from_, each.attributes) for each in found.expected.of("unknown")]
    assert open_ == [("server", ("services.server.settings.note",))]
    assert items(of(model(f"{DC}\nserver: {{kind: server}}", "a: {from: server, to: dc, protocols: [tickets]}")))[0][
        0
    ] == ("missing")


def test_member_of_another_directory_is_skipped(of: Callable[[str], SystemAssessment]) -> None:
    services = f"{DC}\n{MEMBER}\nother: {{kind: house-forest}}"
    found = items(of(model(services, "away: {from: member, to: other, protocols: [tickets]}")))
    assert not [each for each in found if each[2] == "member"]


def test_unmodelled_directory_is_one_open_question(of: Callable[[str], SystemAssessment]) -> None:
    """One question, instead of one for each member."""
    found = of(model(MEMBER))
    assert found.expected is not None
    assert [(each.status, each.attributes) for each in found.expected.items] == [("unknown", ("services",))]


def test_need_implies_its_flow(of: Callable[[str], SystemAssessment]) -> None:
    asked = "directory: {needs: {backup: wanted}, choice: cloud-directory}\n"
    services = f"{DC}\nstore: {{kind: bucket}}"
    assert items(of(model(services, rest=asked)))[0] == ("missing", "second-factor", "dc", "web-tls", ("tcp/443",))
    assert items(of(model(services))) == [ZONELESS]
    assert items(of(model(DC, rest=asked)))[0][:3] == ("unknown", "second-factor", "dc")


def test_trust_implies_its_flow(of: Callable[[str], SystemAssessment]) -> None:
    services = f"{DC}\nother: {{kind: house-forest}}"
    joined = f"trusts: {{t: {{from: other, to: dc, kind: forest-trust}}}}\n{CHOICE}"
    assert ("missing", "trust", "dc", "tickets", ("udp/88",)) in items(of(model(services, rest=joined)))
    assert not [each for each in items(of(model(services))) if each[1] == "trust"]


def test_anyone_includes_actors(of: Callable[[str], SystemAssessment]) -> None:
    services = f"{DC}\nother: {{kind: house-forest}}"
    rest = f"actors: {{guest: {{}}}}\n{CHOICE}"
    assert ("missing", "visitors", "", "web", ("tcp/80",)) in items(of(model(services, rest=rest)))
    flow = "look: {from: guest, to: other, protocols: [web]}"
    assert ("met", "visitors", "", "web", ("tcp/80",)) in items(of(model(services, flow, rest)))


@pytest.mark.parametrize(
    ("opened", "reasons"),
    [
        ("protocols: [member-set]", ()),
        ("protocols: [member-set, ldaps]", ()),
        ("protocols: [member-set, desktop]", ("ask opens tcp/3389 (Desktop): Nobody sits at it",)),
        ("protocols: [member-set], ports: [udp/389]", ("ask opens udp/389: Only tcp/389 is used",)),
        ("protocols: [member-set], ports: [tcp/380-390]", ("ask opens tcp/380-390: Only tcp/389 is used",)),
        ("protocols: [member-set], ports: [tcp/8443]", ()),
        ("protocols: [tickets], ports: [any]", ("ask opens any: It opens every port",)),
    ],
)
def test_needless_flows_are_named(of: Callable[[str], SystemAssessment], opened: str, reasons: tuple[str, ...]) -> None:
    found = of(model(f"{DC}\n{MEMBER}", f"ask: {{from: member, to: dc, {opened}}}"))
    assert found.expected is not None
    assert surplus(found.resolved, found.expected) == reasons


def test_first_matching_rule_applies(of: Callable[[str], SystemAssessment]) -> None:
    joined = f"trusts: {{t: {{from: other, to: dc, kind: forest-trust}}}}\n{CHOICE}"
    found = of(model(f"{DC}\nother: {{kind: house-forest}}", "t: {from: dc, to: other, protocols: [tickets]}", joined))
    assert [each[1] for each in items(found) if each[2] == "dc"] == ["trust", "top"]


def test_no_choice_requires_nothing(of: Callable[[str], SystemAssessment]) -> None:
    assert of(model(DC, rest="directory: {needs: {backup: wanted}}\n")).expected is None


PORT = st.builds(
    lambda transport, low, more: f"{transport}/{low}" + (f"-{low + more}" if more else ""),
    st.sampled_from(["tcp", "udp"]),
    st.integers(1, 65000),
    st.integers(0, 500),
)


@given(PORT, PORT)
def test_port_coverage_is_an_order(one: str, other: str) -> None:
    assert covers(one, one)
    assert covers("any", one)
    assert not covers(one, "any")
    assert meets(one, other) == meets(other, one)
    if covers(one, other):
        assert meets(one, other)
        assert one == other or not covers(other, one)


# Locations and words.


def test_item_knows_its_location(of: Callable[[str], SystemAssessment]) -> None:
    found = of(model(f"{DC}\n{MEMBER}", "ask: {from: member, to: dc, protocols: [member-set, desktop]}"))
    assert found.expected is not None
    needless: Requirement = found.expected.of("needless")[0]
    assert needless.place == found.resolved.system.flows["ask"].place
    assert found.expected.of("met")[0].place == found.resolved.system.services["member"].place


@pytest.mark.parametrize(
    ("when", "flow", "told"),
    [
        ("{flows_missing: true}", "protocols: [tickets]", "yes: no flow from member to dc opens tcp/389 (LDAP)"),
        ("{flows_missing: true}", "protocols: [member-set]", "no"),
        ("{flows_needless: true}", "protocols: [member-set]", "no"),
        (
            "{flows_needless: true}",
            "protocols: [member-set, desktop]",
            "yes: ask opens tcp/3389 (Desktop): Nobody sits at it",
        ),
    ],
)
def test_words_report_missing_and_needless_flows(
    of: Callable[[str], SystemAssessment], when: str, flow: str, told: str
) -> None:
    assert answered(of(model(f"{DC}\n{MEMBER}", f"ask: {{from: member, to: dc, {flow}}}")), when) == told


def test_words_stay_open_when_not_stated(of: Callable[[str], SystemAssessment]) -> None:
    unsure = of(model(f"{DC}\nserver: {{kind: server}}"))
    assert answered(unsure, "{flows_missing: true}") == "open: services.server.settings.note"
    assert answered(unsure, "{flows_needless: true}") == "no"
    nothing = of(model(DC, rest="directory: {users: 5}\n"))
    for when in ("{flows_missing: true}", "{flows_needless: true}"):
        assert answered(nothing, when) == "open: directory.choice"
    silent = of(model(DC, rest="directory: {choice: own-directory}\n"))
    assert answered(silent, "{flows_missing: true}") == "no"


def answered(judged: SystemAssessment, when: str) -> str:
    asked = condition("directory", read("when.yaml", when.encode()).data)
    answer = asked(subjects(judged.resolved, "directory")[0])
    if isinstance(answer, Holds):
        return "yes: " + "; ".join(answer.reasons)
    return "open: " + ", ".join(answer.attributes) if isinstance(answer, NotStated) else "no"
