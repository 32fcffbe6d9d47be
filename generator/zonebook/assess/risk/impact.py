"""Impact: that of the threat, raised to the sensitivity of the data that is held, carried or administered."""

from collections.abc import Mapping
from typing import Literal

from zonebook.assess.risk.likelihood import reaching_values
from zonebook.model.catalogue import Threat
from zonebook.model.elements import DataAsset, Flow, Identity
from zonebook.model.resolved import LOSSES, Loss
from zonebook.model.subject import Subject
from zonebook.model.vocabulary import Level, RaisedBy, above, at_least, worst

_SIDES: Mapping[str, tuple[Loss, ...]] = {
    "information-disclosure": ("confidentiality",),
    "tampering": ("integrity",),
    "repudiation": ("integrity",),
    "denial-of-service": ("availability",),
    "spoofing": ("confidentiality", "integrity"),
    "elevation-of-privilege": ("confidentiality", "integrity"),
}
"""The losses that each class of STRIDE can cause; a class of LINDDUN, that of confidentiality."""
_UNRAISED: Mapping[RaisedBy, str] = {
    "any-member": "no data is stated that would raise it",
    "exposed-members": "no member that outsiders reach over one flow is stated to hold data that would raise it",
    "nothing": "the weakness by itself opens no way to the data of its members",
}
"""Why the impact stays that of the threat."""


def impact_on(at: Subject[object], threat: Threat) -> tuple[Level, str]:
    """Return the impact of a threat to an element, no lower than the sensitivity of its data, and why."""
    sides = _losses(threat)
    best: Level | Literal[""] = ""
    why = ""
    for name in _data(at, threat):
        asset = at.resolved.system.data.get(name)
        for side in LOSSES:
            sensitivity = at.resolved.worth(asset, side) if asset and side in sides else ""
            if sensitivity and (not best or above(sensitivity, best)):
                best, why = sensitivity, f"{name} has {side} {sensitivity}"
    least = worst((threat.impact, best)) if best else threat.impact
    return least, why or _UNRAISED[threat.raised_by]


def worth_unknown(at: Subject[object], threat: Threat, impact: Level) -> bool:
    """Return whether data that is not stated, or not classified, could raise the impact of a threat to an element.

    Data is worth high at most.
    """
    sides = _losses(threat)
    if at_least(impact, "high"):
        return False
    if any(each is None for each in _stated(at, threat)):
        return True
    assets = (at.resolved.system.data.get(name) for name in _data(at, threat))
    return any(not at.resolved.worth(asset, side) for asset in assets if asset for side in sides)


def _losses(threat: Threat) -> frozenset[Loss]:
    """Return the losses that a threat can cause: those of its classes. One that names no class may cause each."""
    found = {side for each in threat.stride for side in _SIDES[each]}
    if threat.linddun:
        found.add("confidentiality")
    return frozenset(found or LOSSES)


def _stated(at: Subject[object], threat: Threat) -> tuple[tuple[str, ...] | None, ...]:
    """Return what an element carries, holds or administers, as stated; None for what is not stated."""
    element, resolved = at.element, at.resolved
    if isinstance(element, Flow):
        return (element.carries,)
    if isinstance(element, Identity):
        services = (resolved.system.services.get(name) for name in element.administers or ())
        return (element.administers, *(each.holds for each in services if each))
    return tuple(each.holds for each in reaching_values(at, threat))


def _data(at: Subject[object], threat: Threat) -> tuple[str, ...]:
    element, resolved = at.element, at.resolved
    if isinstance(element, DataAsset):
        return (element.id,)
    if isinstance(element, Flow):
        return element.carries or ()
    if isinstance(element, Identity):
        services = [
            resolved.system.services[name] for name in element.administers or () if name in resolved.system.services
        ]
        return tuple(name for service in services for name in service.holds or ())
    return tuple(name for service in reaching_values(at, threat) for name in service.holds or ())
