"""One page an element: what it is, its findings and their reasons, the status of its controls, who is responsible."""

from collections.abc import Iterator

from zonebook.assess.assessment import Assessment
from zonebook.assess.controls.checklist import Check
from zonebook.assess.controls.responsibility import LayerDuty
from zonebook.assess.controls.state import SETTLED
from zonebook.assess.findings.finding import UNSETTLED, Gap
from zonebook.assess.system import OnElement, SystemAssessment
from zonebook.document.inline import Text
from zonebook.document.page import Block, Card, Cards, Facts, Heading, Page, Prose, Row, Table
from zonebook.model import vocabulary
from zonebook.model.subject import PLURALS
from zonebook.model.vocabulary import About, Level, SubjectType
from zonebook.present import (
    badges,
    element_facts,
    finding_details,
    grounds,
    hyperlinks,
    page_paths,
    possible_risk,
    source_excerpt,
)
from zonebook.present.audits import results
from zonebook.present.elements.elsewhere import elsewhere
from zonebook.present.limits import aside
from zonebook.present.requirements import duties
from zonebook.values import NOWHERE

_ABOUTS: tuple[About, ...] = ("service", "flow", "zone", "network", "account", "identity", "trust")


def elements(assessment: Assessment) -> Iterator[Page]:
    """Yield the page of every element that is assessed, and of every actor and data asset."""
    for judged in assessment.systems.values():
        for about in _ABOUTS:
            for element in judged.resolved.elements(about):
                yield _page(judged, about, element)
        for actor in judged.resolved.system.actors.values():
            yield _plain(judged, "actor", actor)
        for asset in judged.resolved.system.data.values():
            yield _plain(judged, "data", asset)


def _page(judged: SystemAssessment, about: About, element: object) -> Page:
    id_ = str(getattr(element, "id", ""))
    on = judged.on(about, id_)
    found, by_layer = on.findings, on.duties
    checks = on.checks or tuple(each for each in judged.checks_aside if (each.about, each.element) == (about, id_))
    blocks = (
        *_head(element),
        *aside.of_element(judged, PLURALS[about], id_),
        Cards(cards=tuple(_cards(page_paths.element(judged.id, PLURALS[about], id_), on, judged.resolved.appetite))),
        Facts(pairs=(*element_facts.pairs(judged.resolved, element), *_elsewhere(judged, about, element))),
        *_source(judged, element),
        *finding_details.finding_details(judged.resolved, found),
        *_open(on.possible),
        *_aside(judged, about, id_),
        *_settings(judged, element),
        *_checks(judged, checks),
        *_duties(judged, by_layer),
    )
    return _shell(judged, PLURALS[about], element, blocks)


def _plain(judged: SystemAssessment, about: SubjectType, element: object) -> Page:
    """Return the page of what no threat of the catalogue is about: its facts, and the threats stated of it."""
    id_ = str(getattr(element, "id", ""))
    blocks = (
        *_head(element),
        *aside.of_element(judged, PLURALS[about], id_),
        Facts(pairs=element_facts.pairs(judged.resolved, element)),
        *_source(judged, element),
        *finding_details.finding_details(judged.resolved, judged.on(about, id_).findings),
    )
    return _shell(judged, PLURALS[about], element, blocks)


def _shell(judged: SystemAssessment, plural: str, element: object, blocks: tuple[Block, ...]) -> Page:
    title = badges.spelt(element)
    system = judged.resolved.system.system.title
    return Page(
        path=page_paths.element(judged.id, plural, str(getattr(element, "id", ""))),
        title=title,
        description=f"{title}, one of the {plural} of {system}.",
        blocks=blocks,
        section=(system, plural.capitalize()),
    )


def _head(element: object) -> Iterator[Block]:
    if summary := str(getattr(element, "summary", "")):
        yield Prose(paragraphs=((summary,),))


def _elsewhere(judged: SystemAssessment, about: About, element: object) -> Iterator[tuple[str, Text]]:
    """Yield where else an element stands: in a picture, the register, the matrix, a checklist, and on attack paths."""
    links = tuple((each,) for each in elsewhere(judged, about, element))
    if links:
        yield "Look at it in", badges.spread(links)


def _source(judged: SystemAssessment, element: object) -> Iterator[Block]:
    """Yield the element as it is written."""
    yield from source_excerpt.details(judged.resolved.texts, getattr(element, "place", NOWHERE))


def _not_settled(many: int) -> str:
    return f"{many} {'finding' if many == 1 else 'findings'} not settled"


def _cards(here: str, on: OnElement, appetite: Level) -> Iterator[Card]:
    found, gaps, possible, checks = on.findings, on.gaps, on.possible, on.checks
    unsettled = [each for each in found if each.state in UNSETTLED]
    above = sum(1 for each in possible if vocabulary.above(each.possible.level, appetite))
    worst = unsettled[0].risk.current.level if unsettled else None
    yield Card(
        title="Worst risk now",
        value=vocabulary.words(worst) if worst else "none known" if gaps else "no finding",
        note=_not_settled(len(unsettled)),
        to=f"{here}#findings" if found else "",
        tone=worst or ("not-stated" if gaps else "plain"),
    )
    if possible:
        yield possible_risk.card(possible, above, f"{here}#gaps")
    yield Card(
        title="Not stated",
        value=str(len(gaps)),
        note="questions nobody can answer yet",
        to=f"{here}#gaps" if gaps else "",
        tone="not-stated" if gaps else "plain",
    )
    settled = sum(1 for check in checks if check.standing.status in SETTLED)
    yield Card(
        title="Controls settled",
        value=f"{settled} of {len(checks)}",
        note="met, inherited or not applicable",
        to=f"{here}#controls" if checks else "",
    )


def _settings(judged: SystemAssessment, element: object) -> Iterator[Block]:
    pairs = element_facts.settings(judged.resolved, element)
    if pairs:
        yield Heading(text="Settings", anchor="settings", searched=False)
        yield Facts(pairs=pairs)


def _open(possible: tuple[Gap, ...]) -> Iterator[Block]:
    if not possible:
        return
    yield Heading(text="Not stated", anchor="gaps", searched=False)
    rows = tuple(
        Row(
            id=gap.threat.id,
            cells=(
                possible_risk.threats_of(gap),
                (possible_risk.of_gap(gap),),
                possible_risk.assumed(gap),
                (badges.level(gap.threat.impact),),
                badges.codes(gap.attributes),
            ),
        )
        for gap in possible
    )
    columns = ("Threat that cannot be judged", "Possible risk", "It would be so bad if", "Impact", "State one of")
    folded = ("It would be so bad if", "Impact")
    yield Table(name="gaps", title="What would settle it", columns=columns, rows=rows, folded=folded)


def _aside(judged: SystemAssessment, about: About, id_: str) -> Iterator[Block]:
    """Yield what of the element is set aside."""
    findings = [each for each in judged.findings_aside if (each.about, each.element) == (about, id_)]
    gaps = [each for each in judged.gaps_aside if (each.about, each.element) == (about, id_)]
    yield from aside.blocks(judged, findings, gaps)


def _checks(judged: SystemAssessment, checks: tuple[Check, ...]) -> Iterator[Block]:
    if not checks:
        return
    yield Heading(text="Controls", anchor="controls", searched=False)
    rows = tuple(
        Row(
            id=check.control.id,
            cells=(
                (hyperlinks.control_link(judged.resolved, check.control.id),),
                (badges.control_status(check.standing.status),),
                grounds.rests_on(judged.resolved, check.standing),
                results.about(judged.resolved, check.id),
                (
                    f"{check.standing.origin}: {check.standing.because}"
                    if check.standing.because
                    else str(check.standing.origin),
                ),
                hyperlinks.party_text(judged.resolved, check.party),
                (badges.LAYER_TITLES[check.control.layer],),
            ),
        )
        for check in checks
    )
    columns = ("Control", "Stands", "Rests on", "Tested", "Said by", "Party", "Layer")
    folded = ("Tested", "Said by", "Layer")
    yield Table(name="controls", title="Controls that apply", columns=columns, rows=rows, folded=folded)


def _duties(judged: SystemAssessment, found: tuple[LayerDuty, ...]) -> Iterator[Block]:
    if found:
        yield Heading(text="Who answers for what", anchor="duties", searched=False)
        yield duties.of_service(judged.resolved, found)
