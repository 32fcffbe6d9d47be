"""Workbooks: what is written is read back, forms have the manners of a spreadsheet, the same content the same bytes."""

import gc
import io
import shutil
import subprocess
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.dimensions import ColumnDimension
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineWorkbook
from tests.support.walking import models

from zonebook.assess.controls.checklist_fields import BY_ID, FIELDS
from zonebook.document.inline import Badge, Link
from zonebook.document.page import Row, Table
from zonebook.document.provenance import Provenance
from zonebook.document.sheet import FIRST_ROW, HEADINGS_ROW, IDS_ROW, Cell, Column, Sheet, Workbook
from zonebook.present.downloads.checklist_books import SHEET, Rows
from zonebook.write import escape
from zonebook.write.sheet_text import spelt
from zonebook.write.workbook.book import xlsx
from zonebook.write.workbook.names import MOST, sheet_names
from zonebook.write.workbook.tables import sheet

MADE_FROM = Provenance(program="0", as_of="2026-12-01", commit="ab" * 20, changed=True)
LONGEST_TITLE, LONGEST_PROMPT, LONGEST_ERROR, LONGEST_LIST = 32, 255, 224, 255
TEXT = st.text(st.characters(codec="utf-8"), max_size=40)
CELLS = st.one_of(
    st.none(),
    TEXT.filter(bool),
    st.integers(-(10**15), 10**15),
    st.dates(date(1900, 3, 1), date(9999, 12, 31)),
    st.booleans(),
    st.lists(TEXT.filter(bool), min_size=1, max_size=3).map(tuple),
)


def plain_sheet(rows: Sequence[tuple[Cell, ...]], width: int) -> Sheet:
    columns = tuple(Column(id=f"c{n}", title=f"C{n}") for n in range(width))
    return Sheet(name="Data", title="Data", columns=columns, rows=tuple(rows))


def written(*sheets: Sheet) -> bytes:
    return xlsx(Workbook(title="Book", about=(("About", "a test"),), sheets=sheets), sheets, MADE_FROM)


def read(raw: bytes, name: str) -> list[list[object]]:
    found = CalamineWorkbook.from_filelike(io.BytesIO(raw)).get_sheet_by_name(name)
    return [list(row) for row in found.to_python()]


def as_read(cell: Cell) -> object:
    """A cell as a reader of values returns it: whole numbers have a fraction there, what is empty is empty text."""
    if isinstance(cell, date) and cell.year >= 1900:
        return cell
    if isinstance(cell, int) and not isinstance(cell, bool):
        return float(cell)
    return escape.workbook_cell(spelt(cell))


@cache
def checklist() -> tuple[Sheet, bytes]:
    """The checklist of a system of the reference models, and the workbook around it."""
    judged = models().systems["corporate-directory"]
    book = Rows(judged=judged).book("All", judged.checks[:60])
    only = book.sheets[0]
    assert isinstance(only, Sheet)
    return only, xlsx(book, (only,), MADE_FROM)


@cache
def opened() -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(checklist()[1]))


def form() -> Worksheet:
    found = opened()[SHEET]
    assert isinstance(found, Worksheet)
    return found


def dimensions() -> dict[int, ColumnDimension]:
    """What is set for each column, counted from 1; neighbours that are alike are stored together."""
    found = form().column_dimensions.values()
    return {at: each for each in found for at in range(each.min or 0, (each.max or 0) + 1)}


@given(st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=1, max_size=4))
@settings(max_examples=60, deadline=None)
def test_cells_are_read_back_as_written(rows: list[tuple[Cell, ...]]) -> None:
    guarded = [("x", *row, "x") for row in rows]
    found = read(written(plain_sheet(guarded, 5)), "Data")[1:]
    assert found == [[as_read(cell) for cell in row] for row in guarded]


def test_checklist_is_read_back_as_printed() -> None:
    only, raw = checklist()
    found = read(raw, SHEET)
    assert found[IDS_ROW - 1] == list(BY_ID)
    assert found[HEADINGS_ROW - 1] == [field.title for field in FIELDS]
    assert found[FIRST_ROW - 1 :] == [[as_read(cell) for cell in row] for row in only.rows]


def test_same_content_gives_same_bytes() -> None:
    only, raw = checklist()
    judged = models().systems["corporate-directory"]
    assert xlsx(Rows(judged=judged).book("All", judged.checks[:60]), (only,), MADE_FROM) == raw


@pytest.mark.parametrize("on", [True, False])
def test_collector_is_left_as_it_was(*, on: bool) -> None:
    sheet_ = plain_sheet([("a",)], 1)
    found = []
    (gc.enable if on else gc.disable)()
    try:
        written(sheet_)
        found.append(gc.isenabled())
        with pytest.raises(ValueError, match="isoformat"):
            xlsx(Workbook(title="T", about=(), sheets=(sheet_,)), (sheet_,), replace(MADE_FROM, as_of="never"))
        found.append(gc.isenabled())
    finally:
        gc.enable()
    assert found == [on, on]


def test_form_keeps_headings_in_sight() -> None:
    sheet_ = form()
    last = FIRST_ROW - 1 + len(checklist()[0].rows)
    assert sheet_.freeze_panes == f"C{FIRST_ROW}"
    assert sheet_.row_dimensions[IDS_ROW].hidden
    assert sheet_.auto_filter.ref == f"A{HEADINGS_ROW}:{sheet_.cell(last, len(FIELDS)).coordinate}"
    assert sheet_.print_title_rows == f"${HEADINGS_ROW}:${HEADINGS_ROW}"
    assert sheet_.page_setup.orientation == "landscape"
    assert sheet_.print_area is not None
    assert [round(dimensions()[at].width) for at in range(1, len(FIELDS) + 1)] == [field.width + 1 for field in FIELDS]


def test_only_what_is_filled_in_is_unlocked() -> None:
    sheet_ = form()
    assert sheet_.protection.sheet
    assert not sheet_.protection.sort
    assert not sheet_.protection.autoFilter
    for at, field in enumerate(FIELDS, 1):
        column = dimensions()[at]
        cells = [sheet_.cell(row, at) for row in range(FIRST_ROW, FIRST_ROW + 3)]
        locks = {cell.protection.locked for cell in cells if cell.value is not None} | {column.protection.locked}
        assert locks == {field.by == "printed"}, field.id


def test_filled_columns_offer_and_limit_their_words() -> None:
    by_column = {
        str(each.sqref).split(":")[0].rstrip("0123456789"): each for each in form().data_validations.dataValidation
    }
    names = opened().defined_names
    for at, field in enumerate(FIELDS, 1):
        found = by_column.get(get_column_letter(at))
        assert (found is not None) is (field.by != "printed"), field.id
        if found is None:
            continue
        assert len(found.promptTitle or "") <= LONGEST_TITLE
        assert len(found.errorTitle or "") <= LONGEST_TITLE
        assert len(found.prompt or "") <= LONGEST_PROMPT
        assert len(found.error or "") <= LONGEST_ERROR
        if field.type in {"choice", "boolean"}:
            ((name, area),) = names[found.formula1].destinations
            cells = [cell.value for (cell,) in opened()[name][area.replace("$", "")]]
            assert cells == list(field.choices)
            assert found.showErrorMessage


def test_words_and_missing_cells_are_marked() -> None:
    rules = [rule.formula[0] for each in form().conditional_formatting for rule in each.rules]
    assert any('"not-effective"' in rule and '"not-met"' in rule for rule in rules)
    assert sum(rule.startswith("AND(") for rule in rules) == sum(bool(field.required_with) for field in FIELDS)


def test_nothing_runs_merges_or_leads_outside() -> None:
    raw = checklist()[1]
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        names = archive.namelist()
        texts = [archive.read(name).decode() for name in names]
    assert [name for name in names if "vba" in name.lower() or "external" in name.lower()] == []
    assert [
        text[:80] for text in texts if "<f>" in text or "<mergeCell" in text or 'TargetMode="External"' in text
    ] == []


def test_workbook_says_what_it_is_about() -> None:
    found = {each.name: each.value for each in vars(opened())["custom_doc_props"].props}
    assert found["zonebook-system"] == "corporate-directory"
    assert (found["zonebook-commit"], found["zonebook-as-of"]) == (MADE_FROM.commit, MADE_FROM.as_of)
    cover = {str(row[0].value): row[1].value for row in opened()["Cover"].iter_rows()}
    assert {name: cover[name] for name in found} == found
    assert cover["Commit of the models"] == f"{MADE_FROM.commit}, with changes since"


def test_what_looks_like_a_formula_stays_text() -> None:
    texts = ("=1+1", " =1+1", "\uff1d1+1", "+1", "-1", "@x", "'=1", "plain")
    book = openpyxl.load_workbook(io.BytesIO(written(plain_sheet([(text,) for text in texts], 1))))
    cells = [book["Data"].cell(row, 1) for row in range(2, 2 + len(texts))]
    assert [(cell.value, cell.data_type) for cell in cells] == [(text, "s") for text in texts]
    assert [bool(cell.quotePrefix) for cell in cells] == [True] * (len(texts) - 1) + [False]


@pytest.mark.parametrize("mark", ["x", "\U0001f600"])
def test_long_text_is_cut_and_says_so(mark: str) -> None:
    text = mark * 40_000
    ((_,), (found,)) = read(written(plain_sheet([(text,)], 1)), "Data")
    assert isinstance(found, str)
    kept, _, rest = found.partition("…")
    assert len(found.encode("utf-16-le")) // 2 <= escape.MOST_IN_A_CELL
    assert rest == f" [cut: {40_000 - len(kept)} more characters]"
    assert set(kept) == {mark}


@given(st.lists(st.text(max_size=45), max_size=12))
def test_sheet_names_are_valid_and_single(wanted: list[str]) -> None:
    names = sheet_names(wanted, taken=("Cover",))
    assert len(names) == len(wanted)
    assert len({each.casefold() for each in names} - {"cover", "history"}) == len(wanted)
    for name in names:
        assert 0 < len(name) <= MOST
        assert not set(name) & set("[]:*?/\\")
        assert name == name.strip("'")


def test_sheet_name_within_limits_stays() -> None:
    assert sheet_names(("Risk register", "risk Register", "a/b")) == ("Risk register", "risk Register 2", "a b")


def test_table_of_page_has_days_and_numbers() -> None:
    cells = (
        (("2026-01-02",), ("7",), ("007",), (Badge(text="high", tone="high"),)),
        (("–",), ("–",), ("8",), (Link(text="Server", to="x.md"), " (old)")),
    )
    rows = tuple(Row(id=str(n), cells=row) for n, row in enumerate(cells))
    found = sheet(Table(name="t", title="T", columns=("Day", "Number", "Name", "Words"), rows=rows))
    assert [each.type for each in found.columns] == ["date", "integer", "text", "text"]
    assert found.rows == ((date(2026, 1, 2), 7, "007", "high"), (None, None, "8", "Server (old)"))


def test_day_before_the_first_of_spreadsheets_is_text() -> None:
    assert read(written(plain_sheet([(date(1899, 12, 31),)], 1)), "Data")[1] == ["1899-12-31"]


def test_empty_form_is_a_workbook() -> None:
    only = replace(checklist()[0], rows=())
    assert len(read(written(only), SHEET)) == HEADINGS_ROW


def test_office_opens_it_without_repair(tmp_path: Path) -> None:
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")
    (tmp_path / "book.xlsx").write_bytes(checklist()[1])
    command = [
        office,
        "--headless",
        f"-env:UserInstallation=file://{tmp_path}/profile",
        "--convert-to",
        "xlsx:Calc MS Excel 2007 XML",
    ]
    subprocess.run([*command, "--outdir", str(tmp_path / "out"), str(tmp_path / "book.xlsx")], check=True, timeout=120)
    again = (tmp_path / "out" / "book.xlsx").read_bytes()
    assert read(again, SHEET) == read(checklist()[1], SHEET)
