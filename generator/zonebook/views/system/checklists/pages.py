"""The control checklists: by service, by zone, by party, by framework."""

from collections import Counter
from collections.abc import Iterator

from zonebook.assess.assessment import Assessment
from zonebook.assess.controls.checklist import Check
from zonebook.assess.controls.grounds import counted
from zonebook.assess.controls.inheritance import ControlStatus
from zonebook.assess.controls.state import SETTLED
from zonebook.assess.planning.framework_report import OPEN
from zonebook.assess.planning.user_controls import user_checks
from zonebook.assess.system import SystemAssessment
from zonebook.document.inline import Link, Text
from zonebook.document.page import Block, Download, Heading, Page, Prose, Row, Table
from zonebook.model import vocabulary
from zonebook.present import badges, grounds, page_paths
from zonebook.present.audits import results, user_controls
from zonebook.present.downloads.checklist_books import Rows
from zonebook.present.measures import table as measures
from zonebook.present.requirements.words import more
from zonebook.views.system.checklists import checks, controls, group_page
from zonebook.views.system.checklists.groups import GROUPINGS, Group, Grouping, groups


def checklists(assessment: Assessment) -> Iterator[Page]:
    """Yield, for each system and each way to group its checks, the page of the groups and the page of each group."""
    for judged in assessment.systems.values():
        rows = Rows(judged=judged)
        for grouping in GROUPINGS:
            found = tuple(groups(judged, grouping))
            yield _index(judged, grouping, found)
            for group in found:
                yield from group_page.pages(judged, rows, grouping, group)


def _index(judged: SystemAssessment, grouping: Grouping, found: tuple[Group, ...]) -> Page:
    system = judged.resolved.system.system.title
    return Page(
        path=page_paths.system_page(judged.id, f"checklists/{grouping.name}"),
        title=grouping.title,
        description=f"Control checklist of {system}, {grouping.title.lower()}.",
        blocks=(
            Prose(paragraphs=((_answer(judged),), *_tested(judged))),
            _groups(judged, grouping, found),
            *_measures(judged, grouping.name),
            *_expected(judged, grouping.name),
            *_aside(judged, grouping.name),
        ),
        section=(system, "Checklists"),
        listed=True,
    )


def _groups(judged: SystemAssessment, grouping: Grouping, found: tuple[Group, ...]) -> Table:
    """Return the groups with what their checks come to; each leads to its checks."""
    rows = tuple(
        Row(
            id=group.id,
            cells=(
                (Link(text=group.title, to=page_paths.checklist(judged.id, grouping.name, group.id)),),
                (str(len(group.checks)),),
                (str(sum(check.standing.status in SETTLED for check in group.checks)),),
                *((str(many),) for many in _open(group.checks)),
                grounds.numbers(counted(check.standing.ground for check in group.checks)),
            ),
        )
        for group in found
    )
    counts = ("Checks", "Settled", *(badges.control_status(status).text.capitalize() for status in OPEN))
    return Table(
        name=grouping.name,
        title=grouping.title,
        columns=(grouping.each, *counts, "Rests on"),
        rows=rows,
        totals=counts if grouping.name != "by-framework" else (),
    )


def _open(found: tuple[Check, ...]) -> Iterator[int]:
    counts: Counter[ControlStatus] = Counter(check.standing.status for check in found)
    yield from (counts[status] for status in OPEN)


def _measures(judged: SystemAssessment, name: str) -> Iterator[Block]:
    """Yield the measures that the system states against threats of its own; nothing where it states none."""
    found = measures.measures(judged)
    if found:
        yield Heading(text=f"Measures against threats of its own ({len(found)})", anchor="measures", searched=False)
        yield measures.table(judged, f"{name}-measures", found)


def _expected(judged: SystemAssessment, name: str) -> Iterator[Block]:
    """Yield what the reports of providers expect of us; nothing where they expect nothing."""
    found = user_checks(judged)
    if found:
        stem = f"{name}-{user_controls.NAME}"
        yield Heading(text=user_controls.title(len(found)), anchor=user_controls.NAME, searched=False)
        title = "What reports expect of us"
        yield Download(text=f"{title} (CSV)", path=page_paths.beside(judged.id, f"checklists/{stem}.csv"))
        yield checks.table(stem, f"Checklist: {title}", user_controls.checklist_rows(judged, found))


def _aside(judged: SystemAssessment, name: str) -> Iterator[Block]:
    """Yield the checks of elements that are out of scope; nothing where there are none."""
    if judged.checks_aside:
        stem = f"{name}-out-of-scope"
        yield Heading(text=f"Out of scope ({len(judged.checks_aside)})", anchor="out-of-scope", searched=False)
        found = controls.numbered(controls.grouped(judged.checks_aside))
        rows = (controls.row(judged.resolved, each, id_, "") for id_, each in found)
        yield controls.table(stem, "Checks that are not counted", rows, requirements=False)


def _answer(judged: SystemAssessment) -> str:
    counts: dict[str, int] = {}
    for check in judged.checks:
        counts[check.standing.status] = counts.get(check.standing.status, 0) + 1
    order = ("met", "alternative", "inherited", "partial", "planned", "not-met", "not-applicable", "not-stated")
    parts = [f"{counts[status]} {vocabulary.words(status)}" for status in order if status in counts]
    unsupported = sum(1 for check in judged.checks if check.control.confidence == "to-confirm")
    confirm = f" The tests of {unsupported} are still to confirm at their sources." if unsupported else ""
    apart = f" {more(len(judged.checks_aside), 'check')} of elements out of scope." if judged.checks_aside else ""
    return f"{len(judged.checks)} checks: {', '.join(parts)}. {grounds.sentence(judged.checks)}{confirm}{apart}"


def _tested(judged: SystemAssessment) -> Iterator[Text]:
    """Yield how much is tested, with a link to the audits; nothing before anything is."""
    if told := results.sentence(judged):
        yield (told, " ", Link(text="Audits", to=page_paths.AUDITS))
