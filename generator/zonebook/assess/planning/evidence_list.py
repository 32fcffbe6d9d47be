"""Every piece of evidence once, with the checks that rest on it: for an examiner who asks what shows what."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field

from zonebook.assess.controls.checklist import Check
from zonebook.assess.controls.evidence import FileCheck, days, file_check, later, written
from zonebook.model.answers import measure_id
from zonebook.model.catalogue import Control
from zonebook.model.elements import Evidence
from zonebook.model.resolved import ResolvedSystem


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceUse:
    """A piece of evidence of a statement about a control, whether its file is as stated, and the checks it shows.

    That of a measure of a stated threat has the measure's id in the place of the control's, and shows no check.
    """

    control: str
    evidence: Evidence
    file: FileCheck
    checks: tuple[Check, ...] = ()
    frequency: str = ""

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


def evidence_uses(systems: Iterable[tuple[ResolvedSystem, Iterable[Check]]]) -> tuple[EvidenceUse, ...]:
    """Return each piece of evidence that statements about the controls of checks name, sorted by control and title.

    Where another source decides the status of every check, a piece of evidence shows none of them; it is there
    nevertheless. What several systems share is there once.
    """
    found: dict[tuple[str, Evidence], _Use] = {}
    for resolved, checks in systems:
        asked = tuple(checks)
        for key, use in _named(resolved, {check.control.id for check in asked}):
            found.setdefault(key, use)
        for check in asked:
            for evidence in check.standing.claim.evidence:
                if shown := found.get((check.control.id, evidence)):
                    shown.checks.append(check)
    uses = (
        EvidenceUse(
            control=each.control.id,
            evidence=evidence,
            file=each.file,
            checks=tuple(each.checks),
            frequency=each.control.frequency,
        )
        for (_, evidence), each in found.items()
    )
    return tuple(sorted(uses, key=lambda each: (each.control, each.evidence.title, each.evidence.place)))


def measure_uses(resolved: ResolvedSystem) -> tuple[EvidenceUse, ...]:
    """Return each piece of evidence of the measures against the threats that a system states, in the order of the text.

    No audit examines measures: they are no controls of the catalogue.
    """
    return tuple(
        EvidenceUse(
            control=measure_id(resolved.system.id, threat.id, name),
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

    control: Control
    file: FileCheck
    checks: list[Check] = field(default_factory=list)


def _named(resolved: ResolvedSystem, controls: Collection[str]) -> Iterator[tuple[tuple[str, Evidence], _Use]]:
    """Yield the evidence that the statements about some controls name in a system, also what does not count."""
    for each in written(resolved):
        if each.control.id in controls:
            for evidence in (*each.statement.evidence, *(broken for broken, _ in each.broken)):
                use = _Use(control=each.control, file=file_check(evidence, resolved.evidence))
                yield (each.control.id, evidence), use
