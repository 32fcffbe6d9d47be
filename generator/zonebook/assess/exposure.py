"""How far everything is from where nobody is trusted."""

from collections.abc import Mapping
from functools import lru_cache

from zonebook.model.elements import Actor, Service
from zonebook.model.scene import Scene

UNTRUSTED = 0
"""The trust of a zone from which attacks start."""


@lru_cache(maxsize=64)
def distance(scene: Scene) -> Mapping[str, int]:
    """Give, for each service that can be reached over flows from a zone of trust 0, the least number of flows."""
    return _hops(scene, tuple(end.id for end in _ends(scene) if end.zone and scene.trust(end.zone) == UNTRUSTED))


def doubts(scene: Scene, service: str, most: int) -> tuple[str, ...]:
    """Give what is not stated about where those stand from whom a service is at most so many flows away."""
    found = (attribute for end, attribute in _unplaced(scene) if _hops(scene, (end,)).get(service, most + 1) <= most)
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=1024)
def _hops(scene: Scene, starts: tuple[str, ...]) -> Mapping[str, int]:
    found = dict.fromkeys(starts, 0)
    edge = list(starts)
    while edge:
        beyond: list[str] = []
        for near in edge:
            for flow in scene.leaving(near):
                for far in scene.ends(flow.to):
                    if far not in found:
                        found[far] = found[near] + 1
                        beyond.append(far)
        edge = beyond
    return {name: hops for name, hops in found.items() if hops and name in scene.system.services}


def _ends(scene: Scene) -> tuple[Actor | Service, ...]:
    return (*scene.system.actors.values(), *scene.system.services.values())


@lru_cache(maxsize=64)
def _unplaced(scene: Scene) -> tuple[tuple[str, str], ...]:
    """Give the actors and services of whom no trust is stated, in the order of the text, each with what would tell."""
    found = []
    for end in _ends(scene):
        if not end.zone:
            found.append((end.id, f"{'actors' if isinstance(end, Actor) else 'services'}.{end.id}.zone"))
        elif scene.trust(end.zone) is None:
            found.append((end.id, f"zones.{end.zone}.trust"))
    return tuple(found)
