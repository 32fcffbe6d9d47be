"""The report of a system about a framework: what is settled, what is open, and why, requirement by requirement."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import get_args

from zonebook.assess.assessment import Assessment
from zonebook.assess.planning.framework_report import (
    STANDINGS,
    FrameworkReport,
    RequirementReport,
    Standing,
    framework_reports,
)
from zonebook.document.inline import Link, Text, Tone
from zonebook.document.page import Block, Card, Cards, Details, Download, Heading, Page, Prose, Row, Table
from zonebook.model.vocabulary import Responsible
from zonebook.present import badges, grounds, page_paths
from zonebook.present.downloads.checklist_books import baselines
from zonebook.present.requirements import holders, sheets, words
from zonebook.present.requirements.forms import FORMS, Form
from zonebook.views.system.frameworks import checks
from zonebook.views.system.frameworks.checks import Part

SECTION = "Frameworks"
_UNCHECKED = "unchecked-requirements"
_LEAD = (
    "A requirement is settled where each check of its controls leaves nothing to do, and open where one does. One that "
    "has no check is neither: nothing here says anything of it. The mapping of controls to requirements is ours."
)
_TONES: Mapping[Standing, Tone] = {
    "settled": "met",
    "open": "warning",
    "nothing-here": "plain",
    "no-control": "not-stated",
}
_NOTES: Mapping[Standing, str] = {
    "settled": "each check leaves nothing to do",
    "open": "a check is not met, or nobody states it",
    "nothing-here": "nothing is checked",
    "no-control": "nothing is checked",
}


def framework_pages(assessment: Assessment) -> Iterator[Page]:
    """Yield the pages of each system about each framework in force: the report, its forms, and its checks."""
    for judged in assessment.systems.values():
        for report in framework_reports(judged):
            yield from _pages(report)


def _pages(report: FrameworkReport) -> Iterator[Page]:
    parts = checks.parts(report)
    yield _page(report, "", report.framework.title, _blocks(report, parts))
    for each in report.framework.report_forms:
        form = FORMS[each]
        yield _page(report, form.name, f"{form.title}: {report.framework.title}", _form(report, form))
    for part in parts:
        if part.path != page_paths.framework_report(report.judged.id, report.framework.id):
            yield _part(report, part)


def _page(report: FrameworkReport, name: str, title: str, blocks: Iterator[Block]) -> Page:
    system, framework = report.judged.resolved.system.system, report.framework
    return Page(
        path=page_paths.framework_report(report.judged.id, framework.id, name),
        title=title,
        description=f"{title} in {system.title}: version {framework.version}, requirement by requirement.",
        blocks=tuple(blocks),
        section=(system.title, SECTION),
        listed=True,
    )


def _part(report: FrameworkReport, part: Part) -> Page:
    """Return a page with a part of the checks; the report leads there."""
    system, framework = report.judged.resolved.system.system, report.framework
    back = Link(text=framework.title, to=page_paths.framework_report(report.judged.id, framework.id))
    return Page(
        path=part.path,
        title=f"Checks: {part.title}",
        description=f"The checks of {framework.title} in {system.title}: {part.title}.",
        blocks=(
            Prose(paragraphs=(("The checks of each requirement, by control: ", back, "."),)),
            *checks.blocks(report.judged.resolved, part),
        ),
        section=(system.title, SECTION),
    )


def _blocks(report: FrameworkReport, parts: tuple[Part, ...]) -> Iterator[Block]:
    checked = tuple(each for each in report.requirements if each.checks)
    yield Prose(paragraphs=((_answer(report),), (_LEAD,), *_others(report)))
    yield Cards(cards=tuple(_cards(report)))
    yield _who_answers(report)
    yield from sheets.downloads(report)
    if baselines(report.framework):
        yield _by_baseline(report)
    yield Heading(text=f"Requirements with checks ({len(checked)})", anchor="checked")
    yield _requirements(report, checked, checks.places(parts))
    yield _unchecked(report)
    for part in parts:
        if part.path == page_paths.framework_report(report.judged.id, report.framework.id):
            blocks = tuple(checks.blocks(report.judged.resolved, part))
            yield Details(summary=f"The checks of each of these {len(checked)} requirements, by control", blocks=blocks)


def _answer(report: FrameworkReport) -> str:
    counts, many = report.counts(), words.many(len(report.requirements), "requirement")
    return (
        f"Of {many}, {counts['settled']} are settled and {counts['open']} are open. For {counts['nothing-here']} the "
        f"controls apply to nothing here, and for {counts['no-control']} the catalogue has no control.{_apart(report)}"
    )


def _apart(report: FrameworkReport) -> str:
    """Return how many checks of the framework are of elements out of scope; empty where none is."""
    found = [each for each in report.judged.checks_aside if report.framework.id in each.control.crosswalk]
    verb = "is" if len(found) == 1 else "are"
    return f" {words.many(len(found), 'check')} of elements out of scope {verb} not counted." if found else ""


def _others(report: FrameworkReport) -> Iterator[Text]:
    """Yield the links to the forms of the report, and to what else there is about the framework."""
    system, framework = report.judged.id, report.framework
    found = [
        Link(text=FORMS[each].title, to=page_paths.framework_report(system, framework.id, FORMS[each].name))
        for each in framework.report_forms
    ]
    found += [
        Link(text="Checklists to fill in", to=page_paths.system_page(system, "checklists/by-framework")),
        Link(text="The framework in the catalogue", to=page_paths.entry("frameworks", framework.id)),
    ]
    yield badges.spread(tuple((each,) for each in found), " · ")


def _cards(report: FrameworkReport) -> Iterator[Card]:
    for standing, many in report.counts().items():
        yield Card(
            title=words.STANDINGS[standing],
            value=str(many),
            note=_NOTES[standing],
            to=f"{page_paths.framework_report(report.judged.id, report.framework.id)}#{_ANCHORS[standing]}",
            tone=_TONES[standing] if many else "plain",
        )


_ANCHORS: Mapping[Standing, str] = {
    "settled": "checked",
    "open": "checked",
    "nothing-here": _UNCHECKED,
    "no-control": _UNCHECKED,
}


def _who_answers(report: FrameworkReport) -> Table:
    """Return how many requirements each side answers for, of all and of each baseline."""
    sides: tuple[Responsible | None, ...] = (*get_args(Responsible), None)
    rows = []
    for each in ("", *baselines(report.framework)):
        counts = Counter(found.responsible for found in report.of(each))
        rows.append(Row(id=each or "all", cells=((each or "all",), *((str(counts[side]),) for side in sides))))
    return Table(
        name="who-answers",
        title="Who answers",
        lead=(
            "Whoever has the layers that a requirement is about in the services of this system; shared where both have "
            "a part. It does not depend on which controls are mapped. Requirements about the organisation are the "
            "customer's; what a provider lays down for its own staff is for its report to show."
        ),
        columns=("Baseline", *(badges.holder(side).text.capitalize() for side in sides)),
        rows=tuple(rows),
    )


def _by_baseline(report: FrameworkReport) -> Table:
    rows = tuple(
        Row(
            id=each or "all",
            cells=(
                (each or "all",),
                (str(len(report.of(each))),),
                *((str(many),) for many in report.counts(each).values()),
            ),
        )
        for each in ("", *baselines(report.framework))
    )
    return Table(
        name="baselines",
        title="By baseline",
        lead="A requirement counts in each baseline that it is in. The table below can be cut down to one of them.",
        columns=("Baseline", "Requirements", *(words.STANDINGS[each] for each in STANDINGS)),
        rows=rows,
    )


def _requirements(report: FrameworkReport, found: tuple[RequirementReport, ...], places: Mapping[str, str]) -> Table:
    by_baseline = bool(baselines(report.framework))
    columns = ("Responsibility", "Layers", "Status", "What is open, and what it rests on")
    rows = tuple(
        Row(
            id=page_paths.requirement_anchor(each.id),
            cells=(
                _named(report, each),
                *((words.baselines(each),) if by_baseline else ()),
                badges.responsible(each.responsible),
                _layers(each),
                (words.status(each),),
                _why(each, places[each.id]),
            ),
        )
        for each in found
    )
    return Table(
        name="requirements",
        title="Requirements with checks",
        columns=("Requirement", *(("Baselines",) if by_baseline else ()), *columns),
        rows=rows,
    )


def _named(report: FrameworkReport, found: RequirementReport) -> Text:
    link = Link(text=found.id, to=page_paths.requirement(report.framework.id, found.id))
    return (link, f" {found.requirement.title}") if found.requirement.title else (link,)


def _layers(found: RequirementReport) -> Text:
    """Return the layers that who answers rests on, with who has them; or why it is not stated."""
    if found.responsible is None:
        return (holders.why(found.answering),)
    return (", ".join(holders.layers(found.answering)),)


def _why(found: RequirementReport, place: str) -> Text:
    """Return how many checks are open, linked to all of them, what is missing, and what is in place rests on."""
    many = sum(found.open.values())
    link = Link(text=f"{many or 'none'} of {words.many(len(found.checks), 'check')}", to=place)
    missing = ", ".join(words.gaps(found))
    rests = ", ".join(f"{number} {grounds.BY[ground]}" for ground, number in found.grounds.items())
    told = (
        f": {missing}." if missing else ".",
        f" Rests on {rests}." if rests else "",
        f" {evidence}." if (evidence := words.evidence(found)) else "",
    )
    return link, "".join(told)


def _unchecked(report: FrameworkReport) -> Block:
    """Return the requirements of which nothing here says anything, folded."""
    by_baseline = bool(baselines(report.framework))
    found = [each for each in report.requirements if not each.checks]
    rows = tuple(
        Row(
            id=page_paths.requirement_anchor(each.id),
            cells=(
                _named(report, each),
                *(((", ".join(each.requirement.baselines) or "–",),) if by_baseline else ()),
                badges.responsible(each.responsible),
                _layers(each),
                (words.status(each).text,),
            ),
        )
        for each in found
    )
    columns = ("Requirement", *(("Baselines",) if by_baseline else ()), "Responsibility", "Layers", "Why")
    table = Table(name=_UNCHECKED, title="Requirements without a check", columns=columns, rows=rows)
    return Details(
        summary=f"{words.many(len(found), 'requirement')} of which nothing here says anything", blocks=(table,)
    )


def _form(report: FrameworkReport, form: Form) -> Iterator[Block]:
    system, framework = report.judged.id, report.framework
    path = page_paths.framework_file(system, framework.id, form.name)
    back = Link(text=f"Report: {framework.title}", to=page_paths.framework_report(system, framework.id))
    yield Prose(paragraphs=((form.answer(report),), (form.lead,), (back,)))
    yield Download(text=f"{form.title} (CSV)", path=f"{path}.csv", table=form.sheet(report))
    yield form.table(report)
