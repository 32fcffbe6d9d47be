"""Workbooks are those of the library, cell by cell; their texts are prepared once for all that are made together."""

from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.write.test_workbooks import CELLS, MADE_FROM, checklist, plain_sheet, read, written
from xlsxwriter.format import Format
from xlsxwriter.packager import Packager
from xlsxwriter.worksheet import Worksheet

from zonebook.document.sheet import Cell, Sheet, Workbook
from zonebook.write import escape
from zonebook.write.sheet_text import spelt
from zonebook.write.workbook import texts, writer
from zonebook.write.workbook.book import xlsx
from zonebook.write.workbook.texts import Texts
from zonebook.write.workbook.writer import TextWriter


class ListedLooks:
    """The looks of columns, as they are passed in."""

    def __init__(self, columns: Sequence[tuple[Format, Format, Format]]) -> None:
        self.columns = columns


class LibrarySheet(Worksheet):  # type: ignore[misc]
    """A worksheet of which the library writes each cell; a look gets its number where it is written."""

    def write_cells(self, row: int, cells: Sequence[Cell], looks: ListedLooks) -> None:
        for at, (cell, (plain, quoted, day)) in enumerate(zip(cells, looks.columns, strict=True)):
            if cell is None:
                continue
            text = spelt(cell)
            if type(cell) is int:
                self.write_number(row, at, cell, plain)
                plain._get_xf_index()
            elif isinstance(cell, date) and cell.year >= 1900:
                self.write_datetime(row, at, cell, day)
                day._get_xf_index()
            else:
                look = quoted if escape.runs(text) else plain
                self.write_string(row, at, escape.workbook_cell(text), look)
                look._get_xf_index()


def of_the_library(sheet: Sheet) -> bytes:
    """The same workbook, of which the library writes all: cells, formulas, and the list of texts."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(writer, "TextSheet", LibrarySheet)
        patch.setattr(TextWriter, "_get_packager", lambda _: Packager())
        for module in ("book", "sheets"):
            patch.setattr(f"zonebook.write.workbook.{module}.Looks", ListedLooks)
        return written(sheet)


@settings(max_examples=25, deadline=None)
@given(rows=st.lists(st.tuples(CELLS, CELLS), max_size=20))
def test_sheets_are_those_of_the_library(rows: list[tuple[Cell, ...]]) -> None:
    assert written(plain_sheet(rows, 2)) == of_the_library(plain_sheet(rows, 2))


def test_forms_are_those_of_the_library() -> None:
    assert written(checklist()[0]) == of_the_library(checklist()[0])


@pytest.mark.parametrize("text", ["<r>&</r>", "<r><t>x</t></r>", "a & <b>", "_x0041_"])
def test_text_is_never_taken_for_markup(text: str) -> None:
    assert read(written(plain_sheet([(text,)], 1)), "Data")[1] == [text]


@settings(max_examples=25, deadline=None)
@given(before=st.lists(st.tuples(CELLS), max_size=6), rows=st.lists(st.tuples(CELLS), max_size=6))
def test_texts_of_another_workbook_change_nothing(before: list[tuple[Cell]], rows: list[tuple[Cell]]) -> None:
    shared, sheet = Texts(), plain_sheet(rows, 1)
    alone = Workbook(title="Book", about=(("About", "a test"),), sheets=(sheet,))
    xlsx(alone, (plain_sheet(before, 1),), MADE_FROM, shared)
    assert xlsx(alone, (sheet,), MADE_FROM, shared) == written(sheet)


def test_each_text_is_prepared_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Cell] = []

    def counted(cell: Cell) -> str:
        asked.append(cell)
        return spelt(cell)

    monkeypatch.setattr(texts, "spelt", counted)
    shared, rows = Texts(), plain_sheet([("twice",), ("twice",), (("one", "two"),)], 1)
    alone = Workbook(title="Book", about=(), sheets=(rows,))
    for _ in range(3):
        xlsx(alone, (rows, rows), MADE_FROM, shared)
    assert [asked.count(cell) for cell in ("twice", ("one", "two"))] == [1, 1]
