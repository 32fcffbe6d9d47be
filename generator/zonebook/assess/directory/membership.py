"""Who belongs to a directory: by its settings, by a flow, or as a member of one side of a trust."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from zonebook.model.elements import Service, Trust
from zonebook.model.options import AcrossTrust, End, ExpectedFlow
from zonebook.model.resolved import ResolvedSystem


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


def is_member(resolved: ResolvedSystem, start: str, across: AcrossTrust) -> bool:
    """Return whether a flow of the service shows that it belongs to the side of the trust."""
    home = {each.id for each in matching(resolved, across.member_of)}
    return any(
        home.intersection(resolved.ends(flow.to)) and any(each.id in across.shown_by for each in resolved.spoken(flow))
        for flow in resolved.leaving(start)
    )


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
