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
    starts = _untrusted(scene)
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


def _untrusted(scene: Scene) -> list[str]:
    """Give the actors and services that stand in a zone of trust 0, in the order of the text."""
    ends: list[Actor | Service] = [*scene.system.actors.values(), *scene.system.services.values()]
    return [end.id for end in ends if end.zone and scene.trust(end.zone) == UNTRUSTED]
