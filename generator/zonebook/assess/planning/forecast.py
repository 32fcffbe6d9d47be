"""The target curve: what is left to do now, and after each day on which planned controls are due."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from zonebook.assess.findings.finding import Finding
from zonebook.assess.planning.rollup import distinct_unsettled
from zonebook.assess.planning.what_if import outlook
from zonebook.assess.risk.scoring import Response
from zonebook.assess.system import SystemAssessment
from zonebook.model.vocabulary import LEVELS, Level


@dataclass(frozen=True, slots=True, kw_only=True)
class CurvePoint:
    """How many findings are not settled, by level, once what is planned for the day `on` is done.

    The first point is the day of the assessment. The last has no day (`on` is empty) where controls are planned without
    one, or for a day that has passed. `controls` are those that come in at the point.
    """

    on: str
    levels: Mapping[Level, int]
    controls: tuple[str, ...]

    @property
    def total(self) -> int:
        """How many findings are not settled."""
        return sum(self.levels.values())


def curve(systems: Sequence[SystemAssessment]) -> tuple[CurvePoint, ...]:
    """Give the number of unsettled findings of systems over time, if everything planned is met on the day it is due.

    Decisions that end in between, and threats that come up, are not foreseen.
    """
    as_of = systems[0].scene.as_of if systems else ""
    found = distinct_unsettled(systems)
    planned = [reply for _, each in found for reply in each.replies if _planned(reply)]
    days = sorted({_day(reply, as_of) for reply in planned} - {""})
    points = [CurvePoint(on=as_of, levels=_levels(found, as_of, None), controls=())]
    for day in (*days, *([""] if any(not _day(reply, as_of) for reply in planned) else [])):
        controls = sorted({reply.control for reply in planned if _day(reply, as_of) == day})
        points.append(CurvePoint(on=day, levels=_levels(found, as_of, day), controls=tuple(controls)))
    return tuple(points)


def _planned(reply: Response) -> bool:
    return reply.standing.status == "planned" and reply.effect != "detects"


def _day(reply: Response, as_of: str) -> str:
    """Give the day on which a planned control comes in; nothing where none is stated, or it has passed."""
    due = reply.standing.due
    return due if due >= as_of else ""


def _levels(findings: Sequence[tuple[SystemAssessment, Finding]], as_of: str, until: str | None) -> Mapping[Level, int]:
    """Give the unsettled findings by level, the lowest first, with what comes in by a day, or now, or ever."""

    def met(reply: Response) -> bool:
        if until is None or not _planned(reply):
            return False
        day = _day(reply, as_of)
        return not until or "" < day <= until

    found: dict[Level, int] = dict.fromkeys(LEVELS, 0)
    for judged, finding in findings:
        if not any(met(reply) for reply in finding.replies):
            found[finding.risk.current.level] += 1
            continue
        left = outlook(judged, finding, met)
        if left.level and not left.settled:
            found[left.level] += 1
    return found
