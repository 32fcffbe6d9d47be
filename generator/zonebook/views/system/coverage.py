"""What was assessed, element by element and threat by threat; it is shown before any result."""

from collections.abc import Iterator, Sequence

from zonebook.assess.assessment import Assessment
from zonebook.assess.findings.covered.coverage import Coverage, CoverageCount
from zonebook.assess.findings.covered.uncovered import Uncovered
from zonebook.assess.findings.finding import Gap
from zonebook.assess.system import SystemAssessment
from zonebook.document.inline import Code, Link, SourceRef, Text
from zonebook.document.page import Block, Card, Cards, Download, Heading, Notice, Page, Prose, Row, Table
from zonebook.document.weight import MOST_ELEMENTS, fitting
from zonebook.model.subject import PLURALS
from zonebook.present import badges, finding_details, hyperlinks, page_paths, possible_risk
from zonebook.present.audits import results
from zonebook.present.limits import aside

MOST_ROWS = 100
"""How many things that nobody looked at the page names."""

_FIGURES = ("Completeness", "Applies", "Quiet", "Not stated", "Worst possible", "Not applicable")


def coverage(assessment: Assessment) -> Iterator[Page]:
    """Yield the page of coverage of each system."""
    for judged in assessment.systems.values():
        title = judged.resolved.system.system.title
        yield Page(
            path=page_paths.system_page(judged.id, "coverage"),
            title="Coverage",
            description=f"What was looked at in {title}, and what nobody looked at.",
            blocks=tuple(_blocks(judged)),
            section=(title,),
            listed=True,
        )


def _blocks(judged: SystemAssessment) -> Iterator[Block]:
    found = judged.coverage
    matrix = Link(text="Every threat with every element", to=page_paths.system_page(judged.id, "coverage-matrix"))
    open_ = Link(text="what to state first", to=page_paths.system_page(judged.id, "gaps"))
    yield Prose(paragraphs=((_answer(found),), (matrix, ", and ", open_, ".")))
    if tested := results.sentence(judged):
        yield Prose(paragraphs=((tested, " ", Link(text="Audits", to=page_paths.AUDITS)),))
    yield Cards(cards=tuple(_cards(judged)))
    yield Heading(text="What nobody looked at", anchor="unlooked")
    yield from _apart(judged)
    yield Heading(text="By element", anchor="elements")
    yield from _cut(judged, "By element", _elements(judged))
    yield Heading(text="By threat", anchor="threats")
    yield from _cut(judged, "By threat", _threats(judged))
    yield Heading(text="Threats that were never asked", anchor="never")
    yield from _cut(judged, "Never asked", _never(judged))


def _cut(judged: SystemAssessment, title: str, whole: Table) -> Iterator[Block]:
    """Yield a table as a file, and as much of it as the page holds beside the two others."""
    path = page_paths.beside(judged.id, f"{whole.name}.csv")
    yield Download(text=f"{title} (CSV)", path=path, table=whole)
    yield fitting(whole, MOST_ELEMENTS // 3)


def _answer(found: Coverage) -> str:
    whole = found.whole
    if whole.completeness is None:
        return "Nothing was looked at: no threat of the catalogue is about anything in this model."
    return (
        f"{whole.completeness} % is settled: of {whole.applied} questions that apply, the model answers "
        f"{whole.settled}, and {whole.not_stated} cannot be answered before it states more. A question is one threat "
        "asked of one element. Nothing found is good news only where everything was asked."
    )


def _cards(judged: SystemAssessment) -> Iterator[Card]:
    whole = judged.coverage.whole
    register = page_paths.system_page(judged.id, "register")
    gaps = page_paths.system_page(judged.id, "gaps")
    yield finding_details.completeness(whole)
    yield Card(title="Applies", value=str(whole.fired), note="a finding each", to=register)
    yield Card(
        title="Not stated",
        value=str(whole.not_stated),
        note="neither a finding nor a pass",
        to=gaps,
        tone="not-stated" if whole.not_stated else "plain",
    )
    yield possible_risk.card(judged.possible, len(judged.possibly_above_appetite), page_paths.possible(judged.id))
    yield Card(title="Quiet", value=str(whole.quiet), note="asked, and not so here")
    yield from aside.card(judged, whole.set_aside)
    yield Card(title="Not applicable", value=str(whole.not_applicable), note="the threat is not about such a thing")


def _apart(judged: SystemAssessment) -> Iterator[Block]:
    """Yield what was not assessed in the model itself; threats come at the end of the page."""
    found = [each for each in judged.coverage.unlooked if each.shelf != "threats"]
    if not found:
        yield Prose(paragraphs=(("Every element of the model is asked about, and is joined with another.",),))
        return
    shown = found[:MOST_ROWS]
    yield Notice(
        title=f"{len(found)} things that nobody looked at",
        text=("That nothing was found there says nothing.",),
        tone="not-stated",
    )
    rows = tuple(
        Row(
            id=f"{index}-{each.shelf}-{each.id}",
            cells=(_what(judged, each), (each.shelf,), _why(each)),
        )
        for index, each in enumerate(shown)
    )
    lead = f"The first {len(shown)} of {len(found)}." if len(shown) < len(found) else ""
    columns = ("What", "Word", "Why")
    yield Table(name="unlooked", title="What nobody looked at", lead=lead, columns=columns, rows=rows)


def _what(judged: SystemAssessment, each: Uncovered) -> Text:
    link = Link(text=each.id, to=_place(judged, each))
    return (link, " ", Code(text=each.attribute)) if each.attribute else (link,)


def _why(each: Uncovered) -> Text:
    return (f"{each.reason} (", SourceRef(place=each.place), ")") if each.place.path else (each.reason,)


def _place(judged: SystemAssessment, each: Uncovered) -> str:
    catalogue = judged.resolved.catalogue
    if each.shelf == "kinds":
        return page_paths.place(catalogue.kinds[each.id])
    if each.shelf == "threats":
        return page_paths.place(catalogue.threats[each.id])
    about = next((about for about, shelf in PLURALS.items() if shelf == each.shelf), None)
    if about:
        return page_paths.subject(judged.resolved, about, each.id)
    return page_paths.element(judged.id, each.shelf, each.id)


def _figures(tally: CoverageCount, possible: Sequence[Gap]) -> tuple[Text, ...]:
    return (
        finding_details.settled(tally),
        (str(tally.fired),),
        (str(tally.quiet),),
        (str(tally.not_stated),),
        possible_risk.worst(possible),
        (str(tally.not_applicable),),
    )


def _elements(judged: SystemAssessment) -> Table:
    """Return the elements, the least complete first: those without any question, then by what is open."""
    ordered = sorted(judged.coverage.elements.items(), key=lambda each: (_share(each[1]), -each[1].not_stated))
    rows = tuple(
        Row(
            id=f"{PLURALS[about]}-{element}",
            cells=(
                (hyperlinks.subject_link(judged.resolved, about, element),),
                (badges.ABOUT_TITLES[about],),
                *_figures(tally, judged.on(about, element).possible),
            ),
        )
        for (about, element), tally in ordered
    )
    return Table(
        name="coverage-elements",
        title="By element",
        lead="What came of the threats that are about it, the least complete first.",
        columns=("Element", "Sort", *_FIGURES),
        rows=rows,
    )


def _share(tally: CoverageCount) -> float:
    return tally.settled / tally.applied if tally.applied else -1.0


def _threats(judged: SystemAssessment) -> Table:
    """Return the threats that applied to something, the least complete first."""
    known = judged.resolved.catalogue.threats
    possible: dict[str, list[Gap]] = {}
    for gap in judged.possible:
        possible.setdefault(gap.threat.id, []).append(gap)
    asked = [(threat, tally) for threat, tally in judged.coverage.threats.items() if tally.applied]
    asked.sort(key=lambda each: (_share(each[1]), -each[1].not_stated))
    rows = tuple(
        Row(
            id=threat,
            cells=(
                (Link(text=known[threat].title, to=page_paths.place(known[threat])),),
                (badges.ABOUT_TITLES[known[threat].about],),
                *_figures(tally, possible.get(threat, ())),
            ),
        )
        for threat, tally in asked
    )
    return Table(
        name="coverage-threats",
        title="By threat",
        lead="How often each threat applies, cannot be judged, was asked in vain, and is not about such a thing.",
        columns=("Threat", "Asked of each", *_FIGURES),
        rows=rows,
    )


def _never(judged: SystemAssessment) -> Table:
    found = [each for each in judged.coverage.unlooked if each.shelf == "threats"]
    threats = judged.resolved.catalogue.threats
    rows = tuple(
        Row(
            id=each.id,
            cells=(
                (Link(text=threats[each.id].title, to=_place(judged, each)),),
                (each.reason,),
            ),
        )
        for each in found
    )
    return Table(
        name="coverage-never",
        title="Threats that were never asked",
        lead="They say nothing about this system. One that should have is a thing that the model leaves out.",
        columns=("Threat", "Why"),
        rows=rows,
    )
