"""Tier 0: the systems that decide identities, everything that controls them, and whether it is protected as tier 0.

After Microsoft's enterprise access model: the control plane (tier 0) is what proves identities and grants rights, with
everything that controls it, because control of it is control of all that trusts it. The mistake that the model warns of
is an element that controls tier 0 and is not protected as part of it.
"""

from collections.abc import Iterable, Iterator, Mapping

from zonebook.assess.answer import Answer, Holds, NotStated, holds, missing
from zonebook.assess.graphs import breadth_first
from zonebook.assess.privilege.relations import ControlRelation, relations
from zonebook.assess.privilege.setting_roles import role_setting
from zonebook.model.elements import Actor, Identity, Service
from zonebook.model.resolved import ResolvedSystem, once_per_system
from zonebook.values import Place
from zonebook.values.record import dataclass

HIGHEST = 4
"""The trust of the zones in which tier 0 belongs."""
_SAID = "tier-0"
"""The trait by which a kind declares itself tier 0."""
_SHOWN = 3
"""How many relations at either end of a long chain are listed one by one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InTierZero:
    """An element of tier 0, and why; `chain` leads to one that is tier 0 by nature, and is empty if it is so itself."""

    id: str
    reason: str
    chain: tuple[ControlRelation, ...]
    place: Place

    @property
    def by_nature(self) -> bool:
        """Whether the element is tier 0 by what it is, not by what it controls."""
        return not self.chain


def tier_zero(resolved: ResolvedSystem) -> Mapping[str, str]:
    """Return the reason for everything in tier 0, by id, in the order of the text."""
    return {each.id: each.reason for each in tier_zero_members(resolved).values()}


@once_per_system
def control(resolved: ResolvedSystem) -> tuple[ControlRelation, ...]:
    """Return the relations that are control by themselves.

    A flow that can carry administration is control only where it starts at a place that administrators work from.
    """
    return tuple(
        relation
        for relation in relations(resolved)
        if relation.how != "manages-by-flow" or _administers(resolved, relation.controller)
    )


def _administers(resolved: ResolvedSystem, who: str) -> bool:
    actor = resolved.system.actors.get(who)
    if actor is not None:
        return actor.privileged is True
    traits = resolved.traits(resolved.system.services.get(who))
    return any(each.origin_of_administration for each in resolved.catalogue.described(traits))


@once_per_system
def controllers_of(resolved: ResolvedSystem) -> Mapping[str, tuple[ControlRelation, ...]]:
    """Group the control relations by the id of the controlled element."""
    found: dict[str, list[ControlRelation]] = {}
    for relation in control(resolved):
        found.setdefault(relation.controlled, []).append(relation)
    return {over: tuple(found[over]) for over in found}


@once_per_system
def controlled_by(resolved: ResolvedSystem) -> Mapping[str, tuple[ControlRelation, ...]]:
    """Group the control relations by the id of the controlling element."""
    found: dict[str, list[ControlRelation]] = {}
    for relation in control(resolved):
        found.setdefault(relation.controller, []).append(relation)
    return {who: tuple(found[who]) for who in found}


@once_per_system
def first_relations(resolved: ResolvedSystem) -> Mapping[tuple[str, str], ControlRelation]:
    """Return the first relation between each two elements, by the ids of the controlling and the controlled one."""
    return {(relation.controller, relation.controlled): relation for relation in reversed(control(resolved))}


@once_per_system
def tier_zero_members(resolved: ResolvedSystem) -> Mapping[str, InTierZero]:
    """Return everything in tier 0 with its shortest chain of control, in the order of the text."""
    nature = _natural(resolved)
    chains = _chains(resolved, tuple(nature))
    return {
        name: InTierZero(
            id=name, reason=nature.get(name) or in_words(resolved, chains[name]), chain=chains[name], place=place
        )
        for name, place in _everything(resolved)
        if name in chains
    }


def _chains(resolved: ResolvedSystem, ends: tuple[str, ...]) -> Mapping[str, tuple[ControlRelation, ...]]:
    """Return the shortest chain of control from each element to one of the ends, the first in the order of the text."""
    relations_of, first = controllers_of(resolved), first_relations(resolved)
    _, before = breadth_first(lambda over: (each.controller for each in relations_of.get(over, ())), ends)
    chains: dict[str, tuple[ControlRelation, ...]] = dict.fromkeys(ends, ())
    for who, over in before.items():
        chains[who] = (first[who, over], *chains[over])
    return chains


def in_words(resolved: ResolvedSystem, chain: tuple[ControlRelation, ...]) -> str:
    """Describe a chain of control in words: the reason of each relation, and why the last element is tier 0."""
    text = "; ".join(_shortened([relation.reason for relation in chain]))
    nature = _natural(resolved).get(chain[-1].controlled, "") if chain else ""
    return f"{text}; {chain[-1].controlled}: {nature}" if nature else text


def _shortened(reasons: list[str]) -> list[str]:
    """Return the reasons of a chain; in a long one, the number of those in the middle in their place."""
    more = len(reasons) - 2 * _SHOWN
    return [*reasons[:_SHOWN], f"{more} hops more", *reasons[-_SHOWN:]] if more > 1 else reasons


def _everything(resolved: ResolvedSystem) -> Iterator[tuple[str, Place]]:
    system = resolved.system
    for shelf in (resolved.accounts, system.actors, system.services, system.identities):
        yield from ((name, each.place) for name, each in shelf.items())


@once_per_system
def _natural(resolved: ResolvedSystem) -> Mapping[str, str]:
    """Return the elements that are tier 0 by what they are, with the reason."""
    return dict(_by_nature(resolved))


def _by_nature(resolved: ResolvedSystem) -> Iterator[tuple[str, str]]:
    for account in resolved.accounts.values():
        if account.role == "management":
            yield account.id, "it is the management account of the organisation"
    for service in resolved.system.services.values():
        reason = _nature(resolved, service)
        if reason:
            yield service.id, reason
    for identity in resolved.system.identities.values():
        reason = _nature(resolved, identity) or _proxied(resolved, identity)
        if reason:
            yield identity.id, reason


def _nature(resolved: ResolvedSystem, element: Service | Identity) -> str:
    """Return why an element is tier 0 by what it is: the text of its first trait that says so, or an empty string."""
    traits = resolved.catalogue.described(resolved.traits(element))
    serves = any(each.tier == "of-what-it-serves" for each in traits)
    return next((each.because for each in traits if each.tier == 0 and not (serves and each.id == _SAID)), "")


def _proxied(resolved: ResolvedSystem, identity: Identity) -> str:
    for name in identity.assumed_by or ():
        if "directory-proxy" in resolved.traits(resolved.system.services.get(name)):
            return f"{name} acts as it in the directory for everybody who signs in"
    return ""


def kept(resolved: ResolvedSystem, name: str) -> Answer:
    """Return the reasons why an element is not protected as tier 0; None where it is; else what is not stated."""
    if name in resolved.system.services:
        return _service_kept(resolved, resolved.system.services[name])
    identity = resolved.system.identities.get(name)
    return _identity_kept(resolved, identity) if identity else None


def _service_kept(resolved: ResolvedSystem, service: Service) -> Answer:
    if _SAID in resolved.traits(service) or _nature(resolved, service):
        return None
    return _zone_kept(resolved, service.zone, f"services.{service.id}.zone", f"{service.id} stands in zone")


def _identity_kept(resolved: ResolvedSystem, identity: Identity) -> Answer:
    holders = [name for name in identity.assumed_by or () if name in resolved.system.services]
    services = {name: kept(resolved, name) for name in holders}
    people = _people_kept(resolved, identity)
    if below := _held_below(services):
        return below
    unknown = _unknown(services.values())
    if holders and not unknown and len(holders) == len(identity.assumed_by or ()):
        return None
    said = role_setting(resolved, identity, "kept-in-tier-0")
    stated_below = Holds((f"it is kept as {said.value.value}",)) if said and said.value and not said.holds else None
    if below := stated_below or _held_below(people):
        return below
    places = _unknown(people.values())
    if unknown:
        return NotStated((*unknown, *places))
    if (said and said.value) or "root" in resolved.traits(identity) or _of_management(resolved, identity):
        return NotStated(places) if places else None
    return NotStated((f"identities.{identity.id}.settings{f'.{said.name}' if said else ''}", *places))


def _held_below(holders: Mapping[str, Answer]) -> Holds | None:
    found = ((name, answer.reasons) for name, answer in holders.items() if isinstance(answer, Holds))
    return next((Holds((f"{name} can act as it", *reasons)) for name, reasons in found), None)


def _people_kept(resolved: ResolvedSystem, identity: Identity) -> Mapping[str, Answer]:
    """Return, by actor, whether who can act as an identity works from where tier 0 is kept.

    Where it is not stated who can, that is asked. A root user is left out: it is for emergencies, and has threats of
    its own.
    """
    if "root" in resolved.traits(identity):
        return {}
    if identity.assumed_by is None:
        return {"": missing(f"identities.{identity.id}.assumed_by")}
    actors = resolved.system.actors
    return {name: _person_kept(resolved, actors[name]) for name in identity.assumed_by if name in actors}


def _person_kept(resolved: ResolvedSystem, actor: Actor) -> Answer:
    return _zone_kept(resolved, actor.zone, f"actors.{actor.id}.zone", f"{actor.id} works from zone")


def _zone_kept(resolved: ResolvedSystem, zone: str, attribute: str, told: str) -> Answer:
    """Return that a zone is no place for tier 0, or what is not stated: the zone, as an attribute, or its trust."""
    if not zone:
        return missing(attribute)
    trust = resolved.trust(zone)
    if trust is None:
        return missing(f"zones.{zone}.trust")
    return holds(f"{told} {zone} of trust {trust}") if trust < HIGHEST else None


def _unknown(answers: Iterable[Answer]) -> tuple[str, ...]:
    return tuple(each for answer in answers if isinstance(answer, NotStated) for each in answer.attributes)


def _of_management(resolved: ResolvedSystem, identity: Identity) -> bool:
    account = resolved.accounts.get(identity.in_)
    return account is not None and account.role == "management"
