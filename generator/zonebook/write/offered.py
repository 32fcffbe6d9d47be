"""What is in the files that pages offer for download."""

from collections.abc import Iterator, Mapping

from zonebook.document.page import Download, Page, Table
from zonebook.document.sheet import Sheet, Workbook
from zonebook.write.relative_links import every

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
