"""`zonebook check --baseline`: of what was found, that which a change brings or makes worse."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from zonebook.assess.assessment import Assessment
from zonebook.edge import repository, terminal
from zonebook.load.catalogue import CheckedCatalogue
from zonebook.values import Place, visible
from zonebook.values.record import dataclass

if TYPE_CHECKING:
    from zonebook.assess.planning.comparison.risks import RiskChange
    from zonebook.assess.planning.comparison.verdict import Bar, Closed
    from zonebook.write.comparison.outcome import Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What fails the check, a line and a place each; `refusal` says why there is no answer.

    `ids` has the system and the id of each finding of these rows. `before` counts the unsettled findings that were
    there already, in every system.
    """

    rows: tuple[tuple[str, Place], ...] = ()
    ids: tuple[tuple[str, str], ...] = ()
    before: int = 0
    refusal: str = ""


def judged(
    models: Path, found: tuple[Assessment, CheckedCatalogue], base: str, bar: "Bar", *, expired: bool, system: str = ""
) -> Judged:
    """Return what fails a check of models, which are assessed already, against a base: a git revision or a folder.

    `expired` says that it fails as well where a finding is open again because its decision ended. With a `system`,
    nothing of the others is returned or counted. Raise OSError.
    """
    from zonebook.assess.planning.comparison.risks import FORWARD  # noqa: PLC0415  a check without a baseline compares nothing
    from zonebook.commands import diff  # noqa: PLC0415
    from zonebook.write.comparison.outcome import headline  # noqa: PLC0415

    assessment, bundled = found
    sides = diff.Sides(old=base, new="", models=models, old_models=models)
    outcome = diff.against(sides, assessment, bar, bundled, name=models.as_posix())
    if outcome.verdict == "NOT COMPARED":
        return Judged(refusal=f"not compared with the baseline: {headline(outcome)}")
    every = [*outcome.closed, *(_expired(outcome) if expired else ())]
    closed = [each for each in every if system in {"", each.system}]
    changed = [each for each in outcome.systems if system in {"", each.id}]
    moved = sum(each.kind in FORWARD for here in changed for each in here.findings)
    unsettled = sum(len(each.unsettled) for id_, each in assessment.systems.items() if system in {"", id_})
    rows = {(each.system, each.change.id): (_row(each), each.change.place) for each in closed}
    return Judged(rows=tuple(rows.values()), ids=tuple(rows), before=max(unsettled - moved, 0))


def _expired(outcome: "Outcome") -> "Iterator[Closed]":
    """Yield what the change opens again, or brings, whose decision has ended, or what set it aside."""
    from zonebook.assess.planning.comparison.risks import FORWARD  # noqa: PLC0415  see above
    from zonebook.assess.planning.comparison.verdict import Closed  # noqa: PLC0415

    for system in outcome.systems:
        ended = {each.id: each.ended for each in system.assessed.findings if each.ended}
        for each in system.findings:
            if each.kind in FORWARD and each.id in ended:
                yield Closed(system=system.id, change=each, because=f"{ended[each.id]} has ended")


def _row(closed: "Closed") -> str:
    """Return on one line what moved, and why it fails the check."""
    change = closed.change
    because = closed.because or "; ".join(change.because[:2])
    said = f"{_moved(change)}: {change.title}: {because}"
    text = visible(terminal.flowing(said))
    return f"{repository.near(change.place)}: {terminal.level(change.level)}: {visible(change.id)}: {text}"


def _moved(change: "RiskChange") -> str:
    if change.decision or change.silenced:
        return f"{change.kind}, accepted here{f' by {change.decision.by}' if change.decision else ''}"
    return f"worse than {change.before}" if change.kind == "worse" and change.before else change.kind
