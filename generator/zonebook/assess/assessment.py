"""Everything that is judged about a workspace on a day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from zonebook.assess import (
    advice,
    change,
    checklist,
    coverage,
    directory,
    duties,
    expected,
    findings,
    ranking,
    treatments,
)
from zonebook.assess.advice import Advised
from zonebook.assess.change import Change
from zonebook.assess.checklist import Check
from zonebook.assess.chokes import ChokePoint
from zonebook.assess.coverage import Coverage
from zonebook.assess.directory import OptionVerdict
from zonebook.assess.duties import LayerDuty
from zonebook.assess.expected import Expected
from zonebook.assess.findings import UNSETTLED, Finding, Gap, Verdicts
from zonebook.assess.paths import Reach, Survey, survey
from zonebook.assess.when import Condition
from zonebook.model.scene import Scene
from zonebook.model.system import Workspace
from zonebook.model.terms import LEVELS, About, Level
from zonebook.values import Problem

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True, kw_only=True)
class OnElement:
    """What was judged about one element."""

    findings: tuple[Finding, ...] = ()
    gaps: tuple[Gap, ...] = ()
    checks: tuple[Check, ...] = ()
    duties: tuple[LayerDuty, ...] = ()


def _grouped(pairs: Iterable[tuple[str, str, _T]]) -> dict[tuple[str, str], list[_T]]:
    found: dict[tuple[str, str], list[_T]] = {}
    for about, element, each in pairs:
        found.setdefault((about, element), []).append(each)
    return found


@dataclass(frozen=True, kw_only=True)
class Judged:
    """One system and what was judged about it; what is not asked for is not worked out.

    `asked` holds the conditions of the catalogue, as `findings.conditions` gives them.
    """

    scene: Scene
    verdicts: Verdicts
    asked: Mapping[str, Condition]

    @property
    def id(self) -> str:
        """The system's id."""
        return self.scene.system.id

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Every finding, the worst first."""
        return self.verdicts.findings

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """Every question that cannot be answered before the model states more."""
        return self.verdicts.gaps

    @cached_property
    def coverage(self) -> Coverage:
        """What was looked at, and what nobody looked at."""
        return coverage.coverage(self.scene, self.verdicts, self.asked)

    @cached_property
    def checks(self) -> tuple[Check, ...]:
        """Every control with everything it applies to."""
        return checklist.checks(self.scene, self.asked)

    @cached_property
    def duties(self) -> tuple[LayerDuty, ...]:
        """Who answers for each layer of each service."""
        return duties.duties(self.scene, self.checks)

    @cached_property
    def advice(self) -> tuple[Advised, ...]:
        """The rules about directories that hold or may hold."""
        return advice.advised(self.scene, self.asked)

    @cached_property
    def options(self) -> tuple[OptionVerdict, ...]:
        """The directory options, the best first."""
        return ranking.ranked(self.scene, directory.verdicts(self.scene), self.advice)

    @cached_property
    def expected(self) -> Expected | None:
        """What the directory choice asks of the model; nothing where there is no choice."""
        return expected.expected(self.scene)

    @cached_property
    def would_change(self) -> tuple[Change, ...]:
        """What would change the directory decision."""
        return change.would_change(self.scene, self.options)

    @cached_property
    def survey(self) -> Survey:
        """How each asset of value is reached, and the choke points."""
        return survey(self.scene, self.findings, self.gaps, self.checks)

    @property
    def paths(self) -> tuple[Reach, ...]:
        """Every asset of value with the attack paths to it, the worst first."""
        return self.survey.reaches

    @property
    def choke_points(self) -> tuple[ChokePoint, ...]:
        """The elements that every path to some assets passes, those that break the most first."""
        return self.survey.choke_points

    def on(self, about: About, element: str) -> OnElement:
        """Give what was judged about one element."""
        return self._by_element.get((about, element), OnElement())

    @cached_property
    def _by_element(self) -> Mapping[tuple[str, str], OnElement]:
        findings = _grouped((each.about, each.element, each) for each in self.findings)
        gaps = _grouped((each.about, each.element, each) for each in self.gaps)
        checks = _grouped((each.about, each.element, each) for each in self.checks)
        duties = _grouped(("service", each.service, each) for each in self.duties)
        keys = (*findings, *gaps, *checks, *duties)
        return {
            key: OnElement(
                findings=tuple(findings.get(key, ())),
                gaps=tuple(gaps.get(key, ())),
                checks=tuple(checks.get(key, ())),
                duties=tuple(duties.get(key, ())),
            )
            for key in keys
        }

    @property
    def unsettled(self) -> tuple[Finding, ...]:
        """The findings in which something is left to do, the worst first."""
        return tuple(finding for finding in self.findings if finding.state in UNSETTLED)

    @property
    def above_appetite(self) -> tuple[Finding, ...]:
        """The unsettled findings whose current risk is above what the organisation carries without a decision."""
        most = LEVELS.index(self.scene.organisation.organisation.appetite)
        return tuple(each for each in self.unsettled if LEVELS.index(each.risk.current.level) > most)


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """The workspace, the day, and what was judged about each system."""

    workspace: Workspace
    as_of: str
    systems: Mapping[str, Judged]

    def at_or_above(self, level: Level) -> tuple[Finding, ...]:
        """Give the unsettled findings of every system whose current risk is at least `level`, the worst first."""
        least = LEVELS.index(level)
        found = (each for judged in self.systems.values() for each in judged.unsettled)
        return tuple(sorted((e for e in found if LEVELS.index(e.risk.current.level) >= least), key=lambda e: e.rank))


def assess(workspace: Workspace, as_of: str) -> Assessment:
    """Judge every system as on the day `as_of` (YYYY-MM-DD)."""
    asked = findings.conditions(workspace.catalogue)
    systems = {}
    for system in workspace.systems.values():
        scene = Scene(workspace, system, as_of)
        found = findings.verdicts(scene, asked, as_of)
        found = findings.both(found, findings.verdicts(scene, asked, as_of, treatments.stood(scene, found.findings)))
        systems[system.id] = Judged(scene=scene, verdicts=found, asked=asked)
    return Assessment(workspace=workspace, as_of=as_of, systems=systems)


def stale_decisions(assessment: Assessment) -> tuple[Problem, ...]:
    """Give a problem for each decision about something that is not found."""
    judged = assessment.systems.values()
    return tuple(sorted(problem for each in judged for problem in treatments.stale(each.scene, each.findings)))
