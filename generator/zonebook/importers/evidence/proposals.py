"""What the findings of a tool propose for the models: never another status than somebody states."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal

from zonebook.assess.assessment import Assessment
from zonebook.assess.controls.checklist import Check
from zonebook.assess.controls.state import IN_PLACE
from zonebook.importers.checklist.patches import Change
from zonebook.importers.checklist.statements import NotProposedError, written
from zonebook.importers.evidence.finding import Finding
from zonebook.model.elements import Statement
from zonebook.model.resolved import ResolvedSystem
from zonebook.model.settings import Detection
from zonebook.present.badges import TOOLS
from zonebook.read.edits import Added
from zonebook.values import Data
from zonebook.values.record import dataclass

Kind = Literal["proposed", "contradicted", "agreed", "incomplete"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The file with the findings: its SHA-256, and where it lies beside a text, by the path of that text's folder."""

    sha256: str
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a tool shows of a check, in words; `change` is what it proposes, if it does."""

    system: str
    check: str
    kind: Kind
    text: str
    change: Change | None = None


def outcomes(
    findings: Mapping[tuple[str, str], tuple[Finding, ...]], assessment: Assessment, source: Source
) -> tuple[Outcome, ...]:
    """Return what the findings show of each check that lists their tool, in the order of the checklist."""
    found: list[Outcome] = []
    for system, judged in assessment.systems.items():
        for check in judged.every_check:
            about = findings.get((system, check.element), ())
            for detection in check.control.detected_by:
                reported = [each for each in about if each.tool == detection.tool and each.check in detection.checks]
                if any(each.passed is not None for each in reported):
                    at = _At(check=check, resolved=judged.resolved, number=len(found), source=source)
                    found.append(at.outcome(detection, [each for each in reported if each.passed is not None]))
    return tuple(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class _At:
    """A check, and the number of what is said about it."""

    check: Check
    resolved: ResolvedSystem
    number: int
    source: Source

    def outcome(self, detection: Detection, reported: list[Finding]) -> Outcome:
        """Return what the findings of the checks of one tool show."""
        failed = sorted({each.check for each in reported if not each.passed})
        missing = sorted(set(detection.checks) - {each.check for each in reported})
        on = max((each.on for each in reported), default="")
        if failed:
            return self._failed(f"{TOOLS[detection.tool]}: {', '.join(failed)} failed{_of(on)}")
        passed = f"{TOOLS[detection.tool]}: {', '.join(sorted({each.check for each in reported}))} passed"
        if missing:
            return self._said("incomplete", f"{passed}{_of(on)}; there is no result of {', '.join(missing)}")
        return self._passed(detection, passed, on)

    def _failed(self, text: str) -> Outcome:
        claim, origin = self.check.standing.claim.status, self.check.standing.claim.origin
        if claim == "not-stated":
            return self._proposed(text, {"status": "not-met", "because": f"{text}."})
        if claim in {*IN_PLACE, "not-applicable"}:
            return self._said("contradicted", f"{text}, and the model says {claim} ({origin})")
        return self._said("agreed", f"{text}, and the model says {claim}")

    def _passed(self, detection: Detection, text: str, on: str) -> Outcome:
        claim, origin = self.check.standing.claim.status, self.check.standing.claim.origin
        if claim in {"not-met", "planned", "not-applicable"}:
            said = f"{text}{_of(on)}, and the model says {claim} ({origin})"
            return self._said("contradicted", said)
        if not on:
            return self._said("incomplete", f"{text}, on a day that the file does not state")
        if claim == "not-stated":
            return self._proposed(text, {"status": detection.shows, **self._evidence(text, on, None)})
        _, _, own = self._written()
        known = own.evidence if own else ()
        if claim in {"inherited", "alternative"} or any((each.title, each.on) == (text, on) for each in known):
            return self._said("agreed", f"{text}{_of(on)}, and the model says {claim} ({origin})")
        # The status stays as it is stated, or shown by a setting; only what it rests on is added.
        return self._proposed(text, {"status": claim, **self._evidence(text, on, own)})

    def _evidence(self, text: str, on: str, own: Statement | None) -> dict[str, Any]:
        """Return the evidence to state; the file is named where it lies in the folder of the statement, or below."""
        path, _, _ = self._written()
        folder = path.rpartition("/")[0]
        evidence: dict[str, Data] = {"title": text, "on": on}
        if self.source.path.startswith(f"{folder}/"):
            file = {"file": self.source.path.removeprefix(f"{folder}/"), "sha256": self.source.sha256}
            evidence = {"title": text, **file, "on": on}
        newer = {} if own and own.on >= on else {"on": on}
        return {**newer, "evidence": Added((evidence,))}

    def _written(self) -> tuple[str, tuple[str | int, ...], Statement | None]:
        try:
            return written(self.check, self.resolved)
        except NotProposedError:
            return "", (), None

    def _proposed(self, text: str, patch: Mapping[str, Any]) -> Outcome:
        path, route, _ = self._written()
        if not path:
            return self._said("incomplete", f"{text}; a {self.check.about} has no control statements of its own")
        change = Change(row=self.number, path=path, route=route, patch=patch, fields={})
        return self._said("proposed", f"{text}; proposed: {patch['status']}", change)

    def _said(self, kind: Kind, text: str, change: Change | None = None) -> Outcome:
        return Outcome(system=self.resolved.system.id, check=self.check.id, kind=kind, text=text, change=change)


def _of(on: str) -> str:
    return f" on {on}" if on else ""


def unknown(findings: Iterable[Finding], assessment: Assessment) -> Iterator[str]:
    """Yield each check of a tool that no control lists, once."""
    listed = {
        (detection.tool, check)
        for control in assessment.workspace.catalogue.controls.values()
        for detection in control.detected_by
        for check in detection.checks
    }
    yield from dict.fromkeys(each.check for each in findings if (each.tool, each.check) not in listed)
