"""The assessment of a workspace as of a day."""

from collections.abc import Iterable, Mapping
from functools import cached_property, partial
from types import MappingProxyType
from typing import TYPE_CHECKING

from zonebook.assess.conditions.entry_conditions import applies, conditions
from zonebook.assess.findings import evaluation, scope, stated, treatment
from zonebook.assess.findings.covered.unasked import Askers
from zonebook.assess.findings.finding import Finding, Gap
from zonebook.assess.system import SystemAssessment
from zonebook.model.resolved import ResolvedSystem
from zonebook.model.scope.statements import OutOfScope
from zonebook.model.system import Workspace
from zonebook.model.vocabulary import Level, at_least
from zonebook.values import Problem
from zonebook.values.record import dataclass

if TYPE_CHECKING:
    from zonebook.assess.planning.audits import AuditProgress
    from zonebook.assess.planning.directory_alternatives import Alternative
    from zonebook.assess.planning.forecast import ForecastPoint
    from zonebook.assess.planning.priorities import Improvement, Share

# What plans is imported by the part that asks for it: `zonebook check` does not plan.

_NONE: Mapping[str, SystemAssessment] = MappingProxyType({})


@dataclass(frozen=True, kw_only=True)
class Assessment:
    """The workspace, the day, and the assessment of each system."""

    workspace: Workspace
    as_of: str
    systems: Mapping[str, SystemAssessment]

    @cached_property
    def priorities(self) -> "tuple[Improvement, ...]":
        """Every control that would lower a risk, that of the worst risk first."""
        from zonebook.assess.planning import priorities as planned  # noqa: PLC0415  see above

        return planned.priorities(tuple(self.systems.values()))

    @cached_property
    def shares(self) -> "Mapping[str, tuple[tuple[str, Share], ...]]":
        """What controls would lower in each system, by its id: each control with its share, as in `priorities`."""
        found: dict[str, list[tuple[str, Share]]] = {id_: [] for id_ in self.systems}
        for each in self.priorities:
            for share in each.shares:
                found[share.system].append((each.control, share))
        return {id_: tuple(shares) for id_, shares in found.items()}

    @cached_property
    def forecast(self) -> "tuple[ForecastPoint, ...]":
        """How the risk of all systems falls as the planned controls are implemented."""
        from zonebook.assess.planning.forecast import forecast as forecast_of  # noqa: PLC0415  see above

        return forecast_of(tuple(self.systems.values()))

    @cached_property
    def forecasts(self) -> "Mapping[str, tuple[ForecastPoint, ...]]":
        """The forecast of each system alone, by its id."""
        from zonebook.assess.planning.forecast import forecast as forecast_of  # noqa: PLC0415  see above

        return {system: forecast_of((judged,)) for system, judged in self.systems.items()}

    @cached_property
    def alternatives(self) -> "Mapping[str, tuple[Alternative, ...]]":
        """What each other directory option would have changed, by the system's id."""
        from zonebook.assess.planning.directory_alternatives import alternatives as alternatives_of  # noqa: PLC0415  see above

        return {id_: alternatives_of(judged, judged.asked, self.workspace) for id_, judged in self.systems.items()}

    @cached_property
    def audits(self) -> "Mapping[str, AuditProgress]":
        """How far each audit is, by its id; none where there is no system to audit."""
        from zonebook.assess.planning import audits as auditing  # noqa: PLC0415  see above

        every = self.workspace.audits if self.systems else {}
        return {name: auditing.progress(audit, self.systems) for name, audit in every.items()}

    def alone(self, system: str) -> "Assessment":
        """Return the assessment of one system without the others, by its id."""
        return Assessment(
            workspace=self.workspace.alone(system), as_of=self.as_of, systems={system: self.systems[system]}
        )

    def at_or_above(self, level: Level) -> tuple[Finding, ...]:
        """Return the unsettled findings of every system whose current risk is at least `level`, the worst first."""
        found = (each for judged in self.systems.values() for each in judged.unsettled)
        return tuple(sorted((e for e in found if at_least(e.risk.current.level, level)), key=lambda e: e.rank))

    def possible_at_or_above(self, level: Level) -> tuple[Gap, ...]:
        """Return what could turn out to be at least `level` in any system, the worst first."""
        found = (each for judged in self.systems.values() for each in judged.possible)
        return tuple(sorted((e for e in found if at_least(e.possible.level, level)), key=lambda e: e.rank))


def assess(workspace: Workspace, as_of: str, kept: Mapping[str, SystemAssessment] = _NONE) -> Assessment:
    """Assess every system as of the day `as_of` (YYYY-MM-DD); those that are `kept`, by id, are taken as they are."""
    asked = conditions(workspace.catalogue)
    askers = Askers(workspace.catalogue)
    systems = {}
    for system in workspace.systems.values():
        if system.id in kept:
            systems[system.id] = kept[system.id]
            continue
        resolved = ResolvedSystem(workspace, system, as_of, applies(asked))
        found = evaluation.merged(evaluation.verdicts(resolved, asked, as_of), stated.stated_verdicts(resolved, as_of))
        # Threats about decisions need the findings that the decisions settle, so they are evaluated in a second pass.
        found = evaluation.merged(
            found, evaluation.verdicts(resolved, asked, as_of, treatment.stood(resolved, found.findings))
        )
        systems[system.id] = SystemAssessment(resolved=resolved, verdicts=found, asked=asked, askers=askers)
    return Assessment(workspace=workspace, as_of=as_of, systems=systems)


def stale_decisions(assessment: Assessment) -> tuple[Problem, ...]:
    """Return a problem for each decision that settles no finding, and each duplicate that leads nowhere."""
    judged = assessment.systems.values()
    return tuple(sorted(problem for each in judged for problem in treatment.stale(each.resolved, each.findings)))


def stale_assumptions(assessment: Assessment) -> tuple[Problem, ...]:
    """Return a problem for each threat that an assumption excludes and that is not found where it does."""
    judged = assessment.systems.values()
    return tuple(
        sorted(problem for each in judged for problem in scope.stale(each.resolved, each.findings, each.verdicts.gaps))
    )


def stale_results(assessment: Assessment) -> tuple[Problem, ...]:
    """Return a problem for each result of an audit about a check that its system does not have."""
    audited = {name for audit in assessment.workspace.audits.values() for name in audit.results}
    judged = [each for name, each in assessment.systems.items() if name in audited]
    if not judged:
        return ()
    from zonebook.assess.controls.audits import results  # noqa: PLC0415  see above
    from zonebook.assess.controls.checklist import is_check  # noqa: PLC0415

    found = (
        results.stale(each.resolved, partial(is_check, each.resolved, each.asked), partial(_known_checks, each))
        for each in judged
    )
    return tuple(sorted(problem for problems in found for problem in problems))


def _known_checks(judged: SystemAssessment) -> frozenset[str]:
    from zonebook.assess.planning.audits import known_checks  # noqa: PLC0415  see above

    return known_checks(judged)


def set_aside(systems: Iterable[SystemAssessment]) -> str:
    """Return how many findings and questions are set aside, and by what; empty where none is."""
    found = [each.aside for judged in systems for each in judged.findings_aside]
    found += [each.aside for judged in systems for each in judged.gaps_aside]
    if not found:
        return ""
    many = sum(isinstance(each, OutOfScope) for each in found)
    parts = ((many, "out of scope"), (len(found) - many, "excluded by assumption"))
    return f"{len(found)} set aside ({', '.join(f'{count} {what}' for count, what in parts if count)})"
