"""The whole way, in the order in which it happens: texts are understood, judged, and told."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from zonebook.assess.assessment import Assessment, assess, stale_decisions
from zonebook.document.page import Download, Page, Picture, Table
from zonebook.load import catalogue
from zonebook.load.catalogue import CheckedCatalogue, Texts, raise_problems
from zonebook.load.workspace import checked_workspace
from zonebook.model.system import Workspace
from zonebook.present.page_frame import framed
from zonebook.read.schema import Schemas
from zonebook.views import VIEWS
from zonebook.views.catalogue.reference import reference
from zonebook.write.csv import comma
from zonebook.write.markdown.page import markdown
from zonebook.write.relative_links import LinkStyle


def load_workspace(
    bundled: Texts | CheckedCatalogue, models: Texts, schemas: Schemas, root: str = "models"
) -> Workspace:
    """Return the workspace that the texts make; `root` is the folder that the paths of `models` begin with.

    Raise BrokenError with every problem of the first stage that has any. The bundled catalogue is checked before the
    models, unless it is handed in as one that was.
    """
    checked = bundled if isinstance(bundled, CheckedCatalogue) else catalogue.shipped(bundled, schemas)
    return checked_workspace(checked, models, schemas, root)


def assess_workspace(workspace: Workspace, as_of: str) -> Assessment:
    """Give the assessment of the workspace on a day; raises BrokenError where a decision is about nothing."""
    assessment = assess(workspace, as_of)
    raise_problems(stale_decisions(assessment))
    return assessment


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
