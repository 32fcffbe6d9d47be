"""The risk register: every finding, the worst first, with a heat map."""

from collections.abc import Iterator

from zonebook import address
from zonebook.assess.assessment import Assessment, Judged
from zonebook.assess.findings import Finding
from zonebook.assess.scales import NIST
from zonebook.inline import Badge, Inline, Link, Text, Trace
from zonebook.model.scene import Scene
from zonebook.model.terms import LEVELS, Level
from zonebook.page import Block, Download, Heading, Listing, Page, Prose, Row, Table

COLUMNS = (
    "Finding", "Threat", "On", "Risk now", "Inherent", "As planned", "State", "Because", "STRIDE", "ATT&CK", "Answers",
    "Owner", "Decided", "Until", "Written in",
)  # fmt: skip
MOST_LISTED = 50
"""How many findings of a cell of the heat map are named; the register has them all."""


def register(assessment: Assessment) -> Iterator[Page]:
    """Give the register page of each system."""
    for judged in assessment.systems.values():
        title = judged.scene.system.system.title
        blocks: tuple[Block, ...] = (
            Prose(paragraphs=((_answer(judged),),)),
            Heading(text="Heat map", anchor="heat-map"),
            _heat(judged),
            Heading(text="Findings", anchor="findings"),
            Download(text="Risk register (CSV)", path=address.beside(judged.id, "register.csv")),
            Table(
                name="register",
                title="Risk register",
                columns=COLUMNS,
                rows=tuple(_row(judged.scene, finding) for finding in judged.findings),
            ),
            *_cells(judged),
        )
        yield Page(
            path=address.system_page(judged.id, "register"),
            title="Risk register",
            description=f"Every finding in {title}, the worst first.",
            blocks=blocks,
            section=(title,),
            listed=True,
        )


def _answer(judged: Judged) -> str:
    unsettled = judged.unsettled
    counts = [
        f"{many} {level.replace('-', ' ')}"
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


def _heat(judged: Judged) -> Table:
    """Give likelihood by impact, each cell with its risk and the findings in it that are not settled."""
    table = judged.scene.organisation.organisation.matrix or NIST
    rows = tuple(
        Row(
            id=likelihood,
            cells=(
                (likelihood.replace("-", " "),),
                *(_cell(judged, likelihood, impact, table[likelihood][impact]) for impact in LEVELS),
            ),
        )
        for likelihood in reversed(LEVELS)
    )
    return Table(
        name="heat-map",
        title="Risk now: likelihood down, impact across",
        lead="Each figure leads to the unsettled findings with that likelihood and impact.",
        columns=("Likelihood", *(f"{impact.replace('-', ' ')} impact" for impact in LEVELS)),
        rows=rows,
        grid=True,
    )


def _cell(judged: Judged, likelihood: Level, impact: Level, level: Level) -> Text:
    here = [
        finding
        for finding in judged.unsettled
        if (finding.risk.current.likelihood, finding.risk.current.impact) == (likelihood, impact)
    ]
    words = f"{len(here)} · {level.replace('-', ' ')}"
    if not here:
        return (Badge(text=words),)
    to = f"{address.system_page(judged.id, 'register')}#{_anchor(likelihood, impact)}"
    return (Badge(text=level.replace("-", " "), tone=level), Link(text=_findings(len(here)), to=to))


def _findings(many: int) -> str:
    return "1 finding" if many == 1 else f"{many} findings"


def _anchor(likelihood: Level, impact: Level) -> str:
    return f"cell-{likelihood}-by-{impact}"


def _cells(judged: Judged) -> Iterator[Block]:
    """Give the findings of each cell of the heat map, the worst level first."""
    by_level: dict[Level, dict[tuple[Level, Level], list[Finding]]] = {}
    for finding in judged.unsettled:
        now = finding.risk.current
        by_level.setdefault(now.level, {}).setdefault((now.likelihood, now.impact), []).append(finding)
    if by_level:
        yield Heading(text="The heat map, cell by cell", anchor="cells", searched=False)
    for level in reversed(LEVELS):
        if cells := by_level.get(level):
            title = f"{level.replace('-', ' ')}: {_findings(sum(map(len, cells.values())))}"
            yield Heading(text=title.capitalize(), anchor=address.worst(level), level=3, searched=False)
            for pair in sorted(cells, key=lambda each: (-LEVELS.index(each[0]), -LEVELS.index(each[1]))):
                yield from _listed(judged, pair, cells[pair])


def _listed(judged: Judged, pair: tuple[Level, Level], found: list[Finding]) -> Iterator[Block]:
    likelihood, impact = pair
    title = f"Likelihood {likelihood.replace('-', ' ')}, impact {impact.replace('-', ' ')}: {_findings(len(found))}"
    yield Heading(text=title, anchor=_anchor(likelihood, impact), level=4, searched=False)
    scene = judged.scene
    items: tuple[Text, ...] = tuple(
        (
            Link(text=each.threat.title, to=address.finding(scene, each)),
            " on ",
            address.thing_link(scene, each.about, each.element),
            " ",
            address.state(each.state),
        )
        for each in found[:MOST_LISTED]
    )
    yield Listing(items=items)
    if len(found) > MOST_LISTED:
        yield Prose(paragraphs=((f"{len(found) - MOST_LISTED} more are in the register.",),))


def _row(scene: Scene, finding: Finding) -> Row:
    decision = finding.decision
    decided: list[Inline] = ["–"]
    if decision:
        decided = [f"{decision.treatment} by {address.party(scene, decision.by)} on {decision.on}: {decision.because}"]
    return Row(
        id=f"{finding.threat.id}-{finding.element}",
        cells=(
            (Link(text=finding.id, to=address.finding(scene, finding)),),
            (address.threat_link(finding),),
            (address.thing_link(scene, finding.about, finding.element),),
            (address.level(finding.risk.current.level),),
            (address.level(finding.risk.inherent.level),),
            (address.level(finding.risk.target.level),),
            (address.state(finding.state),),
            ("; ".join(finding.reasons),),
            (", ".join(each.replace("-", " ") for each in finding.threat.stride),),
            (", ".join(finding.threat.attack) or "–",),
            _answers(finding),
            address.party_text(scene, finding.owner),
            tuple(decided),
            ((decision.until if decision else "") or "–",),
            (Trace(place=finding.place),),
        ),
    )


def _answers(finding: Finding) -> Text:
    return address.spread(
        tuple(
            (
                Link(text=reply.control, to=address.entry("controls", reply.control)),
                f" {reply.effect}: ",
                address.standpoint(reply.standing.status),
            )
            for reply in finding.replies
        ),
        "; ",
    )
