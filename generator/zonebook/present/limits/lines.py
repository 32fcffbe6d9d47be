"""An assumption, or an element out of scope, described line by line for a terminal."""

from collections.abc import Iterator

from zonebook.assess.findings.scope import shelf_of
from zonebook.assess.system import SystemAssessment
from zonebook.model.scope.statements import Assumption, Exclusion, ended


def named(judged: SystemAssessment, name: str) -> Iterator[tuple[str, Exclusion]]:
    """Yield each statement about the limits of a system that has a name, with what it is."""
    system = judged.resolved.system
    if name in system.assumptions:
        yield "Assumption", system.assumptions[name]
    if name in system.out_of_scope:
        yield "Out of scope:", system.out_of_scope[name]


def lines(judged: SystemAssessment, each: Exclusion) -> Iterator[str]:
    """Describe a statement line by line; a line that begins with a space belongs to the one before."""
    resolved = judged.resolved
    if isinstance(each, Assumption):
        yield f"{each.title.rstrip('.')}."
        yield f"About: {', '.join(each.about) or 'the whole system'}."
        yield f"Excludes: {', '.join(each.excludes) or 'no threat'}."
    else:
        shelf = shelf_of(resolved, each.id) or "accounts of the organisation"
        yield f"{each.id} is one of the {shelf}. It is drawn and named, and not judged here."
    yield f"Because: {each.because.rstrip('.') or 'not stated'}. By: {each.by or 'nobody is named'}."
    yield f"{_days(each, resolved.as_of)}"
    findings = [found.id for found in judged.findings_aside if found.aside == each]
    questions = [f"{gap.threat.id}@{gap.element}" for gap in judged.gaps_aside if gap.aside == each]
    again = [found.id for found in judged.findings if found.ended and found.aside == each]
    for what, ids in (("findings", findings), ("questions", questions)):
        yield f"Sets aside {len(ids)} {what}{': ' if ids else ''}{', '.join(ids)}."
    if again:
        yield f"Open again since it ended: {', '.join(again)}."


def _days(each: Exclusion, as_of: str) -> str:
    if ended(each, as_of):
        return f"Ended on {each.until}."
    begins = f"from {each.on} " if each.on > as_of else ""
    until = f"until {each.until}" if each.until else "with no end"
    return f"In force {begins}{until}."
