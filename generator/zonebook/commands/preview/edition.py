"""The pages and files of one state of the models, each made when it is asked for; of an earlier state what is the same.

Each page is the one that a build of the same state writes. Which view a page is from is known from the state before, so
that a page of a large site is made without the others.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from functools import cached_property

from zonebook import __version__, assembly
from zonebook.assess.assessment import Assessment
from zonebook.commands.preview.failures import cause
from zonebook.document.page import Diagram, Page
from zonebook.document.provenance import Provenance
from zonebook.present.downloads.file_facts import with_facts
from zonebook.present.page_frame import framed
from zonebook.values import RefusedError
from zonebook.views import OF_SYSTEMS, VIEWS
from zonebook.views.catalogue.reference import reference
from zonebook.views.downloads import downloads
from zonebook.write import csv, svg
from zonebook.write.assessment_json import document
from zonebook.write.markdown.page import markdown
from zonebook.write.offered import contents
from zonebook.write.output_format import LinkOptions, Material
from zonebook.write.relative_links import every
from zonebook.write.workbook import files as workbooks

Unit = tuple[str, str]
"""What is made at once: the pages of a view, for one system where the view is of systems; else the id is empty."""
_DOWNLOADS: Unit = ("downloads", "")
_REFERENCE: Unit = ("reference", "")
_OF_SYSTEMS = {view.__name__: view for view in OF_SYSTEMS}
_VIEWS = {view.__name__: view for view in VIEWS}


class Edition:
    """The site of an assessment without the pages written by hand; what it came to is kept as it is asked for."""

    def __init__(
        self,
        assessment: Assessment,
        options: LinkOptions,
        made_from: Callable[[], Provenance | None] = lambda: None,
        before: "Edition | None" = None,
    ) -> None:
        """Begin with the pages of each system whose assessment is that of the edition `before`."""
        self.assessment = assessment
        self.options = options
        self._made_from = made_from
        self._pages: dict[Unit, tuple[Page, ...]] = {}
        self._where: dict[str, Unit] = {}
        self._alone: dict[str, Assessment] = {}
        self._outlines: dict[Unit, tuple[Page, ...]] = {}
        self.failed: dict[Unit, str] = {}
        if before:
            same = {
                name for name, judged in assessment.systems.items() if before.assessment.systems.get(name) is judged
            }
            self._where = dict(before._where)  # noqa: SLF001  another of the same kind
            self._alone = {name: each for name, each in before._alone.items() if name in same}  # noqa: SLF001
            self._outlines = dict(before._outlines)  # noqa: SLF001  likewise
            made = {unit: pages for unit, pages in before._pages.items() if unit not in before.failed}  # noqa: SLF001
            self._pages = {unit: pages for unit, pages in made.items() if unit[1] in same}

    @cached_property
    def units(self) -> tuple[Unit, ...]:
        """What the site is made of, in reading order."""
        systems = tuple(self.assessment.systems)
        found = [(name, system) for name in _VIEWS for system in (systems if name in _OF_SYSTEMS else ("",))]
        return (*found, _DOWNLOADS, _REFERENCE)

    def pages_of(self, unit: Unit) -> tuple[Page, ...]:
        """Return the pages of a unit, made on first use; where that fails, those it had before, without content."""
        if unit not in self._pages:
            try:
                self._pages[unit] = tuple(framed(page, self.assessment) for page in self._viewed(unit))
            except Exception as error:  # noqa: BLE001  whatever it is, it is named, and the other pages are shown
                self.failed[unit] = f"{_named(unit)} failed: {cause(error)}"
                self._pages[unit] = self._outlines.get(unit, ())
            else:
                self._where |= {page.path: unit for page in self._pages[unit]}
                self._outlines[unit] = tuple(replace(page, blocks=()) for page in self._pages[unit])
        return self._pages[unit]

    def _viewed(self, unit: Unit) -> Iterator[Page]:
        name, system = unit
        if unit == _REFERENCE:
            return reference(self.assessment, assembly.language())
        if unit == _DOWNLOADS:
            others = (
                page for each in self.units if each not in {_DOWNLOADS, _REFERENCE} for page in self.pages_of(each)
            )
            return downloads(self.assessment, tuple(others))
        if not system:
            return _VIEWS[name](self.assessment)
        if system not in self._alone:
            self._alone[system] = self.assessment.alone(system)
        return _VIEWS[name](self._alone[system])

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        """Every page, in reading order; the last one of a path counts."""
        return tuple(page for unit in self.units for page in self.pages_of(unit))

    def page(self, path: str) -> Page | None:
        """Return the page of a path; None where there is none. Raise RefusedError where it could not be made."""
        guess = self._where.get(path)
        units = (guess, *self.units) if guess in self.units else self.units
        for unit in units:
            for page in self.pages_of(unit):
                if page.path == path and unit in self.failed:
                    raise RefusedError(self.failed[unit])
                if page.path == path:
                    return page
        return None

    def text(self, path: str) -> str | None:
        """Return the page of a path as Markdown; None where there is none."""
        page = self.page(path)
        if page is None:
            return None
        shown, _ = assembly.drawn((page,), self.options, assembly.drawer())
        whole = with_facts(page, _Asked(self))
        links, repository = self.options.links, self.options.repository
        return markdown(whole, links=links, pictures=shown.get(path, {}), repository=repository)

    def head(self, page: Page) -> str:
        """Return a page without its content, as Markdown: what a navigation needs of it."""
        bare = Page(path=page.path, title=page.title, description=page.description, blocks=())
        return markdown(bare, links=self.options.links, pictures={}, repository="")

    @cached_property
    def _material(self) -> Material:
        return Material(
            assessment=self.assessment,
            pages=self.pages,
            version=__version__,
            provenance=self._made_from(),
            options=self.options,
        )

    @cached_property
    def _files(self) -> Mapping[str, str | bytes | Callable[[], str | bytes]]:
        """The files that pages offer, each still to be made."""
        parts = [form.render(self._material) for form in (csv.FORMAT, workbooks.FORMAT) if form.render]
        whole = {document.PATH: lambda: document.assessed(self.assessment, __version__)}
        return {path: part for each in (*parts, whole) for path, part in each.items()}

    @cached_property
    def offered(self) -> Collection[str]:
        """The paths of the files beside the pages."""
        graphs = (block.graph.name for page in self.pages for block in every(page.blocks) if isinstance(block, Diagram))
        pictures = (f"{assembly.PICTURES}/{name}.svg" for name in graphs)
        return {*contents(self.pages), document.PATH, *pictures}

    def file(self, path: str) -> bytes:
        """Return a file beside the pages; raise KeyError where there is none."""
        if path.startswith(f"{assembly.PICTURES}/"):
            return self._picture(path)
        made = self._files[path]
        content = made if isinstance(made, str | bytes) else made()
        return content.encode() if isinstance(content, str) else content

    def _picture(self, path: str) -> bytes:
        name = path.removeprefix(f"{assembly.PICTURES}/").removesuffix(".svg")
        for page in self.pages:
            graphs = [block for block in every(page.blocks) if isinstance(block, Diagram) and block.graph.name == name]
            if graphs:
                _, files = assembly.drawn((page,), self.options, assembly.drawer())
                return svg.alone(files[path]).encode()
        raise KeyError(path)


def _named(unit: Unit) -> str:
    name, system = unit
    return f"the view `{name}`{f' of system {system}' if system else ''}"


class _Asked(Mapping[str, str | bytes]):
    """The files of an edition, each made when its size or its hash is asked for."""

    def __init__(self, edition: Edition) -> None:
        self._edition = edition

    def __contains__(self, path: object) -> bool:
        return path in self._edition.offered

    def __getitem__(self, path: str) -> bytes:
        return self._edition.file(path)

    def __iter__(self) -> Iterator[str]:
        return iter(self._edition.offered)

    def __len__(self) -> int:
        return len(self._edition.offered)
