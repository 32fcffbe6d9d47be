"""The cells of a sheet, its headings, and how it is looked at and printed."""

from datetime import date

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from zonebook.document.sheet import FIRST_ROW, HEADINGS_ROW, IDS_ROW, Cell, Column, Sheet
from zonebook.write import escape
from zonebook.write.sheet_text import spelt
from zonebook.write.workbook.styles import Styles

_A3 = 8
_HALF = 50
"""The scale of a printed sheet, in percent: a wide one goes over several pages, its headings on each."""
_FIRST_YEAR = 1900
"""The first year that a spreadsheet counts days from; a day before it is written as text."""
_KEPT_IN_SIGHT = 2


def write_sheet(worksheet: Worksheet, sheet: Sheet, styles: Styles) -> None:
    """Write headings and rows; of a form with the machine names of its columns above the headings, out of sight."""
    head = HEADINGS_ROW - 1 if sheet.form else 0
    for at, column in enumerate(sheet.columns):
        worksheet.set_column(at, at, column.width, styles.cell(column.type, by=column.by))
        worksheet.write_string(head, at, escape.workbook_cell(column.title), styles.heading(column.by))
        if sheet.form:
            worksheet.write_string(IDS_ROW - 1, at, column.id, styles.label())
    if sheet.form:
        worksheet.set_row(IDS_ROW - 1, None, None, {"hidden": True})
    _rows(worksheet, sheet, FIRST_ROW - 1 if sheet.form else 1, styles)
    _in_sight(worksheet, sheet, head)


def _in_sight(worksheet: Worksheet, sheet: Sheet, head: int) -> None:
    """Keep the headings in sight, on the screen and on each printed page; let the rows be filtered."""
    last, columns = head + len(sheet.rows), len(sheet.columns)
    kept = _KEPT_IN_SIGHT if sheet.form else 1
    worksheet.freeze_panes(head + 1, kept)
    worksheet.autofilter(head, 0, last, columns - 1)
    worksheet.set_landscape()
    worksheet.set_paper(_A3)
    worksheet.set_print_scale(_HALF)
    worksheet.repeat_rows(head)
    worksheet.repeat_columns(0, kept - 1)
    worksheet.print_area(head, 0, last, columns - 1)
    worksheet.set_footer("&L&F&C&A&R&P / &N")


def _rows(worksheet: Worksheet, sheet: Sheet, first: int, styles: Styles) -> None:
    """Write the cells that are not empty; an empty one has the look of its column without being written."""
    texts: dict[Cell, tuple[str, bool]] = {}
    looks = tuple(_looks(column, styles) for column in sheet.columns)
    write_string = worksheet.write_string
    for number, row in enumerate(sheet.rows, first):
        for at, cell in enumerate(row):
            if cell is None:
                continue
            plain, day, quoted = looks[at]
            if type(cell) is int:
                worksheet.write_number(number, at, cell, plain)
                continue
            if isinstance(cell, date) and cell.year >= _FIRST_YEAR:
                worksheet.write_datetime(number, at, cell, day)
                continue
            known = texts.get(cell)
            if known is None:
                text = spelt(cell)
                known = texts[cell] = (escape.workbook_cell(text), escape.runs(text))
            written, runs = known
            write_string(number, at, written, quoted if runs else plain)


def _looks(column: Column, styles: Styles) -> tuple[Format, Format, Format]:
    """Return how a column looks where it has what its type says, a day, and text that would run as a formula."""
    return (
        styles.cell(column.type, by=column.by),
        styles.cell("date", by=column.by),
        styles.cell(column.type, by=column.by, quoted=True),
    )
