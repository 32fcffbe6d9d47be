"""The whole way, in the order in which it happens: texts are understood, judged, and told."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from zonebook import intake
from zonebook.assess import examples
from zonebook.assess.assessment import Assessment, assess, stale_decisions
from zonebook.frame import framed
from zonebook.intake import Shelves, Shipped, Text, Texts, halt
from zonebook.model import links, sense, shape
from zonebook.model.catalogue import SHELVES, Catalogue
from zonebook.model.join import joined
from zonebook.model.shape import Marked
from zonebook.model.shelf import Shelf
from zonebook.model.system import Organisation, System, Workspace
from zonebook.page import Download, Page, Picture, Table
from zonebook.read.schema import Schemas
from zonebook.values import Document, Problem
from zonebook.views import VIEWS
from zonebook.views.reference import reference
from zonebook.write.address import LinkStyle
from zonebook.write.comma import comma
from zonebook.write.markdown import markdown


@dataclass(frozen=True, slots=True, kw_only=True)
class _House:
    """What the house wrote: its own entries, the organisation, and its systems with their files joined."""

    entries: Shelves
    organisation: Document
    systems: Mapping[str, Document]


def understand(bundled: Texts | Shipped, models: Texts, schemas: Schemas, root: str = "models") -> Workspace:
    """Give the workspace that the texts make; `root` is the folder that the paths of `models` begin with.

    Raises BrokenError with every problem of the first stage that has any: reading, schema, links, sense. The bundled
    catalogue is checked before the models, unless it is handed in as one that was.
    """
    shipped = bundled if isinstance(bundled, Shipped) else intake.shipped(bundled, schemas)
    texts = intake.taken(models, root)
    intake.fitted(texts, schemas)
    halt(_replaced(texts, shipped, root))
    house = _house(texts, root)
    shelves = {shelf: dict(sorted({**shipped.shelves[shelf], **house.entries[shelf]}.items())) for shelf in SHELVES}
    known = intake.known_of(shelves)
    halt(_unlinked(house, known))
    halt(_senseless(house, known))
    catalogue = _catalogue(shelves)
    halt(_failing(house, catalogue, known))
    return Workspace(
        catalogue=catalogue,
        organisation=shape.build(Organisation, house.organisation),
        systems={name: shape.build(System, document) for name, document in house.systems.items()},
        texts=models,
    )


def judge(workspace: Workspace, as_of: str) -> Assessment:
    """Give the assessment of the workspace on a day; raises BrokenError where a decision is about nothing."""
    assessment = assess(workspace, as_of)
    halt(stale_decisions(assessment))
    return assessment


_NO_ORGANISATION = Document(path="organisation.yaml", data={})


def _replaced(texts: Iterable[Text], shipped: Shipped, root: str) -> Iterator[Problem]:
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
    halt(problem for system in systems.values() for problem in system.problems)
    return _House(entries=intake.on_shelves(texts), organisation=organisation, systems=systems)


def _unlinked(house: _House, known: links.Known) -> Iterator[Problem]:
    yield from intake.unlinked(house.entries, known)
    organisation = house.organisation
    inside = links.known_to_system(known, organisation.data, {})
    yield from links.broken(organisation, shape.marked(Organisation, organisation.data), inside)
    yield from links.settings(organisation, inside)
    for system, document in house.systems.items():
        others = (name for name in house.systems if name != system)
        inside = links.known_to_system(known, organisation.data, document.data, others)
        yield from links.broken(document, shape.marked(System, document.data), inside)
        yield from links.clashes(document, System, organisation)
        yield from links.settings(document, inside)
        yield from _decided(document, known)


def _decided(document: Document, known: links.Known) -> Iterator[Problem]:
    """Give a problem for each decision about a threat that the catalogue does not have."""
    names = (
        Marked(route=("decisions", id_), text=id_.partition("@")[0], mark=shape.Ref("threats"), key=True)
        for id_ in document.data.get("decisions") or {}
    )
    yield from links.broken(document, names, known)


def _senseless(house: _House, known: links.Known) -> Iterator[Problem]:
    yield from intake.senseless(house.entries, known)
    yield from sense.impossible(house.organisation, shape.marked(Organisation, house.organisation.data))
    yield from sense.contradictions(house.organisation)
    for document in house.systems.values():
        yield from sense.impossible(document, shape.marked(System, document.data))
        yield from sense.nonsense(document)


def _failing(house: _House, catalogue: Catalogue, known: links.Known) -> Iterator[Problem]:
    """Give a problem for each example in a threat of the house that does not do what it says.

    The examples of the bundled threats are run by the tests of the program.
    """
    for name, document in house.entries["threats"].items():
        yield from examples.failing(catalogue.threats[name], document, catalogue, known)


def _catalogue(shelves: Shelves) -> Catalogue:
    made: dict[str, Any] = {shelf: Shelf(SHELVES[shelf][1], documents) for shelf, documents in shelves.items()}
    return Catalogue(**made)


def tell(assessment: Assessment, schemas: Mapping[str, Any]) -> tuple[Page, ...]:
    """Give every page, in reading order; the schemas, by name, are what the reference of the language is made of."""
    pages = (*(page for view in VIEWS for page in view(assessment)), *reference(assessment, schemas))
    return tuple(framed(page, assessment) for page in pages)


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
    """Give the files that a page offers, each from its own table or the one of the same name."""
    tables = {block.name: block for block in page.blocks if isinstance(block, Table)}
    for block in page.blocks:
        if isinstance(block, Download):
            yield block.path, comma(block.table or tables[block.path.rsplit("/", 1)[-1].removesuffix(".csv")])
