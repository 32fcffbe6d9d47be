"""What is in the files that pages offer for download."""

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import replace

from zonebook.document.page import Download, Heading, Page, Table
from zonebook.document.sheet import OfferedTable, Sheet, Workbook
from zonebook.write.relative_links import anchors, every

Content = Table | Sheet | Workbook


def contents(pages: tuple[Page, ...]) -> Mapping[str, Content]:
    """Return the content of each file that a page offers, by path: its own, or the table of its name on the page."""
    return dict(found for page in pages for found in _contents(page))


def _contents(page: Page) -> Iterator[tuple[str, Content]]:
    blocks = tuple(every(page.blocks))
    tables = {block.name: block for block in blocks if isinstance(block, Table)}
    for block in blocks:
        if isinstance(block, Download):
            stem, _, _ = block.path.rpartition("/")[2].rpartition(".")
            yield block.path, block.book or block.table or tables[stem]


def outline(page: Page) -> Page:
    """Return a page with its anchors and with the files that it offers, but with nothing that is in them or on it."""
    marks = (Heading(text="", anchor=name) for name in anchors(page))
    files = (Download(text=block.text, path=block.path) for block in every(page.blocks) if isinstance(block, Download))
    return replace(page, blocks=(*marks, *files))


def only(page: Page, wanted: Container[str]) -> Page | None:
    """Return a page with nothing but the tables that it offers by these paths; None where it offers none of them."""
    blocks = tuple(every(page.blocks))
    offers = [each for each in blocks if isinstance(each, Download) and each.path in wanted and not each.book]
    names = {each.path.rpartition("/")[2].rpartition(".")[0] for each in offers}
    tables = (each for each in blocks if isinstance(each, Table) and each.name in names)
    return replace(page, blocks=(*tables, *offers)) if offers else None


def paths(page: Page) -> frozenset[str]:
    """Return the paths of the files that a page offers; an outline offers the same."""
    return frozenset(block.path for block in every(page.blocks) if isinstance(block, Download))


def in_books(pages: Iterable[Page]) -> frozenset[str]:
    """Return the paths of the tables that workbooks on some pages hold, and that any page offers."""
    books = (each.book for page in pages for each in every(page.blocks) if isinstance(each, Download) and each.book)
    return frozenset(sheet.path for book in books for sheet in book.sheets if isinstance(sheet, OfferedTable))
