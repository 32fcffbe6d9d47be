"""The first page: what is our overall state?"""

from collections.abc import Iterator

from zonebook.assess.assessment import Assessment, set_aside
from zonebook.assess.findings.covered import coverage
from zonebook.assess.findings.finding import Finding, Gap
from zonebook.assess.findings.reading_order import RiskRow, risk_rows
from zonebook.assess.system import SystemAssessment
from zonebook.document.inline import Badge, Link
from zonebook.document.page import Block, Card, Cards, Heading, Notice, Page, Prose, Row, Table
from zonebook.model import vocabulary
from zonebook.model.vocabulary import at_least
from zonebook.present import badges, finding_details, hyperlinks, page_paths, possible_risk, questions
from zonebook.present.limits import aside

WORST = 5
"""How many known risks the first page names, and how many that are possible."""
_SHOWN = 3
"""Of how many elements a row names what would make it so bad."""


def home(assessment: Assessment) -> Iterator[Page]:
    """Yield the home page: a summary first, then each system, then the worst findings."""
    title = assessment.workspace.organisation.organisation.title or "Threat model"
    blocks: list[Block] = [Prose(paragraphs=((_answer(assessment),), (possible_risk.UNKNOWN,)))]
    if not assessment.systems:
        blocks.append(Notice(title="No system yet", text=("Describe one under models/systems/.",)))
    else:
        blocks += [
            Cards(cards=tuple(_cards(assessment))),
            Heading(text="Start with a question", anchor="questions-people-ask"),
            questions.of_house(assessment),
            Heading(text="Systems", anchor="every-system"),
            _systems(assessment),
            *_worst(assessment),
            *_worst_possible(assessment),
        ]
    description = "How the organisation stands: known and possible risk, what is not stated, what has expired."
    yield Page(path=page_paths.HOME, title=title, description=description, blocks=tuple(blocks), listed=True)


def _answer(assessment: Assessment) -> str:
    """Describe the overall state: first how much of it is known, then the findings, then what is possible."""
    judged = assessment.systems.values()
    above = sum(len(each.above_appetite) for each in judged)
    gaps = sum(each.coverage.whole.not_stated for each in judged)
    appetite = vocabulary.words(assessment.workspace.organisation.organisation.appetite)
    first = (
        f"As of {assessment.as_of}, {above} findings are above what the organisation carries without a decision "
        f"({appetite})."
        if above
        else f"As of {assessment.as_of}, no finding is above what the organisation carries without a decision "
        f"({appetite})."
    )
    applied = sum(each.coverage.whole.applied for each in judged)
    if not applied:
        return f"As of {assessment.as_of}, nothing is known: no threat is about anything in the models."
    known = (
        f"The models answer {100 * (applied - gaps) // applied} % of the {applied} questions that apply to them; "
        f"{gaps} cannot be answered before they state more, and unknown is not safe. "
        if gaps
        else f"The models answer each of the {applied} questions that apply to them. "
    )
    possibly = sum(len(each.possibly_above_appetite) for each in judged)
    apart = f" {said}." if (said := set_aside(judged)) else ""
    last = f" {possible_risk.above_appetite(possibly)}: beside the findings, not among them." if possibly else ""
    return known + first + last + apart


def _cards(assessment: Assessment) -> Iterator[Card]:
    judged = tuple(assessment.systems.values())
    unsettled = [finding for each in judged for finding in each.unsettled]
    yield finding_details.completeness(
        coverage.total(tuple(each.coverage.whole for each in judged)),
        page_paths.NOT_STATED,
    )
    for level, known, possible in possible_risk.levels(judged):
        if not at_least(level, "moderate"):
            continue
        target = sum(1 for finding in unsettled if finding.risk.target.level == level)
        yield Card(
            title=f"{vocabulary.words(level)} risk".capitalize(),
            value=possible_risk.both(known, possible),
            note=f"{target} known when what is planned is done",
            to=f"{page_paths.PORTFOLIO}#levels",
            tone=possible_risk.tone(level if known else None, level if possible else None),
        )
    expired = sum(1 for each in judged for finding in each.findings if finding.state == "expired")
    yield Card(
        title="Expired",
        value=str(expired),
        note="open again since their end date",
        to=page_paths.open_again(),
        tone="warning" if expired else "plain",
    )
    if assessment.audits:
        failed = sum(len(each.shortfalls) for each in assessment.audits.values())
        yield Card(
            title="Audits",
            value=str(failed),
            note="controls that failed a test" if failed != 1 else "control that failed a test",
            to=page_paths.AUDITS,
            tone="warning" if failed else "plain",
        )
    gaps = sum(len(each.gaps) for each in judged)
    yield Card(
        title="Not stated",
        value=str(gaps),
        note="questions nobody can answer yet",
        to=page_paths.NOT_STATED,
        tone="not-stated" if gaps else "plain",
    )


def _systems(assessment: Assessment) -> Table:
    rows = tuple(_system(judged) for judged in assessment.systems.values())
    return Table(
        name="systems",
        title="Systems",
        lead="Each system with its worst finding that is not settled, and the worst that is possible.",
        columns=(
            "System",
            "Owner",
            "Settled",
            "Worst now",
            "Worst possible",
            "Worst as planned",
            "Unsettled",
            "Possibly above appetite",
            "Expired",
            "Not stated",
            "Reviewed",
        ),
        rows=rows,
    )


def _system(judged: SystemAssessment) -> Row:
    resolved, head = judged.resolved, judged.resolved.system.system
    now = [finding.risk.current.level for finding in judged.unsettled]
    planned = [finding.risk.target.level for finding in judged.unsettled]
    expired = sum(1 for finding in judged.findings if finding.state == "expired")
    return Row(
        id=judged.id,
        cells=(
            (Link(text=head.title, to=page_paths.system_page(judged.id)),),
            hyperlinks.party_text(resolved, head.owner),
            finding_details.settled(judged.coverage.whole),
            possible_risk.worst_known(now, judged.possible),
            possible_risk.worst(judged.possible),
            possible_risk.worst_known(planned, judged.possible),
            (Link(text=str(len(judged.unsettled)), to=f"{page_paths.system_page(judged.id, 'register')}#findings"),),
            (Link(text=str(len(judged.possibly_above_appetite)), to=page_paths.possible(judged.id)),),
            (Link(text=str(expired), to=page_paths.open_again(judged.id)),) if expired else ("0",),
            (Link(text=str(len(judged.gaps)), to=page_paths.system_page(judged.id, "gaps")),),
            (head.reviewed,) if head.reviewed else (Badge(text="not stated", tone="not-stated"),),
        ),
    )


def _worst(assessment: Assessment) -> Iterator[Block]:
    found = [(risk, judged) for judged in assessment.systems.values() for risk in risk_rows(judged.unsettled)]
    found.sort(key=lambda pair: (pair[0].place, pair[1].id))
    yield Heading(text="The worst five", anchor="worst")
    rows = tuple(_worst_row(risk, judged) for risk, judged in found[:WORST])
    yield Table(
        name="worst",
        title="The worst five",
        columns=("Finding", "System", "On", "Risk now", "As planned", "State"),
        rows=rows,
    )


def _worst_row(risk: RiskRow, judged: SystemAssessment) -> Row:
    resolved = judged.resolved
    found = [each for each in risk.every if isinstance(each, Finding)]
    return Row(
        id=f"{judged.id}-{risk.threat.id}-{risk.first.element}",
        cells=(
            (hyperlinks.risk_link(resolved, risk),),
            (Link(text=resolved.system.system.title, to=page_paths.system_page(judged.id)),),
            hyperlinks.subjects_of(resolved, risk),
            (badges.level(risk.level),),
            (badges.level(vocabulary.worst(each.risk.target.level for each in found)),),
            (aside.badge(found[0]),),
        ),
    )


def _worst_possible(assessment: Assessment) -> Iterator[Block]:
    found = [(risk, judged) for judged in assessment.systems.values() for risk in risk_rows((), judged.possible)]
    found.sort(key=lambda pair: (pair[0].place, pair[1].id))
    if not found:
        return
    yield Heading(text="The worst five that are possible", anchor="worst-possible")
    yield Table(
        name="worst-possible",
        title="The worst five that are possible",
        lead="Nothing is known of them yet: they would be so bad if what is not stated is so.",
        columns=("Threat", "System", "On", "Possible risk", "It would be so bad if"),
        rows=tuple(_possible_row(risk, judged) for risk, judged in found[:WORST]),
    )


def _possible_row(risk: RiskRow, judged: SystemAssessment) -> Row:
    resolved = judged.resolved
    gaps = [each for each in risk.every if isinstance(each, Gap)]
    if_so = badges.spread(tuple(possible_risk.assumed(gap) for gap in gaps[:_SHOWN]), ", or ")
    at_least = any(gap.at_least for gap in gaps)
    return Row(
        id=f"{judged.id}-{risk.threat.id}-{risk.first.element}",
        cells=(
            (hyperlinks.risk_link(resolved, risk),),
            (Link(text=resolved.system.system.title, to=page_paths.possible(judged.id)),),
            hyperlinks.subjects_of(resolved, risk),
            (badges.possible_level(risk.level, at_least=at_least),),
            if_so,
        ),
    )
