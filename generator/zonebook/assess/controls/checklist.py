"""Which controls apply to which elements, and the status of each there."""

from collections.abc import Mapping
from dataclasses import dataclass

from zonebook.assess.answer import NotStated, Predicate
from zonebook.assess.controls.state import ControlState
from zonebook.assess.controls.status import control_state
from zonebook.assess.controls.verification import steps_for
from zonebook.model.catalogue import Control, Step
from zonebook.model.resolved import ResolvedSystem
from zonebook.model.subject import Subject, subjects
from zonebook.model.vocabulary import About
from zonebook.values import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """A control to check on an element. `unsure` lists the attributes to state to decide whether it applies.

    `steps` are those of the control's test that are for the element.
    """

    id: str
    control: Control
    steps: tuple[Step, ...]
    about: About
    element: str
    zone: str
    party: str
    standing: ControlState
    unsure: tuple[str, ...]
    place: Place


def checks(resolved: ResolvedSystem, conditions: Mapping[str, Predicate]) -> tuple[Check, ...]:
    """Return every control with each element it applies to, or may apply to; sorted by control, then as in the text."""
    found = []
    for control in resolved.catalogue.controls.values():
        for at in subjects(resolved, control.about):
            answer = conditions[f"controls/{control.id}"](at)
            if answer is not None:
                unsure = answer.attributes if isinstance(answer, NotStated) else ()
                found.append(_check(at, control, unsure))
    return tuple(found)


def _check(at: Subject[object], control: Control, unsure: tuple[str, ...]) -> Check:
    state = control_state(at, control)
    return Check(
        id=f"{control.id}@{at.id}",
        control=control,
        steps=steps_for(at, control),
        about=at.about,
        element=at.id,
        zone=at.zone,
        party=_party(at, control, state),
        standing=state,
        unsure=unsure,
        place=at.place,
    )


def _party(at: Subject[object], control: Control, state: ControlState) -> str:
    if state.by:
        return state.by
    kind = at.resolved.kind(at.element)
    if state.status == "inherited" or control.responsibility == "provider":
        return kind.provider if kind else ""
    return at.owner
