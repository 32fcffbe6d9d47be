"""The looks of cells: by type, by who fills them in, and by word."""

from collections.abc import Mapping
from typing import Any

from xlsxwriter import Workbook as Writer
from xlsxwriter.format import Format

from zonebook.document.sheet import CellType, Column, FilledBy

HEADINGS: Mapping[FilledBy, str] = {
    "printed": "#E2E6EB",
    "owner": "#CFE3F7",
    "auditor": "#FCE9B8",
    "reviewer": "#D6EFD3",
}
"""The ground of a heading by who fills in the column; the index of columns says the same in words."""
GROUNDS: Mapping[str, tuple[str, ...]] = {
    "#DDF2E3": ("met", "effective", "inherited"),
    "#FDF0CD": ("partial", "exception", "moderate"),
    "#FBDDD9": ("not-met", "not-effective", "high", "very-high"),
    "#DCE9F8": ("planned",),
    "#ECEEF1": ("not-stated", "not-tested"),
}
"""The ground of a cell by its word: the word says it all, the colour finds it."""
MISSING = "#F7C9C4"
"""The ground of a cell that is to be filled in, since another is."""
_FORMATS: Mapping[CellType, str] = {"date": "yyyy-mm-dd", "integer": "0"}
_BORDER = "#C6CCD4"


class Styles:
    """The looks of one workbook, each made once, on first use."""

    def __init__(self, writer: Writer) -> None:
        """Make looks for this workbook."""
        self._writer = writer
        self._cells: dict[tuple[CellType, FilledBy, bool], Format] = {}
        self._made: dict[tuple[tuple[str, Any], ...], Format] = {}

    def cell(self, type_: CellType, *, by: FilledBy = "printed", quoted: bool = False) -> Format:
        """Return the look of a cell: locked where it is printed; `quoted` keeps a text one where it is typed again."""
        known = self._cells.get((type_, by, quoted))
        if known is None:
            known = self._cells[type_, by, quoted] = self._cell(type_, by, quoted=quoted)
        return known

    def _cell(self, type_: CellType, by: FilledBy, *, quoted: bool) -> Format:
        return self._format(
            text_wrap=type_ not in _FORMATS,
            valign="top",
            num_format=_FORMATS.get(type_, "General"),
            locked=by == "printed",
            quote_prefix=quoted,
        )

    def column(self, column: Column) -> tuple[Format, Format, Format]:
        """Return the looks in a column of what has its type, of text that would run as a formula, and of a day."""
        return (
            self.cell(column.type, by=column.by),
            self.cell(column.type, by=column.by, quoted=True),
            self.cell("date", by=column.by),
        )

    def heading(self, by: FilledBy = "printed") -> Format:
        """Return the look of a column's heading."""
        return self._format(
            bold=True, text_wrap=True, valign="top", bg_color=HEADINGS[by], bottom=1, bottom_color=_BORDER
        )

    def title(self) -> Format:
        """Return the look of the title of a workbook."""
        return self._format(bold=True, font_size=16)

    def part(self) -> Format:
        """Return the look of the title of a part."""
        return self._format(bold=True, font_size=12, bottom=1, bottom_color=_BORDER)

    def label(self) -> Format:
        """Return the look of the name of a fact."""
        return self._format(bold=True, valign="top", text_wrap=True)

    def ground(self, colour: str) -> Format:
        """Return a look that changes the ground alone, for a condition."""
        return self._format(bg_color=colour)

    def _format(self, **properties: Any) -> Format:  # noqa: ANN401  as the library has them
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            self._made[key] = self._writer.add_format(properties)
        return self._made[key]
