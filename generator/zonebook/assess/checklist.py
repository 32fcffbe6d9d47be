"""Which controls apply to what, and where each stands there."""

from collections.abc import Mapping
from dataclasses import dataclass

from zonebook.assess.answer import NotStated
from zonebook.assess.controls import ControlStanding, control_standing
from zonebook.assess.findings import owner
from zonebook.assess.when import Condition
from zonebook.model.catalogue import Control
from zonebook.model.scene import Scene
from zonebook.model.standing import Standing, standings
from zonebook.model.terms import About
from zonebook.values import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """A control to be checked on something. `unsure` names what the model would have to state to tell if it applies."""

    id: str
    control: Control
    about: About
    element: str
    zone: str
    party: str
    standing: ControlStanding
    unsure: tuple[str, ...]
    place: Place


def checks(scene: Scene, conditions: Mapping[str, Condition]) -> tuple[Check, ...]:
    """Give every control with everything it applies to, or may apply to; sorted by control, then as in the text."""
    found = []
    for control in scene.catalogue.controls.values():
        for at in standings(scene, control.about):
            answer = conditions[f"controls/{control.id}"](at)
            if answer is not None:
                unsure = answer.attributes if isinstance(answer, NotStated) else ()
                found.append(_check(at, control, unsure))
    return tuple(found)


def _check(at: Standing[object], control: Control, unsure: tuple[str, ...]) -> Check:
    end = str(getattr(at.element, "to", ""))
    zone = at.id if at.about == "zone" else str(getattr(at.element, "zone", "")) or at.scene.zone_of(end)
    standing = control_standing(at, control)
    place: Place = getattr(at.element, "place", at.scene.system.place)
    return Check(
        id=f"{control.id}@{at.id}",
        control=control,
        about=at.about,
        element=at.id,
        zone=zone,
        party=_party(at, control, standing),
        standing=standing,
        unsure=unsure,
        place=place,
    )


def _party(at: Standing[object], control: Control, standing: ControlStanding) -> str:
    if standing.by:
        return standing.by
    kind = at.scene.kind(at.element)
    if standing.status == "inherited" or control.responsibility == "provider":
        return kind.provider if kind else ""
    return owner(at)
