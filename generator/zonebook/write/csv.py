"""A table as comma-separated values, for a spreadsheet (RFC 4180, with the BOM by which Excel detects UTF-8)."""

import csv
import io
from collections.abc import Callable, Iterable
from functools import partial

from zonebook.document.page import Table
from zonebook.document.sheet import Sheet, Workbook
from zonebook.write import escape
from zonebook.write.offered import contents
from zonebook.write.output_format import Format, Material, Parts
from zonebook.write.plain_text import plain
from zonebook.write.sheet_text import spelt

SUFFIX = ".csv"


def comma(content: Table | Sheet) -> bytes:
    """Write headings and rows as plain text; what a spreadsheet would run gets an apostrophe."""
    match content:
        case Table():
            return _written(content.columns, ((plain(text) for text in row.cells) for row in content.rows))
        case Sheet():
            return _written((each.title for each in content.columns), (map(spelt, row) for row in content.rows))


def _written(headings: Iterable[str], rows: Iterable[Iterable[str]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(map(escape.cell, headings))
    writer.writerows(map(escape.cell, row) for row in rows)
    return b"\xef\xbb\xbf" + text.getvalue().encode("utf-8", "replace")


def _files(material: Material) -> Parts:
    found: dict[str, Callable[[], bytes]] = {}
    for path, content in contents(material.pages).items():
        if path.endswith(SUFFIX) and not isinstance(content, Workbook):
            found[path] = partial(comma, content)
    return found


FORMAT = Format(
    name="csv", title="CSV", files="`NAME.csv`, beside its page", says="the tables that pages offer", render=_files
)
