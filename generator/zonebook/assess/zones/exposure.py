"""The distance of services from zones of no trust, in flows."""

from collections.abc import Callable, Iterator, Mapping
from typing import Literal

from zonebook.assess.graphs import breadth_first
from zonebook.model.elements import Actor, Flow, Service
from zonebook.model.resolved import FlowEnd, ResolvedSystem, once_per_system

UNTRUSTED = 0
"""The trust of a zone from which attacks start: none."""
_Step = Literal["at", "leaves", "enters"]
_OTHER: Mapping[FlowEnd, FlowEnd] = {"from_": "to", "to": "from_"}


def hops_from_untrusted(resolved: ResolvedSystem, passed_on_by: tuple[str, ...] = ()) -> Mapping[str, int]:
    """Return the least number of flows from a zone of trust 0 to each service; 0 for one that stands in such a zone.

    A flow between two services that each have one of the traits `passed_on_by` is not counted.
    """
    known = _distances(resolved)
    if passed_on_by not in known:
        known[passed_on_by] = _measured(resolved, passed_on_by)
    return known[passed_on_by]


@once_per_system
def _distances(resolved: ResolvedSystem) -> dict[tuple[str, ...], Mapping[str, int]]:
    """Return the distances with every flow counted, to which others are added as they are asked for."""
    return {(): _measured(resolved, ())}


def _measured(resolved: ResolvedSystem, passed_on_by: tuple[str, ...]) -> Mapping[str, int]:
    starts = tuple(end.id for end in ends(resolved) if end.zone and resolved.trust(end.zone) == UNTRUSTED)
    found = _hops(resolved, starts, "from_", passed_on_by=passed_on_by)
    return {name: hops for name, hops in found.items() if name in resolved.system.services}


def unknown_positions(
    resolved: ResolvedSystem, service: str, most: int, passed_on_by: tuple[str, ...] = ()
) -> tuple[str, ...]:
    """Return the attributes not stated that place the elements at most `most` flows away from a service."""
    unknown = _unplaced(resolved)
    if not unknown or service not in resolved.system.services:
        return ()
    near = _hops(resolved, (service,), "to", most, passed_on_by=passed_on_by)
    found = sorted(unknown[name] for name in near if name in unknown and name != service)
    return tuple(dict.fromkeys(attribute for _, attribute in found))


def _hops(
    resolved: ResolvedSystem,
    starts: tuple[str, ...],
    side: FlowEnd,
    most: int | None = None,
    *,
    passed_on_by: tuple[str, ...],
) -> Mapping[str, int]:
    """Return the least number of flows to each end, out of the starts (`from_`) or into them (`to`), at most `most`.

    A flow is three steps of the search: from an end to the end or zone that a flow names, over the flow, and to the
    ends that the other side covers, with those that stand in a row with them. So every zone is left and entered once:
    a flow between two zones of n members is followed once, not n times n times.
    """
    flows = _by_end(resolved)[side]
    in_a_row = _row(resolved, side, passed_on_by)

    def neighbours(node: tuple[_Step, str]) -> Iterator[tuple[_Step, str]]:
        step, name = node
        if step == "at":
            yield from (("leaves", each) for each in _with_zones(resolved, name) if each in flows)
        elif step == "leaves":
            yield from (("enters", getattr(flow, _OTHER[side])) for flow in flows[name])
        else:
            yield from (("at", other) for each in resolved.ends(name) for other in in_a_row(each))

    begun: list[tuple[_Step, str]] = [("at", other) for each in starts for other in in_a_row(each)]
    found, _ = breadth_first(neighbours, begun, None if most is None else 3 * most)
    return {name: steps // 3 for (step, name), steps in found.items() if step == "at"}


def _row(resolved: ResolvedSystem, side: FlowEnd, passed_on_by: tuple[str, ...]) -> Callable[[str], Iterator[str]]:
    """Return what yields an end, and for one that passes requests on those that stand in a row with it and are new.

    A search that goes by distance meets each row at its nearest member first, so every end and zone is asked once.
    """
    flows = _by_end(resolved)[side]
    members = frozenset[str]().union(*(_by_trait(resolved).get(trait, ()) for trait in passed_on_by))
    met: set[str] = set()
    left: set[str] = set()
    entered: set[str] = set()

    def row(end: str) -> Iterator[str]:
        yield end
        waiting = [end] if end in members else []
        while waiting:
            near = waiting.pop()
            if near not in met:
                met.add(near)
                yield near
                names = [each for each in _with_zones(resolved, near) if each not in left]
                left.update(names)
                far = dict.fromkeys(getattr(flow, _OTHER[side]) for name in names for flow in flows.get(name, ()))
                waiting += [
                    each for name in far if name not in entered for each in resolved.ends(name) if each in members
                ]
                entered.update(far)

    return row


def _with_zones(resolved: ResolvedSystem, end: str) -> Iterator[str]:
    """Yield an end and every zone around it, since a flow may name any of them."""
    yield end
    yield from (zone.id for zone in resolved.around(resolved.zone_of(end)))


@once_per_system
def _by_end(resolved: ResolvedSystem) -> Mapping[FlowEnd, Mapping[str, list[Flow]]]:
    """Group the flows by where they start, and by where they end."""
    found: dict[FlowEnd, dict[str, list[Flow]]] = {"from_": {}, "to": {}}
    for flow in resolved.system.flows.values():
        found["from_"].setdefault(flow.from_, []).append(flow)
        found["to"].setdefault(flow.to, []).append(flow)
    return found


@once_per_system
def _by_trait(resolved: ResolvedSystem) -> Mapping[str, set[str]]:
    """Return the services that have each trait."""
    found: dict[str, set[str]] = {}
    for service in resolved.system.services.values():
        for trait in resolved.traits(service):
            found.setdefault(trait, set()).add(service.id)
    return found


def ends(resolved: ResolvedSystem) -> tuple[Actor | Service, ...]:
    """Return the actors and services, which are the ends of flows besides zones, in the order of the text."""
    return (*resolved.system.actors.values(), *resolved.system.services.values())


def unplaced(resolved: ResolvedSystem, end: Actor | Service) -> str:
    """Return the attribute that leaves the trust of an actor or a service not stated; empty where it is stated."""
    if not end.zone:
        return f"{'actors' if isinstance(end, Actor) else 'services'}.{end.id}.zone"
    return f"zones.{end.zone}.trust" if resolved.trust(end.zone) is None else ""


@once_per_system
def _unplaced(resolved: ResolvedSystem) -> Mapping[str, tuple[int, str]]:
    """Return the actors and services without a stated trust, each with its rank in the text and the attribute."""
    found = ((end.id, (rank, unplaced(resolved, end))) for rank, end in enumerate(ends(resolved)))
    return {name: (rank, attribute) for name, (rank, attribute) in found if attribute}
