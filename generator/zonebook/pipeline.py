"""The whole way, in the order in which it happens: texts are understood, judged, and told."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

from zonebook.assess.assessment import Assessment, assess, stale_decisions
from zonebook.document.page import Page
from zonebook.load import catalogue
from zonebook.load.catalogue import CheckedCatalogue, Texts, raise_problems
from zonebook.load.workspace import checked_workspace
from zonebook.model.system import Workspace
from zonebook.present.missing_files import without_missing
from zonebook.present.page_frame import framed
from zonebook.read.schema import Schemas
from zonebook.values import UnrenderedError, visible
from zonebook.views import VIEWS
from zonebook.views.catalogue.reference import reference
from zonebook.write import formats
from zonebook.write.output_format import Material


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
class Rendered:
    """Files by path, and for each format that failed a line that says so."""

    files: Mapping[str, str | bytes]
    failed: tuple[str, ...] = ()


def render_files(material: Material) -> Rendered:
    """Return the files of every format; one that fails is named, and does not stop the others.

    Raise UnrenderedError where an essential one fails.
    """
    files: dict[str, str | bytes] = {}
    failed: list[str] = []
    for each in formats.FORMATS:
        try:
            files.update(each.render(_remaining(material, files) if each.essential and failed else material))
        except Exception as error:
            fault = f"{each.title} could not be written: {type(error).__name__}: {visible(str(error))}"
            if each.essential:
                raise UnrenderedError(fault) from error
            failed.append(fault)
    return Rendered(files=files, failed=tuple(failed))


def _remaining(material: Material, files: Collection[str]) -> Material:
    """Return the material with pages that offer none but these files, and say which are missing."""
    return replace(material, pages=tuple(without_missing(page, files) for page in material.pages))
