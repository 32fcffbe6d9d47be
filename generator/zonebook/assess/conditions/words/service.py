"""Words for services."""

from collections.abc import Sequence
from typing import Literal

from zonebook.assess.answer import Answer, Holds, NotStated, every, holds, missing, some
from zonebook.assess.conditions.word import word
from zonebook.assess.conditions.words import looks, queries
from zonebook.assess.conditions.words.arguments import (
    Bounds,
    Counts,
    DataWant,
    FarEnd,
    Hops,
    IdentityWant,
    Neighbourhood,
    NetworkWant,
    Traits,
    TrustBounds,
)
from zonebook.assess.privilege.tier_zero import tier_zero_members
from zonebook.assess.zones.exposure import hops_from_untrusted, unknown_positions
from zonebook.model import vocabulary
from zonebook.model.catalogue import Protocol
from zonebook.model.elements import AccountRole, Flow, Impact, Network, Service
from zonebook.model.resolved import LOSSES, ResolvedSystem
from zonebook.model.subject import Subject
from zonebook.model.vocabulary import Category, EndOfLife

_WORTHY: tuple[Impact, ...] = ("moderate", "high")
"""The losses of a service itself that make it worth something."""


@word("service", says="circumstance", selects=True, of_kind=True, looks=looks.kind_look)
def category(at: Subject[Service], want: tuple[Category, ...]) -> Answer:
    """Its kind is of this category of the shared responsibility model."""
    found = at.resolved.kind(at.element)
    if found is None:
        return missing(f"{at.route}.kind")
    return holds(f"{found.title} is an {found.category} service") if found.category in want else None


@word("service", says="weakness", selects=True, of_kind=True, looks=looks.kind_look)
def lifecycle(at: Subject[Service], want: tuple[EndOfLife, ...]) -> Answer:
    """Its kind is closed to new customers, ending or gone."""
    found = at.resolved.kind(at.element)
    if found is None:
        return missing(f"{at.route}.kind")
    if found.lifecycle.status not in want:
        return None
    day = f" ({found.lifecycle.date})" if found.lifecycle.date else ""
    return holds(f"{found.title} is {vocabulary.words(found.lifecycle.status)}{day}")


@word("service", says="circumstance", selects=True, looks=looks.data_look)
def holds_(at: Subject[Service], want: DataWant) -> Answer:
    """It keeps a data asset like this one, or is of such worth itself; one that states no `holds` leaves it open."""
    return queries.held_like(at.resolved, at.element, want)


@word("service", says="circumstance", selects=True, looks=looks.data_look)
def handles(at: Subject[Service], want: DataWant) -> Answer:
    """As `holds`, and data that it processes without keeping it counts as well.

    For what happens while it runs: whoever takes it over sees what passes through. Where `processes` is left out,
    nothing is known to pass through that it does not hold.
    """
    return queries.held_like(at.resolved, at.element, want, passing=True)


@word("service", says="circumstance")
def holds_nothing(at: Subject[Service], want: Literal[True]) -> Answer:
    """It states that it keeps no data (`holds: []`), and is not of worth by itself, as it states or as tier 0 is.

    Does not hold where nothing is stated, and leaves no question open: it is for exceptions, which have to be shown.
    """
    worthy = any(getattr(at.element, side) in _WORTHY for side in LOSSES)
    nothing = at.element.holds == () and not worthy and at.id not in tier_zero_members(at.resolved)
    return holds("it states that it holds nothing") if nothing and want else None


@word("service", says="circumstance", selects=True, looks=looks.zone_look)
def in_zone(at: Subject[Service], want: TrustBounds) -> Answer:
    """It stands in a zone of this trust."""
    return queries.zone_trust(at.resolved, at.element.zone, want.bounds(), f"{at.route}.zone")


@word("service", says="circumstance", selects=True, looks=looks.account_look)
def account_role(at: Subject[Service], want: tuple[AccountRole, ...]) -> Answer:
    """It runs in an account of one of these roles."""
    account = at.resolved.account_of(at.element)
    if account is None:
        return missing(f"{at.route}.account")
    if not account.role:
        return missing(f"accounts.{account.id}.role")
    return holds(f"account {account.id} is a {account.role} account") if account.role in want else None


@word("service", says="circumstance")
def reached_from(at: Subject[Service], want: FarEnd) -> Answer:
    """A flow reaches it straight from such a sender."""
    flows = at.resolved.arriving(at.element.id)
    return some([_far(at, flow, want, flow.from_) for flow in flows])


@word("service", says="circumstance")
def reaches(at: Subject[Service], want: FarEnd) -> Answer:
    """A flow leaves it straight to such a receiver."""
    flows = at.resolved.leaving(at.element.id)
    return some([_far(at, flow, want, flow.to) for flow in flows])


def _far(at: Subject[Service], flow: Flow, want: FarEnd, end: str) -> Answer:
    """Return whether the far end of a flow and the protocols of the flow are as wanted."""
    spoken = at.resolved.spoken(flow)
    protocols = queries.shared(want.protocols, (each.id for each in spoken))
    if want.protocols and not protocols and not flow.unspoken:
        return None
    if spoken and not flow.ports and _beside_the_point(spoken, want):
        return None
    such = _such_end(at.resolved, want, at.resolved.ends(end))
    if such is None:
        return None
    words = f"flow {flow.id} goes between it and {end}{' by ' + protocols if protocols else ''}"
    spoken_unknown = (f"flows.{flow.id}.protocols",) if want.protocols and flow.unspoken else ()
    unknown = (*(such.attributes if isinstance(such, NotStated) else ()), *spoken_unknown)
    said = NotStated(unknown) if unknown else holds(words)
    if want.trust_at_least is None and want.trust_at_most is None:
        return said
    bounds = Bounds(at_least=want.trust_at_least, at_most=want.trust_at_most)
    shelf = "actors" if end in at.resolved.system.actors else "services"
    trust = queries.zone_trust(at.resolved, at.resolved.zone_of(end), bounds, f"{shelf}.{end}.zone")
    return every([said, trust])


def _such_end(resolved: ResolvedSystem, want: FarEnd, names: Sequence[str]) -> Answer:
    """Return whether one of the far ends has a wanted trait, and one has none of those that do not count.

    An end that states no kind may have any.
    """
    such = some([queries.counts_as(resolved, each, want.is_) for each in names]) if want.is_ else Holds(())
    left_out = [queries.counts_as(resolved, each, want.but) for each in names] if want.but else []
    if left_out and all(left_out):
        return None if all(isinstance(each, Holds) for each in left_out) else every([such, *left_out])
    return such


def _beside_the_point(spoken: tuple[Protocol, ...], want: FarEnd) -> bool:
    """Return whether every protocol is one that does not count for the far end wanted."""
    return all(each.id in want.more_than or (want.more_than_administration and each.administers) for each in spoken)


@word("service", says="circumstance")
def exposed(at: Subject[Service], want: Hops) -> Answer:
    """It stands in a zone of trust 0, or can be reached from one over at most so many flows.

    Services in a row that only pass a request on count once where the argument names their traits.
    """
    hops = hops_from_untrusted(at.resolved, want.passed_on_by).get(at.element.id)
    if hops is None or hops > want.hops_at_most:
        unknown = unknown_positions(at.resolved, at.element.id, want.hops_at_most, want.passed_on_by)
        return NotStated(unknown) if unknown else None
    if not hops:
        return holds(f"it stands in zone {at.element.zone}, trust 0")
    words = f"it is {hops} {'flow' if hops == 1 else 'flows'} away from a zone of trust 0"
    once = hops != hops_from_untrusted(at.resolved).get(at.element.id)
    return holds(words + (", counting once what passes a request on in a row" if once else ""))


@word("service", says="weakness")
def spans_fewer(at: Subject[Service], want: Counts) -> Answer:
    """It and its like (same kind, same zone) are plugged into fewer than so many networks of that kind."""
    return every([_spans(at, name, number) for name, number in want.items()])


def _like(at: Subject[Service]) -> tuple[Service, ...]:
    """Return the service and those of the same kind in the same zone: together they are one function."""
    return at.resolved.alike(at.element)


def _spans(at: Subject[Service], name: str, number: int) -> Answer:
    plugged = [network for service in _like(at) for network in at.resolved.networks_of(service)]
    found = sorted({network.id for network in plugged if network.kind == name})
    if len(found) >= number:
        return None
    if not found:
        return missing(f"{at.route}.network")
    return holds(f"it stands in {queries.listed(found)} alone")


@word("service", says="weakness")
def count_below(at: Subject[Service], want: int) -> Answer:
    """There are fewer than so many of it and its like (same kind, same zone)."""
    total = sum(each.count or 1 for each in _like(at))
    if total >= want:
        return None
    unknown = [missing(f"services.{each.id}.count") for each in _like(at) if each.count is None]
    if unknown:
        return every([*unknown])
    return holds(f"there is {total} of it")


@word("service", says="circumstance", looks=looks.networks_look)
def on_network(at: Subject[Service], want: NetworkWant) -> Answer:
    """It is plugged into such a network, or into one inside such a network."""
    if not at.element.network:
        return missing(f"{at.route}.network")
    return some([_network(at, network, want) for network in at.resolved.networks_of(at.element)])


def _network(at: Subject[Service], network: Network, want: NetworkWant) -> Answer:
    if want.kind and network.kind not in want.kind:
        return None
    here = holds(f"it is plugged into {network.id}")
    found = queries.settings_are(at.resolved, network, want.setting or {}, f"networks.{network.id}")
    return every([here, *found])


@word("service", says="circumstance")
def alone_on(at: Subject[Service], want: Neighbourhood) -> Answer:
    """It is plugged into such a network, and nothing else is plugged into it or into one inside it.

    Where nothing is stated of its network, it is not known to be alone and the word does not hold.
    """
    for network in at.resolved.networks_of(at.element):
        if network.kind == want.kind:
            return None if _neighbours(at, network, want.but) else holds(f"nothing else stands in {network.id}")
    return None


def _neighbours(at: Subject[Service], network: Network, but: Traits) -> bool:
    """Return whether another service is plugged into a network, or into one inside it; some traits do not count."""
    return any(
        network in at.resolved.networks_of(other) and not queries.shared(but, at.resolved.traits(other))
        for other in at.resolved.system.services.values()
        if other.id != at.id
    )


@word("service", says="circumstance", selects=True, looks=looks.host_look)
def runs_on(at: Subject[Service], want: Traits) -> Answer:
    """What it runs on has one of these traits."""
    host = queries.counts_as(at.resolved, at.element.runs_on, want)
    if not isinstance(host, Holds):
        return host
    return holds(f"it runs on {host.reasons[0].replace(' counts as ', ', which counts as ', 1)}")


@word("service", says="circumstance")
def administered_by(at: Subject[Service], want: IdentityWant) -> Answer:
    """An identity of such a kind has administrative rights over it, or over a zone that it stands in."""
    names = {at.element.id, *(zone.id for zone in at.resolved.around(at.element.zone))}
    for identity in at.resolved.system.identities.values():
        if names.isdisjoint(identity.administers or ()):
            continue
        if want.kind and identity.kind not in want.kind:
            continue
        if want.is_ and not queries.shared(want.is_, at.resolved.traits(identity)):
            continue
        return holds(f"{identity.id} administers it")
    return None
