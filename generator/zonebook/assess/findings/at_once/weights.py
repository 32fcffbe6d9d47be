"""The risk that a gap may turn out to be, by its levels alone: no step of it is worded, and silent controls are passed.

It is `possible.weighed` in less time, which the laws compare.
"""

from zonebook.assess.conditions.condition import Condition
from zonebook.assess.controls.status import control_state
from zonebook.assess.findings.at_once.silent import silent
from zonebook.assess.findings.responses import responses
from zonebook.assess.risk.remembered import factors, may_be_worse
from zonebook.assess.risk.scoring import Response, Risk, left
from zonebook.model.catalogue import Control, Threat
from zonebook.model.resolved import ResolvedSystem, once_per_system
from zonebook.model.subject import Subject


def weighed(at: Subject[object], threat: Threat, asked: Condition) -> tuple[Risk, bool]:
    """Return the risk of a threat at an element with what is in place, and whether it may be worse."""
    risk = left(at.resolved, factors(at, threat), counted(at, threat, asked))
    return risk, may_be_worse(at, threat, (risk.likelihood, risk.impact))


def counted(at: Subject[object], threat: Threat, asked: Condition) -> tuple[Response, ...]:
    """Return the responses to a threat at an element; none where no control is in place, as none would then count."""
    controls = at.resolved.catalogue.controls
    if not any(in_place(at, controls[act.control]) for act in threat.answers):
        return ()
    return tuple(responses(at, threat, asked))


def in_place(at: Subject[object], control: Control) -> bool:
    """Return whether the status of a control at an element counts against a threat; looked up once for each."""
    if silent(at.resolved, control):
        return False
    if at.supposed:
        return control_state(at, control).in_place
    known, key = _known(at.resolved), (control.id, at.about, at.id)
    if key not in known:
        known[key] = control_state(at, control).in_place
    return known[key]


@once_per_system
def _known(_: ResolvedSystem) -> dict[tuple[str, str, str], bool]:
    """Return which controls are in place at which elements; others are added as they are asked for."""
    return {}
