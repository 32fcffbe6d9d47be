"""What is not stated: the questions that cannot be answered, and what would answer them."""

from collections.abc import Iterator

from zonebook.assess.assessment import Assessment
from zonebook.assess.system import SystemAssessment
from zonebook.document.inline import Link
from zonebook.document.page import Block, Card, Cards, Download, Heading, Page, Prose, Table
from zonebook.present import finding_details, page_paths, possible_risk, reviewer_questions


def gaps(assessment: Assessment) -> Iterator[Page]:
    """Yield the page of gaps of each system."""
    for judged in assessment.systems.values():
        title = judged.resolved.system.system.title
        blocks: tuple[Block, ...] = (
            Prose(paragraphs=((_answer(judged),), (_COVERAGE, _link(judged), "."))),
            Cards(cards=tuple(_cards(judged))),
            *_first(judged),
            Heading(text="What to state first", anchor="first"),
            reviewer_questions.attributes(judged.open_questions, name="attributes"),
            Heading(text="Every open question", anchor="questions"),
            Download(text="Gaps (CSV)", path=page_paths.beside(judged.id, "gaps.csv")),
            Table(
                name="gaps",
                title="Open questions",
                lead="The worst possible risk first, and then what one statement would settle most.",
                columns=possible_risk.COLUMNS,
                folded=possible_risk.FOLDED,
                rows=tuple(possible_risk.row(judged.resolved, gap) for gap in judged.gaps),
            ),
        )
        yield Page(
            path=page_paths.system_page(judged.id, "gaps"),
            title="Not stated",
            description=f"What the model of {title} does not state and would matter.",
            blocks=blocks,
            section=(title,),
            listed=True,
        )


_COVERAGE = "What was asked and answered, and what nobody looked at: "


def _link(judged: SystemAssessment) -> Link:
    return Link(text="coverage", to=page_paths.system_page(judged.id, "coverage"))


def _answer(judged: SystemAssessment) -> str:
    whole = judged.coverage.whole
    if whole.completeness is None:
        return "Nothing was asked: the catalogue has no threat about anything in this model."
    missing = judged.open_questions
    return (
        f"{whole.not_stated} of {whole.applied} questions cannot be answered before the model states one or more of "
        f"{len(missing)} attributes; {whole.completeness} % is settled. Unknown is not safe: a gap is neither a "
        "finding nor a pass."
    )


def _cards(judged: SystemAssessment) -> Iterator[Card]:
    yield finding_details.completeness(judged.coverage.whole, page_paths.system_page(judged.id, "coverage"))
    yield possible_risk.card(judged.possible, len(judged.possibly_above_appetite), page_paths.possible(judged.id))


def _first(judged: SystemAssessment) -> Iterator[Block]:
    """Yield the questions to ask first; nothing where every question has an answer."""
    if not judged.possible:
        return
    yield Heading(text="Ten questions to ask first", anchor="ten-questions")
    yield Download(text="Ten questions (CSV)", path=page_paths.beside(judged.id, "ten-questions.csv"))
    asked = [(judged, each) for each in judged.open_questions]
    yield reviewer_questions.table(asked, name="ten-questions", across=False)
