"""What the status of a control looks at: elements of which all of it is equal have the same status.

It is `control_state` read from its inputs: the statements that hold for an element, its settings, who has its layers,
and the same of what carries the control. A law asks every element, and compares.
"""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import fields

from zonebook.assess.controls import carriers
from zonebook.assess.controls.alike.silent import silent
from zonebook.assess.controls.audits.results import concluded
from zonebook.assess.controls.inheritance import ControlStatus, zones
from zonebook.assess.controls.state import ControlState
from zonebook.assess.controls.status import control_state
from zonebook.model.catalogue import Control
from zonebook.model.elements import Flow, Service, Statement
from zonebook.model.resolved import ResolvedSystem, once_per_system
from zonebook.model.subject import Subject
from zonebook.model.vocabulary import Setting, SubjectType
from zonebook.values.record import dataclass


def status_look(at: Subject[object], control: Control) -> Hashable:
    """Return what decides the status of a control at an element of the model, and not who says so or why.

    What an audit found is said of one element, and so is what stands in for a control: nothing is like it then.
    """
    return None if silent(at.resolved, control) else status_looks(at, (control,))


def status_looks(at: Subject[object], controls: tuple[Control, ...]) -> Hashable:
    """Return what decides the status of each of some controls at an element, of which none is silent."""
    if not controls:
        return ()
    single = _single(at.resolved)
    if single and any(each.id in single for each in controls):
        return (at.about, at.id)
    seen = _seen(at)
    return (seen.look, *[seen[each.id] for each in controls])


class _Seen(dict[str, Hashable]):
    """What is seen of an element: its own look, and by control what carries it, None where the element itself does."""

    __slots__ = ("at", "look")

    def __init__(self, at: Subject[object]) -> None:
        """Look at the element."""
        numbers = _numbers(at.resolved)
        self.at, self.look = at, numbers.setdefault(_look(at), len(numbers))

    def __missing__(self, name: str) -> Hashable:
        at, control = self.at, self.at.resolved.catalogue.controls[name]
        own = control.about == at.about and at.resolved.applies(at, name)
        found = self[name] = None if own else _carried_look(at, control)
        return found


def _seen(at: Subject[object]) -> _Seen:
    known = _of_elements(at.resolved)
    found = known.get(id(at.element))
    if found is None:
        found = known[id(at.element)] = _Seen(at)
    return found


@once_per_system
def _of_elements(resolved: ResolvedSystem) -> dict[int, _Seen]:  # noqa: ARG001  whose elements they are
    """Return what is seen of elements, by their identity; others are added as they are asked for."""
    return {}


def carried_looks(at: Subject[object], controls: tuple[Control, ...]) -> Hashable:
    """Return what decides the status of each of some controls where other elements carry it, of which none is silent.

    With other values of its settings, an element may be one that a control does not apply to: it is then carried.
    """
    return tuple(_carried_look(at, each) for each in controls)


def _carried_look(at: Subject[object], control: Control) -> Hashable:
    """Return what decides the status of a control that is carried by other elements: which apply, and their looks."""
    found = _sides(at, control.about)
    applies = at.resolved.applies
    return (found.looks, *[applies(each, control.id) for each in found.every])


def counts(at: Subject[object], control: Control) -> bool:
    """Return whether a control at an element is in place or planned; worked out once for those that look the same."""
    if silent(at.resolved, control):
        return False
    if at.supposed:
        return _counts(control_state(at, control))
    known, key = _known(at.resolved), (control.id, at.about, status_look(at, control))
    if key not in known:
        known[key] = _counts(control_state(at, control))
    return known[key]


@dataclass(frozen=True, slots=True)
class Said:
    """The status of a control, and whether the element itself states it or a setting of its own shows it."""

    status: ControlStatus
    stated: bool
    shown: bool


def said(at: Subject[object], control: Control) -> Said:
    """Return the status of a control at an element of the model, and whether it says so itself.

    It is worked out once for those that look the same.
    """
    known, key = _said(at.resolved), (control.id, at.about, status_look(at, control))
    found = known.get(key)
    if found is None:
        state = control_state(at, control)
        found = known[key] = Said(state.status, state.origin.stated, state.origin.shown)
    return found


@once_per_system
def _said(resolved: ResolvedSystem) -> dict[tuple[str, str, Hashable], Said]:  # noqa: ARG001  whose answers they are
    """Return what is said of controls by what looks the same; others are added as they are asked for."""
    return {}


def _counts(state: ControlState) -> bool:
    return state.in_place or state.status == "planned"


@once_per_system
def _known(resolved: ResolvedSystem) -> dict[tuple[str, str, Hashable], bool]:  # noqa: ARG001  whose answers they are
    """Return which controls count for what; others are added as they are asked for."""
    return {}


def look(at: Subject[object]) -> Hashable:
    """Return what of an element itself the status of a control can depend on, the same number for the same."""
    return _seen(at).look


@once_per_system
def _numbers(resolved: ResolvedSystem) -> dict[Hashable, int]:  # noqa: ARG001  whose answers they are
    """Return the looks with their numbers; others are added as they are asked for."""
    return {}


def _look(at: Subject[object]) -> Hashable:
    resolved, element = at.resolved, at.element
    if isinstance(element, Flow):
        facts = (element.encrypted, element.authenticated, element.protocols)
        return ("flow", facts, _stated(element.controls), _zones(resolved, element))
    if not isinstance(element, Service) or element.runs_on or element.id in resolved.system.responsibilities:
        return (at.about, at.id)
    kind = resolved.kind(element)
    if kind and any(each.default_of_replicas is not None for each in kind.settings.values()):
        return (at.about, at.id)
    place = (element.account, element.network, _zones(resolved, element))
    return ("service", element.kind, told(element.settings.items()), _stated(element.controls), place)


def told(settings: Iterable[tuple[str, Setting]]) -> tuple[tuple[str, str, Setting], ...]:
    """Return settings with the type of each value, since true is not 1."""
    return tuple((name, type(value).__name__, value) for name, value in settings)


def _stated(controls: Mapping[str, Statement]) -> tuple[tuple[str, str, bool], ...]:
    """Return what is said of each control, and whether it has a place: what is declared counts beside facts."""
    return tuple((name, each.status, bool(each.place.path)) for name, each in controls.items())


def _zones(resolved: ResolvedSystem, element: object) -> tuple[str, ...]:
    """Return the zones around an element that say something of controls or layers."""
    said = resolved.system.responsibilities
    return tuple(zone.id for zone in zones(resolved, element) if zone.controls or zone.id in said)


@dataclass(frozen=True, slots=True)
class _Carriers:
    """What carries controls for an element: each of it, and their looks in the same form as the sides."""

    every: tuple[Subject[object], ...]
    looks: Hashable


def _sides(at: Subject[object], about: SubjectType) -> _Carriers:
    known, key = _carried(at.resolved), (at.about, at.id, about)
    found = known.get(key)
    if found is None:
        sides = carriers.sides(at, about)
        found = known[key] = _Carriers(
            tuple(each for side in sides for line in side for each in line),
            tuple(tuple(tuple(look(each) for each in line) for line in side) for side in sides),
        )
    return found


@once_per_system
def _carried(resolved: ResolvedSystem) -> dict[tuple[str, str, str], _Carriers]:  # noqa: ARG001  whose answers they are
    """Return what carries controls for which elements; others are added as they are asked for."""
    return {}


@once_per_system
def _single(resolved: ResolvedSystem) -> frozenset[str]:
    """Return the controls of which something is said of one element alone: what stands in for them, or by an audit."""
    return replaced(resolved) | {check.partition("@")[0] for check in concluded(resolved)}


@once_per_system
def replaced(resolved: ResolvedSystem) -> frozenset[str]:
    """Return the controls for which another is named instead, somewhere in the organisation or the system."""
    wholes = (resolved.organisation, resolved.system)
    shelves = (getattr(whole, shelf.name) for whole in wholes for shelf in fields(whole))
    elements = (each for shelf in shelves if isinstance(shelf, Mapping) for each in shelf.values())
    said = (getattr(each, "controls", {}) for each in (*wholes, *elements))
    return frozenset(name for statements in said for name, each in statements.items() if each.instead)
