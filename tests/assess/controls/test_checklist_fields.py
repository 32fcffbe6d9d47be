"""The columns of a checklist: each is complete, and each check fills them with values of their types."""

from collections.abc import Callable
from dataclasses import fields, replace
from datetime import date

import pytest
from tests.support.walking import models

from zonebook.assess.controls.checklist import Check
from zonebook.assess.controls.checklist_fields import BY_ID, FIELDS, ChecklistField
from zonebook.assess.controls.checklist_values import fingerprint, values
from zonebook.assess.system import SystemAssessment
from zonebook.document.sheet import Cell, CellType
from zonebook.model.audits.audit import AuditResult
from zonebook.model.elements import Evidence

SERVICE = "services: {a: {kind: server, controls: {patched: %s}}}"
SHOWN = "{status: met, on: 2026-03-02, because: %s, evidence: [{title: Scan, file: evidence/%s, on: 2026-03-01}]}"
TYPES: dict[CellType, type | tuple[type, ...]] = {
    "text": str,
    "list": tuple,
    "integer": int,
    "date": date,
    "boolean": bool,
    "choice": str,
}
LONGEST_TITLE, LONGEST_HELP = 32, 255
"""What a spreadsheet shows of the title and the text of a prompt."""


def patched(judged: SystemAssessment) -> Check:
    return next(each for each in judged.checks if each.id == "patched@a")


def test_each_column_is_complete_and_single() -> None:
    assert len({field.id for field in FIELDS}) == len({field.title for field in FIELDS}) == len(FIELDS) == len(BY_ID)
    for field in FIELDS:
        assert 0 < len(field.title) <= LONGEST_TITLE, field.id
        assert field.help.endswith("."), field.id
        assert len(field.help) <= LONGEST_HELP, field.id
        assert (field.goes_to == "") is (field.by == "printed"), field.id
        assert bool(field.choices) or field.type not in {"choice", "boolean"}, field.id


def test_results_come_back_under_their_own_names() -> None:
    kept = {each.name for each in fields(AuditResult)} - {"id", "fingerprint", "place"}
    assert {field.id for field in FIELDS if field.goes_to == "result"} == kept


def fits(field: ChecklistField, value: Cell) -> bool:
    if value is None:
        return True
    chosen = value if isinstance(value, tuple) else (value,)
    return (
        isinstance(value, TYPES[field.type])
        and value not in ("", ())
        and (field.type == "boolean" or not field.choices or {*chosen} <= {*field.choices})
    )


@pytest.mark.parametrize("system", tuple(models().systems))
def test_each_check_fills_columns_by_type(system: str) -> None:
    judged = models().systems[system]
    for check in judged.checks:
        found = values(check, judged.resolved)
        assert tuple(found) == tuple(BY_ID)
        assert [id_ for id_, value in found.items() if not fits(BY_ID[id_], value)] == []
        assert [id_ for id_, value in found.items() if value is not None and BY_ID[id_].by != "printed"] == []
        assert (found["system"], found["check"]) == (system, check.id)
        assert found["status"] == check.standing.claim.status


def test_claim_and_evidence_are_printed(judged: Callable[..., SystemAssessment]) -> None:
    world = judged(SERVICE % SHOWN % ("Scanned", "there.json"))
    found = values(patched(world), world.resolved)
    assert (found["status"], found["said_by"], found["because"]) == ("met", "own statement", ("Scanned",))
    assert (found["claimed_on"], found["evidence_on"]) == (date(2026, 3, 2), date(2026, 3, 1))
    assert found["evidence"] == ("Scan; evidence/there.json; no hash stated; 2026-03-01",)


def test_result_of_audit_comes_back_typed(judged: Callable[..., SystemAssessment]) -> None:
    world = judged(SERVICE % "met")
    result = AuditResult(id="patched@a", result="exception", tested_on="2026-04-05", items=("a", "b"), sample=2)
    found = values(patched(world), world.resolved, result)
    assert (found["result"], found["tested_on"], found["sample"]) == ("exception", date(2026, 4, 5), 2)
    assert (found["items"], found["comment"]) == (("a", "b"), None)


def test_requirements_are_those_of_named_frameworks() -> None:
    judged = next(iter(models().systems.values()))
    check = next(each for each in judged.checks if len(each.control.crosswalk) > 1)
    first, *others = check.control.crosswalk
    only = values(check, judged.resolved, frameworks=(first,))["requirement"]
    whole = values(check, judged.resolved)["requirement"]
    assert only == tuple(f"{first}: {id_}" for id_ in check.control.crosswalk[first])
    assert isinstance(only, tuple)
    assert isinstance(whole, tuple)
    assert len(whole) == len(only) + sum(len(check.control.crosswalk[each]) for each in others)


def test_fingerprint_changes_with_what_was_handed_out(judged: Callable[..., SystemAssessment]) -> None:
    base = patched(judged(SERVICE % SHOWN % ("Scanned", "there.json")))
    evidence = (replace(base.standing.evidence[0], sha256="ab" * 32),)
    changed = (
        replace(base, control=replace(base.control, objective="Another.")),
        replace(base, steps=()),
        replace(base, standing=replace(base.standing, status="partial")),
        replace(base, standing=replace(base.standing, evidence=evidence)),
        replace(base, standing=replace(base.standing, evidence=(*base.standing.evidence, Evidence(title="More")))),
    )
    assert len({fingerprint(each) for each in (base, *changed)}) == len(changed) + 1


def test_fingerprint_keeps_when_the_reason_changes(judged: Callable[..., SystemAssessment]) -> None:
    base = patched(judged(SERVICE % SHOWN % ("Scanned", "there.json")))
    other = patched(judged(SERVICE % SHOWN % ("Read", "there.json")))
    assert base.standing.because != other.standing.because
    assert fingerprint(base) == fingerprint(other)
