"""Two states that set different findings aside: nothing that is set aside is ever told as fixed."""

from collections.abc import Callable

import pytest

from zonebook.assess.assessment import Assessment
from zonebook.assess.planning.comparison.comparison import SystemChange
from zonebook.assess.planning.comparison.verdict import Bar, closing
from zonebook.pipeline import compare_assessments

Assessed = Callable[..., Assessment]
MODEL = "services:\n  a: {kind: server, settings: {metadata: optional}}\n  b: {kind: server}\n"
OUT = "out_of_scope: {%s: {because: Judged elsewhere., by: team%s}}\n"
ASSUMED = "assumptions: {guarded: {title: It is guarded., by: team, excludes: [metadata-read]%s}}\n"
SILENCED = [
    pytest.param("", OUT % ("a", ""), "a is out of scope (by team)", id="out of scope"),
    pytest.param("", ASSUMED % "", "assumption guarded excludes metadata-read (by team)", id="assumed"),
    pytest.param(OUT % ("a", ", until: 2026-01-01"), OUT % ("a", ""), "a is out of scope (by team)", id="for longer"),
    pytest.param(
        ASSUMED % ", about: [b]",
        ASSUMED % "",
        "assumption guarded excludes metadata-read (by team)",
        id="about more",
    ),
]


def change(assessed: Assessed, old: str, new: str) -> SystemChange:
    (found,) = compare_assessments(assessed(old), assessed(new)).systems
    return found


@pytest.mark.parametrize(("before", "after", "says"), SILENCED)
def test_finding_set_aside_closes_the_gate(assessed: Assessed, before: str, after: str, says: str) -> None:
    old, new = assessed(MODEL + before), assessed(MODEL + after)
    found = compare_assessments(old, new)
    (moved,) = [each for each in found.systems[0].findings if each.element == "a"]
    assert (moved.kind, moved.silenced) == ("decided", (says,))
    shut = closing(found, Bar(known="low"))
    assert [(each.change.id, each.because) for each in shut] == [
        ("metadata-read@a", f"it would be found without: {says}")
    ]


@pytest.mark.parametrize("after", [OUT % ("b", ""), ASSUMED % ""])
def test_question_set_aside_is_not_gone(assessed: Assessed, after: str) -> None:
    found = change(assessed, MODEL, MODEL + after)
    (moved,) = [each for each in found.possible if each.element == "b"]
    assert moved.kind == "decided"
    assert moved.because[0] in {"b is out of scope: Judged elsewhere.", "excluded by assumption guarded"}


@pytest.mark.parametrize(
    ("before", "says"),
    [
        (OUT % ("a", ""), "it is in scope again"),
        (ASSUMED % "", "assumption guarded excludes it no more"),
    ],
)
def test_finding_that_stands_again_is_reopened(assessed: Assessed, before: str, says: str) -> None:
    found = change(assessed, MODEL + before, MODEL)
    (moved,) = [each for each in found.findings if each.element == "a"]
    assert (moved.kind, moved.because[0]) == ("reopened", says)
    assert not found.silencers


def test_end_of_an_assumption_is_named(assessed: Assessed) -> None:
    found = change(assessed, MODEL + ASSUMED % "", MODEL + ASSUMED % ", until: 2026-11-30")
    (moved,) = [each for each in found.findings if each.element == "a"]
    assert (moved.kind, moved.because[0]) == ("reopened", "assumption guarded has ended")


def test_assumption_of_before_closes_no_gate(assessed: Assessed) -> None:
    one, two = MODEL + ASSUMED % "", MODEL + "  c: {kind: server, settings: {metadata: optional}}\n" + ASSUMED % ""
    found = compare_assessments(assessed(one), assessed(two))
    (moved,) = [each for each in found.systems[0].findings if each.element == "c"]
    assert (moved.kind, moved.because[0]) == ("new", "excluded by assumption guarded")
    assert closing(found, Bar(known="low")) == ()


def test_renamed_element_stays_out_of_scope(assessed: Assessed) -> None:
    renamed = MODEL.replace("  a: {", "  z: {was: a, ") + OUT % ("z", "")
    found = change(assessed, MODEL + OUT % ("a", ""), renamed)
    assert (found.findings, found.silencers, found.set_aside) == ((), (), ())


def test_new_system_cannot_set_its_findings_aside(assessed: Assessed) -> None:
    new = assessed(
        MODEL, more={"models/systems/other/model.yaml": f"system: {{title: Other}}\n{MODEL}{OUT % ('a', '')}"}
    )
    found = compare_assessments(assessed(MODEL), new)
    (shut,) = closing(found, Bar(known="low"))
    assert (shut.system, shut.change.id) == ("other", "metadata-read@a")
    assert shut.because == "it would be found without: a is out of scope: Judged elsewhere."
