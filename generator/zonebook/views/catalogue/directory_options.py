"""The shelves of directory options and of the capabilities they are compared by."""

from collections.abc import Iterable, Iterator

from zonebook.assess.assessment import Assessment
from zonebook.assess.conditions.entry_conditions import quoted
from zonebook.document.inline import Badge, Link, Text, spelt
from zonebook.document.page import Block, Facts, Heading, Listing, Page, Prose, Row, Snippet, Table
from zonebook.document.yaml import yaml_text
from zonebook.model.catalogue import Catalogue
from zonebook.model.options import Advice, Capability, DirectoryOption
from zonebook.model.vocabulary import LAYERS
from zonebook.present import badges, catalogue_entry, page_paths
from zonebook.present.entries import shared_pages


def options(assessment: Assessment) -> Iterator[Page]:
    """Yield the comparison of all options, the page of every option, the advice, and the groups of capabilities."""
    catalogue = assessment.workspace.catalogue
    yield _comparison(catalogue)
    for option in catalogue.directories.values():
        blocks = (*_here(assessment, option), *_blocks(catalogue, option), *catalogue_entry.sources(option))
        yield catalogue_entry.entry_page(
            "directories", (option.id, option.title), option.summary.split(". ")[0], blocks
        )
    yield _rules(catalogue)
    yield _capabilities(catalogue)
    yield from shared_pages.group_pages(
        (each, _capability(catalogue, each)) for each in catalogue.capabilities.values()
    )


def _capability(catalogue: Catalogue, capability: Capability) -> tuple[Block, ...]:
    rows = tuple(
        Row(
            id=option.id,
            cells=(
                (Link(text=option.title, to=page_paths.entry("directories", option.id)),),
                catalogue_entry.support(option.capabilities.get(capability.id)),
            ),
        )
        for option in catalogue.directories.values()
    )
    table = Table(name="options", title="Which option offers it", columns=("Option", "Offers it"), rows=rows)
    asks = catalogue_entry.asks(capability, catalogue)
    offered = Heading(text="Which option offers it", anchor="offered", searched=False)
    return Prose(paragraphs=((capability.question,), (capability.summary,), *asks)), offered, table


def _comparison(catalogue: Catalogue) -> Page:
    options_ = tuple(catalogue.directories.values())
    rows = tuple(
        Row(
            id=capability.id,
            cells=(
                (Link(text=capability.title, to=page_paths.place(capability)),),
                *(_short(option, capability.id) for option in options_),
            ),
        )
        for capability in catalogue.capabilities.values()
    )
    columns = ("Capability", *(option.title for option in options_))
    links: tuple[Text, ...] = tuple(
        (Link(text=option.title, to=page_paths.entry("directories", option.id)), f": {option.summary.split('. ')[0]}")
        for option in options_
    )
    return Page(
        path=page_paths.shelf_page("directories"),
        title="Directory options",
        description="Every way to have a directory, compared by what it can do.",
        blocks=(
            Prose(paragraphs=((f"{len(options_)} options, compared by {len(rows)} capabilities.",),)),
            Listing(items=links),
            Table(name="directory-options", title="Options compared", columns=columns, rows=rows, grid=True),
        ),
        section=("Catalogue",),
        listed=True,
    )


def _here(assessment: Assessment, option: DirectoryOption) -> Iterator[Block]:
    """Yield which systems chose the option, and where each system says why or why not; nothing where none decides."""
    deciding = [(each, said) for each in assessment.systems.values() if (said := each.resolved.system.directory)]
    if not deciding:
        return
    chosen = tuple(
        (Link(text=each.resolved.system.system.title, to=page_paths.system_page(each.id, "directory")),)
        for each, said in deciding
        if said.choice == option.id
    )
    words: Text = ("Chosen by ", *badges.spread(chosen)) if chosen else ("No system chose it",)
    reasons = Link(text="Why, or why not, in each system", to=page_paths.weighed(option.id))
    yield Prose(paragraphs=((*words, ". ", reasons, "."),))


def _rules(catalogue: Catalogue) -> Page:
    """Return the rules of thumb in the order in which they are read."""
    ordered = sorted(catalogue.advice.values(), key=lambda each: (each.rank, each.id))
    rows = tuple(
        Row(
            id=each.id,
            cells=(
                (Link(text=each.title, to=page_paths.place(each)),),
                _options(catalogue, each.choose),
                _options(catalogue, each.avoid),
                (each.because,),
            ),
        )
        for each in ordered
    )
    columns = ("Rule", "Choose", "Avoid", "Why")
    table = Table(name="advice", title="Rules", columns=columns, folded=columns[-1:], rows=rows)
    rules = ((each, (*_rule(catalogue, each), *catalogue_entry.sources(each))) for each in ordered)
    lead = "Rules are read in this order. The first that holds and names a choice leads."
    return Page(
        path=page_paths.shelf_page("advice"),
        title="Directory advice",
        description="Which directory when: rules of thumb, in order.",
        blocks=(Prose(paragraphs=((lead,),)), table, *shared_pages.sections(rules)),
        section=("Catalogue",),
    )


def _options(catalogue: Catalogue, names: tuple[str, ...]) -> Text:
    return catalogue_entry.entry_links(catalogue.directories[name] for name in names)


def _rule(catalogue: Catalogue, advice: Advice) -> Iterator[Block]:
    yield Prose(paragraphs=((advice.because,),))
    yield Facts(
        pairs=(
            ("Choose", _options(catalogue, advice.choose)),
            ("Otherwise", _options(catalogue, advice.otherwise)),
            ("Avoid", _options(catalogue, advice.avoid)),
        )
    )
    if advice.requires:
        yield Heading(text="What it needs to work", anchor="requires")
        yield Listing(items=tuple((each,) for each in advice.requires))
    yield Heading(text="When it holds", anchor="when")
    yield Snippet(text=yaml_text(quoted(advice)))


def _short(option: DirectoryOption, capability: str) -> Text:
    found = option.capabilities.get(capability)
    if found is None:
        return (Badge(text="not stated", tone="not-stated"),)
    return (badges.answered(found.answer),)


def _capabilities(catalogue: Catalogue) -> Page:
    rows = tuple(
        Row(
            id=each.id,
            cells=((Link(text=each.title, to=page_paths.place(each)),), (each.question,)),
        )
        for each in catalogue.capabilities.values()
    )
    table = Table(name="capabilities", title="Capabilities", columns=("Capability", "What to ask"), rows=rows)
    return Page(
        path=page_paths.shelf_page("capabilities"),
        title="Capabilities",
        description="What a directory may be asked to do.",
        blocks=(
            Prose(paragraphs=(spelt("A directory decision names these under `needs`."),)),
            shared_pages.group_links(catalogue.capabilities.values()),
            table,
        ),
        section=("Catalogue",),
    )


def _blocks(catalogue: Catalogue, option: DirectoryOption) -> Iterator[Block]:
    yield from catalogue_entry.lifecycle(option.lifecycle)
    yield Prose(paragraphs=((option.summary,),))
    kinds = (catalogue.kinds[name] for name in option.kinds)
    yield Facts(
        pairs=(
            ("Domain and Enterprise Admins", badges.words(option.administrators)),
            ("Category", badges.words(option.category)),
            ("In a model", catalogue_entry.entry_links(kinds)),
            *catalogue_entry.premises(option),
        )
    )
    yield from catalogue_entry.first_steps(option)
    yield Heading(text="What it can do", anchor="capabilities")
    rows = tuple(
        Row(
            id=each.id,
            cells=(
                (Link(text=each.title, to=page_paths.place(each)),),
                catalogue_entry.support(option.capabilities.get(each.id)),
            ),
        )
        for each in catalogue.capabilities.values()
    )
    yield Table(name="capabilities", title="Capabilities", columns=("Capability", "Offers it"), rows=rows)
    yield from catalogue_entry.limits(option)
    if option.constraints:
        yield Heading(text="What has to be true around it", anchor="constraints")
        yield Listing(items=tuple((each,) for each in option.constraints))
    if option.expects.flows:
        yield Heading(text="What it asks of a system", anchor="expects")
        yield _asked(catalogue, option)
    if option.duties:
        yield Heading(text="Who answers for what", anchor="duties", searched=False)
        duties = tuple(
            Row(id=layer, cells=((badges.LAYER_TITLES[layer],), (badges.holder(duty.holder),), (duty.duty,)))
            for layer in LAYERS
            if (duty := option.duties.get(layer))
        )
        yield Table(name="duties", title="Duties by layer", columns=("Layer", "Holder", "Duty"), rows=duties)


def _asked(catalogue: Catalogue, option: DirectoryOption) -> Table:
    """Return the flows that the option expects, with the protocols that are not needed there."""

    def named(protocols: Iterable[str]) -> Text:
        return catalogue_entry.entry_links(catalogue.protocols[name] for name in protocols)

    rows = tuple(
        Row(
            id=each.id,
            cells=(
                (each.title,),
                named(each.needs),
                named(each.instead),
                named(each.may),
                named(each.needless),
                (each.because,),
            ),
        )
        for each in option.expects.flows.values()
    )
    columns = ("Between", "Needs", "Or instead", "May", "Nobody needs", "Because")
    return Table(name="expects", title="Flows that it expects", columns=columns, rows=rows)
