"""Everything that is judged about a workspace on a day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from zonebook.assess import advice, checklist, directory, duties, findings
from zonebook.assess.advice import Advised
from zonebook.assess.checklist import Check
from zonebook.assess.directory import OptionVerdict
from zonebook.assess.duties import LayerDuty
from zonebook.assess.findings import UNSETTLED, Finding, Gap
from zonebook.model.scene import Scene
from zonebook.model.system import Decision, Workspace
from zonebook.model.terms import LEVELS, About, Level
from zonebook.values import Problem, nearest

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
    """One system and what was judged about it."""

    scene: Scene
    findings: tuple[Finding, ...]
    gaps: tuple[Gap, ...]
    quiet: Mapping[str, int]
    checks: tuple[Check, ...]
    duties: tuple[LayerDuty, ...]
    options: tuple[OptionVerdict, ...]
    advice: tuple[Advised, ...]

    @property
    def id(self) -> str:
        """The system's id."""
        return self.scene.system.id

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
        scene = Scene(workspace, system)
        found = findings.verdicts(scene, asked, as_of)
        checks = checklist.checks(scene, asked)
        systems[system.id] = Judged(
            scene=scene,
            findings=found.findings,
            gaps=found.gaps,
            quiet=found.quiet,
            checks=checks,
            duties=duties.duties(scene, checks),
            options=directory.verdicts(scene),
            advice=advice.advised(scene, asked),
        )
    return Assessment(workspace=workspace, as_of=as_of, systems=systems)


def stale_decisions(assessment: Assessment) -> tuple[Problem, ...]:
    """Give a problem for each decision about something that is not found."""
    found: list[Problem] = []
    for judged in assessment.systems.values():
        known = {finding.id for finding in judged.findings}
        used = {finding.decision.id for finding in judged.findings if finding.decision}
        decisions = judged.scene.system.decisions.values()
        found += [_stale(decision, known) for decision in decisions if decision.id not in used]
    return tuple(sorted(found))


def _stale(decision: Decision, known: set[str]) -> Problem:
    threat, element = decision.id.split("@")
    near = [name for name in known if name.startswith(f"{threat}@") or name.endswith(f"@{element}")]
    message = f"there is no finding `{decision.id}`: take the decision out, or say `was:` where the element was renamed"
    return Problem(place=decision.place, code="stale-decision", message=message, hint=nearest(decision.id, near))
