"""Words for zones."""

from collections.abc import Iterator
from itertools import takewhile

from zonebook.assess.answer import Answer, NotStated, holds, missing, some
from zonebook.assess.conditions.word import word
from zonebook.assess.conditions.words import queries
from zonebook.assess.conditions.words.arguments import Admission, Bounds, Company, Traits
from zonebook.assess.privilege.tier_zero import tier_zero_members
from zonebook.model.elements import Enforcer, Service, Zone
from zonebook.model.subject import Subject


@word("zone", says="circumstance", selects=True)
def trust(at: Subject[Zone], want: Bounds) -> Answer:
    """It has a trust within these bounds."""
    return queries.zone_trust(at.resolved, at.element.id, want, f"{at.route}.trust")


@word("zone", says="weakness")
def enforced_only_by(at: Subject[Zone], want: tuple[Enforcer, ...]) -> Answer:
    """What holds its border is stated, and all of it is among these."""
    if at.element.enforced_by is None:
        return missing(f"{at.route}.enforced_by")
    only = at.element.enforced_by and set(at.element.enforced_by) <= set(want)
    return holds(f"its border is held by {queries.listed(at.element.enforced_by)} alone") if only else None


@word("zone", says="circumstance", selects=True)
def has(at: Subject[Zone], want: Traits) -> Answer:
    """A service in it has one of these traits; those behind a border that is held inside it do not count."""
    return queries.member_counts_as(at.resolved, (each.id for each in _beside_each_other(at)), want)


def _beside_each_other(at: Subject[Zone]) -> Iterator[Service]:
    """Yield the services of a zone that no zone inside it sets apart: one does whose border is stated to be held."""
    for service in at.resolved.members(at.element.id):
        inner = takewhile(lambda zone: zone.id != at.element.id, at.resolved.around(service.zone))
        if not any(zone.enforced_by for zone in inner):
            yield service


@word("zone", says="weakness")
def mixes_tiers(at: Subject[Zone], want: Company) -> Answer:
    """Something that is tier 0 stands in it beside a machine that is not; what a border inside it sets apart does not.

    What is tier 0 because of what it controls counts as tier 0.
    """
    zero, near = tier_zero_members(at.resolved), tuple(_beside_each_other(at))

    def first(traits: Traits, *, high: bool) -> str:
        found = (each for each in near if queries.shared(traits, at.resolved.traits(each)))
        return next((each.id for each in found if (each.id in zero) is high), "")

    high, low = first(want.tier_zero, high=True), first(want.beside, high=False)
    if high and low:
        return holds(f"{high} is tier 0, and {low} beside it is not")
    unknown = tuple(f"services.{each.id}.kind" for each in near if not each.kind)
    return NotStated(unknown) if unknown and (high or low or len(unknown) > 1) else None


@word("zone", says="circumstance")
def members_at_least(at: Subject[Zone], want: int) -> Answer:
    """At least so many services are in it."""
    many = len(at.resolved.members(at.element.id))
    return holds(f"it has {many} members") if many >= want else None


@word("zone", says="circumstance")
def admits(at: Subject[Zone], want: Admission) -> Answer:
    """It lets such a zone in by its own rules, whatever a zone around it says."""
    if at.element.allow is None:
        return missing(f"{at.route}.allow")
    return some([_admitted(at, zone, spoken, want) for zone, spoken in at.element.allow.items()])


def _admitted(at: Subject[Zone], zone: str, protocols: tuple[str, ...], want: Admission) -> Answer:
    found = [each.id for each in at.resolved.catalogue.spoken(protocols)]
    matching = [name for name in want.protocols if name in found]
    if not found or (want.protocols and not matching):
        return None
    level = at.resolved.trust(zone)
    if want.trust_at_most is not None and level is None:
        return missing(f"zones.{zone}.trust")
    if want.trust_at_most is not None and level is not None and level > want.trust_at_most:
        return None
    return holds(f"it lets zone {zone} (trust {level}) in with {queries.listed(matching or found)}")
