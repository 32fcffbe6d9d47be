"""What words look at, named beside each of them: subjects of which it is equal get the same answer.

A look may say more than a word reads, and never less. Tests ask every subject of generated systems, and their likes
with one attribute changed, and compare.
"""

from collections.abc import Hashable

from zonebook.assess.conditions.words.arguments import Controls
from zonebook.assess.controls.alike.looks import status_look, told
from zonebook.assess.zones.one_machine import stays_on_one_machine
from zonebook.model.elements import Flow, Service
from zonebook.model.resolved import LOSSES, Kinded, ResolvedSystem
from zonebook.model.subject import Subject


def kind_look(at: Subject[Kinded]) -> str:
    """Return the id of its kind; empty where it has none."""
    found = at.resolved.kind(at.element)
    return found.id if found else ""


def settings_look(at: Subject[Kinded]) -> Hashable:
    """Return its kind and its settings; of a kind with a default that only replicas have, nothing is like it."""
    kind = at.resolved.kind(at.element)
    if kind and any(each.default_of_replicas is not None for each in kind.settings.values()):
        return at.id
    return (kind.id if kind else "", told(at.element.settings.items()))


def controls_look(at: Subject[object], want: Controls) -> Hashable:
    """Return what decides the status of each of these controls."""
    return tuple([status_look(at, at.resolved.catalogue.controls[name]) for name in want])


def tags_look(at: Subject[Kinded]) -> Hashable:
    """Return its tags."""
    return at.element.tags


def data_look(at: Subject[Service]) -> Hashable:
    """Return the data that a service holds and processes, and its own worth."""
    of = at.element
    return (of.holds, of.processes, *(getattr(of, side) for side in LOSSES))


def zone_look(at: Subject[Service]) -> Hashable:
    """Return the trust of the zone of a service, or the zone where that is not stated."""
    return trust_look(at.resolved, at.element.zone)


def trust_look(resolved: ResolvedSystem, zone: str) -> int | str:
    """Return the trust of a zone, or its id where that is not stated."""
    trust = resolved.trust(zone)
    return zone if trust is None else trust


def account_look(at: Subject[Service]) -> str:
    """Return the id of the account of a service; empty where it has none."""
    account = at.resolved.account_of(at.element)
    return account.id if account else ""


def networks_look(at: Subject[Service]) -> Hashable:
    """Return the networks that a service is plugged into."""
    return at.element.network


def host_look(at: Subject[Service]) -> Hashable:
    """Return what a service runs on."""
    return at.element.runs_on


def spoken_look(at: Subject[Flow]) -> Hashable:
    """Return the protocols and ports of a flow."""
    return (at.element.protocols, at.element.ports)


def protection_look(at: Subject[Flow]) -> Hashable:
    """Return how a flow is encrypted, by what it states and what it speaks, and whether a network lies between."""
    of = at.element
    return (of.encrypted, of.protocols, stays_on_one_machine(at.resolved, of))


def caller_look(at: Subject[Flow]) -> Hashable:
    """Return by what the far end knows the caller, and whether a network lies between."""
    return (at.element.authenticated, stays_on_one_machine(at.resolved, at.element))


def border_look(at: Subject[Flow]) -> Hashable:
    """Return the trusts on both sides of a flow, and whether they are of one zone; of an end without one, the ends."""
    of = at.element
    start, end = at.resolved.zone_of(of.from_), at.resolved.zone_of(of.to)
    if not (start and end):
        return (of.from_, of.to)
    return (start == end, trust_look(at.resolved, start), trust_look(at.resolved, end))


def enforced_look(at: Subject[Flow]) -> Hashable:
    """Return the borders that a flow crosses, and what enforces it."""
    return (border_look(at), at.element.enforced_by)


def start_look(at: Subject[Flow]) -> Hashable:
    """Return of what kind the start of a flow is."""
    return _end(at.resolved, at.element.from_)


def far_look(at: Subject[Flow]) -> Hashable:
    """Return of what kind the end of a flow is."""
    return _end(at.resolved, at.element.to)


def ends_look(at: Subject[Flow]) -> Hashable:
    """Return of what kinds both ends of a flow are; of a service that reaches itself, how many it is.

    Where an end is a zone, the other end may be one of its members: then it is the ends themselves.
    """
    of, resolved = at.element, at.resolved
    if of.from_ in resolved.system.zones or of.to in resolved.system.zones:
        return (of.from_, of.to)
    service = resolved.system.services.get(of.from_)
    itself = (service.count if service else None) if of.from_ == of.to else ""
    return (_end(resolved, of.from_), _end(resolved, of.to), itself)


def _end(resolved: ResolvedSystem, end: str) -> Hashable:
    """Return the kind of a service, or the service where none is stated; of anything else, its id."""
    service = resolved.system.services.get(end)
    return (service.kind, "" if service.kind else end) if service else end


def actor_look(at: Subject[Flow]) -> str:
    """Return the actor or the zone that a flow starts at; empty where it is a service."""
    start = at.element.from_
    return "" if start in at.resolved.system.services else start


def way_look(at: Subject[Flow]) -> Hashable:
    """Return what a flow passes through."""
    return at.element.via


def data_on_way_look(at: Subject[Flow]) -> Hashable:
    """Return the data that a flow carries."""
    return at.element.carries
