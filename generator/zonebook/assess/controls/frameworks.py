"""The frameworks that a system is held against."""

from collections.abc import Iterator

from zonebook.model.frameworks.framework import Framework
from zonebook.model.resolved import ResolvedSystem
from zonebook.model.vocabulary import TECHNIQUES


def frameworks_in_force(resolved: ResolvedSystem) -> tuple[Framework, ...]:
    """Return the frameworks of the organisation and those of the system itself, each once, in the order of the model.

    The organisation's framework about one provider is left out where nothing of the system is of that provider.
    """
    general = resolved.organisation.organisation.frameworks
    own = resolved.system.system.frameworks
    known = resolved.catalogue.frameworks
    used = frozenset(_providers(resolved))
    return tuple(
        known[each]
        for each in dict.fromkeys((*general, *own))
        if each in own or not known[each].provider or known[each].provider in used
    )


def frameworks_of_controls(resolved: ResolvedSystem) -> tuple[Framework, ...]:
    """Return those in force that ask for controls: all but the one whose requirements are techniques of attackers."""
    return tuple(each for each in frameworks_in_force(resolved) if each.id != TECHNIQUES)


def _providers(resolved: ResolvedSystem) -> Iterator[str]:
    system = resolved.system
    for about in (system.accounts, system.networks, system.services, system.identities, system.trusts):
        for element in about.values():
            kind = resolved.kind(element)
            if kind and kind.provider:
                yield kind.provider
    for service in system.services.values():
        account = resolved.account_of(service)
        if account and account.provider:
            yield account.provider
