"""The assessment of one system; each part is computed once, on first use."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from zonebook.assess.conditions.condition import Condition
from zonebook.assess.findings import scope
from zonebook.assess.findings.covered.unasked import Askers
from zonebook.assess.findings.evaluation import Verdicts
from zonebook.assess.findings.finding import SET_ASIDE, UNSETTLED, Finding, Gap
from zonebook.assess.findings.open_questions import OpenQuestion, open_questions
from zonebook.assess.findings.reading_order import NOTHING_LEFT, RiskRow, finding_rows, risk_rows
from zonebook.model.resolved import ResolvedSystem
from zonebook.model.vocabulary import Level, SubjectType, above, counted
from zonebook.values.record import dataclass

if TYPE_CHECKING:
    from zonebook.assess.attack_paths.choke_points import ChokePoint
    from zonebook.assess.attack_paths.search import AssetReach, Survey
    from zonebook.assess.controls.checklist import Check
    from zonebook.assess.controls.responsibility import LayerDuty
    from zonebook.assess.directory.advice import Advised
    from zonebook.assess.directory.assumptions import Assumption
    from zonebook.assess.directory.fit import OptionVerdict
    from zonebook.assess.directory.recommendation import Recommendation
    from zonebook.assess.directory.requirements import Requirements
    from zonebook.assess.directory.sensitivity import DecisionChange, Turn
    from zonebook.assess.findings.covered.coverage import Coverage
    from zonebook.assess.privilege.blast_radius import BlastRadius
    from zonebook.assess.zones.boundaries import Boundary

# What computes a part is imported by that part: `zonebook check` asks for findings and questions alone.

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True, kw_only=True)
class OnElement:
    """The findings, gaps, checks and duties of one element; `possible` has what counts as possible risk."""

    findings: tuple[Finding, ...] = ()
    gaps: tuple[Gap, ...] = ()
    possible: tuple[Gap, ...] = ()
    checks: "tuple[Check, ...]" = ()
    duties: "tuple[LayerDuty, ...]" = ()


def _grouped(pairs: Iterable[tuple[str, str, _T]]) -> dict[tuple[str, str], list[_T]]:
    found: dict[tuple[str, str], list[_T]] = {}
    for about, element, each in pairs:
        found.setdefault((about, element), []).append(each)
    return found


@dataclass(frozen=True, kw_only=True)
class SystemAssessment:
    """One system and its assessment; a part that is not used is not computed.

    `asked` holds the conditions of the catalogue, as `entry_conditions.conditions` returns them; `askers` says what of
    it asks for a setting or a control.
    """

    resolved: ResolvedSystem
    verdicts: Verdicts
    asked: Mapping[str, Condition]
    askers: Askers

    @property
    def id(self) -> str:
        """The system's id."""
        return self.resolved.system.id

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Every finding, the worst first."""
        return self.verdicts.findings

    @cached_property
    def gaps(self) -> tuple[Gap, ...]:
        """Every condition that cannot be evaluated before the model states more, without those set aside."""
        return tuple(each for each in self.verdicts.gaps if each.aside is None)

    @property
    def findings_aside(self) -> tuple[Finding, ...]:
        """The findings that are counted apart: out of scope, or excluded by an assumption."""
        return tuple(each for each in self.findings if each.state in SET_ASIDE)

    @cached_property
    def gaps_aside(self) -> tuple[Gap, ...]:
        """The gaps that are counted apart: out of scope, or excluded by an assumption."""
        return tuple(each for each in self.verdicts.gaps if each.aside)

    @cached_property
    def possible(self) -> tuple[Gap, ...]:
        """What counts as possible risk, the worst first: every gap, and what a finding either way may be at worst."""
        judged = (each for each in self.findings if each.state not in SET_ASIDE)
        worse = [each.either.worse for each in judged if each.either and each.either.worse]
        return tuple(sorted((*self.gaps, *worse), key=lambda each: each.rank[0]))

    @cached_property
    def coverage(self) -> "Coverage":
        """What was assessed, and what was not."""
        from zonebook.assess.findings.covered import coverage  # noqa: PLC0415  see above

        return coverage.coverage(self.resolved, self.verdicts, self.asked, self.askers)

    @cached_property
    def every_check(self) -> "tuple[Check, ...]":
        """Every control with each element it applies to, those out of scope among them."""
        from zonebook.assess.controls import checklist  # noqa: PLC0415  see above

        return checklist.checks(self.resolved, self.asked)

    @cached_property
    def checks(self) -> "tuple[Check, ...]":
        """Every control with each element in scope that it applies to."""
        return tuple(each for each in self.every_check if scope.in_scope(self.resolved, each.about, each.element))

    @cached_property
    def checks_aside(self) -> "tuple[Check, ...]":
        """Every control with each element out of scope that it applies to."""
        return tuple(each for each in self.every_check if not scope.in_scope(self.resolved, each.about, each.element))

    @cached_property
    def every_duty(self) -> "tuple[LayerDuty, ...]":
        """Who is responsible for each layer of each service, those out of scope among them."""
        from zonebook.assess.controls import responsibility  # noqa: PLC0415  see above

        return responsibility.duties(self.resolved, self.every_check)

    @cached_property
    def duties(self) -> "tuple[LayerDuty, ...]":
        """Who is responsible for each layer of each service in scope."""
        return tuple(each for each in self.every_duty if scope.in_scope(self.resolved, "service", each.service))

    @cached_property
    def advice(self) -> "tuple[Advised, ...]":
        """The directory rules that hold or may hold."""
        from zonebook.assess.directory import advice  # noqa: PLC0415  see above

        return advice.advised(self.resolved, self.asked)

    @cached_property
    def options(self) -> "tuple[OptionVerdict, ...]":
        """The directory options, the best first."""
        from zonebook.assess.directory import fit, ranking  # noqa: PLC0415  see above

        return ranking.ranked(self.resolved, fit.option_verdicts(self.resolved), self.advice)

    @cached_property
    def assumed(self) -> "tuple[Assumption, ...]":
        """What the directory decision leaves unstated, and is taken for granted."""
        from zonebook.assess.directory import assumptions  # noqa: PLC0415  see above

        decision = self.resolved.system.directory
        return assumptions.assumptions(self.resolved, decision) if decision else ()

    @cached_property
    def recommended(self) -> "Recommendation | None":
        """The directory option that comes first, with its grounds; None where there is none to recommend."""
        from zonebook.assess.directory import recommendation  # noqa: PLC0415  see above

        return recommendation.recommendation(self.resolved, self.options, self.advice)

    @cached_property
    def turns(self) -> "tuple[Turn, ...]":
        """The statements that would put another directory option first."""
        from zonebook.assess.directory import sensitivity  # noqa: PLC0415  see above

        return sensitivity.turns(self.resolved, self.asked, self.options)

    @cached_property
    def expected(self) -> "Requirements | None":
        """What the directory choice requires of the model; None where there is no choice."""
        from zonebook.assess.directory import requirements  # noqa: PLC0415  see above

        return requirements.expected(self.resolved)

    @cached_property
    def would_change(self) -> "tuple[DecisionChange, ...]":
        """What would change the directory decision."""
        from zonebook.assess.directory import sensitivity  # noqa: PLC0415  see above

        return sensitivity.would_change(self.resolved, self.options)

    @cached_property
    def boundaries(self) -> "tuple[Boundary, ...]":
        """Every boundary between zones that a flow crosses or a rule opens, violations first."""
        from zonebook.assess.zones.boundaries import borders  # noqa: PLC0415  see above

        return borders(self.resolved)

    @cached_property
    def blast_radii(self) -> "tuple[BlastRadius, ...]":
        """The blast radius of every element that controls anything, the worst first."""
        from zonebook.assess.privilege.blast_radius import radii  # noqa: PLC0415  see above

        return radii(self.resolved)

    @cached_property
    def survey(self) -> "Survey":
        """How each asset is reached, and the choke points."""
        from zonebook.assess.attack_paths.search import attack_paths  # noqa: PLC0415  see above

        return attack_paths(self.resolved, self.findings, self.verdicts.gaps, self.every_check)

    @property
    def paths(self) -> "tuple[AssetReach, ...]":
        """Every asset with the attack paths to it, the worst first."""
        return self.survey.reaches

    @property
    def choke_points(self) -> "tuple[ChokePoint, ...]":
        """The elements on every path to some assets, those that break the most first."""
        return self.survey.choke_points

    def on(self, about: SubjectType, element: str) -> OnElement:
        """Return the findings, gaps, checks and duties of one element."""
        return self._by_element.get((about, element), OnElement())

    @cached_property
    def _by_element(self) -> Mapping[tuple[str, str], OnElement]:
        findings = _grouped((each.about, each.element, each) for each in self.findings)
        gaps = _grouped((each.about, each.element, each) for each in self.gaps)
        possible = _grouped((each.about, each.element, each) for each in self.possible)
        checks = _grouped((each.about, each.element, each) for each in self.checks)
        duties = _grouped(("service", each.service, each) for each in self.every_duty)
        keys = (*findings, *gaps, *checks, *duties)
        return {
            key: OnElement(
                findings=tuple(findings.get(key, ())),
                gaps=tuple(gaps.get(key, ())),
                possible=tuple(possible.get(key, ())),
                checks=tuple(checks.get(key, ())),
                duties=tuple(duties.get(key, ())),
            )
            for key in keys
        }

    @property
    def unsettled(self) -> tuple[Finding, ...]:
        """The findings with work left to do, the worst first."""
        return tuple(finding for finding in self.findings if finding.state in UNSETTLED)

    @cached_property
    def risks(self) -> tuple[RiskRow, ...]:
        """What is known and what is possible in the order in which it is read, each risk once.

        A decision takes nothing off: what is accepted is as bad as before. What controls close is left out, and so is
        what was found to be a mistake.
        """
        known = (each for each in self.findings if each.state not in NOTHING_LEFT)
        return risk_rows(known, self.gaps)

    @cached_property
    def facts(self) -> tuple[RiskRow, ...]:
        """Every finding, in rows of the same threat, level and state; settled ones come last."""
        return finding_rows(self.findings)

    @property
    def above_appetite(self) -> tuple[Finding, ...]:
        """The unsettled findings whose current risk is above the risk appetite of the organisation."""
        most = self.resolved.appetite
        return tuple(each for each in self.unsettled if above(each.risk.current.level, most))

    @property
    def possibly_above_appetite(self) -> tuple[Gap, ...]:
        """What could turn out to be above the risk appetite of the organisation, the worst first."""
        most = self.resolved.appetite
        return tuple(each for each in self.possible if above(each.possible.level, most))

    @property
    def known_levels(self) -> Mapping[Level, int]:
        """The unsettled findings by current risk, the lowest level first."""
        return counted(each.risk.current.level for each in self.unsettled)

    @property
    def possible_levels(self) -> Mapping[Level, int]:
        """What is possible by its level, the lowest first; never added to the known levels."""
        return counted(each.possible.level for each in self.possible)

    @cached_property
    def open_questions(self) -> tuple[OpenQuestion, ...]:
        """Every attribute that what is possible depends on, the one that could turn out worst first."""
        return open_questions(self.possible)
