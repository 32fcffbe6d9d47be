"""Workbooks as spreadsheet programs write them, and as those who mean harm change them."""

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence

import openpyxl
import xlsxwriter

SHEET = "xl/worksheets/sheet1.xml"
Change = Callable[[bytes], bytes]


def workbook(rows: Sequence[Sequence[object]], *, name: str = "Checklist") -> bytes:
    """A workbook of one sheet, as openpyxl writes it: text beginning with `=` is a formula without a value."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = name
    for row in rows:
        sheet.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def shared_text_workbook(rows: Sequence[Sequence[str]]) -> bytes:
    """A workbook whose cells share their texts, as XlsxWriter and Excel write it."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Checklist")
        for at, row in enumerate(rows):
            for column, text in enumerate(row):
                sheet.write_string(at, column, text)
    return out.getvalue()


def changed(raw: bytes, changes: Mapping[str, Change], added: Mapping[str, bytes] | None = None) -> bytes:
    """A workbook with some of its files changed, and some added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for each in old.namelist():
            new.writestr(each, changes.get(each, bytes)(old.read(each)))
        for path, content in (added or {}).items():
            new.writestr(path, content)
    return out.getvalue()
