"""Coverage as JSON, for `assessment.json`."""

from zonebook.assess.findings.covered.coverage import CoverageCount
from zonebook.assess.findings.covered.uncovered import Uncovered
from zonebook.assess.system import SystemAssessment
from zonebook.model.subject import PLURALS
from zonebook.write.assessment_json.values import Json, place


def coverage(judged: SystemAssessment) -> Json:
    """Return the coverage of a system: in all, by threat, by element, and what was not assessed."""
    found = judged.coverage
    elements: dict[str, Json] = {}
    for (about, element), tally in found.elements.items():
        elements.setdefault(PLURALS[about], {})[element] = _counts(tally)
    return {
        "completeness": found.whole.completeness,
        "applied": found.whole.applied,
        **_counts(found.whole),
        "threats": {threat: _counts(tally) for threat, tally in found.threats.items()},
        "elements": elements,
        "unlooked": [_unlooked(each) for each in found.unlooked],
    }


def _unlooked(each: Uncovered) -> Json:
    return {
        "shelf": each.shelf,
        "id": each.id,
        "attribute": each.attribute,
        "reason": each.reason,
        "place": place(each.place) if each.place.path else None,
    }


def _counts(tally: CoverageCount) -> Json:
    return {
        "fired": tally.fired,
        "quiet": tally.quiet,
        "not_stated": tally.not_stated,
        "not_applicable": tally.not_applicable,
        "set_aside": tally.set_aside,
    }
