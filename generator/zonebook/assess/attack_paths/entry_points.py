"""Where an attack may start: whoever stands where nobody, or hardly anybody, is trusted, and whoever nobody places."""

from collections.abc import Iterator
from dataclasses import dataclass

from zonebook.assess.attack_paths.edges import CostPart
from zonebook.assess.privilege.setting_roles import role_setting
from zonebook.assess.zones.exposure import UNTRUSTED, ends, unplaced
from zonebook.model.elements import Actor, Identity, Service
from zonebook.model.resolved import ResolvedSystem
from zonebook.values import Place

LOW = 1
"""The highest trust of a zone from which attacks start as well: it is one step in from outside."""
FOOTHOLD = 5
"""What a foothold in a zone of low trust costs: as much as a hop over a flow that is guarded as usual."""
INSIDER_COST = 2
"""What it costs to become somebody who is trusted: a password, a device or a person has to be won first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryPoint:
    """Where an attack may start: a service, an actor or an identity. `unsure` is what is not stated about it."""

    id: str
    reason: str
    parts: tuple[CostPart, ...]
    unsure: tuple[str, ...]
    place: Place

    @property
    def cost(self) -> int:
        """What it costs to be there."""
        return sum(part.cost for part in self.parts)


def starts(scene: ResolvedSystem) -> tuple[EntryPoint, ...]:
    """Give every start, in the order of the text; those of which something is not stated are possible starts."""
    placed = (start for end in ends(scene) if (start := _placed(scene, end)))
    nobody = (_nobodys(each) for each in scene.system.identities.values() if _anyone(scene, each))
    return (*placed, *nobody)


def _placed(scene: ResolvedSystem, end: Actor | Service) -> EntryPoint | None:
    """Give the start that an actor or a service is, by where it stands or by what is said of it."""
    missing = unplaced(scene, end)
    trust = UNTRUSTED if missing else scene.trust(end.zone) or UNTRUSTED
    doubted = isinstance(end, Actor) and end.trusted is False
    if trust > LOW and not doubted:
        return None
    sure = doubted or not missing
    if doubted:
        reason = f"{end.id} is said not to be trusted"
    elif missing:
        reason = f"nobody states how much is trusted where {end.id} stands"
    else:
        reason = f"{end.id} stands in zone {end.zone}, trust {trust}"
    return EntryPoint(
        id=end.id,
        reason=reason,
        parts=tuple(_parts(end, 0 if doubted else trust)),
        unsure=() if sure else (missing,),
        place=end.place,
    )


def _parts(end: Actor | Service, trust: int) -> Iterator[CostPart]:
    if trust == LOW:
        yield CostPart(cost=FOOTHOLD, reason=f"a foothold in zone {end.zone}, trust {LOW}, comes first")
    if isinstance(end, Actor) and end.trusted:
        yield CostPart(cost=INSIDER_COST, reason=f"{end.id} is trusted, and would have to be taken over")


def _anyone(scene: ResolvedSystem, identity: Identity) -> bool:
    """Say whether nobody states who can act as an identity; a root user without credentials is nobody's."""
    account = scene.accounts.get(identity.in_)
    said = role_setting(scene, account, "root-can-sign-in") if account and "root" in scene.traits(identity) else None
    return identity.assumed_by is None and (said is None or said.holds is not False)


def _nobodys(identity: Identity) -> EntryPoint:
    return EntryPoint(
        id=identity.id,
        reason=f"nobody states who can act as {identity.id}",
        parts=(),
        unsure=(f"identities.{identity.id}.assumed_by",),
        place=identity.place,
    )
