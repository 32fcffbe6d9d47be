"""Who has a layer of a service: as the model states, as what it runs on and where it stands decide, or as its kind."""

from zonebook.model.catalogue import Kind
from zonebook.model.elements import Service
from zonebook.model.options import Duty
from zonebook.model.resolved import ResolvedSystem
from zonebook.model.subject import Subject
from zonebook.model.system import Responsibility
from zonebook.model.vocabulary import LAYERS, Holder
from zonebook.values.record import dataclass, replace

_GROUND = frozenset(LAYERS[: LAYERS.index("guest-os")])
"""The layers of a place: whoever runs the building, the machines and the virtualisation has them."""
_CARRIED = _GROUND | {"guest-os"}
"""The layers below what runs on another service: they are those of the other."""
_NOWHERE = "The model says neither what it runs on nor where it stands."


@dataclass(frozen=True, slots=True, kw_only=True)
class LayerHolder:
    """Who has a layer of a service, and what that means there.

    `holder` is None where nothing says who has it. `party` is who answers for it: of a layer of the provider the
    provider, otherwise a party of the customer; empty where none is named. `provider` is who has the provider's part,
    empty where there is no such part or nobody is named for it. `because` is the reason where the kind alone does not
    decide.
    """

    holder: Holder | None
    duty: str
    provider_duty: str
    party: str = ""
    provider: str = ""
    because: str = ""


def layer_holder(resolved: ResolvedSystem, service: Service, layer: str) -> LayerHolder | None:
    """Return who has a layer of a service; None where its kind has no such layer."""
    kind = resolved.kind(service)
    if kind is None or layer not in kind.responsibility:
        return None
    found = _unstated(resolved, service, kind, layer)
    said = resolved.answers(service, layer)
    return _named(resolved, service, _stated(resolved, found, said) if said else found)


def _unstated(resolved: ResolvedSystem, service: Service, kind: Kind, layer: str) -> LayerHolder:
    """Return the holder that follows from the kind, from what the service runs on, and from where it stands."""
    duty = kind.responsibility[layer]
    if kind.provider or duty.holder == "none":
        return _as(duty, duty.holder, kind.provider)
    host = resolved.system.services.get(service.runs_on)
    below = layer_holder(resolved, host, layer) if host else None
    if host and below and layer in _CARRIED:
        return replace(below, because=f"It runs on {host.id}.")
    if host and below:
        return _on_platform(duty, below, host.id)
    return _in_place(resolved, service, kind, layer)


def _as(duty: Duty, holder: Holder | None, provider: str, because: str = "") -> LayerHolder:
    return LayerHolder(
        holder=holder, duty=duty.duty, provider_duty=duty.provider_duty, provider=provider, because=because
    )


def _own(duty: Duty, because: str) -> LayerHolder:
    """Return a layer of which the organisation is its own provider: both parts are the customer's."""
    own = f" The organisation's own part as its provider: {duty.provider_duty}" if duty.provider_duty else ""
    whole = f"{duty.duty}{own}"
    return LayerHolder(holder="customer", duty=whole, provider_duty="", because=because)


def _on_platform(duty: Duty, below: LayerHolder, host: str) -> LayerHolder:
    """Return a layer in which a platform has a part: the provider's, where the platform is a provider's."""
    if duty.holder != "customer" and below.holder == "customer":
        return _own(duty, f"It runs on {host}, and that is the organisation's own.")
    return _as(duty, duty.holder, below.provider)


def _in_place(resolved: ResolvedSystem, service: Service, kind: Kind, layer: str) -> LayerHolder:
    """Return a layer of what names no provider and no host: that of the account or the premises that it stands in."""
    duty = kind.responsibility[layer]
    account, premises = resolved.account_of(service), _on_premises(resolved, service)
    if runs := _run_by_provider(resolved, service):
        below = layer in _CARRIED and not premises
        provider = runs.party if _is_provider(resolved, runs.party) else ""
        return _as(duty, "provider" if below else duty.holder, provider, "A provider runs it." if below else "")
    if premises:
        why = "It stands on own premises, and no provider is named."
        return _as(duty, "customer", "") if duty.holder == "customer" else _own(duty, why)
    if account and account.provider:
        theirs = duty.holder == "customer" and layer in _GROUND
        why = f"It stands in the account {account.id}." if theirs else ""
        return _as(duty, "provider" if theirs else duty.holder, account.provider, why)
    if duty.holder != "customer" and kind.category != "abstracted":
        return _as(duty, None, "", _NOWHERE)
    return _as(duty, duty.holder, "")


def _run_by_provider(resolved: ResolvedSystem, service: Service) -> Responsibility | None:
    """Return the statement that a provider runs the software of a service, and so the service; None without one."""
    said = resolved.answers(service, "platform")
    return said if said and (said.holder == "provider" or _is_provider(resolved, said.party)) else None


def _on_premises(resolved: ResolvedSystem, service: Service) -> bool:
    """Return whether a service is plugged into a network of the organisation's own premises."""
    kinds = (resolved.kind(each) for each in resolved.networks_of(service))
    return any(kind is not None and kind.scope == "on-premises" for kind in kinds)


def _stated(resolved: ResolvedSystem, found: LayerHolder, said: Responsibility) -> LayerHolder:
    """Return a layer as the model states it.

    A party without a holder answers for the part of its own side: a team leaves to the provider what is the provider's,
    and a provider takes over what is the customer's.
    """
    outside = _is_provider(resolved, said.party)
    holder = said.holder or found.holder
    if said.holder is None and said.party and holder in {"customer", None}:
        holder = "provider" if outside else "customer"
    return replace(
        found,
        holder=holder,
        party="" if outside or not said.party else said.party,
        provider=said.party if outside else found.provider,
        because=said.because or (found.because if holder == found.holder else ""),
    )


def _is_provider(resolved: ResolvedSystem, party: str) -> bool:
    return party in resolved.parties and resolved.parties[party].within == "provider"


def _named(resolved: ResolvedSystem, service: Service, found: LayerHolder) -> LayerHolder:
    """Return a layer with the party that answers for it."""
    provider = found.provider if found.holder in {"provider", "shared"} else ""
    if found.holder in {"customer", "shared"}:
        owner = Subject(resolved=resolved, about="service", element=service).owner
        return replace(found, party=found.party or owner, provider=provider)
    return replace(found, party=provider, provider=provider)
