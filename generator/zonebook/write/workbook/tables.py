"""The table of a page as a sheet: numbers and days are what they are, and a dash that stands for nothing is empty."""

import re
from collections.abc import Callable, Iterable
from datetime import date

from zonebook.document.page import Table
from zonebook.document.sheet import MIDDLE, NARROW, WIDE, Cell, CellType, Column, Sheet
from zonebook.write.plain_text import plain

_NOTHING = frozenset(("", "–"))
_DAY = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])", re.ASCII)
_NUMBER = re.compile(r"0|-?[1-9]\d{0,14}", re.ASCII)
"""A whole number that a spreadsheet keeps to its last digit; one with a nought before it is a name."""


def sheet(table: Table, name: str = "", lead: str = "") -> Sheet:
    """Return a table as a sheet; a column of which each text is a day, or a number, has that type."""
    texts = tuple(
        tuple(None if (said := plain(cell)) in _NOTHING else said for cell in row.cells) for row in table.rows
    )
    columns = tuple(_column(title, [row[at] for row in texts]) for at, title in enumerate(table.columns))
    typed = (_MADE[column.type] for column in columns)
    makers = tuple(typed)
    rows = tuple(
        tuple(None if text is None else make(text) for make, text in zip(makers, row, strict=True)) for row in texts
    )
    return Sheet(name=name or table.title, title=table.title, columns=columns, rows=rows, lead=lead or table.lead)


def _column(title: str, texts: Iterable[str | None]) -> Column:
    found = [each for each in texts if each is not None]
    type_ = _type(found)
    longest = max((len(line) for each in found for line in each.splitlines()), default=0)
    width = NARROW if longest <= NARROW else MIDDLE if longest <= MIDDLE else WIDE
    return Column(id=title, title=title, type=type_, width=max(width, min(len(title), MIDDLE)))


def _type(found: list[str]) -> CellType:
    if found and all(map(_is_day, found)):
        return "date"
    return "integer" if found and all(map(_NUMBER.fullmatch, found)) else "text"


def _is_day(text: str) -> bool:
    if not _DAY.fullmatch(text):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


_MADE: dict[CellType, Callable[[str], Cell]] = {"date": date.fromisoformat, "integer": int, "text": str}
