"""The reports about frameworks: each requirement stands once, figures are those of the checks, and links lead on."""

import csv
import io
import re
from collections import Counter
from functools import cache

import pytest
from python_calamine import CalamineWorkbook
from tests.support.walking import blocks, models, pages, rows

from zonebook.assess.planning.framework_report import FrameworkReport, framework_reports
from zonebook.document.inline import Link
from zonebook.document.page import Cards, Download, Facts, Heading, Page, Prose, Table
from zonebook.present import page_paths
from zonebook.present.requirements.forms import FORMS
from zonebook.present.requirements.sheets import requirements_sheet
from zonebook.write.csv import comma
from zonebook.write.markdown.page import markdown
from zonebook.write.output_format import Material
from zonebook.write.plain_text import plain
from zonebook.write.workbook import files as workbook_files

MOST_COLUMNS = 6
"""With more, a table is wider than the page."""
MOST_BYTES = 400_000


@cache
def reports() -> tuple[FrameworkReport, ...]:
    return tuple(each for judged in models().systems.values() for each in framework_reports(judged))


each_report = pytest.mark.parametrize(
    "report", reports(), ids=lambda report: f"{report.judged.id}-{report.framework.id}"
)


def page(report: FrameworkReport, name: str = "") -> Page:
    return pages()[page_paths.framework_report(report.judged.id, report.framework.id, name)]


def stands_for(cell: str) -> str:
    """Return the id that a cell begins with."""
    return cell.partition(" ")[0]


@each_report
def test_each_requirement_stands_once(report: FrameworkReport) -> None:
    checked = [stands_for(row["Requirement"]) for row in rows(page(report), "requirements")]
    apart = [stands_for(row["Requirement"]) for row in rows(page(report), "unchecked-requirements")]
    assert Counter((*checked, *apart)) == Counter(list(report.framework.requirements))
    sheet = list(csv.DictReader(io.StringIO(comma(requirements_sheet(report)).decode("utf-8-sig"))))
    assert [row["Requirement"] for row in sheet] == list(report.framework.requirements)


@each_report
def test_each_requirement_has_a_word_and_its_layers(report: FrameworkReport) -> None:
    told = {
        stands_for(row["Requirement"]): (row["Responsibility"], row["Layers"])
        for name in ("requirements", "unchecked-requirements")
        for row in rows(page(report), name)
    }
    for each in report.requirements:
        word, layers = told[each.id]
        assert word == (each.responsible or "not stated")
        assert layers
    (table,) = [each for each in blocks(page(report)) if isinstance(each, Table) and each.name == "who-answers"]
    assert sum(int(plain(cell)) for cell in table.rows[0].cells[1:]) == len(report.requirements)


@each_report
def test_first_sentence_and_cards_agree(report: FrameworkReport) -> None:
    first = next(each for each in blocks(page(report)) if isinstance(each, Prose))
    counted, *_ = re.split(r"(?<=\.) (?=\d+ checks? of elements out of scope)", plain(first.paragraphs[0]))
    whole, *counts = map(int, re.findall(r"\b\d+\b", counted))
    (cards,) = [each for each in blocks(page(report)) if isinstance(each, Cards)]
    assert counts == [int(card.value) for card in cards.cards] == list(report.counts().values())
    assert whole == sum(counts) == len(report.framework.requirements)


@each_report
def test_figures_are_those_of_checks(report: FrameworkReport) -> None:
    framework = report.framework.id
    expected = Counter(
        (id_, check.standing.status)
        for check in report.judged.checks
        for id_ in check.control.crosswalk.get(framework, ())
    )
    assert expected
    found = {
        (each.id, status): number for each in report.requirements for status, number in each.statuses.items() if number
    }
    assert found == expected
    checklist = pages()[page_paths.checklist(report.judged.id, "by-framework", framework)]
    (offered,) = [each.table for each in checklist.blocks if isinstance(each, Download) and each.table]
    assert isinstance(offered, Table)
    for each_row in offered.rows:
        row = dict(zip(offered.columns, map(plain, each_row.cells), strict=True))
        (here,) = [each for each in report.requirements if each.id == row["Requirement"]]
        assert (len(here.checks), here.settled) == (int(row["Checks"]), int(row["Settled"]))


@each_report
def test_gaps_lead_to_all_checks(report: FrameworkReport) -> None:
    (table,) = [each for each in blocks(page(report)) if isinstance(each, Table) and each.name == "requirements"]
    by_id = {each.id: each for each in report.requirements}
    for row in table.rows:
        known = by_id[stands_for(plain(row.cells[0]))]
        (to,) = [inline.to for inline in row.cells[-1] if isinstance(inline, Link)]
        assert plain(row.cells[-1]).startswith(f"{sum(known.open.values()) or 'none'} of {len(known.checks)} check")
        assert Counter(listed(to)) == Counter(check.id for check in known.checks)


def listed(to: str) -> list[str]:
    """Return the checks that stand below an address, by what their links lead to."""
    path, _, anchor = to.partition("#")
    found = list(blocks(pages()[path]))
    at = next(n for n, each in enumerate(found) if isinstance(each, Heading) and each.anchor == anchor)
    facts = found[at + 1]
    assert isinstance(facts, Facts)
    links = [inline for _, text in facts.pairs for inline in text if isinstance(inline, Link)]
    return [check_of(each) for each in links]


def check_of(link: Link) -> str:
    """Return the id of the check whose row a link leads to: on the page of its element, or below its control."""
    path, _, anchor = link.to.partition("#")
    if anchor.startswith("controls-"):
        return f"{anchor.removeprefix('controls-')}@{link.text}"
    assert path.startswith("catalogue/controls/")
    control, _, place = anchor.partition("-applies-")
    system = next(each for each in models().systems if place.startswith(f"{each}-"))
    return f"{control}@{place.removeprefix(f'{system}-')}"


@each_report
def test_pages_are_narrow_and_light(report: FrameworkReport) -> None:
    own = [each for path, each in pages().items() if path.startswith(page(report).path.removesuffix(".md"))]
    assert own
    for each in own:
        assert all(len(block.columns) <= MOST_COLUMNS for block in blocks(each) if isinstance(block, Table))
        assert len(markdown(each, links="html", pictures={}, repository="")) < MOST_BYTES


@each_report
def test_forms_hold_each_requirement_once(report: FrameworkReport) -> None:
    offered = {name for name in (form.name for form in FORMS.values()) if path_of(report, name) in pages()}
    assert offered == {FORMS[each].name for each in report.framework.report_forms}
    for form in (FORMS[each] for each in report.framework.report_forms):
        shown = [plain(row.cells[0]) for row in form.table(report).rows]
        assert shown == [row[0] for row in form.sheet(report).rows] == list(report.framework.requirements)
        assert page(report, form.name).title == f"{form.title}: {report.framework.title}"


def path_of(report: FrameworkReport, name: str) -> str:
    return page_paths.framework_report(report.judged.id, report.framework.id, name)


def test_both_forms_are_asked_for() -> None:
    assert {form for report in reports() for form in report.framework.report_forms} == set(FORMS)


@pytest.mark.parametrize("system", models().systems)
def test_baselines_count_their_own_requirements(system: str) -> None:
    (report,) = [each for each in reports() if each.judged.id == system and len(rows(page(each), "requirements")) > 99]
    for row in rows(page(report), "baselines"):
        named = "" if row["Baseline"] == "all" else row["Baseline"]
        wanted = [each for each in report.framework.requirements.values() if not named or named in each.baselines]
        settled, open_ = int(row["Settled"]), int(row["Open"])
        assert int(row["Requirements"]) == len(wanted) > 0
        assert settled + open_ + int(row["Applies to nothing here"]) + int(row["Without a control"]) == len(wanted)


def test_workbook_holds_report_and_its_form() -> None:
    (report,) = [
        each
        for each in reports()
        if each.judged.id == "web-shop" and "responsibility-matrix" in each.framework.report_forms
    ]
    material = Material(assessment=models(), pages=(page(report), page(report, "responsibilities")), version="0")
    path = f"{page_paths.framework_file(report.judged.id, report.framework.id)}.xlsx"
    raw = workbook_files._files(material)[path]
    assert callable(raw)
    made = raw()
    assert isinstance(made, bytes)
    book = CalamineWorkbook.from_filelike(io.BytesIO(made))
    for name in ("Requirements", "Responsibilities"):
        found = [row[0] for row in book.get_sheet_by_name(name).to_python() if row[0] in report.framework.requirements]
        assert found == list(report.framework.requirements)
