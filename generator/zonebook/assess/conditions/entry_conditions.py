"""The conditions of the catalogue's entries. No other module reads a `when` as it is written."""

from collections.abc import Callable, Iterator, Mapping
from weakref import finalize

from zonebook.assess.conditions.condition import Condition, condition
from zonebook.model.catalogue import Catalogue, Control, Threat
from zonebook.model.options import Advice
from zonebook.model.resolved import Applies
from zonebook.model.subject import Subject
from zonebook.model.vocabulary import About
from zonebook.values import Data

Entry = Threat | Control | Advice
"""The entries of the catalogue that have a condition."""


def entry_condition(entry: Entry) -> Condition:
    """Return the condition of one entry."""
    return condition(entry.about, entry.when)


def as_written(entry: Entry) -> Data:
    """Return the condition of one entry as plain data, for what interprets it where there is no Python."""
    return entry.when


_MADE: dict[int, Mapping[str, Condition]] = {}
"""The conditions of each catalogue that is in use, by its identity: two may be equal, and none can be hashed."""


def conditions(catalogue: Catalogue) -> Mapping[str, Condition]:
    """Return the condition of every threat, control and piece of advice, by shelf and id: `threats/ldap-in-clear`.

    Each is made once for each catalogue, when it is first asked for, and forgotten with the catalogue.
    """
    if id(catalogue) not in _MADE:
        shelves: Mapping[str, Mapping[str, Entry]] = {
            "threats": catalogue.threats,
            "controls": catalogue.controls,
            "advice": catalogue.advice,
        }
        _MADE[id(catalogue)] = _Conditions(shelves)
        finalize(catalogue, _MADE.pop, id(catalogue))
    return _MADE[id(catalogue)]


class _Conditions(Mapping[str, Condition]):
    """The conditions of the entries on some shelves; most runs need those of few controls."""

    def __init__(self, shelves: Mapping[str, Mapping[str, Entry]]) -> None:
        """Keep the shelves, and not the catalogue, whose end is that of these conditions."""
        self._shelves = shelves
        self._made: dict[str, Condition] = {}

    def __getitem__(self, name: str) -> Condition:
        """Return the condition of an entry by shelf and id; raise KeyError where there is none."""
        found = self._made.get(name)
        if found is None:
            shelf, _, id_ = name.partition("/")
            found = self._made[name] = entry_condition(self._shelves[shelf][id_])
        return found

    def __iter__(self) -> Iterator[str]:
        """Return an iterator over the names."""
        return (f"{shelf}/{id_}" for shelf, entries in self._shelves.items() for id_ in entries)

    def __len__(self) -> int:
        """Return the number of entries."""
        return sum(map(len, self._shelves.values()))


def quoted(entry: Entry) -> Data:
    """Return the condition of an entry as it is written, to be shown to a reader."""
    return entry.when


def words_of(entry: Entry) -> Iterator[tuple[str, Data]]:
    """List the words of an entry's condition with their arguments as written; `any` and `none` before those in them."""
    return _words(entry.when)


def _words(when: Mapping[str, Data]) -> Iterator[tuple[str, Data]]:
    for word, want in when.items():
        yield word, want
        for each in want if word in {"any", "none"} else ():
            yield from _words(each)


def words_where(entry: Entry, can_apply: Callable[[Condition], bool]) -> Iterator[tuple[str, Data]]:
    """List the words of those alternatives and exceptions of an entry's condition that can apply, as written."""
    return _words_where(entry.about, entry.when, can_apply)


def _words_where(
    about: About, when: Mapping[str, Data], can_apply: Callable[[Condition], bool]
) -> Iterator[tuple[str, Data]]:
    for word, want in when.items() if can_apply(condition(about, when)) else ():
        if word in {"any", "none"}:
            for each in want:
                yield from _words_where(about, each, can_apply)
        else:
            yield word, want


def _kind_of(at: Subject[object]) -> str:
    kind = at.resolved.kind(at.element)
    return kind.id if kind else ""


def applies(asked: Mapping[str, Condition]) -> Applies:
    """Return the function that says whether a control applies to a subject of one system; it remembers its answers."""
    known: dict[str, dict[object, tuple[bool, object]]] = {}  # with each answer its element, whose identity is its key
    last: list[object] = []  # of what is supposed, the answers for the last element: the next has other values
    of_last: dict[str, bool] = {}

    def found(at: Subject[object], control: str) -> bool:
        if at.supposed:
            if not last or last[0] is not at.element:
                last[:] = [at.element]
                of_last.clear()
            if control not in of_last:
                of_last[control] = asked[f"controls/{control}"](at) is not None
            return of_last[control]
        answers = known.get(control)
        if answers is None:
            answers = known[control] = {}
        answer = answers.get(id(at.element))
        if answer is None:
            answer = answers[id(at.element)] = (judged(at, control, answers), at.element)
        return answer[0]

    def judged(at: Subject[object], control: str, answers: dict[object, tuple[bool, object]]) -> bool:
        condition_ = asked[f"controls/{control}"]
        if not condition_.by_kind:
            return condition_(at) is not None
        key = (at.about, _kind_of(at))
        if key not in answers:
            answers[key] = (condition_(at) is not None, None)
        return answers[key][0]

    return found
