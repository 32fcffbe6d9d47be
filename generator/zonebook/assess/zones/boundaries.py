"""Boundaries between zones: what the rules allow, what of it the flows use, and what they use without a rule."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from zonebook.model.catalogue import Protocol
from zonebook.model.elements import Flow, Zone
from zonebook.model.resolved import ResolvedSystem, once_per_system
from zonebook.values import Place

TrustChange = Literal["up", "down", "same", "unknown"]
"""How trust changes from the near zone to the far one."""
BoundaryState = Literal["denied", "not-stated", "used", "unused", "shut"]
"""The state of a boundary: `shut` where the rules allow nothing and no flow crosses."""
_ANYTHING = "any"
"""The listening port of a protocol that covers every protocol."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Admission:
    """What the rules of the receiving zone admit of a flow: `by` is the zone that states them."""

    by: str
    admitted: tuple[str, ...]
    refused: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Boundary:
    """A boundary from one zone into another; protocols and flows are sorted ids, ports as they are written.

    `by` is the zone whose rules apply, the far zone or one around it; without one, `allowed` is None (not stated).
    `stated` is what the rules say of just this pair; `allowed` adds what they say of the zones around the near one.
    `used` has the protocols and ports of the flows, `denied` those of them that the rules do not allow, `unused` those
    of `stated` that no flow uses, and `idle` the names in the rule of which no part is used. `place` is where the
    deciding zone is written.
    """

    from_: str
    to: str
    by: str
    stated: tuple[str, ...]
    allowed: tuple[str, ...] | None
    used: tuple[str, ...]
    denied: tuple[str, ...]
    unused: tuple[str, ...]
    idle: tuple[str, ...]
    cleartext: tuple[str, ...]
    flows: tuple[str, ...]
    trust: TrustChange
    place: Place

    @property
    def state(self) -> BoundaryState:
        """The state of the boundary; a denied flow counts before anything else."""
        if self.denied:
            return "denied"
        if self.allowed is None:
            return "not-stated"
        return "used" if self.used else "unused" if self.allowed else "shut"


def rule_owner(resolved: ResolvedSystem, zone: str) -> Zone | None:
    """Return the zone whose `allow` applies to a zone: itself, or the nearest around it that states one."""
    return next((each for each in resolved.around(zone) if each.allow is not None), None)


def admission(resolved: ResolvedSystem, flow: Flow) -> Admission | None:
    """Return what the receiving zone admits and refuses of a flow; None where no rules are stated."""
    by = rule_owner(resolved, resolved.zone_of(flow.to))
    if by is None or by.allow is None:
        return None
    rules = [name for zone in resolved.around(resolved.zone_of(flow.from_)) for name in by.allow.get(zone.id, ())]
    admitted, refused = _split(resolved, flow, resolved.catalogue.spoken(tuple(rules)))
    return Admission(by=by.id, admitted=admitted, refused=refused)


def _split(
    resolved: ResolvedSystem, flow: Flow, let_in: tuple[Protocol, ...]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Split the protocols and then the ports of a flow into what these protocols cover, and the rest.

    A protocol covers what travels inside it.
    """
    known = {each.id for each in let_in}
    listening = [port for each in let_in for port in _listening_ports(each)]
    anything = _ANYTHING in listening
    used = [(each.id, anything or not known.isdisjoint((each.id, *each.rides_on))) for each in resolved.spoken(flow)]
    used += [(port, any(_within(port, each) for each in listening)) for port in flow.ports]
    return tuple(name for name, covered in used if covered), tuple(name for name, covered in used if not covered)


def _within(port: str, other: str) -> bool:
    """Return whether a port or range lies within another one of the same transport, or the other one is any port."""
    if other == _ANYTHING:
        return True
    transport, _, numbers = port.partition("/")
    wanted, _, bounds = other.partition("/")
    if transport != wanted or not (numbers and bounds):
        return port == other
    low, _, high = bounds.partition("-")
    first, _, last = numbers.partition("-")
    return int(low) <= int(first) and int(last or first) <= int(high or low)


@once_per_system
def borders(resolved: ResolvedSystem) -> tuple[Boundary, ...]:
    """Return every boundary that a flow crosses or a rule opens, violations first, then by the ids of the zones."""
    crossing: dict[tuple[str, str], list[Flow]] = {}
    for flow in resolved.system.flows.values():
        if resolved.crosses(flow):
            crossing.setdefault((resolved.zone_of(flow.from_), resolved.zone_of(flow.to)), []).append(flow)
    through = _through(resolved)
    ruled = {
        (near, zone.id)
        for zone in resolved.system.zones.values()
        for near, names in (zone.allow or {}).items()
        if names and near != zone.id
    }
    pairs = sorted(ruled | set(crossing))
    found = [_boundary(resolved, pair, crossing.get(pair, []), through.get(pair, [])) for pair in pairs]
    return tuple(sorted(found, key=lambda each: _RANK[each.state]))


_RANK: Mapping[BoundaryState, int] = {"denied": 0, "not-stated": 1, "used": 2, "unused": 3, "shut": 4}


def _through(resolved: ResolvedSystem) -> Mapping[tuple[str, str], list[Flow]]:
    """Return, for each rule by its near and its far zone, the flows that it can let through.

    An end that is a zone covers its members, so it may use rules that zones inside it state or are named in.
    """
    found: dict[tuple[str, str], list[Flow]] = {}
    for flow in resolved.system.flows.values():
        start, end = resolved.zone_of(flow.from_), resolved.zone_of(flow.to)
        if not (start and end):
            continue
        near = [zone.id for zone in resolved.around(start)]
        near += inside(resolved, start) if flow.from_ == start else ()
        by = rule_owner(resolved, end)
        far = [by.id] if by else []
        far += [zone for zone in inside(resolved, end) if resolved.system.zones[zone].allow] if flow.to == end else []
        for receiving in far:
            rules = resolved.system.zones[receiving].allow or {}
            for sending in near:
                if sending in rules:
                    found.setdefault((sending, receiving), []).append(flow)
    return found


def inside(resolved: ResolvedSystem, zone: str) -> tuple[str, ...]:
    """Return the zones inside a zone, at any depth, in the order of the text."""
    return _inside(resolved).get(zone, ())


@once_per_system
def _inside(resolved: ResolvedSystem) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for zone in resolved.system.zones:
        for around in list(resolved.around(zone))[1:]:
            found.setdefault(around.id, []).append(zone)
    return {zone: tuple(each) for zone, each in found.items()}


def _boundary(resolved: ResolvedSystem, pair: tuple[str, str], crossing: list[Flow], through: list[Flow]) -> Boundary:
    near, far = pair
    by = rule_owner(resolved, far)
    rules = by.allow if by and by.allow is not None else {}
    names = tuple(rules.get(near, ())) if by and by.id == far else ()
    stated = resolved.catalogue.spoken(names)
    around = tuple(name for zone in resolved.around(near) for name in rules.get(zone.id, ()))
    flows = list({flow.id: flow for flow in (*crossing, *through)}.values())
    by_rule = {name for flow in through for name in _split(resolved, flow, stated)[0]}
    used = by_rule | {name for flow in crossing for name in _protocols_and_ports(resolved, flow)}
    judged = [admission(resolved, flow) for flow in crossing]
    unused = _unused(resolved, stated, through)
    return Boundary(
        from_=near,
        to=far,
        by=by.id if by else "",
        stated=tuple(sorted(each.id for each in stated)),
        allowed=tuple(sorted(each.id for each in resolved.catalogue.spoken(around))) if by else None,
        used=tuple(sorted(used)),
        denied=tuple(sorted({name for each in judged if each for name in each.refused})),
        unused=unused,
        idle=tuple(
            sorted(name for name in names if all(each.id in unused for each in resolved.catalogue.spoken((name,))))
        ),
        cleartext=tuple(sorted({each.id for flow in flows for each in resolved.cleartext(flow) if each.id in used})),
        flows=tuple(sorted(flow.id for flow in flows)),
        trust=_change(resolved, near, far),
        place=(by or resolved.system.zones[far]).place,
    )


def _protocols_and_ports(resolved: ResolvedSystem, flow: Flow) -> Iterator[str]:
    yield from (each.id for each in resolved.spoken(flow))
    yield from flow.ports


def _unused(resolved: ResolvedSystem, stated: tuple[Protocol, ...], through: list[Flow]) -> tuple[str, ...]:
    """Return those of the protocols that no flow uses, by name or by a port that overlaps with theirs."""
    # A flow may name a bare port or a range instead of a protocol, and a protocol may listen on a range, so an overlap
    # in either direction is use. A flow of a protocol on any port may be any protocol, so it uses them all; a rule for
    # any port is used as soon as there is a flow, whether the flow names ports or protocols.
    named = {name for flow in through for each in resolved.spoken(flow) for name in (each.id, *each.rides_on)}
    ports = {port for flow in through for port in flow.ports}
    ports |= {_ANYTHING for each in named if _ANYTHING in _listening_ports(resolved.catalogue.protocols[each])}
    unmatched = (each for each in stated if each.id not in named and not _overlaps(each, sorted(ports)))
    return tuple(sorted(each.id for each in unmatched if not (through and _ANYTHING in _listening_ports(each))))


def _overlaps(protocol: Protocol, ports: list[str]) -> bool:
    """Return whether one of the ports lies within one of the protocol's, or the other way round."""
    return any(_within(port, each) or _within(each, port) for port in ports for each in _listening_ports(protocol))


def _listening_ports(protocol: Protocol) -> tuple[str, ...]:
    return tuple(listener.port for listener in protocol.ports)


def _change(resolved: ResolvedSystem, near: str, far: str) -> TrustChange:
    low, high = resolved.trust(near), resolved.trust(far)
    if low is None or high is None:
        return "unknown"
    return "up" if high > low else "down" if high < low else "same"


def into(resolved: ResolvedSystem, zone: str) -> tuple[Boundary, ...]:
    """Return the boundaries over which a zone is entered."""
    return _into(resolved).get(zone, ())


@once_per_system
def _into(resolved: ResolvedSystem) -> Mapping[str, tuple[Boundary, ...]]:
    found: dict[str, list[Boundary]] = {}
    for each in borders(resolved):
        found.setdefault(each.to, []).append(each)
    return {zone: tuple(each) for zone, each in found.items()}
