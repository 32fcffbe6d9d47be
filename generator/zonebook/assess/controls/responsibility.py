"""Who is responsible for each layer of each service, and whether controls cover the customer's part."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from zonebook.assess.controls.checklist import Check
from zonebook.assess.controls.grounds import Ground, covering, ordered
from zonebook.assess.controls.state import SETTLED
from zonebook.model.elements import Service
from zonebook.model.resolved import ResolvedSystem
from zonebook.model.subject import Subject
from zonebook.model.system import Responsibility
from zonebook.model.vocabulary import LAYERS, Holder, Responsible

Cover = Literal["met", "partial", "planned", "not-met", "not-stated", "no-control", "not-asked"]
"""How far the controls of a layer cover the customer's part. `no-control`: the catalogue has none for it here.
`not-asked`: the layer is the provider's, or does not exist."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LayerDuty:
    """Who is responsible for one layer of one service; `party` is empty where none is named.

    `grounds` has what each control of the layer that is in place, wholly or in part, rests on, the strongest first.
    Where the provider has the layer and no control of it is in place, it says whether a report about the provider is
    named.
    """

    service: str
    layer: str
    holder: Holder
    duty: str
    provider_duty: str
    party: str
    because: str
    cover: Cover
    checks: tuple[Check, ...]
    grounds: tuple[Ground, ...] = ()

    @property
    def weakest(self) -> Ground | None:
        """The weakest ground; None where nothing is in place."""
        return self.grounds[-1] if self.grounds else None


def duties(resolved: ResolvedSystem, checks: tuple[Check, ...]) -> tuple[LayerDuty, ...]:
    """Return the duty of each layer of each service, services in the order of the text, layers from the ground up."""
    by_service: dict[tuple[str, str], list[Check]] = {}
    for check in checks:
        if check.about == "service":
            by_service.setdefault((check.element, check.control.layer), []).append(check)
    return tuple(
        _duty(resolved, service, layer, tuple(by_service.get((service.id, layer), ())))
        for service in resolved.system.services.values()
        for layer in LAYERS
        if (kind := resolved.kind(service)) and layer in kind.responsibility
    )


def duty_of(check: Check, duties: Mapping[tuple[str, str], LayerDuty]) -> LayerDuty | None:
    """Return the duty that a check is part of, from those by service and layer; None where it is about no service."""
    return duties.get((check.element, check.control.layer)) if check.about == "service" else None


def holder_of(check: Check, duty: LayerDuty | None) -> Holder:
    """Return who answers for a check: the holder of its duty, or as its control states where it has none."""
    return duty.holder if duty else check.control.responsibility


def together(holders: Iterable[Holder]) -> Responsible | None:
    """Return who answers for what has these holders: the only one, or shared; None where nobody is named."""
    found = {holder for holder in holders if holder != "none"}
    return next(iter(found)) if len(found) == 1 else "shared" if found else None


def _duty(resolved: ResolvedSystem, service: Service, layer: str, checks: tuple[Check, ...]) -> LayerDuty:
    kind = resolved.catalogue.kinds[service.kind]
    default = kind.responsibility[layer]
    said = resolved.answers(service, layer)
    holder = said.holder if said and said.holder else default.holder
    return LayerDuty(
        service=service.id,
        layer=layer,
        holder=holder,
        duty=default.duty,
        provider_duty=default.provider_duty,
        party=_party(resolved, service, holder, said),
        because=said.because if said else "",
        cover=_cover(holder, checks),
        checks=checks,
        grounds=ordered(check.standing.ground for check in checks) or _provider(resolved, service, holder, said),
    )


def _provider(
    resolved: ResolvedSystem, service: Service, holder: Holder, said: Responsibility | None
) -> tuple[Ground, ...]:
    """Return what the provider's word for a layer without controls rests on; nothing for a layer of others."""
    if holder != "provider":
        return ()
    kind = resolved.catalogue.kinds[service.kind]
    report = covering(resolved, kind, said.party if said else "")
    return ("inherited-with-report",) if report else ("inherited-without-report",)


def _party(resolved: ResolvedSystem, service: Service, holder: Holder, said: Responsibility | None) -> str:
    if said and said.party:
        return said.party
    if holder == "none":
        return ""
    if holder == "provider":
        return resolved.catalogue.kinds[service.kind].provider
    return Subject(resolved=resolved, about="service", element=service).owner


def _cover(holder: Holder, checks: tuple[Check, ...]) -> Cover:
    """Return the weakest status among the checks; not stated is weaker than planned."""
    if holder in {"provider", "none"}:
        return "not-asked"
    if not checks:
        return "no-control"
    found = {check.standing.status for check in checks if check.standing.status not in SETTLED}
    order: tuple[Cover, ...] = ("not-met", "not-stated", "partial", "planned")
    return next((each for each in order if each in found), "met")
