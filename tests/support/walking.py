"""The pages of the reference models, navigated from link to link, never by address."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

from zonebook import assembly
from zonebook.assess.assessment import Assessment
from zonebook.document.inline import Link, Text
from zonebook.document.page import Block, Cards, Diagram, Download, Facts, Heading, Listing, Notice, Page, Prose, Table
from zonebook.edge import disk
from zonebook.pipeline import render_pages
from zonebook.present import page_paths
from zonebook.write.plain_text import plain
from zonebook.write.relative_links import every

TOP = Path(__file__).resolve().parents[2]
DAY = "2026-11-24"
PART = 2
"""The level of the heading that begins an entry on a page of several."""


@cache
def models() -> Assessment:
    """The reference models, assessed on a fixed day."""
    return assembly.load_and_assess(TOP / "models", DAY, "models")


@cache
def pages() -> dict[str, Page]:
    """Every page, by path."""
    return {page.path: page for page in render_pages(models(), disk.schemas())}


def parts(whole: Iterable[Page]) -> dict[str, Page]:
    """Every entry of the catalogue that shares its page, as a page of its part alone: `threats/spoofed-name`."""
    found: dict[str, list[Block]] = {}
    homes = {}
    for page in whole:
        top, _, shelf = page.path.rpartition("/")[0].partition("/")
        inside: list[Block] = []
        for block in page.blocks if top == "catalogue" else ():
            if isinstance(block, Heading) and block.level == PART:
                inside = found.setdefault(f"{shelf}/{block.anchor}", [])
                homes[f"{shelf}/{block.anchor}"] = page
            inside.append(block)
    return {name: replace(homes[name], blocks=tuple(inside)) for name, inside in found.items()}


@cache
def entries() -> dict[str, Page]:
    """The parts of the reference models' pages that are about one entry of the catalogue."""
    return parts(pages().values())


def blocks(page: Page) -> Iterator[Block]:
    """Every block of a page, also the folded ones."""
    yield from every(page.blocks)


def texts(block: Block) -> Iterator[Text]:
    """Yield every text of a block that can contain a link."""
    match block:
        case Prose(paragraphs=found) | Listing(items=found):
            yield from found
        case Facts(pairs=pairs):
            yield from (text for _, text in pairs)
        case Table(rows=rows):
            yield from (cell for row in rows for cell in row.cells)
        case Notice(text=text):
            yield text
        case _:
            return


def links(page: Page) -> Iterator[Link]:
    """Every link on a page: in breadcrumbs, text, cards and diagrams."""
    yield from page.above
    for block in blocks(page):
        yield from (each for text in texts(block) for each in text if isinstance(each, Link))
        if isinstance(block, Cards):
            yield from (Link(text=card.title, to=card.to) for card in block.cards if card.to)
        if isinstance(block, Diagram):
            yield from (Link(text=node.label, to=node.to) for node in block.graph.nodes if node.to)


def reached(page: Page) -> frozenset[str]:
    """The paths of the pages that a page leads to."""
    return frozenset(each.to.partition("#")[0] for each in links(page))


def asked(words: str) -> Text:
    """Return the answer of the home page to the question with these words."""
    found = [text for block in pages()["index.md"].blocks if isinstance(block, Facts) for _, text in block.pairs]
    heads = [name for block in pages()["index.md"].blocks if isinstance(block, Facts) for name, _ in block.pairs]
    (answer,) = [text for name, text in zip(heads, found, strict=True) if words in name]
    return answer


def followed(text: Text | Page, *named: str) -> Page:
    """Follow the links of the names, each on the page of the one before it; at most three clicks."""
    assert len(named) <= 3
    here = text
    for name in named:
        offered = list(links(here)) if isinstance(here, Page) else [each for each in here if isinstance(each, Link)]
        (to,) = {each.to for each in offered if each.text == name}
        here = pages()[to.partition("#")[0]]
    assert isinstance(here, Page)
    return here


def checklist(system: str, name: str) -> tuple[Page, ...]:
    """Return the pages of a checklist of a system, as `by-zone`: that of its groups, then those of each group."""
    index = page_paths.system_page(system, f"checklists/{name}")
    return tuple(page for path, page in pages().items() if path == index or path.startswith(index[:-3] + "/"))


def offered(page: Page, name: str) -> Table:
    """Return the table of that name that a page offers whole, of which it may show the first rows alone."""
    found = (block.table for block in blocks(page) if isinstance(block, Download))
    (table,) = [each for each in found if isinstance(each, Table) and each.name == name]
    return table


def rows(page: Page, name: str) -> list[dict[str, str]]:
    """Return the rows of a table by its columns, as plain text."""
    (table,) = [block for block in blocks(page) if isinstance(block, Table) and block.name == name]
    return [dict(zip(table.columns, map(plain, row.cells), strict=True)) for row in table.rows]
