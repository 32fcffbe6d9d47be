"""Which controls apply to which elements, the status of each there, and the steps of its test."""

from collections.abc import Mapping

from zonebook.assess.answer import NotStated, Predicate
from zonebook.assess.controls.layers.holders import layer_holder
from zonebook.assess.controls.state import ControlState
from zonebook.assess.controls.status import control_state
from zonebook.model.catalogue import Control, Step
from zonebook.model.elements import Service
from zonebook.model.resolved import ResolvedSystem, once_per_system
from zonebook.model.subject import Subject, subjects
from zonebook.model.vocabulary import ABOUTS, About
from zonebook.values import Place
from zonebook.values.record import dataclass


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
    """Return every control with each element it applies to, or may apply to; sorted by control, then as in the text.

    Of an element that does not state what it is, only what it states itself is listed: nearly every control may apply.
    """
    asked = (
        (at, control, _unsure(at, control, conditions))
        for control in resolved.catalogue.controls.values()
        for at in subjects(resolved, control.about)
    )
    return tuple(_check(at, control, unsure) for at, control, unsure in asked if unsure is not None)


def is_check(resolved: ResolvedSystem, conditions: Mapping[str, Predicate], id_: str) -> bool:
    """Return whether `checks` has a check of this id; no other is looked at."""
    name, _, element = id_.partition("@")
    control = resolved.catalogue.controls.get(name)
    at = _subjects(resolved).get((control.about, element)) if control else None
    return control is not None and at is not None and _unsure(at, control, conditions) is not None


@once_per_system
def _subjects(resolved: ResolvedSystem) -> Mapping[tuple[About, str], Subject[object]]:
    return {(about, at.id): at for about in ABOUTS for at in subjects(resolved, about)}


def _unsure(at: Subject[object], control: Control, conditions: Mapping[str, Predicate]) -> tuple[str, ...] | None:
    """Return what to state to decide whether a control applies to an element; None where it is no check there."""
    answer = conditions[f"controls/{control.id}"](at)
    if answer is None:
        return None
    unsure = answer.attributes if isinstance(answer, NotStated) else ()
    return unsure if f"{at.route}.kind" not in unsure or control_state(at, control).origin.stated else None


def _check(at: Subject[object], control: Control, unsure: tuple[str, ...]) -> Check:
    state = control_state(at, control)
    return Check(
        id=f"{control.id}@{at.id}",
        control=control,
        steps=steps_for(at, control),
        about=control.about,
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
    if state.status == "inherited" or control.responsibility == "provider":
        kind = at.resolved.kind(at.element)
        held = layer_holder(at.resolved, at.element, control.layer) if isinstance(at.element, Service) else None
        return (held.provider if held else "") or (kind.provider if kind else "")
    return at.owner


def steps_for(at: Subject[object], control: Control) -> tuple[Step, ...]:
    """Return the steps of a control that are for a subject, in the order of the catalogue.

    A step that names kinds or traits is for elements of one of them; one that names providers is for what such a
    provider runs: the element, its account, or, where the element has no kind, anything in the system.
    """
    return tuple(step for step in control.verify if _is_for(at, step))


def _is_for(at: Subject[object], step: Step) -> bool:
    if step.providers and _providers(at).isdisjoint(step.providers):
        return False
    if not step.kinds and not step.traits:
        return True
    kind = at.resolved.kind(at.element)
    return (kind is not None and kind.id in step.kinds) or not set(at.resolved.traits(at.element)).isdisjoint(
        step.traits
    )


def _providers(at: Subject[object]) -> frozenset[str]:
    """Return the providers of an element and of its account; of all services and accounts where it has no kind."""
    resolved = at.resolved
    kind = resolved.kind(at.element)
    if kind is not None:
        account = resolved.account_of(at.element)
        around = resolved.kind(account) if account else None
        return frozenset(each.provider for each in (kind, around) if each and each.provider)
    parts = (*resolved.system.services.values(), *resolved.system.accounts.values())
    found = (resolved.kind(each) for each in parts)
    return frozenset(each.provider for each in found if each and each.provider)
