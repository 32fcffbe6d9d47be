"""The reference: every word of the language, every word of `when`, every problem code, from their definitions."""

from collections.abc import Iterator

from zonebook.assess.assessment import Assessment
from zonebook.document.inline import Code, spelt
from zonebook.document.page import Block, Page, Prose, Row, Table
from zonebook.present import page_paths
from zonebook.problem_codes import CODES, described
from zonebook.views.catalogue.reference.condition_words import condition_words
from zonebook.views.catalogue.reference.model_language import model_language
from zonebook.views.catalogue.reference.schema_values import Schemas


def reference(assessment: Assessment, schemas: Schemas) -> Iterator[Page]:
    """Yield the pages of the reference; `schemas` are those that models are validated against, by name."""
    yield from model_language(schemas)
    yield from condition_words(assessment.workspace.catalogue, schemas["when"])
    yield Page(
        path=page_paths.PROBLEMS,
        title="Problem codes",
        description="What each problem means and what to do about it.",
        blocks=tuple(_problems()),
        section=("Reference",),
        listed=True,
    )


def _problems() -> Iterator[Block]:
    lead = (
        "A problem is something the author must fix before the model means anything. It is reported as "
        "`path:line:column: code: sentence; did you mean …?`. The stages are: reading the text, its schema, its links, "
        "its sense. All problems of a stage are reported together, and nothing is judged before all stages pass."
    )
    yield Prose(paragraphs=(spelt(lead),))
    rows = tuple(Row(id=code, cells=((Code(text=code),), spelt(described(code)))) for code in CODES)
    yield Table(name="codes", title="Problem codes", columns=("Code", "What it means and what to do"), rows=rows)
