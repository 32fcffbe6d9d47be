"""Words for a system as a whole."""

from zonebook.assess.answer import Answer, holds, missing
from zonebook.assess.words import ask
from zonebook.assess.words.want import Criticality, Traits
from zonebook.model.scene import WORTH
from zonebook.model.standing import Standing
from zonebook.model.system import System


def has(at: Standing[System], want: Traits) -> Answer:
    """A service in it has one of these traits."""
    for service in at.element.services.values():
        trait = ask.shared(want, at.scene.traits(service))
        if trait:
            return holds(f"{service.id} counts as {trait.replace('-', ' ')}")
    return None


def lacks(at: Standing[System], want: Traits) -> Answer:
    """No service in it has any of these traits."""
    return holds(f"the model names no {ask.listed(want)}") if has(at, want) is None else None


def criticality(at: Standing[System], want: Criticality) -> Answer:
    """At least so much depends on it."""
    stated = at.element.system.criticality
    if not stated:
        return missing("system.criticality")
    enough = WORTH.index(stated) >= WORTH.index(want.at_least)
    return holds(f"its criticality is {stated}") if enough else None
