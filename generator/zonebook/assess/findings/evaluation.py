"""Every threat asked of everything it is about: findings, gaps, and what was asked in vain."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from zonebook.assess.answer import Holds, NoMatch, NotStated
from zonebook.assess.conditions.candidates import sort
from zonebook.assess.conditions.condition import Condition
from zonebook.assess.controls.inheritance import Origin
from zonebook.assess.controls.status import IN_PLACE, control_state
from zonebook.assess.findings.finding import Finding, Gap, State
from zonebook.assess.risk.scoring import Response, Risk, RiskScore, risk_sum
from zonebook.model import vocabulary
from zonebook.model.catalogue import Threat
from zonebook.model.resolved import ResolvedSystem
from zonebook.model.subject import PLURALS, Subject, subjects
from zonebook.model.system import Decision
from zonebook.model.vocabulary import ABOUTS, About

_TREATED: Mapping[str, State] = {
    "mitigate": "mitigating",
    "accept": "accepted",
    "transfer": "transferred",
    "avoid": "avoided",
    "false-positive": "false-positive",
    "duplicate": "duplicate",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Unmatched:
    """What was asked in vain.

    `quiet` gives, for each threat, the things that it is about and that gave no reason, in the order of the text;
    `passed` counts those that it is not about at all. A threat without any is left out. `things` is all that was asked.
    """

    quiet: Mapping[str, tuple[str, ...]]
    passed: Mapping[str, int]
    things: Mapping[About, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdicts:
    """What came of every question."""

    findings: tuple[Finding, ...]
    gaps: tuple[Gap, ...]
    vain: Unmatched


SubjectSource = Callable[[ResolvedSystem, About], tuple[Subject[object], ...]]
"""What gives everything that a threat can be asked of."""


def verdicts(
    scene: ResolvedSystem, conditions: Mapping[str, Condition], today: str, stood: SubjectSource = subjects
) -> Verdicts:
    """Ask every threat of the catalogue of everything that `stood` gives; `today` (YYYY-MM-DD) ends decisions."""
    findings: list[Finding] = []
    gaps: list[Gap] = []
    quiet: dict[str, tuple[str, ...]] = {}
    passed: dict[str, int] = {}
    sorts = {about: sort(scene, stood(scene, about)) for about in ABOUTS}
    for threat in scene.catalogue.threats.values():
        asked = conditions[f"threats/{threat.id}"]
        idle: dict[NoMatch, list[str]] = {"quiet": [], "not-applicable": []}
        chosen = sorts[threat.about].asked(asked)
        for at in chosen:
            answer = asked.verdict(at)
            if isinstance(answer, Holds):
                replies = tuple(_replies(at, threat, conditions))
                findings.append(_finding(at, threat, (answer.reasons, replies), today))
            elif isinstance(answer, NotStated):
                gaps.append(_gap(at, threat, answer))
            else:
                idle[answer].append(at.id)
        if idle["quiet"]:
            quiet[threat.id] = tuple(idle["quiet"])
        if elsewhere := len(sorts[threat.about].things) - len(chosen) + len(idle["not-applicable"]):
            passed[threat.id] = elsewhere
    things = {about: tuple(at.id for at in each.things) for about, each in sorts.items() if each.things}
    return _sorted(findings, gaps, Unmatched(quiet=quiet, passed=passed, things=things))


def merged(first: Verdicts, second: Verdicts) -> Verdicts:
    """Give what came of two rounds of questions, of different threats, as of one."""
    one, other = first.vain, second.vain
    vain = Unmatched(
        quiet={**one.quiet, **other.quiet},
        passed={**one.passed, **other.passed},
        things={**one.things, **other.things},
    )
    return _sorted([*first.findings, *second.findings], [*first.gaps, *second.gaps], vain)


def _sorted(findings: list[Finding], gaps: list[Gap], vain: Unmatched) -> Verdicts:
    findings.sort(key=lambda finding: finding.rank)
    gaps.sort(key=lambda gap: (-vocabulary.rank(gap.threat.impact), gap.threat.id, PLURALS[gap.about], gap.element))
    return Verdicts(findings=tuple(findings), gaps=tuple(gaps), vain=vain)


def _finding(
    at: Subject[object], threat: Threat, found: tuple[tuple[str, ...], tuple[Response, ...]], today: str
) -> Finding:
    id_ = f"{threat.id}@{at.id}"
    reasons, replies = found
    decision = at.scene.decision(id_)
    risk = risk_sum(at, threat, replies)
    return Finding(
        id=id_,
        threat=threat,
        about=at.about,
        element=at.id,
        reasons=reasons,
        risk=risk,
        replies=replies,
        state=_state(decision, today) if decision and decision.on <= today else _undecided(at.scene, risk, replies),
        decision=decision,
        owner=at.owner,
        place=at.place,
    )


def _replies(at: Subject[object], threat: Threat, conditions: Mapping[str, Condition]) -> Iterator[Response]:
    """Give every control that answers the threat; one that is not for such a thing does not apply."""
    for name, effect in threat.answers.items():
        control = at.scene.catalogue.controls[name]
        standing = control_state(at, control)
        if control.about == at.about and conditions[f"controls/{name}"](at) is None:
            standing = replace(standing, status="not-applicable", origin=Origin(level="condition"), chain=())
        yield Response(control=name, effect=effect, standing=standing)


def _state(decision: Decision, today: str) -> State:
    over = decision.until and decision.until < today
    return "expired" if over else _TREATED[decision.treatment]


def _undecided(scene: ResolvedSystem, risk: RiskScore, replies: tuple[Response, ...]) -> State:
    """Give `mitigated` where controls that are met have brought the risk down to what the organisation carries."""
    met = any(reply.effect != "detects" and reply.standing.status in IN_PLACE for reply in replies)
    return "mitigated" if met and brought_down(scene, risk.inherent, risk.current) else "open"


def brought_down(scene: ResolvedSystem, inherent: Risk, left: Risk) -> bool:
    """Say whether what is left of a risk is less than it was, and no more than the organisation carries."""
    lowered = (left.likelihood, left.impact) != (inherent.likelihood, inherent.impact)
    return lowered and not vocabulary.above(left.level, scene.appetite)


def _gap(at: Subject[object], threat: Threat, answer: NotStated) -> Gap:
    return Gap(threat=threat, about=at.about, element=at.id, attributes=answer.attributes, place=at.place)
