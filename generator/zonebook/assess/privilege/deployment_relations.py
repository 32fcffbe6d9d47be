"""Direct control of accounts by what deploys into them: stacks, stack sets and delegated administrators."""

from collections.abc import Collection, Iterator

from zonebook.assess.privilege.platform_relations import ControlRelation
from zonebook.assess.privilege.setting_roles import role_setting
from zonebook.model.elements import Account, Service
from zonebook.model.resolved import ResolvedSystem
from zonebook.model.vocabulary import SettingRole

_DEPLOYS: tuple[SettingRole, ...] = ("deploys-into-account", "deploys-into-members")
"""The roles of the settings by which a service says that it deploys."""


def deployments(resolved: ResolvedSystem) -> Iterator[ControlRelation]:
    """Yield that what deploys controls the account that it runs in, or each member account, as its settings say.

    An account that deploys into the others as a delegated administrator of the organisation controls them likewise.
    """
    for service in resolved.system.services.values():
        own = resolved.account_of(service)
        said = role_setting(resolved, service, "deploys-into-account")
        if own and said and said.holds:
            reason = f"{service.id} deploys into {own.id} ({said.value})"
            yield _deploys(service, own, reason)
        if own and (said := role_setting(resolved, service, "deploys-into-members")) and said.holds:
            for member in _members(resolved, own):
                yield _deploys(service, member, f"{service.id} deploys into {member.id}, a member account")
    for account in resolved.accounts.values():
        said = role_setting(resolved, account, "deploys-as-delegate")
        for member in _members(resolved, account) if said and said.holds else ():
            yield _deploys(account, member, f"{account.id} deploys into {member.id} as a delegated administrator")


def _deploys(controller: Service | Account, controlled: Account, reason: str) -> ControlRelation:
    return ControlRelation(
        controller=controller.id, controlled=controlled.id, how="administers", reason=reason, place=controller.place
    )


def _members(resolved: ResolvedSystem, of: Account) -> Iterator[Account]:
    """Yield the member accounts of the organisation to which an account belongs, or which it rules, without itself."""
    for each in resolved.accounts.values():
        said = role_setting(resolved, each, "member-account")
        if said and said.holds and each.provider == of.provider and each.id != of.id:
            yield each


def unstated_deployments(resolved: ResolvedSystem, service: Service, into: Collection[str]) -> Iterator[str]:
    """Yield what would state whether a service deploys into one of these accounts: its settings, or their membership.

    Of an account that is no member for sure, or of another provider, nothing is asked.
    """
    own = resolved.account_of(service)
    if own is None:
        return
    said = role_setting(resolved, service, "deploys-into-account")
    if said and said.value is None and own.id in into:
        yield f"services.{service.id}.settings.{said.name}"
    said = role_setting(resolved, service, "deploys-into-members")
    if said is None:
        return
    others = (each for each in resolved.accounts.values() if each.id in into and each.id != own.id)
    found = [(each, role_setting(resolved, each, "member-account")) for each in others if each.provider == own.provider]
    members = [(each, member) for each, member in found if member and member.holds is not False]
    if said.value is None and members:
        yield f"services.{service.id}.settings.{said.name}"
    elif said.holds:
        yield from (f"accounts.{each.id}.settings.{member.name}" for each, member in members if member.value is None)


def unknown_deployments(resolved: ResolvedSystem) -> Iterator[str]:
    """Yield each setting that is not stated and would say that something deploys into accounts."""
    for service in resolved.system.services.values():
        for role in _DEPLOYS if resolved.account_of(service) else ():
            said = role_setting(resolved, service, role)
            if said and said.value is None:
                yield f"services.{service.id}.settings.{said.name}"
    for account in resolved.accounts.values():
        said = role_setting(resolved, account, "deploys-as-delegate")
        if said and said.value is None:
            yield f"accounts.{account.id}.settings.{said.name}"
