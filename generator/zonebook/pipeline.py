"""The whole way, in the order in which it happens: texts are understood, judged, and told."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from zonebook.assess.assessment import Assessment, assess, stale_decisions
from zonebook.assess.findings import examples
from zonebook.document.page import Download, Page, Picture, Table
from zonebook.load import catalogue as catalogue_loading
from zonebook.load.catalogue import CheckedCatalogue, Shelves, Text, Texts, raise_problems
from zonebook.model import binding, consistency, references
from zonebook.model.binding import Marked
from zonebook.model.catalogue import SHELVES, Catalogue
from zonebook.model.documents import joined
from zonebook.model.lazy_shelf import Shelf
from zonebook.model.system import Organisation, System, Workspace
from zonebook.present.page_frame import framed
from zonebook.read.schema import Schemas
from zonebook.values import Document, Problem
from zonebook.views import VIEWS
from zonebook.views.catalogue.reference import reference
from zonebook.write.csv import comma
from zonebook.write.markdown.page import markdown
from zonebook.write.relative_links import LinkStyle


@dataclass(frozen=True, slots=True, kw_only=True)
class _House:
    """What the house wrote: its own entries, the organisation, and its systems with their files joined."""

    entries: Shelves
    organisation: Document
    systems: Mapping[str, Document]


def load_workspace(
    bundled: Texts | CheckedCatalogue, models: Texts, schemas: Schemas, root: str = "models"
) -> Workspace:
    """Give the workspace that the texts make; `root` is the folder that the paths of `models` begin with.

    Raises BrokenError with every problem of the first stage that has any: reading, schema, links, sense. The bundled
    catalogue is checked before the models, unless it is handed in as one that was.
    """
    shipped = bundled if isinstance(bundled, CheckedCatalogue) else catalogue_loading.shipped(bundled, schemas)
    texts = catalogue_loading.read_all(models, root)
    catalogue_loading.check_schemas(texts, schemas)
    raise_problems(_replaced(texts, shipped, root))
    house = _house(texts, root)
    shelves = {shelf: dict(sorted({**shipped.shelves[shelf], **house.entries[shelf]}.items())) for shelf in SHELVES}
    known = catalogue_loading.known_of(shelves)
    raise_problems(_unlinked(house, known))
    raise_problems(_senseless(house, known))
    catalogue = _catalogue(shelves)
    raise_problems(_failing(house, catalogue, known))
    return Workspace(
        catalogue=catalogue,
        organisation=binding.build(Organisation, house.organisation),
        systems={name: binding.build(System, document) for name, document in house.systems.items()},
        texts=models,
    )


def assess_workspace(workspace: Workspace, as_of: str) -> Assessment:
    """Give the assessment of the workspace on a day; raises BrokenError where a decision is about nothing."""
    assessment = assess(workspace, as_of)
    raise_problems(stale_decisions(assessment))
    return assessment


_NO_ORGANISATION = Document(path="organisation.yaml", data={})


def _replaced(texts: Iterable[Text], shipped: CheckedCatalogue, root: str) -> Iterator[Problem]:
    """Give a problem for each entry of the house that has the id of a bundled one, or of another one of the house."""
    own: dict[tuple[str, str], Document] = {}
    for each in texts:
        shelf, name = each.where.shelf, each.where.name
        place = each.document.place(())
        if shelf not in SHELVES:
            continue
        if name in shipped.shelves[shelf]:
            message = f"`{name}` is an entry of the bundled catalogue ({root} may add, not replace)"
            yield Problem(place=place, code="bundled-entry", message=message)
        elif (shelf, name) in own:
            message = f"`{name}` is already an entry: {own[shelf, name].path} has the same name"
            yield Problem(place=place, code="said-twice", message=message)
        own.setdefault((shelf, name), each.document)


def _house(texts: Iterable[Text], root: str) -> _House:
    """Give what the house wrote; raises BrokenError where two files say the same thing."""
    found: dict[str, list[Document]] = {}
    organisation = _NO_ORGANISATION
    for each in texts:
        if each.where.what == "system":
            found.setdefault(each.where.name, []).append(each.document)
        elif each.where.what == "organisation":
            organisation = each.document
    systems = {name: joined(f"{root}/systems/{name}", documents) for name, documents in sorted(found.items())}
    raise_problems(problem for system in systems.values() for problem in system.problems)
    return _House(entries=catalogue_loading.on_shelves(texts), organisation=organisation, systems=systems)


def _unlinked(house: _House, known: references.Known) -> Iterator[Problem]:
    yield from catalogue_loading.unlinked(house.entries, known)
    organisation = house.organisation
    inside = references.known_to_system(known, organisation.data, {})
    yield from references.broken(organisation, binding.marked(Organisation, organisation.data), inside)
    yield from references.settings(organisation, inside)
    for system, document in house.systems.items():
        others = (name for name in house.systems if name != system)
        inside = references.known_to_system(known, organisation.data, document.data, others)
        yield from references.broken(document, binding.marked(System, document.data), inside)
        yield from references.clashes(document, System, organisation)
        yield from references.settings(document, inside)
        yield from _decided(document, known)


def _decided(document: Document, known: references.Known) -> Iterator[Problem]:
    """Give a problem for each decision about a threat that the catalogue does not have."""
    names = (
        Marked(route=("decisions", id_), text=id_.partition("@")[0], mark=binding.Ref("threats"), key=True)
        for id_ in document.data.get("decisions") or {}
    )
    yield from references.broken(document, names, known)


def _senseless(house: _House, known: references.Known) -> Iterator[Problem]:
    yield from catalogue_loading.senseless(house.entries, known)
    yield from consistency.impossible(house.organisation, binding.marked(Organisation, house.organisation.data))
    yield from consistency.contradictions(house.organisation)
    for document in house.systems.values():
        yield from consistency.impossible(document, binding.marked(System, document.data))
        yield from consistency.inconsistencies(document)


def _failing(house: _House, catalogue: Catalogue, known: references.Known) -> Iterator[Problem]:
    """Give a problem for each example in a threat of the house that does not do what it says.

    The examples of the bundled threats are run by the tests of the program.
    """
    for name, document in house.entries["threats"].items():
        yield from examples.failing(catalogue.threats[name], document, catalogue, known)


def _catalogue(shelves: Shelves) -> Catalogue:
    made: dict[str, Any] = {shelf: Shelf(SHELVES[shelf][1], documents) for shelf, documents in shelves.items()}
    return Catalogue(**made)


def render_pages(assessment: Assessment, schemas: Mapping[str, Any]) -> tuple[Page, ...]:
    """Give every page, in reading order; the schemas, by name, are what the reference of the language is made of."""
    pages = (*(page for view in VIEWS for page in view(assessment)), *reference(assessment, schemas))
    return tuple(framed(page, assessment) for page in pages)


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """How pages are written: the style of links, and the address of the models (`{path}`, `{line}`), or nothing."""

    links: LinkStyle = "md"
    repository: str = ""


def render_files(pages: tuple[Page, ...], pictures: Mapping[str, Picture], setting: Setting) -> dict[str, str | bytes]:
    """Give every file of the pages by its path: Markdown, and the tables that are offered as CSV."""
    files: dict[str, str | bytes] = {}
    for page in pages:
        files[page.path] = markdown(page, links=setting.links, pictures=pictures, repository=setting.repository)
        files.update(_downloads(page))
    return files


def _downloads(page: Page) -> Iterator[tuple[str, bytes]]:
    """Give the files that a page offers, each from its own table or the one of the same name."""
    tables = {block.name: block for block in page.blocks if isinstance(block, Table)}
    for block in page.blocks:
        if isinstance(block, Download):
            yield block.path, comma(block.table or tables[block.path.rsplit("/", 1)[-1].removesuffix(".csv")])
