"""The three-way merge of one row: as it was handed out, as the model has it now, as it came back."""

from collections.abc import Mapping
from datetime import date

from zonebook.assess.controls.checklist_fields import FIELDS
from zonebook.document.sheet import Cell
from zonebook.importers.checklist.cells import as_text
from zonebook.model.audits.audit import UNTESTED
from zonebook.values import Data, cut
from zonebook.values.record import dataclass

RESULT_FIELDS = tuple(field.id for field in FIELDS if field.goes_to == "result")


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """What a row changes, as plain data by the words of the model, and the fields that cannot be merged, with why."""

    change: Mapping[str, Data]
    conflicts: Mapping[str, str]


def plain(value: Cell) -> Data:
    """Return the value of a cell as YAML has it: a day as text, one text a line as a list."""
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def results(theirs: Mapping[str, Cell], ours: Mapping[str, Data], base: Mapping[str, Data] | None) -> Merged:
    """Return what a row changes in the result of its check.

    `ours` is the result that the audit has, `base` the one that it had when the row was handed out; None where that is
    not known. What only one side changed is taken from that side; a blank cell changes nothing.
    """
    change: dict[str, Data] = {}
    conflicts: dict[str, str] = {}
    for name in RESULT_FIELDS:
        wanted = plain(theirs.get(name))
        if wanted is None or (name == "result" and wanted == UNTESTED) or wanted == _stated(name, ours):
            continue
        now, old = _stated(name, ours), None if base is None else _stated(name, base)
        if now is None or (base is not None and now == old):
            change[name] = wanted
        elif base is None or wanted != old:
            shown = f"`{cut(_shown(now))}` now, the sheet `{cut(_shown(wanted))}`"
            conflicts[name] = f"changed on both sides: the audit has {shown}; take a new checklist, or change the audit"
    return Merged(change=change, conflicts=conflicts)


def _stated(name: str, result: Mapping[str, Data]) -> Data:
    """Return what a result says of a field, as a cell would have it; that it is not tested says nothing."""
    value = result.get(name)
    if isinstance(value, str):
        return as_text(value) if value != UNTESTED or name != "result" else None
    return value


def _shown(value: Data) -> str:
    return ", ".join(value) if isinstance(value, list) else as_text(value)
