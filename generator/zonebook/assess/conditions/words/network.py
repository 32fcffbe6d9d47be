"""Words for networks."""

from zonebook.assess.answer import Answer, Holds, every, holds
from zonebook.assess.conditions.word import word
from zonebook.assess.conditions.words import queries
from zonebook.assess.conditions.words.arguments import NetworkWant, Traits
from zonebook.model.elements import Network
from zonebook.model.subject import Subject


@word("network", says="circumstance", selects=True)
def has(at: Subject[Network], want: Traits) -> Answer:
    """A service plugged into it, or into a network inside it, has one of these traits."""
    plugged = (
        service.id
        for service in at.resolved.system.services.values()
        if at.element.id in {network.id for network in at.resolved.networks_of(service)}
    )
    return queries.member_counts_as(at.resolved, plugged, want)


@word("network", says="circumstance")
def all_inside(at: Subject[Network], want: NetworkWant) -> Answer:
    """There are such networks inside it, by their kind, and every one of them is set like this."""
    inside = [
        network
        for network in at.resolved.system.networks.values()
        if network.id != at.id
        and at.id in {each.id for each in at.resolved.enclosing(network.id)}
        and (not want.kind or network.kind in want.kind)
    ]
    if not inside:
        return None
    here = holds(f"{queries.listed([network.id for network in inside])} inside it")
    stated = [
        answer
        for network in inside
        for answer in queries.settings_are(at.resolved, network, want.setting or {}, f"networks.{network.id}")
    ]
    answer = every([here, *stated])
    return Holds(tuple(dict.fromkeys(answer.reasons))) if isinstance(answer, Holds) else answer
