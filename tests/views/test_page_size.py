"""No page is so large that a browser, a printer or a reader has trouble with it."""

import re
from collections.abc import Iterator

import pytest
from tests.support.walking import blocks, models, pages, reached

from zonebook.document.page import Diagram, Heading, Page, Table
from zonebook.write.markdown.blocks import html
from zonebook.write.markdown.inline import Setting

ELEMENTS, CHARACTERS = 5_000, 400_000
FRAME = 520
"""The elements of the navigation, the search and the foot of a page, at most."""
FRAME_CHARACTERS = 60_000
HEADING = 5
"""The elements that the theme adds for a heading: its own link, and its line in the contents."""
REFERENCE = ("catalogue/", "reference/")
SYSTEMS = ("corporate-directory", max(models().systems, key=lambda each: len(models().systems[each].checks)))


def about(start: str) -> Iterator[Page]:
    """Yield the pages below a folder, or those of the organisation, which are below none."""
    for path, page in pages().items():
        if path.startswith(start) if start else not path.startswith(("systems/", *REFERENCE)):
            yield page


def weight(page: Page) -> tuple[int, int]:
    """Return the elements and the bytes of a page, without its pictures."""
    shown = tuple(each for each in page.blocks if not isinstance(each, Diagram))
    written = html(shown, Setting(page=page.path))
    headings = sum(isinstance(each, Heading) for each in shown)
    return len(re.findall(r"<[a-z]", written)) + HEADING * headings + FRAME, len(written.encode()) + FRAME_CHARACTERS


@pytest.mark.parametrize("start", ["", *REFERENCE, *(f"systems/{each}/" for each in SYSTEMS)])
def test_page_is_of_a_readable_size(start: str) -> None:
    weights = {page.path: weight(page) for page in about(start)}
    assert len(weights) > 10
    assert {path: each for path, each in weights.items() if each[0] > ELEMENTS or each[1] > CHARACTERS} == {}


def test_every_link_to_a_part_has_its_page() -> None:
    """What is split leads from each part to the others."""
    parts = [path for path in pages() if re.search(r"/\d+\.md$", path)]
    assert len(parts) > 20
    for path in parts:
        first = re.sub(r"/\d+\.md$", ".md", path)
        assert path in reached(pages()[first])


def test_long_tables_fold_what_explains() -> None:
    """A table of a system's page shows at most eight columns beside each other, unless it is a matrix."""
    wide = {
        (page.path, each.name): len(each.columns) - len(each.folded)
        for page in about(f"systems/{SYSTEMS[1]}/")
        for each in blocks(page)
        if isinstance(each, Table) and not each.grid and len(each.columns) - len(each.folded) > 8
    }
    assert wide == {}
