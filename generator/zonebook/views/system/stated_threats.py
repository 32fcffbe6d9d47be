"""The page of each threat that a system states by hand: what happens, where, how bad it is, and what answers it."""

from collections.abc import Iterator, Sequence

from zonebook.assess.assessment import Assessment
from zonebook.assess.findings.finding import Finding
from zonebook.assess.risk.scoring import Response
from zonebook.assess.system import SystemAssessment
from zonebook.document.inline import Code, ExternalLink, Link, SourceRef, Text
from zonebook.document.page import Block, Facts, Heading, Page, Prose, Row, Table
from zonebook.model import vocabulary
from zonebook.model.elements import Evidence
from zonebook.model.threats.stated import StatedThreat
from zonebook.present import badges, grounds, hyperlinks, page_paths, source_excerpt


def stated_threats(assessment: Assessment) -> Iterator[Page]:
    """Yield the page of each threat that a system states."""
    for judged in assessment.systems.values():
        system = judged.resolved.system
        for stated in system.threats.values():
            yield Page(
                path=page_paths.threat(stated.threat(system.id)),
                title=stated.title,
                description=f"A threat that {system.system.title} states itself.",
                blocks=tuple(_blocks(judged, stated)),
                section=(system.system.title, "Threats"),
            )


def _blocks(judged: SystemAssessment, stated: StatedThreat) -> Iterator[Block]:
    findings = [each for each in judged.findings if each.threat.id == stated.id]
    yield Prose(paragraphs=((stated.story,),))
    yield Facts(
        pairs=(
            ("Id", (Code(text=stated.id),)),
            ("STRIDE", badges.words(", ".join(map(vocabulary.words, stated.stride)))),
            ("LINDDUN", badges.words(", ".join(map(vocabulary.words, stated.linddun)))),
            ("Likelihood", (badges.level(stated.likelihood),)),
            ("Impact", (badges.level(stated.impact),)),
            ("ATT&CK", badges.words(", ".join(stated.attack))),
            ("CAPEC", badges.words(", ".join(stated.capec))),
            ("CWE", badges.words(", ".join(stated.cwe))),
            *((title, (ExternalLink(text=url, url=url),)) for title, url in stated.links.items()),
            ("Written in", (SourceRef(place=stated.place),)),
        )
    )
    yield from source_excerpt.details(judged.resolved.texts, stated.place)
    yield Heading(text="Where it is", anchor="found", searched=False)
    yield Table(
        name="found",
        title="Findings",
        columns=("On", "Risk now", "As planned", "State", "Owner", "Decided"),
        rows=tuple(_finding(judged, each) for each in findings),
    )
    yield from _answers(judged, findings)
    yield from _evidence(stated)


def _finding(judged: SystemAssessment, finding: Finding) -> Row:
    resolved, decision = judged.resolved, finding.decision
    decided: Text = ("–",)
    if decision:
        decided = (Link(text=decision.treatment, to=page_paths.decision(judged.id, decision.id)), f" on {decision.on}")
    subject = hyperlinks.subject_link(resolved, finding.about, finding.element)
    return Row(
        id=finding.element,
        cells=(
            (Link(text=subject.text, to=page_paths.finding(resolved, finding)),),
            (badges.level(finding.risk.current.level),),
            (badges.level(finding.risk.target.level),),
            (badges.state(finding.state),),
            hyperlinks.party_text(resolved, finding.owner),
            decided,
        ),
    )


def _answers(judged: SystemAssessment, findings: Sequence[Finding]) -> Iterator[Block]:
    """Yield what answers the threat: each control and measure once, with how it stands at each element."""
    replies: dict[str, list[tuple[str, Response]]] = {}
    for finding in findings:
        for reply in finding.replies:
            replies.setdefault(reply.control, []).append((finding.element, reply))
    yield Heading(text="What answers it", anchor="what-answers", searched=False)
    if not replies:
        yield Prose(paragraphs=(("Nothing is stated that answers it.",),))
        return
    yield Table(
        name="answers",
        title="What answers it",
        columns=("It", "Answer", "How", "Stands", "Party", "Checked", "Due"),
        rows=tuple(_answer(judged, each) for each in replies.values()),
    )


def _answer(judged: SystemAssessment, at: Sequence[tuple[str, Response]]) -> Row:
    resolved, first = judged.resolved, at[0][1]
    state = first.standing
    return Row(
        id=first.act.name,
        cells=(
            (first.act.degree,),
            (hyperlinks.control_link(resolved, first.control),),
            (first.act.how,),
            _standing(at),
            hyperlinks.party_text(resolved, state.by) if state.by else ("–",),
            badges.words(state.on),
            badges.words(state.due),
        ),
    )


def _standing(at: Sequence[tuple[str, Response]]) -> Text:
    """Return how an answer stands: once where that is the same at every element, else with the elements."""
    elements: dict[Text, list[str]] = {}
    for element, reply in at:
        state = reply.standing
        text: Text = (badges.control_status(state.status), grounds.bracketed(state.ground))
        elements.setdefault(text, []).append(element)
    if len(elements) == 1:
        return next(iter(elements))
    return badges.spread(tuple((f"{', '.join(names)}: ", *text) for text, names in elements.items()), "\n")


def _evidence(stated: StatedThreat) -> Iterator[Block]:
    """Yield what shows the measures; that of controls is on the page of evidence."""
    rows = tuple(
        Row(id=f"{name}-{number}", cells=_shown(name, each))
        for name, measure in stated.measures.items()
        for number, each in enumerate(measure.evidence, 1)
    )
    if rows:
        yield Heading(text="Evidence of its measures", anchor="evidence", searched=False)
        columns = ("Evidence", "Measure", "Day", "SHA-256 stated", "Written in")
        yield Table(name="evidence", title="Evidence of its measures", columns=columns, rows=rows)


def _shown(name: str, evidence: Evidence) -> tuple[Text, ...]:
    title: Text = (ExternalLink(text=evidence.title, url=evidence.url),) if evidence.url else (evidence.title,)
    file: Text = (*title, " ", Code(text=evidence.file)) if evidence.file else title
    return (
        file,
        (vocabulary.words(name).capitalize(),),
        badges.words(evidence.on),
        badges.words(evidence.sha256),
        (SourceRef(place=evidence.place),),
    )
