"""The target curve: the unsettled findings now, and after each day on which planned controls are due."""

from collections.abc import Mapping, Sequence

from zonebook.assess.findings.finding import Finding
from zonebook.assess.planning.rollup import distinct_unsettled
from zonebook.assess.planning.what_if import remaining
from zonebook.assess.risk.scoring import Response
from zonebook.assess.system import SystemAssessment
from zonebook.model.vocabulary import LEVELS, Level
from zonebook.values.record import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ForecastPoint:
    """The number of unsettled findings by level, once the controls planned for the day `on` are met.

    The first point is the day of the assessment. The last has no day (`on` is empty) where controls are planned without
    one, or for a day that has passed. `controls` are those that are met from this point on.
    """

    on: str
    levels: Mapping[Level, int]
    controls: tuple[str, ...]

    @property
    def total(self) -> int:
        """The number of unsettled findings."""
        return sum(self.levels.values())


def forecast(systems: Sequence[SystemAssessment]) -> tuple[ForecastPoint, ...]:
    """Return the number of unsettled findings of systems over time, if every planned control is met when due.

    Decisions that expire in between, and new threats, are not taken into account.
    """
    as_of = systems[0].resolved.as_of if systems else ""
    found = distinct_unsettled(systems)
    planned = [reply for _, each in found for reply in each.replies if _planned(reply)]
    days = sorted({_day(reply, as_of) for reply in planned} - {""})
    points = [ForecastPoint(on=as_of, levels=_levels(found, as_of, None), controls=())]
    for day in (*days, *([""] if any(not _day(reply, as_of) for reply in planned) else [])):
        controls = sorted({reply.control for reply in planned if _day(reply, as_of) == day})
        points.append(ForecastPoint(on=day, levels=_levels(found, as_of, day), controls=tuple(controls)))
    return tuple(points)


def _planned(reply: Response) -> bool:
    return reply.planned and reply.lowers


def _day(reply: Response, as_of: str) -> str:
    """Return the day on which a planned control is met; empty where none is stated, or it has passed."""
    due = reply.standing.due
    return due if due >= as_of else ""


def _levels(findings: Sequence[tuple[SystemAssessment, Finding]], as_of: str, until: str | None) -> Mapping[Level, int]:
    """Count the unsettled findings by level, the lowest first, with the controls that are met by `until`.

    None stands for now, with no planned control met, and an empty string for the end, with all of them met.
    """

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
        left = remaining(judged, finding, met)
        if left.level and not left.settled:
            found[left.level] += 1
    return found
