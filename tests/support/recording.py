"""What is read of an element: an element in its place that notes the attributes that are asked of it."""

from collections.abc import Hashable, Iterator
from typing import Any

from zonebook.assess.conditions.one_word import OneWord
from zonebook.model.subject import Subject


class _Id(str):
    """An id that notes when it is looked up or compared; in a text it only names the element."""

    __slots__ = ("read",)
    read: set[str]

    def __hash__(self) -> int:
        self.read.add("id")
        return str.__hash__(self)

    def __eq__(self, other: object) -> bool:
        self.read.add("id")
        return str.__eq__(self, other)


class Recorded:
    """An element that notes what is read of it, and passes for an instance of its type."""

    def __init__(self, element: object, read: set[str], *, by_name: bool) -> None:
        """Note reads of the element in `read`: of its id every one, or `by_name` only those that look it up."""
        self._element, self._read, self._by_name = element, read, by_name

    @property  # type: ignore[misc]  # an instance of the type of its element for isinstance
    def __class__(self) -> type:
        return type(self._element)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401  as the element has it
        """Return an attribute of the element; of a property, what it reads is noted in its place."""
        found = getattr(type(self._element), name, None)
        if isinstance(found, property) and found.fget:
            return found.fget(self)
        said = getattr(self._element, name)
        if name == "id" and self._by_name:
            id_ = _Id(said)
            id_.read = self._read
            return id_
        self._read.add(name)
        return said


class RecordedSubject(Subject[Any]):
    """A subject of which the route is no read: it names the element in what is not stated."""

    __slots__ = ("_own",)

    def __init__(self, at: Subject[Any], element: Recorded) -> None:
        """Put a recorded element in the place of that of a subject."""
        super().__init__(resolved=at.resolved, about=at.about, element=element)
        object.__setattr__(self, "_own", at)

    @property
    def id(self) -> str:
        """The id of the subject; of what has none, that of the system."""
        own: Subject[Any] = self._own  # type: ignore[attr-defined]
        found: str = self.element.id if hasattr(own.element, "id") else own.id
        return found

    @property
    def route(self) -> str:
        """Where the subject is written in the model."""
        own: Subject[Any] = self._own  # type: ignore[attr-defined]
        return own.route


def read_by_word(part: OneWord, at: Subject[Any]) -> frozenset[str]:
    """Return the attributes that a word reads of an element to answer, whether it holds or applies."""
    read: set[str] = set()
    there = RecordedSubject(at, Recorded(at.element, read, by_name=True))
    part.verdict(there)
    part.word.passes(there, part.want)
    return frozenset(read)


def unlooked(part: OneWord, at: Subject[Any]) -> frozenset[str]:
    """Return what a word reads of an element and its look does not; nothing where only itself looks like it."""
    look = part.word.looks or (lambda there: part.word.looks_for(there, part.want) if part.word.looks_for else there.id)
    if at.id in _parts(look(at)):
        return frozenset()
    read: set[str] = set()
    look(RecordedSubject(at, Recorded(at.element, read, by_name=False)))
    return read_by_word(part, at) - read


def _parts(look: Hashable) -> Iterator[Hashable]:
    """Yield the values that a look is made of."""
    if isinstance(look, tuple):
        for each in look:
            yield from _parts(each)
    else:
        yield look
