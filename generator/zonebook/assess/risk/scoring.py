"""Risk by NIST SP 800-30 rev. 1: likelihood by impact, with every step of the calculation.

The combination table is table I-2 of appendix I (`scales.py`); the organisation may state another one.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from zonebook.assess.controls.status import IN_PLACE, ControlState
from zonebook.assess.risk.impact import impact_on
from zonebook.assess.risk.likelihood import likelihood_at
from zonebook.assess.risk.scales import NIST, shifted
from zonebook.model.catalogue import Threat
from zonebook.model.resolved import ResolvedSystem
from zonebook.model.subject import Subject
from zonebook.model.vocabulary import Effect, Level

MET_STEPS = 2
PARTLY_STEPS = 1
"""The reduction in levels by an answering control that is met, and by one that is partly met."""

Factor = Literal["likelihood", "impact"]
_LOWERS: Mapping[Effect, Factor] = {"prevents": "likelihood", "limits": "impact"}
"""What a control lowers by its effect; one that only detects lowers nothing."""
RiskMatrix = Mapping[str, Mapping[str, Level]]
"""Risk by likelihood, then impact."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of the calculation: which factor changes, from which level to which, and why."""

    what: Factor
    before: Level
    after: Level
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Risk:
    """A level with the likelihood and the impact that determine it."""

    likelihood: Level
    impact: Level
    level: Level


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """A control that answers a threat, its effect on the threat, and its status."""

    control: str
    effect: Effect
    standing: ControlState


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskScore:
    """The risk of a finding with its steps: before controls, with those met, and with those planned as well."""

    inherent: Risk
    current: Risk
    target: Risk
    steps: tuple[Step, ...]


def risk_sum(at: Subject[object], threat: Threat, replies: tuple[Response, ...]) -> RiskScore:
    """Return the risk of a threat to an element, with every step."""
    table = _matrix(at.resolved)
    likelihood = _step("likelihood", threat.likelihood, likelihood_at(at, threat.likelihood))
    impact = _step("impact", threat.impact, impact_on(at, threat))
    inherent = _risk(table, likelihood.after, impact.after)
    current, met = apply(table, inherent, replies, lambda _: False)
    planned = tuple(reply for reply in replies if reply.standing.status == "planned")
    target, later = apply(table, current, planned, lambda _: True)
    return RiskScore(inherent=inherent, current=current, target=target, steps=(likelihood, impact, *met, *later))


def _step(what: Factor, before: Level, found: tuple[Level, str]) -> Step:
    after, because = found
    return Step(what=what, before=before, after=after, because=because)


def _matrix(resolved: ResolvedSystem) -> RiskMatrix:
    return resolved.organisation.organisation.matrix or NIST


def _risk(table: RiskMatrix, likelihood: Level, impact: Level) -> Risk:
    return Risk(likelihood=likelihood, impact=impact, level=table[likelihood][impact])


def apply(
    table: RiskMatrix, risk: Risk, responses: tuple[Response, ...], met: Callable[[Response], bool]
) -> tuple[Risk, tuple[Step, ...]]:
    """Return the risk that is left when the responses are counted, and the steps.

    Those for which `met` is true count as met, whatever their status.
    """
    levels: dict[Factor, Level] = {"likelihood": risk.likelihood, "impact": risk.impact}
    steps = []
    for response in responses:
        what, size = _LOWERS.get(response.effect), MET_STEPS if met(response) else _size(response)
        if what and size:
            before, after = levels[what], shifted(levels[what], -size)
            because = f"{response.control} {response.effect} it and is {_status_text(response.standing)}"
            steps.append(Step(what=what, before=before, after=after, because=because))
            levels[what] = after
    return _risk(table, levels["likelihood"], levels["impact"]), tuple(steps)


def supposed(
    resolved: ResolvedSystem, inherent: Risk, responses: tuple[Response, ...], met: Callable[[Response], bool]
) -> Risk:
    """Return the risk that would be left if the responses for which `met` is true were met."""
    return apply(_matrix(resolved), inherent, responses, met)[0]


def _size(reply: Response) -> int:
    status = reply.standing.status
    if status in IN_PLACE:
        return MET_STEPS
    return PARTLY_STEPS if status == "partial" else 0


def _status_text(state: ControlState) -> str:
    due = f" for {state.due}" if state.due else ""
    source = "" if state.origin.stated else f" ({state.origin})"
    return f"{state.status}{due}{source}"
