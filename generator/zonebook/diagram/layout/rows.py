"""Boxes side by side whose first rows are at one height, so that arrows between them run straight."""

from collections.abc import Sequence

from zonebook.diagram.layout.items import HEAD, BoxItem, CardItem, Item, NodeItem

MOST = 2 * HEAD
"""The most empty room below the name of a box for that: about two names of borders inside its neighbour."""


def align_rows(boxes: Sequence[Item]) -> None:
    """Move what is in each box down until its first row is as low as those of its neighbours.

    A box that would get more than `MOST` of empty room stays as it is. A card has no row: all of it is one piece.
    """
    rows = {id(box): row for box in boxes if isinstance(box, BoxItem) and (row := first_row(box)) is not None}
    for box in boxes:
        if id(box) not in rows:
            continue
        lower = [row - rows[id(box)] for row in rows.values() if 0 <= row - rows[id(box)] <= MOST]
        added = max(lower)
        box.kids = [(kid, dx, dy + added) for kid, dx, dy in box.kids]
        box.h += added


def first_row(item: Item) -> int | None:
    """Return how far below its top the first node of a piece begins, in pixels; nothing where it has none."""
    if isinstance(item, CardItem):
        return None
    if isinstance(item, NodeItem):
        return 0
    found = [(dy, first_row(kid)) for kid, _, dy in item.kids]
    return min((dy + row for dy, row in found if row is not None), default=None)
