"""Words for a system as a whole."""

from zonebook.assess.answer import Answer, NotStated, holds, missing, some
from zonebook.assess.conditions.word import word
from zonebook.assess.conditions.words import queries
from zonebook.assess.conditions.words.arguments import Criticality, Traits
from zonebook.model import vocabulary
from zonebook.model.elements import Account, Service
from zonebook.model.subject import Subject
from zonebook.model.system import System


@word("system", says="circumstance", selects=True)
def has(at: Subject[System], want: Traits) -> Answer:
    """A service in it has one of these traits."""
    return some([queries.counts_as(at.resolved, name, want) for name in at.element.services])


@word("system", says="circumstance")
def lacks(at: Subject[System], want: Traits) -> Answer:
    """No service in it has any of these traits."""
    found = has(at, want)
    if isinstance(found, NotStated):
        return found
    return None if found else holds(f"the model names no {queries.listed(want)}")


@word("system", says="circumstance", selects=True)
def provided_by(at: Subject[System], want: tuple[str, ...]) -> Answer:
    """A service or an account in it is of a kind of one of these providers."""
    elements: tuple[Service | Account, ...] = (*at.element.services.values(), *at.element.accounts.values())
    for each in elements:
        found = at.resolved.kind(each)
        if found and found.provider in want:
            return holds(f"{each.id} is of the kind {found.title}, of {found.provider}")
    unknown = tuple(f"services.{each.id}.kind" for each in at.element.services.values() if not each.kind)
    return NotStated(unknown) if unknown else None


@word("system", says="circumstance", selects=True)
def criticality(at: Subject[System], want: Criticality) -> Answer:
    """At least so much depends on it."""
    stated = at.element.system.criticality
    if not stated:
        return missing("system.criticality")
    enough = vocabulary.at_least(stated, want.at_least)
    return holds(f"its criticality is {stated}") if enough else None
