"""Either way: where each value of a choice that is not stated leads to a finding, one of them holds in any case."""

from collections.abc import Iterator, Mapping, Sequence

from zonebook.assess.answer import Holds
from zonebook.assess.conditions.condition import Condition
from zonebook.assess.findings.possible import Conditions, Open, closed_values, supposed
from zonebook.model.catalogue import Threat
from zonebook.model.subject import Subject
from zonebook.model.vocabulary import Setting
from zonebook.values.record import dataclass

_MOST_VALUES = 8
"""How many values a choice may have to be tried."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A threat that holds for a subject with one value of the choice."""

    at: Subject[object]
    threat: Threat
    asked: Condition
    reasons: tuple[str, ...]

    @property
    def id(self) -> str:
        """The id of the finding."""
        return f"{self.threat.id}@{self.at.id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A choice that is not stated, and what holds with each of its values: at least one threat with every one."""

    attribute: str
    cases: Mapping[Setting, tuple[Candidate, ...]]

    @property
    def candidates(self) -> tuple[Candidate, ...]:
        """Every threat that holds with some value, each once, with the first value that it holds with."""
        found: dict[str, Candidate] = {}
        for case in self.cases.values():
            for each in case:
                found.setdefault(each.threat.id, each)
        return tuple(found.values())

    def first(self, candidate: Candidate) -> Setting:
        """Return the first value that a candidate holds with."""
        return next(value for value, case in self.cases.items() if candidate.id in {each.id for each in case})


def choices(open_: Sequence[Open], conditions: Conditions) -> Iterator[Choice]:
    """Yield the choices of each element that lead to a finding either way, in the order of what is open.

    One choice is tried at a time. A threat is the candidate of one choice: the first.
    """
    by_attribute: dict[str, list[Open]] = {}
    for each in open_:
        for attribute in each.unknown:
            if attribute.startswith(f"{each.at.route}.settings."):
                by_attribute.setdefault(attribute, []).append(each)
    taken: set[tuple[str, str]] = set()
    for attribute, found in by_attribute.items():
        left = [each for each in found if (each.threat.id, each.at.id) not in taken]
        choice = _choice(attribute, left, conditions)
        if choice:
            taken.update((each.threat.id, each.at.id) for each in choice.candidates)
            yield choice


def _choice(attribute: str, open_: Sequence[Open], conditions: Conditions) -> Choice | None:
    """Return the choice with what holds with each value; None where nothing holds with one of them."""
    name = attribute.rpartition(".")[2]
    values = closed_values(open_[0].at, name) if open_ else ()
    if not 1 < len(values) <= _MOST_VALUES or not all(_may_hold(open_, name, value) for value in values):
        return None
    cases: dict[Setting, tuple[Candidate, ...]] = {}
    for value in values:
        cases[value] = tuple(_candidates(open_, {name: value}, conditions))
        if not cases[value]:
            return None
    return Choice(attribute=attribute, cases=cases)


def _may_hold(open_: Sequence[Open], name: str, value: Setting) -> bool:
    """Return whether one of the conditions asks for the value, or judges the setting without naming its values."""
    return any(each.asked.fires_on(name, value) or not each.asked.asks_about(name) for each in open_)


def _candidates(open_: Sequence[Open], values: Mapping[str, Setting], conditions: Conditions) -> Iterator[Candidate]:
    for each in open_:
        there = supposed(each, values, conditions)
        answer = each.asked(there)
        if isinstance(answer, Holds):
            yield Candidate(at=there, threat=each.threat, asked=each.asked, reasons=answer.reasons)
