"""The parts that pages of catalogue entries share: sources, confidence, lifecycle, links and YAML."""

from collections.abc import Iterable, Iterator
from typing import Protocol as Typing

from zonebook.document.inline import Badge, Code, ExternalLink, Inline, Link, Text, Tone
from zonebook.document.page import Block, Facts, Heading, Listing, Notice, Page, Prose
from zonebook.model.options import Lifecycle, Source, Support
from zonebook.model.vocabulary import Confidence
from zonebook.present import badges, page_paths

_CONFIDENCE: dict[Confidence, tuple[str, Tone]] = {
    "confirmed": ("confirmed: read at the source or checked mechanically", "met"),
    "secondary": ("secondary: from a secondary source", "partial"),
    "to-confirm": ("to confirm: check before you quote it", "not-stated"),
}
_STATUS: dict[str, str] = {
    "closed-to-new": "Closed to new customers",
    "ending": "Ending",
    "ended": "Ended",
}


class Cited(Typing):
    """An entry with sources."""

    @property
    def sources(self) -> tuple[Source, ...]:
        """The sources of its facts."""
        ...

    @property
    def confidence(self) -> Confidence:
        """The confidence in its facts."""
        ...


def sources(entry: Cited) -> Iterator[Block]:
    """Yield the sources of an entry and its confidence."""
    words, tone = _CONFIDENCE[entry.confidence]
    yield Heading(text="Sources", anchor="sources", searched=False)
    yield Facts(pairs=(("Confidence", (Badge(text=words, tone=tone),)),))
    yield Listing(items=tuple(_source(each) for each in entry.sources))


def confidence(entry: Cited) -> Text:
    """Return how well an entry is supported, in a word or two."""
    words, tone = _CONFIDENCE[entry.confidence]
    return (Badge(text=words.partition(":")[0], tone=tone),)


def _source(source: Source) -> Text:
    name: Inline = ExternalLink(text=source.title, url=source.url) if source.url else source.title
    return (name, f" (read {source.as_of})") if source.as_of else (name,)


def lifecycle(life: Lifecycle) -> Iterator[Block]:
    """Yield a notice where the lifecycle restricts the choice of an entry."""
    if life.status == "current":
        return
    since = f" {life.date}" if life.date else ""
    instead = f" Instead: {life.replacement}" if life.replacement else ""
    yield Notice(title=f"{_STATUS[life.status]}{since}", text=(f"{life.note}{instead}".strip() or "No date is known.",))


def support(found: Support | None) -> Text:
    """Return yes, no, partial or not stated, with its note."""
    if found is None:
        return (Badge(text="not stated", tone="not-stated"),)
    note = (f" {found.note}",) if found.note else ()
    day = (f" (as of {found.as_of})",) if found.as_of else ()
    return (badges.answered(found.answer), *note, *day)


def entry_links(shelf: str, entries: Iterable[tuple[str, str]]) -> Text:
    """Return links to entries of a shelf, each given by its id and title."""
    return badges.spread(tuple((Link(text=title, to=page_paths.entry(shelf, id_)),) for id_, title in entries))


def entry_page(shelf: str, named: tuple[str, str], description: str, blocks: Iterable[Block]) -> Page:
    """Return the page of an entry, named by its id and title."""
    id_, title = named
    crumb = Link(text=badges.SHELF_TITLES[shelf], to=page_paths.shelf_page(shelf))
    head = Prose(paragraphs=((crumb, " / ", Code(text=id_)),))
    return Page(
        path=page_paths.entry(shelf, id_),
        title=title,
        description=description,
        blocks=(head, *blocks),
        section=("Catalogue", badges.SHELF_TITLES[shelf]),
    )
