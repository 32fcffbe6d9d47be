"""Entry points of attacks: what is in a zone of no or low trust, what is in no stated zone, and assumed breach.

Outsiders, footholds and insiders say whether an asset is reached. Assumed breach answers another question: what stands
behind the first machine that falls. It stands beside the answer, and is no part of it.
"""

from collections.abc import Iterator, Sequence
from typing import Literal, get_args

from zonebook.assess.attack_paths.edges import CostPart
from zonebook.assess.privilege.relations import relations
from zonebook.assess.privilege.setting_roles import role_setting
from zonebook.assess.privilege.tier_zero import tier_zero_members
from zonebook.assess.zones.exposure import UNTRUSTED, ends, unplaced
from zonebook.model.elements import Actor, Identity, Service
from zonebook.model.resolved import ResolvedSystem
from zonebook.model.vocabulary import BreachClass, words
from zonebook.values import Place
from zonebook.values.record import dataclass

StartKind = Literal["outsider", "foothold", "insider", "not-stated", "assumed-breach"]
"""Who starts: somebody whom nobody trusts; a machine of low trust that falls first; a trusted person who is taken over;
one of whom the model does not state enough to say; a machine that is assumed to have fallen."""
KINDS: tuple[StartKind, ...] = get_args(StartKind)
"""The kinds of starts, those from farthest outside first."""
CLASSES: tuple[BreachClass, ...] = get_args(BreachClass)

LOW = 1
"""The highest trust of a zone from which attacks start as well: one step in from outside."""
FOOTHOLD = 5
"""The cost of a foothold in a zone of low trust: that of an edge over a flow with the usual protection."""
INSIDER_COST = 2
"""The cost of a compromised insider: a password, a device or a person has to be compromised first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryPoint:
    """An entry point: a service, an actor or an identity. `unsure` has the attributes of it that are not stated.

    `breached` is the class of a machine that is assumed to have fallen, and empty for any other kind.
    """

    id: str
    kind: StartKind
    reason: str
    parts: tuple[CostPart, ...]
    unsure: tuple[str, ...]
    place: Place
    breached: BreachClass | Literal[""] = ""

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
        kind=_kind(end, trust=0 if untrusted else trust, sure=sure),
        reason=reason,
        parts=tuple(_parts(end, 0 if untrusted else trust)),
        unsure=() if sure else (missing,),
        place=end.place,
    )


def _kind(end: Actor | Service, *, trust: int, sure: bool) -> StartKind:
    if not sure:
        return "not-stated"
    if isinstance(end, Actor) and end.trusted:
        return "insider"
    return "foothold" if trust == LOW else "outsider"


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
        kind="not-stated",
        reason=f"nobody states who can act as {identity.id}",
        parts=(),
        unsure=(f"identities.{identity.id}.assumed_by",),
        place=identity.place,
    )


def assumed_breaches(resolved: ResolvedSystem, known: Sequence[EntryPoint]) -> tuple[EntryPoint, ...]:
    """Return the machines that are assumed to have fallen, in the order of the text.

    What is an entry point already is left out, and so is what is tier 0 by nature: there is nothing behind it to see.
    """
    others = {each.id for each in known} | {each.id for each in tier_zero_members(resolved).values() if each.by_nature}
    members = {each.controlled for each in relations(resolved) if each.how == "directory-admin"}
    found = []
    for service in resolved.system.services.values():
        falls_as = {each.falls_as for each in resolved.catalogue.described(resolved.traits(service))}
        if service.id not in members:
            falls_as.discard("member-server")
        class_ = next((each for each in reversed(CLASSES) if each in falls_as), None)
        if class_ and service.id not in others:
            found.append(_breach(service, class_))
    return tuple(found)


def _breach(service: Service, class_: BreachClass) -> EntryPoint:
    return EntryPoint(
        id=service.id,
        kind="assumed-breach",
        reason=f"{service.id}, a {words(class_)}, is assumed to be taken over",
        parts=(CostPart(cost=0, reason="assumed breach: what it takes to get there is not counted"),),
        unsure=(),
        place=service.place,
        breached=class_,
    )
