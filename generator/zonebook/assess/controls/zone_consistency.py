"""How alike the members of a zone are: a zone has one security level and common controls, or it is no zone."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from zonebook.assess.controls.status import ControlState, control_state
from zonebook.model.catalogue import Control
from zonebook.model.elements import Service, Zone
from zonebook.model.resolved import ResolvedSystem, once_per_system
from zonebook.model.subject import Subject
from zonebook.values import NOWHERE

_SHORT = frozenset(("partial", "planned", "not-met"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """A member of a zone that says something else about a control than the zone, which says that it is met.

    `element` is the id of a service, or of a zone inside that speaks for its own members.
    """

    control: str
    element: str
    standing: ControlState

    def __str__(self) -> str:
        """Give it in words, with where it is written."""
        standing = self.standing
        written = f" ({standing.place.path}:{standing.place.line})" if standing.place != NOWHERE else ""
        by = f" because {standing.because}" if standing.origin.shown else ""
        return f"{self.control} is met for the zone and {_told(standing)} for {self.element}{by}{written}"


def _told(standing: ControlState) -> str:
    return {"partial": "only partly met", "planned": "only planned"}.get(standing.status, "not met")


def contradictions(scene: ResolvedSystem, zone: Zone) -> tuple[Contradiction, ...]:
    """Give every member that contradicts a common control of a zone, by control and then in the order of the text."""
    found: dict[tuple[str, str], Contradiction] = {}
    for name, said in sorted(zone.controls.items()):
        control = scene.catalogue.controls.get(name)
        if said.status != "met" or control is None:
            continue
        for service in scene.members(zone.id):
            standing = _standing(scene, service, control)
            element = _speaker(standing, zone)
            if element and standing.status in _SHORT:
                found.setdefault((name, element), Contradiction(control=name, element=element, standing=standing))
    return tuple(found.values())


def _standing(scene: ResolvedSystem, service: Service, control: Control) -> ControlState:
    return control_state(Subject(scene=scene, about="service", element=service), control)


def _speaker(standing: ControlState, zone: Zone) -> str:
    """Give who says it, where that is a member or a zone inside; nothing where it is the zone itself."""
    origin = standing.origin
    if origin.stated or origin.shown:
        return standing.element
    return origin.id if origin.level == "zone" and origin.id != zone.id and not origin.through else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A control that some members of a zone meet and others do not, as they or their settings say."""

    control: str
    met: tuple[str, ...]
    short: tuple[str, ...]


def differences(scene: ResolvedSystem, zone: Zone) -> tuple[Difference, ...]:
    """Give the controls in which the members of a zone differ, by id, where no zone around says that they are met.

    Members of zones inside are left out: they have a level of their own. What is not stated makes no difference, and a
    provider's default, which may well be overruled elsewhere, none either.
    """
    members = [each for each in scene.members(zone.id) if each.zone == zone.id]
    names = sorted({name for each in members for name in _spoken_of(scene, each)}) if len(members) > 1 else ()
    asked = (scene.catalogue.controls[name] for name in names if not _met(scene, zone, name))
    found = (_difference(scene, members, control) for control in asked)
    return tuple(each for each in found if each.met and each.short)


def _met(scene: ResolvedSystem, zone: Zone, control: str) -> bool:
    """Say whether the zone or one around it says that the control is met: then it is a contradiction instead."""
    return any(each.controls[control].status == "met" for each in scene.around(zone.id) if control in each.controls)


def _spoken_of(scene: ResolvedSystem, service: Service) -> Iterator[str]:
    """Give the controls that are stated for a service or that its stated settings can show."""
    yield from (name for name in service.controls if name in scene.catalogue.controls)
    shown = _shown(scene)
    for setting in service.settings:
        yield from shown.get(setting, ())


@once_per_system
def _shown(scene: ResolvedSystem) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for control in scene.catalogue.controls.values():
        for sign in control.shown_by:
            found.setdefault(sign.setting, []).append(control.id)
    return {setting: tuple(names) for setting, names in found.items()}


def _difference(scene: ResolvedSystem, members: list[Service], control: Control) -> Difference:
    signs = {sign.setting for sign in control.shown_by}
    standings = {each.id: _standing(scene, each, control) for each in members}
    said = [
        each
        for each in members
        if standings[each.id].origin.stated or (standings[each.id].origin.shown and signs & set(each.settings))
    ]
    met = [each for each in said if standings[each.id].status == "met"]
    short = [each for each in said if standings[each.id].status in _SHORT]
    stated = {each.id for each in short if standings[each.id].origin.stated}
    return Difference(
        control=control.id,
        met=tuple(each.id for each in met),
        short=tuple(each.id for each in short if each.id in stated or any(_alike(scene, each, one) for one in met)),
    )


def _alike(scene: ResolvedSystem, one: Service, other: Service) -> bool:
    """Say whether two services can be held to the same settings: of one kind, or both run by ourselves."""
    kinds = scene.kind(one), scene.kind(other)
    return one.kind == other.kind or all(kind is not None and kind.category != "abstracted" for kind in kinds)
