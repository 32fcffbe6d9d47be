"""Which zones can be reached from which, in how many steps: access to a zone counts as access to all of it."""

from collections.abc import Mapping

from zonebook.assess.graphs import breadth_first
from zonebook.assess.zones.admission import lets_in
from zonebook.assess.zones.boundaries import inside
from zonebook.model.resolved import ResolvedSystem, once_per_system

_Neighbours = Mapping[str, tuple[str, ...]]


def reachable_by_flows(resolved: ResolvedSystem, zone: str) -> Mapping[str, int]:
    """Return the zones that flows lead to from a zone, each with the least number of steps, the nearest first."""
    return _steps(_flows(resolved), zone)


def reachable_by_rules(resolved: ResolvedSystem, zone: str) -> Mapping[str, int]:
    """Return the same over what flows use and what rules allow besides.

    Rules lead from one zone to another where every zone that is entered on the way lets the same protocol in.
    """
    return _steps(_rules(resolved), zone)


def _steps(neighbours: _Neighbours, start: str) -> Mapping[str, int]:
    found, _ = breadth_first(lambda zone: neighbours.get(zone, ()), (start,))
    return {zone: steps for zone, steps in found.items() if steps}


@once_per_system
def _flows(resolved: ResolvedSystem) -> _Neighbours:
    """Return the zones next to each zone over flows; an end that is a zone covers the zones inside it too."""
    found: dict[str, dict[str, None]] = {}
    for flow in resolved.system.flows.values():
        for near in _covered(resolved, flow.from_):
            found.setdefault(near, {}).update(dict.fromkeys(_covered(resolved, flow.to)))
    return _sorted(found)


def _covered(resolved: ResolvedSystem, end: str) -> tuple[str, ...]:
    zone = resolved.zone_of(end)
    return (zone, *inside(resolved, zone)) if zone == end else (zone,) if zone else ()


@once_per_system
def _rules(resolved: ResolvedSystem) -> _Neighbours:
    """Return the zones next to each zone over flows and rules; a rule for a zone is one for the zones inside it too."""
    found = {near: dict.fromkeys(far) for near, far in _flows(resolved).items()}
    for zone in resolved.system.zones.values():
        for sending, names in (zone.allow or {}).items():
            for near in (sending, *inside(resolved, sending)) if names else ():
                if near != zone.id and lets_in(resolved, near, zone.id):
                    found.setdefault(near, {})[zone.id] = None
    return _sorted(found)


def _sorted(neighbours: Mapping[str, Mapping[str, None]]) -> _Neighbours:
    return {near: tuple(sorted(each for each in far if each != near)) for near, far in neighbours.items()}
