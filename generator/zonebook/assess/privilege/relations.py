"""Who has power over what: one hop of control each, with the reason and the place that says so.

A power is what the model states, never what a name suggests. What would be a power if only somebody had said so is a
doubt: the attribute that would settle it. Who has power over whoever has power (the closure) is the caller's question.
"""

from collections.abc import Callable, Iterator, Mapping

from zonebook.assess.privilege.platform_relations import (
    ControlRelation,
    How,
    backups,
    commands,
    copies,
    directories,
    hosts,
    keys,
    managed,
    secrets,
)
from zonebook.assess.privilege.setting_roles import role_setting
from zonebook.model import vocabulary
from zonebook.model.elements import Account, Flow, Identity
from zonebook.model.resolved import ResolvedSystem, once_per_system
from zonebook.model.vocabulary import SettingRole

__all__ = ["ControlRelation", "How", "privilege_stated", "relations", "sessions", "unknown_relations"]
_APART = frozenset(("root", "given-at-sign-in"))
"""Traits of identities that administrators of their account cannot change: above them, or from outside of it."""
_BY_ROLE: Mapping[SettingRole, How] = {"administers-account": "administers", "administers-directory": "directory-admin"}
Source = Callable[[ResolvedSystem], Iterator[ControlRelation]]


@once_per_system
def relations(scene: ResolvedSystem) -> tuple[ControlRelation, ...]:
    """Give every hop of control, each way of it once, by where it comes from and then in the order of the text."""
    found: dict[tuple[str, str, str], ControlRelation] = {}
    for source in SOURCES:
        for power in source(scene):
            if power.who != power.over:
                found.setdefault((power.who, power.over, power.how), power)
    return tuple(found.values())


@once_per_system
def unknown_relations(scene: ResolvedSystem) -> tuple[str, ...]:
    """Give each attribute that is not stated and may hide a power, once."""
    return tuple(dict.fromkeys(attribute for doubt in DOUBTS for attribute in doubt(scene)))


def _holders(scene: ResolvedSystem) -> Iterator[ControlRelation]:
    """Whoever can act as an identity has what it has."""
    for identity in scene.system.identities.values():
        for who in identity.assumed_by or ():
            reason = f"{who} can act as {identity.id}"
            yield ControlRelation(who=who, over=identity.id, how="assumes", reason=reason, place=identity.place)


def _administrators(scene: ResolvedSystem) -> Iterator[ControlRelation]:
    """An identity controls what it is said to administer; of a zone, every service in it."""
    for identity in scene.system.identities.values():
        for name in identity.administers or ():
            zone = scene.system.zones.get(name) if name not in scene.system.services else None
            for over in [each.id for each in scene.members(name)] if zone else [name]:
                reason = f"{identity.id} administers {over}" + (f" (zone {name})" if zone else "")
                yield ControlRelation(
                    who=identity.id, over=over, how="administers", reason=reason, place=identity.place
                )


def _privileges(scene: ResolvedSystem) -> Iterator[ControlRelation]:
    """An administrator by privilege controls the account or directory that the identity lives in."""
    for identity in scene.system.identities.values():
        for role, how in _BY_ROLE.items() if identity.in_ else ():
            said = role_setting(scene, identity, role)
            if said and said.value and said.holds:
                what = said.name if said.value.value is True else str(said.value.value)
                reason = f"{identity.id} is {vocabulary.words(what)} of {identity.in_}"
                yield ControlRelation(who=identity.id, over=identity.in_, how=how, reason=reason, place=identity.place)


def privilege_stated(scene: ResolvedSystem, identity: Identity) -> bool:
    """Say whether a setting of an identity says what privilege it has."""
    said = (role_setting(scene, identity, role) for role in _BY_ROLE)
    return any(each and each.value for each in said)


def _roots(scene: ResolvedSystem) -> Iterator[ControlRelation]:
    """The root user of an account controls the account."""
    for identity in scene.system.identities.values():
        if "root" in scene.traits(identity) and identity.in_ in scene.accounts:
            reason = f"{identity.id} is the root user of {identity.in_}"
            yield ControlRelation(
                who=identity.id, over=identity.in_, how="account-root", reason=reason, place=identity.place
            )


def _accounts(scene: ResolvedSystem) -> Iterator[ControlRelation]:
    """Whoever holds an account holds the services that run in it and the identities that are made in it."""
    for service in scene.system.services.values():
        account = scene.account_of(service)
        if account is not None:
            reason = f"{service.id} runs in {account.id}"
            yield ControlRelation(
                who=account.id, over=service.id, how="account-root", reason=reason, place=service.place
            )
    for identity in scene.system.identities.values():
        if identity.in_ in scene.accounts and _APART.isdisjoint(scene.traits(identity)):
            reason = f"{identity.id} is made in {identity.in_}"
            yield ControlRelation(
                who=identity.in_, over=identity.id, how="account-root", reason=reason, place=identity.place
            )


def _organization(scene: ResolvedSystem) -> Iterator[ControlRelation]:
    """The management account of an organisation can enter each member account."""
    for top, member in _members_of_organization(scene):
        said = role_setting(scene, member, "member-account")
        if said and said.holds:
            reason = f"{member.id} is a member of the organisation of {top.id}"
            yield ControlRelation(who=top.id, over=member.id, how="account-root", reason=reason, place=member.place)


def _members_of_organization(scene: ResolvedSystem) -> Iterator[tuple[Account, Account]]:
    for top in scene.accounts.values():
        if top.role == "management":
            for each in scene.accounts.values():
                if each.id != top.id and each.provider == top.provider:
                    yield top, each


def _sessions(scene: ResolvedSystem) -> Iterator[ControlRelation]:
    """An end that starts an administering protocol manages the far end, as far as its credentials reach."""
    for flow in scene.system.flows.values():
        yield from sessions(scene, flow, scene.ends(flow.from_))


def sessions(scene: ResolvedSystem, flow: Flow, starts: tuple[str, ...]) -> Iterator[ControlRelation]:
    """Give the powers of these starts of a flow over the services it reaches, where it administers them."""
    spoken = [each.id for each in scene.spoken(flow) if each.administers]
    if not spoken:
        return
    for over in scene.ends(flow.to):
        for who in starts if over in scene.system.services else ():
            if _seated(scene, who):
                reason = f"{who} administers {over} by {spoken[0]} (flow {flow.id})"
                yield ControlRelation(who=who, over=over, how="manages-by-flow", reason=reason, place=flow.place)


def _seated(scene: ResolvedSystem, who: str) -> bool:
    """Say whether somebody can sit there: nobody starts a session from a service that the provider runs."""
    traits = scene.traits(scene.system.services.get(who))
    return "managed" not in traits or "remote-administration" in traits


def _sign_in(scene: ResolvedSystem) -> Iterator[ControlRelation]:
    """Who signs for people controls those who believe it, and the identities that people are given at sign-in."""
    for trust in scene.system.trusts.values():
        if "federated-sign-in" in scene.traits(trust):
            reason = f"{trust.from_} lets in whomever {trust.to} signs for (trust {trust.id})"
            yield ControlRelation(who=trust.to, over=trust.from_, how="federates", reason=reason, place=trust.place)
    centers = [each.id for each in scene.system.services.values() if "signs-people-in" in scene.traits(each)]
    for identity in scene.system.identities.values():
        for center in centers if "given-at-sign-in" in scene.traits(identity) else ():
            reason = f"{center} says who is given {identity.id}"
            yield ControlRelation(who=center, over=identity.id, how="federates", reason=reason, place=identity.place)


SOURCES: tuple[Source, ...] = (
    _holders,
    _administrators,
    _privileges,
    _roots,
    _accounts,
    _organization,
    _sessions,
    commands,
    directories,
    _sign_in,
    keys,
    secrets,
    hosts,
    backups,
)
"""Where power comes from, in the order in which it is told."""


def _rights_unsaid(scene: ResolvedSystem) -> Iterator[str]:
    for identity in scene.system.identities.values():
        if identity.administers is None and "root" not in scene.traits(identity):
            yield f"identities.{identity.id}.administers"


def _holders_unsaid(scene: ResolvedSystem) -> Iterator[str]:
    return (f"identities.{each.id}.assumed_by" for each in scene.system.identities.values() if each.assumed_by is None)


def _agents_unsaid(scene: ResolvedSystem) -> Iterator[str]:
    said = {power.over for power in commands(scene)}
    for _, over, node in managed(scene):
        if over.id not in said and node.value is None:
            yield f"services.{over.id}.settings.{node.name}"


def _members_unsaid(scene: ResolvedSystem) -> Iterator[str]:
    for _, member in _members_of_organization(scene):
        said = role_setting(scene, member, "member-account")
        if said and said.value is None:
            yield f"accounts.{member.id}.settings.{said.name}"


def _backups_unsaid(scene: ResolvedSystem) -> Iterator[str]:
    for vault in scene.system.services.values():
        yield from (f"flows.{flow.id}.carries" for flow in copies(scene, vault) if flow.carries is None)


DOUBTS: tuple[Callable[[ResolvedSystem], Iterator[str]], ...] = (
    _rights_unsaid,
    _holders_unsaid,
    _agents_unsaid,
    _members_unsaid,
    _backups_unsaid,
)
"""What may be left unsaid about each source, in the order in which it is told."""
