"""A table as comma-separated values, for a spreadsheet (RFC 4180, with the mark by which Excel knows UTF-8)."""

import csv
import io

from zonebook.document.page import Table
from zonebook.write import escape
from zonebook.write.plain_text import plain


def comma(table: Table) -> bytes:
    """Give the names of the columns and the rows as plain text; what a spreadsheet would run gets an apostrophe."""
    sheet = io.StringIO()
    writer = csv.writer(sheet, lineterminator="\r\n")
    writer.writerow(map(escape.cell, table.columns))
    writer.writerows([escape.cell(plain(text)) for text in row.cells] for row in table.rows)
    return b"\xef\xbb\xbf" + sheet.getvalue().encode("utf-8", "replace")
