"""The small values that the stages of the pipeline share."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from operator import attrgetter
from typing import Any, TypeVar, overload

from zonebook.values.record import dataclass

Route = tuple[str | int, ...]
"""The route to a value in a document: keys of mappings and positions in lists, from the root."""

Data = Any
"""Plain data: mappings with text keys, lists, text, numbers, booleans, nothing."""
_K = TypeVar("_K")
_T = TypeVar("_T")
_T_co = TypeVar("_T_co", covariant=True)


# Control characters, line ends of every kind, direction marks, invisible characters, and bytes that are not UTF-8.
_UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\ud800-\udfff\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)


def visible(text: str) -> str:
    """Return the text on one line, with an escape for each character that could end the line or cannot be seen.

    Names of files come from elsewhere: a line break in one could begin a line that a build server reads as a command.
    """
    return _UNSEEN.sub(lambda found: found[0].encode("unicode_escape").decode("ascii"), text)


MOST_ECHOED = 60
"""How many characters of a value a message repeats: they fit on a terminal line, and a value may be a page long."""


def cut(text: str) -> str:
    """Return the text, or its beginning where it is longer than a message may repeat."""
    return text if len(text) <= MOST_ECHOED else f"{text[: MOST_ECHOED - 3]}…"


@dataclass(frozen=True, slots=True, order=True, kw_only=True)
class Place:
    """A point in a text; lines and columns count from 1, columns in characters."""

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        """Return `path:line:column` on one line, as editors and compilers write it."""
        return f"{visible(self.path)}:{self.line}:{self.column}"

    def beside(self, name: str) -> str:
        """Return the path of a file that is named relative to the folder of this text."""
        folder, slash, _ = self.path.rpartition("/")
        return f"{folder}{slash}{name}"


NOWHERE = Place(path="", line=1, column=1)
"""The place of what is not written in any text."""


@dataclass(frozen=True, slots=True, order=True, kw_only=True)
class Problem:
    """Something that the author must fix before the model can be assessed; `hint` is the nearest valid word."""

    place: Place
    code: str
    message: str
    hint: str = ""

    def __str__(self) -> str:
        """Return `path:line:column: code: sentence; did you mean …?` on one line."""
        asked = f"; did you mean `{self.hint}`?" if self.hint else ""
        return f"{self.place}: {self.code}: {visible(self.message + asked)}"


class Late(Sequence[_T_co]):
    """A sequence that is made when it is first read, because most of them never are; equal to a tuple of the same."""

    __slots__ = ("_made", "_make")

    def __init__(self, make: Callable[[], Iterable[_T_co]]) -> None:
        """Keep what returns the items; it is called once at most."""
        self._make: Callable[[], Iterable[_T_co]] | None = make
        self._made: tuple[_T_co, ...] = ()

    def _all(self) -> tuple[_T_co, ...]:
        if self._make is not None:
            self._made = tuple(self._make())
            self._make = None
        return self._made

    @overload
    def __getitem__(self, index: int) -> _T_co: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[_T_co]: ...
    def __getitem__(self, index: int | slice) -> _T_co | Sequence[_T_co]:
        return self._all()[index]

    def __len__(self) -> int:
        return len(self._all())

    def __iter__(self) -> Iterator[_T_co]:
        return iter(self._all())

    def __eq__(self, other: object) -> bool:
        return self._all() == tuple(other) if isinstance(other, Late | tuple) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._all())

    def __repr__(self) -> str:
        return repr(self._all())


def grouped(pairs: Iterable[tuple[_K, _T]]) -> dict[_K, tuple[_T, ...]]:
    """Return the second parts of pairs by the first, in the order of the pairs."""
    found: dict[_K, list[_T]] = {}
    for key, each in pairs:
        found.setdefault(key, []).append(each)
    return {key: tuple(of_key) for key, of_key in found.items()}


class BrokenError(Exception):
    """The texts have problems, so nothing is built from them."""

    def __init__(self, problems: tuple[Problem, ...], every: Iterable[Problem] = ()) -> None:
        """Keep the problems to report, sorted by place, and every problem that was found where that is more."""
        super().__init__("\n".join(map(str, problems)))
        self.problems = tuple(in_order(problems))
        self.every = tuple(every) or self.problems


class RefusedError(OSError):
    """The environment does not allow what was asked for; `lines` name each obstacle, a line each."""

    def __init__(self, message: str, *, lines: Iterable[str] = ()) -> None:
        """Keep the message and the lines."""
        super().__init__(message)
        self.message = message
        self.lines = tuple(lines)

    def __str__(self) -> str:
        """Return the message and the lines below it."""
        return "\n".join((self.message, *self.lines))


class DamagedError(RefusedError):
    """Files included with the program are missing or broken: no change of the models helps."""

    def __init__(self, lines: Iterable[str]) -> None:
        """Keep what is wrong, a line for each file or place."""
        super().__init__(
            "the installation of zonebook is damaged; install it again, or in a checkout correct what is named:",
            lines=lines,
        )


class UnrenderedError(RefusedError):
    """The pages could not be written: there is nothing to publish, and what was published remains as it was."""


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Return each problem once, in the order of the text."""
    return sorted(set(problems), key=_ORDER)


_ORDER = attrgetter("place.path", "place.line", "place.column", "code", "message", "hint")


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One text as plain data, with the place of every value and of every key."""

    path: str
    data: Data = None
    values: Mapping[Route, Place] = field(default_factory=dict, repr=False)
    keys: Mapping[Route, Place] = field(default_factory=dict, repr=False)
    typed: Mapping[Route, str] = field(default_factory=dict, repr=False)
    """What was typed, where it is not the text of the value: `1.10` for the number 1.1, `"2"` for the text 2."""
    problems: tuple[Problem, ...] = ()

    @property
    def name(self) -> str:
        """The last part of the path, without the suffix of a YAML file: the id of what the document is about."""
        last = self.path.rsplit("/", 1)[-1]
        stem, _, suffix = last.rpartition(".")
        return stem if suffix.lower() in {"yaml", "yml"} else last

    def place(self, route: Route) -> Place:
        """Where the value at `route` begins, or its nearest ancestor that has a place."""
        return self._nearest(self.values, route)

    def key_place(self, route: Route) -> Place:
        """Where the key that leads to `route` begins; the value's place where there is no key."""
        return self.keys.get(route) or self.place(route)

    def as_typed(self, route: Route) -> str:
        """Return the text, number, boolean or nothing at `route` as its author typed it; an empty text for nothing."""
        if route in self.typed:
            return self.typed[route]
        value = self.data
        for step in route:
            value = value[step]
        if isinstance(value, bool):
            return "true" if value else "false"
        return "" if value is None else str(value)

    def _nearest(self, places: Mapping[Route, Place], route: Route) -> Place:
        while (found := places.get(route)) is None and route:
            route = route[:-1]
        return found or Place(path=self.path)
