"""Tier 0: what decides who anybody is, whatever controls that, and whether it is kept as such.

After Microsoft's enterprise access model: the control plane (tier 0) is what proves identities and gives rights, and
everything with power over it, for whoever controls it controls all that trusts it. What controls it and is not kept as
part of it is the mistake that the model warns of.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from zonebook.assess.answer import Answer, Holds, NotStated, holds, missing
from zonebook.assess.graphs import breadth_first
from zonebook.assess.privilege.relations import ControlRelation, relations
from zonebook.assess.privilege.setting_roles import role_setting
from zonebook.model.elements import Identity, Service
from zonebook.model.resolved import ResolvedSystem, once_per_system
from zonebook.values import Place

HIGHEST = 4
"""The trust of the zones in which tier 0 belongs."""
_SAID = "tier-0"
"""The trait by which a kind says itself that it is tier 0."""
_SHOWN = 3
"""How many hops at either end of a long chain are told one by one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InTierZero:
    """Something of tier 0, why, and by which hops it controls what is tier 0 by nature; none where it is so itself."""

    id: str
    reason: str
    chain: tuple[ControlRelation, ...]
    place: Place

    @property
    def by_nature(self) -> bool:
        """Whether it is tier 0 for what it is, not for what it controls."""
        return not self.chain


def tier_zero(scene: ResolvedSystem) -> Mapping[str, str]:
    """Give the reason for everything in tier 0, by id, in the order of the text."""
    return {each.id: each.reason for each in tier_zero_members(scene).values()}


@once_per_system
def control(scene: ResolvedSystem) -> tuple[ControlRelation, ...]:
    """Give the powers that need nothing more than themselves: an open way counts where administrators start from it."""
    return tuple(
        power for power in relations(scene) if power.how != "manages-by-flow" or _administers(scene, power.who)
    )


def _administers(scene: ResolvedSystem, who: str) -> bool:
    actor = scene.system.actors.get(who)
    if actor is not None:
        return actor.privileged is True
    traits = scene.traits(scene.system.services.get(who))
    return any(each.origin_of_administration for each in scene.catalogue.described(traits))


@once_per_system
def controllers_of(scene: ResolvedSystem) -> Mapping[str, tuple[ControlRelation, ...]]:
    """Give who controls each thing, by the id of what is controlled."""
    found: dict[str, list[ControlRelation]] = {}
    for power in control(scene):
        found.setdefault(power.over, []).append(power)
    return {over: tuple(found[over]) for over in found}


@once_per_system
def controlled_by(scene: ResolvedSystem) -> Mapping[str, tuple[ControlRelation, ...]]:
    """Give what each one controls, by the id of who controls."""
    found: dict[str, list[ControlRelation]] = {}
    for power in control(scene):
        found.setdefault(power.who, []).append(power)
    return {who: tuple(found[who]) for who in found}


@once_per_system
def first_relations(scene: ResolvedSystem) -> Mapping[tuple[str, str], ControlRelation]:
    """Return the first relation between each two, by the ids of who controls and of what is controlled."""
    return {(power.who, power.over): power for power in reversed(control(scene))}


@once_per_system
def tier_zero_members(scene: ResolvedSystem) -> Mapping[str, InTierZero]:
    """Give everything in tier 0 with its shortest chain of control, in the order of the text."""
    nature = _natural(scene)
    chains = _chains(scene, tuple(nature))
    return {
        name: InTierZero(
            id=name, reason=nature.get(name) or in_words(scene, chains[name]), chain=chains[name], place=place
        )
        for name, place in _everything(scene)
        if name in chains
    }


def _chains(scene: ResolvedSystem, ends: tuple[str, ...]) -> Mapping[str, tuple[ControlRelation, ...]]:
    """Give the shortest chain of control from each thing to one of the ends, the first in the order of the text."""
    powers, first = controllers_of(scene), first_relations(scene)
    _, before = breadth_first(lambda over: (power.who for power in powers.get(over, ())), ends)
    chains: dict[str, tuple[ControlRelation, ...]] = dict.fromkeys(ends, ())
    for who, over in before.items():
        chains[who] = (first[who, over], *chains[over])
    return chains


def in_words(scene: ResolvedSystem, chain: tuple[ControlRelation, ...]) -> str:
    """Give a chain of control as a person tells it: each hop, and what the last one is."""
    told = "; ".join(_shortened([power.reason for power in chain]))
    nature = _natural(scene).get(chain[-1].over, "") if chain else ""
    return f"{told}; {chain[-1].over}: {nature}" if nature else told


def _shortened(reasons: list[str]) -> list[str]:
    """Give the reasons of a chain, those in the middle of a long one counted instead."""
    more = len(reasons) - 2 * _SHOWN
    return [*reasons[:_SHOWN], f"{more} hops more", *reasons[-_SHOWN:]] if more > 1 else reasons


def _everything(scene: ResolvedSystem) -> Iterator[tuple[str, Place]]:
    system = scene.system
    for shelf in (scene.accounts, system.actors, system.services, system.identities):
        yield from ((name, each.place) for name, each in shelf.items())


@once_per_system
def _natural(scene: ResolvedSystem) -> Mapping[str, str]:
    """Give what is tier 0 for what it is, with the reason."""
    return dict(_by_nature(scene))


def _by_nature(scene: ResolvedSystem) -> Iterator[tuple[str, str]]:
    for account in scene.accounts.values():
        if account.role == "management":
            yield account.id, "it is the management account of the organisation"
    for service in scene.system.services.values():
        reason = _nature(scene, service)
        if reason:
            yield service.id, reason
    for identity in scene.system.identities.values():
        reason = _nature(scene, identity) or _proxied(scene, identity)
        if reason:
            yield identity.id, reason


def _nature(scene: ResolvedSystem, element: Service | Identity) -> str:
    """Return why something is tier 0 by itself, in the words of the first of its traits that make it so, or nothing."""
    traits = scene.catalogue.described(scene.traits(element))
    serves = any(each.tier == "of-what-it-serves" for each in traits)
    return next((each.because for each in traits if each.tier == 0 and not (serves and each.id == _SAID)), "")


def _proxied(scene: ResolvedSystem, identity: Identity) -> str:
    for name in identity.assumed_by or ():
        if "directory-proxy" in scene.traits(scene.system.services.get(name)):
            return f"{name} acts as it in the directory for everybody who signs in"
    return ""


def kept(scene: ResolvedSystem, name: str) -> Answer:
    """Say that something is not kept as tier 0, and why; nothing where it is, not stated where the model is silent."""
    if name in scene.system.services:
        return _service_kept(scene, scene.system.services[name])
    identity = scene.system.identities.get(name)
    return _identity_kept(scene, identity) if identity else None


def _service_kept(scene: ResolvedSystem, service: Service) -> Answer:
    if _SAID in scene.traits(service) or _nature(scene, service):
        return None
    if not service.zone:
        return missing(f"services.{service.id}.zone")
    trust = scene.trust(service.zone)
    if trust is None:
        return missing(f"zones.{service.zone}.trust")
    return holds(f"{service.id} stands in zone {service.zone} of trust {trust}") if trust < HIGHEST else None


def _identity_kept(scene: ResolvedSystem, identity: Identity) -> Answer:
    holders = [name for name in identity.assumed_by or () if name in scene.system.services]
    for name in holders:
        below = kept(scene, name)
        if isinstance(below, Holds):
            return Holds((f"{name} can act as it", *below.reasons))
    said = role_setting(scene, identity, "kept-in-tier-0")
    if said and said.value:
        return None if said.holds else holds(f"it is kept as {said.value.value}")
    if "root" in scene.traits(identity) or _of_management(scene, identity):
        return None
    if holders and len(holders) == len(identity.assumed_by or ()):
        return NotStated(unknown) if (unknown := _unknown(scene, holders)) else None
    return missing(f"identities.{identity.id}.settings{f'.{said.name}' if said else ''}")


def _unknown(scene: ResolvedSystem, names: list[str]) -> tuple[str, ...]:
    answers = [kept(scene, name) for name in names]
    return tuple(each for answer in answers if isinstance(answer, NotStated) for each in answer.attributes)


def _of_management(scene: ResolvedSystem, identity: Identity) -> bool:
    account = scene.accounts.get(identity.in_)
    return account is not None and account.role == "management"
