"""The pages that entries of a shelf share: of each its title, its id and its story; the rest is folded."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import takewhile

from zonebook.document.inline import Code, Link, Text
from zonebook.document.page import Block, Details, Facts, Heading, Listing, Notice, Page, Prose, Stack, Table
from zonebook.model.catalogue import Control, Kind, Protocol
from zonebook.present import badges, page_paths
from zonebook.present.shelves.groups import NO_TITLES, SHELF, Group, Grouped, group

Shown = tuple[Grouped, tuple[Block, ...]]
"""An entry, and what its page says of it."""


def sections(entries: Iterable[Shown]) -> Iterator[Block]:
    """Yield each entry as a part of a page; the anchors within it begin with its id."""
    for entry, blocks in entries:
        yield Heading(text=entry.title, anchor=entry.id)
        yield Prose(paragraphs=(_names(entry),))
        opening = tuple(takewhile(lambda each: isinstance(each, Prose | Notice), blocks))
        yield from opening
        rest = blocks[len(opening) :]
        yield Details(summary=_contents(rest), blocks=tuple(_within(entry, each) for each in rest), searched=False)


def _names(entry: Grouped) -> Text:
    """Return the id of an entry and its other names: what a reader searches for."""
    others = entry.also_known_as if isinstance(entry, Kind | Control | Protocol) else ()
    return (Code(text=entry.id), f" Also known as {', '.join(others)}.") if others else (Code(text=entry.id),)


def group_pages(entries: Iterable[Shown], providers: Mapping[str, str] = NO_TITLES) -> Iterator[Page]:
    """Yield a page for each group of entries of one shelf, in the order of the first entry of each.

    `providers` has the titles of those that groups are named after.
    """
    found: dict[Group, list[Shown]] = {}
    for entry, blocks in entries:
        found.setdefault(group(entry, providers), []).append((entry, blocks))
    for each, inside in found.items():
        yield _page(each, inside)


def group_links(entries: Iterable[Grouped], providers: Mapping[str, str] = NO_TITLES) -> Listing:
    """Return the pages of a shelf, linked, each with the number of its entries."""
    found: dict[Group, list[Grouped]] = {}
    for entry in entries:
        found.setdefault(group(entry, providers), []).append(entry)
    links: list[Text] = [
        (Link(text=each.title, to=page_paths.group_page(inside[0])), f": {len(inside)}")
        for each, inside in sorted(found.items())
    ]
    return Listing(items=tuple(links))


def _page(found: Group, inside: list[Shown]) -> Page:
    first = inside[0][0]
    shelf = SHELF[type(first)]
    crumb = Link(text=badges.SHELF_TITLES[shelf], to=page_paths.shelf_page(shelf))
    head = Prose(paragraphs=((crumb, f": {len(inside)} of them are on this page."),))
    return Page(
        path=page_paths.group_page(first),
        title=found.title,
        description=f"{found.title}: {len(inside)} entries of the catalogue.",
        blocks=(head, *sections(inside)),
        section=("Catalogue", badges.SHELF_TITLES[shelf]),
    )


def _contents(blocks: tuple[Block, ...]) -> str:
    """Name what is folded away: its headings, after the facts that come before them."""
    facts = ("Facts",) if any(isinstance(each, Facts) for each in blocks[:1]) else ()
    return " · ".join((*facts, *(each.text for each in blocks if isinstance(each, Heading))))


def _within(entry: Grouped, block: Block) -> Block:
    """Return a block as a part of its entry: an anchor of its own on the page, and a heading one level down."""
    match block:
        case Heading():
            return replace(block, anchor=f"{entry.id}-{block.anchor}", level=block.level + 1, searched=False)
        case Table() | Stack():
            return replace(block, name=f"{entry.id}-{block.name}")
        case Details():
            return replace(block, blocks=tuple(_within(entry, each) for each in block.blocks))
        case _:
            return block
