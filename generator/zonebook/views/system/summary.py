"""One page a system: what it is, its state, where to read on."""

from collections.abc import Iterator

from zonebook.assess.assessment import Assessment
from zonebook.assess.controls.evidence import later
from zonebook.assess.controls.frameworks import frameworks_of_controls
from zonebook.assess.controls.state import SETTLED
from zonebook.assess.findings.finding import UNSETTLED, Finding
from zonebook.assess.findings.reading_order import RiskRow
from zonebook.assess.system import OnElement, SystemAssessment
from zonebook.diagram import overlays
from zonebook.document.inline import Badge, ExternalLink, Link, SourceRef, Text
from zonebook.document.page import Block, Card, Cards, Facts, Heading, Notice, Page, Prose, Row, Table
from zonebook.model import vocabulary
from zonebook.model.resolved import ResolvedSystem
from zonebook.model.subject import PLURALS
from zonebook.model.threats.stated import StatedThreat
from zonebook.present import badges, finding_details, hyperlinks, page_paths, possible_risk, questions
from zonebook.present.limits import aside, statements

FIRST = 15
"""How many risks the page of a system names."""
MOST_NAMED = 5
"""How many checks that failed a test it names."""
_SHELVES = ("services", "flows", "zones", "networks", "accounts", "actors", "data", "identities", "trusts")


def systems(assessment: Assessment) -> Iterator[Page]:
    """Yield the overview page of each system."""
    for judged in assessment.systems.values():
        yield _page(judged, assessment.as_of)


def _page(judged: SystemAssessment, as_of: str) -> Page:
    head = judged.resolved.system.system
    blocks: list[Block] = [overlays.shown(judged, overlays.whole(judged))]
    if head.summary:
        blocks.append(Prose(paragraphs=((head.summary,),)))
    blocks += [
        Cards(cards=tuple(_cards(judged))),
        *_overdue(judged, as_of),
        *statements.ended_ones(judged),
        *_outweighed(judged),
        *_questions(judged, as_of),
    ]
    blocks += [*_first(judged), Heading(text="Facts", anchor="facts", searched=False), _facts(judged)]
    blocks += [
        *statements.blocks(judged),
        *finding_details.finding_details(judged.resolved, [each for each in judged.findings if each.about == "system"]),
    ]
    blocks += _contents(judged)
    return Page(
        path=page_paths.system_page(judged.id),
        title=head.title,
        description=f"Overview of {head.title}: risk, gaps, elements.",
        blocks=tuple(blocks),
        section=(head.title,),
        listed=True,
    )


def _cards(judged: SystemAssessment) -> Iterator[Card]:
    unsettled = judged.unsettled
    worst = vocabulary.worst(each.risk.current.level for each in unsettled) if unsettled else None
    yield finding_details.completeness(judged.coverage.whole, page_paths.system_page(judged.id, "coverage"))
    yield Card(
        title="Worst risk now",
        value=vocabulary.words(worst) if worst else "none known",
        note=f"{len(judged.above_appetite)} findings above appetite",
        to=page_paths.system_page(judged.id, "register"),
        tone=worst or ("not-stated" if judged.gaps else "plain"),
    )
    yield possible_risk.card(judged.possible, len(judged.possibly_above_appetite), page_paths.possible(judged.id))
    yield Card(
        title="Unsettled findings",
        value=str(len(unsettled)),
        note=f"{len(judged.findings) - len(unsettled) - len(judged.findings_aside)} settled",
        to=f"{page_paths.system_page(judged.id, 'register')}#findings",
    )
    yield from aside.card(judged)
    yield Card(
        title="Not stated",
        value=str(len(judged.gaps)),
        note="questions nobody can answer yet",
        to=page_paths.system_page(judged.id, "gaps"),
        tone="not-stated" if judged.gaps else "plain",
    )
    met = sum(1 for check in judged.checks if check.standing.status in SETTLED)
    yield Card(
        title="Controls settled",
        value=f"{met} of {len(judged.checks)}",
        note="met, inherited or not applicable",
        to=page_paths.system_page(judged.id, "checklists/by-service"),
    )
    yield Card(
        title="Diagrams",
        value=str(len(judged.resolved.system.services)),
        note="services in zones and networks",
        to=page_paths.system_page(judged.id, "diagrams/index"),
    )
    chosen = next((each for each in judged.options if each.chosen), None)
    if chosen:
        yield Card(
            title="Directory",
            value=judged.resolved.catalogue.directories[chosen.option].title,
            note=finding_details.chosen(judged).rpartition(": ")[2],
            to=page_paths.system_page(judged.id, "directory"),
            tone="not-met" if chosen.fit == "fails" else "plain",
        )


def _questions(judged: SystemAssessment, as_of: str) -> Iterator[Block]:
    yield Heading(text="Start with a question", anchor="questions-people-ask", searched=False)
    yield questions.of_system(judged, as_of)


def _first(judged: SystemAssessment) -> Iterator[Block]:
    """Yield the worst risks, known and possible in one order, each once."""
    if not judged.risks:
        return
    yield Heading(text="The worst risks", anchor="worst", searched=False)
    yield Table(
        name="worst",
        title="The worst risks",
        lead=f"The first {FIRST} of {len(judged.risks)}, whatever was decided about them. What is possible comes after "
        "what is known to be one level lower, and is not known to be there.",
        columns=("Risk", "On", "Level", "State"),
        rows=tuple(_risk(judged.resolved, risk) for risk in judged.risks[:FIRST]),
    )


def _risk(resolved: ResolvedSystem, risk: RiskRow) -> Row:
    first = risk.first
    known = isinstance(first, Finding)
    return Row(
        id=f"{'known' if known else 'possible'}-{risk.threat.id}-{first.element}",
        cells=(
            (hyperlinks.risk_link(resolved, risk),),
            hyperlinks.subjects_of(resolved, risk),
            (badges.level(risk.level) if known else badges.possible_level(risk.level),),
            (aside.badge(first) if isinstance(first, Finding) else Badge(text="not stated", tone="not-stated"),),
        ),
    )


def _outweighed(judged: SystemAssessment) -> Iterator[Notice]:
    """Yield a notice where tests weaken what is claimed: the risks of the system count without these controls."""
    found = [check for check in judged.checks if check.standing.refuted]
    if found:
        told = "; ".join(f"{check.id} ({check.standing.refuted})" for check in found[:MOST_NAMED])
        more = f"; and {len(found) - MOST_NAMED} more" if len(found) > MOST_NAMED else ""
        links = (Link(text="Audits", to=page_paths.AUDITS),)
        yield Notice(title="Tests contradict what is claimed", text=(f"{told}{more}. ", *links), tone="warning")


def _overdue(judged: SystemAssessment, as_of: str) -> Iterator[Notice]:
    head = judged.resolved.system.system
    if not head.reviewed or not head.review_every:
        yield Notice(title="No review is due", text=("The model does not state when it was reviewed and how often.",))
        return
    due = later(head.reviewed, head.review_every)
    if due < as_of:
        yield Notice(title="Review overdue", text=(f"Last reviewed on {head.reviewed}; the next was due on {due}.",))


def _facts(judged: SystemAssessment) -> Facts:
    resolved, head = judged.resolved, judged.resolved.system.system
    unknown: Text = (Badge(text="not stated", tone="not-stated"),)
    return Facts(
        pairs=(
            ("Owner", hyperlinks.party_text(resolved, head.owner)),
            ("Criticality", (head.criticality,) if head.criticality else unknown),
            ("Last reviewed", (head.reviewed,) if head.reviewed else unknown),
            (
                "Frameworks",
                badges.spread(
                    tuple(
                        (Link(text=each.title, to=page_paths.framework_report(resolved.system.id, each.id)),)
                        for each in frameworks_of_controls(resolved)
                    )
                ),
            ),
            *((title, (ExternalLink(text=url, url=url),)) for title, url in head.links.items()),
            ("Written in", (SourceRef(place=head.place),)),
        )
    )


def _threat(judged: SystemAssessment, stated: StatedThreat) -> Row:
    """Return the row of a threat that the model itself states, with what is unsettled of it."""
    open_ = sum(1 for finding in judged.unsettled if finding.threat.id == stated.id)
    return Row(
        id=f"threats-{stated.id}",
        cells=(
            (Link(text=stated.title, to=page_paths.threat(stated.threat(judged.id))),),
            ("threats",),
            (str(open_),),
            possible_risk.worst(()),
            (SourceRef(place=stated.place),),
        ),
    )


def _contents(judged: SystemAssessment) -> Iterator[Block]:
    """Yield every element of the system, by name, with its findings and the worst that is possible."""
    resolved = judged.resolved
    rows = []
    for shelf in _SHELVES:
        elements = resolved.accounts if shelf == "accounts" else getattr(resolved.system, shelf)
        for each in elements.values():
            about = next((about for about, plural in PLURALS.items() if plural == shelf), None)
            on = judged.on(about, each.id) if about else OnElement()
            open_ = sum(1 for finding in on.findings if finding.state in UNSETTLED)
            to = page_paths.element(resolved.system.id, shelf, each.id)
            rows.append(
                Row(
                    id=f"{shelf}-{each.id}",
                    cells=(
                        (Link(text=badges.spelt(each), to=to),),
                        (shelf,),
                        (Link(text=str(open_), to=f"{to}#findings"),) if open_ else ("0",),
                        possible_risk.worst(on.possible),
                        (SourceRef(place=each.place),),
                    ),
                )
            )
    rows += [_threat(judged, each) for each in resolved.system.threats.values()]
    yield Heading(text="Everything in it", anchor="elements")
    yield Table(
        name="elements",
        title="Everything in it",
        columns=("Element", "Word", "Unsettled findings", "Worst possible", "Written in"),
        totals=("Unsettled findings",),
        folded=("Written in",),
        rows=tuple(rows),
    )
