"""What the chosen directory requires: its flows, ports and zones, compared with those of the model.

The catalogue states what an option expects; nothing here knows a product. A service is compared with each directory
service that it reaches, because a client uses those of its own site; where it reaches none, with all of them together.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from zonebook.assess.directory.flow_matching import RequiredOf, Requirement, Rule, Status, between, joining
from zonebook.model.elements import Flow, Service
from zonebook.model.options import DirectoryOption, End, ExpectedFlow, ExpectedZone
from zonebook.model.resolved import ResolvedSystem, once_per_system
from zonebook.model.system import DirectoryDecision


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirements:
    """What the chosen option requires, in the order of its `expects`."""

    option: str
    items: tuple[Requirement, ...]

    def of(self, status: Status, about: RequiredOf = "flow") -> tuple[Requirement, ...]:
        """Return the requirements of one status, about flows or about zones."""
        return tuple(each for each in self.items if each.status == status and each.about == about)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Belonging:
    """Whether a service belongs to the directory. `by-flow`: only a flow can show it."""

    answer: Literal["yes", "no", "open", "by-flow"]
    attributes: tuple[str, ...] = ()


@once_per_system
def expected(resolved: ResolvedSystem) -> Requirements | None:
    """Return what the chosen option requires; nothing where none was chosen."""
    decision = resolved.system.directory
    option = resolved.catalogue.directories.get(decision.choice) if decision else None
    if decision is None or option is None:
        return None
    return Requirements(option=option.id, items=(*_flows(resolved, decision, option), *_zones(resolved, option)))


def _flows(resolved: ResolvedSystem, decision: DirectoryDecision, option: DirectoryOption) -> Iterator[Requirement]:
    if option.expects.flows and not _matching(resolved, End(kinds=option.kinds)):
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
    claimed: set[tuple[str, str]] = set()
    for said in option.expects.flows.values():
        if _asked(resolved, decision, said):
            yield from _of_rule(resolved, _rule(resolved, said), claimed)


def _asked(resolved: ResolvedSystem, decision: DirectoryDecision, said: ExpectedFlow) -> bool:
    """Return whether the rule applies: one of its needs is stated, and a trust joins its ends where it asks for one."""
    if said.for_ and not any(name in decision.needs for name in said.for_):
        return False
    if not said.trusted:
        return True
    near = {each.id for each in _matching(resolved, said.from_)}
    far = {each.id for each in _matching(resolved, said.to)}
    joined = [{each.from_, each.to} for each in resolved.system.trusts.values()]
    return any(each & near and each & far for each in joined)


def _rule(resolved: ResolvedSystem, said: ExpectedFlow) -> Rule:
    return Rule(
        said=said,
        needs=resolved.catalogue.spoken(said.needs),
        fine=resolved.catalogue.spoken((*said.needs, *said.may)),
        ends=tuple(each.id for each in _matching(resolved, said.to)),
    )


def _matching(resolved: ResolvedSystem, end: End) -> tuple[Service, ...]:
    """Return the services of the kinds or with the traits, in the order of the text."""
    return tuple(
        each
        for each in resolved.system.services.values()
        if each.kind in end.kinds or any(trait in end.traits for trait in resolved.traits(each))
    )


def _of_rule(resolved: ResolvedSystem, rule: Rule, claimed: set[tuple[str, str]]) -> Iterator[Requirement]:
    """Yield the requirements of a rule; pairs that an earlier rule has claimed are left out."""
    said = rule.said
    if not (said.from_.kinds or said.from_.traits):
        for end in rule.ends:
            yield from between(resolved, rule, "", (end,))
        return
    for start in _matching(resolved, said.from_):
        targets = tuple(end for end in rule.ends if end != start.id and (start.id, end) not in claimed)
        belonging = _belonging(resolved, start, said.from_)
        if belonging.answer == "no" or (rule.ends and not targets):
            continue
        claimed.update((start.id, end) for end in targets)
        yield from _of_start(resolved, rule, (start, targets), belonging)


def _of_start(
    resolved: ResolvedSystem, rule: Rule, pair: tuple[Service, tuple[str, ...]], belonging: _Belonging
) -> Iterator[Requirement]:
    start, targets = pair
    reached = [
        end for end in targets if any(_shows(resolved, rule, flow) for flow in joining(resolved, start.id, (end,)))
    ]
    for end in reached:
        yield from between(resolved, rule, start.id, (end,))
    if reached or belonging.answer == "by-flow" or _elsewhere(resolved, rule, start.id):
        return
    if not targets:
        yield _unknown(rule, start, ("services",), f"the model names nothing that answers: {rule.said.title}")
    elif belonging.answer == "open":
        yield _unknown(rule, start, belonging.attributes, f"whether {start.id} belongs to it is not stated")
    else:
        yield from between(resolved, rule, start.id, targets)


def _belonging(resolved: ResolvedSystem, start: Service, end: End) -> _Belonging:
    """Return whether a service has the settings that the end asks for."""
    kind = resolved.kind(start)
    open_: list[str] = []
    no_setting = False
    for name, values in end.settings.items():
        value = resolved.setting(start, name)
        if value is not None and not any(value.value == each for each in values):
            return _Belonging(answer="no")
        if value is None and kind and name in kind.settings:
            open_.append(f"services.{start.id}.settings.{name}")
        no_setting = no_setting or (value is None and not (kind and name in kind.settings))
    if no_setting:
        return _Belonging(answer="by-flow")
    return _Belonging(answer="open", attributes=tuple(open_)) if open_ else _Belonging(answer="yes")


def _shows(resolved: ResolvedSystem, rule: Rule, flow: Flow) -> bool:
    signs = rule.said.seen_by
    return not signs or any(each.id in signs for each in resolved.spoken(flow))


def _elsewhere(resolved: ResolvedSystem, rule: Rule, start: str) -> bool:
    """Return whether the service belongs to another directory: such a flow of it goes to no end of the rule."""
    return bool(rule.said.seen_by) and any(
        _shows(resolved, rule, flow) and not any(end in rule.ends for end in resolved.ends(flow.to))
        for flow in resolved.leaving(start)
    )


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
        for service in _matching(resolved, said.of):
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
        f"{'; '.join(ported(resolved, one) for one in items)}"
        for (start, to), items in pairs.items()
    )


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
