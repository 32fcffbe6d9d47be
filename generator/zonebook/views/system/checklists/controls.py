"""The checks of a control as one row: the status on each element first; what to do, once for all, folded under it."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from zonebook.assess.controls.audits.sampling import suggested_samples
from zonebook.assess.controls.checklist import Check
from zonebook.assess.controls.grounds import counted
from zonebook.document.inline import Text
from zonebook.document.page import Row, Table
from zonebook.model import vocabulary
from zonebook.model.catalogue import Control
from zonebook.model.resolved import ResolvedSystem
from zonebook.present import badges, catalogue_entry, grounds, hyperlinks
from zonebook.present.audits import results
from zonebook.present.requirements import words
from zonebook.views.system.checklists import checks

COLUMNS = (
    "Control", "Where it stands", "Rests on", "Party", "Requirement", "Objective", "How to verify",
    "Evidence to collect", "Sampling", "Confidence", "Depends on", "Tested", "Said by",
)  # fmt: skip
FOLDED = COLUMNS[5:]


def table(name: str, title: str, rows: Iterable[Row], *, requirements: bool) -> Table:
    """Return rows of controls as a table; the requirements are in the row of a framework's, and else folded."""
    folded = FOLDED if requirements else ("Requirement", *FOLDED)
    return Table(name=name, title=title, columns=COLUMNS, rows=tuple(rows), folded=folded)


def grouped(found: Iterable[Check]) -> tuple[tuple[Check, ...], ...]:
    """Return the checks that share a control and its steps, in the order of the first of each."""
    groups: dict[object, list[Check]] = {}
    for check in found:
        groups.setdefault((check.control.id, check.steps), []).append(check)
    return tuple(map(tuple, groups.values()))


def row(resolved: ResolvedSystem, found: Sequence[Check], id_: str, requirement: str) -> Row:
    """Return the row of the checks of one control, which have the same steps."""
    control = found[0].control
    return Row(
        id=id_,
        cells=(
            (hyperlinks.control_link(resolved, control.id),),
            _lines((status, " ", *elements) for status, elements in words.by_status(resolved, found)),
            grounds.numbers(counted(check.standing.ground for check in found)),
            _differing(found, lambda each: hyperlinks.party_text(resolved, each.party)),
            badges.words(requirement),
            (control.objective,),
            checks.steps(found[0]),
            ("\n".join(control.evidence),),
            badges.words(_sampling(control)),
            catalogue_entry.confidence(control),
            _each(found, checks.beside_status),
            _tested(resolved, found),
            _each(found, lambda each: "; ".join(checks.status_sources(each.standing))),
        ),
    )


def _sampling(control: Control) -> str:
    """Return how often a control acts, of what there are how many, and how many to test."""
    runs = " and ".join(map(vocabulary.words, control.runs))
    parts = (runs and f"Runs {runs}.", control.population, "; ".join(suggested_samples(control.runs)))
    return "\n".join(filter(None, parts))


def _lines(parts: Iterable[Text]) -> Text:
    return badges.spread(tuple(parts), "\n")


def _differing(found: Sequence[Check], describe: Callable[[Check], Text]) -> Text:
    """Return each different text once."""
    return badges.spread(tuple(dict.fromkeys(map(describe, found))))


def _each(found: Sequence[Check], describe: Callable[[Check], str]) -> Text:
    """Return what describes the checks: once where it is the same of all, else behind their elements."""
    elements: dict[str, list[str]] = {}
    for check in found:
        elements.setdefault(describe(check), []).append(check.element)
    if len(elements) == 1:
        return badges.words(next(iter(elements)))
    return ("\n".join(f"{', '.join(names)}: {text}" for text, names in elements.items() if text),)


def _tested(resolved: ResolvedSystem, found: Sequence[Check]) -> Text:
    """Return what audits conclude, element by element; a dash where none concludes anything."""
    told = ((check, results.about(resolved, check.id)) for check in found)
    return _lines((f"{check.element}: ", *text) for check, text in told if text != ("–",))


def numbered(found: Iterable[tuple[Check, ...]]) -> Iterator[tuple[str, tuple[Check, ...]]]:
    """Yield the checks of each control with an id for their row; a control with several sets of steps has several."""
    many: dict[str, int] = {}
    for each in found:
        id_ = each[0].control.id
        many[id_] = many.get(id_, 0) + 1
        yield (f"{id_}-{many[id_]}" if many[id_] > 1 else id_), each
