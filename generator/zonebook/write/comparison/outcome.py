"""The result of a comparison: its verdict, its headline and at most five lines, in plain text."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Literal

from zonebook.assess.planning.comparison.attack_paths import PathChange
from zonebook.assess.planning.comparison.comparison import Comparison, SystemChange
from zonebook.assess.planning.comparison.risks import Movement, RiskChange
from zonebook.assess.planning.comparison.silencers import Silencer
from zonebook.assess.planning.comparison.verdict import Bar, Closed
from zonebook.assess.system import SystemAssessment
from zonebook.model import vocabulary
from zonebook.values import Problem, cut
from zonebook.values.record import dataclass

Verdict = Literal["OPEN", "CLOSED", "NOT COMPARED"]
MOST_NAMED = 3
"""How many of one sort a line names; the rest is counted."""
Part = Literal["findings", "possible"]
"""What moved: what was found, or what is not stated."""
Mark = Callable[[str], str]
"""Returns a name or id as a format writes it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """The result of comparing two states, which are named `old` and `new`, as of a day.

    `problems` are those of the new state, and then nothing else is known. `refusal` says why the two could not be
    compared, and `command` what to run; then `alone` has the systems of the new state. `first` says that the old state
    has no models. `closed_by_new_rules` is None where the rules are the same.
    """

    verdict: Verdict
    old: str
    new: str
    as_of: str
    bar: Bar
    comparison: Comparison | None = None
    closed: tuple[Closed, ...] = ()
    closed_by_new_rules: tuple[Closed, ...] | None = None
    problems: tuple[Problem, ...] = ()
    refusal: str = ""
    command: str = ""
    alone: tuple[SystemAssessment, ...] = ()
    first: bool = False
    located: Callable[[str], str] = str

    @property
    def systems(self) -> tuple[SystemChange, ...]:
        """The systems that changed."""
        return self.comparison.systems if self.comparison else ()

    @property
    def judged_alike(self) -> bool:
        """Whether the two states are judged alike, whatever else changed."""
        return (
            self.comparison is not None
            and not self.comparison.policy
            and all(each.judged_alike and not each.silencers for each in self.systems)
        )


def headline(outcome: Outcome) -> str:
    """Return what the change does, in a sentence, after the verdict."""
    if outcome.problems:
        return f"{_many(len(outcome.problems), 'problem')} in {outcome.new}: nothing is assessed before it is solved."
    if outcome.refusal:
        run = f" Run: {outcome.command}" if outcome.command else ""
        return f"{outcome.refusal}.{run}"
    if outcome.first:
        many = sum(len(each.unsettled) for each in outcome.alone)
        return f"There is nothing to compare with: {outcome.old} has no models. {_many(many, 'finding')} not settled."
    if outcome.comparison is None or outcome.comparison.empty:
        return "Nothing changed."
    if outcome.judged_alike:
        return f"No finding, question or path changed; {_touched(outcome)}."
    return f"{', '.join(_counted(outcome)) or 'No finding moved'}; the appetite is {_appetite(outcome.comparison)}."


def _appetite(found: Comparison) -> str:
    return vocabulary.words(found.old.organisation.appetite)


def _touched(outcome: Outcome) -> str:
    """Return how many elements say something else, the systems and the organisation counted as elements."""
    many = sum(len(each.elements) + bool(each.head) for each in outcome.systems)
    if outcome.comparison:
        many += len(outcome.comparison.organisation) + bool(outcome.comparison.house)
    return f"{_many(many, 'element')} stated otherwise"


def _counted(outcome: Outcome) -> Iterator[str]:
    words: tuple[tuple[Movement, str], ...] = (
        ("new", "new"),
        ("worse", "worse"),
        ("reopened", "open again"),
        ("decided", "accepted here"),
        ("better", "better"),
        ("gone", "gone"),
    )
    for kind, said in words:
        found = moved(outcome, "findings", kind)
        if found:
            worst = max((each.level for _, each in found), key=vocabulary.rank)
            yield f"{len(found)} {said} (worst {vocabulary.words(worst)})"


def moved(outcome: Outcome, part: Part, *kinds: Movement) -> list[tuple[SystemChange, RiskChange]]:
    """Return the findings, or what is possible, of every system that moved in these ways, the worst first."""
    rows = [(system, each) for system in outcome.systems for each in _part(system, part) if each.kind in kinds]
    return sorted(rows, key=lambda row: (-vocabulary.rank(row[1].level), row[1].rank, row[0].id))


def _part(system: SystemChange, part: Part) -> tuple[RiskChange, ...]:
    return system.findings if part == "findings" else system.possible


def lines(outcome: Outcome, mark: Mark, text: Mark) -> tuple[tuple[str, str], ...]:
    """Return at most five lines, each with its label, the worst first; `text` writes prose of the models."""
    if outcome.comparison is None or outcome.judged_alike:
        return ()
    pen = _Pen(outcome, mark, text)
    rows = (
        ("New", pen.findings("new", "decided")),
        ("Worse", pen.findings("worse", "reopened")),
        ("Possible", pen.possible()),
        ("Paths", pen.paths()),
        ("Decisions", pen.decisions()),
    )
    return tuple((label, said) for label, said in rows if said)


@dataclass(frozen=True, slots=True)
class _Pen:
    """Writes the lines of an outcome: names with `mark`, prose of the models with `text`."""

    outcome: Outcome
    mark: Mark
    text: Mark

    def findings(self, *kinds: Movement) -> str:
        """Return the findings that moved in these ways, those that close the gate first."""
        faults = {(each.system, each.change.id): each.because for each in self.outcome.closed}
        found = moved(self.outcome, "findings", *kinds)
        found.sort(key=lambda row: (row[0].id, row[1].id) not in faults)
        return self._named([self._finding(system, each, faults) for system, each in found])

    def _finding(self, system: SystemChange, each: RiskChange, faults: dict[tuple[str, str], str]) -> str:
        level = vocabulary.words(each.level)
        before = f"{vocabulary.words(each.before)} → " if each.before and each.before != each.after else ""
        where = f"{self.outcome.located(each.place.path).rpartition('/')[2]}:{each.place.line}"
        said = f"{before}{level} {self.mark(each.id)} ({self.text(where)})"
        if each.decision:
            said += f", {vocabulary.words(each.decision.treatment)} here by {self.mark(each.decision.by)}"
        if fault := faults.get((system.id, each.id)):
            said += f": {self.text(short(fault))}"
        elif each.kind in {"worse", "reopened"} and each.because:
            said += f", {self.text(short(each.because[0]))}"
        return said + (f"; closed by {self.mark(each.closes[0])}" if each.closes else "")

    def possible(self) -> str:
        """Return what is not stated, and could turn out to be a risk that was not there before."""
        found = moved(self.outcome, "possible", "new", "worse")
        if not found:
            return ""
        worst, states = found[0][1], [each.because[-1] for _, each in found if each.because]
        said = f"{len(found)} new or worse, worst {vocabulary.words(worst.level)}"
        return f"{said}; {self.text(short(states[0]))}" if states else said

    def paths(self) -> str:
        """Return the paths that are opened and cut, and the findings that are gone or better."""
        parts = [*self._opened(), *self._cut()]
        outcomes: tuple[Movement, ...] = ("gone", "better")
        for kind in outcomes:
            found = moved(self.outcome, "findings", kind)
            if found:
                worst = max((each.before or each.level for _, each in found), key=vocabulary.rank)
                parts.append(f"{_many(len(found), 'finding')} {kind}, worst {vocabulary.words(worst)}")
        return ". ".join(parts)

    def _opened(self) -> Iterator[str]:
        made = [each for system in self.outcome.systems for each in system.paths if each.kind in {"opened", "easier"}]
        if made:
            bars = f"; blocked by {self.mark(made[0].bars[0])}" if made[0].bars else ""
            yield f"{len(made)} opened or easier, first {route(made[0], self.mark)}{bars}"

    def _cut(self) -> Iterator[str]:
        gone = [each for system in self.outcome.systems for each in system.paths if each.kind in {"cut", "harder"}]
        if gone:
            yield f"{len(gone)} cut or harder, first {route(gone[0], self.mark)}"

    def decisions(self) -> str:
        """Return what was decided, whose duty moved, which rules changed, and what may silence findings."""
        systems = self.outcome.systems
        parts = [
            f"{each.kind} {self.mark(each.decision.id)} ({vocabulary.words(each.decision.treatment)}, "
            f"{self.mark(each.decision.by)}{f', until {each.decision.until}' if each.decision.until else ''})"
            for system in systems
            for each in system.decisions
        ]
        said = [self._named(parts)] if parts else []
        if many := sum(len(each.duties) for each in systems):
            said.append(f"{_many(many, 'duty', 'duties')} moved")
        said += [f"statement that may silence findings: {self.text(short(each.says))}" for each in _silencers(systems)]
        if self.outcome.comparison and self.outcome.comparison.policy:
            said.append(self._rules(self.outcome.comparison.policy))
        return ". ".join(said)

    def _rules(self, policy: Sequence[str]) -> str:
        new = "CLOSED" if self.outcome.closed_by_new_rules else "OPEN"
        named = self._named([self.text(short(each)) for each in policy])
        return f"Rules changed ({named}): the old ones decide; by the new ones it would be {new}"

    def _named(self, said: Sequence[str]) -> str:
        more = f"; and {len(said) - MOST_NAMED} more" if len(said) > MOST_NAMED else ""
        return "; ".join(said[:MOST_NAMED]) + more


def _silencers(systems: Iterable[SystemChange]) -> Iterator[Silencer]:
    found = [each for system in systems for each in system.silencers]
    yield from found[:MOST_NAMED]


def route(path: PathChange, mark: Mark) -> str:
    """Return the elements of a path, from the start to what holds the asset."""
    middle = " → … → " if len(path.route) > _MOST_STEPS else " → "
    shown = (path.route[0], path.route[-1]) if len(path.route) > _MOST_STEPS else path.route
    return f"{middle.join(mark(each) for each in shown)} (to {mark(path.asset)})"


_MOST_STEPS = 6


def short(text: str) -> str:
    """Return a text on one line, or its beginning where it is long."""
    flat = " ".join(text.split())
    return flat if len(flat) <= _MOST_PROSE else f"{flat[: _MOST_PROSE - 1]}…"


_MOST_PROSE = 160


def _many(many: int, one: str, several: str = "") -> str:
    return f"{many} {one if many == 1 else several or f'{one}s'}"


def name(text: str) -> str:
    """Return an id, or its beginning where it is too long for a line."""
    return cut(" ".join(text.split()))
