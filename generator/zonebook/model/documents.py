"""Documents sorted by type: the organisation, systems with their files joined, audits, the entries of shelves."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import TypeVar

from zonebook.model.catalogue import SHELVES
from zonebook.suggestions import nearest
from zonebook.values import Data, Document, Place, Problem, Route
from zonebook.values.record import dataclass

ORGANISATION = "organisation.yaml"
AUDITS = "audits"
"""The folder of the audits, one file each."""
_T = TypeVar("_T")
_ID = re.compile(r"[a-z][a-z0-9-]{0,62}", re.ASCII)
RESERVED = frozenset(("con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))))
"""The names that Windows reserves for devices: no file, and therefore no id, can have one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelved:
    """Where a text belongs: `what` is the name of its schema; `shelf` and `name` are its location."""

    what: str
    shelf: str
    name: str


def shelved(path: str, root: str) -> Shelved | Problem:
    """Return where the text at `path` below `root` belongs, or the problem that it belongs nowhere."""
    parts = path.removeprefix(root).strip("/").split("/")
    name = parts[-1].rsplit(".", 1)[0]
    place = Place(path=path)
    if parts == [ORGANISATION]:
        return Shelved(what="organisation", shelf="organisation", name="organisation")
    if parts[0] == "systems" and len(parts) == 3:  # noqa: PLR2004  systems/<system>/<file>
        return _named(Shelved(what="system", shelf="systems", name=parts[1]), place)
    if parts[0] == AUDITS and len(parts) == 2:  # noqa: PLR2004  audits/<audit>
        return _named(Shelved(what="audit", shelf=AUDITS, name=name), place)
    if parts[0] in SHELVES and len(parts) == 2:  # noqa: PLR2004  <shelf>/<entry>
        return _named(Shelved(what=SHELVES[parts[0]][0], shelf=parts[0], name=name), place)
    known = [ORGANISATION, "systems", AUDITS, *SHELVES]
    message = (
        "this file lies where no model is read: expected organisation.yaml, systems/<system>/, audits/, or a shelf"
    )
    return Problem(place=place, code="stray-file", message=message, hint=nearest(parts[0], known))


def _named(where: Shelved, place: Place) -> Shelved | Problem:
    if _ID.fullmatch(where.name) and where.name not in RESERVED:
        return where
    message = f"`{where.name}` cannot be an id: lower-case letters, digits and hyphens, beginning with a letter"
    return Problem(place=place, code="file-name", message=message)


class _Joined(Mapping[Route, _T]):
    """What several documents say of routes; of a route that is in more than one, the first that has it speaks."""

    def __init__(self, parts: Sequence[Mapping[Route, _T]], among: Mapping[Route, Sequence[int]]) -> None:
        """Keep the parts, and which of them have anything below each word and id."""
        self._parts = parts
        self._among = among

    def __getitem__(self, route: Route) -> _T:
        every = range(len(self._parts))
        for index in self._among.get(route[:2], ()) if len(route) > 1 else every:
            found = self._parts[index].get(route)
            if found is not None:
                return found
        raise KeyError(route)

    def __iter__(self) -> Iterator[Route]:
        return iter(dict.fromkeys(chain.from_iterable(self._parts)))

    def __len__(self) -> int:
        return sum(1 for _ in self)


def joined(path: str, documents: Sequence[Document]) -> Document:
    """Return the documents of one system as one: their top-level words joined, every place kept.

    The same id twice under one word is a problem that names both places.
    """
    data: dict[str, dict[str, Data]] = {}
    among: dict[Route, list[int]] = {}
    problems: list[Problem] = []
    for index, document in enumerate(documents):
        for word, said in document.data.items():
            here = data.setdefault(word, {})
            for name, value in (said or {}).items():
                if name in here:
                    problems.append(_twice(document, documents[among[word, name][0]], (word, name)))
                here.setdefault(name, value)
                among.setdefault((word, name), []).append(index)
    return Document(
        path=path,
        data=data,
        values=_Joined([each.values for each in documents], among),
        keys=_Joined([each.keys for each in documents], among),
        typed=_Joined([each.typed for each in documents], among),
        problems=tuple(problems),
    )


def _twice(document: Document, first: Document, route: Route) -> Problem:
    message = f"`{route[-1]}` is already said at {first.keys[route]}"
    return Problem(place=document.key_place(route), code="said-twice", message=message)
