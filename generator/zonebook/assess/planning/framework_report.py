"""How a system stands against a framework: each requirement with its checks, who answers for it, and what is open."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Literal, TypeVar, get_args

from zonebook.assess.controls.audits.results import latest
from zonebook.assess.controls.checklist import Check
from zonebook.assess.controls.evidence import fault
from zonebook.assess.controls.frameworks import frameworks_of_controls
from zonebook.assess.controls.grounds import Ground, counted
from zonebook.assess.controls.inheritance import ControlStatus
from zonebook.assess.controls.state import IN_PLACE, SETTLED
from zonebook.assess.findings.finding import SET_ASIDE
from zonebook.assess.planning.requirement_holders import RequirementHolders, requirement_holders
from zonebook.assess.system import SystemAssessment
from zonebook.model.catalogue import Control
from zonebook.model.elements import Evidence
from zonebook.model.frameworks.framework import Framework, Requirement
from zonebook.model.vocabulary import Responsible
from zonebook.values.record import dataclass

_T = TypeVar("_T")
RequirementStatus = Literal[ControlStatus, "nothing-here", "no-control"]
"""What the checks of a requirement come to. `nothing-here`: the catalogue has controls for it, and none of them applies
to anything that the model describes. `no-control`: the catalogue has none."""
Standing = Literal["settled", "open", "nothing-here", "no-control"]
STANDINGS: tuple[Standing, ...] = get_args(Standing)
"""Each requirement has exactly one standing: settled where every check is, open where one is not."""
OPEN: tuple[ControlStatus, ...] = ("not-met", "not-stated", "partial", "planned")
"""The statuses that leave something to do, in the order in which they are counted."""
_IN_PART: frozenset[ControlStatus] = IN_PLACE | {"alternative", "partial"}


@dataclass(frozen=True, kw_only=True)
class RequirementReport:
    """A requirement, the controls of the catalogue that answer it, and the checks of these in one system.

    `answering` has who answers for it, whatever its controls are. `broken` counts the pieces of evidence
    that do not count, `risks` the findings of the system that its controls answer, and `tested_on` is the day of the
    newest test by an audit, empty where there is none.
    """

    id: str
    requirement: Requirement
    controls: tuple[Control, ...]
    checks: tuple[Check, ...]
    answering: RequirementHolders
    evidence: tuple[Evidence, ...]
    broken: int
    risks: int
    tested_on: str

    @cached_property
    def statuses(self) -> Mapping[ControlStatus, int]:
        """The number of checks of each status that occurs."""
        return Counter(check.standing.status for check in self.checks)

    @property
    def settled(self) -> int:
        """The number of checks that leave nothing to do."""
        return sum(many for status, many in self.statuses.items() if status in SETTLED)

    @property
    def open(self) -> Mapping[ControlStatus, int]:
        """The number of checks of each status that leaves something to do, in the order of `OPEN`."""
        return {status: self.statuses[status] for status in OPEN if status in self.statuses}

    @property
    def standing(self) -> Standing:
        """Whether it is settled, open, or nobody can say since nothing is checked for it."""
        if not self.checks:
            return "nothing-here" if self.controls else "no-control"
        return "open" if self.open else "settled"

    @property
    def status(self) -> RequirementStatus:
        """What its checks come to.

        One that is settled is inherited where that is all it is, met by other means likewise, not applicable where
        each check is, and met otherwise. One that is open is partly met where something is in place; else it is not
        met where that is said of any check, not stated where nobody says anything of one, and planned where all are.
        """
        match self.standing:
            case "settled":
                kinds = self.statuses.keys() - {"not-applicable"}
                return "met" if len(kinds) > 1 else next(iter(kinds), "not-applicable")
            case "open":
                if self.statuses.keys() & _IN_PART:
                    return "partial"
                return next(iter(self.open))
            case nothing:
                return nothing

    @property
    def responsible(self) -> Responsible | None:
        """Who answers for it; None where that is not stated."""
        return self.answering.responsible

    @property
    def grounds(self) -> Mapping[Ground, int]:
        """How many checks rest on each ground, the strongest first."""
        return counted(check.standing.ground for check in self.checks)

    @property
    def reviewed_on(self) -> str:
        """The newest day on which one of its checks was stated, shown by evidence or tested; empty without any."""
        stated = max((check.standing.claim.on for check in self.checks), default="")
        return max(stated, self.shown_on, self.tested_on)

    @property
    def shown_on(self) -> str:
        """The day of the newest evidence that counts; empty where there is none."""
        return max((check.standing.shown_on for check in self.checks), default="")


@dataclass(frozen=True, kw_only=True)
class FrameworkReport:
    """A system held against a framework: each requirement once, in the order of the framework."""

    judged: SystemAssessment
    framework: Framework
    requirements: tuple[RequirementReport, ...]

    def counts(self, baseline: str = "") -> Mapping[Standing, int]:
        """Return how many requirements have each standing, of all or of one baseline; they add up to all of them."""
        found = Counter(each.standing for each in self.of(baseline))
        return {standing: found[standing] for standing in STANDINGS}

    def of(self, baseline: str = "") -> tuple[RequirementReport, ...]:
        """Return the requirements of a baseline; all where none is named."""
        return tuple(each for each in self.requirements if not baseline or baseline in each.requirement.baselines)


def framework_reports(judged: SystemAssessment) -> tuple[FrameworkReport, ...]:
    """Return the report of each framework that is in force for a system and asks for controls."""
    risks = _risks(judged)
    return tuple(
        FrameworkReport(
            judged=judged,
            framework=framework,
            requirements=tuple(_requirements(judged, framework, risks)),
        )
        for framework in frameworks_of_controls(judged.resolved)
    )


def _risks(judged: SystemAssessment) -> Mapping[str, frozenset[str]]:
    """Return the ids of the findings that each control answers."""
    found: dict[str, set[str]] = {}
    for finding in (each for each in judged.findings if each.state not in SET_ASIDE):
        for reply in finding.replies:
            found.setdefault(reply.control, set()).add(finding.id)
    return {control: frozenset(ids) for control, ids in found.items()}


def _requirements(
    judged: SystemAssessment,
    framework: Framework,
    risks: Mapping[str, frozenset[str]],
) -> Iterator[RequirementReport]:
    controls = _by_requirement(framework, ((each, each) for each in judged.resolved.catalogue.controls.values()))
    checks = _by_requirement(framework, ((check.control, check) for check in judged.checks))
    holders = requirement_holders(judged, framework)
    for id_, requirement in framework.requirements.items():
        found, answering = tuple(checks.get(id_, ())), tuple(controls.get(id_, ()))
        evidence = dict.fromkeys(each for check in found for each in check.standing.evidence)
        counts = tuple(each for each in evidence if not fault(each, judged.resolved.evidence))
        yield RequirementReport(
            id=id_,
            requirement=requirement,
            controls=answering,
            checks=found,
            answering=holders[id_],
            evidence=counts,
            broken=len(evidence) - len(counts),
            risks=len(frozenset[str]().union(*(risks.get(each.id, frozenset()) for each in answering))),
            tested_on=max((_tested_on(judged, check) for check in found), default=""),
        )


def _tested_on(judged: SystemAssessment, check: Check) -> str:
    """Return the day of the newest conclusion about a check; empty where there is none."""
    tested = latest(judged.resolved, check.id)
    return tested.result.tested_on if tested else ""


def _by_requirement(framework: Framework, answers: Iterable[tuple[Control, _T]]) -> Mapping[str, list[_T]]:
    """Group what belongs to controls by the requirements that these answer."""
    found: dict[str, list[_T]] = {}
    for control, each in answers:
        for id_ in dict.fromkeys(control.crosswalk.get(framework.id, ())):
            found.setdefault(id_, []).append(each)
    return found
