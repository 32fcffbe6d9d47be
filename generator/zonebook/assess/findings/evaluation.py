"""Every threat evaluated for everything it is about: findings, gaps, and what did not match."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import partial

from zonebook.assess.answer import Holds
from zonebook.assess.conditions.condition import Condition
from zonebook.assess.conditions.crowd import Crowd, members
from zonebook.assess.findings import scope
from zonebook.assess.findings.at_once.gaps_alike import possible_alike
from zonebook.assess.findings.at_once.risks_alike import risk_alike
from zonebook.assess.findings.either_way import Candidate, Choice, choices
from zonebook.assess.findings.finding import UNSETTLED, EitherWay, Finding, Gap, State
from zonebook.assess.findings.possible import Open, PossibleRisk, folded, may_be_worse, value_text
from zonebook.assess.findings.reading_order import yielding
from zonebook.assess.findings.responses import responses
from zonebook.assess.risk.scoring import Response, Risk, RiskScore, risk_sum
from zonebook.model import vocabulary
from zonebook.model.catalogue import Threat
from zonebook.model.resolved import ResolvedSystem
from zonebook.model.scope.statements import in_force
from zonebook.model.subject import Subject, subjects
from zonebook.model.system import Decision
from zonebook.model.vocabulary import ABOUTS, About
from zonebook.values import Late
from zonebook.values.record import dataclass, replace

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
    """What did not match.

    `quiet` has, for each threat, the elements that it applies to and does not match, in the order of the text; `passed`
    counts those that it is not applicable to. A threat without any is left out. `subjects` has every element evaluated.
    """

    quiet: Mapping[str, Sequence[str]]
    passed: Mapping[str, int]
    subjects: Mapping[About, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdicts:
    """The results of evaluating every threat."""

    findings: tuple[Finding, ...]
    gaps: tuple[Gap, ...]
    vain: Unmatched


SubjectSource = Callable[[ResolvedSystem, About], tuple[Subject[object], ...]]
"""Returns every subject that a threat about something can be evaluated for."""


def verdicts(
    resolved: ResolvedSystem, conditions: Mapping[str, Condition], today: str, stood: SubjectSource = subjects
) -> Verdicts:
    """Evaluate every threat of the catalogue for what `stood` returns; decisions until before `today` expire."""
    findings: list[Finding] = []
    open_: list[Open] = []
    quiet: dict[str, Sequence[str]] = {}
    passed: dict[str, int] = {}
    crowds = {about: Crowd(stood(resolved, about)) for about in ABOUTS}
    for threat in resolved.catalogue.threats.values():
        crowd = crowds[threat.about]
        if not crowd.subjects:
            continue
        asked = conditions[f"threats/{threat.id}"]
        split = crowd.judged(asked)
        for number in members(split.holds):
            at = crowd.subjects[number]
            replies = Late(partial(responses, at, threat, asked))
            found_at = (_reasons(asked, at), replies, risk_alike(at, threat, (asked, replies)))
            findings.append(finding_at(at, threat, found_at, today))
        for number in members(split.unknown):
            unknown, at = crowd.unknown(asked, number), crowd.subjects[number]
            open_.append(Open(at=at, threat=threat, asked=asked, unknown=unknown, crowd=crowd, number=number))
        if rest := crowd.all & ~(split.holds | split.unknown | split.passed):
            quiet[threat.id] = crowd.named(rest)
        if split.passed:
            passed[threat.id] = split.passed.bit_count()
    evaluated = {about: each.ids for about, each in crowds.items() if each.ids}
    found = tuple(choices(open_, conditions))
    findings += [_either_way(choice, today) for choice in found]
    taken = {(each.threat.id, each.at.id) for choice in found for each in choice.candidates}
    gaps: list[Gap] = []
    for each in open_:
        if not taken or (each.threat.id, each.at.id) not in taken:
            if worst := possible_alike(each, conditions):
                gaps.append(_gap(each, worst))
            else:
                quiet[each.threat.id] = (*quiet.get(each.threat.id, ()), each.at.id)
    left = [*folded(gaps)]
    return _sorted(findings, left, Unmatched(quiet=quiet, passed=passed, subjects=evaluated))


def _reasons(asked: Condition, at: Subject[object]) -> tuple[str, ...]:
    """Return why a condition holds for a subject; raise RuntimeError where it does not, though it was found to."""
    answer = asked(at)
    if isinstance(answer, Holds):
        return answer.reasons
    raise RuntimeError(f"{at.route} was judged like another that it is not like")


def _either_way(choice: Choice, today: str) -> Finding:
    """Return the finding of the lowest risk among those that a choice may lead to, with the others beside it.

    It is settled only where each of them is.
    """
    pairs = [(_candidate(choice, each, today), each) for each in choice.candidates]
    pairs.sort(key=lambda pair: (vocabulary.rank(pair[0].risk.current.level), pair[0].id))
    found = [finding for finding, _ in pairs]
    least, *others = found
    either = EitherWay(
        attribute=choice.attribute,
        cases={value_text(value): tuple(each.id for each in case) for value, case in choice.cases.items()},
        others=tuple(others),
        possible=found[-1].risk.current,
        worse=_worse(choice, pairs),
    )
    open_ = next((each for each in found if each.state in UNSETTLED), least)
    return replace(least, either=either, state=open_.state, aside=open_.aside)


def _worse(choice: Choice, found: Sequence[tuple[Finding, Candidate]]) -> Gap | None:
    """Return the highest of what is not settled, as the gap that it is until the choice is stated.

    There is none where it is no higher than the known risk of the row, which is that of the lowest.
    """
    known = found[0][0].risk.current.level
    finding, at = next((pair for pair in reversed(found) if pair[0].state in UNSETTLED), found[0])
    risk = finding.risk.current
    if not vocabulary.above(risk.level, known):
        return None
    return Gap(
        threat=finding.threat,
        about=finding.about,
        element=finding.element,
        attributes=(choice.attribute,),
        place=finding.place,
        possible=risk,
        assumed=(f"{choice.attribute}: {value_text(choice.first(at))}",),
        at_least=may_be_worse(at.at, at.threat, risk),
    )


def _candidate(choice: Choice, each: Candidate, today: str) -> Finding:
    """Return the finding that stands with the first value of a choice that leads to it."""
    value = value_text(choice.first(each))
    reasons = (
        f"whatever {choice.attribute} is, a finding stands",
        f"where it is {value}, {each.reasons[0]}",
        *each.reasons[1:],
    )
    replies = tuple(responses(each.at, each.threat, each.asked))
    return finding_at(each.at, each.threat, (reasons, replies, risk_sum(each.at, each.threat, replies)), today)


def merged(first: Verdicts, second: Verdicts) -> Verdicts:
    """Return the results of two evaluations, of different threats, as one."""
    one, other = first.vain, second.vain
    unmatched = Unmatched(
        quiet={**one.quiet, **other.quiet},
        passed={**one.passed, **other.passed},
        subjects={**one.subjects, **other.subjects},
    )
    if not (second.findings or second.gaps):
        return replace(first, vain=unmatched)
    if not second.gaps:
        findings = sorted(yielding((*first.findings, *second.findings)), key=lambda finding: finding.rank)
        return Verdicts(findings=tuple(findings), gaps=first.gaps, vain=unmatched)
    return _sorted([*first.findings, *second.findings], [*first.gaps, *second.gaps], unmatched)


def _sorted(findings: list[Finding], gaps: list[Gap], unmatched: Unmatched) -> Verdicts:
    ordered = sorted(yielding(findings), key=lambda finding: finding.rank)
    settled = Counter(attribute for gap in gaps if not gap.aside for attribute in gap.attributes)

    def place(gap: Gap) -> tuple[int, int, tuple[int, ...], str, str]:
        worst = gap.worst
        return worst[0], -max(settled[each] for each in gap.attributes), worst, gap.threat.id, gap.element

    gaps.sort(key=place)
    return Verdicts(findings=tuple(ordered), gaps=tuple(gaps), vain=unmatched)


def finding_at(
    at: Subject[object], threat: Threat, found: tuple[tuple[str, ...], Sequence[Response], RiskScore], today: str
) -> Finding:
    """Return the finding of a threat at an element, from its reasons, the responses to it and the risk."""
    id_ = f"{threat.id}@{at.id}"
    reasons, replies, risk = found
    decision = at.resolved.decision(id_)
    aside = scope.exclusion(at.resolved, threat.id, at.about, at.id)
    stated = _state(decision, today) if decision and decision.on <= today else _undecided(at.resolved, risk)
    state = scope.state(at.resolved, aside, stated)
    return Finding(
        id=id_,
        threat=threat,
        about=at.about,
        element=at.id,
        reasons=reasons,
        risk=risk,
        replies=replies,
        state=state,
        decision=decision,
        owner=at.owner,
        place=at.place,
        aside=aside if state != stated else None,
    )


def _state(decision: Decision, today: str) -> State:
    over = decision.until and decision.until < today
    return "expired" if over else _TREATED[decision.treatment]


def _undecided(resolved: ResolvedSystem, risk: RiskScore) -> State:
    """Return the state without a decision.

    It is `mitigated` where a group of controls closes the weakness, and `carried` where those that hinder or limit it
    bring the risk to within the organisation's appetite while the weakness stays.
    """
    if risk.closed:
        return "mitigated"
    return "carried" if brought_down(resolved, risk.inherent, risk.current) else "open"


def brought_down(resolved: ResolvedSystem, inherent: Risk, left: Risk) -> bool:
    """Return whether the risk left is lower than the inherent risk and within the organisation's appetite."""
    lowered = (left.likelihood, left.impact) != (inherent.likelihood, inherent.impact)
    return lowered and not vocabulary.above(left.level, resolved.appetite)


def _gap(open_: Open, worst: PossibleRisk) -> Gap:
    at = open_.at
    aside = scope.exclusion(at.resolved, open_.threat.id, at.about, at.id)
    return Gap(
        threat=open_.threat,
        about=at.about,
        element=at.id,
        attributes=open_.unknown,
        place=at.place,
        possible=worst.risk,
        assumed=worst.assumed,
        at_least=worst.at_least,
        aside=aside if aside and in_force(aside, at.resolved.as_of) else None,
    )
