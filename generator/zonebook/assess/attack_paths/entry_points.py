"""Entry points of attacks: what is in a zone of no or low trust, and what is in no stated zone."""

from collections.abc import Iterator
from dataclasses import dataclass

from zonebook.assess.attack_paths.edges import CostPart
from zonebook.assess.privilege.setting_roles import role_setting
from zonebook.assess.zones.exposure import UNTRUSTED, ends, unplaced
from zonebook.model.elements import Actor, Identity, Service
from zonebook.model.resolved import ResolvedSystem
from zonebook.values import Place

LOW = 1
"""The highest trust of a zone from which attacks start as well: one step in from outside."""
FOOTHOLD = 5
"""The cost of a foothold in a zone of low trust: that of an edge over a flow with the usual protection."""
INSIDER_COST = 2
"""The cost of a compromised insider: a password, a device or a person has to be compromised first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryPoint:
    """An entry point: a service, an actor or an identity. `unsure` has the attributes of it that are not stated."""

    id: str
    reason: str
    parts: tuple[CostPart, ...]
    unsure: tuple[str, ...]
    place: Place

    @property
    def cost(self) -> int:
        """The cost to start there."""
        return sum(part.cost for part in self.parts)


def starts(resolved: ResolvedSystem) -> tuple[EntryPoint, ...]:
    """Return the entry points in the order of the text; one with an attribute not stated is only a possible one."""
    placed = (start for end in ends(resolved) if (start := _placed(resolved, end)))
    unassigned = (_unassigned(each) for each in resolved.system.identities.values() if _holder_unknown(resolved, each))
    return (*placed, *unassigned)


def _placed(resolved: ResolvedSystem, end: Actor | Service) -> EntryPoint | None:
    """Return an actor or a service as an entry point, by its zone or by its stated trust; None if it is none."""
    missing = unplaced(resolved, end)
    trust = UNTRUSTED if missing else resolved.trust(end.zone) or UNTRUSTED
    untrusted = isinstance(end, Actor) and end.trusted is False
    if trust > LOW and not untrusted:
        return None
    sure = untrusted or not missing
    if untrusted:
        reason = f"{end.id} is said not to be trusted"
    elif missing:
        reason = f"nobody states how much is trusted where {end.id} stands"
    else:
        reason = f"{end.id} stands in zone {end.zone}, trust {trust}"
    return EntryPoint(
        id=end.id,
        reason=reason,
        parts=tuple(_parts(end, 0 if untrusted else trust)),
        unsure=() if sure else (missing,),
        place=end.place,
    )


def _parts(end: Actor | Service, trust: int) -> Iterator[CostPart]:
    if trust == LOW:
        yield CostPart(cost=FOOTHOLD, reason=f"a foothold in zone {end.zone}, trust {LOW}, comes first")
    if isinstance(end, Actor) and end.trusted:
        yield CostPart(cost=INSIDER_COST, reason=f"{end.id} is trusted, and would have to be taken over")


def _holder_unknown(resolved: ResolvedSystem, identity: Identity) -> bool:
    """Return whether it is not stated what can act as an identity; nothing can act as a root user without sign-in."""
    account = resolved.accounts.get(identity.in_)
    said = (
        role_setting(resolved, account, "root-can-sign-in") if account and "root" in resolved.traits(identity) else None
    )
    return identity.assumed_by is None and (said is None or said.holds is not False)


def _unassigned(identity: Identity) -> EntryPoint:
    return EntryPoint(
        id=identity.id,
        reason=f"nobody states who can act as {identity.id}",
        parts=(),
        unsure=(f"identities.{identity.id}.assumed_by",),
        place=identity.place,
    )
