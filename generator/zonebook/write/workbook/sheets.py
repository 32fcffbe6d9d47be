"""The cells of a sheet, its headings, and how it is looked at and printed."""

from collections.abc import Sequence

from xlsxwriter.format import Format

from zonebook.document.sheet import FIRST_ROW, HEADINGS_ROW, IDS_ROW, Sheet
from zonebook.write.workbook.styles import Styles
from zonebook.write.workbook.worksheet import Looks, TextSheet

_A3 = 8
_HALF = 50
"""The scale of a printed sheet, in percent: a wide one goes over several pages, its headings on each."""
_KEPT_IN_SIGHT = 2


def write_sheet(worksheet: TextSheet, sheet: Sheet, styles: Styles) -> None:
    """Write headings and rows; of a form with the machine names of its columns above the headings, out of sight.

    An empty cell has the look of its column without being written.
    """
    head = HEADINGS_ROW - 1 if sheet.form else 0
    for at, column in enumerate(sheet.columns):
        worksheet.set_column(at, at, column.width, styles.cell(column.type, by=column.by))
    if sheet.form:
        ids = [(column.id, styles.label()) for column in sheet.columns]
        worksheet.set_row(IDS_ROW - 1, None, None, {"hidden": True})
        _heading(worksheet, IDS_ROW - 1, ids)
    _heading(worksheet, head, [(column.title, styles.heading(column.by)) for column in sheet.columns])
    looks = Looks([styles.column(each) for each in sheet.columns])
    for row, cells in enumerate(sheet.rows, FIRST_ROW - 1 if sheet.form else 1):
        worksheet.write_cells(row, cells, looks)
    _in_sight(worksheet, sheet, head)


def _heading(worksheet: TextSheet, row: int, cells: Sequence[tuple[str, Format]]) -> None:
    looks = Looks([(look, look, look) for _, look in cells])
    worksheet.write_cells(row, [text for text, _ in cells], looks)


def _in_sight(worksheet: TextSheet, sheet: Sheet, head: int) -> None:
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
