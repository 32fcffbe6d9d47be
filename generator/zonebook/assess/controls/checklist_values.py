"""What stands in the columns of a checklist for a check, and the fingerprint of what was handed out."""

import hashlib
import json
from collections.abc import Collection, Iterator, Mapping
from datetime import date

from zonebook.assess.controls.audits.sampling import suggested_samples
from zonebook.assess.controls.checklist import Check
from zonebook.assess.controls.checklist_fields import FIELDS, ChecklistField
from zonebook.assess.controls.evidence import FileCheck, days, file_check, later
from zonebook.document.sheet import Cell
from zonebook.model.audits.audit import AuditResult
from zonebook.model.elements import Evidence
from zonebook.model.resolved import ResolvedSystem

_METHOD_OF_STEP: Mapping[str, str] = {
    "command": "test",
    "console": "test",
    "document": "examine",
    "inspection": "examine",
    "interview": "interview",
}
_FINGERPRINT = 12
"""How many hex digits of the hash a row carries: enough to tell two texts of one check apart."""


def fingerprint(check: Check) -> str:
    """Return what a check was handed out as: 12 hex digits over objective, steps, status and evidence."""
    handed_out = (
        check.control.objective,
        [(step.step, step.expect) for step in check.steps],
        check.standing.claim.status,
        [(each.title, each.file, each.url, each.sha256, each.on) for each in check.standing.evidence],
    )
    text = json.dumps(handed_out, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_FINGERPRINT]


def values(
    check: Check,
    resolved: ResolvedSystem,
    result: AuditResult | None = None,
    *,
    frameworks: Collection[str] | None = None,
) -> Mapping[str, Cell]:
    """Return the value of every field for a check, by id, in the order of `FIELDS`; None where it is empty.

    `result` is what an audit says of the check. `frameworks` are the ids of those whose requirements are named; without
    it, those of every framework of the catalogue are.
    """
    printed = {
        "system": resolved.system.id,
        **_identity(check, frameworks),
        "sample_asked": suggested_samples(check.control.runs, result.population if result else None),
        **_claim(check, resolved),
        **_evidence(check, resolved),
    }
    return {field.id: _value(field, printed, result) for field in FIELDS}


def _value(field: ChecklistField, printed: Mapping[str, Cell], result: AuditResult | None) -> Cell:
    if field.by == "printed":
        return printed[field.id] if printed[field.id] not in ("", ()) else None
    found: Cell = getattr(result, field.id, None) if field.goes_to == "result" else None
    if found in ("", ()):
        return None
    return date.fromisoformat(found) if field.type == "date" and isinstance(found, str) else found


def _identity(check: Check, frameworks: Collection[str] | None) -> Mapping[str, Cell]:
    """Return what is tested, and how."""
    control = check.control
    asked = (_METHOD_OF_STEP[step.how] for step in check.steps)
    return {
        "check": check.id,
        "control": control.title,
        "about": check.about,
        "element": check.element,
        "zone": check.zone,
        "party": check.party,
        "requirement": tuple(_requirements(check, frameworks)),
        "objective": control.objective,
        "steps": tuple(f"{n}. {step.step} Expect: {step.expect}" for n, step in enumerate(check.steps, 1)),
        "methods_asked": tuple(sorted(dict.fromkeys(asked))),
        "confidence": control.confidence,
        "runs": control.runs,
        "population_asked": control.population,
        "evidence_asked": control.evidence,
        "frequency": control.frequency,
        "fingerprint": fingerprint(check),
    }


def _requirements(check: Check, frameworks: Collection[str] | None) -> Iterator[str]:
    for framework, ids in check.control.crosswalk.items():
        if frameworks is None or framework in frameworks:
            yield from (f"{framework}: {id_}" for id_ in ids)


def _claim(check: Check, resolved: ResolvedSystem) -> Mapping[str, Cell]:
    """Return the status, its source and its reason, and what it is inherited with."""
    state = check.standing.claim
    report = resolved.organisation.reports.get(state.report)
    others = (each.told for each in state.chain if not each.decides)
    place = state.place if state.place.path else check.place
    return {
        "status": state.status,
        "unless_stated": check.unsure,
        "ground": state.ground or "",
        "said_by": str(state.origin),
        "claimed_on": _day(state.on),
        "because": tuple(filter(None, (state.because, *others, state.contradicted))),
        "planned_for": _day(state.due),
        "report": report.title if report else "",
        "report_from": _day(report.from_) if report else None,
        "report_until": _day(report.until) if report else None,
        "customer_part": _customer_part(check, resolved),
        "written_in": str(place) if place.path else "",
    }


def _customer_part(check: Check, resolved: ResolvedSystem) -> str:
    """Return what the kind of a service leaves to the customer in the layer of an inherited control."""
    service = resolved.system.services.get(check.element) if check.about == "service" else None
    kind = resolved.kind(service) if service and check.standing.claim.status == "inherited" else None
    duty = kind.responsibility.get(check.control.layer) if kind else None
    return duty.duty if duty and duty.holder == "shared" else ""


def _evidence(check: Check, resolved: ResolvedSystem) -> Mapping[str, Cell]:
    """Return each piece of evidence on a line, its newest day, and the day from which it is too old."""
    found, frequency = check.standing.evidence, check.control.frequency
    newest = max((each.on for each in found if each.on), default="")
    return {
        "evidence": tuple(_line(each, file_check(each, resolved.evidence)) for each in found),
        "evidence_on": _day(newest),
        "evidence_due": _day(later(newest, frequency)) if newest and days(frequency) else None,
    }


def _line(evidence: Evidence, file: FileCheck) -> str:
    became = "missing" if file.found is False else _OF_HASH.get(file.hash or "", "")
    hashed = f"sha256 {evidence.sha256}" if evidence.sha256 else ""
    return "; ".join(filter(None, (evidence.title, evidence.file, evidence.url, became, hashed, evidence.on)))


_OF_HASH = {"same": "unchanged", "differs": "changed", "not-stated": "no hash stated"}


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
