"""Every piece of evidence once, with the checks that rest on it: for an examiner who asks what shows what."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import field
from itertools import chain

from zonebook.assess.controls.checklist import Check
from zonebook.assess.controls.evidence import FileCheck, days, file_check, later, written
from zonebook.assess.planning.user_controls import FREQUENCY, UserCheck
from zonebook.model.answers import measure_id
from zonebook.model.audits.report import Report
from zonebook.model.elements import Evidence
from zonebook.model.resolved import ResolvedSystem
from zonebook.values.record import dataclass

Tested = Check | UserCheck
"""What evidence shows: a control on an element, or what a report expects of its readers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceUse:
    """A piece of evidence of a statement, whether its file is as stated, and the checks it shows.

    The statement is about the control `name`, about what a report expects, `control@report`, or about a measure against
    a threat that the system states: that shows no check.
    """

    name: str
    evidence: Evidence
    file: FileCheck
    report: Report | None = None
    frequency: str = ""
    checks: tuple[Tested, ...] = ()

    @property
    def due(self) -> str:
        """The day by which newer evidence is due; empty where evidence has no day or does not grow old."""
        return later(self.evidence.on, self.frequency) if self.evidence.on and days(self.frequency) else ""

    @property
    def fault(self) -> str:
        """Why it does not count: its file is missing or was changed; empty where it counts."""
        if self.file.found is False:
            return "missing"
        return "changed" if self.file.hash == "differs" else ""


def evidence_uses(systems: Iterable[tuple[ResolvedSystem, Iterable[Tested]]]) -> tuple[EvidenceUse, ...]:
    """Return each piece of evidence that statements about the controls of checks name, sorted by control and title.

    So is the evidence for what reports expect, where it is among the checks. Where another source decides the status of
    every check, a piece of evidence shows none of them; it is there nevertheless. What several systems share is there
    once.
    """
    found: dict[tuple[str, Evidence], _Use] = {}
    for resolved, checks in systems:
        asked = tuple(checks)
        controls = {check.control.id for check in asked if isinstance(check, Check)}
        expected = (check for check in asked if isinstance(check, UserCheck))
        for key, use in chain(_named(resolved, controls), _expected(resolved, expected)):
            found.setdefault(key, use)
        for check in asked:
            name = check.control.id if isinstance(check, Check) else check.id
            for evidence in check.standing.claim.evidence:
                if shown := found.get((name, evidence)):
                    shown.checks.append(check)
    uses = (
        EvidenceUse(
            name=name,
            report=each.report,
            frequency=each.frequency,
            evidence=evidence,
            file=each.file,
            checks=tuple(each.checks),
        )
        for (name, evidence), each in found.items()
    )
    return tuple(sorted(uses, key=lambda each: (each.name, each.evidence.title, each.evidence.place)))


def measure_uses(resolved: ResolvedSystem) -> tuple[EvidenceUse, ...]:
    """Return each piece of evidence of the measures against the threats that a system states, in the order of the text.

    No audit examines measures: they are no controls of the catalogue.
    """
    return tuple(
        EvidenceUse(
            name=measure_id(resolved.system.id, threat.id, name),
            evidence=each,
            file=file_check(each, resolved.evidence),
        )
        for threat in resolved.system.threats.values()
        for name, measure in threat.measures.items()
        for each in measure.evidence
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Use:
    """A piece of evidence whose checks are still collected."""

    frequency: str
    file: FileCheck
    report: Report | None = None
    checks: list[Tested] = field(default_factory=list)


_Named = Iterator[tuple[tuple[str, Evidence], _Use]]
"""Pieces of evidence, each with the name of what its statement is about."""


def _named(resolved: ResolvedSystem, controls: Collection[str]) -> _Named:
    """Yield the evidence that the statements about some controls name in a system, also what does not count."""
    for each in written(resolved):
        if each.control.id in controls:
            for evidence in (*each.statement.evidence, *(broken for broken, _ in each.broken)):
                use = _Use(frequency=each.control.frequency, file=file_check(evidence, resolved.evidence))
                yield (each.control.id, evidence), use


def _expected(resolved: ResolvedSystem, checks: Iterable[UserCheck]) -> _Named:
    """Yield the evidence that the statements about what reports expect name, also what does not count."""
    for check in checks:
        for evidence in check.expected.statement.evidence if check.expected.statement else ():
            file = file_check(evidence, resolved.evidence)
            yield (check.id, evidence), _Use(frequency=FREQUENCY, file=file, report=check.report)
