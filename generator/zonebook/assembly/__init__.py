"""What the two entry points share: load models from disk, assess, render pages, draw and write."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import field
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from zonebook import __version__
from zonebook.assess.assessment import Assessment
from zonebook.edge import catalogue_cache, disk, evidence_files, repository
from zonebook.load.catalogue import CheckedCatalogue
from zonebook.model.system import Workspace
from zonebook.pipeline import (
    NO_PARTS,
    Part,
    assess_workspace,
    in_order,
    load_workspace,
    pages_in_books,
    reassess_workspace,
    render_files,
    render_pages,
)
from zonebook.read.schema import Schemas
from zonebook.values import RefusedError
from zonebook.values.record import dataclass

if TYPE_CHECKING:
    from zonebook.document.graph import Graph
    from zonebook.document.page import Page, Picture
    from zonebook.document.provenance import Provenance
    from zonebook.drawing.layout import Drawer
    from zonebook.edge import git
    from zonebook.write.output_format import LinkOptions

# What writes or draws is imported where that is done: `zonebook check` does neither, and is to answer at once.

AS_OF = "ZONEBOOK_AS_OF"
"""The environment variable with the day as of which MkDocs assesses."""
JOBS = "ZONEBOOK_JOBS"
"""The environment variable with the number of processes that make the parts of systems for MkDocs."""
TOLD_ELSEWHERE = "ZONEBOOK_SITE"
"""Set in the environment of MkDocs where another process reads the manifest and reports what is degraded."""
ASSETS = "assets/zonebook"
"""The folder of the styles and scripts."""
PICTURES = "diagrams"
"""The folder of the pictures as separate files."""
Progress = Callable[[str], None]
"""Called with the name of each stage as it begins."""


def silent(_: str) -> None:
    """Report nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """A build: files by path, pages for a navigation, what is missing or degraded, what it is made from, acronyms.

    `options` say how its links are written.
    """

    files: Mapping[str, str | bytes]
    pages: "tuple[Page, ...]"
    degraded: tuple[str, ...]
    provenance: "Provenance | None" = None
    terms: Mapping[str, str] = field(default_factory=dict)
    options: "LinkOptions | None" = None


@cache
def language() -> Mapping[str, Any]:
    """Return the schemas of the language, by name."""
    return disk.schemas()


@cache
def language_schemas() -> Schemas:
    """Return the schemas of the language, ready to check with."""
    return Schemas(language())


def shown(models: Path, base: Path | None = None) -> str:
    """Return the path to display for models: relative to `base` (the current folder), else the folder's name alone."""
    whole, from_ = disk.real(models), disk.real(base or Path.cwd())
    inside = whole.is_relative_to(from_) and whole != from_
    return whole.relative_to(from_).as_posix() if inside else whole.name


def bundled_catalogue() -> CheckedCatalogue:
    """Return the bundled catalogue, to be shared where models are assessed more than once; raise OSError."""
    return catalogue_cache.bundled(language_schemas())


def load_and_assess(
    models: Path,
    as_of: str,
    shown: str = "",
    *,
    bundled: CheckedCatalogue | None = None,
    before: Assessment | None = None,
) -> Assessment:
    """Return the assessment of the models in a folder, with paths displayed below `shown`.

    What is as it was in an assessment `before`, of the same catalogue, is taken from it.
    Raise BrokenError for problems in the models, OSError where the folder or a file cannot be read.
    """
    workspace, root = _loaded(models, shown, bundled)
    return reassess_workspace(workspace, as_of, before, root) if before else assess_workspace(workspace, as_of)


def load_unassessed(models: Path, as_of: str, shown: str = "") -> Assessment:
    """Return the workspace of the models in a folder and a day, with no system assessed; raise as the other does."""
    workspace, _ = _loaded(models, shown, None)
    return Assessment(workspace=workspace, as_of=as_of, systems={})


def _loaded(models: Path, shown: str, bundled: CheckedCatalogue | None) -> tuple[Workspace, str]:
    """Return the workspace of the models in a folder, and the folder that its paths begin with."""
    _there(models)
    root = (shown or models.as_posix()).rstrip("/")
    found = disk.read_models(models, root)
    if not found.texts:
        raise RefusedError(f"{models} holds no model: no YAML file")
    look = partial(evidence_files.looked, models=models, shown=root)
    workspace = load_workspace(bundled or bundled_catalogue(), found.texts, language_schemas(), root, look=look)
    disk.refuse_links(found, models)
    return workspace, root


def assess_texts(models: Path, texts: Mapping[str, bytes], as_of: str, bundled: CheckedCatalogue) -> Assessment:
    """Return the assessment of texts in place of those of a folder of models, whose evidence is looked for on the disk.

    Raise BrokenError for problems in them.
    """
    return assess_workspace(workspace_of(models, texts, bundled), as_of)


def workspace_of(models: Path, texts: Mapping[str, bytes], bundled: CheckedCatalogue) -> Workspace:
    """Return the workspace of texts in place of those of a folder of models; raise BrokenError for problems in them."""
    root = models.as_posix().rstrip("/")
    look = partial(evidence_files.looked, models=models, shown=root)
    return load_workspace(bundled, texts, language_schemas(), root, look=look)


def assess_revision(found: "git.Models", as_of: str, bundled: CheckedCatalogue) -> Assessment:
    """Return the assessment of the models of a revision; raise BrokenError for problems in them."""
    workspace = load_workspace(bundled, found.texts, language_schemas(), found.root, look=found.look)
    return assess_workspace(workspace, as_of)


def assess_alone(system: str, text: str, models: Path | None, as_of: str) -> Assessment:
    """Return the assessment of one system from its text, with the organisation and the catalogue of a models folder.

    The folder's own systems are left out; without a folder, the bundled catalogue is all there is. Raise as
    `load_and_assess` does.
    """
    root, texts = "models", {}
    if models is not None:
        _there(models)
        found = disk.read_models(models, root)
        disk.refuse_links(found, models)
        texts = {path: content for path, content in found.texts.items() if not path.startswith(f"{root}/systems/")}
    texts.setdefault(f"{root}/organisation.yaml", b"organisation: {title: Organisation}\n")
    texts[f"{root}/systems/{system}/directory.yaml"] = text.encode()
    return assess_workspace(
        load_workspace(catalogue_cache.bundled(language_schemas()), texts, language_schemas(), root), as_of
    )


def _there(models: Path) -> None:
    """Raise RefusedError, with a suggestion, where this is no folder of models."""
    if models.exists() and not models.is_dir():
        raise RefusedError(f"{models} is a file; name the folder of the models")
    if not models.is_dir():
        raise RefusedError(f"there is no folder {models}; `zonebook init DIR` begins a repository")
    if (models / "models").is_dir() and not (models / "systems").is_dir():
        raise RefusedError(f"{models} is no folder of models; did you mean {models / 'models'}?")
    if whole := repository.of_system(models):
        message = f"{models} is one system; the folder of the models is {whole}"
        raise RefusedError(f"{message}, and `zonebook check --system {disk.real(models).name}` judges this one alone")


def build(
    assessment: Assessment,
    options: "LinkOptions",
    progress: Progress = silent,
    *,
    provenance: "Provenance | None" = None,
    parts: Mapping[str, Part] = NO_PARTS,
) -> Built:
    """Build every file of the site except hand-written pages; raise UnrenderedError where the pages fail.

    `provenance` is written into files that leave the site; without it, they know the program and the day alone. With
    the `parts` of all systems by their ids, the rest is built and put together with them.
    """
    from zonebook.edge.publish import manifest  # noqa: PLC0415  see above
    from zonebook.write.markdown.abbreviations import abbreviations  # noqa: PLC0415
    from zonebook.write.output_format import Material  # noqa: PLC0415

    progress("writing")
    pages = render_pages(assessment, language(), parts)
    made = {path for part in parts.values() for path in part.files}
    rest = tuple(page for page in pages if page.path not in made)
    progress("drawing")
    pictures, drawings = drawn(rest, options, drawer())
    progress("writing")
    material = Material(
        assessment=assessment,
        pages=(*rest, *pages_in_books(assessment, rest, parts)),
        version=__version__,
        provenance=provenance,
        pictures=pictures,
        drawings=drawings,
        options=options,
    )
    rendered = in_order(render_files(material, parts.values()), pages)
    faulty: dict[str, Mapping[str, str]] = {
        path: {name: each.fault for name, each in shown.items()} for path, shown in pictures.items()
    }
    faulty |= {path: faults for part in parts.values() for path, faults in part.faults.items()}
    shown = (faulty.get(page.path, {}) for page in pages)
    faults = {name: fault for page in shown for name, fault in page.items() if fault}
    degraded = (*(f"{name}: {fault}" for name, fault in faults.items()), *rendered.failed)
    files = {**rendered.files, manifest.NAME: manifest.manifest(rendered.files, degraded, material.made_from)}
    terms = abbreviations(assessment.workspace.catalogue.glossary.values())
    return Built(
        files=files, pages=pages, degraded=degraded, provenance=material.made_from, terms=terms, options=options
    )


def drawn_alone(graphs: "Iterable[Graph]") -> "Mapping[str, Picture]":
    """Draw graphs as files that lead nowhere, and return them by their names."""
    pen = drawer()
    return {graph.name: pen.draw(graph, lambda _: "") for graph in graphs}


@cache
def drawer() -> "Drawer":
    """Return what draws the pictures of this program, with the layouts that it made so far."""
    from zonebook.drawing import layout  # noqa: PLC0415  see above

    return layout.drawer()


Drawn = tuple[dict[str, dict[str, "Picture"]], dict[str, "Picture"]]
"""Pictures by page and name, and those of the separate files by path: they differ in their links."""


def drawn(pages: "tuple[Page, ...]", options: "LinkOptions", pen: "Drawer") -> Drawn:
    """Draw every graph with links relative to each page that it is on, and once relative to its own file."""
    from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415  see above

    from zonebook.document.page import Diagram  # noqa: PLC0415
    from zonebook.write.relative_links import address  # noqa: PLC0415

    wanted = [(page, block.graph) for page in pages for block in page.blocks if isinstance(block, Diagram)]

    def both(index: int) -> "tuple[Picture, Picture]":
        page, graph = wanted[index]
        inside = pen.draw(graph, lambda to: address(to, page=page.path, links=options.links))
        alone = pen.draw(graph, lambda to: address(to, page=f"{PICTURES}/index.md", links=options.links))
        return inside, alone

    with ThreadPoolExecutor(max_workers=2) as pool, pen.processes.ending(pool):
        pairs = tuple(pool.map(both, range(len(wanted))))
    shown: dict[str, dict[str, Picture]] = {}
    files: dict[str, Picture] = {}
    for (page, graph), (inside, alone) in zip(wanted, pairs, strict=True):
        shown.setdefault(page.path, {})[graph.name] = inside
        if alone.svg:
            files[f"{PICTURES}/{graph.name}.svg"] = alone
    return shown, files
