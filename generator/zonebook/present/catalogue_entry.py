"""The parts that pages of catalogue entries share: sources, confidence, lifecycle, links and YAML."""

from collections.abc import Iterable, Iterator
from typing import Protocol as Typing

from zonebook.document.inline import Badge, Code, ExternalLink, Inline, Link, Text, Tone
from zonebook.document.page import Block, Facts, Heading, Listing, Notice, Page, Prose, Row, Table
from zonebook.model import vocabulary
from zonebook.model.catalogue import Catalogue
from zonebook.model.options import Capability, DirectoryOption, Lifecycle, Limit, Source, Support
from zonebook.model.vocabulary import Confidence
from zonebook.present import badges, page_paths
from zonebook.present.shelves.groups import Grouped

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
    yield listed(entry.sources)


def listed(found: tuple[Source, ...]) -> Block:
    """Return sources as a list."""
    return Listing(items=tuple(_source(each) for each in found))


def confidence(entry: Cited) -> Text:
    """Return how well an entry is supported, in a word or two."""
    return confidence_text(entry.confidence)


def confidence_text(value: Confidence) -> Text:
    """Return how well something is supported, in a word or two."""
    words, tone = _CONFIDENCE[value]
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


def entry_links(entries: Iterable[Grouped | DirectoryOption]) -> Text:
    """Return entries by their titles, linked."""
    return badges.spread(tuple((_entry_link(each),) for each in entries))


def _entry_link(found: Grouped | DirectoryOption) -> Link:
    if isinstance(found, DirectoryOption):
        return Link(text=found.title, to=page_paths.entry("directories", found.id))
    return Link(text=found.title, to=page_paths.place(found))


def entry_page(shelf: page_paths.OwnPage, named: tuple[str, str], description: str, blocks: Iterable[Block]) -> Page:
    """Return the page of an entry that has one of its own, named by its id and title."""
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


_APPLIES = {
    "existing": "Where an Active Directory exists: ",
    "trust": "Where users of another forest sign in: ",
    "link": "Where it needs a link: ",
    "sharing": "Where other accounts use it: ",
    "closing": "Where the data centre closes: ",
}
_ASKS = {
    "one-way": "Users of another forest need a one-way trust for it: the directory trusts their forest.",
    "two-way": "Users of another forest need a two-way trust for it.",
}


def premises(option: DirectoryOption) -> tuple[tuple[str, Text], ...]:
    """Return what the option rests on, its place in the order of price, and where it is not offered."""
    rests = [
        words
        for words, holds in (
            ("on an Active Directory that exists", option.needs_existing),
            ("on the link to it", option.rests_on_link),
            ("on an identity provider that exists", option.needs_provider),
        )
        if holds
    ]
    absent = tuple(f"{name} ({note.rstrip('.')})" for name, note in option.absent_in.items())
    several = tuple(option.absent_in_several)
    return (
        ("Rests", (", ".join(rests) or "on nothing that exists",)),
        *((("Order of price", (_cost(option),)),) if option.cost else ()),
        *((("Not offered in", (", ".join(absent),)),) if absent else ()),
        *((("Not as one of several Regions", (", ".join(several),)),) if several else ()),
    )


def _cost(option: DirectoryOption) -> str:
    cost = option.cost
    if cost is None:
        return ""
    unsure = ", to be confirmed" if cost.confidence == "to-confirm" else ""
    return f"{cost.rank}, where 1 is the cheapest{unsure}. {cost.note}".strip()


def first_steps(option: DirectoryOption) -> Iterator[Block]:
    """Yield what has to be done before the option serves anybody."""
    if option.first:
        yield Heading(text="What to do first", anchor="first")
        yield Listing(items=tuple((f"{_APPLIES.get(each.applies, '')}{each.step}",) for each in option.first))


def limits(option: DirectoryOption) -> Iterator[Block]:
    """Yield the limits of an option."""
    if not option.limits:
        return
    yield Heading(text="Limits", anchor="limits")
    rows = tuple(
        Row(
            id=name,
            cells=(
                (vocabulary.words(name),),
                (str(limit.most),),
                ("enforced" if limit.firm else f"advice or quota; a remark from {limit.remarked_from}",),
                badges.words(limit.note),
                badges.words(limit.as_of),
                _limit_source(limit),
            ),
        )
        for name, limit in option.limits.items()
    )
    columns = ("Of", "Most", "Firm", "Note", "As of", "Source")
    yield Table(name="limits", title="Limits", columns=columns, rows=rows)


def _limit_source(limit: Limit) -> Text:
    return _source(limit.source) if limit.source else ("–",)


def asks(capability: Capability, catalogue: Catalogue) -> Iterator[Text]:
    """Yield what a capability asks of a trust and of several Regions, a paragraph each."""
    if capability.trust:
        yield (_ASKS[capability.trust],)
    if capability.applications:
        titles = " or ".join(catalogue.kinds[name].title for name in capability.applications)
        yield (f"A decision that names {titles} among its applications asks for the same trust.",)
    if capability.primary_region:
        yield ("A directory in several Regions serves it in the primary one alone.",)
