"""Conditions asked of many subjects at once: each question once of those that look the same to it.

A set of subjects is one whole number with a bit for each. What a condition comes to is worked out with such sets, as
`Condition.verdict` does it for one subject. Laws compare the two.
"""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, Literal

from zonebook.assess.answer import NoMatch, NotStated, Verdict
from zonebook.assess.conditions.condition import AnyOf, Condition, NoneOf
from zonebook.assess.conditions.one_word import OneWord
from zonebook.assess.conditions.word import Look
from zonebook.assess.conditions.words.looks import kind_look
from zonebook.model.subject import Subject
from zonebook.values import Late
from zonebook.values.record import dataclass

_BITS = tuple(tuple(bit for bit in range(8) if byte >> bit & 1) for byte in range(256))


def members(mask: int) -> Iterator[int]:
    """Yield the numbers of the subjects in a set, the lowest first."""
    for at, byte in enumerate(mask.to_bytes((mask.bit_length() + 7) // 8, "little")):
        if byte:
            for bit in _BITS[byte]:
                yield 8 * at + bit


@dataclass(frozen=True, slots=True)
class Split:
    """The subjects for which something holds, depends on what is not stated, or is not applicable; it is quiet else."""

    holds: int
    unknown: int
    passed: int


_FEW = 32
"""With more classes than this, subjects are walked one by one: a set for each class would grow with their square."""
_Sort = Literal["holds", "unknown", NoMatch]
_SORTS: tuple[_Sort, ...] = ("holds", "unknown", "quiet", "not-applicable")
Classes = tuple[Sequence[int], Sequence[int]]
"""The number of the class of each subject, and the set of each class; no sets where there are many."""


class Crowd:
    """Subjects of one type in one system, and what they were asked."""

    def __init__(self, subjects: Sequence[Subject[Any]]) -> None:
        """Keep the subjects, in the order of the text."""
        self.subjects = tuple(subjects)
        self.ids = tuple(at.id for at in self.subjects)
        self.all = (1 << len(self.subjects)) - 1
        self.asked = 0
        """How many times a word was asked of a subject."""
        self._routes: dict[int, str] = {}
        self._classes: dict[Look, Classes] = {}
        self._questions: dict[Hashable, Question] = {}
        self._of_part: dict[int, Question] = {}
        self._splits: dict[int, Split] = {}

    def judged(self, condition: Condition) -> Split:
        """Return what a condition comes to for each subject; those of kinds that it cannot apply to are not asked."""
        among = self._of_kinds(condition) if condition.of_kind().parts else self.all
        found = self.split(condition, among) if among else _NOTHING
        return Split(found.holds, found.unknown, found.passed | (self.all & ~among))

    def _of_kinds(self, condition: Condition) -> int:
        """Return the subjects of the kinds that a condition may apply to."""
        found = 0
        for kind, (first, alike) in self._kinds.items():
            if condition.may_apply(kind, self.subjects[first]):
                found |= alike
        return found

    @cached_property
    def _kinds(self) -> Mapping[str, tuple[int, int]]:
        """The first subject of each kind, and all of them, by the id of the kind; empty where it has none."""
        found: dict[str, list[int]] = {}
        for number, at in enumerate(self.subjects):
            found.setdefault(kind_look(at), []).append(number)
        return {kind: (numbers[0], _mask(numbers)) for kind, numbers in found.items()}

    def split(self, condition: Condition, among: int) -> Split:
        """Return what a condition comes to for each subject in a set; outside of it nothing is said."""
        holds, left, passed = among, among, 0
        for index in condition.order:
            part = condition.parts[index]
            asked = among & ~passed if part.may_pass else left
            if not asked:
                continue
            found = self._part(part, asked)
            passed |= found.passed
            holds &= found.holds
            left &= (found.holds | found.unknown) & ~passed
        holds &= left
        return Split(holds, left & ~holds, passed)

    def _part(self, part: OneWord | AnyOf | NoneOf, among: int) -> Split:
        if isinstance(part, OneWord):
            return self.question(part).split(among)
        holds = unknown = 0
        passed = among if isinstance(part, AnyOf) else 0
        for each in part.conditions:
            found = self._splits[id(each)] = self.split(each, among)
            holds |= found.holds
            unknown |= found.unknown
            if isinstance(part, AnyOf):
                passed &= found.passed
            elif each.selects:
                passed |= found.holds
        if isinstance(part, AnyOf):
            return Split(holds, unknown & ~holds, passed)
        return Split(among & ~holds & ~unknown, unknown & ~holds, passed)

    def question(self, part: OneWord) -> "Question":
        """Return the question that a word asks with its argument, which may stand in other conditions too."""
        found = self._of_part.get(id(part))
        if found is None:
            key = (part.word.name, part.beside_facts, _key(part.want))
            found = self._questions.get(key)
            if found is None:
                found = self._questions[key] = Question(self, part)
            self._of_part[id(part)] = found
        return found

    def unknown(self, condition: Condition, number: int) -> tuple[str, ...]:
        """Return what is not stated that a condition depends on for a subject, after it was split with it."""
        found = [name for part in condition.parts for name in self._unknown_of(part, number)]
        return tuple(dict.fromkeys(found)) if len(found) > 1 else tuple(found)

    def _unknown_of(self, part: OneWord | AnyOf | NoneOf, number: int) -> Sequence[str]:
        if isinstance(part, OneWord):
            return self.question(part).unknown(number)
        splits = [(each, self._splits[id(each)]) for each in part.conditions]
        if any(split.holds >> number & 1 for _, split in splits):
            return ()
        return [name for each, split in splits if split.unknown >> number & 1 for name in self.unknown(each, number)]

    def looks(self, condition: Condition, number: int) -> tuple[Hashable, ...]:
        """Return what a subject looks like to each word of a condition, whatever values its settings have.

        To a word that does not say what it looks at, each is like itself alone.
        """
        return tuple([self.question(part).look(number) for part in condition.words])

    def named(self, mask: int) -> Sequence[str]:
        """Return the ids of the subjects in a set, in the order of the text."""
        return self.ids if mask == self.all else Late(lambda: (self.ids[number] for number in members(mask)))

    def route(self, number: int) -> str:
        """Return where a subject is written, with a point after it."""
        if number not in self._routes:
            self._routes[number] = f"{self.subjects[number].route}."
        return self._routes[number]

    def classes(self, look: Look) -> Classes:
        """Return the classes of subjects of which a look is equal."""
        found = self._classes.get(look)
        if found is None:
            found = self._classes[look] = _grouped([look(at) for at in self.subjects])
        return found


_NOTHING = Split(0, 0, 0)


def _mask(numbers: Sequence[int]) -> int:
    bits = bytearray(numbers[-1] // 8 + 1)
    for number in numbers:
        bits[number >> 3] |= 1 << (number & 7)
    return int.from_bytes(bits, "little")


def _grouped(looks: Sequence[Hashable]) -> Classes:
    numbers: dict[Hashable, int] = {}
    of = [numbers.setdefault(look, len(numbers)) for look in looks]
    if len(numbers) > _FEW:
        return of, ()
    sets = [bytearray(len(looks) // 8 + 1) for _ in numbers]
    for at, number in enumerate(of):
        sets[number][at >> 3] |= 1 << (at & 7)
    return of, [int.from_bytes(each, "little") for each in sets]


def _key(want: Any) -> Hashable:  # noqa: ANN401  as each word has it
    """Return an argument as a key; true is not 1, so what may be either is compared as text."""
    return want if isinstance(want, tuple) and all(isinstance(each, str) for each in want) else repr(want)


class Question:
    """One word with one argument, and what was answered."""

    def __init__(self, crowd: Crowd, part: OneWord) -> None:
        self._crowd, self._part = crowd, part
        self._done = 0
        self._sets: dict[_Sort, int] = dict.fromkeys(_SORTS, 0)
        self._keys: dict[int, Hashable] = {}
        self._answers: dict[Hashable, _Sort] = {}
        self._names: dict[Hashable, tuple[str, ...]] = {}

    def split(self, among: int) -> Split:
        """Return the answers for the subjects in a set, asking those of whom none is known yet."""
        if left := among & ~self._done:
            look = self._part.word.looks
            sets = self._crowd.classes(look)[1] if look else ()
            for of, alike in enumerate(sets):
                if alike & left:
                    self._sets[self._answer(next(members(alike)), of)] |= alike
                    self._done |= alike
            if not sets:
                self._walk(left)
        found = self._sets
        return Split(found["holds"] & among, found["unknown"] & among, found["not-applicable"] & among)

    def _walk(self, left: int) -> None:
        """Ask the subjects one by one, and of those that look the same to the word the first."""
        size = (left.bit_length() + 7) // 8
        found = {sort: bytearray(size) for sort in _SORTS}
        for number in members(left):
            found[self._answer(number, self.look(number))][number >> 3] |= 1 << (number & 7)
        for sort, bits in found.items():
            self._sets[sort] |= int.from_bytes(bits, "little")
        self._done |= left

    def look(self, number: int) -> Hashable:
        """Return what a subject looks like to the word; each like itself alone where the word does not say that."""
        word = self._part.word
        if word.looks:
            return self._crowd.classes(word.looks)[0][number]
        if word.looks_for is None:
            return number
        if number not in self._keys:
            self._keys[number] = word.looks_for(self._crowd.subjects[number], self._part.want)
        return self._keys[number]

    def _answer(self, number: int, of: Hashable) -> _Sort:
        """Return what a subject answers, as the first of those like it did."""
        if of not in self._answers:
            self._crowd.asked += 1
            answer = self._part.verdict(self._crowd.subjects[number])
            self._answers[of] = _sort(answer)
            if isinstance(answer, NotStated):
                own = self._crowd.route(number)
                self._names[of] = tuple(
                    f".{each[len(own) :]}" if each.startswith(own) else each for each in answer.attributes
                )
        return self._answers[of]

    def unknown(self, number: int) -> Sequence[str]:
        """Return what is not stated for a subject; nothing where the answer does not depend on that."""
        if not self._sets["unknown"] >> number & 1:
            return ()
        own = self._crowd.route(number)
        return [own + each[1:] if each[0] == "." else each for each in self._names[self.look(number)]]


def _sort(verdict: Verdict) -> _Sort:
    if isinstance(verdict, str):
        return verdict
    return "unknown" if isinstance(verdict, NotStated) else "holds"
