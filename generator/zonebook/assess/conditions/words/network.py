"""Words for networks."""

from zonebook.assess.answer import Answer, holds
from zonebook.assess.conditions.word import word
from zonebook.assess.conditions.words import queries
from zonebook.assess.conditions.words.arguments import Traits
from zonebook.model import vocabulary
from zonebook.model.elements import Network
from zonebook.model.subject import Subject


@word("network", says="circumstance", selects=True)
def has(at: Subject[Network], want: Traits) -> Answer:
    """A service plugged into it, or into a network inside it, has one of these traits."""
    for service in at.resolved.system.services.values():
        if at.element.id not in {network.id for network in at.resolved.networks_of(service)}:
            continue
        trait = queries.shared(want, at.resolved.traits(service))
        if trait:
            return holds(f"{service.id} in it counts as {vocabulary.words(trait)}")
    return None
