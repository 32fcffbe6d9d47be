"""Findings, gaps and decisions: what is found, how it is named, what was decided about it and when that ends."""

from collections.abc import Callable

import pytest

from zonebook.assess.assessment import Assessment
from zonebook.assess.findings.finding import Finding
from zonebook.assess.system import SystemAssessment
from zonebook.values import BrokenError

HOST = "services: {a: {kind: server, settings: {metadata: optional}%s}}\n"
DECIDED = "decisions:\n  metadata-read@%s: {treatment: %s, by: team, on: 2026-01-01, because: So.%s}\n"


def finding(judged: SystemAssessment, name: str) -> Finding:
    return next(each for each in judged.findings if each.id == name)


def test_finding_names_threat_element_and_location(judged: Callable[..., SystemAssessment]) -> None:
    found = finding(judged(HOST % ""), "metadata-read@a")
    assert (found.threat.id, found.about, found.element, found.state) == ("metadata-read", "service", "a", "open")
    assert str(found.place) == "models/systems/world/model.yaml:2:12"
    assert found.reasons == ("Server counts as host", "metadata-guarded is not met")


def test_system_finding_bears_system_name(judged: Callable[..., SystemAssessment]) -> None:
    assert finding(judged(HOST % "" + "controls: {plan-exercised: not-met}"), "plan-unread@world").about == "system"
    model = "directory: {choice: own-directory, needs: {backup: required}}"
    assert finding(judged(model), "choice-fails@world").about == "directory"


def test_not_stated_is_a_gap(judged: Callable[..., SystemAssessment]) -> None:
    found = judged("services: {a: {kind: server}}")
    assert [each for each in found.findings if each.threat.id == "metadata-read"] == []
    gap = next(each for each in found.gaps if each.threat.id == "metadata-read")
    assert (gap.element, gap.attributes) == ("a", ("services.a.controls.metadata-guarded",))


def test_threat_is_asked_of_every_subject(judged: Callable[..., SystemAssessment]) -> None:
    found = judged("services: {a: {kind: server}, b: {kind: bucket}}\nzones: {z: {}}\nnetworks: {n: {kind: vpc}}")
    for threat in found.resolved.catalogue.threats.values():
        things = {"service": 2, "zone": 1, "network": 1, "system": 1}.get(threat.about, 0)
        tally = found.coverage.threats[threat.id]
        assert tally.applied + tally.not_applicable == things


def test_findings_are_sorted_worst_first(judged: Callable[..., SystemAssessment]) -> None:
    model = (
        "accounts: {x: {provider: aws, settings: {root-mfa: none}}}\n"
        "networks: {n: {kind: vpc, settings: {flow-logs: false}}}\n"
        "services:\n  a: {kind: server, settings: {metadata: optional}}\n"
        "  b: {kind: server, settings: {metadata: optional}}\n" + DECIDED % ("a", "avoid", "")
    )
    found = judged(model).findings
    assert [each.id for each in found] == ["root-open@x", "metadata-read@b", "unlogged-network@n", "metadata-read@a"]
    assert [each.rank for each in found] == sorted(each.rank for each in found)


@pytest.mark.parametrize(
    ("treatment", "more", "state"),
    [
        ("mitigate", "", "mitigating"),
        ("accept", ", until: 2026-12-31", "accepted"),
        ("transfer", "", "transferred"),
        ("avoid", "", "avoided"),
        ("false-positive", "", "false-positive"),
        ("accept", ", until: 2026-11-30", "expired"),
        ("mitigate", ", until: 2026-11-30", "expired"),
    ],
)
def test_decision_settles_until_it_ends(
    judged: Callable[..., SystemAssessment], treatment: str, more: str, state: str
) -> None:
    assert finding(judged(HOST % "" + DECIDED % ("a", treatment, more)), "metadata-read@a").state == state


@pytest.mark.parametrize(
    ("as_of", "state"), [("2026-06-29", "accepted"), ("2026-06-30", "accepted"), ("2026-07-01", "expired")]
)
def test_decision_holds_on_last_day(judged: Callable[..., SystemAssessment], as_of: str, state: str) -> None:
    model = HOST % "" + DECIDED % ("a", "accept", ", until: 2026-06-30")
    found = judged(model, as_of=as_of)
    assert finding(found, "metadata-read@a").state == state
    assert (finding(found, "metadata-read@a") in found.unsettled) == (state == "expired")


@pytest.mark.parametrize(("as_of", "state"), [("2025-12-31", "open"), ("2026-01-01", "avoided")])
def test_decision_starts_on_its_day(judged: Callable[..., SystemAssessment], as_of: str, state: str) -> None:
    found = judged(HOST % "" + DECIDED % ("a", "avoid", ""), as_of=as_of)
    assert finding(found, "metadata-read@a").state == state


def test_decision_follows_renamed_element(judged: Callable[..., SystemAssessment]) -> None:
    model = "services: {b: {kind: server, was: a, settings: {metadata: optional}}}\n" + DECIDED % ("a", "avoid", "")
    found = finding(judged(model), "metadata-read@b")
    assert found.state == "avoided"
    assert found.decision is not None
    assert found.decision.id == "metadata-read@a"


def test_decision_needs_the_former_id(judged: Callable[..., SystemAssessment]) -> None:
    """Without `was:`, a decision about a renamed element is stale."""
    model = "services: {b: {kind: server, settings: {metadata: optional}}}\n" + DECIDED % ("a", "avoid", "")
    with pytest.raises(BrokenError, match="stale-decision: there is no finding `metadata-read@a`"):
        judged(model)


def test_second_decision_is_stale(judged: Callable[..., SystemAssessment]) -> None:
    """One finding takes one decision; the second one, made under the former id, is stale."""
    both = DECIDED % ("a", "avoid", "") + (DECIDED % ("b", "mitigate", "")).removeprefix("decisions:\n")
    with pytest.raises(BrokenError, match="stale-decision: there is no finding `metadata-read@a`"):
        judged("services: {b: {kind: server, was: a, settings: {metadata: optional}}}\n" + both)


TALK = (
    "zones: {near: {trust: 1}, far: {trust: 3, owner: others}}\n"
    "services: {a: {kind: server, zone: near}, b: {kind: server, zone: far}}\n"
    "flows: {f: {from: a, to: b, protocols: [ldap], encrypted: none, controls: {%s: %s}}}\n"
)


@pytest.mark.parametrize(
    ("control", "status", "state"),
    [
        ("sealed-on-the-way", "met", "mitigated"),
        ("blast-small", "met", "carried"),
        ("flows-watched", "met", "open"),
        ("sealed-on-the-way", "partial", "open"),
        ("sealed-on-the-way", "not-met", "open"),
    ],
)
def test_met_control_mitigates(judged: Callable[..., SystemAssessment], control: str, status: str, state: str) -> None:
    assert finding(judged(TALK % (control, status)), "clear-talk@f").state == state


@pytest.mark.parametrize(
    ("control", "appetite", "state"),
    [
        ("sealed-on-the-way", "very-low", "mitigated"),
        ("sealed-on-the-way", "high", "mitigated"),
        ("blast-small", "low", "open"),
        ("blast-small", "moderate", "carried"),
        ("flows-watched", "moderate", "open"),
    ],
)
def test_only_a_closed_weakness_is_mitigated(
    judged: Callable[..., SystemAssessment], control: str, appetite: str, state: str
) -> None:
    """What hinders or limits leaves the weakness: it is carried where the risk is within the appetite, or open."""
    house = f"organisation: {{title: H, appetite: {appetite}}}\nparties: {{team: {{}}, others: {{}}}}\n"
    assert finding(judged(TALK % (control, "met"), house), "clear-talk@f").state == state


def test_flow_finding_belongs_to_receiver(judged: Callable[..., SystemAssessment]) -> None:
    assert finding(judged(TALK % ("flows-watched", "met")), "clear-talk@f").owner == "others"


def test_appetite_counts_unsettled_findings_only(assessed: Callable[..., Assessment]) -> None:
    house = "organisation: {title: H, appetite: low}\nparties: {team: {}}\n"
    network = "networks: {n: {kind: vpc, settings: {flow-logs: false}}}\n"
    found = assessed(HOST % "" + network, house)
    assert [each.id for each in found.systems["world"].above_appetite] == ["metadata-read@a"]
    assert [each.id for each in found.at_or_above("moderate")] == ["metadata-read@a"]
    assert [each.id for each in found.at_or_above("very-low")] == ["metadata-read@a", "unlogged-network@n"]
    settled = assessed(HOST % "" + DECIDED % ("a", "avoid", ""), house)
    assert settled.at_or_above("very-low") == ()
