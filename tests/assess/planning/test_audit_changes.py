"""A change of an audit alone is a change: its results are named, and so is what they move."""

from collections.abc import Callable

from zonebook.assess.assessment import Assessment
from zonebook.assess.planning.comparison.comparison import SystemChange
from zonebook.pipeline import compare_assessments

MODEL = "services: {a: {kind: server, controls: {metadata-guarded: met}}, b: {kind: server}}\n"
HEAD = "audit: {title: Year, framework: made-up-1, period: {from: 2026-01-01, to: 2026-12-31}}\n"
TESTED = "tested_by: A, tested_on: 2026-10-02"
FAILED = f"metadata-guarded@a: {{result: not-effective, reason: So., {TESTED}}}"
PASSED = f"metadata-guarded@a: {{result: effective, {TESTED}}}"
Assessed = Callable[..., Assessment]


def changed(assessed: Assessed, old: str | None, new: str | None) -> tuple[SystemChange, ...]:
    was, now = (
        assessed(
            MODEL, more={} if said is None else {"models/audits/year.yaml": f"{HEAD}results: {{world: {{{said}}}}}\n"}
        )
        for said in (old, new)
    )
    return compare_assessments(was, now).systems


def test_failed_test_is_change_that_opens_findings(assessed: Assessed) -> None:
    (found,) = changed(assessed, None, FAILED)
    assert found.head == ("audit year: 1 not effective; failed: metadata-guarded@a",)
    assert [(each.kind, each.control, each.before, each.after) for each in found.controls] == [
        ("lost", "metadata-guarded", "met", "not-met")
    ]
    assert ("new", "metadata-read@a") in {(each.kind, each.id) for each in found.findings}


def test_passed_test_moves_no_finding(assessed: Assessed) -> None:
    (found,) = changed(assessed, None, PASSED)
    assert found.head == ("audit year: 1 effective",)
    assert found.judged_alike


def test_result_that_goes_is_named(assessed: Assessed) -> None:
    (found,) = changed(assessed, FAILED, "")
    assert found.head == ("audit year: results taken away: metadata-guarded@a",)


def test_same_results_are_no_change(assessed: Assessed) -> None:
    assert changed(assessed, FAILED, FAILED) == ()
