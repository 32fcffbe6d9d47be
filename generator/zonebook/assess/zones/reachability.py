"""Which zones can be reached from which, over how many borders: who is in a zone counts as in all of it."""

from collections.abc import Mapping

from zonebook.assess.graphs import breadth_first
from zonebook.assess.zones.boundaries import inside, rule_owner
from zonebook.model.resolved import ResolvedSystem, once_per_system

_Ways = Mapping[str, tuple[str, ...]]


def reachable_by_flows(scene: ResolvedSystem, zone: str) -> Mapping[str, int]:
    """Give the zones that flows lead to from a zone, each with the least number of borders, the nearest first."""
    return _steps(_flows(scene), zone)


def reachable_by_rules(scene: ResolvedSystem, zone: str) -> Mapping[str, int]:
    """Give the same for what flows use and what rules let through besides."""
    return _steps(_rules(scene), zone)


def _steps(ways: _Ways, start: str) -> Mapping[str, int]:
    found, _ = breadth_first(lambda zone: ways.get(zone, ()), (start,))
    return {zone: steps for zone, steps in found.items() if steps}


@once_per_system
def _flows(scene: ResolvedSystem) -> _Ways:
    """Give the zones next to each zone over flows; an end that is a zone stands for the zones inside it too."""
    found: dict[str, dict[str, None]] = {}
    for flow in scene.system.flows.values():
        for near in _stands_for(scene, flow.from_):
            found.setdefault(near, {}).update(dict.fromkeys(_stands_for(scene, flow.to)))
    return _sorted(found)


def _stands_for(scene: ResolvedSystem, end: str) -> tuple[str, ...]:
    zone = scene.zone_of(end)
    return (zone, *inside(scene, zone)) if zone == end else (zone,) if zone else ()


@once_per_system
def _rules(scene: ResolvedSystem) -> _Ways:
    """Give the zones next to each zone over flows and rules; a rule holds for the zones inside on both sides."""
    found = {near: dict.fromkeys(far) for near, far in _flows(scene).items()}
    for zone in scene.system.zones:
        by = rule_owner(scene, zone)
        for sending, names in ((by.allow if by else None) or {}).items():
            for near in (sending, *inside(scene, sending)) if names else ():
                found.setdefault(near, {})[zone] = None
    return _sorted(found)


def _sorted(ways: Mapping[str, Mapping[str, None]]) -> _Ways:
    return {near: tuple(sorted(each for each in far if each != near)) for near, far in ways.items()}
