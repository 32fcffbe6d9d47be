"""The age limit of evidence: the frequency of the control, counted from the newest evidence."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from zonebook.model.catalogue import Control
from zonebook.model.elements import Statement
from zonebook.model.resolved import ResolvedSystem
from zonebook.model.subject import PLURALS
from zonebook.model.vocabulary import About

_HOLDERS: tuple[About, ...] = ("account", "network", "zone", "service", "flow", "identity", "trust")
SHOWN = frozenset(("met", "partial"))
"""The statuses whose evidence can become stale: those of a control that is stated as met, wholly or in part."""
_DURATION = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?", re.ASCII)
_YEAR, _MONTH, _WEEK = 365, 30, 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A statement of a control, and where it is written: `services.dc-1.controls.ldaps-only`."""

    control: Control
    statement: Statement
    route: str


def days(duration: str) -> int:
    """Return an ISO 8601 duration in days: a month counts 30, a year 365; 0 where the text is none."""
    found = _DURATION.fullmatch(duration)
    years, months, weeks, rest = (int(each or 0) for each in found.groups()) if found else (0, 0, 0, 0)
    return years * _YEAR + months * _MONTH + weeks * _WEEK + rest


def later(day: str, duration: str) -> str:
    """Return the day (YYYY-MM-DD) an ISO 8601 duration after another, capped at the last day of the calendar."""
    start = date.fromisoformat(day)
    return (start + timedelta(days=min(days(duration), (date.max - start).days))).isoformat()


def newest(statement: Statement) -> str:
    """Return the day of the newest evidence; of a statement without dated evidence, the day it was made; or nothing."""
    return max((each.on for each in statement.evidence if each.on), default=statement.on)


def stale(statement: Statement, control: Control, as_of: str) -> str:
    """Return why the evidence of a control is stale on the day `as_of`; empty where it is not, or no day is stated."""
    seen = newest(statement)
    if not as_of or not seen or statement.status not in SHOWN or not days(control.frequency):
        return ""
    due = later(seen, control.frequency)
    return f"last shown on {seen}, due again by {due} ({control.frequency})" if due < as_of else ""


def written(resolved: ResolvedSystem) -> Iterator[Written]:
    """Yield every control statement that holds in the system, in the order of the text, the organisation's last."""
    for about in _HOLDERS:
        for element in resolved.elements(about):
            yield from _written(resolved, element.controls, f"{PLURALS[about]}.{element.id}.controls")
    yield from _written(resolved, resolved.system.controls, "controls")
    yield from _written(resolved, resolved.organisation.controls, "organisation.yaml: controls")


def _written(resolved: ResolvedSystem, statements: Mapping[str, Statement], route: str) -> Iterator[Written]:
    for name, statement in statements.items():
        if control := resolved.catalogue.controls.get(name):
            yield Written(control=control, statement=statement, route=f"{route}.{name}")
