"""The time of a workbook of 10,000 rows: `python -m tests.bench.workbooks [rows]` prints seconds of processor time.

Beside it stands the same content written by the library alone, without a form, and the ratio of the two; and the time
in which the rows of the workbook are read back.
"""

import io
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date
from itertools import cycle, islice
from statistics import median
from typing import TypeVar

from tests.bench import options
from tests.support.walking import models
from xlsxwriter import Workbook as Writer

from zonebook.assess.controls.checklist_values import values
from zonebook.document.provenance import Provenance
from zonebook.document.sheet import Cell, Sheet, Workbook
from zonebook.importers.checklist.rows import rows as read_rows
from zonebook.present.downloads.checklist_books import SHEET, form
from zonebook.read import spreadsheet
from zonebook.write.sheet_text import spelt
from zonebook.write.workbook.book import xlsx

T = TypeVar("T")
ROWS, RUNS = 10_000, 3
MOST_SECONDS = 2.0
"""The most processor time that a workbook of `ROWS` may take to write, and to read back."""
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def rows(many: int) -> tuple[tuple[Cell, ...], ...]:
    """Return rows of the checklists of the reference models, from the first again where there are too few."""
    return tuple(islice(cycle(_rows()), many))


def _rows() -> Iterator[tuple[Cell, ...]]:
    for judged in models().systems.values():
        yield from (tuple(values(check, judged.resolved).values()) for check in judged.checks)


def ours(sheet: Sheet) -> bytes:
    """Return the rows as the workbook that is handed out."""
    return xlsx(
        Workbook(title="Measured", about=(), sheets=(sheet,)), (sheet,), Provenance(program="0", as_of="2026-12-01")
    )


def bare(sheet: Sheet) -> bytes:
    """Return the rows as the library alone writes them: cells with their types, and nothing else."""
    file = io.BytesIO()
    writer = Writer(file, _OPTIONS)
    worksheet = writer.add_worksheet()
    day = writer.add_format({"num_format": "yyyy-mm-dd"})
    for number, row in enumerate(sheet.rows):
        for at, cell in enumerate(row):
            if isinstance(cell, date):
                worksheet.write_datetime(number, at, cell, day)
            elif cell is not None:
                worksheet.write_string(number, at, spelt(cell))
    writer.close()
    return file.getvalue()


def back(raw: bytes) -> int:
    """Return how many rows of a checklist are read back from a workbook."""
    name = "measured.xlsx"
    return len(read_rows(name, spreadsheet.read(name, raw, {SHEET}).sheets[SHEET]))


def seconds(work: Callable[[T], object], of: T) -> float:
    """Return the median of the processor time of some runs."""
    found = []
    for _ in range(RUNS):
        begun = time.process_time()
        work(of)
        found.append(time.process_time() - begun)
    return median(found)


def main(many: int) -> int:
    """Print the figures; return whether 10,000 rows took too long."""
    sheet = form("Measured", rows(many))
    whole, alone = seconds(ours, sheet), seconds(bare, sheet)
    raw = ours(sheet)
    again = seconds(back, raw)
    sys.stdout.write(
        f"{many:,} rows: {whole:.2f} s, {len(raw) / 1024:,.0f} KiB; the library alone {alone:.2f} s; "
        f"ratio {whole / alone:.2f}; read back in {again:.2f} s\n"
    )
    return int(many == ROWS and max(whole, again) > MOST_SECONDS)


if __name__ == "__main__":
    sys.exit(main(options.one(__doc__, "rows", ROWS)))
