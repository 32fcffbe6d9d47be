"""Words for zones: the rules of their borders, the paths into them, and how consistent their members are."""

from collections.abc import Iterator
from typing import Literal

from zonebook.assess.answer import Answer, Holds, NotStated, every, holds, missing, some
from zonebook.assess.conditions.word import word
from zonebook.assess.conditions.words import queries
from zonebook.assess.conditions.words.arguments import Bounds, Chain, Neighbour
from zonebook.assess.controls import zone_consistency
from zonebook.assess.zones.boundaries import into
from zonebook.assess.zones.public_services import openings_into
from zonebook.model.elements import Flow, Service, Zone
from zonebook.model.resolved import ResolvedSystem, once_per_system
from zonebook.model.subject import Subject


@word("zone", says="weakness")
def rules_idle(at: Subject[Zone], want: Literal[True]) -> Answer:
    """Its rules let something in that no flow uses. A set counts as used when one of its protocols is.

    Rules that are not stated may let anything in; a zone that is empty, and that nothing enters, needs none.
    """
    if at.element.allow is None:
        needed = at.element.id in _populated(at.resolved) or into(at.resolved, at.element.id)
        return missing(f"{at.route}.allow") if needed else None
    idle = [each for each in into(at.resolved, at.element.id) if each.idle]
    reasons = tuple(f"no flow uses {queries.listed(each.idle)} from {each.from_}" for each in idle)
    if reasons and want:
        return Holds(reasons)
    unspoken = [flow for each in into(at.resolved, at.element.id) if each.stated for flow in each.unspoken]
    return every([missing(f"flows.{each}.protocols") for each in unspoken]) if unspoken else None


@once_per_system
def _populated(resolved: ResolvedSystem) -> frozenset[str]:
    """Return the zones in which a service or an actor is, not only in a zone inside them."""
    system = resolved.system
    return frozenset(each.zone for shelf in (system.services, system.actors) for each in shelf.values())


@word("zone", says="weakness")
def opened_by_setting(at: Subject[Zone], want: Literal[True]) -> Answer:
    """A setting of a member lets the internet in, though the rules let no zone of trust 0 in.

    Who comes from outside passes the zones around it too: it is shut where one of them says so.
    """
    found = openings_into(at.resolved, at.element.id)
    shut = tuple(f"{each.setting} on {each.service.id}" for each in found if each.let_in is False)
    if shut and want:
        return Holds((*shut, "no rule lets a zone of trust 0 in"))
    unknown = dict.fromkeys(attribute for each in found for attribute in each.unknown)
    return NotStated(tuple(unknown)) if unknown else None


@word("zone", says="weakness")
def member_contradicts(at: Subject[Zone], want: Literal[True]) -> Answer:
    """It states a common control as met, and a member says otherwise by its own statement or by a setting."""
    found = tuple(map(str, zone_consistency.contradictions(at.resolved, at.element)))
    return Holds(found) if found and want else None


@word("zone", says="weakness")
def members_differ(at: Subject[Zone], want: Literal[True]) -> Answer:
    """A control that no zone states is met by some members and not by others, as they or their settings state."""
    found = zone_consistency.differences(at.resolved, at.element)
    reasons = tuple(
        f"{each.control}: met by {queries.listed(each.met)}, not by {queries.listed(each.short)}" for each in found
    )
    return Holds(reasons) if reasons and want else None


@word("zone", says="circumstance")
def worth_beside_entry(at: Subject[Zone], want: Neighbour) -> Answer:
    """A member that a zone of such trust reaches, and that holds no such data, stands beside one that holds it.

    Members of zones inside are left out. The one that holds the data is not reached from such a zone itself.
    """
    alone = [each for each in at.resolved.members(at.element.id) if each.zone == at.element.id]
    if len(alone) == 1:
        return None
    entered = [(each, _entered(at.resolved, each, want)) for each in alone]
    reached = [
        every([entry, _unless(_holds(at.resolved, each, want), f"{each.id} holds no such data")])
        for each, entry in entered
    ]
    stores = [
        every([_unless(entry, f"{each.id} stands beside it"), _holds(at.resolved, each, want)])
        for each, entry in entered
    ]
    return every([some(reached), some(stores)])


def _entered(resolved: ResolvedSystem, service: Service, want: Neighbour) -> Answer:
    """Return whether a flow reaches the service directly from another zone whose trust is within the bound."""
    arriving = [flow for flow in resolved.arriving(service.id) if resolved.zone_of(flow.from_) != service.zone]
    return some([_from_low(resolved, flow, service, want.reached_from_trust_at_most) for flow in arriving])


def _from_low(resolved: ResolvedSystem, flow: Flow, service: Service, most: int) -> Answer:
    shelf = "actors" if flow.from_ in resolved.system.actors else "services"
    low = queries.zone_trust(resolved, resolved.zone_of(flow.from_), Bounds(at_most=most), f"{shelf}.{flow.from_}.zone")
    return every([holds(f"flow {flow.id} reaches {service.id}"), low])


def _holds(resolved: ResolvedSystem, service: Service, want: Neighbour) -> Answer:
    return queries.held_like(resolved, service, want.holds)


def _unless(answer: Answer, reason: str) -> Answer:
    """Return the opposite of an answer; not stated remains not stated."""
    return answer if isinstance(answer, NotStated) else None if answer else holds(reason)


@word("zone", says="weakness")
def entered_unasked(at: Subject[Zone], want: Chain) -> Answer:
    """A chain of two flows leads into it over two borders from a zone of such trust, and neither asks who is calling.

    The near flow ends where the far one starts. Protocols that nobody signs in for can be left out with `but`.
    """
    chains = [
        (near, far)
        for member in at.resolved.members(at.element.id)
        for far in at.resolved.arriving(member.id)
        if _counts(at.resolved, far, want)
        for near in _before(at.resolved, far)
        if _counts(at.resolved, near, want)
    ]
    once = dict.fromkeys((near.id, far.id) for near, far in chains)
    flows = at.resolved.system.flows
    return some([_chain(at.resolved, (flows[near], flows[far]), want) for near, far in once])


def _counts(resolved: ResolvedSystem, flow: Flow, want: Chain) -> bool:
    """Return whether a flow may cross a border without authentication, by more than the protocols left out."""
    protocols = {each.id for each in resolved.spoken(flow)}
    unasked = flow.authenticated is None or "none" in flow.authenticated
    return _may_cross(resolved, flow) and unasked and not (protocols and protocols <= set(want.but))


def _may_cross(resolved: ResolvedSystem, flow: Flow) -> bool:
    """Return whether a flow crosses a border, or may because the zone of its sender is not stated."""
    start, end = resolved.zone_of(flow.from_), resolved.zone_of(flow.to)
    return bool(end) and start != end


def _before(resolved: ResolvedSystem, flow: Flow) -> Iterator[Flow]:
    for middle in resolved.ends(flow.from_):
        yield from resolved.arriving(middle)


def _chain(resolved: ResolvedSystem, flows: tuple[Flow, Flow], want: Chain) -> Answer:
    near, far = flows
    if resolved.zone_of(near.from_) == resolved.zone_of(far.to):
        return None
    shelf = "actors" if near.from_ in resolved.system.actors else "services"
    bounds = Bounds(at_most=want.from_trust_at_most)
    low = queries.zone_trust(resolved, resolved.zone_of(near.from_), bounds, f"{shelf}.{near.from_}.zone")
    open_ = [f"flows.{each.id}.authenticated" for each in flows if each.authenticated is None]
    unasked = NotStated(tuple(open_)) if open_ else holds("nothing on either flow tells who is calling")
    return every([holds(f"flow {near.id} and then flow {far.id} lead into it"), low, unasked])
