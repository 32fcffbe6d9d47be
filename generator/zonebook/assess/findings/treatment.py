"""Decisions checked against their findings: who decided, for how much risk, and whether a control is under way."""

from collections.abc import Iterator, Mapping

from zonebook.assess.findings.evaluation import SubjectSource
from zonebook.assess.findings.finding import Finding
from zonebook.model.resolved import ResolvedSystem
from zonebook.model.subject import Subject
from zonebook.model.system import Decision, Plan, Treated
from zonebook.model.vocabulary import worst
from zonebook.suggestions import nearest
from zonebook.values import Problem


def treated(resolved: ResolvedSystem, findings: tuple[Finding, ...]) -> tuple[Subject[object], ...]:
    """Return each decision in force on the day of the assessment that settles a finding, in the order of the text.

    A decision that has ended settles nothing: its findings are open again, and are reported as expired. Nor does one
    about an element that is not judged here.
    """
    by_decision: dict[str, list[Finding]] = {}
    known = _known(findings)
    for finding in known.values():
        if finding.decision and finding.decision.on <= resolved.as_of and finding.state not in _SETTLES_NOTHING:
            by_decision.setdefault(finding.decision.id, []).append(finding)
    return tuple(
        Subject(resolved=resolved, about="decision", element=_treated(decision, by_decision[decision.id], known))
        for decision in resolved.system.decisions.values()
        if decision.id in by_decision
    )


_SETTLES_NOTHING = frozenset(("expired", "out-of-scope"))
"""States of findings that a decision does not settle."""


def _known(findings: tuple[Finding, ...]) -> Mapping[str, Finding]:
    """Return the findings by id, with those that may hold in the place of one."""
    return {each.id: each for finding in findings for each in finding.alternatives}


def stood(resolved: ResolvedSystem, findings: tuple[Finding, ...]) -> SubjectSource:
    """Return the subjects of the second evaluation: the decisions, now that the findings are known."""
    found = treated(resolved, findings)
    return lambda _scene, about: found if about == "decision" else ()


def _treated(decision: Decision, found: list[Finding], known: Mapping[str, Finding]) -> Treated:
    original = known.get(decision.duplicates)
    return Treated(
        decision=decision,
        findings=tuple(finding.id for finding in found),
        level=worst(finding.risk.current.level for finding in found),
        original=original.risk.current.level if original else None,
        plans=_plans(found),
    )


def _plans(found: list[Finding]) -> Mapping[str, Plan]:
    """Return the controls that lower the risk of the findings, each with its least advanced status."""
    order = ("not-stated", "not-met", "not-applicable", "planned", "partial", "alternative", "met", "inherited")
    plans: dict[str, Plan] = {}
    for finding in found:
        for reply in finding.replies:
            plan = Plan(status=reply.standing.status, due=reply.standing.due)
            known = plans.get(reply.control, plan)
            if reply.lowers and order.index(plan.status) <= order.index(known.status):
                plans[reply.control] = plan
    return plans


def stale(resolved: ResolvedSystem, findings: tuple[Finding, ...]) -> Iterator[Problem]:
    """Yield a problem for each decision that settles no finding, and each duplicate of no finding."""
    known = _known(findings)
    used = {finding.decision.id for finding in known.values() if finding.decision}
    for decision in resolved.system.decisions.values():
        if decision.id not in used:
            yield _stale(decision, known)
        elif decision.duplicates:
            yield from _leads(decision, known)


def _stale(decision: Decision, known: Mapping[str, Finding]) -> Problem:
    threat, element = decision.id.split("@")
    near = [name for name in known if name.startswith(f"{threat}@") or name.endswith(f"@{element}")]
    removal = f"there is no finding `{decision.id}`: remove the decision"
    message = removal if element == "*" else f"{removal}, or add `was:` where the element was renamed"
    return Problem(place=decision.place, code="stale-decision", message=message, hint=nearest(decision.id, near))


def _is_duplicate(finding: Finding) -> bool:
    """Return whether a finding is decided to be a duplicate of another one."""
    return finding.decision is not None and finding.decision.treatment == "duplicate"


def _leads(decision: Decision, known: Mapping[str, Finding]) -> Iterator[Problem]:
    """Yield a problem where a decision names a finding that does not exist, itself, or another duplicate."""
    other = known.get(decision.duplicates)
    if other is None:
        own = [name for name, each in known.items() if name != decision.id and not _is_duplicate(each)]
        hint = nearest(decision.duplicates, own)
        message = f"there is no finding `{decision.duplicates}` of which this is a duplicate"
        yield Problem(place=decision.place, code="duplicate-of-nothing", message=message, hint=hint)
    elif _is_duplicate(other):
        message = f"`{decision.duplicates}` is told to be a duplicate itself: name the finding that is not"
        yield Problem(place=decision.place, code="duplicate-of-nothing", message=message)
