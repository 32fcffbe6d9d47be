"""A checklist as a sheet to fill in, and as a workbook around it."""

from collections.abc import Collection, Iterable, Mapping
from functools import cached_property

from zonebook.assess.controls.checklist import Check
from zonebook.assess.controls.checklist_fields import FIELDS
from zonebook.assess.controls.checklist_values import values
from zonebook.assess.controls.frameworks import frameworks_in_force
from zonebook.assess.system import SystemAssessment
from zonebook.document.sheet import Cell, OfferedTable, Sheet, Workbook
from zonebook.model.frameworks.framework import Framework
from zonebook.values.record import dataclass

SHEET = "Checklist"
"""The name of the sheet that is filled in, by which a program finds it."""
_LEAD = "One row is one check: a control on an element."
_REQUIREMENT = next(at for at, field in enumerate(FIELDS) if field.id == "requirement")
INSTRUCTIONS = (
    "The sheet Checklist has a row for each check: a control on an element. Fill in the columns of your role.",
    "The status is what the model claims. The result is what the auditor concludes; an empty one means not tested.",
    "What is left empty deletes nothing. A comment without a result is kept.",
    "Words to choose from are offered in their cells. A day is a date, or a text like 2026-03-31.",
    "Give the file back under any name: `zonebook checklist read FILE` says row by row what it would change.",
)


@dataclass(frozen=True, kw_only=True)
class Rows:
    """The rows of the checklists of one system: each is made once, however many sheets it is in."""

    judged: SystemAssessment

    @cached_property
    def _by_check(self) -> Mapping[str, tuple[Cell, ...]]:
        resolved = self.judged.resolved
        frameworks = frozenset(each.id for each in frameworks_in_force(resolved))
        return {
            check.id: tuple(values(check, resolved, frameworks=frameworks).values())
            for check in self.judged.every_check
        }

    def sheet(self, title: str, checks: Iterable[Check], requirements: Collection[str] = ()) -> Sheet:
        """Return a sheet with a row for each check.

        `requirements` are the only ones that are named, as `framework: id`; without them, all are.
        """
        found = (self._by_check[check.id] for check in checks)
        return form(title, (only(row, requirements) if requirements else row for row in found))

    def book(
        self,
        title: str,
        checks: Iterable[Check],
        *,
        framework: Framework | None = None,
        baseline: str = "",
        more: tuple[Sheet | OfferedTable, ...] = (),
    ) -> Workbook:
        """Return a workbook with the checks, and `more` sheets behind them.

        The checks are those that answer a `framework`, or a `baseline` of it, where one is named.
        """
        head = self.judged.resolved.system.system
        requirements = required(framework, baseline) if framework else frozenset[str]()
        about: list[tuple[str, Cell]] = [("System", head.title), ("Scope", title)]
        if framework:
            about.append(("Framework", f"{framework.title}, version {framework.version}"))
        if baseline:
            about.append(("Baseline", baseline))
        properties = {"system": self.judged.id, "scope": title, "framework": framework.id if framework else ""}
        return Workbook(
            title=f"{head.title}: {title}",
            about=tuple(about),
            sheets=(self.sheet(title, checks, requirements), *more),
            instructions=INSTRUCTIONS,
            properties={**properties, "baseline": baseline},
        )


def form(title: str, rows: Iterable[tuple[Cell, ...]]) -> Sheet:
    """Return rows of checks as a sheet to fill in."""
    return Sheet(name=SHEET, title=title, lead=_LEAD, columns=FIELDS, rows=tuple(rows), form=True)


def required(framework: Framework, baseline: str = "") -> frozenset[str]:
    """Return the requirements of a framework, or of one of its baselines, as `framework: id`."""
    return frozenset(
        f"{framework.id}: {id_}"
        for id_, each in framework.requirements.items()
        if not baseline or baseline in each.baselines
    )


def answers(check: Check, framework: Framework, baseline: str) -> bool:
    """Return whether the control of a check answers a requirement of a baseline."""
    asked = (framework.requirements.get(id_) for id_ in check.control.crosswalk.get(framework.id, ()))
    return any(each is not None and baseline in each.baselines for each in asked)


def baselines(framework: Framework) -> tuple[str, ...]:
    """Return the baselines of a framework, in the order in which its requirements name them."""
    return tuple(dict.fromkeys(name for each in framework.requirements.values() for name in each.baselines))


def only(row: tuple[Cell, ...], requirements: Collection[str]) -> tuple[Cell, ...]:
    """Return the row of a check with these requirements alone, each as `framework: id`."""
    named = row[_REQUIREMENT]
    kept = tuple(each for each in named if each in requirements) if isinstance(named, tuple) else ()
    return (*row[:_REQUIREMENT], kept or None, *row[_REQUIREMENT + 1 :])
