"""A table as comma-separated values, for a spreadsheet (RFC 4180, with the BOM by which Excel detects UTF-8)."""

import csv
import io
from collections.abc import Iterator

from zonebook.document.page import Download, Page, Table
from zonebook.write import escape
from zonebook.write.output_format import Files, Format, Material
from zonebook.write.plain_text import plain
from zonebook.write.relative_links import every


def comma(table: Table) -> bytes:
    """Write the column names and the rows as plain text; what a spreadsheet would run gets an apostrophe."""
    sheet = io.StringIO()
    writer = csv.writer(sheet, lineterminator="\r\n")
    writer.writerow(map(escape.cell, table.columns))
    writer.writerows([escape.cell(plain(text)) for text in row.cells] for row in table.rows)
    return b"\xef\xbb\xbf" + sheet.getvalue().encode("utf-8", "replace")


def _files(material: Material) -> Files:
    return dict(offered for page in material.pages for offered in _offered(page))


def _offered(page: Page) -> Iterator[tuple[str, bytes]]:
    """Yield the files that a page offers, each from its own table or the one of the same name."""
    blocks = tuple(every(page.blocks))
    tables = {block.name: block for block in blocks if isinstance(block, Table)}
    for block in blocks:
        if isinstance(block, Download):
            yield block.path, comma(block.table or tables[block.path.rsplit("/", 1)[-1].removesuffix(".csv")])


FORMAT = Format(
    name="csv", title="CSV", files="`NAME.csv`, beside its page", says="the tables that pages offer", render=_files
)
