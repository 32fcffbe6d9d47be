"""What evidence is worth: whether its file is there and unchanged, and whether it is young enough for its control."""

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Literal

from zonebook.model.catalogue import Control
from zonebook.model.elements import Evidence, Statement
from zonebook.model.resolved import ResolvedSystem
from zonebook.model.subject import PLURALS
from zonebook.model.vocabulary import About
from zonebook.values.record import dataclass, replace

_HOLDERS: tuple[About, ...] = ("account", "network", "zone", "service", "flow", "identity", "trust")
SHOWN = frozenset(("met", "partial", "alternative"))
"""The statuses whose evidence can become stale: a control is stated as met, by whatever means or in part."""
_DURATION = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?", re.ASCII)
_YEAR, _MONTH, _WEEK = 365, 30, 7
Files = Mapping[str, str | None]
"""The SHA-256 of each file that was looked for, by path; None where it is missing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileCheck:
    """Whether the file of an evidence was found, and how its hash compares; None where nobody looked for any file."""

    found: bool | None = None
    hash: Literal["same", "differs", "not-stated"] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A statement of a control, and where it is written: `services.dc-1.controls.ldaps-only`.

    `statement` has only the evidence that counts, `broken` the other with the reason.
    """

    control: Control
    statement: Statement
    route: str
    broken: tuple[tuple[Evidence, str], ...] = ()


def file_check(evidence: Evidence, files: Files) -> FileCheck:
    """Return how the file of an evidence compares with the disk."""
    if not evidence.file or evidence.path not in files:
        return FileCheck()
    hashed = files[evidence.path]
    if hashed is None:
        return FileCheck(found=False)
    if not evidence.sha256:
        return FileCheck(found=True, hash="not-stated")
    return FileCheck(found=True, hash="same" if evidence.sha256 == hashed else "differs")


def fault(evidence: Evidence, files: Files) -> str:
    """Return why an evidence does not count: its file is missing, or is not the one that was hashed; else nothing."""
    checked = file_check(evidence, files)
    if checked.found is False:
        return f"there is no file {evidence.path}"
    return f"{evidence.path} has another SHA-256 than is stated" if checked.hash == "differs" else ""


def faults(statement: Statement, files: Files) -> tuple[tuple[Evidence, str], ...]:
    """Return the evidence of a statement that does not count, each with the reason."""
    return tuple((each, why) for each in statement.evidence if (why := fault(each, files)))


def counting(statement: Statement, files: Files) -> Statement:
    """Return a statement with only the evidence that counts."""
    return replace(statement, evidence=tuple(each for each in statement.evidence if not fault(each, files)))


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


def shown_on(statement: Statement) -> str:
    """Return the day of the newest evidence, or nothing: the day of a statement is no day on which it was shown."""
    return max((each.on for each in statement.evidence), default="")


def stale(statement: Statement, frequency: str, as_of: str) -> str:
    """Return why the evidence of a control is stale on the day `as_of`; empty where it is not, or no day is stated."""
    seen = newest(statement)
    if not as_of or not seen or statement.status not in SHOWN or not days(frequency):
        return ""
    due = later(seen, frequency)
    return f"last shown on {seen}, due again by {due} ({frequency})" if due < as_of else ""


def written(resolved: ResolvedSystem) -> Iterator[Written]:
    """Yield every control statement that holds in the system, in the order of the text, the organisation's last."""
    for about in _HOLDERS:
        for element in resolved.elements(about):
            yield from _written(resolved, element.controls, f"{PLURALS[about]}.{element.id}.controls")
    for actor in resolved.system.actors.values():
        yield from _written(resolved, actor.controls, f"actors.{actor.id}.controls")
    yield from _written(resolved, resolved.system.controls, "controls")
    yield from _written(resolved, resolved.organisation.controls, "organisation.yaml: controls")


def _written(resolved: ResolvedSystem, statements: Mapping[str, Statement], route: str) -> Iterator[Written]:
    for name, statement in statements.items():
        if control := resolved.catalogue.controls.get(name):
            yield Written(
                control=control,
                statement=counting(statement, resolved.evidence),
                route=f"{route}.{name}",
                broken=faults(statement, resolved.evidence),
            )
