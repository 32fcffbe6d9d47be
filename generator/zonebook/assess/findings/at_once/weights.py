"""The risk that a gap may turn out to be, by its levels alone: no step of it is worded, and silent controls are passed.

It is `possible.weighed` in less time, which the laws compare.
"""

from zonebook.assess.conditions.condition import Condition
from zonebook.assess.controls.alike.looks import counts
from zonebook.assess.controls.inheritance import Origin
from zonebook.assess.controls.state import ControlState
from zonebook.assess.findings.responses import response
from zonebook.assess.risk.remembered import factors, may_be_worse
from zonebook.assess.risk.scoring import Response, Risk, left
from zonebook.model.catalogue import Threat
from zonebook.model.subject import Subject


def weighed(at: Subject[object], threat: Threat, asked: Condition) -> tuple[Risk, bool]:
    """Return the risk of a threat at an element with what is in place, and whether it may be worse."""
    risk = left(at.resolved, factors(at, threat), counted(at, threat, asked))
    return risk, may_be_worse(at, threat, (risk.likelihood, risk.impact))


def counted(at: Subject[object], threat: Threat, asked: Condition) -> tuple[Response, ...]:
    """Return the responses to a threat at an element as far as they count; none where no control does."""
    controls = at.resolved.catalogue.controls
    placed = [counts(at, controls[act.control]) for act in threat.answers]
    if not any(placed):
        return ()
    pairs = zip(threat.answers, placed, strict=True)
    return tuple(response(at, act, asked) if there else Response(act=act, standing=_NOWHERE) for act, there in pairs)


_NOWHERE = ControlState(control="", element="", status="not-stated", origin=Origin(level="none"))
"""The status of whatever is neither in place nor planned: it counts for nothing."""
