"""The organisation's own texts as a checked workspace: its entries, its parties, its systems and its audits."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from itertools import chain

from zonebook.assess.findings import answer_checks, examples
from zonebook.load import catalogue as catalogue_loading
from zonebook.load import evidence_files
from zonebook.load.catalogue import CheckedCatalogue, Intake, Shelves, Text, Texts, raise_problems
from zonebook.load.evidence_files import Look
from zonebook.load.outline import outline
from zonebook.load.unread import Unread, possible_ids
from zonebook.model import binding, consistency, references
from zonebook.model.audits import consistency as audit_consistency
from zonebook.model.audits import report_consistency
from zonebook.model.audits.audit import Audit
from zonebook.model.binding import Marked, Mentioned
from zonebook.model.catalogue import SHELVES, Catalogue
from zonebook.model.documents import AUDITS, joined
from zonebook.model.system import Organisation, System, Workspace
from zonebook.model.threats import checks as threat_checks
from zonebook.read.schema import Schemas
from zonebook.values import BrokenError, Document, Problem
from zonebook.values.record import dataclass


@dataclass(frozen=True, kw_only=True)
class _LocalModels:
    """The local texts: your own entries, the organisation, its systems with their files joined, and its audits."""

    entries: Shelves
    organisation: Document
    systems: Mapping[str, Document]
    audits: Mapping[str, Document]

    @property
    def documents(self) -> tuple[tuple[type, Document], ...]:
        """The organisation and every system, each with its type."""
        return ((Organisation, self.organisation), *((System, each) for each in self.systems.values()))

    @cached_property
    def mentioned(self) -> Mapping[str, Mentioned]:
        """The marked texts of the organisation, every system and every audit, by the path of its document."""
        every = (*self.documents, *((Audit, each) for each in self.audits.values()))
        return {document.path: binding.mentioned(type_, document.data) for type_, document in every}


def checked_workspace(
    shipped: CheckedCatalogue, models: Texts, schemas: Schemas, root: str, *, look: Look | None = None
) -> Workspace:
    """Return the workspace of the bundled catalogue and the models, whose paths begin with the folder `root`.

    `look` looks for the files that are named as evidence; without it, none counts as missing or changed.
    Raise BrokenError with every problem of the first stage that has any: form, references, consistency.
    Where a text cannot be read or does not fit its schema, the references of the others are reported with it.
    """
    read = catalogue_loading.intake(models, root)
    violations = tuple(catalogue_loading.violations(read.texts, schemas))
    raise_problems(chain(read.problems, violations, _unlinked_beside(_unfit(read, violations, models), shipped, root)))
    texts = read.texts
    raise_problems(_replaced(texts, shipped, root))
    local = _local_texts(texts, root)
    added = any(local.entries.values())
    shelves = _shelves(shipped, local) if added else shipped.shelves
    known = catalogue_loading.known_of(shelves) if added else shipped.known
    raise_problems(_unlinked(local, known))
    files = evidence_files.named(local.documents, local.mentioned)
    seen = look(files) if look else {}
    raise_problems(chain(_senseless(local, known), evidence_files.faulty(files, seen)))
    catalogue = catalogue_loading.bound(shelves, known) if added else shipped.catalogue
    raise_problems(_failing(local, catalogue, known))
    return Workspace(
        catalogue=catalogue,
        organisation=binding.build(Organisation, local.organisation),
        systems={name: binding.build(System, document) for name, document in local.systems.items()},
        audits={name: binding.build(Audit, document) for name, document in local.audits.items()},
        texts=models,
        evidence=evidence_files.hashes(seen),
    )


def _shelves(shipped: CheckedCatalogue, local: _LocalModels) -> Shelves:
    """Return the bundled and the local entries, sorted by id."""
    return {shelf: dict(sorted({**shipped.shelves[shelf], **local.entries[shelf]}.items())) for shelf in SHELVES}


def _unfit(read: Intake, violations: Iterable[Problem], models: Texts) -> Intake:
    """Return the texts with those among the unread that do not fit their schema."""
    paths = {problem.place.path for problem in violations}
    more = (catalogue_loading.unread_of(each, models) for each in read.texts if each.document.path in paths)
    return replace(read, unread=(*read.unread, *more))


def _unlinked_beside(read: Intake, shipped: CheckedCatalogue, root: str) -> Iterator[Problem]:
    """Yield the broken references of the texts without a problem, where others have one and count by their ids.

    An id is not reported where it may be defined in a text of which nothing is taken.
    """
    unread = {each.path for each in read.unread}
    if not unread:
        return
    outlined = [
        replace(each, document=outline(each.document, each.where.what)) if each.document.path in unread else each
        for each in read.texts
        if each.document.path not in unread or each.where.what != "audit"
    ]
    try:
        local = _local_texts(outlined, root)
    except BrokenError as broken:
        yield from broken.problems
        return
    known = catalogue_loading.known_of(_shelves(shipped, local))
    yield from (problem for problem in _unlinked(local, known, read.unread) if problem.place.path not in unread)


_NO_ORGANISATION = Document(path="organisation.yaml", data={})


def _replaced(texts: Iterable[Text], shipped: CheckedCatalogue, root: str) -> Iterator[Problem]:
    """Yield a problem for each entry of the local catalogue with the id of a bundled one, and each that is there twice.

    Two files of one audit are one that is there twice as well.
    """
    own: dict[tuple[str, str], Document] = {}
    for each in texts:
        shelf, name = each.where.shelf, each.where.name
        place = each.document.place(())
        if shelf not in SHELVES and shelf != AUDITS:
            continue
        if name in shipped.shelves.get(shelf, ()):
            message = f"`{name}` is an entry of the bundled catalogue ({root} may add, not replace)"
            yield Problem(place=place, code="bundled-entry", message=message)
        elif (shelf, name) in own:
            message = f"`{name}` is already an entry: {own[shelf, name].path} has the same name"
            yield Problem(place=place, code="said-twice", message=message)
        own.setdefault((shelf, name), each.document)


def _local_texts(texts: Iterable[Text], root: str) -> _LocalModels:
    """Return the local texts by type; raise BrokenError where two files state the same."""
    found: dict[str, list[Document]] = {}
    organisation = _NO_ORGANISATION
    audits: dict[str, Document] = {}
    for each in texts:
        if each.where.what == "system":
            found.setdefault(each.where.name, []).append(each.document)
        elif each.where.what == "organisation":
            organisation = each.document
        elif each.where.what == "audit":
            audits[each.where.name] = each.document
    systems = {name: joined(f"{root}/systems/{name}", documents) for name, documents in sorted(found.items())}
    raise_problems(problem for system in systems.values() for problem in system.problems)
    return _LocalModels(
        entries=catalogue_loading.on_shelves(texts),
        organisation=organisation,
        systems=systems,
        audits=dict(sorted(audits.items())),
    )


def _unlinked(local: _LocalModels, known: references.Known, unread: Collection[Unread] = ()) -> Iterator[Problem]:
    """Yield a problem for each reference to nothing; `unread` are texts that may define what is referred to."""
    organisation = local.organisation
    if (words := possible_ids(unread, "")) is not None:
        here = {**known, references.UNREAD: words}
        yield from catalogue_loading.unlinked(local.entries, here)
        inside = references.known_to_system(here, organisation.data, {})
        if not references.unbroken(local.mentioned[organisation.path], inside):
            yield from references.broken(organisation, binding.marked(Organisation, organisation.data), inside)
        yield from references.settings(organisation, inside)
    for system, document in local.systems.items():
        if (words := possible_ids(unread, system)) is not None:
            yield from _unlinked_in(document, {**known, references.UNREAD: words}, local)
    if (words := possible_ids(unread)) is not None:
        here = {**known, references.UNREAD: words}
        for document in local.audits.values():
            yield from audit_consistency.unlinked(document, here, organisation.data, local.systems)


def _unlinked_in(document: Document, known: references.Known, local: _LocalModels) -> Iterator[Problem]:
    """Yield a problem for each reference of a system to nothing."""
    others = (name for name, each in local.systems.items() if each is not document)
    inside = references.known_to_system(known, local.organisation.data, document.data, others)
    if not references.unbroken(local.mentioned[document.path], inside):
        yield from references.broken(document, binding.marked(System, document.data), inside)
    yield from references.clashes(document, System, local.organisation)
    yield from references.settings(document, inside)
    yield from threat_checks.unlinked(document, known)
    yield from _decided(document, inside)


def _decided(document: Document, known: references.Known) -> Iterator[Problem]:
    """Yield a problem for each decision about a threat that neither the catalogue nor the system has."""
    names = (
        Marked(route=("decisions", id_), text=id_.partition("@")[0], mark=binding.Ref("threats"), key=True)
        for id_ in document.data.get("decisions") or {}
    )
    yield from references.broken(document, names, known)


def _senseless(local: _LocalModels, known: references.Known) -> Iterator[Problem]:
    yield from catalogue_loading.senseless(local.entries, known)
    for type_, document in (*local.documents, *((Audit, each) for each in local.audits.values())):
        if not consistency.possible(local.mentioned[document.path]):
            yield from consistency.impossible(document, binding.marked(type_, document.data))
    yield from consistency.contradictions(local.organisation)
    yield from report_consistency.reports(local.organisation, known)
    for document in local.systems.values():
        yield from consistency.inconsistencies(document)
        yield from consistency.torn(document, known)
        yield from threat_checks.inconsistencies(document)
        yield from consistency.misattributed(document, local.organisation.data)
    for document in local.audits.values():
        yield from audit_consistency.inconsistencies(document, known)


def _failing(local: _LocalModels, catalogue: Catalogue, known: references.Known) -> Iterator[Problem]:
    """Yield a problem for each answer of a local threat that cannot act, and each example with another result.

    Those of the bundled threats are run by the tests of the program.
    """
    for name, document in local.entries["threats"].items():
        yield from answer_checks.unreachable(catalogue.threats[name], document, catalogue)
        yield from examples.failing(catalogue.threats[name], document, catalogue, known)
