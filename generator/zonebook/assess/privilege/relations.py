"""Control relations: which element controls which directly, with the reason and the place that states it.

A relation comes from what the model states, never from what a name suggests. Where an attribute that is not stated may
hide a relation, that attribute is listed as unknown. Indirect control (the transitive closure) is left to the caller.
"""

from collections.abc import Callable, Iterator, Mapping

from zonebook.assess.privilege.deployment_relations import deployments, unknown_deployments
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
)
from zonebook.assess.privilege.setting_roles import role_setting
from zonebook.assess.privilege.supply_relations import secrets, shared_secrets, supplies
from zonebook.model import vocabulary
from zonebook.model.elements import Account, Flow, Identity
from zonebook.model.resolved import ResolvedSystem, once_per_system
from zonebook.model.vocabulary import SettingRole

__all__ = ["ControlRelation", "How", "privilege_stated", "relations", "sessions", "unknown_relations"]
_APART = frozenset(("root", "given-at-sign-in"))
"""Traits of identities that the administrators of their account do not control: above them, or managed outside it."""
_BY_ROLE: Mapping[SettingRole, How] = {"administers-account": "administers", "administers-directory": "directory-admin"}
Source = Callable[[ResolvedSystem], Iterator[ControlRelation]]


@once_per_system
def relations(resolved: ResolvedSystem) -> tuple[ControlRelation, ...]:
    """Return every control relation once, by source and then in the order of the text."""
    found: dict[tuple[str, str, str], ControlRelation] = {}
    for source in SOURCES:
        for relation in source(resolved):
            if relation.controller != relation.controlled:
                found.setdefault((relation.controller, relation.controlled, relation.how), relation)
    return tuple(found.values())


@once_per_system
def unknown_relations(resolved: ResolvedSystem) -> tuple[str, ...]:
    """Return each attribute that is not stated and may hide a control relation, once."""
    return tuple(dict.fromkeys(attribute for unknown in DOUBTS for attribute in unknown(resolved)))


def _holders(resolved: ResolvedSystem) -> Iterator[ControlRelation]:
    """Yield that an element that can act as an identity controls the identity."""
    for identity in resolved.system.identities.values():
        for controller in identity.assumed_by or ():
            reason = f"{controller} can act as {identity.id}"
            yield ControlRelation(
                controller=controller, controlled=identity.id, how="assumes", reason=reason, place=identity.place
            )


def _administrators(resolved: ResolvedSystem) -> Iterator[ControlRelation]:
    """Yield that an identity controls what it is stated to administer; for a zone, every service in it."""
    for identity in resolved.system.identities.values():
        for name in identity.administers or ():
            zone = resolved.system.zones.get(name) if name not in resolved.system.services else None
            for controlled in [each.id for each in resolved.members(name)] if zone else [name]:
                reason = f"{identity.id} administers {controlled}" + (f" (zone {name})" if zone else "")
                yield ControlRelation(
                    controller=identity.id,
                    controlled=controlled,
                    how="administers",
                    reason=reason,
                    place=identity.place,
                )


def _privileges(resolved: ResolvedSystem) -> Iterator[ControlRelation]:
    """Yield that a privileged identity controls the account or directory that it belongs to."""
    for identity in resolved.system.identities.values():
        for role, how in _BY_ROLE.items() if identity.in_ else ():
            said = role_setting(resolved, identity, role)
            if said and said.value and said.holds:
                what = said.name if said.value.value is True else str(said.value.value)
                reason = f"{identity.id} is {vocabulary.words(what)} of {identity.in_}"
                yield ControlRelation(
                    controller=identity.id, controlled=identity.in_, how=how, reason=reason, place=identity.place
                )


def privilege_stated(resolved: ResolvedSystem, identity: Identity) -> bool:
    """Return whether a setting of an identity states its privilege."""
    said = (role_setting(resolved, identity, role) for role in _BY_ROLE)
    return any(each and each.value for each in said)


def _roots(resolved: ResolvedSystem) -> Iterator[ControlRelation]:
    """Yield that the root user of an account controls the account."""
    for identity in resolved.system.identities.values():
        if "root" in resolved.traits(identity) and identity.in_ in resolved.accounts:
            reason = f"{identity.id} is the root user of {identity.in_}"
            yield ControlRelation(
                controller=identity.id, controlled=identity.in_, how="account-root", reason=reason, place=identity.place
            )


def _accounts(resolved: ResolvedSystem) -> Iterator[ControlRelation]:
    """Yield that an account controls the services that run in it and the identities that are created in it."""
    for service in resolved.system.services.values():
        account = resolved.account_of(service)
        if account is not None:
            reason = f"{service.id} runs in {account.id}"
            yield ControlRelation(
                controller=account.id, controlled=service.id, how="account-root", reason=reason, place=service.place
            )
    for identity in resolved.system.identities.values():
        if identity.in_ in resolved.accounts and _APART.isdisjoint(resolved.traits(identity)):
            reason = f"{identity.id} is made in {identity.in_}"
            yield ControlRelation(
                controller=identity.in_, controlled=identity.id, how="account-root", reason=reason, place=identity.place
            )


def _organization(resolved: ResolvedSystem) -> Iterator[ControlRelation]:
    """Yield that the management account of an organisation controls each member account."""
    for top, member in _members_of_organization(resolved):
        said = role_setting(resolved, member, "member-account")
        if said and said.holds:
            reason = f"{member.id} is a member of the organisation of {top.id}"
            yield ControlRelation(
                controller=top.id, controlled=member.id, how="account-root", reason=reason, place=member.place
            )


def _members_of_organization(resolved: ResolvedSystem) -> Iterator[tuple[Account, Account]]:
    for top in resolved.accounts.values():
        if top.role == "management":
            for each in resolved.accounts.values():
                if each.id != top.id and each.provider == top.provider:
                    yield top, each


def _sessions(resolved: ResolvedSystem) -> Iterator[ControlRelation]:
    """Yield that an end that starts an administration protocol manages the far end, within its credentials."""
    for flow in resolved.system.flows.values():
        yield from sessions(resolved, flow, resolved.ends(flow.from_))


def sessions(resolved: ResolvedSystem, flow: Flow, starts: tuple[str, ...]) -> Iterator[ControlRelation]:
    """Yield that these starts of a flow control the services it reaches, where a protocol of it administers them."""
    protocols = [each.id for each in resolved.spoken(flow) if each.administers]
    if not protocols:
        return
    for controlled in resolved.ends(flow.to):
        for controller in starts if controlled in resolved.system.services else ():
            if _can_start_session(resolved, controller):
                reason = f"{controller} administers {controlled} by {protocols[0]} (flow {flow.id})"
                yield ControlRelation(
                    controller=controller, controlled=controlled, how="manages-by-flow", reason=reason, place=flow.place
                )


def _can_start_session(resolved: ResolvedSystem, controller: str) -> bool:
    """Return whether a session can start there: no person works from a service that the provider runs."""
    traits = resolved.traits(resolved.system.services.get(controller))
    return "managed" not in traits or "remote-administration" in traits


def _sign_in(resolved: ResolvedSystem) -> Iterator[ControlRelation]:
    """Yield that an identity provider controls what trusts it, and the identities that it assigns at sign-in."""
    for trust in resolved.system.trusts.values():
        if "federated-sign-in" in resolved.traits(trust):
            reason = f"{trust.from_} lets in whomever {trust.to} signs for (trust {trust.id})"
            yield ControlRelation(
                controller=trust.to, controlled=trust.from_, how="federates", reason=reason, place=trust.place
            )
    centers = [each.id for each in resolved.system.services.values() if "signs-people-in" in resolved.traits(each)]
    for identity in resolved.system.identities.values():
        for center in centers if "given-at-sign-in" in resolved.traits(identity) else ():
            reason = f"{center} says who is given {identity.id}"
            yield ControlRelation(
                controller=center, controlled=identity.id, how="federates", reason=reason, place=identity.place
            )


SOURCES: tuple[Source, ...] = (
    _holders,
    _administrators,
    _privileges,
    _roots,
    _accounts,
    _organization,
    deployments,
    _sessions,
    commands,
    directories,
    _sign_in,
    keys,
    secrets,
    shared_secrets,
    supplies,
    hosts,
    backups,
)
"""The sources of control relations, in the order in which these are listed."""


def _unknown_rights(resolved: ResolvedSystem) -> Iterator[str]:
    for identity in resolved.system.identities.values():
        if identity.administers is None and "root" not in resolved.traits(identity):
            yield f"identities.{identity.id}.administers"


def _unknown_holders(resolved: ResolvedSystem) -> Iterator[str]:
    return (
        f"identities.{each.id}.assumed_by" for each in resolved.system.identities.values() if each.assumed_by is None
    )


def _unknown_agents(resolved: ResolvedSystem) -> Iterator[str]:
    known = {relation.controlled for relation in commands(resolved)}
    for _, controlled, node in managed(resolved):
        if controlled.id not in known and node.value is None:
            yield f"services.{controlled.id}.settings.{node.name}"


def _unknown_members(resolved: ResolvedSystem) -> Iterator[str]:
    for _, member in _members_of_organization(resolved):
        said = role_setting(resolved, member, "member-account")
        if said and said.value is None:
            yield f"accounts.{member.id}.settings.{said.name}"


def _unknown_backups(resolved: ResolvedSystem) -> Iterator[str]:
    for vault in resolved.system.services.values():
        yield from (f"flows.{flow.id}.carries" for flow in copies(resolved, vault) if flow.carries is None)


def _unknown_kinds(resolved: ResolvedSystem) -> Iterator[str]:
    return (f"services.{each.id}.kind" for each in resolved.system.services.values() if not each.kind)


def _unknown_sessions(resolved: ResolvedSystem) -> Iterator[str]:
    return (f"flows.{each.id}.protocols" for each in resolved.system.flows.values() if each.unspoken)


DOUBTS: tuple[Callable[[ResolvedSystem], Iterator[str]], ...] = (
    _unknown_rights,
    _unknown_holders,
    _unknown_agents,
    _unknown_members,
    unknown_deployments,
    _unknown_backups,
    _unknown_kinds,
    _unknown_sessions,
)
"""The attributes of each source that may be not stated, in the order in which they are listed."""
