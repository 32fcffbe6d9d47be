"""Impact: that of the threat, raised to the sensitivity of the data that is held, carried or administered."""

from collections.abc import Iterator, Mapping
from typing import Literal

from zonebook.assess.risk.likelihood import reaching_values
from zonebook.model.catalogue import Threat
from zonebook.model.elements import DataAsset, Flow, Identity, Service
from zonebook.model.resolved import LOSSES, Loss
from zonebook.model.subject import Subject
from zonebook.model.vocabulary import Level, RaisedBy, Stride, above, at_least, worst

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
    sides = losses(threat)
    best: Level | Literal[""] = ""
    why = ""
    for name, side, sensitivity in worths(at, threat):
        if side in sides and (not best or above(sensitivity, best)):
            best, why = sensitivity, f"{name} has {side} {sensitivity}"
    least = worst((threat.impact, best)) if best else threat.impact
    return least, why or _UNRAISED[threat.raised_by]


def worths(at: Subject[object], threat: Threat) -> Iterator[tuple[str, Loss, Level]]:
    """Yield each sensitivity that is at stake: of data, and what services state of themselves."""
    for name in _data(at, threat):
        asset = at.resolved.system.data.get(name)
        for side in LOSSES if asset else ():
            if asset and (sensitivity := at.resolved.worth(asset, side)):
                yield name, side, sensitivity
    for service in _services(at, threat):
        for side in LOSSES:
            if own := getattr(service, side):
                yield f"{service.id} itself", side, own


def worth_unknown(at: Subject[object], threat: Threat, impact: Level) -> bool:
    """Return whether data that is not stated, or not classified, could raise the impact of a threat to an element.

    Data is worth high at most.
    """
    return not at_least(impact, "high") and data_unknown(at, threat)


def data_unknown(at: Subject[object], threat: Threat) -> bool:
    """Return whether the data at stake is not stated, or how bad a loss of it is that the threat can cause."""
    sides = losses(threat)
    return any(side in sides for side in unclassed(at, threat))


def unclassed(at: Subject[object], threat: Threat) -> Iterator[Loss]:
    """Yield the losses of data at stake of which it is not stated how bad they are: each where no data is stated."""
    if any(each is None for each in _stated(at, threat)):
        yield from LOSSES
    assets = (at.resolved.system.data.get(name) for name in _data(at, threat))
    yield from (side for asset in assets if asset for side in LOSSES if not at.resolved.worth(asset, side))


def losses(threat: Threat) -> frozenset[Loss]:
    """Return the losses that a threat can cause: those of its classes. One that names no class may cause each."""
    return losses_of(threat.stride, linddun=bool(threat.linddun))


def losses_of(stride: tuple[Stride, ...], *, linddun: bool) -> frozenset[Loss]:
    """Return the losses that a threat of some classes can cause; `linddun` says that it is of one for privacy."""
    found = {side for each in stride for side in _SIDES[each]}
    if linddun:
        found.add("confidentiality")
    return frozenset(found or LOSSES)


def _stated(at: Subject[object], threat: Threat) -> tuple[tuple[str, ...] | None, ...]:
    """Return what an element carries, holds or administers, as stated; None for what is not stated."""
    if isinstance(at.element, Flow):
        return (at.element.carries,)
    held = (each.holds for each in _services(at, threat))
    return (at.element.administers, *held) if isinstance(at.element, Identity) else tuple(held)


def _services(at: Subject[object], threat: Threat) -> tuple[Service, ...]:
    """Return the services whose worth is at stake: those that an identity administers, or that stand for an element."""
    if isinstance(at.element, Flow):
        return ()
    if isinstance(at.element, Identity):
        services = at.resolved.system.services
        return tuple(services[name] for name in at.element.administers or () if name in services)
    return reaching_values(at, threat)


def _data(at: Subject[object], threat: Threat) -> tuple[str, ...]:
    """Return the data at stake; what only passes through a service is not, where the threat is to data at rest."""
    if isinstance(at.element, DataAsset):
        return (at.element.id,)
    if isinstance(at.element, Flow):
        return at.element.carries or ()
    services = _services(at, threat)
    return tuple(name for each in services for name in ((each.holds or ()) if threat.at_rest else each.handles))
