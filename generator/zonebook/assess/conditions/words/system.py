"""Words for a system as a whole."""

from zonebook.assess.answer import Answer, holds, missing
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
    for service in at.element.services.values():
        trait = queries.shared(want, at.resolved.traits(service))
        if trait:
            return holds(f"{service.id} counts as {vocabulary.words(trait)}")
    return None


@word("system", says="circumstance")
def lacks(at: Subject[System], want: Traits) -> Answer:
    """No service in it has any of these traits."""
    return holds(f"the model names no {queries.listed(want)}") if has(at, want) is None else None


@word("system", says="circumstance", selects=True)
def provided_by(at: Subject[System], want: tuple[str, ...]) -> Answer:
    """A service or an account in it is of a kind of one of these providers."""
    elements: tuple[Service | Account, ...] = (*at.element.services.values(), *at.element.accounts.values())
    for each in elements:
        found = at.resolved.kind(each)
        if found and found.provider in want:
            return holds(f"{each.id} is of the kind {found.title}, of {found.provider}")
    return None


@word("system", says="circumstance", selects=True)
def criticality(at: Subject[System], want: Criticality) -> Answer:
    """At least so much depends on it."""
    stated = at.element.system.criticality
    if not stated:
        return missing("system.criticality")
    enough = vocabulary.at_least(stated, want.at_least)
    return holds(f"its criticality is {stated}") if enough else None
