"""Planning as JSON: the controls by the risk reduction of each, the target curve, a control's chain of sources."""

from collections.abc import Sequence

from zonebook.assess.assessment import Assessment
from zonebook.assess.controls.inheritance import Source
from zonebook.assess.planning.forecast import ForecastPoint
from zonebook.assess.planning.priorities import Improvement, Share
from zonebook.write.assessment_json.values import Json, place


def what_next(assessment: Assessment) -> list[Json]:
    """Return the measures, the one with the greatest reduction first."""
    return [_measure(each) for each in assessment.priorities]


def _measure(measure: Improvement) -> Json:
    return {
        "control": measure.control,
        "taken": measure.reduction,
        "closes": measure.closed,
        "lowers": measure.lowered,
        "systems": {share.system: _share(share) for share in measure.shares},
    }


def _share(share: Share) -> Json:
    return {
        "taken": share.reduction,
        "closes": [finding.id for finding in share.closes],
        "lowers": [finding.id for finding in share.lowers],
        "parties": list(share.parties),
    }


def target_curve(points: Sequence[ForecastPoint]) -> list[Json]:
    """Return the unsettled findings by level, now and after each day on which something planned is due."""
    return [
        {"on": point.on or None, "levels": dict(point.levels), "controls": list(point.controls)} for point in points
    ]


def chain(sources: Sequence[Source]) -> list[Json]:
    """Return every source about a control, the nearest first."""
    return [
        {
            "origin": str(each.origin),
            "distance": each.distance,
            "status": each.status,
            "because": each.because or None,
            "decides": each.decides,
            "place": place(each.place) if each.place.path else None,
        }
        for each in sources
    ]
