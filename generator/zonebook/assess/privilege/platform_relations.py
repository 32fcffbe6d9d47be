"""One hop of control between machines: agents, directories, keys, hosts and backups, each as the model states it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Literal

from zonebook.assess.privilege.setting_roles import RoleSetting, role_setting
from zonebook.model.catalogue import Grant
from zonebook.model.elements import Flow, Service
from zonebook.model.resolved import ResolvedSystem
from zonebook.values import Place

How = Literal[
    "assumes",
    "administers",
    "manages-by-flow",
    "systems-manager",
    "directory-admin",
    "key-administration",
    "account-root",
    "hosts",
    "keeps-backup",
    "federates",
]
"""By what one controls the other: a right, an administrative session, or because the other stands on it."""
_REASONS: Mapping[How, str] = {
    "systems-manager": "{who} runs commands on {over}",
    "directory-admin": "{over} obeys the directory on {who}",
}
"""What is said of a control that protocols give."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlRelation:
    """One controls the other directly, and why; `who` and `over` are ids of services, actors, identities, accounts."""

    who: str
    over: str
    how: How
    reason: str
    place: Place


def commands(scene: ResolvedSystem) -> Iterator[ControlRelation]:
    """A service for remote administration runs commands on each machine whose agent asks it for work."""
    yield from _granted(scene, "systems-manager")
    for who, over, node in managed(scene):
        if node.holds:
            reason = f"{who.id} runs commands on {over.id}, a managed node of the same account"
            yield ControlRelation(who=who.id, over=over.id, how="systems-manager", reason=reason, place=over.place)


def managed(scene: ResolvedSystem) -> Iterator[tuple[Service, Service, RoleSetting]]:
    """Yield who administers remotely, each machine of its account that it could manage, and what says if it does."""
    for who in scene.system.services.values():
        account = scene.account_of(who) if "remote-administration" in scene.traits(who) else None
        if account is None:
            continue
        for over in scene.system.services.values():
            node, own = role_setting(scene, over, "managed-node"), scene.account_of(over)
            if node and own and own.id == account.id:
                yield who, over, node


def directories(scene: ResolvedSystem) -> Iterator[ControlRelation]:
    """A directory controls its members, its replicas and the identities that live in it.

    A member is what begins a flow whose protocols make members, unless it is said not to be joined.
    """
    for each in _granted(scene, "directory-admin"):
        if _joined(scene, scene.system.services[each.over]):
            yield each
    for identity in scene.system.identities.values():
        if identity.in_ in scene.system.services:
            reason = f"{identity.id} lives in {identity.in_}"
            yield ControlRelation(
                who=identity.in_, over=identity.id, how="directory-admin", reason=reason, place=identity.place
            )


def _joined(scene: ResolvedSystem, service: Service) -> bool:
    """Say whether a service can obey a directory: it is not said not to be joined, and no link that carries others."""
    said = role_setting(scene, service, "directory-member")
    return (said is None or said.holds is not False) and "network-link" not in scene.traits(service)


def _granted(scene: ResolvedSystem, relation: How) -> Iterator[ControlRelation]:
    """Yield each control of a kind that the protocols of a flow give one of its ends over the other."""
    for flow in scene.system.flows.values():
        for protocol in scene.catalogue.named(flow.protocols):
            if protocol.grants and protocol.grants.relation == relation:
                for who, over in _controlled(scene, flow, protocol.grants):
                    reason = f"{_REASONS[relation].format(who=who.id, over=over.id)} (flow {flow.id})"
                    yield ControlRelation(who=who.id, over=over.id, how=relation, reason=reason, place=flow.place)


def _controlled(scene: ResolvedSystem, flow: Flow, grant: Grant) -> Iterator[tuple[Service, Service]]:
    """Yield each service that controls by a flow with each that it controls."""
    starts, ends = tuple(_services(scene, flow.from_)), tuple(_services(scene, flow.to))
    if grant.direction == "forward":
        yield from product(_able(scene, starts, grant), ends)
    elif grant.direction == "backward":
        yield from product(_able(scene, ends, grant), starts)
    else:
        for one, other in product(_able(scene, starts, grant), _able(scene, ends, grant)):
            yield from ((one, other), (other, one))


def _able(scene: ResolvedSystem, services: tuple[Service, ...], grant: Grant) -> tuple[Service, ...]:
    """Return the services that are of the traits that a grant asks of who controls."""
    wanted = set(grant.controller)
    return tuple(each for each in services if not wanted or not wanted.isdisjoint(scene.traits(each)))


def keys(scene: ResolvedSystem) -> Iterator[ControlRelation]:
    """A key store unlocks what the services keep that ask it: those with a flow to it and something to keep."""
    for flow in scene.system.flows.values():
        for who in _among(scene, flow.to, "key-store"):
            for over in _services(scene, flow.from_):
                if over.holds or any(each.keeps_data for each in scene.catalogue.described(scene.traits(over))):
                    reason = f"{who.id} unlocks what {over.id} keeps (flow {flow.id})"
                    yield ControlRelation(
                        who=who.id, over=over.id, how="key-administration", reason=reason, place=flow.place
                    )


def secrets(scene: ResolvedSystem) -> Iterator[ControlRelation]:
    """A store of secrets has power over whoever fetches from it what it keeps."""
    for flow in scene.system.flows.values():
        for who in _among(scene, flow.to, "secret-store"):
            if not set(flow.carries or ()).isdisjoint(who.holds or ()):
                for over in _services(scene, flow.from_):
                    reason = f"{who.id} keeps secrets of {over.id} (flow {flow.id})"
                    yield ControlRelation(
                        who=who.id, over=over.id, how="key-administration", reason=reason, place=flow.place
                    )


def hosts(scene: ResolvedSystem) -> Iterator[ControlRelation]:
    """What something runs on controls it."""
    for guest in scene.system.services.values():
        if guest.runs_on:
            reason = f"{guest.id} runs on {guest.runs_on}"
            yield ControlRelation(who=guest.runs_on, over=guest.id, how="hosts", reason=reason, place=guest.place)


def backups(scene: ResolvedSystem) -> Iterator[ControlRelation]:
    """Who keeps the backup of a service has what it holds, and can bring back a service of his making."""
    for vault in scene.system.services.values():
        for flow in copies(scene, vault):
            other = flow.from_ if vault.id in scene.ends(flow.to) else flow.to
            for over in _services(scene, other):
                if not set(flow.carries or ()).isdisjoint(over.holds or ()):
                    reason = f"{vault.id} keeps the backup of {over.id} (flow {flow.id})"
                    yield ControlRelation(
                        who=vault.id, over=over.id, how="keeps-backup", reason=reason, place=flow.place
                    )


def copies(scene: ResolvedSystem, vault: Service) -> Iterator[Flow]:
    """Give the flows to and from a vault for backups; of anything else, none."""
    if "backup-vault" in scene.traits(vault):
        yield from scene.arriving(vault.id)
        yield from scene.leaving(vault.id)


def _services(scene: ResolvedSystem, end: str) -> Iterator[Service]:
    known = scene.system.services
    return (known[name] for name in scene.ends(end) if name in known)


def _among(scene: ResolvedSystem, end: str, trait: str) -> Iterator[Service]:
    return (each for each in _services(scene, end) if trait in scene.traits(each))
