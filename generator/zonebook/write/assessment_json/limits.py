"""The limits of a model as JSON, for `assessment.json`: assumptions, what is out of scope, what is set aside."""

from zonebook.assess.findings.scope import limits
from zonebook.assess.system import SystemAssessment
from zonebook.model.scope.statements import Assumption, Exclusion, OutOfScope, in_force
from zonebook.write.assessment_json.values import Json, place


def assumptions(judged: SystemAssessment) -> Json:
    """Return every assumption of a system by its id."""
    return {each.id: _assumption(judged, each) for each in judged.resolved.system.assumptions.values()}


def out_of_scope(judged: SystemAssessment) -> Json:
    """Return what is stated to be out of scope by its id."""
    return {each.id: _stated(judged, each) for each in judged.resolved.system.out_of_scope.values()}


def not_judged(judged: SystemAssessment) -> list[Json]:
    """Return every element that is out of scope today, flows between such elements among them."""
    outside = limits(judged.resolved).outside
    return [{"shelf": shelf, "element": element, "by": each.id} for (shelf, element), each in outside.items()]


def set_aside_by(each: Exclusion | None) -> Json | None:
    """Return what sets a finding or a gap aside; None where nothing does."""
    if each is None:
        return None
    return {"word": "out_of_scope" if isinstance(each, OutOfScope) else "assumptions", "id": each.id}


def _assumption(judged: SystemAssessment, each: Assumption) -> Json:
    return {
        "title": each.title,
        "about": list(each.about),
        "excludes": list(each.excludes),
        **_stated(judged, each),
    }


def _stated(judged: SystemAssessment, each: Exclusion) -> Json:
    return {
        "because": each.because or None,
        "by": each.by or None,
        "on": each.on or None,
        "until": each.until or None,
        "in_force": in_force(each, judged.resolved.as_of),
        "findings": [found.id for found in judged.findings_aside if found.aside == each],
        "gaps": [f"{gap.threat.id}@{gap.element}" for gap in judged.gaps_aside if gap.aside == each],
        "place": place(each.place),
    }
