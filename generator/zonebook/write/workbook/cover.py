"""The cover of a workbook: what it is about, where it comes from, how it is filled in, and what a program needs."""

from collections.abc import Iterator, Mapping, Sequence

from xlsxwriter.worksheet import Worksheet

from zonebook.document.provenance import Provenance
from zonebook.document.sheet import PROPERTIES, Cell, Column, Sheet, Workbook
from zonebook.write import escape
from zonebook.write.sheet_text import spelt
from zonebook.write.workbook.styles import Styles

FORMAT = "1"
"""The version of the form; it grows when a form that was handed out before could be misread."""
_LABEL, _TEXT = 32, 110
"""Widths of the two columns, in characters."""
_A4 = 9
_LOCKED = (
    "Cells that come from the model are locked, without a password. Whatever is changed in them does not come back.",
    "A spreadsheet sorts only what is not locked. Filter instead, or unprotect the sheet: rows are known by their ids.",
    "Columns and their words are explained in the sheet of columns, and beside each cell that is filled in.",
)


def properties(book: Workbook, provenance: Provenance) -> Mapping[str, str]:
    """Return the custom properties of a workbook by name: what it is about, and what it was made from."""
    named = {
        **book.properties,
        "format": FORMAT,
        "commit": provenance.commit,
        "as-of": provenance.as_of,
        "program": provenance.program,
        "models": provenance.models,
    }
    return {f"{PROPERTIES}{name}": value for name, value in named.items() if value}


def write_cover(worksheet: Worksheet, book: Workbook, provenance: Provenance, styles: Styles) -> None:
    """Write the cover: a part for each question, one fact a row."""
    worksheet.set_column(0, 0, _LABEL, styles.cell("text"))
    worksheet.set_column(1, 1, _TEXT, styles.cell("text"))
    worksheet.write_string(0, 0, escape.workbook_cell(book.title), styles.title())
    row = 2
    for title, facts in _parts(book, provenance):
        worksheet.write_string(row, 0, title, styles.part())
        worksheet.write_blank(row, 1, None, styles.part())
        for row, (name, value) in enumerate(facts, row + 1):  # noqa: B020  the next part begins below
            worksheet.write_string(row, 0, escape.workbook_cell(name), styles.label())
            _value(worksheet, row, value, styles)
        row += 2
    worksheet.set_landscape()
    worksheet.set_paper(_A4)
    worksheet.fit_to_pages(1, 0)
    worksheet.print_area(0, 0, row - 2, 1)
    worksheet.protect()


def _value(worksheet: Worksheet, row: int, value: Cell, styles: Styles) -> None:
    text = spelt(value)
    worksheet.write_string(row, 1, escape.workbook_cell(text), styles.cell("text", quoted=escape.runs(text)))


def _parts(book: Workbook, provenance: Provenance) -> Iterator[tuple[str, Sequence[tuple[str, Cell]]]]:
    yield "What this is about", book.about
    yield "What it was made from", tuple(provenance.facts())
    if any(isinstance(each, Sheet) and each.form for each in book.sheets):
        steps = (*book.instructions, *_LOCKED)
        yield "How to fill it in", tuple((str(number), text) for number, text in enumerate(steps, 1))
    yield "For the program that reads it", tuple(properties(book, provenance).items())


def index(sheets: Sequence[Sheet], names: Sequence[str]) -> Sheet:
    """Return the index of a workbook: the name of each sheet, its whole title, and how many rows it has."""
    return Sheet(
        name="Index",
        title="Index",
        columns=(
            Column(id="sheet", title="Sheet", width=31),
            Column(id="title", title="Title", width=48),
            Column(id="rows", title="Rows", type="integer", width=8),
            Column(id="lead", title="What it answers", width=80),
        ),
        rows=tuple(
            (name, each.title, len(each.rows), each.lead or None) for name, each in zip(names, sheets, strict=True)
        ),
    )


def columns(sheets: Sequence[Sheet]) -> Sheet | None:
    """Return the columns that are filled in, by whom, and the words of each; None where there is no form."""
    forms = (column for sheet in sheets if sheet.form for column in sheet.columns)
    found = {column.id: column for column in forms if column.by != "printed"}
    if not found:
        return None
    return Sheet(
        name="Columns",
        title="Columns to fill in",
        lead="Who fills in what, with which words.",
        columns=(
            Column(id="title", title="Column", width=24),
            Column(id="by", title="Filled in by", width=14),
            Column(id="choices", title="Words", type="list", width=20),
            Column(id="help", title="Meaning", width=80),
        ),
        rows=tuple((each.title, each.by, each.choices or None, each.help) for each in found.values()),
    )
