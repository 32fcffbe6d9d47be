"""The workbook of a whole system: its checks, who answers for what, its risks, decisions and reports, and the words."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from zonebook.assess.assessment import Assessment
from zonebook.assess.system import SystemAssessment
from zonebook.document.sheet import Column, OfferedTable, Sheet, Workbook
from zonebook.model.catalogue import Term
from zonebook.present import page_paths
from zonebook.present.audits import user_controls
from zonebook.present.downloads.checklist_books import Rows


def system_book(assessment: Assessment, judged: SystemAssessment, rows: Rows) -> Workbook:
    """Return the workbook of a system; its tables are those that the pages offer."""
    return rows.book("Whole system", judged.checks, more=(*_limits(judged, rows), *whole(assessment, judged.id)))


def tables_of(assessment: Assessment, judged: SystemAssessment) -> frozenset[str]:
    """Return the paths of the tables that the workbook of a system holds and its pages, or others, offer."""
    sheets = system_book(assessment, judged, Rows(judged=judged)).sheets
    return frozenset(each.path for each in sheets if isinstance(each, OfferedTable))


def _limits(judged: SystemAssessment, rows: Rows) -> Iterator[Sheet | OfferedTable]:
    """Yield the limits of the model that it states, and what is set aside."""
    system = judged.resolved.system
    if judged.checks_aside:
        lead = "Checks of elements that are not judged in this model; they count nowhere."
        apart = rows.sheet("Out of scope", judged.checks_aside)
        yield replace(apart, name="Out of scope", lead=lead, form=False)
    offered = (
        ("Assumptions", "assumptions", system.assumptions),
        ("Not judged here", "out-of-scope", system.out_of_scope),
        ("Set aside", "set-aside", (*judged.findings_aside, *judged.gaps_aside)),
    )
    for name, file, there in offered:
        if there:
            yield OfferedTable(name=name, path=page_paths.beside(judged.id, f"{file}.csv"))


def whole(assessment: Assessment, system: str) -> tuple[Sheet | OfferedTable, ...]:
    """Return what stands behind the checklist of a whole system."""

    def offered(name: str, file: str) -> OfferedTable:
        return OfferedTable(name=name, path=page_paths.beside(system, f"{file}.csv"))

    return (
        offered("Responsibility", "responsibility-matrix"),
        offered("Duties", "duties"),
        offered("Risk register", "register"),
        offered("Possible risk", "possible"),
        offered("Decisions", "decisions"),
        OfferedTable(name="Provider reports", path="reports.csv"),
        OfferedTable(name="Inherited controls", path="inherited.csv"),
        offered("Expected by reports", f"checklists/by-framework-{user_controls.NAME}"),
        glossary(assessment.workspace.catalogue.glossary.values()),
    )


def glossary(terms: Iterable[Term]) -> Sheet:
    """Return the terms of the glossary, sorted."""
    return Sheet(
        name="Glossary",
        title="Glossary",
        lead="What the words and acronyms mean.",
        columns=(
            Column(id="term", title="Term"),
            Column(id="long", title="In full", width=32),
            Column(id="summary", title="Meaning", width=100),
        ),
        rows=tuple(
            (each.title, each.long or None, each.summary)
            for each in sorted(terms, key=lambda each: each.title.casefold())
        ),
    )
