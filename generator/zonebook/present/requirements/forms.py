"""The forms in which assessors ask for a framework report: as a page's table, and as a sheet."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from zonebook.assess.planning.framework_report import FrameworkReport
from zonebook.document.page import Table
from zonebook.document.sheet import Sheet
from zonebook.model.vocabulary import ReportForm
from zonebook.present.requirements import applicability, responsibilities


class Form(NamedTuple):
    """A form: the end of its path, its title, what it says in a sentence, and its table and sheet for a report."""

    name: str
    title: str
    lead: str
    answer: Callable[[FrameworkReport], str]
    table: Callable[[FrameworkReport], Table]
    sheet: Callable[[FrameworkReport], Sheet]


FORMS: Mapping[ReportForm, Form] = {
    "statement-of-applicability": Form(
        name="applicability",
        title="Statement of applicability",
        lead=applicability.LEAD,
        answer=applicability.answer,
        table=applicability.table,
        sheet=applicability.sheet,
    ),
    "responsibility-matrix": Form(
        name="responsibilities",
        title="Responsibility matrix",
        lead=responsibilities.LEAD,
        answer=responsibilities.answer,
        table=responsibilities.table,
        sheet=responsibilities.sheet,
    ),
}
