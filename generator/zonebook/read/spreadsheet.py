"""The cells of a spreadsheet that came back from somebody: an XLSX workbook, or text with separators.

Whoever sends it may send anything. A file is refused with one line that says what to do, before it takes time or
memory; of a workbook only values are read, and never a formula.
"""

import csv
import datetime as dt
import io
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import field
from typing import Any

import python_calamine

from zonebook.read.workbook_package import DAMAGED, refuse
from zonebook.read.workbook_parts import MOST_CELLS, opened
from zonebook.values.record import dataclass

MOST_BYTES = 32 * 1024 * 1024
"""The longest file that is read, in bytes."""
MOST_CHARACTERS = 32_767
"""The longest text of one cell, in characters: no spreadsheet program allows a longer one."""
TEXT_SHEET = "CSV"
"""The name under which the one sheet of a text is addressed."""

Value = str | int | float | bool | dt.date | dt.time | dt.timedelta | None
"""The value of a cell: None where it is empty, a whole number as an integer; a day with a time is a `datetime`."""
_ZIP, _OLE = b"PK", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SEPARATORS = ";,\t"
_RUNS = re.compile("''*\\s*[-=+@\t\r\n\uff0b\uff0d\uff1d\uff20]")
"""The begin of a text with the apostrophe that keeps a spreadsheet from running it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The rows of a sheet from its first row and column on; `faults` has by row and column why a cell has no value."""

    name: str
    rows: Sequence[Sequence[Any]]
    faults: Mapping[tuple[int, int], str] = field(default_factory=dict)

    def value(self, row: int, column: int) -> Value:
        """Return the value of a cell, both counted from 0; None where it is empty or outside of the sheet."""
        cells = self.rows[row] if row < len(self.rows) else ()
        value: Value = cells[column] if column < len(cells) else None
        if isinstance(value, float) and value.is_integer():
            return int(value)
        return None if isinstance(value, str) and not value.strip() else value

    def address(self, row: int, column: int) -> str:
        """Return the address of a cell as spreadsheet programs write it: `Checklist!G14`."""
        letters, left = "", column + 1
        while left:
            left, letter = divmod(left - 1, 26)
            letters = chr(ord("A") + letter) + letters
        return f"{self.name}!{letters}{row + 1}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Spreadsheet:
    """The sheets of a file that were asked for, by name, and the custom properties of the document."""

    sheets: Mapping[str, Sheet]
    properties: Mapping[str, str] = field(default_factory=dict)


def read(name: str, raw: bytes, wanted: Collection[str]) -> Spreadsheet:
    """Return the sheets of a workbook that are wanted, by name, or the one sheet of a text, whatever is wanted.

    `name` is the name of the file, for messages. Raise RefusedError, a line, for a file that is too large, damaged,
    encrypted, of another format, or that holds macros or links to other workbooks.
    """
    if len(raw) > MOST_BYTES:
        refuse(name, f"it has more than {MOST_BYTES // 1024**2} MiB")
    if raw.startswith(_OLE):
        refuse(name, "it is protected by a password or in the old format XLS; save it as XLSX, without a password")
    if not raw.startswith(_ZIP):
        return Spreadsheet(sheets={TEXT_SHEET: Sheet(name=TEXT_SHEET, rows=_separated(name, raw))})
    parts = opened(name, raw)
    faults = {each: parts.examined(each) for each in parts.sheets if each in wanted}
    return Spreadsheet(sheets=_sheets(name, parts.workbook(), faults), properties=parts.properties)


def _sheets(name: str, workbook: bytes, faults: Mapping[str, Mapping[tuple[int, int], str]]) -> dict[str, Sheet]:
    """Return the sheets whose faults are given."""
    try:
        with python_calamine.load_workbook(io.BytesIO(workbook)) as opened:
            rows = {each: opened.get_sheet_by_name(each).to_python(skip_empty_area=False) for each in faults}
    except (python_calamine.CalamineError, ValueError, OverflowError, OSError):
        refuse(name, DAMAGED)
    except BaseException as error:
        # What the library, which is written in Rust, did not expect is no `Exception` of Python.
        if type(error).__name__ != "PanicException":
            raise
        refuse(name, DAMAGED)
    return {each: Sheet(name=each, rows=rows[each], faults=why) for each, why in faults.items()}


def _separated(name: str, raw: bytes) -> list[list[str]]:
    """Return the rows of a text in UTF-8 whose cells are separated by `,`, `;` or tabs, as its first line shows."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        refuse(name, "it is no XLSX, and not UTF-8; save it as XLSX, or as CSV in UTF-8")
    if "\0" in text:
        refuse(name, "it is neither XLSX nor CSV")
    try:
        return list(_rows(name, text, _separator(text)))
    except csv.Error:
        refuse(name, "it is damaged: a quoted cell does not end, or text follows its quote")


def _rows(name: str, text: str, separator: str) -> Iterator[list[str]]:
    cells = 0
    for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True):
        cells += len(row)
        if cells > MOST_CELLS:
            refuse(name, f"it has more than {MOST_CELLS:,} cells")
        if any(len(each) > MOST_CHARACTERS for each in row):
            refuse(name, f"a cell has more than {MOST_CHARACTERS:,} characters")
        yield [_unescaped(each) for each in row]


def _separator(text: str) -> str:
    """Return the separator with which the first line has the most cells."""
    first = text[:MOST_CHARACTERS]

    def cells(separator: str) -> int:
        return len(next(csv.reader(io.StringIO(first, newline=""), delimiter=separator), ()))

    return max(_SEPARATORS, key=cells)


def _unescaped(text: str) -> str:
    """Return the text of a cell without the apostrophe that keeps a spreadsheet from running it."""
    return text[1:] if _RUNS.match(text) else text
