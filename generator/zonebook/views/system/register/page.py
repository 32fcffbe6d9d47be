"""The risk register: every known risk, the worst first, beside what is only possible, with a heat map of both."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from zonebook.assess.assessment import Assessment, set_aside
from zonebook.assess.findings.finding import Finding, Gap
from zonebook.assess.risk.scales import NIST
from zonebook.assess.risk.scoring import Risk
from zonebook.assess.system import SystemAssessment
from zonebook.document.inline import Badge, Link, Text
from zonebook.document.page import Block, Download, Heading, Listing, Page, Prose, Row, Table
from zonebook.document.weight import fitting
from zonebook.model import vocabulary
from zonebook.model.resolved import ResolvedSystem
from zonebook.model.vocabulary import LEVELS, Level, at_least
from zonebook.present import badges, hyperlinks, page_paths, possible_risk
from zonebook.present.limits import aside
from zonebook.views.system.register import table

MOST_LISTED = 10
"""How many findings or questions are named for a cell of the heat map; the tables have them all."""
MOST_POSSIBLE = 1_200
"""How many elements the page spends on questions by their possible risk; the download has them all."""


def register(assessment: Assessment) -> Iterator[Page]:
    """Yield the register page of each system."""
    for judged in assessment.systems.values():
        title = judged.resolved.system.system.title
        yield Page(
            path=page_paths.system_page(judged.id, "register"),
            title="Risk register",
            description=f"Every finding in {title} and what is possible, the worst first.",
            blocks=tuple(_blocks(judged)),
            section=(title,),
            listed=True,
        )


def _blocks(judged: SystemAssessment) -> Iterator[Block]:
    yield Prose(paragraphs=((_answer(judged),), (possible_risk.UNKNOWN,)))
    yield Heading(text="Heat map", anchor="heat-map")
    yield _heat(judged)
    yield Heading(text="Findings", anchor="findings")
    yield from table.blocks(judged)
    yield from _possible(judged)
    path = page_paths.beside(judged.id, "set-aside.csv")
    yield from aside.blocks(judged, judged.findings_aside, judged.gaps_aside, path)
    yield from _cells(judged)
    yield from _possible_cells(judged)


def _possible(judged: SystemAssessment) -> Iterator[Block]:
    """Yield what could turn out to be low or worse."""
    yield Heading(text="Possible", anchor="possible")
    found = [gap for gap in judged.possible if at_least(gap.possible.level, "low")]
    if not found:
        yield Prose(paragraphs=(("No question without an answer could turn out to be low or worse.",),))
        return
    rows = tuple(possible_risk.row(judged.resolved, gap) for gap in found)
    columns, folded = possible_risk.COLUMNS, possible_risk.FOLDED
    whole = Table(name="possible", title="Possible risk", columns=columns, rows=rows, folded=folded)
    lead = "Questions without an answer that could turn out to be low or worse."
    path = page_paths.beside(judged.id, "possible.csv")
    yield Download(text="Possible risk (CSV)", path=path, table=whole)
    yield fitting(replace(whole, lead=lead), MOST_POSSIBLE)


def _answer(judged: SystemAssessment) -> str:
    known = f"{len(judged.unsettled)} findings are not settled: {_counted(judged.known_levels)}."
    found = len(judged.findings) - len(judged.findings_aside)
    settled = f"{found - len(judged.unsettled)} are settled." if found else ""
    apart = f"{said}." if (said := set_aside((judged,))) else ""
    if not found:
        known = (
            "Nothing was found." if not judged.gaps else "Nothing is known to be wrong, which is not the same as safe."
        )
    worse = len(judged.possible) - len(judged.gaps)
    beside = f"; {_findings(worse)} may turn out worse than known" if worse else ""
    if not judged.possible:
        possible = "Every question has an answer."
    else:
        possible = (
            f"{_questions(len(judged.gaps))} cannot be answered before the model states more{beside}; what they could "
            f"turn out to be: {_counted(judged.possible_levels)}. "
            f"{possible_risk.above_appetite(len(judged.possibly_above_appetite))}."
        )
    return " ".join(filter(None, (known, settled, possible, apart)))


def _counted(levels: Mapping[Level, int]) -> str:
    return ", ".join(f"{levels[each]} {vocabulary.words(each)}" for each in reversed(LEVELS) if levels[each]) or "none"


def _heat(judged: SystemAssessment) -> Table:
    """Return likelihood by impact, each cell with its unsettled findings and what is possible, side by side."""
    matrix = judged.resolved.organisation.organisation.matrix or NIST
    rows = tuple(
        Row(
            id=likelihood,
            cells=(
                (vocabulary.words(likelihood),),
                *(_cell(judged, likelihood, impact, matrix[likelihood][impact]) for impact in LEVELS),
            ),
        )
        for likelihood in reversed(LEVELS)
    )
    return Table(
        name="heat-map",
        title="Known and possible risk: likelihood down, impact across",
        lead="A level counts its unsettled findings, “possible” the questions without an answer that could be there.",
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
    open_ = [gap for gap in judged.possible if (gap.possible.likelihood, gap.possible.impact) == (likelihood, impact)]
    register = page_paths.system_page(judged.id, "register")
    found: list[Text] = []
    if here:
        link = Link(text=str(len(here)), to=f"{register}#{_anchor('cell', likelihood, impact)}")
        found.append((badges.level(level), link))
    if open_:
        link = Link(text=str(len(open_)), to=f"{register}#{_anchor('possible', likelihood, impact)}")
        found.append((Badge(text="possible", tone=badges.possible_tone(level)), link))
    return badges.spread(tuple(found), "\n") if found else (Badge(text=f"0 · {vocabulary.words(level)}"),)


def _findings(many: int) -> str:
    return "1 finding" if many == 1 else f"{many} findings"


def _questions(many: int) -> str:
    return "1 question" if many == 1 else f"{many} questions"


def _anchor(sort: str, likelihood: Level, impact: Level) -> str:
    return f"{sort}-{likelihood}-by-{impact}"


def _cells(judged: SystemAssessment) -> Iterator[Block]:
    """Yield the findings of each cell of the heat map, the worst level first."""
    resolved = judged.resolved
    found = [(each.risk.current, _named(resolved, each)) for each in judged.unsettled]
    if found:
        yield Heading(text="Known, cell by cell", anchor="cells", searched=False)
    for level, cells in _grouped(found):
        title = f"{vocabulary.words(level)}: {_findings(sum(map(len, cells.values())))}"
        yield Heading(text=title.capitalize(), anchor=page_paths.level_anchor(level), level=3, searched=False)
        for (likelihood, impact), items in cells.items():
            title = f"{_axes(likelihood, impact)}: {_findings(len(items))}"
            yield from _listed(title, _anchor("cell", likelihood, impact), items)


def _possible_cells(judged: SystemAssessment) -> Iterator[Block]:
    """Yield what is possible in each cell of the heat map, the worst level first."""
    found = [(each.possible, _asked(judged.resolved, each)) for each in judged.possible]
    if found:
        yield Heading(text="Possible, cell by cell", anchor="possible-cells", searched=False)
    for level, cells in _grouped(found):
        title = f"Possibly {vocabulary.words(level)}: {_questions(sum(map(len, cells.values())))}"
        yield Heading(text=title, anchor=page_paths.possible_anchor(level), level=3, searched=False)
        for (likelihood, impact), items in cells.items():
            title = f"{_axes(likelihood, impact)}: {_questions(len(items))}"
            yield from _listed(title, _anchor("possible", likelihood, impact), items)


_Cells = Mapping[tuple[Level, Level], Sequence[Text]]


def _grouped(found: Iterable[tuple[Risk, Text]]) -> Iterator[tuple[Level, _Cells]]:
    """Yield each level that is there with its cells, the worst first."""
    by_level: dict[Level, dict[tuple[Level, Level], list[Text]]] = {}
    for risk, text in found:
        by_level.setdefault(risk.level, {}).setdefault((risk.likelihood, risk.impact), []).append(text)
    for level in reversed(LEVELS):
        if cells := by_level.get(level):
            ordered = sorted(cells, key=lambda each: (-vocabulary.rank(each[0]), -vocabulary.rank(each[1])))
            yield level, {pair: cells[pair] for pair in ordered}


def _axes(likelihood: Level, impact: Level) -> str:
    return f"Likelihood {vocabulary.words(likelihood)}, impact {vocabulary.words(impact)}"


def _listed(title: str, anchor: str, items: Sequence[Text]) -> Iterator[Block]:
    yield Heading(text=title, anchor=anchor, level=4, searched=False)
    yield Listing(items=tuple(items[:MOST_LISTED]))
    if len(items) > MOST_LISTED:
        yield Prose(paragraphs=((f"{len(items) - MOST_LISTED} more are in the tables above.",),))


def _named(resolved: ResolvedSystem, finding: Finding) -> Text:
    return (
        Link(text=finding.threat.title, to=page_paths.finding(resolved, finding)),
        " on ",
        hyperlinks.subject_link(resolved, finding.about, finding.element),
        " ",
        aside.badge(finding),
    )


def _asked(resolved: ResolvedSystem, gap: Gap) -> Text:
    return (
        Link(text=gap.threat.title, to=page_paths.place(gap.threat)),
        " on ",
        hyperlinks.subject_link(resolved, gap.about, gap.element),
        ", if ",
        *possible_risk.assumed(gap),
    )
