"""What reports about providers expect of their customers: ours to meet, and to test like controls of our own."""

from collections.abc import Iterator

from zonebook.assess.controls.checklist import Check
from zonebook.assess.controls.inheritance import Origin
from zonebook.assess.controls.state import ControlState
from zonebook.assess.controls.status import of_statement
from zonebook.assess.system import SystemAssessment
from zonebook.model.audits.report import Report, UserControl
from zonebook.model.catalogue import Control
from zonebook.model.resolved import ResolvedSystem
from zonebook.values.record import dataclass

FREQUENCY = "P1Y"
"""How old evidence may be of what no control of the catalogue does: as long as a report is relied on."""
_WEAKEST = ("not-met", "not-stated", "planned", "partial", "alternative", "met", "inherited", "not-applicable")


@dataclass(frozen=True, slots=True, kw_only=True)
class UserCheck:
    """A complementary user entity control of a report that a system inherits with, and how it stands there.

    `checks` are those of the control of ours that does it; they are empty where a statement says how it stands, or
    nothing does.
    """

    report: Report
    expected: UserControl
    standing: ControlState
    checks: tuple[Check, ...]
    party: str

    @property
    def id(self) -> str:
        """The id under which an audit has its result: `control@report`."""
        return f"{self.expected.id}@{self.report.id}"


def as_check(found: UserCheck, resolved: ResolvedSystem) -> Check:
    """Return what is expected as a check of the report, with the test of our control that does it, where one does."""
    expected = found.expected
    ours = resolved.catalogue.controls.get(expected.control)
    control = Control(
        id=expected.id,
        title=expected.title,
        objective=expected.title,
        about="system",
        when=None,
        layer="",
        responsibility="customer",
        verify=ours.verify if ours else (),
        evidence=ours.evidence if ours else (),
        frequency=ours.frequency if ours else FREQUENCY,
        sources=(),
        confidence=ours.confidence if ours else "to-confirm",
        runs=ours.runs if ours else (),
        population=ours.population if ours else "",
    )
    return Check(
        id=found.id,
        control=control,
        steps=control.verify,
        about=control.about,
        element=found.report.id,
        zone="",
        party=found.party,
        standing=found.standing,
        unsure=(),
        place=expected.place,
    )


def user_checks(judged: SystemAssessment) -> tuple[UserCheck, ...]:
    """Return what the reports expect with which anything of the system is inherited, in the order of the text."""
    used = {check.standing.claim.report for check in judged.checks}
    reports = judged.resolved.organisation.reports.values()
    return tuple(each for report in reports if report.id in used for each in _of_report(judged, report))


def _of_report(judged: SystemAssessment, report: Report) -> Iterator[UserCheck]:
    for expected in report.user_controls.values():
        checks = tuple(each for each in judged.checks if each.control.id == expected.control)
        standing = _standing(judged.resolved, report, expected, checks)
        party = standing.by or next((each.party for each in checks if each.party), "")
        yield UserCheck(report=report, expected=expected, standing=standing, checks=checks, party=party)


def _standing(
    resolved: ResolvedSystem, report: Report, expected: UserControl, checks: tuple[Check, ...]
) -> ControlState:
    """Return the weakest state of our control, or the state of the statement; not stated where there is neither."""
    if checks:
        return min((each.standing for each in checks), key=lambda each: _WEAKEST.index(each.status))
    if expected.statement:
        said, frequency = expected.statement, FREQUENCY
        return of_statement(resolved, said, control=expected.id, element=report.id, frequency=frequency)
    return ControlState(
        control=expected.id, element=report.id, status="not-stated", origin=Origin(level="none"), place=expected.place
    )
