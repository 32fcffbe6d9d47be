"""The glossary: every word and acronym that the site uses, and where to find the shelves."""

from collections.abc import Iterator

from zonebook.assess.assessment import Assessment
from zonebook.document.inline import Text
from zonebook.document.page import Block, Card, Cards, Heading, Page, Prose
from zonebook.model.catalogue import SHELVES
from zonebook.present import badges, page_paths

_QUESTIONS = {
    "kinds": "What can a service be, and who answers for what?",
    "traits": "What is concluded from what a kind is?",
    "threats": "What can go wrong?",
    "controls": "What is done about it, and how is it checked?",
    "directories": "Which directory options are there?",
    "capabilities": "What can a directory be asked to do?",
    "advice": "Which directory when?",
    "frameworks": "What is required, and what answers it?",
    "protocols": "Which ports, and what can be read on the way?",
    "glossary": "What does this word mean?",
}


def glossary(assessment: Assessment) -> Iterator[Page]:
    """Yield the start page of the catalogue, and the glossary."""
    catalogue = assessment.workspace.catalogue
    cards = tuple(
        Card(
            title=badges.SHELF_TITLES[shelf],
            value=str(len(getattr(catalogue, shelf))),
            note=_QUESTIONS[shelf],
            to=page_paths.shelf_page(shelf),
        )
        for shelf in SHELVES
    )
    yield Page(
        path="catalogue/index.md",
        title="Catalogue",
        description="What models are judged against.",
        blocks=(
            Prose(paragraphs=(("Everything that models are judged against. One YAML file an entry.",),)),
            Cards(cards=cards),
        ),
        section=("Catalogue",),
        listed=True,
    )
    yield Page(
        path=page_paths.GLOSSARY,
        title="Glossary",
        description="Words and acronyms.",
        blocks=tuple(_terms(assessment)),
        section=("Catalogue",),
        listed=True,
    )


def _terms(assessment: Assessment) -> Iterator[Block]:
    for term in sorted(assessment.workspace.catalogue.glossary.values(), key=lambda each: each.title.casefold()):
        text: Text = (f"{term.long}. {term.summary}" if term.long else term.summary,)
        yield Heading(text=term.title, anchor=term.id, level=3)
        yield Prose(paragraphs=(text,))
