"""Likelihood: whether an untrusted zone is one flow away from an element, and what is known where it is not."""

from collections.abc import Mapping

from zonebook.assess.risk.scales import shifted
from zonebook.assess.zones.exposure import UNTRUSTED, hops_from_untrusted, unknown_positions
from zonebook.model.catalogue import Threat
from zonebook.model.elements import Actor, DataAsset, Flow, Identity, Network, Service, Zone
from zonebook.model.resolved import ResolvedSystem, once_per_system
from zonebook.model.subject import Subject, holding
from zonebook.model.vocabulary import LEVELS, Level

UNRAISED = "the weakness by itself gives nobody outside a way in"
"""Why the exposure of members does not raise the likelihood of a threat to their zone or network."""


def likelihood_at(at: Subject[object], base: Level) -> tuple[Level, str]:
    """Return the likelihood, one level higher than `base` where an untrusted zone is one flow away, and why.

    Nothing lowers it. That no flow of the model leads here may mean that none exists, or that it is not stated; if that
    lowered the likelihood, leaving a flow out of the model would reduce the risk.
    """
    near, because = one_flow_from_untrusted(at)
    return shifted(base, 1) if near else base, because


def one_flow_from_untrusted(at: Subject[object]) -> tuple[bool, str]:
    """Return whether a zone of trust 0 is at most one flow away from an element, with the reason for either answer."""
    if isinstance(at.element, Flow):
        return _from_zone(at.resolved, at.resolved.zone_of(at.element.from_), at.element.from_, "starts")
    if isinstance(at.element, Actor):
        return _from_zone(at.resolved, at.element.zone, at.id, "stands")
    found = _actors(at.resolved, at.element)
    if found:
        return True, f"{found[0].id} can act as it and stands in zone {found[0].zone}, trust 0"
    services = standing_for(at)
    hops = hops_from_untrusted(at.resolved)
    near = next((service.id for service in services if hops.get(service.id, 2) <= 1), "")
    if near:
        where = "is one flow away from" if hops[near] else "stands in"
        return True, f"{_called(at, near)} {where} a zone of trust 0"
    return False, _distance(at, services)


def exposure_unknown(at: Subject[object], threat: Threat, likelihood: Level) -> bool:
    """Return whether an untrusted zone may be one flow away, would raise a threat, and the model does not state it.

    A likelihood of very high cannot rise, and one that is counted from an untrusted zone has risen already.
    """
    if threat.raised_by != "any-member" or likelihood == LEVELS[-1] or one_flow_from_untrusted(at)[0]:
        return False
    return position_unknown(at)


def position_unknown(at: Subject[object]) -> bool:
    """Return whether the model does not state where something stands that is at most one flow away from an element."""
    if isinstance(at.element, Flow):
        start = at.resolved.zone_of(at.element.from_)
        return not start or at.resolved.trust(start) is None
    if isinstance(at.element, Identity) and at.element.assumed_by is None:
        return True
    return any(unknown_positions(at.resolved, service.id, 1) for service in standing_for(at))


def _from_zone(resolved: ResolvedSystem, zone: str, who: str, begins: str) -> tuple[bool, str]:
    """Return whether a zone is untrusted, with the reason; `who` stands in it, and `begins` says what is done there."""
    trust = resolved.trust(zone) if zone else None
    if trust is None:
        return False, f"the model does not state how much is trusted where {who} stands"
    return trust == UNTRUSTED, f"it {begins} in zone {zone}, trust {trust}"


def _actors(resolved: ResolvedSystem, element: object) -> tuple[Actor, ...]:
    """Return the actors that can act as an identity and are in a zone of trust 0."""
    names = (element.assumed_by or ()) if isinstance(element, Identity) else ()
    found = [resolved.system.actors[name] for name in names if name in resolved.system.actors]
    return tuple(each for each in found if each.zone and resolved.trust(each.zone) == UNTRUSTED)


def _called(at: Subject[object], service: str) -> str:
    if service == at.id:
        return "it"
    does = {Identity: ", which can act as it,", DataAsset: ", which holds it,"}
    return f"{service}{does.get(type(at.element), '')}"


def reaching_values(at: Subject[object], threat: Threat) -> tuple[Service, ...]:
    """Return the services whose data a threat to an element puts at risk, of those that stand for the element."""
    services = standing_for(at)
    if threat.raised_by == "any-member":
        return services
    hops = hops_from_untrusted(at.resolved)
    exposed = threat.raised_by == "exposed-members"
    return tuple(each for each in services if exposed and hops.get(each.id, 2) <= 1)


def _distance(at: Subject[object], services: tuple[Service, ...]) -> str:
    """Return the distance of the nearest service from a zone of trust 0, or that it is not stated."""
    if not services:
        return "nothing that flows lead to stands for it"
    unknown = next((each for service in services for each in unknown_positions(at.resolved, service.id, 1)), "")
    if unknown:
        return f"the model does not state {unknown}: outside may be one flow away"
    hops = hops_from_untrusted(at.resolved)
    least = min((hops[service.id] for service in services if service.id in hops), default=None)
    if least is None:
        return "no flow of the model leads to it from a zone of trust 0"
    return f"a zone of trust 0 is {least} flows away"


def standing_for(at: Subject[object]) -> tuple[Service, ...]:
    """Return the services that represent an element: itself, a zone's members, what is plugged into a network.

    An identity is represented by the services that run as it, and data by those that hold it.
    """
    resolved, element = at.resolved, at.element
    if isinstance(element, Service):
        return (element,)
    if isinstance(element, Zone):
        return resolved.members(element.id)
    if isinstance(element, Network):
        return _plugged(resolved).get(element.id, ())
    if isinstance(element, DataAsset):
        return holding(resolved, element.id)
    if isinstance(element, Identity):
        names = element.assumed_by or ()
        return tuple(resolved.system.services[name] for name in names if name in resolved.system.services)
    return ()


@once_per_system
def _plugged(resolved: ResolvedSystem) -> Mapping[str, tuple[Service, ...]]:
    """Group the services by the networks that they are plugged into, enclosing networks included."""
    found: dict[str, list[Service]] = {}
    for service in resolved.system.services.values():
        for network in resolved.networks_of(service):
            found.setdefault(network.id, []).append(service)
    return {network: tuple(services) for network, services in found.items()}
