"""Who answers for a requirement: whoever has the layers that it is about, in all services of a system."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from zonebook.assess.controls.responsibility import LayerDuty
from zonebook.assess.system import SystemAssessment
from zonebook.model.frameworks.framework import Framework, RequirementGroup
from zonebook.model.resolved import ResolvedSystem
from zonebook.model.vocabulary import Holder, Responsible

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
    inside = tuple(each for each in judged.duties if each.holder != "none" and _inside(judged.resolved, each))
    groups = framework.responsibility.groups.values() if framework.responsibility else ()
    known = {each.id: _of_group(judged.resolved, each, inside) for each in groups}
    nothing = RequirementHolders(group=None, duties=())
    found = {id_: framework.group(id_) for id_ in framework.requirements}
    return {id_: known[group.id] if group else nothing for id_, group in found.items()}


def _inside(resolved: ResolvedSystem, duty: LayerDuty) -> bool:
    """Return whether a duty is about a part of the system: other systems that it talks to are not built on."""
    traits = resolved.traits(resolved.system.services[duty.service])
    return not any(each.outside for each in resolved.catalogue.described(traits))


def _of_group(resolved: ResolvedSystem, group: RequirementGroup, duties: tuple[LayerDuty, ...]) -> RequirementHolders:
    """Return a group with the duties of its layers, layer by layer, in services that it is about."""
    asked = tuple(
        each
        for layer in group.layers
        for each in duties
        if each.layer == layer and (not group.traits or _has(resolved, each, group.traits))
    )
    first = tuple(each for each in asked if not _has(resolved, each, group.set_aside))
    return RequirementHolders(group=group, duties=first or asked)


def _has(resolved: ResolvedSystem, duty: LayerDuty, traits: tuple[str, ...]) -> bool:
    return not set(resolved.traits(resolved.system.services[duty.service])).isdisjoint(traits)
