"""How much goes with somebody who is taken over: all that he controls, hop by hop."""

from collections.abc import Mapping
from dataclasses import dataclass

from zonebook.assess.graphs import breadth_first
from zonebook.assess.privilege.relations import ControlRelation
from zonebook.assess.privilege.tier_zero import controlled_by, first_relations, tier_zero_members
from zonebook.model.resolved import LOSSES, ResolvedSystem


@dataclass(frozen=True, slots=True, kw_only=True)
class BlastRadius:
    """What one controls directly or through others, by id in the order of the text.

    `data` is what he and the services within keep, `worthy` that of it whose loss is stated to matter highly, and
    `tier_zero` says whether he controls, or is, something of tier 0. `last` is the last hop of the shortest chain to
    everything within, and `farthest` the service or account with the longest of these chains, the first of the text.
    """

    who: str
    services: tuple[str, ...]
    accounts: tuple[str, ...]
    data: tuple[str, ...]
    worthy: tuple[str, ...]
    tier_zero: bool
    last: Mapping[str, ControlRelation]
    farthest: str

    def chain(self, name: str) -> tuple[ControlRelation, ...]:
        """Give the shortest chain of control to something within, from the first hop on; nothing to what is not."""
        found: list[ControlRelation] = []
        while name in self.last:
            found.append(self.last[name])
            name = self.last[name].who
        return tuple(reversed(found))

    @property
    def longest(self) -> tuple[ControlRelation, ...]:
        """The longest of the shortest chains to a service or an account."""
        return self.chain(self.farthest)


def blast_radius(scene: ResolvedSystem, who: str) -> BlastRadius:
    """Give all that goes with `who`, the id of an actor, an identity, a service or an account."""
    last, depths = _walked(scene, who)
    services = tuple(name for name in scene.system.services if name in last)
    accounts = tuple(name for name in scene.accounts if name in last)
    kept = {name for each in (who, *services) for name in _held(scene, each)}
    data = tuple(name for name in scene.system.data if name in kept)
    return BlastRadius(
        who=who,
        services=services,
        accounts=accounts,
        data=data,
        worthy=tuple(name for name in data if _high(scene, name)),
        tier_zero=who in tier_zero_members(scene),
        last=last,
        farthest=max((*accounts, *services), key=depths.__getitem__, default=""),
    )


def _walked(scene: ResolvedSystem, who: str) -> tuple[Mapping[str, ControlRelation], Mapping[str, int]]:
    """Give the last hop of the shortest chain to everything that is controlled, and how many hops each chain has."""
    powers, first = controlled_by(scene), first_relations(scene)
    depths, before = breadth_first(lambda near: (power.over for power in powers.get(near, ())), (who,))
    return {far: first[near, far] for far, near in before.items()}, depths


def _held(scene: ResolvedSystem, name: str) -> tuple[str, ...]:
    service = scene.system.services.get(name)
    return (service.holds or ()) if service else ()


def _high(scene: ResolvedSystem, name: str) -> bool:
    return any(scene.worth(scene.system.data[name], side) == "high" for side in LOSSES)


def radii(scene: ResolvedSystem) -> tuple[BlastRadius, ...]:
    """Give the blast radius of everybody who controls anything: tier 0 first, then by data of high worth, then by size.

    Accounts are left out: nobody is an account, and whoever administers one is told with all that is in it.
    """
    shelves = (scene.system.actors, scene.system.identities, scene.system.services)
    asked = (name for shelf in shelves for name in shelf if name in controlled_by(scene))
    found = (radius for name in asked if (radius := blast_radius(scene, name)).services or radius.accounts)
    return tuple(sorted(found, key=_rank))


def _rank(radius: BlastRadius) -> tuple[bool, int, int, int]:
    return (not radius.tier_zero, -len(radius.worthy), -len(radius.services), -len(radius.accounts))
