"""A framework report as sheets: every requirement on one row, typed, for a spreadsheet and for a program."""

from collections.abc import Iterator

from zonebook.assess.controls.grounds import GROUND_WORDS
from zonebook.assess.planning.framework_report import OPEN, FrameworkReport, RequirementReport
from zonebook.document.page import Download
from zonebook.document.sheet import NARROW, WIDE, Cell, Column, Sheet, Workbook
from zonebook.model import vocabulary
from zonebook.present import badges, page_paths
from zonebook.present.requirements import holders, words
from zonebook.present.requirements.forms import FORMS

_LEAD = "One row is one requirement of the framework, with what the checks of its controls come to."
_COLUMNS = (
    Column(id="requirement", title="Requirement", width=NARROW),
    Column(id="title", title="Title", width=36),
    Column(id="baselines", title="Baselines", type="list", width=NARROW),
    Column(id="responsible", title="Responsibility", width=NARROW),
    Column(id="layers", title="Layers", type="list", width=36),
    Column(id="because", title="Why that side answers", width=WIDE),
    Column(id="standing", title="Standing"),
    Column(id="status", title="Status"),
    Column(id="checks", title="Checks", type="integer", width=NARROW),
    Column(id="settled", title="Settled", type="integer", width=NARROW),
    *(
        Column(id=status, title=badges.control_status(status).text.capitalize(), type="integer", width=NARROW)
        for status in OPEN
    ),
    Column(id="grounds", title="Rests on", type="list", width=30),
    Column(id="evidence", title="Evidence", type="list", width=WIDE),
    Column(id="shown_on", title="Newest evidence", type="date", width=NARROW),
    Column(id="tested_on", title="Newest test", type="date", width=NARROW),
    Column(id="gaps", title="Gaps", type="list", width=36),
    Column(id="controls", title="Controls", type="list", width=30),
    Column(id="parties", title="Parties", type="list"),
)


def downloads(report: FrameworkReport) -> Iterator[Download]:
    """Yield the workbook of a report, with the forms that its assessors ask for, and its requirements as CSV."""
    system, framework = report.judged.id, report.framework
    path = page_paths.framework_file(system, framework.id)
    yield Download(text=f"Report: {framework.title} (XLSX)", path=f"{path}.xlsx", book=_book(report))
    yield Download(text=f"Report: {framework.title} (CSV)", path=f"{path}.csv", table=requirements_sheet(report))


def _book(report: FrameworkReport) -> Workbook:
    system, framework = report.judged.resolved.system.system, report.framework
    counts = ((words.STANDINGS[each], number) for each, number in report.counts().items())
    return Workbook(
        title=f"{system.title}: {framework.title}",
        about=(
            ("System", system.title),
            ("Framework", f"{framework.title}, version {framework.version}"),
            ("Requirements", len(report.requirements)),
            *counts,
        ),
        sheets=(requirements_sheet(report), *(FORMS[each].sheet(report) for each in framework.report_forms)),
        properties={"system": report.judged.id, "framework": framework.id},
    )


def requirements_sheet(report: FrameworkReport) -> Sheet:
    """Return a row for each requirement, in the order of the framework."""
    return Sheet(
        name="Requirements",
        title=f"Requirements of {report.framework.title}",
        lead=_LEAD,
        columns=_COLUMNS,
        rows=tuple(_row(each) for each in report.requirements),
    )


def _row(found: RequirementReport) -> tuple[Cell, ...]:
    return (
        found.id,
        found.requirement.title or None,
        found.requirement.baselines or None,
        holders.word(found.answering),
        holders.layers(found.answering) or None,
        holders.why(found.answering),
        words.STANDINGS[found.standing].lower(),
        vocabulary.words(found.status),
        len(found.checks),
        found.settled,
        *(found.statuses.get(status, 0) for status in OPEN),
        tuple(f"{number} {GROUND_WORDS[ground]}" for ground, number in found.grounds.items()) or None,
        tuple(each.title or each.file or each.url for each in found.evidence) or None,
        words.day(found.shown_on),
        words.day(found.tested_on),
        words.gaps(found) or None,
        tuple(each.id for each in found.controls) or None,
        tuple(dict.fromkeys(check.party for check in found.checks if check.party)) or None,
    )
