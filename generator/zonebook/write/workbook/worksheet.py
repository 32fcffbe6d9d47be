"""A worksheet that takes whole rows: most cells of a workbook are text, and the library takes each apart."""

from collections.abc import Sequence
from datetime import date
from functools import cache

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from zonebook.document.sheet import Cell
from zonebook.write.workbook.texts import SharedTexts

_FIRST_YEAR = 1900
"""The first year that a spreadsheet counts days from; a day before it is written as text."""
_IN_A_SPAN = 16
"""Of how many rows the library says together which columns they span."""
_TEXT, _QUOTED, _NUMBER, _DAY = range(4)
_KINDS, _NUMBERS = 4, (_NUMBER, _DAY)
_Row = tuple[int, int, str]
"""The first and the last column of a row, counted from 1, and its cells as XML."""
_column_name = cache(xl_col_to_name)


class Looks(dict[int, tuple[str, str]]):
    """How the cells of rows are written that look alike: by column and kind, what is around the name of the row."""

    def __init__(self, columns: Sequence[tuple[Format, Format, Format]]) -> None:
        """Take for each column the looks of what has its type, of text that would run as a formula, and of a day."""
        super().__init__()
        self._columns = columns

    def __missing__(self, place: int) -> tuple[str, str]:
        """Return what a cell begins with; the library gives a look its number when it is first used."""
        at, kind = divmod(place, _KINDS)
        plain, quoted, day = self._columns[at]
        look = quoted if kind == _QUOTED else day if kind == _DAY else plain
        number = look._get_xf_index()  # noqa: SLF001  as the library does for each cell
        type_ = ' t="s"' if kind in {_TEXT, _QUOTED} else ""
        self[place] = found = f'<c r="{_column_name(at)}', f'" s="{number}"{type_}><v>'
        return found


class TextSheet(Worksheet):  # type: ignore[misc]  # the library has no types
    """A worksheet whose bytes are those of the library's; its cells are written by `write_cells` alone."""

    texts: SharedTexts

    def __init__(self) -> None:
        """Make a worksheet without a cell."""
        super().__init__()
        self._written: dict[int, _Row] = {}

    def write_cells(self, row: int, cells: Sequence[Cell], looks: Looks) -> None:
        """Write the cells of a row that are not empty; rows are counted from 0, and each is written once, in order."""
        written: list[str] = []
        texts, write, name, others = self.texts, written.append, row + 1, 0
        for place, cell in zip(range(0, _KINDS * len(cells), _KINDS), cells, strict=True):
            kind = type(cell)
            if kind is str or kind is tuple:
                content, runs = texts[cell]
                before, after = looks[place + runs]
            elif cell is None:
                continue
            else:
                content, other = self._other(cell)
                before, after = looks[place + other]
                others += other in _NUMBERS
            write(f"{before}{name}{after}{content}</v></c>")
        texts.used(len(written) - others)
        if written:
            first = next(at for at, cell in enumerate(cells) if cell is not None)
            last = next(at for at in range(len(cells) - 1, -1, -1) if cells[at] is not None)
            self._place(row, first, last, "".join(written))

    def _other(self, cell: Cell) -> tuple[str, int]:
        """Return the content of a cell as it is written, and its kind."""
        if type(cell) is int:
            return f"{cell:.16G}", _NUMBER
        if isinstance(cell, date) and cell.year >= _FIRST_YEAR:
            return f"{self._convert_date_time(cell):.16G}", _DAY
        return self.texts[cell]

    def _place(self, row: int, first: int, last: int, cells: str) -> None:
        """Place the cells of a row, unless it lies outside of what a sheet can hold."""
        if self._check_dimensions(row, first) == 0:
            self._check_dimensions(row, last)
            self._written[row] = first + 1, last + 1, cells

    def _write_rows(self) -> None:
        """Write the rows that have a cell, when the library asks for them."""
        spans = self._columns_spanned()
        for row, (_, _, cells) in self._written.items():
            self._write_row(row, spans[row // _IN_A_SPAN], self.row_info.get(row))
            self.fh.write(f"{cells}</row>")

    def _columns_spanned(self) -> dict[int, str]:
        """Return the first and the last column of each run of rows, as the library says it."""
        found: dict[int, tuple[int, int]] = {}
        for row, (first, last, _) in self._written.items():
            least, most = found.get(row // _IN_A_SPAN, (first, last))
            found[row // _IN_A_SPAN] = min(least, first), max(most, last)
        return {run: f"{first}:{last}" for run, (first, last) in found.items()}

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:  # noqa: ARG002, FBT001, FBT002
        """Return a formula as it is written; no formula of ours has a function that the library would rename."""
        return formula.removeprefix("=")
