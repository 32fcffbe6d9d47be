"""The zone boundaries as JSON, for `assessment.json`."""

from zonebook.assess.system import SystemAssessment
from zonebook.assess.zones.boundaries import Boundary
from zonebook.write.assessment_json.values import Json, place


def boundaries(judged: SystemAssessment) -> list[Json]:
    """Return every zone boundary of a system, those at fault first; `allowed` is null where no rules are stated."""
    return [_border(each) for each in judged.boundaries]


def _border(each: Boundary) -> Json:
    return {
        "from": each.from_,
        "to": each.to,
        "state": each.state,
        "trust": each.trust,
        "allowed": None if each.allowed is None else list(each.allowed),
        "used": list(each.used),
        "denied": list(each.denied),
        "unused": list(each.unused),
        "cleartext": list(each.cleartext),
        "flows": list(each.flows),
        "place": place(each.place),
    }
