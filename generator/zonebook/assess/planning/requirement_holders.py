"""Who answers for a requirement: whoever has the layers that it is about, in all services of a system."""

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Literal

from zonebook.assess.controls.responsibility import LayerDuty
from zonebook.assess.system import SystemAssessment
from zonebook.model.frameworks.framework import Framework, RequirementGroup
from zonebook.model.resolved import ResolvedSystem
from zonebook.model.vocabulary import Holder, Responsible
from zonebook.values.record import dataclass

Unanswered = Literal["", "no-group", "no-layer", "no-holder"]
"""Why it is not stated who answers. `no-group`: the framework does not say what the requirement is about. `no-layer`:
no service here has one of its layers. `no-holder`: nobody is known to have them."""


@dataclass(frozen=True, kw_only=True)
class RequirementHolders:
    """The group that a requirement is in, None where it is in none, and the duties of its layers in a system."""

    group: RequirementGroup | None
    duties: tuple[LayerDuty, ...]

    @cached_property
    def by_layer(self) -> Mapping[str, Mapping[Holder | None, int]]:
        """How many services each side has each layer of, in the order of the group; None: nobody says who has it."""
        layers = self.group.layers if self.group else ()
        return {layer: Counter(each.holder for each in self.duties if each.layer == layer) for layer in layers}

    @cached_property
    def holders(self) -> Mapping[Holder | None, int]:
        """How many duties each side has."""
        return Counter(each.holder for each in self.duties)

    @property
    def responsible(self) -> Responsible | None:
        """Who answers: the side that has every one of the layers, or shared where both have a part; None: not stated.

        A layer of which nobody says who has it takes no part in it.
        """
        if self.group and self.group.holder:
            return self.group.holder
        return together(self.holders)

    @property
    def unanswered(self) -> Unanswered:
        """Why it is not stated who answers; empty where it is."""
        if self.responsible:
            return ""
        if self.group is None:
            return "no-group"
        return "no-holder" if self.duties else "no-layer"


def together(holders: Iterable[Holder | None]) -> Responsible | None:
    """Return who answers for what has these holders: the only one, or shared; None where nobody is named."""
    found: set[Responsible] = {holder for holder in holders if holder and holder != "none"}
    return next(iter(found)) if len(found) == 1 else "shared" if found else None


def requirement_holders(judged: SystemAssessment, framework: Framework) -> Mapping[str, RequirementHolders]:
    """Return who answers for each requirement of a framework in a system, by its id."""
    by_layer: dict[str, list[LayerDuty]] = {}
    outside = _outside(judged.resolved)
    for duty in judged.duties:
        if duty.holder != "none" and duty.service not in outside:
            by_layer.setdefault(duty.layer, []).append(duty)
    groups = framework.responsibility.groups.values() if framework.responsibility else ()
    known = {each.id: _of_group(judged.resolved, each, by_layer) for each in groups}
    nothing = RequirementHolders(group=None, duties=())
    found = framework.grouped()
    return {id_: known[found[id_].id] if id_ in found else nothing for id_ in framework.requirements}


def _outside(resolved: ResolvedSystem) -> frozenset[str]:
    """Return the services that are no part of the system: it talks to them, and is not built on them."""
    return frozenset(
        each.id
        for each in resolved.system.services.values()
        if any(trait.outside for trait in resolved.catalogue.described(resolved.traits(each)))
    )


def _of_group(
    resolved: ResolvedSystem, group: RequirementGroup, by_layer: Mapping[str, list[LayerDuty]]
) -> RequirementHolders:
    """Return a group with the duties of its layers, layer by layer, in services that it is about."""
    asked = tuple(
        each
        for layer in group.layers
        for each in by_layer.get(layer, ())
        if not group.traits or _has(resolved, each, group.traits)
    )
    first = tuple(each for each in asked if not _has(resolved, each, group.set_aside))
    return RequirementHolders(group=group, duties=first or asked)


def _has(resolved: ResolvedSystem, duty: LayerDuty, traits: tuple[str, ...]) -> bool:
    return bool(traits) and not set(resolved.traits(resolved.system.services[duty.service])).isdisjoint(traits)
