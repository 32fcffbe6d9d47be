"""The checks of each requirement, in parts that a page can hold: what is open first, each linked to its element."""

from collections.abc import Iterator, Mapping

from zonebook.assess.controls.checklist import Check
from zonebook.assess.planning.framework_report import FrameworkReport, RequirementReport
from zonebook.document.inline import Text
from zonebook.document.page import Block, Facts, Heading
from zonebook.model.resolved import ResolvedSystem
from zonebook.present import page_paths
from zonebook.present.requirements import words
from zonebook.values.record import dataclass

MOST = 1_800
"""How many checks a page names at most, unless those of one requirement are more: some 250 kB of it."""
_LINE = 3
"""As how many checks a requirement weighs that stands in the table of the report."""


@dataclass(frozen=True, kw_only=True)
class Part:
    """The requirements of a report whose checks stand on one page; `path` is that of the page."""

    path: str
    requirements: tuple[RequirementReport, ...]

    @property
    def title(self) -> str:
        """The first and the last requirement."""
        first, last = self.requirements[0].id, self.requirements[-1].id
        return first if first == last else f"{first} to {last}"


def parts(report: FrameworkReport) -> tuple[Part, ...]:
    """Return the requirements with checks in parts, in the order of the framework.

    There is a single one, on the report itself, where the page holds both; and none where nothing is checked.
    """
    checked = tuple(each for each in report.requirements if each.checks)
    whole = sum(len(each.checks) for each in checked)
    if whole + _LINE * len(report.requirements) <= MOST:
        return (_part(report, "", checked),) if checked else ()
    return tuple(_part(report, f"checks-{number}", group) for number, group in enumerate(_groups(checked), 1))


def _part(report: FrameworkReport, name: str, requirements: tuple[RequirementReport, ...]) -> Part:
    path = page_paths.framework_report(report.judged.id, report.framework.id, name)
    return Part(path=path, requirements=requirements)


def _groups(checked: tuple[RequirementReport, ...]) -> Iterator[tuple[RequirementReport, ...]]:
    """Yield the requirements in groups that a page of their own can hold."""
    group: list[RequirementReport] = []
    many = 0
    for each in checked:
        if group and many + len(each.checks) > MOST:
            yield tuple(group)
            group, many = [], 0
        group.append(each)
        many += len(each.checks)
    yield tuple(group)


def places(found: tuple[Part, ...]) -> Mapping[str, str]:
    """Return the address of the checks of each requirement that has any, by its id."""
    return {each.id: f"{part.path}#{_anchor(each)}" for part in found for each in part.requirements}


def _anchor(found: RequirementReport) -> str:
    return f"checks-{page_paths.requirement_anchor(found.id)}"


def blocks(resolved: ResolvedSystem, part: Part) -> Iterator[Block]:
    """Yield a heading for each requirement, and its checks by control."""
    for each in part.requirements:
        yield Heading(text=words.named(each), anchor=_anchor(each), level=3, searched=False)
        yield Facts(pairs=tuple(_by_control(resolved, each)))


def _by_control(resolved: ResolvedSystem, found: RequirementReport) -> Iterator[tuple[str, Text]]:
    """Yield each control that is checked, with its elements by status."""
    grouped: dict[str, list[Check]] = {}
    for check in found.checks:
        grouped.setdefault(check.control.title, []).append(check)
    for title, checks in grouped.items():
        yield (
            title,
            tuple(
                part for badge, elements in words.by_status(resolved, checks) for part in (badge, " ", *elements, " ")
            ),
        )
