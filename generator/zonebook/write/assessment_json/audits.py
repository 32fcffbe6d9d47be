"""The audits of the assessment as JSON: scope, progress, and every result with what it says against a claim."""

from collections.abc import Mapping

from zonebook.assess.planning.audits import AuditedCheck, AuditedUserControl, AuditProgress
from zonebook.model.audits.audit import AuditResult
from zonebook.write.assessment_json.values import Json, place


def audits(found: Mapping[str, AuditProgress]) -> Json:
    """Return each audit by its id, with its results by system and check; what is not tested is only counted."""
    return {name: _audit(each) for name, each in found.items()}


def _audit(each: AuditProgress) -> Json:
    scope = each.audit.audit
    results: dict[str, Json] = {}
    for check in each.checks:
        if check.said:
            results.setdefault(check.judged.id, {})[check.check.id] = _checked(check)
    return {
        "title": scope.title,
        "framework": scope.framework,
        "version": each.framework.version,
        "baseline": scope.baseline or None,
        "from": scope.period.from_,
        "to": scope.period.to,
        "systems": list(scope.systems),
        "zones": list(scope.zones),
        "services": list(scope.services),
        "parties": list(scope.parties),
        "lead": scope.lead or None,
        "auditors": list(scope.auditors),
        "checks": len(each.checks),
        "counts": dict(each.counts),
        "results": results,
        "user_controls": [_expected(one) for one in each.user_controls],
        "reports": [
            {
                "report": relied.report.id,
                "checks": relied.checks,
                "before": list(relied.before) if relied.before else None,
                "after": list(relied.after) if relied.after else None,
            }
            for relied in each.reports
        ],
        "apart": [
            {"system": apart.judged.id, "check": apart.check, "known": apart.known, **_result(apart.result)}
            for apart in each.apart
        ],
        "place": place(each.audit.place),
    }


def _checked(each: AuditedCheck) -> Json:
    return {
        "requirements": list(each.requirements),
        "claim": each.check.standing.claim.status,
        "status": each.check.standing.status,
        "older_text": each.older_text,
        "contradiction": each.contradiction or None,
        **_result(each.result),
    }


def _expected(each: AuditedUserControl) -> Json:
    return {
        "system": each.judged.id,
        "check": each.check.id,
        "title": each.check.expected.title,
        "control": each.check.expected.control or None,
        "status": each.check.standing.status,
        "contradiction": each.contradiction or None,
        **_result(each.result),
    }


def _result(each: AuditResult) -> Json:
    """Return everything that was written; null where nothing was."""
    return {
        "fingerprint": each.fingerprint or None,
        "result": each.result,
        "tested_by": each.tested_by or None,
        "tested_on": each.tested_on or None,
        "method": list(each.method),
        "population": each.population,
        "drawn_from": each.drawn_from or None,
        "complete": each.complete,
        "sample": each.sample,
        "items": list(each.items),
        "drawn_how": each.drawn_how or None,
        "exceptions": each.exceptions,
        "reason": each.reason or None,
        "severity": each.severity or None,
        "advice": each.advice or None,
        "reply": each.reply or None,
        "action_by": each.action_by or None,
        "due": each.due or None,
        "reviewed_by": each.reviewed_by or None,
        "reviewed_on": each.reviewed_on or None,
        "comment": each.comment or None,
        "place": place(each.place),
    }
