"""The risk register: every finding, the worst first, with a heat map."""

from collections.abc import Iterator

from zonebook.assess.assessment import Assessment
from zonebook.assess.findings.finding import Finding
from zonebook.assess.risk.scales import NIST
from zonebook.assess.system import SystemAssessment
from zonebook.document.inline import Badge, Inline, Link, SourceRef, Text
from zonebook.document.page import Block, Download, Heading, Listing, Page, Prose, Row, Table
from zonebook.model import vocabulary
from zonebook.model.resolved import ResolvedSystem
from zonebook.model.vocabulary import LEVELS, Level
from zonebook.present import badges, grounds, hyperlinks, page_paths

COLUMNS = (
    "Finding", "Threat", "On", "Risk now", "Inherent", "As planned", "State", "Because", "STRIDE", "ATT&CK", "Answers",
    "Owner", "Decided", "Until", "Written in",
)  # fmt: skip
MOST_LISTED = 50
"""How many findings are named for a cell of the heat map; the register has them all."""


def register(assessment: Assessment) -> Iterator[Page]:
    """Yield the register page of each system."""
    for judged in assessment.systems.values():
        title = judged.resolved.system.system.title
        blocks: tuple[Block, ...] = (
            Prose(paragraphs=((_answer(judged),),)),
            Heading(text="Heat map", anchor="heat-map"),
            _heat(judged),
            Heading(text="Findings", anchor="findings"),
            Download(text="Risk register (CSV)", path=page_paths.beside(judged.id, "register.csv")),
            Table(
                name="register",
                title="Risk register",
                columns=COLUMNS,
                rows=tuple(_row(judged.resolved, finding) for finding in judged.findings),
            ),
            *_cells(judged),
        )
        yield Page(
            path=page_paths.system_page(judged.id, "register"),
            title="Risk register",
            description=f"Every finding in {title}, the worst first.",
            blocks=blocks,
            section=(title,),
            listed=True,
        )


def _answer(judged: SystemAssessment) -> str:
    unsettled = judged.unsettled
    counts = [
        f"{many} {vocabulary.words(level)}"
        for level in reversed(LEVELS)
        if (many := sum(1 for finding in unsettled if finding.risk.current.level == level))
    ]
    settled = len(judged.findings) - len(unsettled)
    if not judged.findings:
        return f"Nothing was found. {len(judged.gaps)} questions could not be answered: see what is not stated."
    return (
        f"{len(unsettled)} findings are not settled: {', '.join(counts) or 'none'}. {settled} are settled. "
        f"{len(judged.gaps)} more questions cannot be answered before the model states what they need."
    )


def _heat(judged: SystemAssessment) -> Table:
    """Return likelihood by impact, each cell with its risk and the findings in it that are not settled."""
    table = judged.resolved.organisation.organisation.matrix or NIST
    rows = tuple(
        Row(
            id=likelihood,
            cells=(
                (vocabulary.words(likelihood),),
                *(_cell(judged, likelihood, impact, table[likelihood][impact]) for impact in LEVELS),
            ),
        )
        for likelihood in reversed(LEVELS)
    )
    return Table(
        name="heat-map",
        title="Risk now: likelihood down, impact across",
        lead="Each figure leads to the unsettled findings with that likelihood and impact.",
        columns=("Likelihood", *(f"{vocabulary.words(impact)} impact" for impact in LEVELS)),
        rows=rows,
        grid=True,
    )


def _cell(judged: SystemAssessment, likelihood: Level, impact: Level, level: Level) -> Text:
    here = [
        finding
        for finding in judged.unsettled
        if (finding.risk.current.likelihood, finding.risk.current.impact) == (likelihood, impact)
    ]
    words = f"{len(here)} · {vocabulary.words(level)}"
    if not here:
        return (Badge(text=words),)
    to = f"{page_paths.system_page(judged.id, 'register')}#{_anchor(likelihood, impact)}"
    return (Badge(text=vocabulary.words(level), tone=level), Link(text=_findings(len(here)), to=to))


def _findings(many: int) -> str:
    return "1 finding" if many == 1 else f"{many} findings"


def _anchor(likelihood: Level, impact: Level) -> str:
    return f"cell-{likelihood}-by-{impact}"


def _cells(judged: SystemAssessment) -> Iterator[Block]:
    """Yield the findings of each cell of the heat map, the worst level first."""
    by_level: dict[Level, dict[tuple[Level, Level], list[Finding]]] = {}
    for finding in judged.unsettled:
        now = finding.risk.current
        by_level.setdefault(now.level, {}).setdefault((now.likelihood, now.impact), []).append(finding)
    if by_level:
        yield Heading(text="The heat map, cell by cell", anchor="cells", searched=False)
    for level in reversed(LEVELS):
        if cells := by_level.get(level):
            title = f"{vocabulary.words(level)}: {_findings(sum(map(len, cells.values())))}"
            yield Heading(text=title.capitalize(), anchor=page_paths.level_anchor(level), level=3, searched=False)
            for pair in sorted(cells, key=lambda each: (-vocabulary.rank(each[0]), -vocabulary.rank(each[1]))):
                yield from _listed(judged, pair, cells[pair])


def _listed(judged: SystemAssessment, pair: tuple[Level, Level], found: list[Finding]) -> Iterator[Block]:
    likelihood, impact = pair
    title = f"Likelihood {vocabulary.words(likelihood)}, impact {vocabulary.words(impact)}: {_findings(len(found))}"
    yield Heading(text=title, anchor=_anchor(likelihood, impact), level=4, searched=False)
    resolved = judged.resolved
    items: tuple[Text, ...] = tuple(
        (
            Link(text=each.threat.title, to=page_paths.finding(resolved, each)),
            " on ",
            hyperlinks.subject_link(resolved, each.about, each.element),
            " ",
            badges.state(each.state),
        )
        for each in found[:MOST_LISTED]
    )
    yield Listing(items=items)
    if len(found) > MOST_LISTED:
        yield Prose(paragraphs=((f"{len(found) - MOST_LISTED} more are in the register.",),))


def _row(resolved: ResolvedSystem, finding: Finding) -> Row:
    decision = finding.decision
    decided: list[Inline] = ["–"]
    if decision:
        decided = [
            f"{decision.treatment} by {hyperlinks.party(resolved, decision.by)} on {decision.on}: {decision.because}"
        ]
    return Row(
        id=f"{finding.threat.id}-{finding.element}",
        cells=(
            (Link(text=finding.id, to=page_paths.finding(resolved, finding)),),
            (hyperlinks.threat_link(finding),),
            (hyperlinks.subject_link(resolved, finding.about, finding.element),),
            (badges.level(finding.risk.current.level),),
            (badges.level(finding.risk.inherent.level),),
            (badges.level(finding.risk.target.level),),
            (badges.state(finding.state),),
            ("; ".join(finding.reasons),),
            (", ".join(vocabulary.words(each) for each in finding.threat.stride),),
            (", ".join(finding.threat.attack) or "–",),
            _answers(finding),
            hyperlinks.party_text(resolved, finding.owner),
            tuple(decided),
            ((decision.until if decision else "") or "–",),
            (SourceRef(place=finding.place),),
        ),
    )


def _answers(finding: Finding) -> Text:
    return badges.spread(
        tuple(
            (
                Link(text=reply.control, to=page_paths.entry("controls", reply.control)),
                f" {reply.act.degree}: ",
                badges.control_status(reply.standing.status),
                grounds.bracketed(reply.standing.ground),
            )
            for reply in finding.replies
        ),
        "; ",
    )
