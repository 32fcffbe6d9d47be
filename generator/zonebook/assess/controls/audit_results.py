"""The results of audits about one system: which counts for a check on a day, and which are about no check."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from zonebook.model.audits.audit import Audit, AuditResult
from zonebook.model.resolved import ResolvedSystem, once_per_system
from zonebook.suggestions import nearest
from zonebook.values import Problem, cut

_MOST_HINTS = 50
"""For how many unknown checks of a system a hint is looked for: the search is slow."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tested:
    """A result, and the audit that it is part of."""

    audit: Audit
    result: AuditResult


@once_per_system
def latest(resolved: ResolvedSystem) -> Mapping[str, Tested]:
    """Return the newest conclusion about each check on the day of the assessment, by the check's id of today.

    A result counts from the day of its test. Of two of one day, that of the audit with the later id counts.
    """
    found: dict[str, Tested] = {}
    for audit in resolved.audits.values():
        for check, result in results_of(resolved, audit).items():
            if not result.tested or (resolved.as_of and result.tested_on > resolved.as_of):
                continue
            if check not in found or found[check].result.tested_on <= result.tested_on:
                found[check] = Tested(audit=audit, result=result)
    return found


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


def stale(resolved: ResolvedSystem, checks: Iterable[str]) -> Iterator[Problem]:
    """Yield a problem for each result about a check that the system does not have and that was never handed out.

    A fingerprint shows that it was handed out: such a result is kept, whatever became of its element.
    """
    known = frozenset(checks)
    found = (each for audit in resolved.audits.values() for each in results_of(resolved, audit).items())
    strange = (result for check, result in found if check not in known and not result.fingerprint)
    for number, result in enumerate(strange):
        hint = nearest(result.id, known) if number < _MOST_HINTS else ""
        message = f"`{cut(result.id)}` is no check of `{resolved.system.id}`"
        yield Problem(place=result.place, code="stale-result", message=message, hint=hint)
