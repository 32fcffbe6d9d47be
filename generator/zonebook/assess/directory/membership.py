"""Who belongs to a directory: by its settings, by a flow, or as a member of one side of a trust."""

from collections.abc import Iterable, Iterator
from typing import Literal

from zonebook.assess.directory.flow_matching import Rule, joining, opens_most
from zonebook.model.elements import Flow, Service, Trust
from zonebook.model.options import AcrossTrust, End, ExpectedFlow
from zonebook.model.resolved import ResolvedSystem
from zonebook.values.record import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Belonging:
    """Whether a service belongs to the directory. `by-flow`: only a flow can show it."""

    answer: Literal["yes", "no", "open", "by-flow"]
    attributes: tuple[str, ...] = ()


def matching(resolved: ResolvedSystem, end: End) -> tuple[Service, ...]:
    """Return the services of the kinds or with the traits, in the order of the text."""
    return tuple(
        each
        for each in resolved.system.services.values()
        if each.kind in end.kinds or any(trait in end.traits for trait in resolved.traits(each))
    )


def applies(resolved: ResolvedSystem, said: ExpectedFlow) -> bool:
    """Return whether there is a trust that the rule asks for; true where it asks for none."""
    if said.across:
        return any(_in_direction(resolved, said, said.across))
    if not said.trusted:
        return True
    near = {each.id for each in matching(resolved, said.from_)}
    far = {each.id for each in matching(resolved, said.to)}
    joined = [{each.from_, each.to} for each in resolved.system.trusts.values()]
    return any(each & near and each & far for each in joined)


def _in_direction(resolved: ResolvedSystem, said: ExpectedFlow, across: AcrossTrust) -> Iterator[bool]:
    """Yield for each trust whether users of the one side may sign in at the other by it, as the rule asks."""
    home = {each.id for each in matching(resolved, across.member_of)}
    far = {each.id for each in matching(resolved, said.to)}
    for trust in resolved.system.trusts.values():
        ways = [(trust.from_, trust.to)]
        if trust.direction == "two-way":
            ways.append((trust.to, trust.from_))
        for trusting, trusted in ways:
            own, other = (trusting, trusted) if across.side == "trusting" else (trusted, trusting)
            yield own in home and other in far


def named_by_trust(resolved: ResolvedSystem, one: str, other: str) -> bool:
    """Return whether a trust names both services, in either direction."""
    trusts: tuple[Trust, ...] = tuple(resolved.system.trusts.values())
    return any({each.from_, each.to} == {one, other} for each in trusts)


def unreached_by_trust(
    resolved: ResolvedSystem, start: str, reached: tuple[str, ...], targets: tuple[str, ...]
) -> Iterator[str]:
    """Yield the targets that a trust joins to the service and that it does not reach, nor another of their kind."""
    services = resolved.system.services
    kinds = {services[end].kind for end in reached}
    for end in targets:
        if services[end].kind not in kinds and named_by_trust(resolved, start, end):
            yield end


def is_member(resolved: ResolvedSystem, start: Service, said: ExpectedFlow) -> bool:
    """Return whether a flow of the service shows that it belongs to the side of the trust that the rule is about."""
    across = said.across
    if across is None or belonging_of(resolved, start, said.from_).answer == "no":
        return False
    home = {each.id for each in matching(resolved, across.member_of)}
    return start.id not in home and any(
        home.intersection(resolved.ends(flow.to)) and any(each.id in across.shown_by for each in resolved.spoken(flow))
        for flow in resolved.leaving(start.id)
    )


def trusting_and_trusted(said: ExpectedFlow) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the kinds of the side that trusts and of the side that is trusted."""
    home = said.across.member_of.kinds if said.across else ()
    return (home, said.to.kinds) if said.across and said.across.side == "trusting" else (said.to.kinds, home)


def belonging_of(resolved: ResolvedSystem, start: Service, end: End) -> Belonging:
    """Return whether a service has the settings that the end asks for."""
    kind = resolved.kind(start)
    open_: list[str] = []
    no_setting = False
    for name, values in end.settings.items():
        value = resolved.setting(start, name)
        if value is not None and not any(value.value == each for each in values):
            return Belonging(answer="no")
        if value is None and kind and name in kind.settings:
            open_.append(f"services.{start.id}.settings.{name}")
        no_setting = no_setting or (value is None and not (kind and name in kind.settings))
    if no_setting:
        return Belonging(answer="by-flow")
    return Belonging(answer="open", attributes=tuple(open_)) if open_ else Belonging(answer="yes")


def falls_to(resolved: ResolvedSystem, rule: Rule, start: str) -> bool:
    """Return whether a service that reaches none of those who answer still has to reach one of them.

    Across a trust only those have to that it names, and they are asked by themselves; one that it names need not belong
    to the forest of the others. What is asked where it is present is asked of one of many.
    """
    if rule.said.trusted:
        return False
    if rule.said.if_present:
        starts = matching(resolved, rule.said.from_)
        return not any(reached_by(resolved, rule, each.id, rule.ends) for each in starts)
    return rule.said.trusted is None or not any(named_by_trust(resolved, start, end) for end in rule.ends)


def reached_by(resolved: ResolvedSystem, rule: Rule, start: str, targets: Iterable[str]) -> tuple[str, ...]:
    """Return the targets that a flow shows the service to use: by a sign, or by most of what is needed.

    Where there are none, those that open most of what is needed the other way round.
    """
    ends = tuple(targets)
    shown = tuple(
        end
        for end in ends
        if any(_shows(resolved, rule, flow) for flow in joining(resolved, start, (end,)))
        or opens_most(resolved, rule, start, end)
    )
    return shown or tuple(end for end in ends if opens_most(resolved, rule, end, start))


def _shows(resolved: ResolvedSystem, rule: Rule, flow: Flow) -> bool:
    signs = rule.said.seen_by
    return not signs or any(each.id in signs for each in resolved.spoken(flow))


def elsewhere(resolved: ResolvedSystem, rule: Rule, start: str) -> bool:
    """Return whether the service belongs to another directory: such a flow of it goes to no end of the rule."""
    return bool(rule.said.seen_by) and any(
        _shows(resolved, rule, flow) and not any(end in rule.ends for end in resolved.ends(flow.to))
        for flow in resolved.leaving(start)
    )
