"""The blast radius of a compromised element: everything that it controls, directly or through others."""

from collections.abc import Mapping

from zonebook.assess.graphs import breadth_first
from zonebook.assess.privilege.relations import ControlRelation
from zonebook.assess.privilege.tier_zero import controlled_by, first_relations, tier_zero_members
from zonebook.model.resolved import LOSSES, ResolvedSystem
from zonebook.values.record import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class BlastRadius:
    """What the element `who` controls, directly or through others, by id in the order of the text.

    `data` is what it and the services within hold, `sensitive` the part of it of which a loss is rated high, and
    `tier_zero` says whether the element is, or controls, something of tier 0. `last` has, for each element within, the
    last relation of the shortest chain to it; `farthest` is the service or account with the longest of these chains.
    """

    who: str
    services: tuple[str, ...]
    accounts: tuple[str, ...]
    data: tuple[str, ...]
    sensitive: tuple[str, ...]
    tier_zero: bool
    last: Mapping[str, ControlRelation]
    farthest: str

    def chain(self, name: str) -> tuple[ControlRelation, ...]:
        """Return the shortest chain of control to an element within, first relation first; empty for any other."""
        found: list[ControlRelation] = []
        while name in self.last:
            found.append(self.last[name])
            name = self.last[name].controller
        return tuple(reversed(found))

    @property
    def longest(self) -> tuple[ControlRelation, ...]:
        """The shortest chain to the service or account that is farthest away."""
        return self.chain(self.farthest)


def blast_radius(resolved: ResolvedSystem, who: str) -> BlastRadius:
    """Return the blast radius of `who`, the id of an actor, an identity, a service or an account."""
    last, depths = _reach(resolved, who)
    services = tuple(name for name in resolved.system.services if name in last)
    accounts = tuple(name for name in resolved.accounts if name in last)
    kept = {name for each in (who, *services) for name in _data_of(resolved, each)}
    data = tuple(name for name in resolved.system.data if name in kept)
    return BlastRadius(
        who=who,
        services=services,
        accounts=accounts,
        data=data,
        sensitive=tuple(name for name in data if _high(resolved, name)),
        tier_zero=who in tier_zero_members(resolved),
        last=last,
        farthest=max((*accounts, *services), key=depths.__getitem__, default=""),
    )


def _reach(resolved: ResolvedSystem, who: str) -> tuple[Mapping[str, ControlRelation], Mapping[str, int]]:
    """Return the last relation of the shortest chain to each controlled element, and the length of each chain."""
    relations, first = controlled_by(resolved), first_relations(resolved)
    depths, before = breadth_first(lambda near: (each.controlled for each in relations.get(near, ())), (who,))
    return {far: first[near, far] for far, near in before.items()}, depths


def _data_of(resolved: ResolvedSystem, name: str) -> tuple[str, ...]:
    service = resolved.system.services.get(name)
    return service.handles if service else ()


def _high(resolved: ResolvedSystem, name: str) -> bool:
    return any(resolved.worth(resolved.system.data[name], side) == "high" for side in LOSSES)


def radii(resolved: ResolvedSystem) -> tuple[BlastRadius, ...]:
    """Return every blast radius that is not empty: tier 0 first, then by sensitive data, then by size.

    Accounts are left out: an attacker acts as an identity, and the radius of one that administers an account has all
    that is in the account.
    """
    shelves = (resolved.system.actors, resolved.system.identities, resolved.system.services)
    asked = (name for shelf in shelves for name in shelf if name in controlled_by(resolved))
    found = (radius for name in asked if (radius := blast_radius(resolved, name)).services or radius.accounts)
    return tuple(sorted(found, key=_rank))


def _rank(radius: BlastRadius) -> tuple[bool, int, int, int]:
    return (not radius.tier_zero, -len(radius.sensitive), -len(radius.services), -len(radius.accounts))
