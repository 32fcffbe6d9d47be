"""Words for identities."""

from zonebook.assess.answer import Answer, every, holds, missing, some
from zonebook.assess.conditions.word import word
from zonebook.assess.conditions.words import queries
from zonebook.assess.conditions.words.arguments import Administered, Assumer
from zonebook.model.elements import AccountRole, Actor, Identity
from zonebook.model.subject import Subject


@word("identity", says="circumstance", selects=True)
def administers(at: Subject[Identity], want: Administered) -> Answer:
    """It has administrative rights over something like this."""
    if at.element.administers is None:
        return missing(f"{at.route}.administers")
    return some([_administered(at, name, want) for name in at.element.administers])


def _administered(at: Subject[Identity], name: str, want: Administered) -> Answer:
    resolved = at.resolved
    shelves = (resolved.system.services, resolved.system.zones, resolved.accounts, resolved.system.identities)
    found = next((shelf[name] for shelf in shelves if name in shelf), None)
    if found is None:
        return None
    kind = resolved.kind(found)
    if want.kind and (kind is None or kind.id not in want.kind):
        return None
    if want.is_ and not queries.shared(want.is_, resolved.traits(found)):
        return None
    account = resolved.account_of(found)
    if want.account_role and (account is None or account.role not in want.account_role):
        return None
    return holds(f"it administers {name}")


@word("identity", says="circumstance")
def assumed_by(at: Subject[Identity], want: Assumer) -> Answer:
    """Someone or something like this can act as it."""
    if at.element.assumed_by is None:
        return missing(f"{at.route}.assumed_by")
    return some([_assumer(at, name, want) for name in at.element.assumed_by])


def _assumer(at: Subject[Identity], name: str, want: Assumer) -> Answer:
    resolved = at.resolved
    actor = resolved.system.actors.get(name)
    if want.privileged is not None or want.trusted is not None:
        return _actor(actor, want) if actor else None
    found = resolved.system.services.get(name) or resolved.system.identities.get(name)
    kind = resolved.kind(found)
    if want.kind and (kind is None or kind.id not in want.kind):
        return None
    if want.is_ and not queries.shared(want.is_, resolved.traits(found)):
        return None
    return holds(f"{name} can act as it")


def _actor(actor: Actor, want: Assumer) -> Answer:
    asked = [(side, getattr(want, side)) for side in ("privileged", "trusted") if getattr(want, side) is not None]
    unknown = [f"actors.{actor.id}.{side}" for side, _ in asked if getattr(actor, side) is None]
    if unknown:
        return every([missing(each) for each in unknown])
    if not all(getattr(actor, side) is value for side, value in asked):
        return None
    parts = [side if value else f"not {side}" for side, value in asked]
    return holds(f"{actor.id}, {queries.listed(parts)}, can act as it")


@word("identity", says="circumstance", selects=True)
def in_account_role(at: Subject[Identity], want: tuple[AccountRole, ...]) -> Answer:
    """It lives in an account of one of these roles."""
    account = at.resolved.account_of(at.element)
    if account is None:
        return missing(f"{at.route}.in")
    if not account.role:
        return missing(f"accounts.{account.id}.role")
    return holds(f"it lives in the {account.role} account {account.id}") if account.role in want else None
