"""A valid text, and the mistakes that can be made in it."""

import random
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

from zonebook.model import binding
from zonebook.model.binding import Marked
from zonebook.model.system import Organisation, System
from zonebook.values import Document, Route

ORGANISATION = "models/organisation.yaml"
ELEMENTS = ("zones", "networks", "services", "actors", "data", "identities")
ENUMERATED = ("encrypted", "criticality", "status", "treatment", "holder", "direction", "appetite", "importance")
Choice = TypeVar("Choice")
LETTERS = "abcdefghijklmnopqrstuvwxyz"
Places = frozenset[tuple[str, int]]
"""Lines on which a report of a mistake is correct: the path, and the line from 1."""
Result = tuple[str, Places]
"""The text with a mistake in it, and where that is."""
_WORD = re.compile(r"^(?P<indent> *)(?:- )?(?P<key>[a-z_]+): *(?P<value>[^ #\[{>|&][^#]*?)? *$")


@dataclass(frozen=True, kw_only=True)
class Original:
    """A valid text: its lines, its data, and the random numbers that decide the mistake."""

    path: str
    lines: tuple[str, ...]
    document: Document
    documents: Mapping[str, Document]
    chance: random.Random

    @property
    def described(self) -> type:
        """Return the type that the text describes."""
        return Organisation if self.path == ORGANISATION else System

    def changed(self, line: int, new: str | None, *also: int) -> Result:
        """Return the text with another line (none: without it), and the lines that are wrong then."""
        lines = list(self.lines)
        lines[line - 1 : line] = [] if new is None else new.split("\n")
        return "\n".join(lines) + "\n", self.on(line, *also)

    def on(self, *lines: int) -> Places:
        """Return the places of lines of this text."""
        return frozenset((self.path, line) for line in lines)

    @property
    def family(self) -> Mapping[str, Document]:
        """Return the files of the same system, by path."""
        folder = self.path.rpartition("/")[0]
        return {path: each for path, each in self.documents.items() if path.rpartition("/")[0] == folder}

    def marked(self, mark: type, *, keys: bool = False) -> list[Marked]:
        """Return the marked texts, the keys among them or the values."""
        found = binding.marked(self.described, self.document.data)
        return [each for each in found if isinstance(each.mark, mark) and each.key == keys and self.at(each.route)]

    def at(self, route: Route) -> tuple[int, int] | None:
        """Return the line and the column (from 0) of a plain value that is written literally; nothing for others."""
        place, said = self.document.place(route), str(self.value(route))
        line, column = place.line, place.column - 1
        return (line, column) if self.lines[line - 1][column:].startswith(said) else None

    def value(self, route: Route) -> Any:  # noqa: ANN401  plain data
        """Return the value at a route."""
        data = self.document.data
        for step in route:
            data = data[step]
        return data

    def put(self, each: Marked, new: str) -> Result:
        """Return the text with another word for a marked one."""
        at = self.at(each.route)
        assert at
        line, column = at
        old = self.lines[line - 1]
        return self.changed(line, old[:column] + new + old[column + len(each.text) :])

    def words(self, *keys: str) -> list[tuple[int, re.Match[str]]]:
        """Return the lines of the form `key: value` with one of the keys, or any."""
        found = ((number, _WORD.match(line)) for number, line in enumerate(self.lines, 1) if self.free(number))
        return [(number, each) for number, each in found if each and (not keys or each["key"] in keys)]

    def free(self, number: int) -> bool:
        """Return whether a line begins a value or key: it is no part of a text over several lines, and no comment."""
        return number in self._begun

    @cached_property
    def _begun(self) -> frozenset[int]:
        """The lines at which a value or key begins."""
        return frozenset(place.line for place in self.document.keys.values())


Kind = Callable[[Original], "Result | None"]
KINDS: dict[str, Kind] = {}


def kind(made: Kind) -> Kind:
    """Register a type of mistake under the name of its function."""
    KINDS[made.__name__.replace("_", " ")] = made
    return made


def slipped(word: str, chance: random.Random) -> str:
    """Return a word with one typing error: a letter lost, doubled, changed or swapped."""
    at = chance.randrange(1, len(word))
    other = chance.choice(LETTERS)
    forms = (
        word[:at] + word[at + 1 :],
        word[:at] + word[at - 1] + word[at:],
        word[:at] + other + word[at + 1 :],
        word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :],
    )
    return chance.choice([form for form in forms if form != word and re.fullmatch(r"[a-z][a-z0-9_-]*", form)] or [word])


def chosen(original: Original, offered: Sequence[Choice]) -> Choice | None:
    """Return one of what is offered, or nothing where that is nothing."""
    return original.chance.choice(offered) if offered else None


def other_value(original: Original, keys: tuple[str, ...], other: Callable[[str], str]) -> Result | None:
    found = chosen(original, [each for each in original.words(*keys) if each[1]["value"] and len(each[1]["value"]) > 2])
    if not found:
        return None
    number, word = found
    start, end = word.span("value")
    line = original.lines[number - 1]
    return original.changed(number, line[:start] + other(word["value"]) + line[end:])
