"""The control statement that the owner of an element proposes with a row, and where in the models it stands."""

from collections.abc import Mapping
from typing import Any

from zonebook.assess.controls.checklist import Check
from zonebook.assess.planning.user_controls import UserCheck
from zonebook.document.sheet import Cell
from zonebook.importers.checklist.merging import plain
from zonebook.importers.checklist.rows import Row
from zonebook.model.elements import Statement
from zonebook.model.resolved import ResolvedSystem
from zonebook.model.subject import PLURALS
from zonebook.read.edits import REMOVED, Added
from zonebook.values import Data, Route
from zonebook.values.record import dataclass

_HOLDERS = frozenset(("account", "network", "zone", "service", "flow", "identity", "trust"))
"""The types of element that have control statements of their own."""
_EVIDENCE: Mapping[str, str] = {
    "new_evidence_title": "title",
    "new_evidence_file": "file",
    "new_evidence_on": "on",
}
FIELDS: Mapping[str, str] = {
    "status": "new_status",
    "because": "new_because",
    "due": "new_due",
    "evidence": "new_evidence_title",
    "on": "new_evidence_on",
}
"""The field that each word of a statement comes from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A change of one statement: its file, the route to it there, and what to state: words, or a status alone."""

    path: str
    route: Route
    patch: Mapping[str, Any] | str


class NotProposedError(Exception):
    """The row proposes what cannot be stated; the message says why, `field` names the cell."""

    def __init__(self, field: str, why: str) -> None:
        """Keep the field's id and the reason."""
        super().__init__(why)
        self.field = field


def proposal(row: Row, check: Check, resolved: ResolvedSystem) -> Proposal | None:
    """Return the statement that a row proposes, None where it proposes nothing that is not stated already.

    Raise NotProposedError where the status was changed meanwhile, where none is given, or for an element that has no
    statements of its own.
    """
    theirs = row.of("statement")
    if not theirs:
        return None
    path, route, own = written(check, resolved)
    status = theirs.get("new_status") or (own.status if own else None)
    now = check.standing.claim.status
    if status is None:
        first = next(iter(theirs))
        raise NotProposedError(first, f"the status of this control comes from elsewhere ({now}); state the new status")
    if "new_status" in theirs and now not in {status, row.status}:
        why = f"the status was `{row.status}` when the sheet was handed out, and is `{now}` now"
        raise NotProposedError("new_status", why)
    patch = _patch(theirs, own)
    if own is None and status == now and not patch:
        return None
    if own is not None and status == own.status and not patch:
        return None
    if own and own.due and "due" not in patch and status != "planned":
        patch["due"] = REMOVED
    if own and own.instead and status != "alternative":
        patch["instead"] = REMOVED
    bare = not patch and not (own and (own.by or own.on or own.because or own.instead or own.evidence))
    return Proposal(path=path, route=route, patch=str(status) if bare else {"status": status, **patch})


def elsewhere(expected: UserCheck) -> str:
    """Return why no statement can be proposed about what a report expects, and where it stands."""
    ours = expected.expected
    if ours.control:
        return f"what the report expects stands where our control `{ours.control}` stands; state that of its elements"
    return f"what the report expects is stated at {ours.place}; change the `statement` there"


def _patch(theirs: Mapping[str, Cell], own: Statement | None) -> dict[str, Any]:
    """Return what to state beside the status, without what is stated already."""
    patch: dict[str, Any] = {}
    for word in ("due", "because"):
        field = FIELDS[word]
        value = plain(theirs.get(field))
        if value is not None and value != (getattr(own, word) if own else None):
            patch[word] = value
    evidence: dict[str, Data] = {word: plain(theirs[field]) for field, word in _EVIDENCE.items() if field in theirs}
    known = [(each.title, each.file, each.on) for each in own.evidence] if own else []
    if evidence and tuple(evidence.get(word, "") for word in _EVIDENCE.values()) not in known:
        patch["evidence"] = Added((evidence,))
        # Evidence shows that the control was checked on its day; a later check stays.
        if evidence.get("on") and not (own and own.on >= evidence["on"]):
            patch["on"] = evidence["on"]
    return patch


def written(check: Check, resolved: ResolvedSystem) -> tuple[str, Route, Statement | None]:
    """Return the file in which the statement of a check stands, or would stand, its route, and the statement."""
    name = check.control.id
    if check.about == "system":
        stated = resolved.system.controls
        path = next((each.place.path for each in stated.values()), check.place.path)
        return path, ("controls", name), stated.get(name)
    if check.about not in _HOLDERS:
        raise NotProposedError("new_status", f"a {check.about} has no control statements of its own; change the model")
    element: Any = next(each for each in resolved.elements(check.about) if each.id == check.element)
    own: Statement | None = element.controls.get(name)
    return check.place.path, (PLURALS[check.about], check.element, "controls", name), own
