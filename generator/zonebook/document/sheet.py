"""Sheets and workbooks: the content of what a spreadsheet opens, without its presentation.

All text here is plain. Escaping is done by the writers and nowhere else.
"""

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from typing import Literal

from zonebook.values.record import dataclass

CellType = Literal["text", "list", "integer", "date", "boolean", "choice"]
FilledBy = Literal["printed", "owner", "auditor", "reviewer"]
Cell = str | int | bool | date | tuple[str, ...] | None
"""The content of a cell: text, a number, yes or no, a day, one text a line; None where it is empty."""

NARROW, MIDDLE, WIDE = 12, 24, 48
"""Widths of columns, in characters."""
YES_OR_NO = ("yes", "no")
"""The words of a boolean: those of a spreadsheet's own change with its language."""
IDS_ROW, HEADINGS_ROW, FIRST_ROW = 1, 2, 3
"""The rows of a form, counted from 1: the machine names of the columns, hidden; their headings; the first of the data.

The names stand above the headings, since sorting a filtered list moves whatever is below its headings.
"""
PROPERTIES = "zonebook-"
"""What the names of the custom properties begin with that say what a workbook is about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a sheet.

    `id` is its machine name, `title` its heading, `help` a sentence for whoever fills it in, and `by` says who does.
    `choices` are the only words of a choice and of a boolean, and of a list that has any. `width` is in characters.
    `required_with` is the column that, where it is filled in with another word than those of `unless`, asks for this.
    """

    id: str
    title: str
    help: str = ""
    type: CellType = "text"
    by: FilledBy = "printed"
    choices: tuple[str, ...] = ()
    width: int = MIDDLE
    required_with: str = ""
    unless: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """Rows under headings; each row has a cell for each column.

    `lead` is a sentence on what the sheet answers. A `form` is filled in and comes back: it has the machine names of
    its columns, and only what somebody fills in can be changed.
    """

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    lead: str = ""
    form: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferedTable:
    """The table that the site offers for download at `path`, as a sheet; left out where it is not offered."""

    name: str
    path: str
    lead: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Workbook:
    """Sheets with a cover.

    `about` are the facts on the cover, by name. `properties` say for a program what the workbook is about, by the rest
    of the name after `zonebook-`: the system, the scope, the audit.
    """

    title: str
    about: tuple[tuple[str, Cell], ...]
    sheets: tuple[Sheet | OfferedTable, ...]
    instructions: tuple[str, ...] = ()
    properties: Mapping[str, str] = field(default_factory=dict)
