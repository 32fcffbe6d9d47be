"""What audits say otherwise about a system: which results are new or changed, which of them failed, which are gone."""

from collections import Counter
from collections.abc import Iterator, Mapping

from zonebook.assess.controls.audits.results import results_of
from zonebook.assess.planning.comparison.plain_form import plain
from zonebook.assess.planning.comparison.renames import unchanged
from zonebook.model.audits.audit import SHORTFALLS, AuditResult
from zonebook.model.resolved import ResolvedSystem
from zonebook.model.vocabulary import words

_MOST_NAMED = 10
"""How many checks one line names; a returned checklist may have hundreds."""


def result_changes(old: ResolvedSystem, new: ResolvedSystem) -> Iterator[str]:
    """Yield what changed in the results of each audit about a system, in the order of the audits' ids."""
    for id_ in sorted({*old.audits, *new.audits}):
        was, now = _results(old, id_), _results(new, id_)
        stated = {check: each for check, each in now.items() if check not in was or _said(was[check]) != _said(each)}
        if stated:
            counts = Counter(words(each.result) for each in stated.values())
            told = ", ".join(f"{many} {outcome}" for outcome, many in sorted(counts.items()))
            failed = [check for check, each in stated.items() if each.result in SHORTFALLS]
            yield f"audit {id_}: {told}{f'; failed: {_named(failed)}' if failed else ''}"
        if gone := [check for check in was if check not in now]:
            yield f"audit {id_}: results taken away: {_named(gone)}"


def _results(resolved: ResolvedSystem, audit: str) -> Mapping[str, AuditResult]:
    return results_of(resolved, resolved.audits[audit]) if audit in resolved.audits else {}


def _said(result: AuditResult) -> object:
    """Return a result without its place."""
    said: object = plain(result, unchanged)
    return said


def _named(checks: list[str]) -> str:
    more = f", and {len(checks) - _MOST_NAMED} more" if len(checks) > _MOST_NAMED else ""
    return f"{', '.join(sorted(checks)[:_MOST_NAMED])}{more}"
