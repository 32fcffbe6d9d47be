"""What the chosen directory requires: its flows, ports and zones, compared with those of the model.

The catalogue states what an option expects; nothing here knows a product. A service is compared with each directory
service that it reaches, because a client uses those of its own site; where it reaches none, with all of them together.
"""

from collections.abc import Container, Iterable, Iterator, Sequence

from zonebook.assess.directory.flow_matching import RequiredOf, Requirement, Rule, Status, between
from zonebook.assess.directory.membership import (
    Belonging,
    applies,
    belonging_of,
    elsewhere,
    falls_to,
    is_member,
    matching,
    named_by_trust,
    reached_by,
    trusting_and_trusted,
    unreached_by_trust,
)
from zonebook.model.elements import Service
from zonebook.model.options import DirectoryOption, End, ExpectedFlow, ExpectedZone
from zonebook.model.resolved import ResolvedSystem, once_per_system
from zonebook.model.system import DirectoryDecision
from zonebook.model.vocabulary import ProtocolId
from zonebook.values.record import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirements:
    """What the chosen option requires, in the order of its `expects`."""

    option: str
    items: tuple[Requirement, ...]

    def of(self, status: Status, about: RequiredOf = "flow") -> tuple[Requirement, ...]:
        """Return the requirements of one status, about flows or about zones."""
        return tuple(each for each in self.items if each.status == status and each.about == about)


@once_per_system
def expected(resolved: ResolvedSystem) -> Requirements | None:
    """Return what the chosen option requires; nothing where none was chosen."""
    decision = resolved.system.directory
    option = resolved.catalogue.directories.get(decision.choice) if decision else None
    if decision is None or option is None:
        return None
    return Requirements(option=option.id, items=(*_flows(resolved, decision, option), *_zones(resolved, option)))


def _flows(resolved: ResolvedSystem, decision: DirectoryDecision, option: DirectoryOption) -> Iterator[Requirement]:
    if option.expects.flows and not matching(resolved, End(kinds=option.kinds)):
        titles = " or ".join(resolved.catalogue.kinds[name].title for name in option.kinds)
        yield Requirement(
            status="unknown",
            about="flow",
            rule="",
            from_="",
            to=(),
            because=f"the model names no service that is {titles}",
            attributes=("services",),
            place=decision.place,
        )
        return
    asked = [said for said in option.expects.flows.values() if _asked(resolved, decision, said)]
    adding = [said for said in asked if said.adds]
    claimed: set[tuple[str, str]] = set()
    yield from _across_trusts(resolved, decision, [said for said in asked if said.across], claimed)
    for said in asked:
        if said.adds:
            yield from _on_top(resolved, _rule(resolved, said))
        elif not said.across:
            yield from _of_rule(resolved, said, adding, claimed)


def _asked(resolved: ResolvedSystem, decision: DirectoryDecision, said: ExpectedFlow) -> bool:
    """Return whether the rule applies: one of its needs is stated, and there is a trust where it asks for one."""
    if said.for_ and not any(name in decision.needs for name in said.for_):
        return False
    if said.if_present and not matching(resolved, said.to):
        return False
    return applies(resolved, said)


def _rule(resolved: ResolvedSystem, said: ExpectedFlow, besides: tuple[ProtocolId, ...] = ()) -> Rule:
    """Return the rule with its protocols spelt out; `besides` are those that other rules may need there."""
    return Rule(
        said=said,
        needs=resolved.catalogue.spoken(said.needs),
        instead=resolved.catalogue.spoken(said.instead),
        fine=resolved.catalogue.spoken((*said.needs, *said.instead, *said.may, *besides)),
        ends=tuple(each.id for each in matching(resolved, said.to)),
    )


def _of_rule(
    resolved: ResolvedSystem, said: ExpectedFlow, adding: Sequence[ExpectedFlow], claimed: set[tuple[str, str]]
) -> Iterator[Requirement]:
    """Yield the requirements of a rule; pairs that an earlier rule has claimed are left out."""
    plain = _rule(resolved, said)
    if not (said.from_.kinds or said.from_.traits):
        for end in plain.ends:
            yield from between(resolved, plain, "", (end,))
        return
    for start in matching(resolved, said.from_):
        targets = tuple(end for end in plain.ends if _is_target(resolved, said, (start.id, end), claimed))
        belonging = belonging_of(resolved, start, said.from_)
        if belonging.answer == "no" or (plain.ends and not targets):
            continue
        claimed.update((start.id, end) for end in targets)
        rule = _rule(resolved, said, _besides(resolved, start, adding))
        yield from _of_start(resolved, rule, (start, targets), belonging)


def _is_target(
    resolved: ResolvedSystem, said: ExpectedFlow, pair: tuple[str, str], claimed: Container[tuple[str, str]]
) -> bool:
    """Return whether the rule compares the two: no earlier one has, and no trust names them where it asks for none."""
    start, end = pair
    if end == start or pair in claimed:
        return False
    return said.trusted is not False or not named_by_trust(resolved, start, end)


def _besides(resolved: ResolvedSystem, start: Service, adding: Sequence[ExpectedFlow]) -> tuple[ProtocolId, ...]:
    """Return the protocols that the rules on top need, or may need, of this service."""
    found = (said for said in adding if start in matching(resolved, said.from_))
    return tuple(
        name
        for said in found
        if belonging_of(resolved, start, said.from_).answer != "no"
        for name in (*said.needs, *said.instead, *said.may)
    )


def _on_top(resolved: ResolvedSystem, rule: Rule) -> Iterator[Requirement]:
    """Yield what the rule needs beside the others; one open question where a setting that decides it is not stated."""
    for start in matching(resolved, rule.said.from_):
        targets = tuple(end for end in rule.ends if end != start.id)
        belonging = belonging_of(resolved, start, rule.said.from_)
        if belonging.answer == "no" or not targets:
            continue
        found = tuple(_of_start(resolved, rule, (start, targets), belonging))
        if belonging.answer == "open" and any(each.status == "missing" for each in found):
            yield _unknown(rule, start, belonging.attributes, rule.said.because)
        else:
            yield from found


def _across_trusts(
    resolved: ResolvedSystem, decision: DirectoryDecision, asked: Sequence[ExpectedFlow], claimed: set[tuple[str, str]]
) -> Iterator[Requirement]:
    """Yield what members need across a trust; one open question for each way on which no flow shows anybody."""
    unshown: dict[tuple[tuple[str, ...], tuple[str, ...]], Rule | None] = {}
    for said in asked:
        rule = _rule(resolved, said)
        pairs = tuple(_across(resolved, rule))
        way = trusting_and_trusted(said)
        unshown[way] = None if pairs else unshown.get(way, rule)
        for start, end in pairs:
            if (start, end) not in claimed:
                yield from between(resolved, rule, start, (end,))
        claimed.update(pairs)
    yield from (_unshown(rule, decision) for rule in unshown.values() if rule)


def _unshown(rule: Rule, decision: DirectoryDecision) -> Requirement:
    return Requirement(
        status="unknown",
        about="flow",
        rule=rule.said.id,
        from_="",
        to=rule.ends,
        ports=tuple(each.port for protocol in rule.needs for each in protocol.ports),
        because="no flow shows how users of the other side of the trust get a ticket",
        attributes=("flows",),
        place=decision.place,
    )


def _across(resolved: ResolvedSystem, rule: Rule) -> Iterator[tuple[str, str]]:
    """Yield each member of the one side with each directory service of the other side that it reaches."""
    for start in matching(resolved, rule.said.from_):
        if start.id not in rule.ends and is_member(resolved, start, rule.said):
            yield from ((start.id, end) for end in reached_by(resolved, rule, start.id, rule.ends))


def _of_start(
    resolved: ResolvedSystem, rule: Rule, pair: tuple[Service, tuple[str, ...]], belonging: Belonging
) -> Iterator[Requirement]:
    start, targets = pair
    reached = reached_by(resolved, rule, start.id, targets)
    if rule.said.trusted:
        reached += tuple(unreached_by_trust(resolved, start.id, reached, targets))
    for end in reached:
        yield from between(resolved, rule, start.id, (end,))
    if reached or belonging.answer == "by-flow" or elsewhere(resolved, rule, start.id):
        return
    if targets and not falls_to(resolved, rule, start.id):
        return
    if not targets:
        yield _unknown(rule, start, ("services",), f"the model names nothing that answers: {rule.said.title}")
    elif belonging.answer == "open":
        yield _unknown(rule, start, belonging.attributes, f"whether {start.id} belongs to it is not stated")
    else:
        yield from between(resolved, rule, start.id, targets)


def _unknown(rule: Rule, start: Service, attributes: tuple[str, ...], because: str) -> Requirement:
    return Requirement(
        status="unknown",
        about="flow",
        rule=rule.said.id,
        from_=start.id,
        to=rule.ends,
        because=because,
        attributes=attributes,
        place=start.place,
    )


def _zones(resolved: ResolvedSystem, option: DirectoryOption) -> Iterator[Requirement]:
    for said in option.expects.zones.values():
        for service in matching(resolved, said.of):
            yield _zone(resolved, said, service)


def _zone(resolved: ResolvedSystem, said: ExpectedZone, service: Service) -> Requirement:
    trust = resolved.trust(service.zone) if service.zone else None
    lacking = f"zones.{service.zone}.trust" if service.zone else f"services.{service.id}.zone"
    enough: Status = "met" if trust is not None and trust >= said.trust_at_least else "missing"
    return Requirement(
        status="unknown" if trust is None else enough,
        about="zone",
        rule=said.id,
        from_=service.id,
        to=(service.zone,) if service.zone else (),
        because=said.because,
        attributes=(lacking,) if trust is None else (),
        place=service.place,
    )


def lacking(resolved: ResolvedSystem, found: Requirements) -> tuple[str, ...]:
    """Return a reason for each pair of ends between which a needed protocol is not open, with all its ports."""
    pairs: dict[tuple[str, tuple[str, ...]], list[Requirement]] = {}
    for each in found.of("missing"):
        pairs.setdefault((each.from_, each.to), []).append(each)
    return tuple(
        f"no flow from {start or 'anyone'} to {' or '.join(to)} opens "
        f"{'; '.join(ported(resolved, one) for one in items)}{_turned(items)}"
        for (start, to), items in pairs.items()
    )


def _turned(items: Iterable[Requirement]) -> str:
    """Return the flows that go the other way, as a remark."""
    names = dict.fromkeys(name for each in items for name in each.backward)
    return f" ({' and '.join(names)} {'goes' if len(names) == 1 else 'go'} the other way)" if names else ""


def surplus(resolved: ResolvedSystem, found: Requirements) -> tuple[str, ...]:
    """Return a reason for each protocol or port that a flow opens without need, each flow and port once."""
    return tuple(
        dict.fromkeys(
            f"{each.flows[0]} opens {ported(resolved, each)}: {each.because.rstrip('.')}"
            for each in found.of("needless")
        )
    )


def ported(resolved: ResolvedSystem, each: Requirement) -> str:
    """Return the ports of a requirement with their protocol: `tcp/464, udp/464 (Kerberos password change)`."""
    known = resolved.catalogue.protocols.get(each.protocol)
    listed = ", ".join(each.ports)
    if known is None:
        return listed
    return f"{listed} ({known.title})" if listed else known.title
