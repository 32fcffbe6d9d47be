"""Accounts that have the same answer: what the system or the organisation states of all, and nothing of one alone."""

from collections.abc import Mapping

from zonebook.assess.controls.inheritance import OriginLevel
from zonebook.assess.controls.status import control_state
from zonebook.model.elements import Account
from zonebook.model.resolved import ResolvedSystem, once_per_system
from zonebook.model.subject import Subject
from zonebook.values.record import dataclass

_OF_ALL: frozenset[OriginLevel] = frozenset(("system", "organisation", "none"))
"""Where an answer comes from that is the same for every account: nobody is a source of this sort as well."""
Names = tuple[str, ...]
Answered = Mapping[str, Names]
"""The accounts with the same answer, in the order of the text, by each of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What makes accounts alike: for the controls in `decided_by`, the answer of the system or of the organisation.

    For those of `alike_in` the same status is enough, wherever it comes from. Accounts of a role in `but_role` are like
    no other.
    """

    decided_by: Names
    alike_in: Names = ()
    but_role: Names = ()


def alike(resolved: ResolvedSystem, account: str, question: Question) -> Names:
    """Return the accounts with the same answer, that account among them, in the order of the text."""
    known = _groups(resolved)
    if question not in known:
        known[question] = _grouped(resolved, question)
    return known[question].get(account, (account,))


@once_per_system
def _groups(_: ResolvedSystem) -> dict[Question, Answered]:
    """Return the groups for each question, which are added as they are asked for."""
    return {}


def _grouped(resolved: ResolvedSystem, question: Question) -> Answered:
    found: dict[Names, list[str]] = {}
    for account in resolved.accounts.values():
        answer = () if account.role in question.but_role else _answer(resolved, account, question)
        if answer:
            found.setdefault(answer, []).append(account.id)
    return {name: tuple(group) for group in found.values() for name in group}


def _answer(resolved: ResolvedSystem, account: Account, question: Question) -> Names:
    """Return the kind of an account and the status of each control; nothing where it is decided of this one alone."""
    at = Subject(resolved=resolved, about="account", element=account)
    known = resolved.catalogue.controls
    deciding = [control_state(at, known[name]) for name in question.decided_by]
    if any(each.origin.level not in _OF_ALL or each.origin.through for each in deciding):
        return ()
    beside = (control_state(at, known[name]) for name in question.alike_in)
    kind = resolved.kind(account)
    return (kind.id if kind else "", *(each.status for each in (*deciding, *beside)))
