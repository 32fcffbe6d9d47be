"""Input of the pipeline: texts are read and sorted onto shelves, and the bundled catalogue is checked."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import field
from functools import cache, cached_property, partial
from itertools import islice
from typing import Any

from zonebook.assess.conditions import condition
from zonebook.load.lazy_shelf import Deferred, Entries, Shelf
from zonebook.load.unread import Unread
from zonebook.model import binding, catalogue_checks, consistency, references
from zonebook.model.catalogue import SHELVES, Catalogue
from zonebook.model.documents import Shelved, shelved
from zonebook.read.schema import Schemas
from zonebook.read.yaml_text import read
from zonebook.values import BrokenError, Document, Problem, in_order
from zonebook.values.record import dataclass

Texts = Mapping[str, bytes]
"""Texts by path; the path appears in messages."""
Shelves = Mapping[str, Mapping[str, Document]]
"""The entries of a catalogue as documents, by shelf and id."""

BUNDLED = "catalogue"
"""The root under which the texts of the bundled catalogue are known."""
MOST_PROBLEMS = 200
"""How many problems of one file are reported; the rest are counted."""
MOST_VALUES = 4_000_000
"""How many values all texts of the models together may hold: 100,000 services with two flows each hold 2.8 million.

No alias multiplies what is written and each text has its own bound, so this bounds memory and time by what many texts
state one by one: a million values, read and built, take 0.4 GiB.
"""
_MOST_FOUND = 20_000
"""The number of problems after which the search ends, so that no text can keep the program busy."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A document and where it belongs."""

    where: Shelved
    document: Document


@dataclass(frozen=True, kw_only=True)
class CheckedCatalogue:
    """The bundled catalogue: every entry is read, fits its schema, and refers only to what exists.

    `beside` is what entries are known by beside their ids, where it is stored with them; it is looked up otherwise.
    """

    shelves: Shelves
    beside: Mapping[str, Mapping[str, Any]] = field(default_factory=dict, compare=False)

    @cached_property
    def catalogue(self) -> Catalogue:
        """The entries with their types, the same for every workspace without entries of its own."""
        return bound(self.shelves, self.known)

    @cached_property
    def known(self) -> references.Known:
        """The ids on the shelves, and what else entries are known by."""
        return {**known_of(self.shelves), **self.beside}


def bound(shelves: Shelves, known: references.Known) -> Catalogue:
    """Return the entries on the shelves with their types; `known` is what they are known by."""
    made: dict[str, Any] = {shelf: Shelf(SHELVES[shelf][1], documents) for shelf, documents in shelves.items()}
    return Catalogue(**made, account_kinds=known["accounts-of"], shown_by=known["shown-by"])


def raise_problems(problems: Iterable[Problem]) -> None:
    """Raise BrokenError where there are problems: each once, sorted, the first of each file."""
    found = in_order(islice(problems, _MOST_FOUND))
    if found:
        raise BrokenError(tuple(_first(found)), found)


def _first(problems: Iterable[Problem]) -> Iterator[Problem]:
    """Yield the first problems of each file, and one that states how many more there are."""
    counts: dict[str, int] = {}
    last: dict[str, Problem] = {}
    for problem in problems:
        path = problem.place.path
        counts[path] = counts.get(path, 0) + 1
        if counts[path] <= MOST_PROBLEMS:
            yield problem
        elif path not in last:
            last[path] = problem
    for path, problem in last.items():
        more = counts[path] - MOST_PROBLEMS
        message = f"at least {more} more problem{'s' if more > 1 else ''} in this file; the next is: {problem.message}"
        yield Problem(place=problem.place, code=problem.code, message=message, hint=problem.hint)


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """The texts that can be read, those that cannot or that lie where no model is read, and the problems of these."""

    texts: tuple[Text, ...]
    unread: tuple[Unread, ...]
    problems: tuple[Problem, ...]


def read_all(texts: Texts, root: str) -> tuple[Text, ...]:
    """Return every text below `root` with where it belongs; raise BrokenError only after all are read."""
    found = intake(texts, root)
    raise_problems(found.problems)
    return found.texts


def intake(texts: Texts, root: str) -> Intake:
    """Return what the texts below `root` are; one that cannot be read stands among the others without data.

    Raise BrokenError where all together hold too many values.
    """
    found: list[Text] = []
    unread: list[Unread] = []
    problems: list[Problem] = []
    values = 0
    for path in sorted(texts):
        where = shelved(path, root)
        document = read(path, texts[path])
        problems.extend(document.problems)
        values += len(document.values)
        if values > MOST_VALUES:
            message = f"with this file the models hold more than {MOST_VALUES} values"
            raise_problems([Problem(place=document.place(()), code="too-many", message=message)])
        if isinstance(where, Problem):
            problems.append(where)
            unread.append(Unread(path, "", texts[path]))
            continue
        found.append(Text(where=where, document=document))
        if document.problems:
            unread.append(unread_of(found[-1], texts))
    return Intake(texts=tuple(found), unread=tuple(unread), problems=tuple(problems))


def unread_of(text: Text, texts: Texts) -> Unread:
    """Return a text as one of which nothing but its ids is taken."""
    system = text.where.name if text.where.what == "system" else ""
    return Unread(text.document.path, system, texts[text.document.path])


def check_schemas(texts: Iterable[Text], schemas: Schemas) -> None:
    """Raise BrokenError with every violation of its schema by a text."""
    raise_problems(violations(texts, schemas))


def violations(texts: Iterable[Text], schemas: Schemas) -> Iterator[Problem]:
    """Yield every violation of its schema by a text that can be read."""
    for each in texts:
        if not each.document.problems:
            yield from schemas.check(each.document, each.where.what)


def on_shelves(texts: Iterable[Text]) -> dict[str, dict[str, Document]]:
    """Return the entries of a catalogue among the texts, sorted by id."""
    found: dict[str, dict[str, Document]] = {shelf: {} for shelf in SHELVES}
    for each in texts:
        if each.where.shelf in SHELVES:
            found[each.where.shelf][each.where.name] = each.document
    return {shelf: dict(sorted(documents.items())) for shelf, documents in found.items()}


def shipped(texts: Texts, schemas: Schemas) -> CheckedCatalogue:
    """Return the bundled catalogue; raise BrokenError with the problems of the first stage that has any."""
    read_ = read_all(texts, BUNDLED)
    check_schemas(read_, schemas)
    shelves = on_shelves(read_)
    known = known_of(shelves)
    raise_problems(unlinked(shelves, known))
    raise_problems(senseless(shelves, known))
    return CheckedCatalogue(shelves=shelves)


def known_of(shelves: Shelves) -> Mapping[str, Mapping[str, Any]]:
    """Return the ids on the shelves, and what else entries are known by; what is never asked for is not looked up."""
    entries = {shelf: Entries(documents) for shelf, documents in shelves.items()}
    whole = cache(partial(references.known_to_catalogue, entries))
    return {**entries, **{word: Deferred(partial(_said, whole, word)) for word in references.BESIDE}}


def _said(whole: Callable[[], references.Known], word: str) -> Mapping[str, Any]:
    return whole()[word]


def unlinked(shelves: Shelves, known: references.Known) -> Iterator[Problem]:
    """Yield a problem for each reference in an entry to something that does not exist."""
    for shelf, documents in shelves.items():
        for document in documents.values():
            yield from catalogue_checks.unlinked(document, SHELVES[shelf][1], known, condition.names)


def senseless(shelves: Shelves, known: references.Known) -> Iterator[Problem]:
    """Yield a problem for each value in an entry that cannot be right."""
    for shelf, documents in shelves.items():
        for document in documents.values():
            yield from consistency.impossible(document, binding.marked(SHELVES[shelf][1], document.data))
            yield from catalogue_checks.senseless(document, known)
