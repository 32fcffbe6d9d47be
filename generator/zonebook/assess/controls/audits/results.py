"""The results of audits about one system: which counts for a check on a day, and which are about no check."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Literal

from zonebook.model import vocabulary
from zonebook.model.audits.audit import Audit, AuditResult, Outcome
from zonebook.model.resolved import ResolvedSystem, once_per_system
from zonebook.suggestions import nearest
from zonebook.values import Problem, cut
from zonebook.values.record import dataclass

_MOST_HINTS = 50
"""For how many unknown checks of a system a hint is looked for: the search is slow."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tested:
    """A result, and the audit that it is part of."""

    audit: Audit
    result: AuditResult


Left = Literal["partial", "not-met"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Refutation:
    """A test that a control did not pass: the status that is left of it, and the sentence that says so."""

    tested: Tested
    status: Left
    told: str


_LEFT: Mapping[Outcome, Left] = {"exception": "partial", "not-effective": "not-met"}
"""What is left of a control by what its test showed."""
_CLAIM_NOTHING = frozenset(("not-met", "not-stated", "planned"))
"""The statuses that claim no more than a failed test leaves."""


def refutation(resolved: ResolvedSystem, check: str, status: str, shown_on: str) -> Refutation | None:
    """Return the test that says less of a check than its status does; None where none does.

    A failed test outweighs what is said, until a later test is passed or evidence of a later day is named (`shown_on`).
    A result never strengthens a status.
    """
    tested = latest(resolved, check)
    if tested is None or tested.result.result not in _LEFT or shown_on > tested.result.tested_on:
        return None
    left = _LEFT[tested.result.result]
    if status == left or status in _CLAIM_NOTHING:
        return None
    told = f"{tested.audit.audit.title} on {tested.result.tested_on}: {vocabulary.words(tested.result.result)}"
    return Refutation(tested=tested, status=left, told=told)


@once_per_system
def concluded(resolved: ResolvedSystem) -> Mapping[str, tuple[Tested, ...]]:
    """Return every conclusion about each check on the day of the assessment, the newest first, by today's check id.

    A result counts from the day of its test. Of two of one day, that of the audit with the later id comes first.
    """
    found: dict[str, list[Tested]] = {}
    for audit in resolved.audits.values():
        for check, result in results_of(resolved, audit).items():
            if result.tested and (not resolved.as_of or result.tested_on <= resolved.as_of):
                found.setdefault(check, []).append(Tested(audit=audit, result=result))
    return {check: tuple(sorted(every, key=_day_and_audit, reverse=True)) for check, every in found.items()}


def _day_and_audit(tested: Tested) -> tuple[str, str]:
    return tested.result.tested_on, tested.audit.id


def latest(resolved: ResolvedSystem, check: str) -> Tested | None:
    """Return the newest conclusion about how a control works on an element; None where there is none.

    That nothing occurred in a period says nothing about how a control works.
    """
    every = concluded(resolved).get(check, ()) if resolved.audits else ()
    return next((each for each in every if each.result.result != "no-occurrence"), None)


def results_of(resolved: ResolvedSystem, audit: Audit) -> Mapping[str, AuditResult]:
    """Return the results of an audit about a system, by the id that each check has today.

    A result under the former id of an element is that of the element; one under its id of today comes before it.
    """
    said = audit.results.get(resolved.system.id, {})
    today = {old: new for new, former in resolved.former_ids.items() for old in former}
    moved = {_renamed(check, today): result for check, result in said.items() if check.partition("@")[2] in today}
    return {**moved, **{check: result for check, result in said.items() if check.partition("@")[2] not in today}}


def _renamed(check: str, today: Mapping[str, str]) -> str:
    control, _, element = check.partition("@")
    return f"{control}@{today[element]}"


def stale(
    resolved: ResolvedSystem, is_check: Callable[[str], bool], every: Callable[[], Iterable[str]]
) -> Iterator[Problem]:
    """Yield a problem for each result about a check that the system does not have and that was never handed out.

    A fingerprint shows that it was handed out: such a result is kept, whatever became of its element. `every` returns
    all that a result can be about, and is only called where a result is about no check of a control.
    """
    found = (each for audit in resolved.audits.values() for each in results_of(resolved, audit).items())
    strange = [(check, result) for check, result in found if not result.fingerprint and not is_check(check)]
    known = frozenset(every() if strange else ())
    for number, result in enumerate(result for check, result in strange if check not in known):
        hint = nearest(result.id, known) if number < _MOST_HINTS else ""
        message = f"`{cut(result.id)}` is no check of `{resolved.system.id}`"
        yield Problem(place=result.place, code="stale-result", message=message, hint=hint)
