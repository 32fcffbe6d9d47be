"""The shelf of traits: what is concluded from the nature of a kind, whatever the product."""

from collections.abc import Iterator

from zonebook.assess.assessment import Assessment
from zonebook.document.inline import Link
from zonebook.document.page import Block, Heading, Page, Prose, Row, Table
from zonebook.model.catalogue import Catalogue, Kind, Trait
from zonebook.present import badges, catalogue_entry, conclusions, page_paths
from zonebook.present.entries import shared_pages

_LEAD = (
    "What the judgement concludes from a trait of a kind. Kinds may have other traits: those are words that threats "
    "ask for, and nothing else is concluded from them."
)


def traits(assessment: Assessment) -> Iterator[Page]:
    """Yield the shelf's page, with every trait from which something is concluded."""
    catalogue = assessment.workspace.catalogue
    rows = tuple(_row(trait, len(_kinds(catalogue, trait))) for trait in catalogue.traits.values())
    columns = ("Trait", "What it is", "What is concluded", "Kinds")
    yield Page(
        path=page_paths.shelf_page("traits"),
        title="Traits",
        description="What is concluded from the traits of kinds.",
        blocks=(
            Prose(paragraphs=((_LEAD,),)),
            Table(name="traits", title="Traits", columns=columns, rows=rows),
            *shared_pages.sections(
                (trait, (*_blocks(catalogue, trait), *catalogue_entry.sources(trait)))
                for trait in catalogue.traits.values()
            ),
        ),
        section=("Catalogue",),
        listed=True,
    )


def _kinds(catalogue: Catalogue, trait: Trait) -> tuple[Kind, ...]:
    return tuple(kind for kind in catalogue.kinds.values() if trait.id in kind.traits)


def _row(trait: Trait, many: int) -> Row:
    return Row(
        id=trait.id,
        cells=(
            (Link(text=trait.title, to=page_paths.place(trait)),),
            (trait.summary,),
            badges.words(" ".join(conclusions.of_trait(trait))),
            (str(many),),
        ),
    )


def _blocks(catalogue: Catalogue, trait: Trait) -> Iterator[Block]:
    yield Prose(paragraphs=((trait.summary,),))
    concluded = tuple(conclusions.of_trait(trait))
    if concluded:
        yield Heading(text="What is concluded", anchor="concluded", searched=False)
        yield Prose(paragraphs=tuple((each,) for each in concluded))
    yield Heading(text="Kinds that have it", anchor="kinds", searched=False)
    yield Prose(paragraphs=(catalogue_entry.entry_links(_kinds(catalogue, trait)),))
