"""The whole way, in the order in which it happens: texts are understood, judged, and told."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from zonebook.assess import examples, when
from zonebook.assess.assessment import Assessment, assess, stale_decisions
from zonebook.model import entries, links, sense, shape
from zonebook.model.catalogue import SHELVES, Catalogue
from zonebook.model.join import Shelved, joined, shelved
from zonebook.model.system import Organisation, System, Workspace
from zonebook.page import Download, Page, Picture, Table
from zonebook.read.schema import Schemas
from zonebook.read.text import read
from zonebook.values import BrokenError, Data, Document, Problem
from zonebook.views import VIEWS
from zonebook.views.reference import reference
from zonebook.write.address import LinkStyle
from zonebook.write.comma import comma
from zonebook.write.markdown import markdown

Texts = Mapping[str, bytes]
"""Texts by path; the path is shown to people."""

BUNDLED = "catalogue"
"""The root under which the texts of the bundled catalogue are known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shelf:
    """A document and where it belongs."""

    where: Shelved
    document: Document


def understand(bundled: Texts, models: Texts, schemas: Schemas, root: str = "models") -> Workspace:
    """Give the workspace that the texts make; `root` is the folder that the paths of `models` begin with.

    Raises BrokenError with every problem of the first stage that has any: reading, schema, links, sense.
    """
    shelves = (*_read(bundled, BUNDLED), *_read(models, root))
    _halt(problem for each in shelves for problem in schemas.check(each.document, each.where.what))
    _halt(_replaced(shelves, root))
    catalogue = {shelf: _entries(shelves, shelf) for shelf in SHELVES}
    organisation = next((each.document for each in shelves if each.where.what == "organisation"), _NO_ORGANISATION)
    systems = _systems(shelves, root)
    _halt(problem for system in systems.values() for problem in system.problems)
    known = links.known_to_catalogue({shelf: _data(found) for shelf, found in catalogue.items()})
    _halt(_unlinked(catalogue, organisation, systems, known))
    _halt(_senseless(catalogue, organisation, systems, known))
    made = _catalogue(catalogue)
    _halt(_failing(catalogue, made, known))
    return Workspace(
        catalogue=made,
        organisation=shape.build(Organisation, organisation),
        systems={name: shape.build(System, document) for name, document in systems.items()},
    )


def judge(workspace: Workspace, as_of: str) -> Assessment:
    """Give the assessment of the workspace on a day; raises BrokenError where a decision is about nothing."""
    assessment = assess(workspace, as_of)
    _halt(stale_decisions(assessment))
    return assessment


_NO_ORGANISATION = Document(path="organisation.yaml", data={})


def _halt(problems: Iterable[Problem]) -> None:
    found = tuple(sorted(set(problems)))
    if found:
        raise BrokenError(found)


def _read(texts: Texts, root: str) -> tuple[_Shelf, ...]:
    """Give every text as a document on its shelf; all are read before any is refused."""
    found: list[_Shelf] = []
    problems: list[Problem] = []
    for path in sorted(texts):
        where = shelved(path, root)
        document = read(path, texts[path])
        problems.extend(document.problems)
        if isinstance(where, Problem):
            problems.append(where)
        else:
            found.append(_Shelf(where=where, document=document))
    _halt(problems)
    return tuple(found)


def _replaced(shelves: Iterable[_Shelf], root: str) -> Iterator[Problem]:
    """Give a problem for each entry of the house that has the id of a bundled one."""
    bundled: dict[tuple[str, str], Document] = {}
    for each in shelves:
        if each.where.shelf not in SHELVES:
            continue
        key = (each.where.shelf, each.where.name)
        if key in bundled:
            message = f"`{each.where.name}` is an entry of the bundled catalogue ({root} may add, not replace)"
            yield Problem(place=each.document.place(()), code="bundled-entry", message=message)
        bundled[key] = each.document


def _entries(shelves: Iterable[_Shelf], shelf: str) -> dict[str, Document]:
    found = {each.where.name: each.document for each in shelves if each.where.shelf == shelf}
    return dict(sorted(found.items()))


def _systems(shelves: Iterable[_Shelf], root: str) -> dict[str, Document]:
    found: dict[str, list[Document]] = {}
    for each in shelves:
        if each.where.what == "system":
            found.setdefault(each.where.name, []).append(each.document)
    return {name: joined(f"{root}/systems/{name}", documents) for name, documents in sorted(found.items())}


def _data(documents: Mapping[str, Document]) -> dict[str, Data]:
    return {name: document.data for name, document in documents.items()}


Shelves = Mapping[str, Mapping[str, Document]]


def _unlinked(
    catalogue: Shelves, organisation: Document, systems: Mapping[str, Document], known: links.Known
) -> Iterator[Problem]:
    for shelf, documents in catalogue.items():
        for document in documents.values():
            yield from entries.unlinked(document, SHELVES[shelf][1], known, when.names)
    house = links.known_to_system(known, organisation.data, {})
    yield from links.broken(organisation, shape.marked(Organisation, organisation.data), house)
    yield from links.settings(organisation, house)
    for document in systems.values():
        inside = links.known_to_system(known, organisation.data, document.data)
        yield from links.broken(document, shape.marked(System, document.data), inside)
        yield from links.clashes(document, System)
        yield from links.settings(document, inside)
        yield from _decided(document, known)


def _decided(document: Document, known: links.Known) -> Iterator[Problem]:
    """Give a problem for each decision about a threat that the catalogue does not have."""
    names = (
        shape.Marked(route=("decisions", id_), text=id_.partition("@")[0], mark=shape.Ref("threats"), key=True)
        for id_ in document.data.get("decisions") or {}
    )
    yield from links.broken(document, names, known)


def _senseless(
    catalogue: Shelves, organisation: Document, systems: Mapping[str, Document], known: links.Known
) -> Iterator[Problem]:
    for shelf, documents in catalogue.items():
        for document in documents.values():
            yield from sense.impossible(document, shape.marked(SHELVES[shelf][1], document.data))
            yield from entries.senseless(document, known)
    yield from sense.impossible(organisation, shape.marked(Organisation, organisation.data))
    for document in systems.values():
        yield from sense.impossible(document, shape.marked(System, document.data))
        yield from sense.nonsense(document)


def _failing(shelves: Shelves, catalogue: Catalogue, known: links.Known) -> Iterator[Problem]:
    """Give a problem for each example in a threat of the house that does not do what it says.

    The examples of the bundled threats are run by the tests of the program.
    """
    for name, document in shelves["threats"].items():
        if not document.path.startswith(f"{BUNDLED}/"):
            yield from examples.failing(catalogue.threats[name], document, catalogue, known)


def _catalogue(shelves: Shelves) -> Catalogue:
    made: dict[str, Any] = {
        shelf: {name: shape.build(SHELVES[shelf][1], document) for name, document in documents.items()}
        for shelf, documents in shelves.items()
    }
    return Catalogue(**made)


def tell(assessment: Assessment, schemas: Mapping[str, Any]) -> tuple[Page, ...]:
    """Give every page, in reading order; the schemas, by name, are what the reference of the language is made of."""
    return (*(page for view in VIEWS for page in view(assessment)), *reference(assessment, schemas))


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """How pages are written: the style of links, and the address of the models (`{path}`, `{line}`), or nothing."""

    links: LinkStyle = "md"
    repository: str = ""


def publish(pages: tuple[Page, ...], pictures: Mapping[str, Picture], setting: Setting) -> dict[str, str | bytes]:
    """Give every file of the pages by its path: Markdown, and the tables that are offered as CSV."""
    files: dict[str, str | bytes] = {}
    for page in pages:
        files[page.path] = markdown(page, links=setting.links, pictures=pictures, repository=setting.repository)
        files.update(_downloads(page))
    return files


def _downloads(page: Page) -> Iterator[tuple[str, bytes]]:
    """Give the files that a page offers, each from the table of the same name."""
    tables = {block.name: block for block in page.blocks if isinstance(block, Table)}
    for block in page.blocks:
        if isinstance(block, Download):
            yield block.path, comma(tables[block.path.rsplit("/", 1)[-1].removesuffix(".csv")])
