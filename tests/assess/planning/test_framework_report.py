"""How a system stands against a framework: the word for each requirement, who answers for it, and what is missing."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

import pytest

from zonebook.assess.planning.framework_report import FrameworkReport, RequirementReport, framework_reports
from zonebook.assess.system import SystemAssessment
from zonebook.model.vocabulary import TECHNIQUES
from zonebook.present.requirements import applicability, responsibilities, words
from zonebook.present.requirements.sheets import requirements_sheet

HOUSE = "organisation: {title: House, frameworks: [house-1]}\nparties: {team: {}}\n"
CONTROL = """
title: %(id)s
objective: It is so.
about: %(about)s
when: {}
layer: %(layer)s
responsibility: customer
verify: [{how: command, step: Look., expect: It is so.}]
evidence: [A listing.]
frequency: P90D
sources: [{title: Made for tests}]
confidence: confirmed
crosswalk: {house-1: [%(ids)s]}
"""
FRAMEWORK = """
title: House rules
version: '1'
publisher: The house
licence: Free.
requirements: {%s}
sources: [{title: Made for tests}]
confidence: confirmed
%s"""
RESPONSIBILITY = """
responsibility:
  sources: [{title: Made for tests}]
  confidence: confirmed
  groups:
    machines: {title: Machines, because: They stand somewhere., layers: [hardware], requirements: [R-2]}
    machines-and-fixes: {title: Both, because: Both., layers: [hardware, patching], requirements: [R-3]}
    copies: {title: Copies, because: They are kept., layers: [backup], requirements: [R-14]}
    people: {title: People, because: They are its own., holder: customer, requirements: [R-5]}
    directories: {title: D, because: D., layers: [patching], traits: [directory], requirements: [R-6]}
    nothing: {title: N, because: N., layers: [client-side-encryption], requirements: [R-7]}
    fixes: {title: Fixes, because: They are installed., layers: [patching], requirements: [%s]}
"""
FIXES = ("R-1", "R-4", *(f"R-{number}" for number in range(8, 14)), "R-15", "R-16", "R-18")
"""The requirements that are about a layer of the customer, whether or not a control answers them; R-17 is in no group.
"""
LAYERS = {"theirs": "hardware", "both": "backup"}
"""The layers that a server's provider, or both, answer for, by control; the other controls have one of the customer."""
SAID = {
    "met": "{status: met, on: 2026-11-01, evidence: [{title: Seen, url: 'https://a.example', on: 2026-11-01}]}",
    "claimed": "met",
    "lost": "{status: met, on: 2026-11-01, evidence: [{title: Gone, file: evidence/gone.json, on: 2026-11-01}]}",
    "instead": "{status: alternative, because: A guard stands there.}",
    "needless": "{status: not-applicable, because: Nobody can reach it.}",
    "part": "partial",
    "later": "{status: planned, due: 2027-03-01}",
    "failed": "not-met",
    "refuted": "met",
    "both": "met",
}
"""What the model says of each control on the server; of `silent` and `theirs` it says nothing."""
ABOUT_A_TRUST = "elsewhere"
NOTHING_HERE = "its controls apply to nothing that the model describes"
NO_CONTROL = "no control of the catalogue answers it"
AUDIT = """
audit: {title: Year, framework: house-1, period: {from: 2026-01-01, to: 2026-12-31}}
results: {world: {refuted@a: {result: not-effective, reason: Read., tested_by: A, tested_on: 2026-10-02}}}
"""


class Case(NamedTuple):
    """A requirement, the controls that answer it, its status and standing, who answers for it, and what is missing."""

    id: str
    controls: tuple[str, ...]
    status: str
    standing: str
    responsible: str | None = "customer"
    gaps: tuple[str, ...] = ()


CASES = (
    Case("R-1", ("met",), "met", "settled"),
    Case("R-2", ("theirs",), "inherited", "settled", "provider"),
    Case("R-3", ("met", "theirs"), "met", "settled", "shared"),
    Case("R-4", ("instead",), "alternative", "settled"),
    Case("R-5", ("needless",), "not-applicable", "settled"),
    Case("R-6", ("claimed", "needless"), "met", "settled", None),
    Case("R-7", ("met", "silent"), "partial", "open", None, ("1 not stated",)),
    Case("R-8", ("part",), "partial", "open", gaps=("1 partial",)),
    Case("R-9", ("later",), "planned", "open", gaps=("1 planned",)),
    Case("R-10", ("later", "silent"), "not-stated", "open", gaps=("1 not stated", "1 planned")),
    Case("R-11", ("failed", "silent"), "not-met", "open", gaps=("1 not met", "1 not stated")),
    Case("R-12", ("silent",), "not-stated", "open", gaps=("1 not stated",)),
    Case("R-13", ("needless", "silent"), "not-stated", "open", gaps=("1 not stated",)),
    Case("R-14", ("both",), "met", "settled", "shared"),
    Case("R-15", ("lost",), "met", "settled", gaps=("1 piece of evidence missing or changed",)),
    Case("R-16", ("refuted",), "not-met", "open", gaps=("1 not met",)),
    Case("R-17", (ABOUT_A_TRUST,), "nothing-here", "nothing-here", None, (NOTHING_HERE,)),
    Case("R-18", (), "no-control", "no-control", "customer", (NO_CONTROL,)),
)
WHY = {
    "R-1": "1 control on 1 element, 0 risks",
    "R-5": "Nobody can reach it.",
    "R-17": NOTHING_HERE,
    "R-18": NO_CONTROL,
}


def texts() -> Mapping[str, str]:
    """The framework, and a control for each statement and each requirement that it answers."""
    asked = {each for case in CASES for each in case.controls}
    found = {
        f"models/controls/{control}.yaml": CONTROL
        % {
            "id": control,
            "about": "trust" if control == ABOUT_A_TRUST else "service",
            "layer": LAYERS.get(control, "patching"),
            "ids": ", ".join(case.id for case in CASES if control in case.controls),
        }
        for control in asked
    }
    listed = ", ".join(f"{case.id}: null" for case in CASES)
    return {
        **found,
        "models/frameworks/house-1.yaml": FRAMEWORK % (listed, RESPONSIBILITY % ", ".join(FIXES)),
        "models/audits/year.yaml": AUDIT,
    }


@pytest.fixture(scope="module")
def report(judged: Callable[..., SystemAssessment]) -> FrameworkReport:
    said = ", ".join(f"{control}: {statement}" for control, statement in SAID.items())
    model = f"services: {{a: {{kind: server, owner: team, controls: {{{said}}}}}}}\n"
    (only,) = framework_reports(judged(model, HOUSE, texts()))
    return only


def requirement(report: FrameworkReport, id_: str) -> RequirementReport:
    (found,) = [each for each in report.requirements if each.id == id_]
    return found


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_requirement_has_right_word_and_why(report: FrameworkReport, case: Case) -> None:
    found = requirement(report, case.id)
    assert (found.status, found.standing, found.responsible) == (case.status, case.standing, case.responsible)
    assert words.gaps(found) == case.gaps
    assert {each.id for each in found.controls} == set(case.controls)
    checked = [f"{each}@a" for each in sorted(case.controls) if each != ABOUT_A_TRUST]
    assert [check.id for check in found.checks] == checked


def test_standings_add_up_to_every_requirement(report: FrameworkReport) -> None:
    expected = [case.standing for case in CASES]
    assert report.counts() == {each: expected.count(each) for each in ("settled", "open", "nothing-here", "no-control")}
    assert [each.id for each in report.requirements] == [case.id for case in CASES]


def test_missing_evidence_does_not_count(report: FrameworkReport) -> None:
    found = requirement(report, "R-15")
    assert (found.evidence, found.broken, list(found.grounds)) == ((), 1, ["claimed"])
    seen = requirement(report, "R-1")
    assert ([each.title for each in seen.evidence], seen.shown_on) == (["Seen"], "2026-11-01")


@pytest.mark.parametrize(("id_", "why"), WHY.items())
def test_applicability_gives_its_reason(report: FrameworkReport, id_: str, why: str) -> None:
    assert applicability.why(requirement(report, id_)) == (why,)


def test_only_stated_exclusion_is_no(report: FrameworkReport) -> None:
    found = {each.id: applicability.applicable(each) for each in report.requirements}
    assert [id_ for id_, answer in found.items() if answer == "no"] == ["R-5"]
    assert [id_ for id_, answer in found.items() if answer == "not-stated"] == ["R-17", "R-18"]


def test_test_of_audit_is_newest_review(report: FrameworkReport) -> None:
    assert requirement(report, "R-16").reviewed_on == requirement(report, "R-16").tested_on == "2026-10-02"
    assert requirement(report, "R-12").reviewed_on == ""


HOW = {
    "R-2": ("They stand somewhere.", "Hardware (1 provider).", "Hardware (AWS): Look after hardware."),
    "R-3": (
        "Both.",
        "Hardware (1 provider), Patching (1 customer).",
        "Hardware (AWS): Look after hardware.",
        "Patching (ours): Look after patching.",
    ),
    "R-5": ("They are its own.",),
    "R-6": ("Not stated: Nothing here is of the sort that it is about: directory.",),
    "R-7": ("Not stated: No service here has a layer that it is about.",),
    "R-14": ("They are kept.", "Backup (1 shared).", "Backup (ours): Look after backup. AWS: Offers it."),
    "R-17": ("Not stated: The catalogue does not say which layers it is about.",),
}


@pytest.mark.parametrize(("id_", "told"), HOW.items())
def test_matrix_says_why_and_what_each_does(report: FrameworkReport, id_: str, told: tuple[str, ...]) -> None:
    assert tuple(responsibilities.how(report.judged.resolved, requirement(report, id_))) == told


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_each_form_has_the_same_word(report: FrameworkReport, case: Case) -> None:
    sheets_ = (requirements_sheet(report), applicability.sheet(report), responsibilities.sheet(report))
    for sheet in sheets_:
        (row,) = [each for each in sheet.rows if each[0] == case.id]
        assert row[[column.id for column in sheet.columns].index("responsible")] == (case.responsible or "not stated")


def test_framework_of_techniques_has_no_report(
    judged: Callable[..., SystemAssessment], report: FrameworkReport
) -> None:
    house = HOUSE.replace("house-1", f"house-1, {TECHNIQUES}")
    techniques = FRAMEWORK % ("T1: null", "")
    more = {**texts(), f"models/frameworks/{TECHNIQUES}.yaml": techniques}
    found = framework_reports(judged("services: {a: {kind: server}}\n", house, more))
    assert [each.framework.id for each in found] == [report.framework.id]
