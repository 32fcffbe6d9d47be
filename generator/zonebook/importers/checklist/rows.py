"""The rows of a filled checklist: which check each is about, what was filled in, and what cannot be read."""

import re
from collections.abc import Iterator, Mapping, Sequence

from zonebook.assess.controls.checklist_fields import BY_ID, FIELDS, ChecklistField
from zonebook.document.sheet import Cell
from zonebook.importers.checklist.cells import WrongCellError, as_text, typed
from zonebook.read.spreadsheet import Sheet
from zonebook.values import RefusedError, cut
from zonebook.values.record import dataclass

_KEYS = ("system", "check", "fingerprint", "status")
"""What is printed and says which row it is, and as what it was handed out."""
_FINGERPRINT = re.compile(r"[0-9a-f]{12}")
_HEAD = 10
"""Within how many rows the names of the columns are looked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FilledCell:
    """A cell that somebody filled in: its address, its text as it stands there, and why it is refused, or nothing."""

    address: str
    field: ChecklistField
    text: str
    fault: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row: the check that it is about, with the status and the fingerprint as handed out, and what was filled in.

    `values` has the value of each field that is filled in and can be read, by the field's id.
    """

    number: int
    address: str
    system: str
    check: str
    fingerprint: str
    status: str
    cells: tuple[FilledCell, ...]
    values: Mapping[str, Cell]

    @property
    def readable(self) -> bool:
        """Whether every cell that is filled in can be read."""
        return not any(cell.fault for cell in self.cells)

    def of(self, goes_to: str) -> dict[str, Cell]:
        """Return what was filled in of the fields that go to a result, or to a statement."""
        return {name: value for name, value in self.values.items() if BY_ID[name].goes_to == goes_to}


def rows(name: str, sheet: Sheet) -> tuple[Row, ...]:
    """Return the rows of a checklist, without blank ones; raise RefusedError where the sheet has no such columns.

    `name` is the name of the file, for messages.
    """
    head, columns = _columns(name, sheet)
    printed = {name: columns[name] for name in _KEYS if name in columns}
    filled = [(at, BY_ID[name]) for name, at in columns.items() if BY_ID[name].by != "printed"]
    return tuple(_rows(sheet, head + 1, printed, filled))


def _columns(name: str, sheet: Sheet) -> tuple[int, dict[str, int]]:
    """Return the number of the row with the names of the columns, or their headings, and the column of each field."""
    titles = {field.title.casefold(): field.id for field in FIELDS}
    for row in range(min(_HEAD, len(sheet.rows))):
        texts = [as_text(sheet.value(row, at)) for at in range(len(sheet.rows[row]))]
        for names in (texts, [titles.get(text.casefold(), "") for text in texts]):
            if {"check", "fingerprint"} <= set(names):
                found = [(field, at) for at, field in enumerate(names) if field in BY_ID]
                _refuse_twice(name, sheet, row, found)
                return row, dict(found)
    message = f"{name} is no checklist, or damaged: none of its first rows names the columns `check` and `fingerprint`"
    raise RefusedError(message)


def _refuse_twice(name: str, sheet: Sheet, row: int, found: Sequence[tuple[str, int]]) -> None:
    seen: set[str] = set()
    for field, at in found:
        if field in seen:
            raise RefusedError(f"{name}: {sheet.address(row, at)}: the column `{field}` is there twice")
        seen.add(field)


def _rows(
    sheet: Sheet, begin: int, printed: Mapping[str, int], filled: Sequence[tuple[int, ChecklistField]]
) -> Iterator[Row]:
    for number in range(begin, len(sheet.rows)):
        row = sheet.rows[number]
        present = [(at, field) for at, field in filled if at < len(row) and (row[at] != "" or sheet.faults)]
        keys = {name: as_text(sheet.value(number, at)) for name, at in printed.items()}
        if keys.get("check") == BY_ID["check"].title:
            continue
        cells, values = _filled(sheet, number, present)
        if any(keys.values()) or cells:
            yield Row(
                number=number + 1,
                address=sheet.address(number, printed["check"]),
                system=keys.get("system", ""),
                check=keys["check"],
                fingerprint=keys["fingerprint"],
                status=keys.get("status", ""),
                cells=cells,
                values=values,
            )


def _filled(
    sheet: Sheet, number: int, present: Sequence[tuple[int, ChecklistField]]
) -> tuple[tuple[FilledCell, ...], dict[str, Cell]]:
    """Return the cells of a row that are filled in, and the values of those that can be read."""
    cells: list[FilledCell] = []
    values: dict[str, Cell] = {}
    for at, field in present:
        value, fault = sheet.value(number, at), sheet.faults.get((number, at), "")
        try:
            found = None if fault else typed(field, value)
        except WrongCellError as wrong:
            found, fault = None, str(wrong)
        if fault or found is not None:
            cells.append(FilledCell(address=sheet.address(number, at), field=field, text=as_text(value), fault=fault))
        if found is not None:
            values[field.id] = found
    return tuple(cells), values


def misprinted(row: Row) -> str:
    """Return what is wrong with the printed cells by which a row is known, or nothing."""
    if not row.check:
        return "the row has no check; its id is locked for a reason"
    if not _FINGERPRINT.fullmatch(row.fingerprint):
        return f"`{cut(row.fingerprint)}` is no fingerprint: it was changed, or is missing"
    return ""
