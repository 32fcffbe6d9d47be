"""The texts of workbooks as they are written: each is prepared once, however many cells and workbooks have it."""

from xlsxwriter.sharedstrings import SharedStringTable
from xlsxwriter.xmlwriter import XMLwriter

from zonebook.document.sheet import Cell
from zonebook.write import escape
from zonebook.write.sheet_text import spelt


class Texts:
    """The texts of the workbooks that are made together."""

    def __init__(self) -> None:
        """Begin with no text."""
        self._cells: dict[Cell, tuple[str, bool]] = {}
        self._items: dict[str, str] = {}

    def of(self, cell: Cell) -> tuple[str, bool]:
        """Return the text of a cell, and whether a spreadsheet would run it if it were typed in."""
        found = self._cells.get(cell)
        if found is None:
            text = spelt(cell)
            found = self._cells[cell] = (escape.workbook_cell(text), escape.runs(text))
        return found

    def item(self, text: str) -> str:
        """Return the item of a text in the list of those that the cells of a workbook share, as XML."""
        found = self._items.get(text)
        if found is None:
            written = XMLwriter._escape_control_characters(text)  # noqa: SLF001  as the library writes an item
            space = ' xml:space="preserve"' if written != written.strip() else ""
            found = self._items[text] = f"<si><t{space}>{escape.element(written)}</t></si>"
        return found


class SharedTexts(dict[Cell, tuple[str, bool]]):
    """The texts of the cells of one workbook: the number of each in its list, and whether it would run."""

    def __init__(self, texts: Texts, table: SharedStringTable) -> None:
        """Share texts in a workbook; the library keeps the list of them in `table`."""
        super().__init__()
        self._texts = texts
        self._table = table

    def __missing__(self, cell: Cell) -> tuple[str, bool]:
        """Give the text of a cell its number."""
        text, runs = self._texts.of(cell)
        number = str(self._table._get_shared_string_index(text))  # noqa: SLF001  as the library does for each text
        self._table.count -= 1  # of the cells with text, which `used` counts
        self[cell] = number, runs
        return number, runs

    def used(self, cells: int) -> None:
        """Count cells with text."""
        self._table.count += cells
