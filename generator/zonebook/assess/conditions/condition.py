"""A `when` evaluated for one subject: a mapping of words, with `any` and `none`."""

from collections.abc import Iterator, Mapping
from functools import cached_property

from zonebook.assess.answer import UNEXCEPTED, Answer, Holds, NotStated, Verdict, every, holds, some
from zonebook.assess.conditions.one_word import OF_SETTINGS, OneWord, Test
from zonebook.assess.conditions.words import WORDS
from zonebook.model import binding
from zonebook.model.catalogue import Control
from zonebook.model.subject import Subject
from zonebook.model.vocabulary import About, Setting
from zonebook.values import Data, Document, Route
from zonebook.values.record import dataclass


@dataclass(frozen=True, slots=True)
class AnyOf:
    """One of several conditions."""

    conditions: tuple["Condition", ...]

    @property
    def selects(self) -> bool:
        """Whether it asks only what the subject is."""
        return all(each.selects for each in self.conditions)

    @property
    def may_pass(self) -> bool:
        """Whether it can find that the condition is not applicable to a subject."""
        return all(each.may_pass for each in self.conditions)

    def verdict(self, at: Subject[object]) -> Verdict:
        """Return the answer, or why there is none."""
        found = [each.verdict(at) for each in self.conditions]
        answer = some([_answer(each) for each in found])
        if answer is not None:
            return answer
        return "not-applicable" if all(each == "not-applicable" for each in found) else "quiet"

    @property
    def words(self) -> tuple[OneWord, ...]:
        """Every word in it."""
        return tuple(each for condition in self.conditions for each in condition.words)

    def of_kind(self) -> "AnyOf | None":
        """Return the part that depends on the kind alone; None where there is none."""
        found = tuple(each.of_kind() for each in self.conditions)
        return AnyOf(found) if all(each.parts for each in found) else None

    def requires(self, test: Test) -> bool:
        """Return whether each alternative includes a word for which `test` is true."""
        return all(each.requires(test) for each in self.conditions)

    def mentions(self, test: Test) -> bool:
        """Return whether an alternative includes a word for which `test` is true."""
        return any(each.mentions(test) for each in self.conditions)


@dataclass(frozen=True, slots=True)
class NoneOf:
    """None of several conditions."""

    conditions: tuple["Condition", ...]

    @property
    def selects(self) -> bool:
        """Whether it asks only what the subject is."""
        return all(each.selects for each in self.conditions)

    @property
    def may_pass(self) -> bool:
        """Whether it can find that the condition is not applicable to a subject."""
        return any(each.selects for each in self.conditions)

    def verdict(self, at: Subject[object]) -> Verdict:
        """Return the answer, or why there is none."""
        found = [each.verdict(at) for each in self.conditions]
        excepted = [each for each, answer in zip(self.conditions, found, strict=True) if isinstance(answer, Holds)]
        if excepted:
            return "not-applicable" if any(each.selects for each in excepted) else "quiet"
        unknown = tuple(name for answer in found if isinstance(answer, NotStated) for name in answer.attributes)
        return NotStated(tuple(dict.fromkeys(unknown))) if unknown else holds(UNEXCEPTED)

    @property
    def words(self) -> tuple[OneWord, ...]:
        """Every word in it."""
        return tuple(each for condition in self.conditions for each in condition.words)

    def of_kind(self) -> "NoneOf | None":
        """Return the part that depends on the kind alone; None where there is none."""
        found = tuple(each for each in self.conditions if each.of_kind() == each)
        return NoneOf(found) if found else None

    def requires(self, _: Test) -> bool:
        """Return whether each alternative includes a word for which `test` is true."""
        return False

    def mentions(self, _: Test) -> bool:
        """Return whether an alternative includes a word for which `test` is true."""
        return False


@dataclass(frozen=True)
class Condition:
    """A whole `when`, ready to be asked: every part must hold.

    `order` is the order in which the parts are evaluated: first those that can find the condition not applicable,
    because that result is final.
    """

    parts: tuple[OneWord | AnyOf | NoneOf, ...]
    order: tuple[int, ...]

    def __call__(self, at: Subject[object]) -> Answer:
        """Return the answer with all reasons."""
        return _answer(self.verdict(at))

    def verdict(self, at: Subject[object]) -> Verdict:
        """Return the answer; where the condition does not hold, whether it is not applicable or stays quiet.

        Not applicable: a word that asks what the subject is does not hold. Quiet: only words that judge it do not hold.
        """
        answers: list[Answer] = [None] * len(self.parts)
        quiet = False
        for index in self.order:
            if quiet and not self.parts[index].may_pass:
                break
            answer = self.parts[index].verdict(at)
            if answer == "not-applicable":
                return answer
            quiet = quiet or answer == "quiet"
            answers[index] = _answer(answer)
        return "quiet" if quiet else every(answers) or "quiet"

    @property
    def selects(self) -> bool:
        """Whether it asks only what the subject is."""
        return all(part.selects for part in self.parts)

    @property
    def may_pass(self) -> bool:
        """Whether it can find that the condition is not applicable to a subject."""
        return any(part.may_pass for part in self.parts)

    @cached_property
    def _of_kind(self) -> "Condition":
        """The part that depends on the kind alone: where it is not applicable, the whole condition is not."""
        return _ordered(tuple(found for part in self.parts if (found := part.of_kind())))

    @cached_property
    def words(self) -> "tuple[OneWord, ...]":
        """Every word with its argument, those under `any` and `none` among them."""
        nested = (part.words if isinstance(part, AnyOf | NoneOf) else (part,) for part in self.parts)
        return tuple(each for words in nested for each in words)

    @cached_property
    def _kinds(self) -> dict[str, bool]:
        """Whether it may apply to kinds, by their id; others are added as they are asked for."""
        return {}

    def may_apply(self, kind: str, at: Subject[object]) -> bool:
        """Return whether it may apply to what is of a kind, of which `at` is one; worked out once for each kind.

        A condition belongs to one catalogue, in which an id is that of one kind.
        """
        if kind not in self._kinds:
            self._kinds[kind] = self.of_kind().verdict(at) != "not-applicable"
        return self._kinds[kind]

    @cached_property
    def by_kind(self) -> bool:
        """Whether it depends on the kind of a subject alone."""
        return all(each.word.of_kind for each in self.words)

    def of_kind(self) -> "Condition":
        """Return the part that depends on the kind alone, made once: it is asked for at every system."""
        return self._of_kind

    def requires(self, test: Test) -> bool:
        """Return whether each alternative under which it holds includes a word for which `test` is true."""
        return any(part.requires(test) for part in self.parts)

    def mentions(self, test: Test) -> bool:
        """Return whether an alternative under which it holds includes a word for which `test` is true."""
        return any(part.mentions(test) for part in self.parts)

    def requires_absent(self, control: Control) -> bool:
        """Return whether it can hold only where the control is not met.

        It asks for the control not met, or for a value of a setting that does not show it met.
        """
        return self.requires(lambda word: word.requires_absent(control))

    def fires_on(self, setting: str, value: Setting) -> bool:
        """Return whether it can hold because a setting has this value; true is not 1."""
        return self.mentions(lambda part: part.asks_for(setting, value))

    def asks_about(self, setting: str) -> bool:
        """Return whether it names a setting; one under `none` does not count."""
        return self.mentions(lambda part: part.word.name in OF_SETTINGS and setting in part.want)

    def requires_kind_of(self, at: Subject[object]) -> bool:
        """Return whether it asks for a kind, a trait or a category, and the subject has it."""
        narrow = self.requires(lambda part: part.word.of_kind)
        return narrow and self.of_kind().verdict(at) != "not-applicable"

    def mentions_choice(self, option: str) -> bool:
        """Return whether it asks for a directory option by its id; those under `none` do not count."""
        return self.mentions(lambda word: word.word.name == "choice" and option in word.want)


def _answer(verdict: Verdict) -> Answer:
    return None if isinstance(verdict, str) else verdict


def _ordered(parts: tuple[OneWord | AnyOf | NoneOf, ...]) -> Condition:
    """Return the condition of these parts, ordered with those first that can find it not applicable."""
    ranks = [(not part.selects, not part.may_pass, index) for index, part in enumerate(parts)]
    return Condition(parts, tuple(index for *_, index in sorted(ranks)))


def condition(about: About, when: Mapping[str, Data], *, beside_facts: bool = False) -> Condition:
    """Return the condition that `when` describes; it must have passed its schema.

    `beside_facts` says that it stands inside a condition of which a word already says a weakness.
    """
    facts = beside_facts or _says_weakness(about, when)
    return _ordered(tuple(_part(about, name, want, beside_facts=facts) for name, want in when.items()))


def _says_weakness(about: About, when: Mapping[str, Data]) -> bool:
    """Return whether a word says by itself what is wrong with the subject, in each alternative; `none` does not."""
    return any(
        all(_says_weakness(about, each) for each in want)
        if name == "any"
        else name != "none" and WORDS[about][name].says == "weakness"
        for name, want in when.items()
    )


def _part(about: About, name: str, want: Data, *, beside_facts: bool) -> OneWord | AnyOf | NoneOf:
    if name == "any":
        return AnyOf(tuple(condition(about, each, beside_facts=beside_facts) for each in want))
    if name == "none":
        return NoneOf(tuple(condition(about, each) for each in want))
    word = WORDS[about][name]
    return OneWord(about, word, binding.made(word.wants, Document(path="", data=want)), beside_facts)


def names(about: About, when: Mapping[str, Data], route: Route) -> Iterator[binding.Marked]:
    """Yield every id that `when` mentions, with its route and the shelves it must be on."""
    for name, want in when.items():
        here = (*route, name)
        if name in {"any", "none"}:
            for index, each in enumerate(want):
                yield from names(about, each, (*here, index))
        else:
            yield from binding.marked(WORDS[about][name].wants, want, here)
