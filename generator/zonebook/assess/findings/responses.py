"""The controls that answer a threat at an element, with their status there."""

from collections.abc import Iterator

from zonebook.assess.conditions.condition import Condition
from zonebook.assess.controls.inheritance import Origin
from zonebook.assess.controls.status import control_state, reaches
from zonebook.assess.risk.scoring import Response
from zonebook.model.answers import Act
from zonebook.model.catalogue import Control, Threat
from zonebook.model.resolved import Kinded
from zonebook.model.subject import Subject
from zonebook.values.record import replace


def responses(at: Subject[object], threat: Threat, asked: Condition) -> Iterator[Response]:
    """Return what each control does about the threat, and its status at the element."""
    return (response(at, act, asked) for act in threat.answers)


def response(at: Subject[object], act: Act, asked: Condition) -> Response:
    """Return what one control does about a threat, and its status at the element."""
    control = at.resolved.catalogue.controls[act.control]
    state = control_state(at, control)
    if not reaches(at, control):
        state = replace(state, status="not-applicable", origin=Origin(level="condition"), chain=())
    denied = _denied(at, control, act, asked) if act.degree == "closes" and state.in_place else ""
    return Response(act=act, standing=state, denied=denied)


def _denied(at: Subject[object], control: Control, act: Act, asked: Condition) -> str:
    """Return what of the finding shows that a control does not hold; empty where nothing does.

    It is the finding itself, of which the control is the opposite, or the stated setting on which the threat fires and
    which would show the control with another value.
    """
    if act.negates:
        return f"{control.id} says the opposite of what the model states: change one of the two"
    if not isinstance(at.element, Kinded) or control.about != at.about:
        return ""
    for sign in control.shown_by:
        value = at.resolved.setting(at.element, sign.setting)
        if value and value.stated and value.value not in sign.met and asked.fires_on(sign.setting, value.value):
            return f"{control.id} cannot close it while {value}"
    return ""
