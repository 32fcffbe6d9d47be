"""The accounts that a picture shows as cards, where it has more of them than can be read."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import field

from zonebook.diagram import grouping
from zonebook.diagram.places.homes import Home, Homes
from zonebook.document.graph import Node
from zonebook.model.elements import Account
from zonebook.model.resolved import ResolvedSystem
from zonebook.present import badges, page_paths
from zonebook.values.record import dataclass

MOST_ACCOUNTS = 8
"""The most accounts of a picture: with more, each but those that it is about is drawn as a card."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Folded:
    """The accounts that are drawn as cards, and the ids of what is in each, wholly or in part."""

    members: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    partly: frozenset[str] = frozenset()
    """What stands at another place as well."""

    def holds(self, home: Home) -> bool:
        """Return whether a home is in one of these accounts."""
        return home.account in self.members

    def cards(self, element: str) -> tuple[str, ...]:
        """Return the ids of the cards that an element is in."""
        return tuple(card(account) for account, names in self.members.items() if element in names)

    def wholly(self) -> Mapping[str, str]:
        """Return the id of the card of each element that is in one card, and nowhere else."""
        found = {name: self.cards(name) for names in self.members.values() for name in names}
        return {name: each[0] for name, each in found.items() if len(each) == 1 and name not in self.partly}


def card(account: str) -> str:
    """Return the id of the card of an account."""
    return f"card-{account}"


def folded(homes: Homes, drawn: Sequence[str], open_: Collection[str], *, whole: bool) -> Folded:
    """Return the accounts of a picture of some elements that become cards; those in `open_` never do.

    A picture of the whole system shows the accounts of networks without a service, too.
    """
    resolved = homes.resolved
    places = {name: homes.of(name) for name in drawn}
    members: dict[str, dict[str, None]] = {
        found.id: {}
        for net in (resolved.system.networks.values() if whole else ())
        if (found := resolved.account_of(net)) and not homes.gate(net)
    }
    for name, all_ in places.items():
        for home in all_:
            members.setdefault(home.account, {})[name] = None
    members.pop("", None)
    if len(members) <= MOST_ACCOUNTS:
        return Folded()
    shut = {account: tuple(members[account]) for account in resolved.accounts if account in members.keys() - open_}
    partly = {name for name, all_ in places.items() if any(home.account not in shut for home in all_)}
    return Folded(members=shut, partly=frozenset(partly))


def nodes(resolved: ResolvedSystem, shut: Folded) -> Iterator[Node]:
    """Yield the card of each account: its name, the first icons, and how many services it holds."""
    for account, names in shut.members.items():
        many = f"{len(names) or 'no'} service{'' if len(names) == 1 else 's'}"
        found = grouping.card_of(resolved, names, about="account", element=account, says=(many,))
        known = resolved.accounts[account]
        to = _view(resolved, known)
        yield Node(id=card(account), label=f"Account {badges.spelt(known)}", to=to, of=names, card=found)


def _view(resolved: ResolvedSystem, account: Account) -> str:
    """Return the page of the account's own picture; that of the account, where no service is in it."""
    if shown(resolved, account.id):
        return page_paths.system_page(resolved.system.id, f"diagrams/account-{account.id}")
    return page_paths.element(resolved.system.id, "accounts", account.id)


def shown(resolved: ResolvedSystem, account: str) -> bool:
    """Return whether an account has a picture of its own: one that holds a service."""
    return any((found := resolved.account_of(each)) and found.id == account
               for each in resolved.system.services.values())  # fmt: skip
