"""A workbook as the bytes of an XLSX file: the same bytes for the same content."""

import gc
import io
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import zip_longest

from xlsxwriter.utility import xl_col_to_name

from zonebook.document.provenance import Provenance
from zonebook.document.sheet import Column, Sheet, Workbook
from zonebook.write import escape
from zonebook.write.workbook import cover
from zonebook.write.workbook.form import lists, make_form
from zonebook.write.workbook.names import sheet_names
from zonebook.write.workbook.sheets import write_sheet
from zonebook.write.workbook.styles import Styles
from zonebook.write.workbook.texts import Texts
from zonebook.write.workbook.worksheet import Looks
from zonebook.write.workbook.writer import TextWriter

_COVER, _INDEX, _LISTS = "Cover", "Index", "Lists"
_WORD = Column(id="word", title="Word")
_WORTH_AN_INDEX = 3
"""From how many sheets behind the cover an index lists them."""


def xlsx(book: Workbook, sheets: Sequence[Sheet], provenance: Provenance, texts: Texts | None = None) -> bytes:
    """Return a workbook with these sheets behind its cover; its time is the start of the day that was judged.

    `texts` are those of the workbooks that are made with it.
    """
    with _without_collections():
        return _xlsx(book, sheets, provenance, texts or Texts())


@contextmanager
def _without_collections() -> Iterator[None]:
    """Pause the collector of cycles: it looks through the model again for every few thousand cells that are written.

    Of a workbook of 10,000 rows that was a third of the processor time.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _xlsx(book: Workbook, sheets: Sequence[Sheet], provenance: Provenance, texts: Texts) -> bytes:
    file = io.BytesIO()
    writer = TextWriter(file, texts)
    writer.set_properties({"title": escape.workbook_cell(book.title), "created": _start(provenance.as_of)})
    for name, value in cover.properties(book, provenance).items():
        writer.set_custom_property(name, escape.workbook_cell(value), "text")
    styles = Styles(writer)
    cover.write_cover(writer.add_worksheet(_COVER), book, provenance, styles)
    behind = [*sheets, *filter(None, (cover.columns(sheets),))]
    names = sheet_names((each.name for each in behind), taken=(_COVER, _INDEX, _LISTS))
    words = lists(sheets)
    if len(behind) >= _WORTH_AN_INDEX:
        names, behind = (_INDEX, *names), [cover.index(behind, names), *behind]
    for name, sheet in zip(names, behind, strict=True):
        worksheet = writer.add_sheet(name)
        write_sheet(worksheet, sheet, styles)
        if sheet.form:
            make_form(worksheet, sheet, words, styles)
    if words:
        _lists(writer, words, styles)
    writer.close()
    return file.getvalue()


def _lists(writer: TextWriter, words: Mapping[tuple[str, ...], str], styles: Styles) -> None:
    """Write each list of words into a column of a hidden sheet, as a named range: a drop-down of any length."""
    worksheet = writer.add_sheet(_LISTS)
    looks = Looks([styles.column(_WORD)] * len(words))
    for row, cells in enumerate(zip_longest(*((name, *choices) for choices, name in words.items()))):
        worksheet.write_cells(row, cells, looks)
    for at, (choices, name) in enumerate(words.items()):
        column = xl_col_to_name(at)
        writer.define_name(name, f"={_LISTS}!${column}$2:${column}${len(choices) + 1}")
    worksheet.hide()


def _start(day: str) -> datetime:
    return datetime.fromisoformat(day).replace(tzinfo=UTC)
