"""Everything that has a day: what ends, what is due, what is to be looked at again."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from zonebook.assess.controls.evidence import SHOWN, Written, days, later, newest, written
from zonebook.model.resolved import ResolvedSystem
from zonebook.values import Place

What = Literal["decision", "decision-review", "system-review", "planned", "evidence", "lifecycle"]
"""What happens on a day: a decision ends, a decision or a system is to be looked at again, a planned control is due,
what shows a control is too old from then on, a kind of service that is used ends or closes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """Something that happens `on` a day (YYYY-MM-DD) to `subject`: the id of a decision, a control, a kind or a system.

    `system` is empty for what the organisation says of every system; `party` where nobody is named.
    """

    on: str
    what: What
    system: str
    subject: str
    party: str
    place: Place


def calendar(systems: Iterable[ResolvedSystem]) -> tuple[Dated, ...]:
    """Give everything dated, the earliest first; what the organisation says stands once."""
    found = dict.fromkeys(each for scene in systems for each in _of(scene))
    return tuple(sorted(found, key=lambda each: (each.on, each.what, each.system, each.subject, each.place)))


def _of(scene: ResolvedSystem) -> Iterator[Dated]:
    head, system = scene.system.system, scene.system.id
    if head.reviewed and head.review_every:
        due = later(head.reviewed, head.review_every)
        yield Dated(on=due, what="system-review", system=system, subject=system, party=head.owner, place=head.place)
    for each in scene.system.decisions.values():
        days_of: tuple[tuple[What, str], ...] = (("decision", each.until), ("decision-review", each.review))
        for what, on in days_of:
            if on:
                yield Dated(on=on, what=what, system=system, subject=each.id, party=each.by, place=each.place)
    for statement in written(scene):
        yield from _said(scene, statement)
    yield from _ending(scene)


def _said(scene: ResolvedSystem, each: Written) -> Iterator[Dated]:
    """Give when a planned control is due, or when what shows a control has grown too old."""
    said, control = each.statement, each.control
    system = "" if each.route.startswith("organisation") else scene.system.id
    seen = newest(said)
    what: What = "planned" if said.status == "planned" else "evidence"
    on = said.due if what == "planned" else ""
    if said.status in SHOWN and seen and days(control.frequency):
        on = later(seen, control.frequency)
    if on:
        yield Dated(on=on, what=what, system=system, subject=control.id, party=said.by, place=said.place)


def _ending(scene: ResolvedSystem) -> Iterator[Dated]:
    """Give when the kinds of services that are used end or close, once a kind, at the first service of it."""
    told: set[str] = set()
    for service in scene.system.services.values():
        kind = scene.kind(service)
        if kind and kind.id not in told and kind.lifecycle.date and kind.lifecycle.status != "current":
            told.add(kind.id)
            yield Dated(
                on=kind.lifecycle.date,
                what="lifecycle",
                system=scene.system.id,
                subject=kind.id,
                party=service.owner,
                place=service.place,
            )
