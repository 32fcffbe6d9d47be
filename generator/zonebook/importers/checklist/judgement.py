"""Judges every row of a filled checklist first, and only then returns what to write: all of it, and what is refused."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import field, replace
from itertools import islice

from zonebook.assess.assessment import Assessment
from zonebook.assess.controls.checklist import Check
from zonebook.assess.controls.checklist_values import fingerprint
from zonebook.assess.planning.user_controls import UserCheck, as_check, user_checks
from zonebook.importers.checklist import merging, statements
from zonebook.importers.checklist.patches import Blame, Change, applied, blamed
from zonebook.importers.checklist.rows import Row, misprinted
from zonebook.importers.checklist.statements import NotProposedError
from zonebook.load.catalogue import raise_problems
from zonebook.model.audits.audit import Audit, AuditResult
from zonebook.suggestions import nearest
from zonebook.values import Data, Problem, cut
from zonebook.values.record import dataclass

Results = Mapping[str, Mapping[str, Mapping[str, Data]]]
"""The results of an audit as plain data: by system, then by check."""
_MOST_HINTS = 50
"""For how many unknown ids a hint is looked for: the search is slow."""
_MOST_COPIES = 3
"""How many other rows of the same check a message names."""
_MOST_ROUNDS, _ROWS_OF_A_ROUND = 8, 500
"""How often the models are checked with what is left of the changes, and how many more rows add a check.

Each time, the rows to blame are refused: all that break the rules of one stage, a thousand of those of the schema.
"""
_NOT_JUDGED = "not judged: too many other rows are refused; correct those first"
OLDER = "tested against an older text: the check has another objective, other steps, status or evidence today"


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedOut:
    """What is known of a sheet beside its rows.

    `audit` is the one that its results belong to, `base` the results that it had when the sheet was handed out; each is
    None where that is not known. `system` is that of rows that name none.
    """

    audit: Audit | None = None
    base: Results | None = None
    system: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedRow:
    """A row, and what becomes of it: `faults` say why it is refused, by field; one of the whole row has no field.

    `change` says whether it changes something, and `note` what to know about that.
    """

    row: Row
    faults: Mapping[str, str] = field(default_factory=dict)
    change: bool = False
    note: str = ""

    @property
    def refused(self) -> bool:
        """Whether nothing of the row is taken."""
        return bool(self.faults)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """Every row with what becomes of it, and the texts that change, by path."""

    rows: tuple[JudgedRow, ...]
    texts: Mapping[str, bytes]

    def count(self) -> tuple[int, int, int, int]:
        """Return how many rows were read, change something, change nothing, are refused."""
        refused = sum(each.refused for each in self.rows)
        changed = sum(each.change and not each.refused for each in self.rows)
        return len(self.rows), changed, len(self.rows) - changed - refused, refused


Problems = Callable[[Mapping[str, bytes]], tuple[Problem, ...]]
"""Returns the problems that the models have with some of their texts replaced."""


def judged(rows: Iterable[Row], assessment: Assessment, handed: HandedOut, problems: Problems) -> Judged:
    """Return what becomes of each row, and the texts with what is taken of them.

    What a row changes is checked like any model: a row that would bring a problem is refused with it. Raise BrokenError
    where a problem is left that no row is to blame for.
    """
    judge = _Judge(assessment, handed)
    found = judge.rows(tuple(rows))
    for _ in range(_MOST_ROUNDS + len(judge.changes) // _ROWS_OF_A_ROUND):
        changes = [each for each in judge.changes if not found[each.row].refused]
        texts, blames = applied(assessment.workspace.texts, changes)
        if not blames and texts and (left := problems(texts)):
            blames = blamed(left, texts, changes)
            if not blames:
                raise_problems(left)
        if not blames:
            return Judged(rows=tuple(found.values()), texts=texts)
        _refuse(found, blames)
    rest = {each.row for each in judge.changes if not found[each.row].refused}
    _refuse(found, (Blame(row=row, field="", why=_NOT_JUDGED) for row in rest))
    return Judged(rows=tuple(found.values()), texts={})


def _refuse(found: dict[int, JudgedRow], blames: Iterable[Blame]) -> None:
    for each in blames:
        old = found[each.row]
        found[each.row] = replace(old, faults={**old.faults, each.field: each.why})


class _Judge:
    """The models and the audit that rows are held against, and the changes that were found."""

    def __init__(self, assessment: Assessment, handed: HandedOut) -> None:
        self._systems = assessment.systems
        self._handed = handed
        self._checks = {name: {each.id: each for each in judged.every_check} for name, judged in self._systems.items()}
        self._expected: dict[tuple[str, str], UserCheck] = {}
        for name, judged in self._systems.items():
            for each in user_checks(judged):
                self._expected[name, each.id] = each
                self._checks[name][each.id] = as_check(each, judged.resolved)
        self._hints = _MOST_HINTS
        self.changes: list[Change] = []

    def rows(self, rows: tuple[Row, ...]) -> dict[int, JudgedRow]:
        """Return each row by its number, judged for itself."""
        rows = tuple(replace(row, system=row.system or self._system()) for row in rows)
        numbers: dict[tuple[str, str], list[int]] = {}
        for row in rows:
            numbers.setdefault((row.system, row.check), []).append(row.number)
        return {row.number: self._judged(row, numbers[row.system, row.check]) for row in rows}

    def _system(self) -> str:
        return self._handed.system or (next(iter(self._systems)) if len(self._systems) == 1 else "")

    def _judged(self, row: Row, numbers: list[int]) -> JudgedRow:
        faults = {cell.field.id: cell.fault for cell in row.cells if cell.fault}
        if not row.cells:
            return JudgedRow(row=row)
        if why := misprinted(row) or self._unknown(row) or self._twice(row, numbers):
            faults[""] = why
            return JudgedRow(row=row, faults=faults)
        check = self._checks[row.system][self._today(row)]
        changes = [*self._result(row, check, faults), *self._statement(row, check, faults)]
        if faults:
            return JudgedRow(row=row, faults=faults)
        self.changes += changes
        tested = any(each.route[0] == "results" for each in changes)
        older = tested and row.fingerprint != fingerprint(check)
        return JudgedRow(row=row, change=bool(changes), note=OLDER if older else "")

    def _twice(self, row: Row, numbers: list[int]) -> str:
        others = tuple(islice((str(number) for number in numbers if number != row.number), _MOST_COPIES))
        return f"the check stands in row {' and '.join(others)} as well; keep one" if others else ""

    def _unknown(self, row: Row) -> str:
        """Return that a row is about no check of today, or nothing."""
        if row.system not in self._checks:
            return f"there is no system `{cut(row.system)}`{self._hint(row.system, self._checks)}"
        known = self._checks[row.system]
        if self._today(row) in known:
            return ""
        return f"`{cut(row.check)}` is no check of `{row.system}`{self._hint(row.check, known)}"

    def _hint(self, word: str, known: Iterable[str]) -> str:
        self._hints -= 1
        near = nearest(word, known) if self._hints >= 0 else ""
        return f"; did you mean `{near}`?" if near else ""

    def _today(self, row: Row) -> str:
        """Return the id that a check has today, where its element was renamed since."""
        if row.check in self._checks[row.system]:
            return row.check
        control, _, element = row.check.partition("@")
        former = self._systems[row.system].resolved.former_ids
        return f"{control}@{next((id_ for id_, old in former.items() if element in old), element)}"

    def _result(self, row: Row, check: Check, faults: dict[str, str]) -> list[Change]:
        """Return what a row changes in the result of its check; put what cannot be merged into `faults`."""
        theirs, audit = row.of("result"), self._handed.audit
        if not theirs:
            return []
        if audit is None:
            faults[""] = "it has results, and no audit is named to which they belong; name it with --audit"
            return []
        said = audit.results.get(row.system, {})
        key = next((each for each in (check.id, row.check) if each in said), check.id)
        base = self._handed.base
        old = None if base is None else base.get(row.system, {}).get(row.check) or {}
        merged = merging.results(theirs, _plain(said.get(key)), old)
        faults.update(merged.conflicts)
        if not merged.change:
            return []
        patch = {"fingerprint": row.fingerprint, **merged.change}
        return [
            Change(row=row.number, path=audit.place.path, route=("results", row.system, key), patch=patch, fields={})
        ]

    def _statement(self, row: Row, check: Check, faults: dict[str, str]) -> list[Change]:
        """Return the statement that a row proposes; put why it cannot be one into `faults`."""
        if expected := self._expected.get((row.system, check.id)):
            faults.update(dict.fromkeys(row.of("statement"), statements.elsewhere(expected)))
            return []
        try:
            found = statements.proposal(row, check, self._systems[row.system].resolved)
        except NotProposedError as error:
            faults[error.field] = str(error)
            return []
        if found is None:
            return []
        fields = statements.FIELDS
        return [Change(row=row.number, path=found.path, route=found.route, patch=found.patch, fields=fields)]


def _plain(result: AuditResult | None) -> dict[str, Data]:
    """Return what a result states, by word."""
    said = {name: getattr(result, name) for name in merging.RESULT_FIELDS} if result else {}
    return {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in said.items()
        if value not in ("", (), None)
    }
