"""Addresses and anchors of the site, relative to a page."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Literal

from zonebook.document.graph import Cluster, Graph
from zonebook.document.inline import Link, Mark, Text
from zonebook.document.page import (
    Block,
    Card,
    Cards,
    Details,
    Diagram,
    Download,
    Facts,
    Heading,
    Listing,
    Notice,
    Page,
    Prose,
    Table,
    WhatIf,
)
from zonebook.write import escape

LinkStyle = Literal["md", "html", "directory"]
"""The target of a link in HTML: `x.md` for a site generator that follows it, `x.html`, or `x/`."""


def address(to: str, *, page: str, links: LinkStyle) -> str:
    """Return the relative address, fit for an attribute, of a path of the site from the page at `page`."""
    path, _, anchor = to.partition("#")
    mark = f"#{escape.anchor(anchor)}" if anchor else ""
    if path == page and mark:
        return mark
    return _between(path, _folder(page, links), links) + mark


@lru_cache(maxsize=65_536)
def _between(path: str, folder: str, links: LinkStyle) -> str:
    """Return the relative address of a path from a published folder; the pages of a folder lead to the same pages."""
    return escape.path(_from(folder.split("/") if folder else [], _published(path, links)))


def _published(path: str, links: LinkStyle) -> str:
    """Return the path of a page in the built site; that of a file is unchanged."""
    stem = path.removesuffix(".md")
    if stem == path or links == "md":
        return path
    if links == "html":
        return f"{stem}.html"
    return stem.removesuffix("index") if f"/{stem}".endswith("/index") else f"{stem}/"


@lru_cache(maxsize=1_024)
def _folder(page: str, links: LinkStyle) -> str:
    return _published(page, links).rpartition("/")[0]


def _from(folder: list[str], path: str) -> str:
    parts = path.split("/")
    shared = 0
    while shared < min(len(folder), len(parts) - 1) and folder[shared] == parts[shared]:
        shared += 1
    return "../" * (len(folder) - shared) + "/".join(parts[shared:]) or "./"


def targets(page: Page) -> tuple[str, ...]:
    """List every path of the site, with its anchor, that the page links to: links, cards, pictures and downloads."""
    return tuple(to for block in every(page.blocks) for to in _leads(block) if to)


def anchors(page: Page) -> tuple[str, ...]:
    """List every anchor of the page: its headings, tables, rows and pictures."""
    return tuple(escape.anchor(name) for block in every(page.blocks) for name in _names(block))


def headings(page: Page) -> frozenset[str]:
    """Return the anchors of the page's headings."""
    return frozenset(escape.anchor(block.anchor) for block in every(page.blocks) if isinstance(block, Heading))


def row_anchor(table: str, row: str) -> str:
    """Return the anchor of a row of a table."""
    return escape.anchor(f"{table}-{row}")


def every(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """Yield each block of a page, and those that are folded in it."""
    for block in blocks:
        yield block
        if isinstance(block, Details):
            yield from every(block.blocks)


def _names(block: Block) -> Iterator[str]:
    match block:
        case Heading(anchor=anchor):
            yield anchor
        case Diagram(graph=graph):
            yield graph.name
        case WhatIf(name=name, begins=begins):
            yield name
            yield from (f"from-{each.id}" for each in begins)
        case Table(name=name, rows=rows):
            yield name
            yield from (row_anchor(name, each) for row in rows for each in (row.id, *row.also))
        case _:
            pass


def _leads(block: Block) -> Iterator[str]:
    match block:
        case Cards(cards=cards):
            yield from map(_card, cards)
        case Download(path=path):
            yield path
        case Diagram(graph=graph):
            yield from _drawn(graph)
        case WhatIf(options=options, begins=begins):
            yield from (link.to for _, link in options)
            yield from (each.at.to for each in begins)
        case _:
            yield from (mark.to for text in _texts(block) for mark in text if isinstance(mark, Link | Mark))


def _card(card: Card) -> str:
    return card.to


def _drawn(graph: Graph) -> Iterator[str]:
    yield from (node.to for node in graph.nodes)
    yield from (edge.to for edge in graph.edges)
    yield from _bordered(graph.clusters)


def _bordered(clusters: tuple[Cluster, ...]) -> Iterator[str]:
    for cluster in clusters:
        yield cluster.to
        yield from (node.to for node in cluster.nodes)
        yield from _bordered(cluster.clusters)


def _texts(block: Block) -> Iterator[Text]:
    match block:
        case Prose(paragraphs=texts) | Listing(items=texts):
            yield from texts
        case Facts(pairs=pairs):
            yield from (text for _, text in pairs)
        case Notice(text=text):
            yield text
        case Table(rows=rows):
            yield from (text for row in rows for text in row.cells)
        case _:
            pass
