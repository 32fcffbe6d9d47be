"""The calendar: everything that has a date, such as an end, a due date or a review."""

from collections.abc import Iterable, Iterator
from typing import Literal

from zonebook.assess.controls.audits.results import concluded, latest
from zonebook.assess.controls.evidence import SHOWN, Written, days, later, newest, written
from zonebook.assess.controls.state import SETTLED
from zonebook.assess.controls.status import control_state
from zonebook.model.answers import measure_id
from zonebook.model.audits.audit import SHORTFALLS
from zonebook.model.resolved import ResolvedSystem
from zonebook.model.scope.statements import Exclusion
from zonebook.model.subject import subjects
from zonebook.values import Place
from zonebook.values.record import dataclass

What = Literal[
    "decision",
    "decision-review",
    "system-review",
    "assumption",
    "out-of-scope",
    "planned",
    "evidence",
    "lifecycle",
    "reply",
]
"""What happens on a date: a decision expires, a decision or a system is due for review, an assumption ends, an element
is in scope again, a planned control is due, the evidence of a control becomes too old, a kind of service in use ends or
closes, what was replied to an audit is due."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """An event `on` a date (YYYY-MM-DD) for `subject`, an id.

    That is the id of a decision, an assumption, an element, a control, a kind, a system or an audit.

    `system` is empty for what the organisation states for every system; `party` where no owner is named.
    """

    on: str
    what: What
    system: str
    subject: str
    party: str
    place: Place


def calendar(systems: Iterable[ResolvedSystem]) -> tuple[Dated, ...]:
    """Return every event, the earliest first; what the organisation states is listed once."""
    found = dict.fromkeys(each for resolved in systems for each in _of(resolved))
    return tuple(sorted(found, key=lambda each: (each.on, each.what, each.system, each.subject, each.place)))


def _of(resolved: ResolvedSystem) -> Iterator[Dated]:
    head, system = resolved.system.system, resolved.system.id
    if head.reviewed and head.review_every:
        due = later(head.reviewed, head.review_every)
        yield Dated(on=due, what="system-review", system=system, subject=system, party=head.owner, place=head.place)
    for each in resolved.system.decisions.values():
        days_of: tuple[tuple[What, str], ...] = (("decision", each.until), ("decision-review", each.review))
        for what, on in days_of:
            if on:
                yield Dated(on=on, what=what, system=system, subject=each.id, party=each.by, place=each.place)
    limits: tuple[tuple[What, Iterable[Exclusion]], ...] = (
        ("assumption", resolved.system.assumptions.values()),
        ("out-of-scope", resolved.system.out_of_scope.values()),
    )
    for word, stated in limits:
        for limit in (each for each in stated if each.until):
            yield Dated(on=limit.until, what=word, system=system, subject=limit.id, party=limit.by, place=limit.place)
    for statement in written(resolved):
        yield from _status_event(resolved, statement)
    yield from _measures(resolved)
    yield from _ending(resolved)
    yield from _replies(resolved)


def _status_event(resolved: ResolvedSystem, each: Written) -> Iterator[Dated]:
    """Yield when a planned control is due, or when the evidence of a control becomes too old."""
    stated, control = each.statement, each.control
    system = "" if each.route.startswith("organisation") else resolved.system.id
    seen = newest(stated)
    what: What = "planned" if stated.status == "planned" else "evidence"
    on = stated.due if what == "planned" else ""
    if stated.status in SHOWN and seen and days(control.frequency):
        on = later(seen, control.frequency)
    if on:
        yield Dated(on=on, what=what, system=system, subject=control.id, party=stated.by, place=stated.place)


def _measures(resolved: ResolvedSystem) -> Iterator[Dated]:
    """Yield when the planned measures of stated threats are due."""
    system = resolved.system.id
    for threat in resolved.system.threats.values():
        for name, each in threat.measures.items():
            if each.status == "planned":
                subject = measure_id(system, threat.id, name)
                yield Dated(
                    on=each.due, what="planned", system=system, subject=subject, party=each.by, place=each.place
                )


def _replies(resolved: ResolvedSystem) -> Iterator[Dated]:
    """Yield when what was replied to a failed test is due, until evidence or a later test shows that it was done."""
    for check in concluded(resolved):
        tested = latest(resolved, check)
        if tested and tested.result.due and tested.result.result in SHORTFALLS and _still_short(resolved, check):
            yield Dated(
                on=tested.result.due,
                what="reply",
                system=resolved.system.id,
                subject=tested.audit.id,
                party=tested.result.action_by,
                place=tested.result.place,
            )


def _still_short(resolved: ResolvedSystem, check: str) -> bool:
    name, _, element = check.partition("@")
    control = resolved.catalogue.controls.get(name)
    found = (at for at in subjects(resolved, control.about) if at.id == element) if control else ()
    return any(control is not None and control_state(at, control).status not in SETTLED for at in found)


def _ending(resolved: ResolvedSystem) -> Iterator[Dated]:
    """Yield when the kinds of services in use end or close, once for each kind, at its first service."""
    listed: set[str] = set()
    for service in resolved.system.services.values():
        kind = resolved.kind(service)
        if kind and kind.id not in listed and kind.lifecycle.date and kind.lifecycle.status != "current":
            listed.add(kind.id)
            yield Dated(
                on=kind.lifecycle.date,
                what="lifecycle",
                system=resolved.system.id,
                subject=kind.id,
                party=service.owner,
                place=service.place,
            )
