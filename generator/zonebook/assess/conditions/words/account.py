"""Words for accounts."""

from collections.abc import Iterator

from zonebook.assess.answer import Answer, Holds, NotStated, holds, missing
from zonebook.assess.conditions.word import word
from zonebook.assess.conditions.words import queries
from zonebook.assess.conditions.words.arguments import AskedOnce, Traits
from zonebook.assess.controls.shared_answers import alike
from zonebook.model.elements import Account, AccountRole, Service
from zonebook.model.subject import Subject


@word("account", says="circumstance", selects=True)
def role(at: Subject[Account], want: tuple[AccountRole, ...]) -> Answer:
    """It has one of these roles."""
    if not at.element.role:
        return missing(f"{at.route}.role")
    return holds(f"it is a {at.element.role} account") if at.element.role in want else None


@word("account", says="circumstance", selects=True)
def has(at: Subject[Account], want: Traits) -> Answer:
    """A service in it has one of these traits."""
    return queries.member_counts_as(at.resolved, (each.id for each in _services(at)), want)


@word("account", says="circumstance")
def lacks(at: Subject[Account], want: Traits) -> Answer:
    """No service in it has any of these traits."""
    found = has(at, want)
    if isinstance(found, NotStated):
        return found
    return None if found else holds(f"the model names no {queries.listed(want)} in it")


@word("account", says="circumstance")
def services_at_least(at: Subject[Account], want: int) -> Answer:
    """At least so many services run in it."""
    many = len(list(_services(at)))
    return holds(f"{many} {'service runs' if many == 1 else 'services run'} in it") if many >= want else None


def _first(at: Subject[Account], want: AskedOnce) -> bool:
    """Return whether it is the first of the accounts with the same answer."""
    return alike(at.resolved, at.id, want.question)[0] == at.id


@word("account", says="circumstance", applies=_first)
def asked_once(at: Subject[Account], want: AskedOnce) -> Answer:
    """It is the first of the accounts that have the same answer, because the system or the organisation gives it.

    The question is asked of this one, and the reason names the others. An account of which one of the deciding controls
    is stated alone, or shown by a setting, is asked by itself.
    """
    if not _first(at, want):
        return None
    others = alike(at.resolved, at.id, want.question)[1:]
    return holds(f"the same is stated of {queries.listed(others)}") if others else Holds(())


def _services(at: Subject[Account]) -> Iterator[Service]:
    for service in at.resolved.system.services.values():
        account = at.resolved.account_of(service)
        if account is not None and account.id == at.element.id:
            yield service
