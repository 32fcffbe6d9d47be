"""Admission: the borders that lie between two zones, and what the rules of each let in.

Whoever enters a zone enters the zones around it too, unless they were inside already. Each zone that contains the end
of a flow and not its start is a border of its own, and has to admit the flow by its own rules. Two zones inside a third
do not cross the border of the third between them. A zone that states no rules answers nothing.
"""

from collections.abc import Sequence

from zonebook.model.catalogue import Protocol
from zonebook.model.elements import Flow, Zone
from zonebook.model.resolved import ResolvedSystem
from zonebook.values.record import dataclass

ANYTHING = "any"
"""The listening port of a protocol that covers every protocol."""

_WHATEVER = "anything"
"""What is named of a flow that does not state what it speaks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Admission:
    """What one zone admits and refuses of a flow that enters it.

    Both are empty where the model does not state `unknown`: the rules of the zone, or the protocols of the flow.
    """

    zone: str
    unknown: str = ""
    admitted: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()


def entered(resolved: ResolvedSystem, start: str, end: str) -> tuple[Zone, ...]:
    """Return the zones that contain the zone `end` and not the zone `start`, the outermost first."""
    left = {zone.id for zone in resolved.around(start)}
    return tuple(zone for zone in resolved.around(end) if zone.id not in left)[::-1]


def admissions(resolved: ResolvedSystem, flow: Flow) -> tuple[Admission, ...]:
    """Return what each zone that a flow enters says of it, the outermost first; nothing where an end has no zone."""
    start, end = resolved.zone_of(flow.from_), resolved.zone_of(flow.to)
    return tuple(admission(resolved, flow, zone) for zone in entered(resolved, start, end)) if start and end else ()


def admission(resolved: ResolvedSystem, flow: Flow, zone: Zone) -> Admission:
    """Return what the rules of one zone admit and refuse of a flow: protocols first, then ports as written.

    Of a flow that states neither, a zone admits or refuses anything, or it depends on what is spoken.
    """
    if zone.allow is None:
        return Admission(zone=zone.id, unknown=f"zones.{zone.id}.allow")
    let_in = ruled(resolved, zone, resolved.zone_of(flow.from_))
    if flow.unspoken:
        return _unspoken(zone, flow, let_in)
    admitted, refused = split(resolved, flow, let_in)
    return Admission(zone=zone.id, admitted=admitted, refused=refused)


def _unspoken(zone: Zone, flow: Flow, let_in: Sequence[Protocol]) -> Admission:
    if not let_in:
        return Admission(zone=zone.id, refused=(_WHATEVER,))
    if any(ANYTHING in listening_ports(each) for each in let_in):
        return Admission(zone=zone.id, admitted=(_WHATEVER,))
    return Admission(zone=zone.id, unknown=f"flows.{flow.id}.protocols")


def ruled(resolved: ResolvedSystem, zone: Zone, start: str) -> tuple[Protocol, ...]:
    """Return the protocols that the rules of a zone let in from another: those for it and for the zones around it."""
    rules = zone.allow or {}
    return resolved.catalogue.spoken(tuple(name for near in resolved.around(start) for name in rules.get(near.id, ())))


def split(resolved: ResolvedSystem, flow: Flow, let_in: Sequence[Protocol]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Split the protocols and then the ports of a flow into what these protocols cover, and the rest.

    A protocol covers what travels inside it.
    """
    known = {each.id for each in let_in}
    listening = [port for each in let_in for port in listening_ports(each)]
    anything = ANYTHING in listening
    used = [(each.id, anything or not known.isdisjoint((each.id, *each.rides_on))) for each in resolved.spoken(flow)]
    used += [(port, any(within(port, each) for each in listening)) for port in flow.ports]
    return tuple(name for name, covered in used if covered), tuple(name for name, covered in used if not covered)


def lets_in(resolved: ResolvedSystem, start: str, end: str) -> bool | None:
    """Return whether the rules let anything at all from one zone into another; None where that is not stated.

    Every zone that is entered has to let the same protocol in. True where none is entered.
    """
    borders = entered(resolved, start, end)
    stated = [ruled(resolved, zone, start) for zone in borders if zone.allow is not None]
    if stated and not _in_common(stated):
        return False
    return True if len(stated) == len(borders) else None


def _in_common(borders: Sequence[Sequence[Protocol]]) -> bool:
    """Return whether one protocol is let in at every border.

    One on any port covers every other; one that others travel inside covers these.
    """
    covers = [
        (frozenset(each.id for each in border), any(ANYTHING in listening_ports(each) for each in border))
        for border in borders
    ]
    named = {each.id: frozenset((each.id, *each.rides_on)) for border in borders for each in border}
    return any(all(anything or not inside.isdisjoint(names) for names, anything in covers) for inside in named.values())


def within(port: str, other: str) -> bool:
    """Return whether a port or range lies within another one of the same transport, or the other one is any port."""
    if other == ANYTHING:
        return True
    transport, _, numbers = port.partition("/")
    wanted, _, bounds = other.partition("/")
    if transport != wanted or not (numbers and bounds):
        return port == other
    low, _, high = bounds.partition("-")
    first, _, last = numbers.partition("-")
    return int(low) <= int(first) and int(last or first) <= int(high or low)


def listening_ports(protocol: Protocol) -> tuple[str, ...]:
    """Return the ports that a protocol listens on, as written."""
    return tuple(listener.port for listener in protocol.ports)
