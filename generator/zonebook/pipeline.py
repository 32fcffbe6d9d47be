"""The pipeline, in the order of its stages: load the texts, assess the workspace, render the pages and files."""

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import chain
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from zonebook.assess.assessment import Assessment, assess, stale_assumptions, stale_decisions, stale_results
from zonebook.assess.system import SystemAssessment
from zonebook.load import catalogue
from zonebook.load.catalogue import CheckedCatalogue, Texts, raise_problems
from zonebook.load.evidence_files import Look
from zonebook.load.workspace import checked_workspace
from zonebook.model.system import Workspace
from zonebook.read.schema import Schemas
from zonebook.values import UnrenderedError, visible
from zonebook.values.record import dataclass

if TYPE_CHECKING:
    from zonebook.assess.planning.comparison.comparison import Comparison
    from zonebook.document.page import Page
    from zonebook.write.output_format import Format, Material, Parts

# What renders or compares is imported where that is done: `zonebook check` does neither, and is to answer at once.


def load_workspace(
    bundled: Texts | CheckedCatalogue,
    models: Texts,
    schemas: Schemas,
    root: str = "models",
    *,
    look: Look | None = None,
) -> Workspace:
    """Return the workspace of the texts; `root` is the folder that the paths of `models` begin with.

    `look` looks for the files that the models name as evidence; without it, none counts as missing or changed.
    Raise BrokenError with every problem of the first stage that has any. The bundled catalogue is checked before the
    models, unless it is passed in as one that is already checked.
    """
    checked = bundled if isinstance(bundled, CheckedCatalogue) else catalogue.shipped(bundled, schemas)
    return checked_workspace(checked, models, schemas, root, look=look)


def assess_workspace(workspace: Workspace, as_of: str) -> Assessment:
    """Return the assessment of the workspace on a day.

    Raise BrokenError where a decision is about no finding, or the result of an audit about no check.
    """
    return _consistent(assess(workspace, as_of))


def reassess_workspace(workspace: Workspace, as_of: str, before: Assessment, root: str = "models") -> Assessment:
    """Return what `assess_workspace` returns, with the assessment of each system that is as it was `before`.

    Both are of the same bundled catalogue, and the paths of both begin with the folder `root`. A system is as it was
    where the day, its own texts and the texts that are no system's are the same, and so is the evidence that both
    name. Raise as `assess_workspace` does.
    """
    old = before.workspace
    if before.as_of != as_of or texts_of(old, root, "") != texts_of(workspace, root, ""):
        return assess_workspace(workspace, as_of)
    if any(old.evidence[path] != state for path, state in workspace.evidence.items() if path in old.evidence):
        return assess_workspace(workspace, as_of)
    same = [name for name in workspace.systems if texts_of(old, root, name) == texts_of(workspace, root, name)]
    kept = {name: before.systems[name] for name in same if name in before.systems}
    systems = {name: kept[name].resolved.system if name in kept else each for name, each in workspace.systems.items()}
    # What is no system's is the same in both: with the older one, an entry is the same object wherever it is named.
    now = replace(old, systems=systems, texts=workspace.texts, evidence=workspace.evidence)
    return _consistent(assess(now, as_of, kept))


def texts_of(workspace: Workspace, root: str, system: str) -> Mapping[str, bytes]:
    """Return the texts of a system by path; those that are no system's where it is empty."""
    systems = f"{root}/systems/"
    inside = f"{systems}{system}/"
    return {
        path: raw
        for path, raw in workspace.texts.items()
        if (path.startswith(inside) if system else not path.startswith(systems))
    }


def _consistent(assessment: Assessment) -> Assessment:
    """Return the assessment; raise BrokenError where something that is stated is about nothing in it."""
    raise_problems((*stale_decisions(assessment), *stale_assumptions(assessment), *stale_results(assessment)))
    return assessment


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What follows from one system alone: the outlines of its pages, by view, and the files of these pages.

    An outline has the anchors of its page and the files that it offers, and nothing else. `offered` are the paths of
    all that is offered, made or not; `faults` are those of pictures, by page and by the name of the graph. `tables` are
    pages with nothing but the tables that the workbook of the whole system holds, where they are known.
    """

    pages: "Mapping[str, tuple[Page, ...]]"
    files: Mapping[str, str | bytes]
    offered: tuple[str, ...]
    faults: Mapping[str, Mapping[str, str]]
    failed: tuple[str, ...] = ()
    tables: "tuple[Page, ...]" = ()


NO_PARTS: Mapping[str, Part] = MappingProxyType({})
"""For a build that takes nothing ready."""


def render_pages(
    assessment: Assessment, schemas: Mapping[str, Any], parts: Mapping[str, Part] = NO_PARTS
) -> "tuple[Page, ...]":
    """Return every page, in reading order; the reference of the language is generated from the schemas, by name.

    With the `parts` of all systems by their ids, pages of systems are outlines.
    """
    from zonebook.present.page_frame import framed  # noqa: PLC0415  see above
    from zonebook.views import OF_SYSTEMS, VIEWS  # noqa: PLC0415
    from zonebook.views.catalogue.reference import reference  # noqa: PLC0415
    from zonebook.views.downloads import downloads  # noqa: PLC0415

    pages: list[Page] = []
    for view in VIEWS:
        if parts and view in OF_SYSTEMS:
            pages += (page for system in assessment.systems for page in parts[system].pages[view.__name__])
        else:
            pages += view(assessment)
    whole = (*pages, *downloads(assessment, tuple(pages)), *reference(assessment, schemas))
    return tuple(framed(page, assessment) for page in whole)


def compare_assessments(old: Assessment, new: Assessment) -> "Comparison":
    """Return what changed from one assessment to another, both as of the same day and by the rules of the old one."""
    from zonebook.assess.planning.comparison.comparison import State, comparison  # noqa: PLC0415  see above

    def judged(workspace: Workspace) -> Mapping[str, SystemAssessment]:
        return assess(workspace, new.as_of).systems

    was, now = (State(workspace=each.workspace, systems=each.systems) for each in (old, new))
    return comparison(was, now, judged)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """Files by path, and a line for each format that failed."""

    files: Mapping[str, str | bytes]
    failed: tuple[str, ...] = ()


def pages_of_system(assessment: Assessment, views: Container[str] | None = None) -> "Mapping[str, tuple[Page, ...]]":
    """Return the pages of the only system of an assessment by view, of all views or of some by their names."""
    from zonebook.present.page_frame import framed  # noqa: PLC0415  see above
    from zonebook.views import OF_SYSTEMS  # noqa: PLC0415

    asked = (view for view in OF_SYSTEMS if views is None or view.__name__ in views)
    return {view.__name__: tuple(framed(page, assessment) for page in view(assessment)) for view in asked}


def pages_in_books(assessment: Assessment, pages: "Iterable[Page]", parts: Mapping[str, Part]) -> "Iterator[Page]":
    """Yield the pages of systems with the tables that workbooks on other pages hold as well."""
    from zonebook.write.offered import in_books, paths  # noqa: PLC0415  see above

    wanted = in_books(pages)
    for system, part in parts.items():
        views = {view: {path for page in found for path in paths(page) & wanted} for view, found in part.pages.items()}
        held = {path for page in part.tables for path in paths(page)}
        if all(map(held.issuperset, views.values())):
            yield from part.tables
        else:
            asked = {view for view, found in views.items() if found}
            yield from chain.from_iterable(pages_of_system(assessment.alone(system), asked).values())


def render_part(material: "Material", pages: "Mapping[str, tuple[Page, ...]]") -> Part:
    """Return the part of the only system of a material, whose pages, by view, are in it as well.

    Raise UnrenderedError where an essential format fails.
    """
    from zonebook.present.downloads.system_book import tables_of  # noqa: PLC0415  see above
    from zonebook.write import formats  # noqa: PLC0415
    from zonebook.write.offered import contents, only, outline  # noqa: PLC0415

    (judged,) = material.assessment.systems.values()
    held = tables_of(material.assessment, judged)
    files: dict[str, str | bytes] = {}
    failed = [fault for each in formats.FORMATS if not each.of_all for fault in _render(each, material, files)]
    return Part(
        pages={view: tuple(map(outline, found)) for view, found in pages.items()},
        files=files,
        offered=tuple(contents(material.pages)),
        faults={
            path: faults
            for path, shown in material.pictures.items()
            if (faults := {name: picture.fault for name, picture in shown.items() if picture.fault})
        },
        failed=tuple(failed),
        tables=tuple(found for page in material.pages if (found := only(page, held))),
    )


def render_files(material: "Material", parts: Iterable[Part] = ()) -> Rendered:
    """Return the files of every format; a format or a file that fails is named, and does not stop the others.

    The files of `parts` are taken as they are; their pages are not in the material. Raise UnrenderedError where an
    essential format fails.
    """
    from zonebook.write import formats  # noqa: PLC0415  see above

    files: dict[str, str | bytes] = {}
    failed: list[str] = []
    tried: set[str] = set()
    for part in parts:
        files |= part.files
        failed += part.failed
        tried |= {*part.files, *part.offered}
    for each in formats.FORMATS:
        failed += _render(each, material, files, frozenset(tried))
    return Rendered(files=files, failed=tuple(dict.fromkeys(failed)))


def in_order(rendered: Rendered, pages: "Iterable[Page]") -> Rendered:
    """Return files with the pages last, in reading order: a search index has them in the order of the files."""
    texts = {page.path: rendered.files[page.path] for page in pages}
    beside = {path: content for path, content in rendered.files.items() if path not in texts}
    return replace(rendered, files={**beside, **texts})


def _render(
    form: "Format", material: "Material", files: dict[str, str | bytes], tried: frozenset[str] = frozenset()
) -> list[str]:
    """Add the files of a format, except those that were `tried` before; return a line for each that failed."""
    if form.render is None:
        return []
    try:
        found = form.render(_written(material, files) if form.essential else material)
    except Exception as error:
        fault = _fault(form.title, error)
        if form.essential:
            raise UnrenderedError(fault) from error
        return [fault]
    return _make({path: content for path, content in found.items() if path not in tried}, files)


def _make(found: "Parts", files: dict[str, str | bytes]) -> list[str]:
    """Add files, each of which is made where it is still to be; return a line for each that failed."""
    failed = []
    for path, content in found.items():
        try:
            files[path] = content if isinstance(content, str | bytes) else content()
        except Exception as error:  # noqa: BLE001  whatever it is, it is named, and the others are written
            failed.append(_fault(path, error))
    return failed


def _fault(name: str, error: Exception) -> str:
    return f"{name} could not be written: {type(error).__name__}: {visible(str(error))}"


def _written(material: "Material", files: Mapping[str, str | bytes]) -> "Material":
    """Return the material with pages that know these files, link to no other, and say which are missing."""
    from zonebook.present.downloads.file_facts import with_facts  # noqa: PLC0415  see above
    from zonebook.present.page_frame import without_missing  # noqa: PLC0415

    pages = (with_facts(without_missing(page, files), files) for page in material.pages)
    return replace(material, pages=tuple(pages))
