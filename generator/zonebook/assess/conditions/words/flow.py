"""Words for flows."""

from collections.abc import Mapping
from ipaddress import ip_network
from typing import Literal

from zonebook.assess.answer import Answer, Holds, NotStated, every, holds, missing, some
from zonebook.assess.conditions.word import word
from zonebook.assess.conditions.words import looks, queries
from zonebook.assess.conditions.words.arguments import ActorWant, Bounds, Crossing, DataWant, Protocols, Traits
from zonebook.assess.zones.admission import admissions
from zonebook.assess.zones.exposure import UNTRUSTED
from zonebook.assess.zones.one_machine import stays_on_one_machine
from zonebook.model.elements import Actor, Encryption, Enforcer, Flow
from zonebook.model.subject import Subject
from zonebook.model.vocabulary import Authentication, Authorization


@word("flow", says="circumstance", selects=True, looks=looks.spoken_look)
def protocols(at: Subject[Flow], want: Protocols) -> Answer:
    """One of these protocols is spoken; sets count as their members."""
    if at.element.unspoken:
        return missing(f"{at.route}.protocols")
    found = [each.id for each in at.resolved.spoken(at.element) if each.id in want]
    return holds(f"it speaks {queries.listed(found)}") if found else None


@word("flow", says="circumstance", looks=looks.spoken_look)
def protocols_only(at: Subject[Flow], want: Protocols) -> Answer:
    """All that is spoken is among these; a port that is stated by its number may be anything else."""
    if at.element.unspoken:
        return missing(f"{at.route}.protocols")
    found = [each.id for each in at.resolved.spoken(at.element)]
    only = found and not at.element.ports and set(found) <= set(want)
    return holds(f"it speaks {queries.listed(found)} alone") if only else None


def _over_a_network(at: Subject[Flow], _want: object) -> bool:
    """Return whether a network lies between the ends of a flow."""
    return not stays_on_one_machine(at.resolved, at.element)


@word("flow", says="weakness", applies=_over_a_network, looks=looks.protection_look)
def encrypted(at: Subject[Flow], want: tuple[Encryption, ...]) -> Answer:
    """It is protected like this: as the flow states, or as all its protocols do by themselves.

    Not asked of a flow that stays on one machine, where no network could be listened to.
    """
    if stays_on_one_machine(at.resolved, at.element):
        return None
    stated = at.element.encrypted
    if stated is not None:
        return holds(_protected(stated, "states")) if stated in want else None
    found = {at.resolved.protection(at.element, each) for each in at.resolved.spoken(at.element)}
    if found and found <= set(want):
        return holds(_protected(queries.listed(sorted(found)), "has by its protocols"))
    settled = found and "" not in found and not found & set(want)
    return None if settled else missing(f"{at.route}.encrypted")


def _protected(what: str, verb: str) -> str:
    return f"it {verb} no encryption" if what == "none" else f"it {verb} encryption by {what}"


@word("flow", says="weakness", applies=_over_a_network, looks=looks.caller_look)
def authenticated(at: Subject[Flow], want: tuple[Authentication, ...]) -> Answer:
    """The far end knows the caller by one of these; `none` asks for a flow that states no authentication at all.

    Not asked of a flow that stays on one machine, where the operating system knows who calls.
    """
    if stays_on_one_machine(at.resolved, at.element):
        return None
    if at.element.authenticated is None:
        return missing(f"{at.route}.authenticated")
    found = queries.shared(want, at.element.authenticated)
    if not found:
        return None
    return holds("nothing tells the far end who is calling" if found == "none" else f"it authenticates by {found}")


@word("flow", says="weakness")
def authorized(at: Subject[Flow], want: tuple[Authorization, ...]) -> Answer:
    """By whose rights the far end decides: nobody's (`none`), those of the calling program, or those of the person."""
    stated = at.element.authorized
    if stated is None:
        return missing(f"{at.route}.authorized")
    return holds(_AUTHORIZED[stated]) if stated in want else None


_AUTHORIZED: Mapping[Authorization, str] = {
    "none": "the far end does what it is asked, whatever the rights of the caller",
    "technical-user": "the far end decides by the rights of the calling program, whoever is behind it",
    "end-user": "the far end decides by the rights of the person behind the call",
}


@word("flow", says="circumstance", selects=True, looks=looks.border_look)
def crosses(at: Subject[Flow], want: Crossing) -> Answer:
    """It leaves one zone for another, of such trust.

    A zone of trust 0 holds nothing together: a flow between two of its members leaves it too, and whether one does is
    not known where the zone's trust is not stated. What starts in such a zone always rises.
    """
    start, end = at.resolved.zone_of(at.element.from_), at.resolved.zone_of(at.element.to)
    if unknown := _zoneless(at):
        return unknown
    near = Bounds(at_least=want.from_trust_at_least, at_most=want.from_trust_at_most)
    far = Bounds(at_least=want.to_trust_at_least, at_most=want.to_trust_at_most)
    if start == end and at.resolved.trust(start) != UNTRUSTED:
        may_be_outside = at.resolved.trust(start) is None and not (near.at_least or far.at_least)
        return missing(f"zones.{start}.trust") if may_be_outside and want.rising is not False else None
    ends = [queries.zone_trust(at.resolved, start, near, ""), queries.zone_trust(at.resolved, end, far, "")]
    answer = every(ends)
    if not isinstance(answer, Holds):
        return answer
    low, high = at.resolved.trust(start) or 0, at.resolved.trust(end) or 0
    rising = high > low or low == UNTRUSTED
    if want.rising is not None and rising is not want.rising:
        return None
    if start == end:
        return holds(f"it goes through zone {start} (trust {low}), where nobody is trusted")
    return holds(f"it goes from zone {start} (trust {low}) to zone {end} (trust {high})")


def _zoneless(at: Subject[Flow]) -> NotStated | None:
    """Return the attributes that would state the zones of the ends without one; nothing where both are in a zone."""
    lost = [end for end in (at.element.from_, at.element.to) if not at.resolved.zone_of(end)]
    found = (f"{'actors' if end in at.resolved.system.actors else 'services'}.{end}.zone" for end in lost)
    return NotStated(tuple(found)) if lost else None


def may_cross(at: Subject[Flow], _want: object) -> bool:
    """Return whether a flow goes from one zone to another, or may because the zone of an end is not stated."""
    return _zoneless(at) is not None or at.resolved.crosses(at.element)


def _may_be_enforced(at: Subject[Flow], want: object) -> bool:
    """Return whether something can stand on the way of a flow: it may cross, or may go through a zone of trust 0."""
    return may_cross(at, want) or _start_trust(at) in {UNTRUSTED, None}


def _start_trust(at: Subject[Flow]) -> int | None:
    return at.resolved.trust(at.resolved.zone_of(at.element.from_))


@word("flow", says="circumstance")
def authenticated_only(at: Subject[Flow], want: tuple[Authentication, ...]) -> Answer:
    """By what the far end knows the caller is stated, and all of it is among these.

    Does not hold where nothing is stated, and leaves no question open: it is for exceptions, which have to be shown.
    """
    stated = at.element.authenticated
    return holds(f"it authenticates by {queries.listed(stated)} alone") if stated and set(stated) <= set(want) else None


@word("flow", says="weakness", applies=_may_be_enforced, looks=looks.enforced_look)
def unenforced(at: Subject[Flow], want: Literal[True]) -> Answer:
    """It crosses between zones or goes through a zone of trust 0, and the model says that nothing enforces it."""
    if unknown := _zoneless(at):
        return unknown
    crosses_, trust = at.resolved.crosses(at.element), _start_trust(at)
    if not (crosses_ or trust in {UNTRUSTED, None}) or at.element.enforced_by or not want:
        return None
    if not crosses_ and trust is None:
        return missing(f"zones.{at.resolved.zone_of(at.element.from_)}.trust")
    if at.element.enforced_by is None:
        return missing(f"{at.route}.enforced_by")
    where = "crosses between zones" if crosses_ else "goes through a zone of trust 0"
    return holds(f"it {where} and nothing enforces it")


@word("flow", says="weakness")
def enforced_only_by(at: Subject[Flow], want: tuple[Enforcer, ...]) -> Answer:
    """What enforces it is stated, and all of it is among these."""
    if at.element.enforced_by is None:
        return missing(f"{at.route}.enforced_by")
    only = at.element.enforced_by and set(at.element.enforced_by) <= set(want)
    return holds(f"it is enforced by {queries.listed(at.element.enforced_by)} alone") if only else None


@word("flow", says="weakness", applies=may_cross)
def allowed(at: Subject[Flow], want: bool) -> Answer:  # noqa: FBT001  the argument of the word
    """Every zone that it enters lets it in (`true`), or one states whom it lets in, and not this (`false`).

    It enters each zone that contains its end and not its start; where one of them states no rules, that is not stated.
    """
    if zoneless := _zoneless(at):
        return zoneless
    found = admissions(at.resolved, at.element)
    if refused := [each for each in found if each.refused]:
        start = at.resolved.zone_of(at.element.from_)
        reasons = tuple(
            f"zone {each.zone} does not allow {queries.listed(each.refused)} from {start}" for each in refused
        )
        return None if want else Holds(reasons)
    if unknown := tuple(dict.fromkeys(each.unknown for each in found if each.unknown)):
        return NotStated(unknown)
    return Holds(tuple(f"zone {each.zone} allows it" for each in found)) if want and found else None


@word("flow", says="circumstance", selects=True, looks=looks.data_on_way_look)
def carries(at: Subject[Flow], want: DataWant) -> Answer:
    """It carries a data asset like this one. A flow that states no `carries` leaves the question open."""
    answer = queries.data_like(at.resolved, at.element.carries, want, f"{at.route}.carries")
    return Holds(tuple(f"it carries {reason}" for reason in answer.reasons)) if isinstance(answer, Holds) else answer


@word("flow", says="circumstance", selects=True, looks=looks.start_look)
def from_is(at: Subject[Flow], want: Traits) -> Answer:
    """It is started by something with one of these traits; of a zone, any member."""
    return some([queries.counts_as(at.resolved, name, want) for name in at.resolved.ends(at.element.from_)])


@word("flow", says="circumstance", selects=True, looks=looks.far_look)
def to_is(at: Subject[Flow], want: Traits) -> Answer:
    """It is answered by something with one of these traits; of a zone, any member."""
    return some([queries.counts_as(at.resolved, name, want) for name in at.resolved.ends(at.element.to)])


@word("flow", says="circumstance", selects=True, looks=looks.actor_look)
def from_actor(at: Subject[Flow], want: ActorWant) -> Answer:
    """It is started by an actor of whom this is stated."""
    actors = [
        at.resolved.system.actors[name]
        for name in at.resolved.ends(at.element.from_)
        if name in at.resolved.system.actors
    ]
    return some([_actor(actor, want) for actor in actors])


def _actor(actor: Actor, want: ActorWant) -> Answer:
    asked = [(side, getattr(want, side)) for side in ("privileged", "trusted") if getattr(want, side) is not None]
    if any(getattr(actor, side) is not None and getattr(actor, side) is not value for side, value in asked):
        return None
    unknown = [f"actors.{actor.id}.{side}" for side, _ in asked if getattr(actor, side) is None]
    if unknown:
        return every([missing(each) for each in unknown])
    parts = [side if value else f"not {side}" for side, value in asked]
    return holds(f"{actor.id} starts it{', ' + queries.listed(parts) if parts else ''}")


@word("flow", says="weakness")
def sources_wider_than(at: Subject[Flow], want: int) -> Answer:
    """It is accepted from an address range with a prefix shorter than this (32 asks for anything but one address)."""
    if at.element.sources is None:
        return missing(f"{at.route}.sources")
    wide = [each for each in at.element.sources if ip_network(each, strict=False).prefixlen < want]
    return holds(f"it is accepted from {queries.listed(wide)}") if wide else None


@word("flow", says="circumstance", selects=True, looks=looks.spoken_look)
def administers(at: Subject[Flow], want: bool) -> Answer:  # noqa: FBT001  the argument of the word
    """One of its protocols administers the far end."""
    if at.element.unspoken:
        return missing(f"{at.route}.protocols")
    found = [each.id for each in at.resolved.spoken(at.element) if each.administers]
    if not want:
        return None if found else holds("none of its protocols administers the far end")
    return holds(f"{queries.listed(found)} administers the far end") if found else None


@word("flow", says="circumstance", looks=looks.way_look)
def via_is(at: Subject[Flow], want: Traits) -> Answer:
    """It passes through a service with one of these traits."""
    found = some([queries.counts_as(at.resolved, name, want) for name in at.element.via])
    if not isinstance(found, Holds):
        return found
    return holds(f"it passes through {found.reasons[0].replace(' counts as ', ', which counts as ', 1)}")


@word("flow", says="weakness")
def via_lower_trust(at: Subject[Flow], want: Literal[True]) -> Answer:
    """It passes through a service in a zone that is trusted less than both of its ends."""
    if unknown := _zoneless(at):
        return unknown
    ends = [at.resolved.zone_of(end) for end in (at.element.from_, at.element.to)]
    levels = [at.resolved.trust(zone) for zone in ends]
    known = [level for level in levels if level is not None]
    if not at.element.via or not want:
        return None
    if len(known) < len(ends):
        lost = (f"zones.{zone}.trust" for zone, level in zip(ends, levels, strict=True) if level is None)
        return NotStated(tuple(dict.fromkeys(lost)))
    return some([_via_lower(at, name, min(known)) for name in at.element.via])


def _via_lower(at: Subject[Flow], name: str, least: int) -> Answer:
    service = at.resolved.system.services.get(name)
    if service is None:
        return None
    lower = queries.zone_trust(at.resolved, service.zone, Bounds(at_most=least - 1), f"services.{name}.zone")
    return every([holds(f"it passes through {name}"), lower, holds(f"both ends have trust {least} or more")])
