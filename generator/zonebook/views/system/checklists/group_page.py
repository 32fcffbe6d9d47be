"""The page of one group of checks; of a group that is too long for a page, several."""

from collections.abc import Iterator, Sequence

from zonebook.assess.controls.checklist import Check
from zonebook.assess.controls.grounds import counted
from zonebook.assess.controls.state import SETTLED
from zonebook.assess.system import SystemAssessment
from zonebook.document.inline import Link, Text
from zonebook.document.page import Block, Download, Page, Prose, Row, Table
from zonebook.document.sheet import OfferedTable
from zonebook.document.weight import parts
from zonebook.model.frameworks.framework import Framework
from zonebook.present import badges, grounds, page_paths
from zonebook.present.downloads.checklist_books import Rows, answers, baselines
from zonebook.present.requirements.words import many
from zonebook.views.system.checklists import checks, controls
from zonebook.views.system.checklists.groups import BY_SERVICE, Group, Grouping

_TWICE = "A check that serves several requirements is counted once here, and once in the row of each below."
_ORDER = "The checks stand in the order of the first requirement that each answers."


def pages(judged: SystemAssessment, rows: Rows, grouping: Grouping, group: Group) -> Iterator[Page]:
    """Yield the page of a group, and those of its further parts."""
    system = judged.resolved.system.system.title
    found = tuple(_parts(judged, grouping, group))
    for number, part in enumerate(found, 1):
        blocks = (*_begin(judged, rows, group), *_requirements(judged, group)) if number == 1 else ()
        title = f"{group.title}, part {number}" if number > 1 else group.title
        yield Page(
            path=page_paths.checklist(judged.id, grouping.name, group.id, number),
            title=f"Checklist: {title}",
            description=f"Control checklist of {system}: {title}.",
            blocks=(
                Prose(paragraphs=tuple(_where(judged, grouping, group, (number, len(found))))),
                *blocks,
                _table(grouping, group, part, number if len(found) > 1 else 0),
            ),
            section=(system, "Checklists"),
        )


def _parts(judged: SystemAssessment, grouping: Grouping, group: Group) -> Iterator[tuple[Row, ...]]:
    """Yield the rows of each part: a row for each check of a service, a row for each control of anything else."""
    resolved = judged.resolved

    def check_row(check: Check, before: Sequence[Check], number: int) -> Row:
        page = page_paths.checklist(judged.id, grouping.name, group.id, number)
        return checks.row(resolved, check, before, page=f"{page}#{_name(group, number)}")

    def control_row(item: tuple[str, tuple[Check, ...]], _before: object, _number: int) -> Row:
        id_, found = item
        return controls.row(resolved, found, id_, ", ".join(group.requirements(found[0])))

    if grouping is BY_SERVICE:
        return parts(group.checks, check_row)
    return parts(controls.numbered(controls.grouped(_ordered(group))), control_row)


def _ordered(group: Group) -> Sequence[Check]:
    """Return the checks of a framework in the order of its requirements, others as they are."""
    if not group.framework:
        return group.checks
    places = {id_: at for at, id_ in enumerate(group.framework.requirements)}

    def first(check: Check) -> int:
        return min(places.get(each, len(places)) for each in group.requirements(check))

    return sorted(group.checks, key=first)


def _table(grouping: Grouping, group: Group, rows: tuple[Row, ...], part: int) -> Table:
    name = _name(group, part)
    title = f"Checklist: {group.title}{f', part {part}' if part else ''}"
    if grouping is BY_SERVICE:
        return checks.table(name, title, rows)
    return controls.table(name, title, rows, requirements=group.framework is not None)


def _name(group: Group, part: int) -> str:
    """Return the name of the table of a part, which its rows have in their addresses."""
    return f"{group.stem}-part-{part}" if part > 1 else group.stem


def _where(judged: SystemAssessment, grouping: Grouping, group: Group, part: tuple[int, int]) -> Iterator[Text]:
    """Yield the way back to the index, and to the other parts."""
    number, many = part
    yield (Link(text=grouping.title, to=page_paths.system_page(judged.id, f"checklists/{grouping.name}")),)
    if many > 1:
        links = (
            (Link(text=f"part {at}", to=page_paths.checklist(judged.id, grouping.name, group.id, at)),)
            if at != number
            else (f"part {at}",)
            for at in range(1, many + 1)
        )
        yield (f"This is part {number} of {many}: ", *badges.spread(tuple(links)), ".")


def _begin(judged: SystemAssessment, rows: Rows, group: Group) -> Iterator[Block]:
    """Yield what the checks come to, and the workbooks of the group."""
    said: list[Text] = [(f"{many(len(group.checks), 'check')}. {grounds.sentence(group.checks)}",)]
    if group.framework:
        report = Link(text="Every requirement", to=page_paths.framework_report(judged.id, group.framework.id))
        more = ", also those without a check, with who answers for it and what is open."
        said += [(f"{_TWICE} {_ORDER}",), (report, more)]
    yield Prose(paragraphs=tuple(said))
    yield from _workbooks(rows, group)


def _workbooks(rows: Rows, group: Group) -> Iterator[Download]:
    """Yield the workbook of a group, and one for each baseline of a framework."""
    system, framework = rows.judged.id, group.framework
    if framework is None:
        path = page_paths.checklist_book(system, group.stem)
        yield Download(text=f"{group.title} (XLSX)", path=path, book=rows.book(group.title, group.checks))
        return
    more = (OfferedTable(name="Requirements", path=_requirements_file(system, framework)),)
    for baseline in ("", *baselines(framework)):
        found = [each for each in group.checks if not baseline or answers(each, framework, baseline)]
        title = f"{group.title}, {baseline}" if baseline else group.title
        yield Download(
            text=f"{title} (XLSX)",
            path=page_paths.checklist_book(system, f"{group.stem}-{baseline}" if baseline else group.stem),
            book=rows.book(title, found, framework=framework, baseline=baseline, more=more),
        )


def _requirements_file(system: str, framework: Framework) -> str:
    return page_paths.beside(system, f"checklists/requirements-{framework.id}.csv")


def _requirements(judged: SystemAssessment, group: Group) -> Iterator[Block]:
    """Yield the requirements of a framework with their checks, as a file; the report shows them."""
    framework = group.framework
    if framework is None:
        return
    answered: dict[str, list[Check]] = {}
    for check in group.checks:
        for id_ in group.requirements(check):
            answered.setdefault(id_, []).append(check)
    rows = tuple(
        Row(
            id=page_paths.requirement_anchor(id_),
            cells=(
                (Link(text=id_, to=page_paths.requirement(framework.id, id_)),),
                badges.words(requirement.title),
                (str(len(answered[id_])),),
                (str(sum(1 for check in answered[id_] if check.standing.status in SETTLED)),),
                grounds.numbers(counted(check.standing.ground for check in answered[id_])),
            ),
        )
        for id_, requirement in framework.requirements.items()
        if id_ in answered
    )
    title = f"Requirements: {framework.title}"
    columns = ("Requirement", "Title", "Checks", "Settled", "Rests on")
    table = Table(name=f"requirements-{framework.id}", title=title, columns=columns, rows=rows)
    path = _requirements_file(judged.id, framework)
    yield Download(text=f"Requirements of {framework.title} (CSV)", path=path, table=table)
