"""`zonebook check`: problems or findings, as text or in a format for programs."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING

from zonebook import assembly
from zonebook.assess.assessment import Assessment, set_aside
from zonebook.assess.findings.finding import UNSETTLED, Finding, Gap
from zonebook.assess.findings.reading_order import RiskRow, finding_rows
from zonebook.assess.system import SystemAssessment
from zonebook.commands import baseline
from zonebook.commands.baseline import Judged
from zonebook.edge import disk, repository, streams, terminal
from zonebook.model.vocabulary import LEVELS, Level, at_least
from zonebook.suggestions import nearest
from zonebook.values import BrokenError, Place, Problem, RefusedError, visible
from zonebook.values.record import dataclass
from zonebook.write.diagnostics.source_text import SourceText

if TYPE_CHECKING:
    from zonebook.write.output_format import CheckResult

TEXT = "text"
"""The form for people; the other forms are formats."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gates:
    """The levels from which a check fails: of what was found, and of what is not stated and could turn out so bad.

    `expired` says that it fails where a decision has ended. With a `baseline`, a git revision or a folder, it fails
    only for what is new or worse than there; `actor` is who proposes the change.
    """

    known: str | None = None
    possible: str | None = None
    expired: bool = False
    baseline: str = ""
    actor: str = ""
    system: str = ""


def check(models: Path, *, form: str, as_of: str, gates: Gates) -> int:
    """Print the problems of the models, or the findings, in a form; return the exit code."""
    try:
        assessment, found = _against(models, as_of, gates) if gates.baseline else _alone(models, as_of, gates)
    except BrokenError as broken:
        return _problems(broken.problems, form, as_of, _texts(broken.problems))
    except OSError as error:
        return terminal.refused(error)
    if found.refusal:
        return terminal.failed(found.refusal)
    if form == TEXT:
        _text(assessment, found, gates)
    else:
        from zonebook.write.output_format import CheckResult  # noqa: PLC0415  not for text

        systems = tuple(assessment.systems.values())
        result = CheckResult(as_of=as_of, systems=systems, first=frozenset(found.ids))
        _print(result, assessment.workspace.texts, form)
    if gates.baseline:
        terminal.talk(_compared(found, gates.baseline))
    return terminal.PROBLEMS if found.rows else terminal.FINE


def _alone(models: Path, as_of: str, gates: Gates) -> tuple[Assessment, Judged]:
    assessment = _of(assembly.load_and_assess(models, as_of), gates.system)
    return assessment, _failing(assessment, gates)


def _against(models: Path, as_of: str, gates: Gates) -> tuple[Assessment, Judged]:
    from zonebook.assess.planning.comparison.verdict import Bar  # noqa: PLC0415  only with a baseline

    bundled = assembly.bundled_catalogue()
    every = assembly.load_and_assess(models, as_of, bundled=bundled)
    assessment = _of(every, gates.system)
    bar = Bar(known=_level(gates.known), possible=_level(gates.possible), actor=gates.actor)
    found = baseline.judged(models, (every, bundled), gates.baseline, bar, expired=gates.expired, system=gates.system)
    return assessment, found


def _of(assessment: Assessment, system: str) -> Assessment:
    """Return the assessment with one system alone, or whole where none is named; raise RefusedError for a wrong id."""
    systems = assessment.systems
    if not system:
        return assessment
    if system not in systems:
        near = nearest(system, systems)
        hint = f"; did you mean `{near}`?" if near else f"; there are {', '.join(systems)}" if systems else ""
        raise RefusedError(f"there is no system `{visible(system)}`{hint}")
    return replace(assessment, systems={system: systems[system]})


def _failing(assessment: Assessment, gates: Gates) -> Judged:
    """Return every finding and question that fails the check, with its place."""
    known, open_ = _level(gates.known), _level(gates.possible)
    facts = [
        row
        for judged in assessment.systems.values()
        for row in finding_rows(_fails(judged, known, gates), same_reasons=True)
    ]
    facts.sort(key=lambda row: row.known[0].rank)
    gaps = assessment.possible_at_or_above(open_) if open_ else ()
    rows = [(_found(each), each.first.place) for each in facts] + [(_possible(each), each.place) for each in gaps]
    return Judged(rows=tuple(rows))


def _fails(judged: SystemAssessment, known: Level | None, gates: Gates) -> Iterator[Finding]:
    """Yield the findings of a system that fail the check: by their level, or because their decision has ended."""
    for each in judged.findings:
        bad = known and each.state in UNSETTLED and at_least(each.risk.current.level, known)
        if bad or (gates.expired and each.state == "expired"):
            yield each


def _level(name: str | None) -> Level | None:
    return next((level for level in LEVELS if level == name), None)


def _texts(problems: Iterable[Problem]) -> Mapping[str, bytes]:
    return disk.texts({each.place.path for each in problems if each.place.path})


def _problems(problems: tuple[Problem, ...], form: str, as_of: str, texts: Mapping[str, bytes]) -> int:
    if form != TEXT:
        from zonebook.write.output_format import CheckResult  # noqa: PLC0415  not for text

        _print(CheckResult(as_of=as_of, problems=problems), texts, form)
        return terminal.PROBLEMS
    source = SourceText(texts)
    for each in problems:
        terminal.problems((each,))
        _frame(source, each.place)
    count = f"{len(problems)} problem{'s' if len(problems) != 1 else ''}"
    which = "it" if len(problems) == 1 else "the first"
    terminal.talk(f"{count}; `zonebook explain {problems[0].code}` says more about {which}.")
    return terminal.PROBLEMS


def _frame(source: SourceText, place: Place) -> None:
    """Print the line of a place with a mark below the word."""
    if frame := source.frame(place):
        terminal.coloured("\n".join((*frame[:-1], terminal.marked(frame[-1]))))


def _print(result: "CheckResult", texts: Mapping[str, bytes], form: str) -> None:
    """Print the result in a format for programs."""
    from zonebook.write import formats  # noqa: PLC0415  not for text

    placed = replace(result, texts=texts, located=repository.located(Path.cwd()))
    streams.put(formats.printable()[form](placed), err=False)


def _text(assessment: Assessment, found: Judged, gates: Gates) -> None:
    places = [place for _, place in found.rows]
    source = SourceText(assessment.workspace.texts)
    for (line, place), after in zip_longest(found.rows, places[1:]):
        terminal.coloured(line)
        if place != after:
            _frame(source, place)
    for id_, judged in assessment.systems.items():
        terminal.coloured(_summary(id_, (judged,)))
    if len(assessment.systems) > 1:
        terminal.coloured(_summary(f"{len(assessment.systems)} systems", tuple(assessment.systems.values())))
    if gates.baseline:
        return
    if last := _last(assessment, gated=bool(gates.known or gates.possible or gates.expired)):
        terminal.talk(last)


def _compared(found: Judged, base: str) -> str:
    """Return how much is new or worse, with the first of it, and how much was there before."""
    named = ", ".join(dict.fromkeys(id_ for _, id_ in found.ids[:3]))
    listed = f" ({named}{', …' if len(found.ids) > len(found.ids[:3]) else ''})" if named else ""
    was = f"{found.before} findings were there before, and fail nothing"
    return f"{len(found.rows)} new or worse than {base}{listed}; {was}."


def _found(row: RiskRow) -> str:
    """Return a fact on one line: the finding, the elements of those that are alike, and what says the same."""
    finding, *alike = row.known
    ids = ", ".join((finding.id, *(f"@{each.element}" for each in alike)))
    also = ", ".join(name for each in row.known for name in each.also)
    level, text = terminal.level(row.level), f"{finding.threat.title}: {'; '.join(finding.reasons)}"
    said = f" (also said by {also})" if also else ""
    return (
        f"{repository.near(finding.place)}: {level}: {visible(ids)}: {visible(terminal.flowing(text))}{visible(said)}"
    )


def _possible(gap: Gap) -> str:
    """Return on one line what could turn out to be a finding."""
    level = terminal.level(gap.possible.level)
    text = f"{gap.threat.title}, where {' and '.join(gap.assumed)}{gap.and_others}"
    place, name = repository.near(gap.place), f"{gap.threat.id}@{gap.element}"
    return f"{place}: possibly {level}: {name}: {visible(terminal.flowing(text))}"


def _summary(name: str, systems: tuple[SystemAssessment, ...]) -> str:
    """Summarise one system, or several, on a line: what is known, and what is possible because it is not stated."""
    unsettled = [each.risk.current.level for judged in systems for each in judged.unsettled]
    above = sum(len(judged.above_appetite) for judged in systems)
    open_ = [each.possible.level for judged in systems for each in judged.possibly_above_appetite]
    unstated = sum(len(judged.gaps) for judged in systems)
    now = f"{len(unsettled)} finding{'s' if len(unsettled) != 1 else ''} not settled{_counted(unsettled)}"
    possible = f", {len(open_)} possibly above appetite{_counted(open_)}" if open_ else ""
    apart = f"; {said}" if (said := set_aside(systems)) else ""
    return f"{name}: {now}, {above} above appetite; {unstated} not stated{possible}{apart}"


def _counted(levels: Iterable[Level]) -> str:
    counted = Counter(levels)
    listed = ", ".join(f"{counted[each]} {terminal.level(each)}" for each in reversed(LEVELS) if counted[each])
    return f" ({listed})" if listed else ""


def _last(assessment: Assessment, *, gated: bool) -> str:
    """Return the last line, which never reads as all clear while something possible is above the appetite."""
    if not assessment.systems:
        return "no system is described: add one under systems/"
    systems = assessment.systems.values()
    many = sum(len(judged.possibly_above_appetite) for judged in systems)
    if many:
        # The questions of a system stand with the worst first.
        worst = (question for judged in systems for question in judged.open_questions[:1])
        first = min(worst, key=lambda each: each.rank)
        questions = f"{many} question{'s' if many != 1 else ''}"
        return (
            f"Not all clear: {questions} that nobody answered may be above the appetite. State {first.attribute} first."
        )
    return "" if gated else "`--fail-on LEVEL` lists what is at or above a level; `zonebook site` shows everything."
