"""The result of a check as JSON: problems, or findings and gaps; ASCII, so that any terminal can print it."""

import json

from zonebook.assess.findings.finding import Finding, Gap
from zonebook.values import Problem
from zonebook.write.assessment_json import limits
from zonebook.write.assessment_json.values import Json, place
from zonebook.write.output_format import CheckResult


def printed(result: CheckResult) -> str:
    """Return the result of a check as JSON text, the worst findings first."""
    findings = [(each, at.id) for at in result.systems for each in at.findings]
    findings.sort(key=lambda pair: (pair[0].rank, pair[1]))
    document = {
        "as_of": result.as_of,
        "problems": [_problem(each) for each in result.problems],
        "findings": [_finding(each, system) for each, system in findings],
        "gaps": [_gap(each, at.id) for at in result.systems for each in at.gaps],
        "gaps_set_aside": [_gap(each, at.id) for at in result.systems for each in at.gaps_aside],
    }
    return json.dumps(document, indent=1)


def _problem(each: Problem) -> Json:
    return {**place(each.place), "code": each.code, "message": each.message, "hint": each.hint or None}


def _finding(each: Finding, system: str) -> Json:
    return {
        "id": each.id,
        "system": system,
        "threat": each.threat.id,
        "title": each.threat.title,
        "element": each.element,
        "state": each.state,
        "set_aside_by": limits.set_aside_by(each.aside),
        "inherent": each.risk.inherent.level,
        "current": each.risk.current.level,
        "possible": each.either.worse.possible.level if each.either and each.either.worse else None,
        "target": each.risk.target.level,
        "reasons": list(each.reasons),
        "yields_to": each.yields_to.id if each.yields_to else None,
        "also": list(each.also),
        "owner": each.owner or None,
        **place(each.place),
    }


def _gap(each: Gap, system: str) -> Json:
    return {
        "system": system,
        "threat": each.threat.id,
        "title": each.threat.title,
        "element": each.element,
        "attributes": list(each.attributes),
        "possible": each.possible.level,
        "at_least": each.at_least,
        "assumed": list(each.assumed),
        "set_aside_by": limits.set_aside_by(each.aside),
        "others": [other.threat.id for other in each.others],
        **place(each.place),
    }
