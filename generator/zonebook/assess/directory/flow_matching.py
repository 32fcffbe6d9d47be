"""What flows open between two ends, compared with what a directory needs there, port by port."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from zonebook.model.catalogue import Listener, Protocol
from zonebook.model.elements import Flow
from zonebook.model.options import ExpectedFlow
from zonebook.model.resolved import ResolvedSystem
from zonebook.values import NOWHERE, Place
from zonebook.values.record import dataclass

RequiredOf = Literal["flow", "zone"]
Status = Literal["met", "missing", "needless", "unknown"]
"""`missing`: no flow opens it, or the zone is not trusted enough. `needless`: a flow opens it, and it is not
needed there. `unknown`: the model does not state what would decide it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """One requirement of the choice. `from_` is empty for anyone; `ports` are those that the status is about.

    `backward` are the flows that open one of them the other way, where no flow goes this way at all.
    """

    status: Status
    about: RequiredOf
    rule: str
    from_: str
    to: tuple[str, ...]
    protocol: str = ""
    ports: tuple[str, ...] = ()
    because: str
    flows: tuple[str, ...] = ()
    backward: tuple[str, ...] = ()
    attributes: tuple[str, ...] = ()
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """An expected flow with its protocols spelt out.

    `instead` are as good as `needs`, `fine` are those needed or allowed, `ends` those that answer.
    """

    said: ExpectedFlow
    needs: tuple[Protocol, ...]
    instead: tuple[Protocol, ...]
    fine: tuple[Protocol, ...]
    ends: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pair:
    """A service, or anyone, with the ends it talks to and the flows between."""

    start: str
    ends: tuple[str, ...]
    flows: tuple[Flow, ...]


def between(resolved: ResolvedSystem, rule: Rule, start: str, ends: tuple[str, ...]) -> Iterator[Requirement]:
    """Yield the requirements from a service, or from anyone, to these ends together: met, missing and needless."""
    pair = _Pair(start=start, ends=ends, flows=joining(resolved, start, ends))
    found = tuple(_needed(resolved, rule, pair, protocol) for protocol in rule.needs)
    other = tuple(_needed(resolved, rule, pair, protocol) for protocol in rule.instead)
    yield from other if other and all(each.status == "met" for each in other) else found
    for flow in pair.flows:
        for name, opened, because in _needless(resolved, rule, flow):
            yield Requirement(
                status="needless",
                about="flow",
                rule=rule.said.id,
                from_=start,
                to=ends,
                protocol=name,
                ports=opened,
                because=because,
                flows=(flow.id,),
                place=flow.place,
            )


def joining(resolved: ResolvedSystem, start: str, ends: Iterable[str]) -> tuple[Flow, ...]:
    """Return the flows from a service, or from anyone, to one of the ends."""
    into = {flow.id: flow for end in ends for flow in resolved.arriving(end)}
    if not start:
        return tuple(into.values())
    return tuple(flow for flow in resolved.leaving(start) if flow.id in into)


def opens_most(resolved: ResolvedSystem, rule: Rule, start: str, end: str) -> bool:
    """Return whether the flows between the two open more than half of the protocols that are needed."""
    pair = _Pair(start=start, ends=(end,), flows=joining(resolved, start, (end,)))
    if not pair.flows:
        return False
    met = sum(1 for each in rule.needs if _needed(resolved, rule, pair, each).status == "met")
    return 2 * met > len(rule.needs)


def _needed(resolved: ResolvedSystem, rule: Rule, pair: _Pair, protocol: Protocol) -> Requirement:
    opening = [flow for flow in pair.flows if any(_opens(resolved, flow, each.port) for each in protocol.ports)]
    closed = [each for each in protocol.ports if not any(_opens(resolved, flow, each.port) for flow in opening)]
    known = resolved.system.services.get(pair.start or pair.ends[0])
    return Requirement(
        status="missing" if closed else "met",
        about="flow",
        rule=rule.said.id,
        from_=pair.start,
        to=pair.ends,
        protocol=protocol.id,
        ports=tuple(each.port for each in closed or protocol.ports),
        because=" ".join(dict.fromkeys(each.purpose for each in closed or protocol.ports)),
        flows=tuple(flow.id for flow in opening),
        backward=tuple(_backward(resolved, pair, closed)) if closed and not pair.flows else (),
        place=known.place if known else NOWHERE,
    )


def _backward(resolved: ResolvedSystem, pair: _Pair, closed: Sequence[Listener]) -> Iterator[str]:
    """Yield the flows from the ends to the service that open one of the ports."""
    if pair.start:
        for end in pair.ends:
            for flow in joining(resolved, end, (pair.start,)):
                if any(_opens(resolved, flow, each.port) for each in closed):
                    yield flow.id


def _opens(resolved: ResolvedSystem, flow: Flow, port: str) -> bool:
    ports = (listener.port for protocol in resolved.spoken(flow) for listener in protocol.ports)
    return any(covers(each, port) for each in (*ports, *flow.ports))


def _needless(resolved: ResolvedSystem, rule: Rule, flow: Flow) -> Iterator[tuple[str, tuple[str, ...], str]]:
    """Yield each protocol of a flow that the rule calls needless, and each stated port that opens more than is used."""
    fine = {each.id for each in rule.fine}
    for name, because in rule.said.needless.items():
        unwanted = [each for each in resolved.catalogue.spoken((name,)) if each.id not in fine]
        if not unwanted and name in flow.protocols and name not in fine:
            yield name, (), because
        opened = resolved.spoken(flow)
        yield from ((each.id, tuple(port.port for port in each.ports), because) for each in unwanted if each in opened)
    used = tuple(listener.port for each in rule.fine for listener in each.ports)
    yield from (("", (port,), because) for port in flow.ports if (because := _wider(port, used)))


def _wider(port: str, used: tuple[str, ...]) -> str:
    """Return why a stated port opens more than is used; nothing where it does not, or is about something else."""
    if any(covers(each, port) for each in used):
        return ""
    near = [each for each in used if meets(port, each)]
    if port == "any":
        return "It opens every port."
    return f"Only {' and '.join(near)} is used." if near else ""


def covers(opened: str, port: str) -> bool:
    """Return whether an open port or range includes another: `tcp/443`, `tcp/49152-65535`, `icmp`.

    `any` includes every port.
    """
    if opened in {port, "any"}:
        return True
    transport, low, high = _parts(opened)
    wanted, first, last = _parts(port)
    return bool(high and last) and transport == wanted and low <= first and last <= high


def meets(port: str, other: str) -> bool:
    """Return whether two ports have a number in common, whatever the transport; `any` meets everything."""
    if "any" in {port, other}:
        return True
    _, low, high = _parts(port)
    _, first, last = _parts(other)
    return bool(high and last) and low <= last and first <= high


def _parts(port: str) -> tuple[str, int, int]:
    """Return transport, lowest and highest number; zeros where there are no numbers."""
    transport, _, numbers = port.partition("/")
    low, _, high = numbers.partition("-")
    return (transport, int(low), int(high or low)) if low else (transport, 0, 0)
