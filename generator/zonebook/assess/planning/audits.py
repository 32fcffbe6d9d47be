"""How far each audit is: what is in its scope, what was tested and found, what is left, what contradicts a claim."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

from zonebook.assess.controls.audits.results import results_of
from zonebook.assess.controls.checklist import Check
from zonebook.assess.controls.checklist_values import fingerprint
from zonebook.assess.controls.inheritance import ControlStatus
from zonebook.assess.controls.state import SETTLED
from zonebook.assess.planning.user_controls import UserCheck, user_checks
from zonebook.assess.system import SystemAssessment
from zonebook.model.audits.audit import OUTCOMES, SHORTFALLS, UNTESTED, Audit, AuditResult, Outcome, Period
from zonebook.model.audits.report import Report
from zonebook.model.frameworks.framework import Framework
from zonebook.model.resolved import ResolvedSystem
from zonebook.model.vocabulary import rank, words
from zonebook.values.record import dataclass

_MET: frozenset[ControlStatus] = SETTLED - {"not-applicable"}
_WORKED: frozenset[Outcome] = SHORTFALLS | {"effective"}


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditedCheck:
    """A check in the scope of an audit, the requirements that it answers there, and what the audit says of it.

    Where the audit says nothing of it, or nothing yet on the day of the assessment, `result` is empty. `older_text`
    says that objective, steps, claim or evidence were others when it was handed out; `contradiction` says how the
    conclusion differs from the claim, and is empty where it does not.
    """

    judged: SystemAssessment
    check: Check
    requirements: tuple[str, ...]
    result: AuditResult
    older_text: bool
    contradiction: str

    @property
    def outcome(self) -> Outcome:
        """What the audit concludes; not tested where it concludes nothing."""
        return self.result.result

    @property
    def said(self) -> bool:
        """Whether the audit says anything of it, be it a note."""
        return bool(self.result.place.path)

    @property
    def short(self) -> bool:
        """Whether it was tested and failed, wholly or in part."""
        return self.outcome in SHORTFALLS

    @property
    def rank(self) -> tuple[int, int, str, str]:
        """The sort key of an auditor's table: what failed first, the severest first, then what is left to test."""
        severity = self.result.severity
        return _ORDER.index(self.outcome), -rank(severity) if severity else 0, self.judged.id, self.check.id


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditedUserControl:
    """What a provider's report expects of us, in an audit of a system that inherits with it, and what was concluded."""

    judged: SystemAssessment
    check: UserCheck
    result: AuditResult
    contradiction: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReliedReport:
    """A provider's report that checks of an audit rest on, how many, and the days of the audit that it leaves open.

    `before` and `after` are the first and the last day of such a gap; each is None where there is none.
    """

    report: Report
    checks: int
    before: tuple[str, str] | None
    after: tuple[str, str] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultApart:
    """A result about a check that is not in the scope of its audit, or that the system no longer has."""

    judged: SystemAssessment
    check: str
    result: AuditResult
    known: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditProgress:
    """One audit on the day of the assessment: its checks, those that failed first, and its results about others."""

    audit: Audit
    framework: Framework
    checks: tuple[AuditedCheck, ...]
    user_controls: tuple[AuditedUserControl, ...]
    reports: tuple[ReliedReport, ...]
    apart: tuple[ResultApart, ...]

    @property
    def counts(self) -> Mapping[Outcome, int]:
        """How many checks have each outcome, in the order of the language; one that does not occur is left out."""
        found = Counter(each.outcome for each in self.checks)
        return {outcome: found[outcome] for outcome in OUTCOMES if found[outcome]}

    def of(self, judged: SystemAssessment) -> tuple[Check | UserCheck, ...]:
        """Return what is in the scope of a system: its checks, and what the reports that it inherits with expect."""
        checks = tuple(each.check for each in self.checks if each.judged is judged)
        return (*checks, *(each.check for each in self.user_controls if each.judged is judged))

    @property
    def tested(self) -> int:
        """How many checks have a conclusion."""
        return sum(1 for each in self.checks if each.outcome != UNTESTED)

    @property
    def shortfalls(self) -> tuple[AuditedCheck, ...]:
        """The checks that failed, wholly or in part, the severest first."""
        return tuple(each for each in self.checks if each.short)

    @property
    def contradictions(self) -> tuple[AuditedCheck, ...]:
        """The checks of which the audit concludes something else than is claimed."""
        return tuple(each for each in self.checks if each.contradiction)


_ORDER: tuple[Outcome, ...] = (
    "not-effective", "exception", "not-tested", "no-occurrence", "not-applicable", "effective",
)  # fmt: skip


def progress(audit: Audit, systems: Mapping[str, SystemAssessment]) -> AuditProgress:
    """Return how far an audit is in the systems of its scope."""
    scope = audit.audit
    judged = [each for name, each in systems.items() if not scope.systems or name in scope.systems]
    first = next(iter(systems.values()))
    framework = first.resolved.catalogue.frameworks[scope.framework]
    answers = _requirements(framework, scope.baseline)
    checks = [each for system in judged for each in _of_system(audit, system, answers)]
    expected = tuple(each for system in judged for each in _expected(audit, system, checks))
    return AuditProgress(
        audit=audit,
        framework=framework,
        checks=tuple(sorted(checks, key=lambda each: each.rank)),
        user_controls=expected,
        reports=tuple(_relied(scope.period, first.resolved, checks)),
        apart=tuple(each for system in judged for each in _apart(audit, system, (*checks, *expected))),
    )


def _requirements(framework: Framework, baseline: str) -> frozenset[str]:
    """Return the requirements of a framework, or of one of its baselines."""
    return frozenset(id_ for id_, each in framework.requirements.items() if not baseline or baseline in each.baselines)


def _of_system(audit: Audit, judged: SystemAssessment, answers: frozenset[str]) -> Iterator[AuditedCheck]:
    found = _counting(audit, judged)
    for check in judged.checks:
        met = tuple(id_ for id_ in check.control.crosswalk.get(audit.audit.framework, ()) if id_ in answers)
        if met and _within(audit, judged, check):
            result = found.get(check.id) or AuditResult(id=check.id)
            yield AuditedCheck(
                judged=judged,
                check=check,
                requirements=met,
                result=result,
                older_text=bool(result.fingerprint) and result.fingerprint != fingerprint(check),
                contradiction=_contradiction(check.standing.claim.status, result.result),
            )


def _counting(audit: Audit, judged: SystemAssessment) -> Mapping[str, AuditResult]:
    """Return the results of an audit about a system, without those of tests after the day of the assessment."""
    as_of = judged.resolved.as_of
    found = results_of(judged.resolved, audit)
    return {check: each for check, each in found.items() if not as_of or each.tested_on <= as_of}


def known_checks(judged: SystemAssessment) -> frozenset[str]:
    """Return the id of everything in a system that an audit can have a result about."""
    return frozenset((*(each.id for each in judged.every_check), *(each.id for each in user_checks(judged))))


def _within(audit: Audit, judged: SystemAssessment, check: Check) -> bool:
    """Return whether a check is in the zones, services and parties of an audit; what is left out narrows nothing."""
    scope = audit.audit
    zones = {zone.id for zone in judged.resolved.around(check.zone)}
    return (
        (not scope.zones or not zones.isdisjoint(scope.zones))
        and (not scope.services or (check.about == "service" and check.element in scope.services))
        and (not scope.parties or check.party in scope.parties)
    )


def _contradiction(claim: ControlStatus, outcome: Outcome) -> str:
    """Return how a conclusion differs from a claim; nothing where it does not, or where there is none."""
    against = (
        claim in _MET and outcome in SHORTFALLS,
        claim == "partial" and outcome == "not-effective",
        claim in _MET and outcome == "not-applicable",
        claim == "not-applicable" and outcome in _WORKED,
        claim not in SETTLED and claim != "partial" and outcome == "effective",
    )
    return f"claimed: {words(claim)}; found: {words(outcome)}" if any(against) else ""


def _expected(audit: Audit, judged: SystemAssessment, checks: Iterable[AuditedCheck]) -> Iterator[AuditedUserControl]:
    """Yield what the reports expect of us that checks in scope rest on."""
    used = {each.check.standing.claim.report for each in checks if each.judged is judged}
    found = _counting(audit, judged)
    for check in user_checks(judged):
        if check.report.id in used:
            result = found.get(check.id) or AuditResult(id=check.id)
            against = _contradiction(check.standing.claim.status, result.result)
            yield AuditedUserControl(judged=judged, check=check, result=result, contradiction=against)


def _relied(period: Period, resolved: ResolvedSystem, checks: Iterable[AuditedCheck]) -> Iterator[ReliedReport]:
    """Yield the reports that checks rest on, in the order of the text, with the days of the period left open."""
    many = Counter(each.check.standing.claim.report for each in checks)
    for report in resolved.organisation.reports.values():
        if many[report.id]:
            begins, ends = _day(report.from_, -1), _day(report.until, 1)
            yield ReliedReport(
                report=report,
                checks=many[report.id],
                before=(period.from_, min(begins, period.to)) if period.from_ <= begins else None,
                after=(max(ends, period.from_), period.to) if ends <= period.to else None,
            )


def _day(day: str, later: int) -> str:
    """Return the day so many days after another."""
    return (date.fromisoformat(day) + timedelta(days=later)).isoformat()


def _apart(
    audit: Audit, judged: SystemAssessment, checks: Iterable[AuditedCheck | AuditedUserControl]
) -> Iterator[ResultApart]:
    inside = {each.check.id for each in checks if each.judged is judged}
    known = known_checks(judged)
    for check, result in _counting(audit, judged).items():
        if check not in inside:
            yield ResultApart(judged=judged, check=check, result=result, known=check in known)
