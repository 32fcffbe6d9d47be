"""What is not stated: the questions that cannot be answered, and what would answer them."""

from collections.abc import Iterator

from zonebook.assess.assessment import Assessment
from zonebook.assess.findings.finding import Gap
from zonebook.assess.system import SystemAssessment
from zonebook.document.inline import Code, Link, SourceRef
from zonebook.document.page import Block, Download, Heading, Page, Prose, Row, Table
from zonebook.present import badges, hyperlinks, page_paths


def gaps(assessment: Assessment) -> Iterator[Page]:
    """Yield the page of gaps of each system."""
    for judged in assessment.systems.values():
        title = judged.resolved.system.system.title
        blocks: tuple[Block, ...] = (
            Prose(paragraphs=((_answer(judged),), (_COVERAGE, _link(judged), "."))),
            Heading(text="What to state first", anchor="first"),
            _attributes(judged),
            Heading(text="Every open question", anchor="questions"),
            Download(text="Gaps (CSV)", path=page_paths.beside(judged.id, "gaps.csv")),
            Table(
                name="gaps",
                title="Open questions",
                columns=("Threat", "On", "Impact", "State one of", "Written in"),
                rows=tuple(_row(judged, gap) for gap in judged.gaps),
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
    missing = {attribute for gap in judged.gaps for attribute in gap.attributes}
    return (
        f"{whole.not_stated} of {whole.applied} questions cannot be answered before the model states one or more of "
        f"{len(missing)} attributes; {whole.completeness} % is settled. Unknown is not safe: a gap is neither a "
        "finding nor a pass."
    )


def _attributes(judged: SystemAssessment) -> Table:
    """Count the questions that each attribute would answer."""
    many: dict[str, list[Gap]] = {}
    for gap in judged.gaps:
        for attribute in gap.attributes:
            many.setdefault(attribute, []).append(gap)
    ordered = sorted(many.items(), key=lambda item: (-len(item[1]), item[0]))
    rows = tuple(
        Row(
            id=attribute.replace(".", "-"),
            cells=(
                (Code(text=attribute),),
                (str(len(found)),),
                badges.spread(
                    tuple(
                        (Link(text=gap.threat.title, to=page_paths.entry("threats", gap.threat.id)),)
                        for gap in found[:3]
                    )
                ),
            ),
        )
        for attribute, found in ordered
    )
    return Table(name="attributes", title="Attributes", columns=("Attribute", "Questions", "Such as"), rows=rows)


def _row(judged: SystemAssessment, gap: Gap) -> Row:
    return Row(
        id=f"{gap.threat.id}-{gap.element}",
        cells=(
            (Link(text=gap.threat.title, to=page_paths.entry("threats", gap.threat.id)),),
            (hyperlinks.subject_link(judged.resolved, gap.about, gap.element),),
            (badges.level(gap.threat.impact),),
            badges.codes(gap.attributes),
            (SourceRef(place=gap.place),),
        ),
    )
