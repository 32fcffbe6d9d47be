"""The small values that every stage hands to the next."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any

Route = tuple[str | int, ...]
"""The way to a value in a document: keys of mappings and positions in lists, from the root."""

Data = Any
"""Plain data: mappings with text keys, lists, text, numbers, booleans, nothing."""


@dataclass(frozen=True, slots=True, order=True, kw_only=True)
class Place:
    """A point in a text; lines and columns count from 1, columns in characters."""

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        """Give `path:line:column`, as editors and compilers write it."""
        return f"{self.path}:{self.line}:{self.column}"


NOWHERE = Place(path="", line=1, column=1)
"""The place of what nobody wrote."""


@dataclass(frozen=True, slots=True, order=True, kw_only=True)
class Problem:
    """Something that the author must mend before the model means anything; `hint` is the nearest right word."""

    place: Place
    code: str
    message: str
    hint: str = ""

    def __str__(self) -> str:
        """Give `path:line:column: code: sentence; did you mean …?`."""
        asked = f"; did you mean `{self.hint}`?" if self.hint else ""
        return f"{self.place}: {self.code}: {self.message}{asked}"


class BrokenError(Exception):
    """The texts have problems, so nothing is made of them."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        """Keep the problems, sorted by place."""
        super().__init__("\n".join(map(str, problems)))
        self.problems = tuple(in_order(problems))


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Give each problem once, in the order of the text."""
    return sorted(set(problems), key=_ORDER)


_ORDER = attrgetter("place.path", "place.line", "place.column", "code", "message", "hint")


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One text as plain data, with the place of every value and of every key."""

    path: str
    data: Data = None
    values: Mapping[Route, Place] = field(default_factory=dict, repr=False)
    keys: Mapping[Route, Place] = field(default_factory=dict, repr=False)
    problems: tuple[Problem, ...] = ()

    @property
    def name(self) -> str:
        """The last part of the path, without the suffix of a YAML file: the id of what the document is about."""
        last = self.path.rsplit("/", 1)[-1]
        stem, _, suffix = last.rpartition(".")
        return stem if suffix.lower() in {"yaml", "yml"} else last

    def place(self, route: Route) -> Place:
        """Where the value at `route` begins, or its nearest ancestor that stands somewhere."""
        return self._nearest(self.values, route)

    def key_place(self, route: Route) -> Place:
        """Where the key that leads to `route` begins; the value's place where there is no key."""
        return self.keys.get(route) or self.place(route)

    def _nearest(self, places: Mapping[Route, Place], route: Route) -> Place:
        while route and route not in places:
            route = route[:-1]
        return places.get(route, Place(path=self.path))
