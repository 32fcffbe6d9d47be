"""`zonebook explain FINDING`: why it applies, each step of its risk, the sources of each control, what would help."""

from collections.abc import Iterator

from zonebook.assess.assessment import Assessment
from zonebook.assess.findings.finding import UNSETTLED, Finding
from zonebook.assess.planning.what_if import remaining
from zonebook.assess.risk.scoring import Response
from zonebook.assess.system import SystemAssessment
from zonebook.model.scope.statements import OutOfScope
from zonebook.model.threats.stated import StatedThreat
from zonebook.model.vocabulary import Level
from zonebook.present import grounds
from zonebook.write.plain_text import plain


def named(assessment: Assessment, name: str) -> tuple[tuple[SystemAssessment, Finding], ...]:
    """Find by name, `threat@element` in any system or `system/threat@element`; return each finding with its system.

    A finding that may hold in the place of another is found too.
    """
    system, _, id_ = name.rpartition("/")
    return tuple(
        (judged, each)
        for judged in assessment.systems.values()
        for finding in judged.findings
        for each in finding.alternatives
        if each.id == id_ and system in {"", judged.id}
    )


def lines(judged: SystemAssessment, finding: Finding) -> Iterator[str]:
    """Describe a finding line by line; a line that begins with a space belongs to the one before."""
    yield f"{finding.threat.title}."
    yield f"Because: {'; '.join(finding.reasons)}."
    yield f"State: {finding.state}. Owner: {finding.owner or 'nobody is named'}."
    yield from _aside(finding)
    if finding.either:
        yield f"Either way: {finding.either.attribute} is not stated."
        yield from (f"  {value}: {', '.join(ids)}" for value, ids in finding.either.cases.items())
        yield f"  Known is the lowest risk of them; possible is {finding.either.possible.level}."
    yield from _decision(finding)
    risks = {"Inherent": finding.risk.inherent, "Current": finding.risk.current, "Target": finding.risk.target}
    for word, risk in risks.items():
        yield f"{word} risk: likelihood {risk.likelihood} × impact {risk.impact} = {risk.level}."
    yield "How this came about:"
    for step in finding.risk.steps:
        yield f"  {step.what}: {step.before} → {step.after}: {step.because}"
    if finding.replies:
        yield "What answers it:"
        for reply in finding.replies:
            yield from _reply(judged, reply)
    yield from _remaining_controls(judged, finding)


def _aside(finding: Finding) -> Iterator[str]:
    """Yield what sets a finding aside, or that this has ended."""
    found = finding.aside
    if found is None:
        return
    if finding.ended:
        yield f"It is open again: {finding.ended} has ended on {found.until} ({found.place})."
        return
    what = f"{found.id} is out of scope" if isinstance(found, OutOfScope) else f"assumption {found.id} excludes it"
    by, until = (f" by {found.by}" if found.by else ""), (f" until {found.until}" if found.until else "")
    because = f": {found.because.rstrip('.')}" if found.because else ""
    yield f"Set aside: {what}{by}{until}{because} ({found.place}). It is neither open nor settled."


def _decision(finding: Finding) -> Iterator[str]:
    decision = finding.decision
    if decision is None:
        yield "Decision: nothing has been decided."
        return
    until = f" until {decision.until}" if decision.until else ""
    because = decision.because.rstrip(".")
    yield f"Decision: {decision.treatment} by {decision.by} on {decision.on}{until}: {because} ({decision.place})."


def _reply(judged: SystemAssessment, reply: Response) -> Iterator[str]:
    standing = reply.standing
    due = f" by {standing.due}" if standing.due else ""
    rests = f", {plain(grounds.rests_on(judged.resolved, standing))}" if standing.ground else ""
    together = f" together with {' and '.join(reply.act.others)}" if reply.act.others else ""
    yield f"  {reply.act.name} {reply.act.degree} it{together}: {standing.status}{due}{rests} ({standing.origin})"
    yield f"    how: {reply.act.how}"
    for source in standing.chain:
        because = f": {source.because}" if source.because else ""
        place = f", at {source.place}" if source.place.path else ""
        yield f"    {source.told}{because}{place}"
    for word, why in (
        ("contradicted", standing.contradicted),
        ("audit", standing.refuted),
        ("denied", reply.denied),
    ):
        if why:
            yield f"    {word}: {why}"


def _remaining_controls(judged: SystemAssessment, finding: Finding) -> Iterator[str]:
    """Yield the effect of each control that is not met, by itself and all of them together."""
    if finding.state not in UNSETTLED:
        return
    lowering = tuple(
        dict.fromkeys(each.control for each in finding.replies if each.lowers and not each.standing.answered)
    )
    if not lowering:
        yield "Nothing that answers it would lower it further: it takes a decision, or another design."
        return
    yield "What would lower it, if it were met:"
    for control in lowering:
        yield f"  {control.rpartition('/')[2]}: {_left(judged, finding, {control})}"
    if len(lowering) > 1:
        yield f"  all of them: {_left(judged, finding, set(lowering))}"


def _left(judged: SystemAssessment, finding: Finding, controls: set[str]) -> str:
    left = remaining(judged, finding, lambda reply: reply.control in controls)
    if left.level is None:
        return "it would no longer apply"
    level: Level = left.level
    state = "mitigated" if left.settled else "carried" if left.carried else "open"
    return f"{level}, {state}"


def stated(assessment: Assessment, name: str) -> tuple[tuple[SystemAssessment, StatedThreat], ...]:
    """Find threats that systems state themselves by name, `threat` or `system/threat`; return each with its system."""
    system, _, id_ = name.rpartition("/")
    return tuple(
        (judged, judged.resolved.system.threats[id_])
        for judged in assessment.systems.values()
        if id_ in judged.resolved.system.threats and system in {"", judged.id}
    )


def threat_lines(judged: SystemAssessment, threat: StatedThreat) -> Iterator[str]:
    """Describe a threat that a system states itself, line by line, and each of its findings in one line."""
    yield threat.story
    classes = {"STRIDE": threat.stride, "LINDDUN": threat.linddun, "ATT&CK": threat.attack}
    yield from (f"{word}: {', '.join(names)}." for word, names in classes.items() if names)
    yield f"Likelihood {threat.likelihood}, impact {threat.impact}."
    answers = tuple(threat.threat(judged.id).answers)
    yield "What answers it:" if answers else "Nothing is stated that answers it."
    for act in answers:
        yield f"  {act.name} {act.degree} it: {act.how}"
    yield "Where it is:"
    for finding in judged.findings:
        if finding.threat.id == threat.id:
            yield f"  {finding.id}: {finding.risk.current.level}, {finding.state}"
