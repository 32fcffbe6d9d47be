"""Words for flows by which an intruder moves on: what can pass, and from which machine to which."""

from collections.abc import Iterator, Sequence

from zonebook.assess.answer import Answer, NotStated, holds, missing
from zonebook.assess.conditions.word import word
from zonebook.assess.conditions.words import looks, queries
from zonebook.assess.conditions.words.arguments import Pair, Ports, Protocols, Traits
from zonebook.assess.directory.flow_matching import covers, meets
from zonebook.model.catalogue import Protocol
from zonebook.model.elements import Flow, Service
from zonebook.model.resolved import ResolvedSystem
from zonebook.model.subject import Subject


@word("flow", says="circumstance", selects=True, looks=looks.spoken_look)
def opens(at: Subject[Flow], want: Protocols) -> Answer:
    """One of these protocols can pass: it is spoken, or an open port is one on which it is spoken.

    Sets count as their members. A flow that opens every port lets all of them pass.
    """
    if at.element.unspoken:
        return missing(f"{at.route}.protocols")
    spoken = at.resolved.spoken(at.element)
    if "any" in {*at.element.ports, *(each.port for protocol in spoken for each in protocol.ports)}:
        return holds("it opens every port")
    wanted = at.resolved.catalogue.spoken(want)
    said = [each.id for each in wanted if each in spoken]
    ported = [f"{each.title} by {port}" for each in wanted if each not in spoken for port in _room(at.element, each)]
    return holds(f"it opens {queries.listed((*said, *ported))}") if said or ported else None


def _room(flow: Flow, protocol: Protocol) -> Sequence[str]:
    """Return the first stated port or range in which there is a port of the protocol; nothing where there is none."""
    found = (port for port in flow.ports if any(covers(port, each.port) for each in protocol.ports))
    return tuple(found)[:1]


@word("flow", says="circumstance", selects=True, looks=looks.spoken_look)
def ports(at: Subject[Flow], want: Ports) -> Answer:
    """It states by number a port or a range that has one of these in common; `any` is not about these."""
    if at.element.unspoken:
        return missing(f"{at.route}.protocols")
    found = [each for each in at.element.ports if each != "any" and any(_in_common(each, port) for port in want)]
    return holds(f"it opens {queries.listed(found)}") if found else None


def _in_common(stated: str, wanted: str) -> bool:
    """Return whether two ports or ranges of one transport have a port in common."""
    return stated.partition("/")[0] == wanted.partition("/")[0] and meets(stated, wanted)


@word("flow", says="circumstance", selects=True, looks=looks.ends_look)
def joins(at: Subject[Flow], want: Pair) -> Answer:
    """It leads from one such machine to another such machine; of a zone at an end, each member counts.

    Where a zone reaches itself and one service alone is in it, that is several machines, unless its `count` is 1.
    """
    starts = tuple(_such(at.resolved, at.element.from_, want.from_is, want.from_but))
    ends = tuple(_such(at.resolved, at.element.to, want.to_is, want.to_but))
    pairs = [(start, end) for start in starts for end in ends]
    if apart := next(((start, end) for start, end in pairs if start is not end), None):
        return holds(f"it leads from {apart[0].id} to {apart[1].id}")
    if fleet := next((start for start, end in pairs if start is end and start.count != 1), None):
        return holds(f"it leads from {fleet.id} to others of its kind")
    return _unknown_pair(at, bool(starts), bool(ends))


def _unknown_pair(at: Subject[Flow], start: bool, end: bool) -> Answer:  # noqa: FBT001  whether one is known there
    """Return the kinds that are not stated, where with them a flow may lead between such machines."""
    services = at.resolved.system.services
    near, far = (
        [f"services.{name}.kind" for name in at.resolved.ends(side) if name in services and not services[name].kind]
        for side in (at.element.from_, at.element.to)
    )
    unknown = tuple(dict.fromkeys((*near, *far)))
    return NotStated(unknown) if unknown and (start or near) and (end or far) else None


def _such(resolved: ResolvedSystem, end: str, wanted: Traits, but: Traits) -> Iterator[Service]:
    """Yield the services at an end of a flow with one of the wanted traits, and none of those that do not count."""
    for name in resolved.ends(end):
        service = resolved.system.services.get(name)
        traits = resolved.traits(service)
        if service and queries.shared(wanted, traits) and not queries.shared(but, traits):
            yield service
