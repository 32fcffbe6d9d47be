"""The quick reader of YAML: plain data, and marks from which places are worked out when they are asked for.

It reads what nearly every model is. Whatever is unusual it leaves to the careful reader, which judges and words it, so
that each rule about texts is worded in one place; a test holds that the two agree about everything else.
"""

from collections.abc import Iterator, Mapping
from functools import cached_property
from itertools import islice
from typing import Any

import yaml
from yaml.events import (
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    StreamEndEvent,
)

from zonebook.read.syntax import cut_short
from zonebook.read.yaml_text import careful
from zonebook.read.yaml_text.bounds import MOST_DEPTH, MOST_SCALAR, MOST_VALUES, PARSER
from zonebook.read.yaml_text.characters import FORBIDDEN, UnreadableError, decoded
from zonebook.read.yaml_text.places import COLUMNS, KEY, Marks, Places
from zonebook.read.yaml_text.scalars import scalar, unopened
from zonebook.values import Data, Document, Route

_MOST_EVENTS = 3 * MOST_VALUES + 4
"""The most events of a text: a key, a beginning and an end for each value, and those of the stream and its document."""


class _UnusualError(Exception):
    """There is something in the text that the careful reader has to judge."""


def read(path: str, raw: bytes) -> Document | None:
    """Return the document in `raw`; None where anything in it is unusual."""
    try:
        text = decoded(path, raw)
        return None if cut_short(text) else _Reader(path, text).document(raw)
    except (UnreadableError, _UnusualError, StopIteration, yaml.YAMLError):
        return None


class _Typed(Mapping[Route, str]):
    """What was typed, where it is not the text of the value: read when a message is about it, by the careful reader."""

    def __init__(self, path: str, raw: bytes) -> None:
        self._of = (path, raw)

    @cached_property
    def _typed(self) -> Mapping[Route, str]:
        return careful.read(*self._of).typed

    def __getitem__(self, route: Route) -> str:
        return self._typed[route]

    def __iter__(self) -> Iterator[Route]:
        return iter(self._typed)

    def __len__(self) -> int:
        return len(self._typed)


class _Plain(dict[str, Data]):
    """The values of the plain scalars of one text: most of them occur more than once."""

    def __missing__(self, text: str) -> Data:
        if len(text) > MOST_SCALAR or unopened(text):
            raise _UnusualError
        self[text] = scalar(text)
        return self[text]


def _fit(event: ScalarEvent) -> bool:
    """Return whether a text is not too long, and no escape in it became a character that no model may have."""
    return len(event.value) <= MOST_SCALAR and not (event.style == '"' and FORBIDDEN.search(event.value))


def _text(event: ScalarEvent) -> str:
    """Return a text in quotes or in a block."""
    if not _fit(event):
        raise _UnusualError
    text: str = event.value
    return text


class _Reader:
    """One pass over the events of one text."""

    def __init__(self, path: str, text: str) -> None:
        self._marks = Marks(path)
        self._plain = _Plain()
        self._events: Iterator[Any] = islice(iter(PARSER(text).get_event, None), _MOST_EVENTS)

    def document(self, raw: bytes) -> Document:
        """Return the one document in the text."""
        next(self._events)
        begun = next(self._events)
        first = next(self._events)
        if type(begun) is not DocumentStartEvent or type(first) is not MappingStartEvent:
            raise _UnusualError
        marks = self._marks
        marks.data = self._value(first, 1)
        next(self._events)
        keys = marks.ends.count(KEY)
        values = len(marks.ends) - keys
        if type(next(self._events)) is not StreamEndEvent or values > MOST_VALUES:
            raise _UnusualError
        return Document(
            path=marks.path,
            data=marks.data,
            values=Places(marks, marks.value, values),
            keys=Places(marks, marks.key, keys),
            typed=_Typed(marks.path, raw),
        )

    def _value(self, event: Any, depth: int) -> Data:  # noqa: ANN401  PyYAML has no type for what begins a value
        """Return a value at a depth, the root's being 1."""
        if event.anchor or event.tag or depth > MOST_DEPTH:
            raise _UnusualError
        marks, mark = self._marks, event.start_mark
        index = len(marks.ends)
        marks.begins.append(mark.line << COLUMNS | mark.column)
        marks.ends.append(0)
        kind = type(event)
        if kind is ScalarEvent:
            return _text(event) if event.style else self._plain[event.value]
        made = self._mapping(depth + 1) if kind is MappingStartEvent else self._list(depth + 1)
        marks.ends[index] = len(marks.ends)
        return made

    def _mapping(self, depth: int) -> dict[str, Data]:
        """Return a mapping whose values are at a depth."""
        begins, ends, events = self._marks.begins, self._marks.ends, self._events
        found: dict[str, Data] = {}
        for event in events:
            if type(event) is not ScalarEvent:
                if type(event) is MappingEndEvent:
                    return found
                raise _UnusualError
            key: str = event.value
            if event.anchor or event.tag or key in found or key == "<<" or not _fit(event):
                raise _UnusualError
            mark: Any = event.start_mark  # never None: the parser has the text
            begins.append(mark.line << COLUMNS | mark.column)
            ends.append(KEY)
            found[key] = self._value(next(events), depth)
        raise _UnusualError

    def _list(self, depth: int) -> list[Data]:
        """Return a list whose items are at a depth."""
        found: list[Data] = []
        for event in self._events:
            if type(event) is SequenceEndEvent:
                return found
            found.append(self._value(event, depth))
        raise _UnusualError
