"""What a report expects of us is tested with the workbook of the audit, and the result comes back in."""

import pytest
from tests.support.catalogues import GUARDED
from tests.support.checklists import AUDIT, AUDIT_FILE, Texts, as_xlsx, assessed, read_back, table

from zonebook.assess.controls.checklist_fields import FIELDS
from zonebook.document.sheet import Cell, Sheet
from zonebook.present.downloads.audit_book import audit_book

ORGANISATION = """\
organisation: {title: House}
parties: {team: {title: Team}}
reports:
  r:
    title: R
    provider: aws
    type: soc-2
    from: 2025-12-01
    until: 2026-11-30
    user_controls:
      keep-patched: {title: Patches, control: patched}
      plain: {title: Plain, statement: met}
"""
SYSTEM = """\
system: {title: Small, owner: team}
services:
  a: {kind: server, owner: team, controls: {patched: partial}}
"""
TESTED: dict[str, Cell] = {"result": "effective", "tested_by": "A. Auditor", "tested_on": "2026-10-02"}


@pytest.fixture
def models() -> Texts:
    found = {"organisation.yaml": ORGANISATION, "systems/small/system.yaml": SYSTEM, "controls/doors.yaml": GUARDED}
    return {AUDIT_FILE: AUDIT.encode(), **{f"models/{path}": text.encode() for path, text in found.items()}}


def handed_out(models: Texts) -> dict[str, dict[str, Cell]]:
    """Return the rows of the workbook of the audit, by check and field."""
    assessment = assessed(models)
    form = audit_book(assessment, assessment.audits["year"]).sheets[0]
    assert isinstance(form, Sheet)
    rows = [dict(zip((field.id for field in FIELDS), row, strict=True)) for row in form.rows]
    return {str(row["check"]): row for row in rows}


def filled(models: Texts, check: str, fill: dict[str, Cell]) -> bytes:
    """Return the workbook with a row of it filled in."""
    return as_xlsx(table({check: {**handed_out(models)[check], **fill}}), {"zonebook-audit": "year"})


def test_workbook_has_what_reports_expect(models: Texts) -> None:
    found = handed_out(models)
    ours, plain = found["keep-patched@r"], found["plain@r"]
    assert (ours["control"], ours["about"], ours["element"], ours["status"]) == ("Patches", "report", "r", "partial")
    assert (ours["party"], ours["report"], bool(ours["steps"]), ours["result"]) == ("team", "R", True, None)
    assert (plain["control"], plain["status"], plain["steps"], plain["confidence"]) == ("Plain", "met", None, None)


@pytest.mark.parametrize("check", ["keep-patched@r", "plain@r"])
def test_result_comes_back(models: Texts, check: str) -> None:
    found = read_back(models, filled(models, check, TESTED))
    assert found.count() == (1, 1, 0, 0), found.rows
    assert list(found.texts) == [AUDIT_FILE]
    after = {**models, **found.texts}
    (result,) = (each.result for each in assessed(after).audits["year"].user_controls if each.check.id == check)
    assert (result.result, result.tested_by) == ("effective", "A. Auditor")
    assert handed_out(after)[check]["tested_by"] == "A. Auditor"
    assert read_back(after, filled(models, check, TESTED)).count() == (1, 0, 1, 0)


def test_result_of_an_older_text_is_noted(models: Texts) -> None:
    sheet = filled(models, "keep-patched@r", TESTED)
    changed = {path: raw.replace(b"patched: partial", b"patched: met") for path, raw in models.items()}
    (row,) = read_back(changed, sheet).rows
    assert row.note.startswith("tested against an older text")


@pytest.mark.parametrize(
    ("check", "why"),
    [
        ("keep-patched@r", "stands where our control `patched` stands; state that of its elements"),
        ("plain@r", "is stated at models/organisation.yaml:12:7; change the `statement` there"),
    ],
)
def test_new_status_is_refused_with_its_place(models: Texts, check: str, why: str) -> None:
    found = read_back(models, filled(models, check, {**TESTED, "new_status": "not-met"}))
    (row,) = found.rows
    assert row.faults == {"new_status": f"what the report expects {why}"}
    assert found.texts == {}


def test_unknown_expectation_is_named(models: Texts) -> None:
    sheet = handed_out(models)["plain@r"]
    raw = as_xlsx(table({"plain": {**sheet, **TESTED, "check": "plan@r"}}))
    (row,) = read_back(models, raw).rows
    assert row.faults == {"": "`plan@r` is no check of `small`; did you mean `plain@r`?"}
