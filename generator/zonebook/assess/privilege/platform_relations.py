"""Direct control between machines: agents, directories, keys, hosts and backups, each as the model states it."""

from collections.abc import Iterator, Mapping
from itertools import product
from typing import Literal

from zonebook.assess.privilege.setting_roles import RoleSetting, role_setting
from zonebook.model.catalogue import Grant
from zonebook.model.elements import Flow, Service
from zonebook.model.resolved import ResolvedSystem
from zonebook.values import Place
from zonebook.values.record import dataclass

How = Literal[
    "assumes",
    "administers",
    "manages-by-flow",
    "systems-manager",
    "directory-admin",
    "key-administration",
    "supplies",
    "knows-secret",
    "account-root",
    "hosts",
    "keeps-backup",
    "federates",
]
"""How one element controls another: by a right, by an administrative session, or because the other depends on it."""
_REASONS: Mapping[How, str] = {
    "systems-manager": "{controller} runs commands on {controlled}",
    "directory-admin": "{controlled} obeys the directory on {controller}",
}
"""The text of a control relation that protocols grant."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlRelation:
    """Direct control of one element by another, and why; both are ids of services, actors, identities or accounts."""

    controller: str
    controlled: str
    how: How
    reason: str
    place: Place


def commands(resolved: ResolvedSystem) -> Iterator[ControlRelation]:
    """Yield that a remote administration service runs commands on each machine whose agent polls it."""
    yield from _granted(resolved, "systems-manager")
    for controller, controlled, node in managed(resolved):
        if node.holds:
            reason = f"{controller.id} runs commands on {controlled.id}, a managed node of the same account"
            yield ControlRelation(
                controller=controller.id,
                controlled=controlled.id,
                how="systems-manager",
                reason=reason,
                place=controlled.place,
            )


def managed(resolved: ResolvedSystem) -> Iterator[tuple[Service, Service, RoleSetting]]:
    """Yield each remote administration service, each machine it could manage, and the setting that says if it does."""
    nodes: dict[str, list[tuple[Service, RoleSetting]]] = {}
    for controlled in resolved.system.services.values():
        node, own = role_setting(resolved, controlled, "managed-node"), resolved.account_of(controlled)
        if node and own:
            nodes.setdefault(own.id, []).append((controlled, node))
    for controller in resolved.system.services.values():
        account = resolved.account_of(controller) if "remote-administration" in resolved.traits(controller) else None
        for controlled, node in nodes.get(account.id, ()) if account else ():
            yield controller, controlled, node


def directories(resolved: ResolvedSystem) -> Iterator[ControlRelation]:
    """Yield that a directory controls its members, its replicas and the identities in it.

    A member is a service that starts a flow whose protocols join it, unless a setting says that it is not joined.
    """
    for each in _granted(resolved, "directory-admin"):
        if _joined(resolved, resolved.system.services[each.controlled]):
            yield each
    for identity in resolved.system.identities.values():
        if identity.in_ in resolved.system.services:
            reason = f"{identity.id} lives in {identity.in_}"
            yield ControlRelation(
                controller=identity.in_,
                controlled=identity.id,
                how="directory-admin",
                reason=reason,
                place=identity.place,
            )


def _joined(resolved: ResolvedSystem, service: Service) -> bool:
    """Return whether a service can be a member: no setting says otherwise, and it is not a network link."""
    said = role_setting(resolved, service, "directory-member")
    return (said is None or said.holds is not False) and "network-link" not in resolved.traits(service)


def _granted(resolved: ResolvedSystem, relation: How) -> Iterator[ControlRelation]:
    """Yield each control relation of a sort that the protocols of a flow grant one end over the other."""
    for flow in resolved.system.flows.values():
        for protocol in resolved.catalogue.named(flow.protocols):
            if protocol.grants and protocol.grants.relation == relation:
                for controller, controlled in _controlled(resolved, flow, protocol.grants):
                    text = _REASONS[relation].format(controller=controller.id, controlled=controlled.id)
                    reason = f"{text} (flow {flow.id})"
                    yield ControlRelation(
                        controller=controller.id,
                        controlled=controlled.id,
                        how=relation,
                        reason=reason,
                        place=flow.place,
                    )


def _controlled(resolved: ResolvedSystem, flow: Flow, grant: Grant) -> Iterator[tuple[Service, Service]]:
    """Yield each pair of a service and one that it controls by a flow."""
    starts, ends = tuple(services_at(resolved, flow.from_)), tuple(services_at(resolved, flow.to))
    if grant.direction == "forward":
        yield from product(_able(resolved, starts, grant), ends)
    elif grant.direction == "backward":
        yield from product(_able(resolved, ends, grant), starts)
    else:
        for one, other in product(_able(resolved, starts, grant), _able(resolved, ends, grant)):
            yield from ((one, other), (other, one))


def _able(resolved: ResolvedSystem, services: tuple[Service, ...], grant: Grant) -> tuple[Service, ...]:
    """Return the services with a trait that a grant requires of the controller."""
    wanted = set(grant.controller)
    return tuple(each for each in services if not wanted or not wanted.isdisjoint(resolved.traits(each)))


def keys(resolved: ResolvedSystem) -> Iterator[ControlRelation]:
    """Yield that a key store controls the services that use its keys: those with a flow to it that hold data."""
    for flow in resolved.system.flows.values():
        for controller in among(resolved, flow.to, "key-store"):
            for controlled in services_at(resolved, flow.from_):
                if controlled.holds or any(
                    each.keeps_data for each in resolved.catalogue.described(resolved.traits(controlled))
                ):
                    reason = f"{controller.id} unlocks what {controlled.id} keeps (flow {flow.id})"
                    yield ControlRelation(
                        controller=controller.id,
                        controlled=controlled.id,
                        how="key-administration",
                        reason=reason,
                        place=flow.place,
                    )


def hosts(resolved: ResolvedSystem) -> Iterator[ControlRelation]:
    """Yield that a host controls what runs on it."""
    for guest in resolved.system.services.values():
        if guest.runs_on:
            reason = f"{guest.id} runs on {guest.runs_on}"
            yield ControlRelation(
                controller=guest.runs_on, controlled=guest.id, how="hosts", reason=reason, place=guest.place
            )


def backups(resolved: ResolvedSystem) -> Iterator[ControlRelation]:
    """Yield that a backup vault controls each service it backs up: it has the data, and can restore altered copies."""
    for vault in resolved.system.services.values():
        for flow in copies(resolved, vault):
            other = flow.from_ if vault.id in resolved.ends(flow.to) else flow.to
            for controlled in services_at(resolved, other):
                if not set(flow.carries or ()).isdisjoint(controlled.holds or ()):
                    reason = f"{vault.id} keeps the backup of {controlled.id} (flow {flow.id})"
                    yield ControlRelation(
                        controller=vault.id,
                        controlled=controlled.id,
                        how="keeps-backup",
                        reason=reason,
                        place=flow.place,
                    )


def copies(resolved: ResolvedSystem, vault: Service) -> Iterator[Flow]:
    """Yield the flows to and from a backup vault; none for any other service."""
    if "backup-vault" in resolved.traits(vault):
        yield from resolved.arriving(vault.id)
        yield from resolved.leaving(vault.id)


def services_at(resolved: ResolvedSystem, end: str) -> Iterator[Service]:
    """Yield the services at an end of a flow: itself, or each that is in the zone."""
    known = resolved.system.services
    return (known[name] for name in resolved.ends(end) if name in known)


def among(resolved: ResolvedSystem, end: str, trait: str) -> Iterator[Service]:
    """Yield the services at an end of a flow that have a trait."""
    return (each for each in services_at(resolved, end) if trait in resolved.traits(each))
