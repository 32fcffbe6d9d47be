"""The consistency of a zone: whether its members meet its common controls, and where they differ."""

from collections.abc import Iterable, Iterator

from zonebook.assess.controls.alike.looks import Said, said
from zonebook.assess.controls.state import ControlState
from zonebook.assess.controls.status import control_state
from zonebook.model.catalogue import Control
from zonebook.model.elements import Service, Zone
from zonebook.model.resolved import ResolvedSystem
from zonebook.model.subject import Subject
from zonebook.values import NOWHERE
from zonebook.values.record import dataclass

_SHORT = frozenset(("partial", "planned", "not-met"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """A member of a zone that does not meet a control which the zone states as met.

    `element` is the id of a service, or of a zone inside that states the control for its own members.
    """

    control: str
    element: str
    standing: ControlState

    def __str__(self) -> str:
        """Return the contradiction as text, with where it is written."""
        state = self.standing
        written = f" ({state.place.path}:{state.place.line})" if state.place != NOWHERE else ""
        by = f" because {state.because}" if state.origin.shown else ""
        return f"{self.control} is met for the zone and {_status_text(state)} for {self.element}{by}{written}"


def _status_text(state: ControlState) -> str:
    return {"partial": "only partly met", "planned": "only planned"}.get(state.status, "not met")


def contradictions(resolved: ResolvedSystem, zone: Zone) -> tuple[Contradiction, ...]:
    """Return every member that contradicts a common control of a zone, by control and then in the order of the text."""
    found: dict[tuple[str, str], Contradiction] = {}
    for name, stated in sorted(zone.controls.items()):
        control = resolved.catalogue.controls.get(name)
        if stated.status != "met" or control is None:
            continue
        for service in _asked(resolved, resolved.members(zone.id), control):
            state = _state(resolved, service, control)
            element = _stated_by(state, zone)
            if element and state.status in _SHORT:
                found.setdefault((name, element), Contradiction(control=name, element=element, standing=state))
    return tuple(found.values())


def _asked(resolved: ResolvedSystem, members: Iterable[Service], control: Control) -> list[Service]:
    """Return the members that a control is asked of: those that its own condition does not exclude."""
    return [
        each
        for each in members
        if control.about != "service"
        or resolved.applies(Subject(resolved=resolved, about="service", element=each), control.id)
    ]


def _state(resolved: ResolvedSystem, service: Service, control: Control) -> ControlState:
    return control_state(Subject(resolved=resolved, about="service", element=service), control)


def _stated_by(state: ControlState, zone: Zone) -> str:
    """Return the id of the member or the zone inside that states it; empty where it comes from elsewhere."""
    origin = state.origin
    if origin.stated or origin.shown:
        return state.element
    return origin.id if origin.level == "zone" and origin.id != zone.id and not origin.through else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A control that some members of a zone meet and others do not, as they or their settings state."""

    control: str
    met: tuple[str, ...]
    short: tuple[str, ...]


def differences(resolved: ResolvedSystem, zone: Zone) -> tuple[Difference, ...]:
    """Return the controls in which the members of a zone differ, by id, where no zone around states them as met.

    Members of zones inside are left out: they have a security level of their own. A control that is not stated is no
    difference, and neither is a provider's default, which may be overruled elsewhere.
    """
    members = [each for each in resolved.members(zone.id) if each.zone == zone.id]
    names = sorted({name for each in members for name in _stated_or_shown(resolved, each)}) if len(members) > 1 else ()
    asked = (resolved.catalogue.controls[name] for name in names if not _met(resolved, zone, name))
    found = (_difference(resolved, members, control) for control in asked)
    return tuple(each for each in found if each.met and each.short)


def _met(resolved: ResolvedSystem, zone: Zone, control: str) -> bool:
    """Return whether the zone or one around it states the control as met: then it is a contradiction instead."""
    return any(each.controls[control].status == "met" for each in resolved.around(zone.id) if control in each.controls)


def _stated_or_shown(resolved: ResolvedSystem, service: Service) -> Iterator[str]:
    """Yield the controls that are stated for a service or that its stated settings can show."""
    yield from (name for name in service.controls if name in resolved.catalogue.controls)
    shown = resolved.catalogue.shown_by
    for setting in service.settings:
        yield from shown.get(setting, ())


def _difference(resolved: ResolvedSystem, members: list[Service], control: Control) -> Difference:
    """Return who meets a control; a setting shows it not met only beside a comparable member that meets it.

    A setting that shows a part is no difference: of the rest nothing is known.
    """
    signs = {sign.setting for sign in control.shown_by}
    asked = _asked(resolved, members, control)
    heard = {each.id: said(Subject(resolved=resolved, about="service", element=each), control) for each in asked}
    decided = [
        each for each in asked if heard[each.id].stated or (heard[each.id].shown and signs & each.settings.keys())
    ]
    met = [each for each in decided if heard[each.id].status == "met"]
    short = [each for each in decided if heard[each.id].status in _SHORT and not _a_part(heard[each.id])]
    stated = {each.id for each in short if heard[each.id].stated}
    return Difference(
        control=control.id,
        met=tuple(each.id for each in met),
        short=tuple(each.id for each in short if each.id in stated or any(_alike(resolved, each, one) for one in met)),
    )


def _a_part(heard: Said) -> bool:
    """Return whether a setting shows a part of the control."""
    return heard.shown and heard.status == "partial"


def _alike(resolved: ResolvedSystem, one: Service, other: Service) -> bool:
    """Return whether two services are comparable by their settings: of one kind, or both run by the customer."""
    kinds = resolved.kind(one), resolved.kind(other)
    return one.alike[0] == other.alike[0] or all(kind is not None and kind.category != "abstracted" for kind in kinds)
