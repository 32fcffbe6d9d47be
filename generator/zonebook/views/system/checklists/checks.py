"""A check as a row: its status and what that rests on first; what to do, and who says so, folded under it."""

from collections.abc import Iterable, Iterator, Sequence

from zonebook.assess.controls.audits.sampling import suggested_samples
from zonebook.assess.controls.checklist import Check
from zonebook.assess.controls.evidence import FileCheck, Files, file_check
from zonebook.assess.controls.state import ControlState
from zonebook.document.inline import Link, SourceRef, Text
from zonebook.document.page import Row, Table
from zonebook.model.elements import Evidence
from zonebook.model.resolved import ResolvedSystem
from zonebook.present import badges, catalogue_entry, grounds, hyperlinks
from zonebook.present.audits import results

COLUMNS = (
    "Check", "Status", "Rests on", "Tested", "On", "Control", "Objective", "How to verify", "Evidence to collect",
    "Runs", "Population", "Suggested sample", "Confidence", "Party", "Said by", "On day", "Evidence", "Requirement",
    "Written in",
)  # fmt: skip
_SHOWN = frozenset(("Status", "Rests on", "On", "Control", "Party"))
FOLDED = tuple(each for each in COLUMNS if each not in _SHOWN)


def table(name: str, title: str, rows: Iterable[Row]) -> Table:
    """Return rows of checks as a table; what is not shown beside the status is folded."""
    return Table(name=name, title=title, columns=COLUMNS, rows=tuple(rows), folded=FOLDED)


def row(resolved: ResolvedSystem, check: Check, before: Sequence[Check] = (), *, page: str = "") -> Row:
    """Return a check as a row.

    Where one of the checks `before` it in the table, whose address is `page`, has the same steps, it refers to that.
    """
    control, state = check.control, check.standing
    first = next((each for each in before if (each.control.id, each.steps) == (control.id, check.steps)), None)
    return Row(
        id=_id(check),
        cells=(
            (check.id,),
            _status(check),
            grounds.rests_on(resolved, state),
            results.about(resolved, check.id),
            (hyperlinks.subject_link(resolved, check.about, check.element),),
            (hyperlinks.control_link(resolved, control.id),),
            *(_as_for(first, page) if first else _to_do(check)),
            hyperlinks.party_text(resolved, check.party),
            ("; ".join(status_sources(state)),),
            (state.on or "–",),
            _evidence(check, resolved.evidence),
            ("–",),
            (SourceRef(place=state.place if state.place.path else check.place),),
        ),
    )


def _id(check: Check) -> str:
    return f"{check.control.id}-{check.element}"


def _as_for(first: Check, page: str) -> Iterator[Text]:
    """Yield the cells of what is to be done, where another row of the page has it."""
    yield ("–",)
    yield "as for ", Link(text=first.element, to=f"{page}-{_id(first)}")
    yield from (("–",) for _ in range(5))


def _to_do(check: Check) -> Iterator[Text]:
    """Yield what a control is for, how to verify it, what to collect, and how many to test of how many."""
    control = check.control
    yield (control.objective,)
    yield steps(check)
    yield ("\n".join(control.evidence),)
    yield badges.operations(control.runs)
    yield badges.words(control.population)
    yield badges.words("\n".join(suggested_samples(control.runs)))
    yield catalogue_entry.confidence(control)


def steps(check: Check) -> Text:
    """Return how to verify a check, step by step, with what to expect; a dash where no step is for its element."""
    return badges.words("\n".join(f"{n}. {step.step} Expect: {step.expect}" for n, step in enumerate(check.steps, 1)))


def status_sources(state: ControlState) -> Iterator[str]:
    """Yield the source of a control's status and its reason, then the other sources, then any contradiction."""
    yield f"{state.origin}: {state.because}" if state.because else str(state.origin)
    yield from (each.told for each in state.chain if not each.decides)
    yield from filter(None, (state.contradicted, state.refuted))


def _status(check: Check) -> Text:
    text: Text = (badges.control_status(check.standing.status),)
    if more := beside_status(check):
        text = (*text, more)
    return text


def beside_status(check: Check) -> str:
    """Return by when a control is due, and on what it depends whether it applies; empty where neither is said."""
    due = f" by {check.standing.due}" if check.standing.due else ""
    unsure = f" (applies unless the model states otherwise: {', '.join(check.unsure)})" if check.unsure else ""
    return f"{due}{unsure}"


def _evidence(check: Check, files: Files) -> Text:
    found = check.standing.evidence
    return ("\n".join(" ".join(filter(None, _parts(each, file_check(each, files)))) for each in found) or "–",)


def _parts(evidence: Evidence, file: FileCheck) -> tuple[str, ...]:
    """Return the parts of a piece of evidence: what it shows, where it is, what became of it, its hash and its day."""
    hashed = f"sha256 {evidence.sha256}" if evidence.sha256 else ""
    return evidence.title, evidence.file, _FOUND.get(file, ""), evidence.url, hashed, evidence.on


_FOUND = {
    FileCheck(found=False): "(missing)",
    FileCheck(found=True, hash="differs"): "(changed)",
    FileCheck(found=True, hash="same"): "(unchanged)",
    FileCheck(found=True, hash="not-stated"): "(no hash stated)",
}
"""What became of the file of an evidence, in words; nothing where nobody looked for it."""
