"""How far an audit is: its scope, the order of its checks, what was tested against older text, and what contradicts."""

from collections.abc import Callable, Mapping

import pytest

from zonebook.assess.assessment import Assessment
from zonebook.assess.controls.checklist_values import fingerprint
from zonebook.assess.planning.audits import AuditedCheck, AuditProgress
from zonebook.assess.planning.calendar import calendar

MODEL = """\
zones: {edge: {trust: 1, owner: team}, inner: {inside: edge, trust: 2}, apart: {trust: 1}}
services:
  a: {kind: server, zone: inner, controls: {metadata-guarded: %s}}
  b: {kind: server, zone: apart, owner: team}
"""
HEAD = "title: Year, framework: made-up-1, period: {from: 2026-01-01, to: 2026-12-31}"
TESTED = "tested_by: A, tested_on: 2026-10-02"
Assessed = Callable[..., Assessment]


def progress(
    assessed: Assessed, results: str = "", *, scope: str = "", claim: str = "met", as_of: str = "2026-12-01"
) -> AuditProgress:
    audit = f"audit: {{{HEAD}{scope}}}\nresults: {{world: {{{results}}}}}\n"
    more: Mapping[str, str] = {"models/audits/year.yaml": audit}
    return assessed(MODEL % claim, more=more, as_of=as_of).audits["year"]


def guarded(found: AuditProgress) -> AuditedCheck:
    return next(each for each in found.checks if each.check.id == "metadata-guarded@a")


@pytest.mark.parametrize(
    ("scope", "elements"),
    [
        ("", {"a", "b"}),
        (", zones: [edge]", {"a"}),
        (", zones: [apart]", {"b"}),
        (", services: [b]", {"b"}),
        (", parties: [team]", {"a", "b"}),
        (", zones: [edge], services: [b]", set()),
        (", systems: [world]", {"a", "b"}),
    ],
)
def test_scope_is_what_every_word_allows(assessed: Assessed, scope: str, elements: set[str]) -> None:
    found = progress(assessed, scope=scope)
    assert {each.check.element for each in found.checks if each.check.about == "service"} == elements
    assert all(each.requirements for each in found.checks)


def test_counts_add_up_and_failures_come_first(assessed: Assessed) -> None:
    found = progress(
        assessed,
        f"metadata-guarded@b: {{result: exception, reason: So., severity: low, {TESTED}}},"
        f"metadata-guarded@a: {{result: effective, {TESTED}}}",
    )
    assert found.counts == {"effective": 1, "exception": 1}
    assert len(found.checks) == 2
    assert found.tested == 2
    assert [each.check.id for each in found.shortfalls] == ["metadata-guarded@b"]
    assert found.checks[0].check.id == "metadata-guarded@b"
    assert found.checks[-1].check.id == "metadata-guarded@a"


def test_severest_failure_comes_first(assessed: Assessed) -> None:
    found = progress(
        assessed,
        f"metadata-guarded@a: {{result: not-effective, reason: So., severity: low, {TESTED}}},"
        f"metadata-guarded@b: {{result: not-effective, reason: So., severity: very-high, {TESTED}}}",
    )
    assert [each.check.element for each in found.shortfalls] == ["b", "a"]


def test_fingerprint_shows_test_against_older_text(assessed: Assessed) -> None:
    now = fingerprint(guarded(progress(assessed)).check)
    same = progress(assessed, f"metadata-guarded@a: {{result: effective, fingerprint: {now}, {TESTED}}}")
    other = progress(
        assessed, f"metadata-guarded@a: {{result: effective, fingerprint: {now}, {TESTED}}}", claim="partial"
    )
    unsaid = progress(assessed, f"metadata-guarded@a: {{result: effective, {TESTED}}}")
    assert [guarded(each).older_text for each in (same, other, unsaid)] == [False, True, False]


def test_failed_test_leaves_its_own_fingerprint(assessed: Assessed) -> None:
    """What an audit found changes the status, and must not make its own result one of an older text."""
    now = fingerprint(guarded(progress(assessed)).check)
    result = f"metadata-guarded@a: {{result: not-effective, reason: So., fingerprint: {now}, {TESTED}}}"
    found = guarded(progress(assessed, result))
    assert (found.check.standing.status, found.older_text) == ("not-met", False)


@pytest.mark.parametrize(
    ("claim", "result", "contradiction"),
    [
        ("met", "not-effective", "claimed: met; found: not effective"),
        ("met", "exception", "claimed: met; found: exception"),
        ("met", "effective", ""),
        ("met", "no-occurrence", ""),
        ("met", "not-applicable", "claimed: met; found: not applicable"),
        ("partial", "exception", ""),
        ("partial", "not-effective", "claimed: partial; found: not effective"),
        ("not-met", "effective", "claimed: not met; found: effective"),
        ("not-met", "not-effective", ""),
        ("{status: not-applicable, because: So.}", "effective", "claimed: not applicable; found: effective"),
        ("{status: not-applicable, because: So.}", "not-applicable", ""),
    ],
)
def test_contradiction_names_claim_and_conclusion(
    assessed: Assessed, claim: str, result: str, contradiction: str
) -> None:
    said = f"metadata-guarded@a: {{result: {result}, reason: So., {TESTED}}}"
    assert guarded(progress(assessed, said, claim=claim)).contradiction == contradiction


def test_result_is_unknown_before_its_day(assessed: Assessed) -> None:
    result = f"metadata-guarded@a: {{result: effective, {TESTED}}}"
    found = guarded(progress(assessed, result, as_of="2026-10-01"))
    assert (found.outcome, found.said) == ("not-tested", False)


def test_note_without_conclusion_is_kept_untested(assessed: Assessed) -> None:
    found = guarded(progress(assessed, "metadata-guarded@a: {comment: Later.}"))
    assert (found.outcome, found.said, found.result.comment) == ("not-tested", True, "Later.")


def test_results_about_other_checks_stand_apart(assessed: Assessed) -> None:
    found = progress(
        assessed,
        f"metadata-guarded@b: {{result: effective, {TESTED}}},"
        f"metadata-guarded@gone: {{fingerprint: 0123456789ab, result: effective, {TESTED}}}",
        scope=", services: [a]",
    )
    assert [(each.check, each.known) for each in found.apart] == [
        ("metadata-guarded@b", True),
        ("metadata-guarded@gone", False),
    ]
    assert found.tested == 0


DUE = f"metadata-guarded@a: {{result: not-effective, reason: So., due: 2026-11-15, action_by: team, {TESTED}}}"


@pytest.mark.parametrize(
    ("claim", "due"),
    [
        ("met", ["2026-11-15"]),
        ("not-met", ["2026-11-15"]),
        ("{status: met, on: 2026-11-01, evidence: [{title: E, on: 2026-11-01}]}", []),
    ],
)
def test_reply_is_due_until_evidence_is_newer(assessed: Assessed, claim: str, due: list[str]) -> None:
    audit = f"audit: {{{HEAD}}}\nresults: {{world: {{{DUE}}}}}\n"
    found = assessed(MODEL % claim, more={"models/audits/year.yaml": audit})
    events = [each for each in calendar(judged.resolved for judged in found.systems.values()) if each.what == "reply"]
    assert [each.on for each in events] == due
    assert {(each.subject, each.party, each.place.path) for each in events} <= {
        ("year", "team", "models/audits/year.yaml")
    }
