"""A worksheet that writes text at once: most cells of a workbook are text, and the library takes each apart."""

from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_rowcol_to_cell_fast
from xlsxwriter.worksheet import CellStringTuple, Worksheet


class TextSheet(Worksheet):  # type: ignore[misc]  # the library has no types
    """A worksheet whose bytes are those of the library's; a cell is named by its row and column, never as `A1`."""

    def write_string(self, row: int, col: int, string: str, cell_format: Format | None = None) -> int:
        """Write text into a cell; return 0, or what the library says is wrong with it."""
        wrong: int = self._write_string(row, col, string, cell_format)
        return wrong

    def _write_cell(self, row: int, col: int, cell: Any) -> None:  # noqa: ANN401  a cell of the library
        """Write a cell; the library does it for all that is not text with a look of its own."""
        if type(cell) is CellStringTuple and cell.format and not self.constant_memory:
            look = cell.format._get_xf_index()  # noqa: SLF001  as the library does in this place
            self.fh.write(f'<c r="{xl_rowcol_to_cell_fast(row, col)}" s="{look}" t="s"><v>{cell.string}</v></c>')
        else:
            super()._write_cell(row, col, cell)
