"""How much of a page the rows of a table take: its elements and its characters, before anything is written."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import accumulate, takewhile
from typing import TypeVar

from zonebook.document.inline import Inline, Link, Mark, SourceRef, Text
from zonebook.document.page import Row, Table
from zonebook.values.record import dataclass

Item = TypeVar("Item")
MOST_ELEMENTS = 4_300
"""How many elements the rows of one page have at most: with what is around them, fewer than 5,000."""
MOST_CHARACTERS = 280_000
"""How many characters the rows of one page have at most: with what is around them, fewer than 400,000."""
_ROW = 6
"""The elements of a row without its cells: the row, what opens it, and what is below it."""
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
"""What is an element of its own within a text, so that it stays on one line."""
_TAG = 26
"""The characters of an element with its class and its end."""


@dataclass(frozen=True, slots=True)
class Weight:
    """The elements and the characters of a part of a page."""

    elements: int = 0
    characters: int = 0

    def __add__(self, other: "Weight") -> "Weight":
        """Return both together."""
        return Weight(self.elements + other.elements, self.characters + other.characters)

    @property
    def fits(self) -> bool:
        """Whether a page holds it."""
        return self.elements <= MOST_ELEMENTS and self.characters <= MOST_CHARACTERS


def row_weight(row: Row, *, folds: bool = True) -> Weight:
    """Return what a row takes on a page, rather too much than too little; less where the table `folds` no column."""
    cells = sum(map(_cell, row.cells)) if folds else sum(1 + sum(map(_elements, cell)) for cell in row.cells)
    elements = (_ROW if folds else 1) + len(row.also) + cells
    words = sum(sum(map(_characters, cell)) for cell in row.cells)
    return Weight(elements, words + elements * _TAG)


def table_weight(table: Table) -> Weight:
    """Return what a table takes on a page."""
    return sum((row_weight(row, folds=bool(table.folded)) for row in table.rows), Weight(12, 600))


def fitting(table: Table, most: int = MOST_ELEMENTS) -> Table:
    """Return the table with the first of its rows, as many as have so many elements; its lead says where that cuts it.

    It stands below a download with every row.
    """
    folds = bool(table.folded)
    sums = accumulate(row_weight(row, folds=folds).elements for row in table.rows)
    many = sum(1 for _ in takewhile(lambda elements: elements <= most, sums))
    if many == len(table.rows):
        return table
    words = f"The first {many} of {len(table.rows)}; the download has them all."
    return replace(table, rows=table.rows[:many], lead=f"{table.lead} {words}".strip())


def parts(items: Iterable[Item], row: Callable[[Item, Sequence[Item], int], Row]) -> Iterator[tuple[Row, ...]]:
    """Yield the rows of the items in parts that fit on a page each.

    `row` also gets the items before it in its part, and the number of the part, from 1.
    """
    number = 1
    here: list[Row] = []
    before: list[Item] = []
    weight = Weight()
    for item in items:
        made = row(item, before, number)
        if here and not (weight + row_weight(made)).fits:
            yield tuple(here)
            here, before, weight, number = [], [], Weight(), number + 1
            made = row(item, before, number)
        here.append(made)
        before.append(item)
        weight += row_weight(made)
    if here:
        yield tuple(here)


def _cell(text: Text) -> int:
    return 1 if text == ("–",) else 2 + sum(map(_elements, text))


def _elements(inline: Inline) -> int:
    match inline:
        case str():
            return _days(inline)
        case Link(text=text):
            return 1 + _days(text)
        case SourceRef(place=place):
            return 2 + place.path.count("/")
        case _:
            return 1


def _days(text: str) -> int:
    return len(_DAY.findall(text)) if "-" in text else 0


def _characters(inline: Inline) -> int:
    match inline:
        case str():
            return len(inline)
        case Link(text=text, to=to) | Mark(text=text, to=to):
            return len(text) + len(to) + 20
        case SourceRef(place=place):
            return 2 * len(str(place)) + 120
        case _:
            return len(inline.text)
