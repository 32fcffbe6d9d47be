"""What is set aside: elements out of scope, and threats that an assumption excludes."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zonebook.assess.findings.finding import UNSETTLED
from zonebook.assess.findings.scope import in_scope
from zonebook.assess.system import SystemAssessment
from zonebook.values import BrokenError

Judged = Callable[..., SystemAssessment]
MODEL = (
    "actors: {people: {zone: outside}}\n"
    "zones: {outside: {trust: 0}, inside: {trust: 3}}\n"
    "services:\n"
    "  a: {kind: server, zone: inside, settings: {metadata: optional}}\n"
    "  b: {kind: server, zone: inside, settings: {metadata: optional}}\n"
    "  c: {kind: server, zone: inside}\n"
    "flows:\n"
    "  in: {from: people, to: a, protocols: [ldap]}\n"
    "  on: {from: a, to: b, protocols: [ldap]}\n"
)
OUT = "out_of_scope: {%s: {because: Judged elsewhere., by: team%s}}\n"
ASSUMED = "assumptions: {guarded: {title: It is guarded., excludes: [metadata-read], by: team%s}}\n"


def states(judged: SystemAssessment) -> dict[str, str]:
    return {each.id: each.state for each in judged.findings}


def test_element_out_of_scope_is_not_judged(judged: Judged) -> None:
    found = judged(MODEL + OUT % ("a", ""))
    assert states(found) == {"metadata-read@a": "out-of-scope", "metadata-read@b": "open"}
    assert [each.id for each in found.unsettled] == ["metadata-read@b"]
    assert sum(found.known_levels.values()) == 1
    assert {check.element for check in found.checks_aside} == {"a"}
    assert "a" not in {check.element for check in found.checks if check.about == "service"}
    assert [each.first.element for each in found.risks if each.threat.id == "metadata-read"] == ["b", "c"]


def test_gap_out_of_scope_is_counted_apart(judged: Judged) -> None:
    found = judged(MODEL + OUT % ("c", ""))
    assert "c" not in {gap.element for gap in found.gaps}
    assert [(gap.threat.id, gap.element) for gap in found.gaps_aside] == [("metadata-read", "c")]
    assert found.coverage.elements["service", "c"].set_aside == 1
    assert found.coverage.elements["service", "c"].applied == 0
    assert not [each for each in found.open_questions if each.attribute.startswith("services.c.")]
    assert "c" not in {each.id for each in found.coverage.unlooked}


def test_flow_with_one_end_in_scope_is_judged(judged: Judged) -> None:
    one = judged(MODEL + OUT % ("b", ""))
    assert in_scope(one.resolved, "flow", "on")
    both = judged(MODEL + "out_of_scope: {a: {because: So.}, b: {because: So.}}\n")
    assert not in_scope(both.resolved, "flow", "on")
    assert in_scope(both.resolved, "flow", "in")


@pytest.mark.parametrize(("listed", "inside"), [("a, outer", True), ("a, outer, people", False)])
def test_zone_as_end_stands_for_its_members(judged: Judged, listed: str, inside: bool) -> None:  # noqa: FBT001  a case
    model = MODEL.replace("{outside: {trust: 0}", "{outer: {trust: 0}").replace("zone: outside", "zone: outer")
    model = model.replace("from: people", "from: outer")
    out = ", ".join(f"{each}: {{because: So.}}" for each in listed.split(", "))
    assert in_scope(judged(f"{model}out_of_scope: {{{out}}}\n").resolved, "flow", "in") is inside


def test_members_of_zone_out_of_scope_are_judged(judged: Judged) -> None:
    found = judged(MODEL + OUT % ("inside", ""))
    assert set(states(found).values()) == {"open"}
    assert [gap.element for gap in found.gaps_aside] == ["inside"]


def test_flow_whose_statement_ended_follows_its_ends(judged: Judged) -> None:
    ended = "on: {because: So., until: 2026-01-01}"
    one = judged(f"{MODEL}out_of_scope: {{{ended}, a: {{because: So.}}}}\n")
    assert in_scope(one.resolved, "flow", "on")
    both = judged(f"{MODEL}out_of_scope: {{{ended}, a: {{because: So.}}, b: {{because: So.}}}}\n")
    assert not in_scope(both.resolved, "flow", "on")


LASTS = [
    pytest.param(", until: 2026-12-01", "out-of-scope", id="last day"),
    pytest.param(", until: 2026-11-30", "expired", id="ended"),
    pytest.param(", on: 2026-12-02", "open", id="not begun"),
    pytest.param(", on: 2026-12-01", "out-of-scope", id="first day"),
]


@pytest.mark.parametrize(("days", "state"), LASTS)
def test_element_is_judged_again_after_the_end(judged: Judged, days: str, state: str) -> None:
    found = judged(MODEL + OUT % ("a", days))
    assert states(found)["metadata-read@a"] == state
    assert ("metadata-read@a" in {each.id for each in found.unsettled}) is (state in UNSETTLED)


@pytest.mark.parametrize(
    ("days", "state"), [(d.values[0], str(d.values[1]).replace("out-of-scope", "excluded")) for d in LASTS]
)
def test_excluded_threat_is_open_after_the_end(judged: Judged, days: str, state: str) -> None:
    found = judged(MODEL + ASSUMED % days)
    assert set(states(found).values()) == {state}
    assert ("c" in {gap.element for gap in found.gaps_aside}) is (state == "excluded")


def test_assumption_excludes_where_it_is_about(judged: Judged) -> None:
    found = judged(MODEL + ASSUMED % ", about: [a]")
    assert states(found) == {"metadata-read@a": "excluded", "metadata-read@b": "open"}
    (excluded,) = found.findings_aside
    assert excluded.aside is not None
    assert excluded.aside.id == "guarded"


def test_what_else_settles_a_finding_counts_first(judged: Judged) -> None:
    closed = ", encrypted: none, controls: {sealed-on-the-way: met}}"
    model = MODEL.replace("to: a, protocols: [ldap]}", f"to: a, protocols: [ldap]{closed}")
    decided = (
        "decisions: {metadata-read@b: {treatment: accept, by: team, on: 2026-01-01, until: 2027-01-01, because: So.}}"
    )
    assumed = (ASSUMED % "").replace("[metadata-read]", "[metadata-read, clear-talk]")
    found = judged(f"{model}{decided}\n{assumed}")
    assert states(found) == {
        "metadata-read@a": "excluded",
        "metadata-read@b": "accepted",
        "clear-talk@in": "mitigated",
    }
    assert [each.id for each in found.findings_aside] == ["metadata-read@a"]


def test_decision_about_what_is_out_of_scope_stays(judged: Judged) -> None:
    decided = (
        "decisions: {metadata-read@a: {treatment: accept, by: team, on: 2026-01-01, until: 2027-01-01, because: So.}}\n"
    )
    found = judged(MODEL + decided + OUT % ("a", ""))
    assert states(found)["metadata-read@a"] == "out-of-scope"
    assert not [each for each in found.coverage.elements if each[0] == "decision"]


def test_excluded_threat_that_is_not_found_is_stale(judged: Judged) -> None:
    with pytest.raises(BrokenError) as broken:
        judged(MODEL + ASSUMED.replace("metadata-read]", "metadata-read, role-wide]") % "")
    (problem,) = broken.value.problems
    assert problem.code == "stale-assumption"
    assert "`guarded` excludes `role-wide`" in problem.message


ELEMENTS = ("a", "b", "c", "people", "inside", "outside", "in", "on")


@settings(deadline=None, max_examples=40)
@given(st.sets(st.sampled_from(ELEMENTS)))
def test_scope_changes_nothing_about_other_elements(judged: Judged, listed: set[str]) -> None:
    out = "".join(f"  {each}: {{because: So.}}\n" for each in sorted(listed))
    before, after = judged(MODEL), judged(MODEL + (f"out_of_scope:\n{out}" if out else ""))
    aside = {each.id for each in after.findings_aside}
    was = {each.id: (each.state, each.risk) for each in before.findings if each.id not in aside}
    assert {each.id: (each.state, each.risk) for each in after.findings if each.id not in aside} == was
    assert {each.element for each in after.findings_aside} <= listed | {"on", "in"}
    assert len(after.gaps) + len(after.gaps_aside) == len(before.gaps)
    assert {gap.element for gap in after.gaps_aside} <= listed | {"on", "in"}
    assert len(after.checks) + len(after.checks_aside) == len(before.checks)
    count, old = after.coverage.whole, before.coverage.whole
    assert (count.applied + count.set_aside, count.not_applicable) == (old.applied, old.not_applicable)
    by_threat = sum(each.set_aside for each in after.coverage.threats.values())
    assert by_threat == sum(each.set_aside for each in after.coverage.elements.values()) == count.set_aside


def test_paths_lead_over_what_is_out_of_scope(judged: Judged) -> None:
    model = MODEL.replace("zone: inside, settings: {metadata: optional}}\n  c", "zone: inside, holds: [crown]}\n  c")
    model += "data: {crown: {confidentiality: high}}\n"
    before, after = judged(model), judged(model + OUT % ("a", ""))
    assert before.paths == after.paths
    assert after.paths[0].reachable == "yes"
    assert judged(model + OUT % ("crown", "")).paths == ()
