"""The decisions: who decided what about which finding, until when, and what is wrong with it."""

from collections.abc import Iterator
from datetime import date, timedelta

from zonebook.assess.assessment import Assessment
from zonebook.assess.findings.finding import Finding
from zonebook.assess.system import SystemAssessment
from zonebook.document.inline import Badge, Code, ExternalLink, Link, SourceRef, Text
from zonebook.document.page import Block, Download, Heading, Notice, Page, Prose, Row, Table
from zonebook.model import vocabulary
from zonebook.model.system import Decision
from zonebook.model.vocabulary import LEVELS, Level
from zonebook.present import badges, finding_details, hyperlinks, page_paths, source_excerpt

SOON = 90
"""A decision that ends within so many days is named at the top."""

COLUMNS = (
    "Decision", "Settles", "Treatment", "State", "Risk now", "Decided by", "Asked for by", "On", "Until", "Review",
    "Because", "Ticket", "Written in",
)  # fmt: skip
_FOLDED = ("Asked for by", "On", "Review", "Because", "Ticket", "Written in")


def decisions(assessment: Assessment) -> Iterator[Page]:
    """Yield the page of decisions of each system."""
    for judged in assessment.systems.values():
        title = judged.resolved.system.system.title
        yield Page(
            path=page_paths.system_page(judged.id, "decisions"),
            title="Decisions",
            description=f"What was decided about the findings in {title}, by whom and until when.",
            blocks=tuple(_blocks(judged, assessment.as_of)),
            section=(title,),
            listed=True,
        )


def _blocks(judged: SystemAssessment, as_of: str) -> Iterator[Block]:
    faults = [finding for finding in judged.findings if finding.about == "decision"]
    yield Prose(paragraphs=((_answer(judged, as_of),), (_faulty(faults),)))
    if ending := _ending(judged, as_of):
        yield Notice(title="Ends soon", text=(" ".join(ending),))
    yield Heading(text="Every decision", anchor="every")
    yield Download(text="Decisions (CSV)", path=page_paths.beside(judged.id, "decisions.csv"))
    yield Table(
        name="decisions",
        title="Decisions",
        lead="Those that have ended come first, then those that end soonest.",
        columns=COLUMNS,
        folded=_FOLDED,
        rows=tuple(_row(judged, each, as_of) for each in _ordered(judged, as_of)),
    )
    if judged.resolved.system.decisions:
        yield Heading(text="As they are written", anchor="written", searched=False)
    for each in _ordered(judged, as_of):
        yield from source_excerpt.details(judged.resolved.texts, each.place, each.id)
    yield from finding_details.finding_details(judged.resolved, faults)
    yield from _authority(judged)


def _answer(judged: SystemAssessment, as_of: str) -> str:
    stated = judged.resolved.system.decisions.values()
    if not stated:
        return "Nothing has been decided yet: every finding is open until a control or a decision settles it."
    ended = sum(1 for each in stated if _ended(each, as_of))
    later = sum(1 for each in stated if each.on > as_of)
    parts = [f"{len(stated)} decisions, {len(stated) - ended - later} of them in force on {as_of}."]
    if ended:
        parts.append(f"{ended} {'has' if ended == 1 else 'have'} ended: what was decided is open again.")
    if later:
        parts.append(f"{later} {'is' if later == 1 else 'are'} to be in force later.")
    return " ".join(parts)


def _faulty(faults: list[Finding]) -> str:
    if not faults:
        return "Nothing speaks against the way in which they were decided."
    many = len(faults)
    return f"{many} {'finding is' if many == 1 else 'findings are'} about a decision itself: see below."


def _ended(decision: Decision, as_of: str) -> bool:
    return bool(decision.until) and decision.until < as_of


def _ending(judged: SystemAssessment, as_of: str) -> tuple[str, ...]:
    """Return a sentence for each decision that ends, or is due for review, within the next days."""
    last = (date.fromisoformat(as_of) + timedelta(days=SOON)).isoformat()
    stated = judged.resolved.system.decisions.values()
    ends = (f"{each.id} ends on {each.until}." for each in stated if as_of <= each.until <= last)
    reviews = (f"{each.id} is to be looked at by {each.review}." for each in stated if as_of <= each.review <= last)
    return (*ends, *reviews)


def _ordered(judged: SystemAssessment, as_of: str) -> list[Decision]:
    def soonest(decision: Decision) -> tuple[bool, str, str]:
        return (not _ended(decision, as_of), decision.until or decision.review or "9999", decision.id)

    return sorted(judged.resolved.system.decisions.values(), key=soonest)


def _row(judged: SystemAssessment, decision: Decision, as_of: str) -> Row:
    resolved = judged.resolved
    settled = [finding for finding in judged.findings if finding.decision and finding.decision.id == decision.id]
    levels = [finding.risk.current.level for finding in settled]
    other = next((each for each in judged.findings if each.id == decision.duplicates), None)
    same: Text = (" of ", Link(text=other.id, to=page_paths.finding(resolved, other))) if other else ()
    return Row(
        id=page_paths.anchor(decision.id),
        cells=(
            (Code(text=decision.id),),
            badges.spread(tuple((_settled(judged, decision, each),) for each in settled)),
            (vocabulary.words(decision.treatment), *same),
            _state(decision, as_of),
            (badges.level(vocabulary.worst(levels)),) if levels else ("–",),
            hyperlinks.party_text(resolved, decision.by),
            hyperlinks.party_text(resolved, decision.requested_by),
            (decision.on,),
            badges.words(decision.until),
            badges.words(decision.review),
            (decision.because,),
            _ticket(decision.ticket),
            (SourceRef(place=decision.place),),
        ),
    )


def _ticket(ticket: str) -> Text:
    """Return a ticket: a link where it is an address, and its id as it is typed where it is bare."""
    if ticket.startswith(("http:", "https:", "mailto:")):
        return (ExternalLink(text="ticket", url=ticket),)
    return (ticket or "–",)


def _settled(judged: SystemAssessment, decision: Decision, finding: Finding) -> Link:
    """Return a finding as a link: by its title, or by its element where the decision is about several."""
    text = finding.element if decision.id.endswith("@*") else finding.threat.title
    return Link(text=text, to=page_paths.finding(judged.resolved, finding))


def _state(decision: Decision, as_of: str) -> Text:
    if _ended(decision, as_of):
        return (Badge(text="ended", tone="warning"),)
    return (Badge(text="later", tone="planned"),) if decision.on > as_of else (Badge(text="in force", tone="plain"),)


def _authority(judged: SystemAssessment) -> Iterator[Block]:
    """Yield who may accept how much risk."""
    organisation = judged.resolved.organisation.organisation
    yield Heading(text="Who may carry a risk", anchor="authority")
    if not organisation.acceptance:
        words = "The organisation does not say who may carry a risk above its appetite: state `acceptance` in it."
        yield Notice(title="Not stated", text=(words,), tone="not-stated")
        return
    carried = judged.resolved.appetite
    rows = tuple(
        Row(
            id=level,
            cells=(
                (badges.level(level),),
                ("anybody: it is within the appetite",)
                if vocabulary.at_least(carried, level)
                else _parties(judged, level),
            ),
        )
        for level in reversed(LEVELS)
    )
    lead = "A party that may carry one level may carry those below it."
    yield Table(name="authority", title="Who may carry how much", lead=lead, columns=("Risk", "By"), rows=rows)


def _parties(judged: SystemAssessment, level: Level) -> Text:
    organisation = judged.resolved.organisation.organisation
    above = [each for each in LEVELS if vocabulary.at_least(each, level)]
    names = dict.fromkeys(name for each in above for name in organisation.acceptance.get(each, ()))
    if not names:
        return ("nobody",)
    return badges.spread(tuple(hyperlinks.party_text(judged.resolved, name) for name in names))
