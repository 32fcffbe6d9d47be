"""The careful reader of YAML: it accepts what a model may hold, and words what it may not.

Built on PyYAML's event stream: no node graph, no object construction, its own bound on depth.
"""

import re
from collections.abc import Callable
from typing import NoReturn

import yaml
from yaml.events import (
    AliasEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    StreamEndEvent,
)

from zonebook.read.syntax import cut_short, fault
from zonebook.read.yaml_text.bounds import MOST_DEPTH, MOST_SCALAR, MOST_VALUES, PARSER
from zonebook.read.yaml_text.characters import FORBIDDEN, UnreadableError, decoded, refuse
from zonebook.read.yaml_text.scalars import scalar, unopened
from zonebook.values import Data, Document, Place, Problem, Route, cut

_ONCE_BOOLEAN = re.compile("y|n|yes|no|on|off", re.ASCII | re.IGNORECASE)
"""Words that YAML 1.1 reads as booleans: who quotes one may want a text, or a boolean."""
_MOST_TWICE = 1000
_QUOTES = frozenset("'\"")


def read(path: str, raw: bytes) -> Document:
    """Return the document in `raw`; one that cannot be read has no data, and its problems say why."""
    problems: list[Problem] = []
    try:
        text = decoded(path, raw)
        reader = _Reader(path, text, problems)
        data = reader.document()
    except UnreadableError as refused:
        return Document(path=path, problems=(*problems, refused.problem))
    if problems:
        return Document(path=path, problems=tuple(problems))
    return Document(path=path, data=data, values=reader.values, keys=reader.keys, typed=reader.typed)


def _bound(value: str, place: Place) -> None:
    if len(value) > MOST_SCALAR:
        refuse(place, "too-long", f"a value of {len(value)} characters is longer than {MOST_SCALAR}")


class _Reader:
    """One pass over the events of one text."""

    def __init__(self, path: str, text: str, problems: list[Problem]) -> None:
        self.path = path
        self.values: dict[Route, Place] = {}
        self.keys: dict[Route, Place] = {}
        self.typed: dict[Route, str] = {}
        self._text = text
        self._problems = problems
        self._cut_short = cut_short(text)
        self._next: Callable[[], Event] = PARSER(text).get_event

    def document(self) -> Data:
        """Return the data of the one document in the text."""
        try:
            return self._document()
        except yaml.MarkedYAMLError as error:
            self._refuse_syntax(error)
        except yaml.YAMLError as error:
            refuse(Place(path=self.path), "syntax", f"this is not YAML: {error}")

    def _document(self) -> Data:
        self._next()
        start = self._next()
        if isinstance(start, StreamEndEvent):
            refuse(Place(path=self.path), "empty", "the file is empty")
        first = self._next()
        data = self._value(first, (), 1)
        if not isinstance(data, dict):
            what = "empty" if data is None else "not a mapping"
            code = "empty" if data is None else "not-a-mapping"
            refuse(self._place(first), code, f"the file is {what}; it must say `word: value`")
        self._next()
        end = self._next()
        if isinstance(end, DocumentStartEvent):
            refuse(self._place(end), "second-document", "a file holds one document; `---` begins a second one")
        return data

    def _refuse_syntax(self, error: yaml.MarkedYAMLError) -> NoReturn:
        found = fault(self._text, error)
        refuse(Place(path=self.path, line=found.line, column=found.column), found.code, found.message)

    def _place(self, event: Event) -> Place:
        mark = event.start_mark
        return Place(path=self.path, line=mark.line + 1, column=mark.column + 1) if mark else Place(path=self.path)

    def _value(self, event: Event, route: Route, depth: int) -> Data:
        place = self._place(event)
        if isinstance(event, AliasEvent):
            refuse(place, "alias", f"the alias `*{cut(str(event.anchor))}` is not allowed; write the value out")
        if isinstance(event, ScalarEvent | CollectionStartEvent) and (event.anchor or event.tag):
            self._plain(event, place)
        if depth > MOST_DEPTH:
            refuse(place, "too-deep", f"nested more than {MOST_DEPTH} deep")
        if len(self.values) >= MOST_VALUES:
            refuse(place, "too-many", f"the file holds more than {MOST_VALUES} values")
        self.values[route] = place
        if isinstance(event, ScalarEvent):
            return self._scalar(event, place, route)
        if isinstance(event, MappingStartEvent):
            return self._mapping(route, depth)
        return self._sequence(route, depth)

    def _plain(self, event: ScalarEvent | CollectionStartEvent, place: Place) -> None:
        if event.anchor:
            refuse(
                place, "anchor", f"the anchor `&{cut(event.anchor)}` is not allowed; write the value where it is used"
            )
        if event.tag and event.tag != "!":
            refuse(place, "tag", f"the tag `{cut(event.tag)}` is not allowed")

    def _scalar(self, event: ScalarEvent, place: Place, route: Route) -> Data:
        value: str = event.value
        _bound(value, place)
        # An escape such as "\u202e" only becomes a character here.
        if event.style == '"' and (wrong := FORBIDDEN.search(value)):
            refuse(place, "character", f"the character U+{ord(wrong.group()):04X} is not allowed in a model")
        if event.style:
            if event.style in _QUOTES and (_ONCE_BOOLEAN.fullmatch(value) or not isinstance(scalar(value), str)):
                self.typed[route] = f"{event.style}{value}{event.style}"
            return value
        if mark := unopened(value):
            self._problems.append(self._unopened(mark, event))
        if self._cut_short and (end := event.end_mark) and (end.line, end.column) in self._cut_short:
            self._problems.append(self._hashed(value, event))
        made = scalar(value)
        if value and not isinstance(made, str):
            self.typed[route] = value
        return made

    def _unopened(self, mark: str, event: ScalarEvent) -> Problem:
        """Return the problem of a plain text that ends with a mark which nothing in it opens."""
        end = event.end_mark
        place = Place(path=self.path, line=end.line + 1, column=end.column) if end else self._place(event)
        return Problem(place=place, code="unclosed", message=f"the mark `{mark}` closes what nothing here opens")

    def _hashed(self, value: str, event: ScalarEvent) -> Problem:
        """Return the problem of a plain text that a comment without a space after `#` follows."""
        left = f"`{cut(value)}` is all of this text" if value else "nothing is left of this text"
        message = f"` #` begins a comment, so that {left}; put it in quotes to its end, or write a space after `#`"
        return Problem(place=self._place(event), code="comment", message=message)

    def _sequence(self, route: Route, depth: int) -> list[Data]:
        items: list[Data] = []
        while not isinstance(event := self._next(), SequenceEndEvent):
            items.append(self._value(event, (*route, len(items)), depth + 1))
        return items

    def _mapping(self, route: Route, depth: int) -> dict[str, Data]:
        items: dict[str, Data] = {}
        while not isinstance(event := self._next(), MappingEndEvent):
            key, place = self._key(event)
            here = (*route, key)
            known = key in items
            if known:
                self._twice(key, self.keys[here], place)
            value = self._value(self._next(), here, depth + 1)
            if not known:
                items[key] = value
                self.keys[here] = place
        return items

    def _twice(self, key: str, first: Place, place: Place) -> None:
        """Record the problem of a duplicate key; refuse the text after many of them."""
        message = f"`{cut(key)}` is said twice; first on line {first.line}"
        problem = Problem(place=place, code="duplicate-key", message=message)
        if len(self._problems) >= _MOST_TWICE:
            raise UnreadableError(problem)
        self._problems.append(problem)

    def _key(self, event: Event) -> tuple[str, Place]:
        place = self._place(event)
        if isinstance(event, AliasEvent):
            refuse(place, "alias", f"the alias `*{cut(str(event.anchor))}` is not allowed; write the value out")
        if not isinstance(event, ScalarEvent):
            refuse(place, "key-not-text", "a key must be plain text")
        if event.anchor or event.tag:
            self._plain(event, place)
        key: str = event.value
        _bound(key, place)
        if key == "<<" and not event.style:
            refuse(place, "merge", "the merge key `<<` is not allowed; write the values out")
        if event.style == '"' and (wrong := FORBIDDEN.search(key)):
            refuse(place, "character", f"the character U+{ord(wrong.group()):04X} is not allowed in a model")
        return key, place
