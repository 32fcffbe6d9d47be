"""Who is responsible for each layer of each service, and whether controls cover the customer's part."""

from collections.abc import Iterator
from typing import Literal

from zonebook.assess.controls.checklist import Check
from zonebook.assess.controls.grounds import Ground, covering, ordered
from zonebook.assess.controls.layers.holders import LayerHolder, layer_holder
from zonebook.assess.controls.state import SETTLED
from zonebook.model.elements import Service
from zonebook.model.resolved import ResolvedSystem
from zonebook.model.vocabulary import LAYERS, Holder
from zonebook.values.record import dataclass

Cover = Literal["met", "partial", "planned", "not-met", "not-stated", "no-control", "not-asked"]
"""How far the controls of a layer cover the customer's part. `no-control`: the catalogue has none for it here.
`not-asked`: the layer is the provider's, or does not exist."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LayerDuty:
    """Who is responsible for one layer of one service; `holder` is None where nothing says who has it.

    `party` answers for it, and `provider` has the provider's part; both are empty where none is named.

    `grounds` has what each control of the layer that is in place, wholly or in part, rests on, the strongest first.
    Where the provider has the layer and no control of it is in place, it says whether a report about the provider is
    named.
    """

    service: str
    layer: str
    holder: Holder | None
    duty: str
    provider_duty: str
    party: str
    provider: str
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
        duty
        for service in resolved.system.services.values()
        for layer in LAYERS
        for duty in _duty(resolved, service, layer, tuple(by_service.get((service.id, layer), ())))
    )


def _duty(resolved: ResolvedSystem, service: Service, layer: str, checks: tuple[Check, ...]) -> Iterator[LayerDuty]:
    """Yield the duty of a layer of a service; nothing where its kind has no such layer."""
    held = layer_holder(resolved, service, layer)
    if held:
        yield LayerDuty(
            service=service.id,
            layer=layer,
            holder=held.holder,
            duty=held.duty,
            provider_duty=held.provider_duty,
            party=held.party,
            provider=held.provider,
            because=held.because,
            cover=_cover(held.holder, checks),
            checks=checks,
            grounds=ordered(check.standing.ground for check in checks) or _provider(resolved, service, held),
        )


def _provider(resolved: ResolvedSystem, service: Service, held: LayerHolder) -> tuple[Ground, ...]:
    """Return what the provider's word for a layer without controls rests on; nothing for a layer of others."""
    if held.holder != "provider":
        return ()
    report = covering(resolved, resolved.kind(service), held.provider)
    return ("inherited-with-report",) if report else ("inherited-without-report",)


def _cover(holder: Holder | None, checks: tuple[Check, ...]) -> Cover:
    """Return the weakest status among the checks; not stated is weaker than planned."""
    if holder is None:
        return "not-stated"
    if holder in {"provider", "none"}:
        return "not-asked"
    if not checks:
        return "no-control"
    found = {check.standing.status for check in checks if check.standing.status not in SETTLED}
    order: tuple[Cover, ...] = ("not-met", "not-stated", "partial", "planned")
    return next((each for each in order if each in found), "met")
