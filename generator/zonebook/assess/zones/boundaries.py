"""Boundaries between zones: what the rules allow, what of it the flows use, and what they use without a rule."""

from collections.abc import Iterator, Mapping
from typing import Literal

from zonebook.assess.zones.admission import ANYTHING, admission, entered, listening_ports, ruled, split, within
from zonebook.model.catalogue import Protocol
from zonebook.model.elements import Flow
from zonebook.model.resolved import ResolvedSystem, once_per_system
from zonebook.values import Place
from zonebook.values.record import dataclass

TrustChange = Literal["up", "down", "same", "unknown"]
"""How trust changes from the near zone to the far one."""
BoundaryState = Literal["denied", "not-stated", "unspoken", "used", "unused", "shut"]
"""The state of a boundary: `unspoken` where a flow crosses and does not state what it speaks, `shut` where the rules
allow nothing and no flow crosses."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Boundary:
    """The border of the zone `to`, as it is met on the way from the zone `from_`.

    A flow meets the border of each zone that it enters, so it may stand at several boundaries. Protocols and flows are
    sorted ids, ports as they are written. `stated` is what the rules of `to` say of just `from_`; `allowed` adds what
    they say of the zones around it, and is None where `to` states no rules. `used` has the protocols and ports of the
    flows, `denied` those of them that the rules do not allow, `unused` those of `stated` that no flow uses, and `idle`
    the names in the rule of which no part is used; none is known to be unused where one of the flows, in `unspoken`,
    does not state what it speaks. `place` is where `to` is written.
    """

    from_: str
    to: str
    stated: tuple[str, ...]
    allowed: tuple[str, ...] | None
    used: tuple[str, ...]
    denied: tuple[str, ...]
    unused: tuple[str, ...]
    idle: tuple[str, ...]
    cleartext: tuple[str, ...]
    flows: tuple[str, ...]
    unspoken: tuple[str, ...]
    trust: TrustChange
    place: Place

    @property
    def state(self) -> BoundaryState:
        """The state of the boundary; a denied flow counts before anything else."""
        if self.denied:
            return "denied"
        if self.allowed is None:
            return "not-stated"
        if self.unspoken and not self.used:
            return "unspoken"
        return "used" if self.used else "unused" if self.allowed else "shut"


@once_per_system
def borders(resolved: ResolvedSystem) -> tuple[Boundary, ...]:
    """Return every boundary that a flow crosses or a rule opens, violations first, then by the ids of the zones."""
    crossing: dict[tuple[str, str], list[Flow]] = {}
    for flow in resolved.system.flows.values():
        if resolved.crosses(flow):
            start = resolved.zone_of(flow.from_)
            for zone in entered(resolved, start, resolved.zone_of(flow.to)):
                crossing.setdefault((start, zone.id), []).append(flow)
    through = _through(resolved)
    # A rule for the zone itself or for one inside it speaks of the traffic within and opens no border.
    opened = {
        (near, zone.id)
        for zone in resolved.system.zones.values()
        for near, names in (zone.allow or {}).items()
        if names and near not in {zone.id, *inside(resolved, zone.id)}
    }
    pairs = sorted(opened | set(crossing))
    found = [_boundary(resolved, pair, crossing.get(pair, []), through.get(pair, [])) for pair in pairs]
    return tuple(sorted(found, key=lambda each: _RANK[each.state]))


_RANK: Mapping[BoundaryState, int] = {"denied": 0, "not-stated": 1, "unspoken": 2, "used": 3, "unused": 4, "shut": 5}


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
        far = [zone.id for zone in entered(resolved, start, end)]
        far += inside(resolved, end) if flow.to == end else ()
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
    near, zone = pair[0], resolved.system.zones[pair[1]]
    names = tuple((zone.allow or {}).get(near, ()))
    stated = resolved.catalogue.spoken(names)
    flows = list({flow.id: flow for flow in (*crossing, *through)}.values())
    by_rule = {name for flow in through for name in split(resolved, flow, stated)[0]}
    used = by_rule | {name for flow in crossing for name in _protocols_and_ports(resolved, flow)}
    unused = _unused(resolved, stated, through)
    allowed = None if zone.allow is None else tuple(sorted({each.id for each in ruled(resolved, zone, near)}))
    return Boundary(
        from_=near,
        to=zone.id,
        stated=tuple(sorted(each.id for each in stated)),
        allowed=allowed,
        used=tuple(sorted(used)),
        denied=tuple(sorted({name for flow in crossing for name in admission(resolved, flow, zone).refused})),
        unused=unused,
        idle=tuple(
            sorted(name for name in names if all(each.id in unused for each in resolved.catalogue.spoken((name,))))
        ),
        cleartext=tuple(sorted({each.id for flow in flows for each in resolved.cleartext(flow) if each.id in used})),
        flows=tuple(sorted(flow.id for flow in flows)),
        unspoken=tuple(sorted(flow.id for flow in flows if flow.unspoken)),
        trust=_change(resolved, near, zone.id),
        place=zone.place,
    )


def _protocols_and_ports(resolved: ResolvedSystem, flow: Flow) -> Iterator[str]:
    yield from (each.id for each in resolved.spoken(flow))
    yield from flow.ports


def _unused(resolved: ResolvedSystem, stated: tuple[Protocol, ...], through: list[Flow]) -> tuple[str, ...]:
    """Return those of the protocols that no flow uses, by name or by a port that overlaps with theirs."""
    # A flow may name a bare port or a range instead of a protocol, and a protocol may listen on a range, so an overlap
    # in either direction is use. A flow of a protocol on any port may be any protocol, so it uses them all; a rule for
    # any port is used as soon as there is a flow, whether the flow names ports or protocols.
    if any(flow.unspoken for flow in through):
        return ()
    named = {name for flow in through for each in resolved.spoken(flow) for name in (each.id, *each.rides_on)}
    ports = {port for flow in through for port in flow.ports}
    ports |= {ANYTHING for each in named if ANYTHING in listening_ports(resolved.catalogue.protocols[each])}
    unmatched = (each for each in stated if each.id not in named and not _overlaps(each, sorted(ports)))
    return tuple(sorted(each.id for each in unmatched if not (through and ANYTHING in listening_ports(each))))


def _overlaps(protocol: Protocol, ports: list[str]) -> bool:
    """Return whether one of the ports lies within one of the protocol's, or the other way round."""
    return any(within(port, each) or within(each, port) for port in ports for each in listening_ports(protocol))


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
