"""Risk by NIST SP 800-30 rev. 1: likelihood by impact, every step of the sum kept.

The combination table is table I-2 of appendix I (`scales.py`); the organisation may state another one.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from zonebook.assess.controls.status import ControlState
from zonebook.assess.risk.likelihood import one_flow_from_untrusted, standing_for
from zonebook.assess.risk.scales import NIST
from zonebook.model.catalogue import Threat
from zonebook.model.elements import Flow, Identity
from zonebook.model.resolved import LOSSES, WORTH, Loss, ResolvedSystem
from zonebook.model.subject import Subject
from zonebook.model.vocabulary import LEVELS, Effect, Level

_SIDES: Mapping[str, tuple[Loss, ...]] = {
    "information-disclosure": ("confidentiality",),
    "tampering": ("integrity",),
    "repudiation": ("integrity",),
    "denial-of-service": ("availability",),
    "spoofing": ("confidentiality", "integrity"),
    "elevation-of-privilege": ("confidentiality", "integrity"),
}
"""Which losses a class of STRIDE brings."""

MET_STEPS = 2
PARTLY_STEPS = 1
"""How many levels an answering control takes away when it is met, and when it is partly met."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of a sum: what is counted, from which level to which, and why."""

    what: Literal["likelihood", "impact"]
    before: Level
    after: Level
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Risk:
    """A level with the likelihood and the impact it comes from."""

    likelihood: Level
    impact: Level
    level: Level


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """A control that answers a threat, what it does to it, and where it stands."""

    control: str
    effect: Effect
    standing: ControlState


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskScore:
    """The risk of a finding, and how it came about: before controls, with those met, with those planned as well."""

    inherent: Risk
    current: Risk
    target: Risk
    steps: tuple[Step, ...]


def risk_sum(at: Subject[object], threat: Threat, replies: tuple[Response, ...]) -> RiskScore:
    """Give the risk of a threat to a thing, with every step."""
    table = at.scene.organisation.organisation.matrix or NIST
    likelihood = _exposed(at, threat.likelihood)
    impact = _worth(at, threat)
    inherent = _risk(table, likelihood.after, impact.after)
    current, met = _answered(table, inherent, replies)
    planned = tuple(reply for reply in replies if reply.standing.status == "planned")
    target, later = _answered(table, current, planned, planned=True)
    return RiskScore(inherent=inherent, current=current, target=target, steps=(likelihood, impact, *met, *later))


def _risk(table: Mapping[str, Mapping[str, Level]], likelihood: Level, impact: Level) -> Risk:
    return Risk(likelihood=likelihood, impact=impact, level=table[likelihood][impact])


def _shift(level: Level, steps: int) -> Level:
    """Give the level so many steps up or down, within the scale."""
    return LEVELS[min(max(LEVELS.index(level) + steps, 0), len(LEVELS) - 1)]


def _exposed(at: Subject[object], base: Level) -> Step:
    """Raise the likelihood by one level where an untrusted zone is one flow away.

    Nothing lowers it. That no flow of the model leads here may mean that none exists, or that nobody wrote it down; a
    step down would make leaving a flow out the cheapest of all controls.
    """
    near, because = one_flow_from_untrusted(at)
    return Step(what="likelihood", before=base, after=_shift(base, 1) if near else base, because=because)


def _worth(at: Subject[object], threat: Threat) -> Step:
    """Raise the impact to what the data is worth that is held, carried or administered."""
    sides = [side for each in threat.stride for side in _SIDES[each]]
    best, why = "", ""
    for name in _data(at):
        asset = at.scene.system.data.get(name)
        for side in LOSSES:
            worth = at.scene.worth(asset, side) if asset and side in sides else ""
            if WORTH.index(worth) > WORTH.index(best):
                best, why = worth, f"{name} has {side} {worth}"
    base = threat.impact
    after = _at_least(base, best)
    if not why:
        why = "no data is stated that would raise it"
    return Step(what="impact", before=base, after=after, because=why)


def _at_least(base: Level, worth: str) -> Level:
    least = next((level for level in LEVELS if level == worth), base)
    return LEVELS[max(LEVELS.index(base), LEVELS.index(least))]


def _data(at: Subject[object]) -> tuple[str, ...]:
    element, scene = at.element, at.scene
    if isinstance(element, Flow):
        return element.carries or ()
    if isinstance(element, Identity):
        ruled = [scene.system.services[name] for name in element.administers or () if name in scene.system.services]
        return tuple(name for service in ruled for name in service.holds or ())
    return tuple(name for service in standing_for(at) for name in service.holds or ())


def _answered(
    table: Mapping[str, Mapping[str, Level]], risk: Risk, replies: tuple[Response, ...], *, planned: bool = False
) -> tuple[Risk, tuple[Step, ...]]:
    """Give the risk that is left when the replies are counted, and the steps."""
    likelihood, impact, steps = risk.likelihood, risk.impact, []
    for reply in replies:
        size = _size(reply, planned=planned)
        if not size or reply.effect == "detects":
            continue
        words = f"{reply.control} {reply.effect} it and is {_told(reply.standing)}"
        if reply.effect == "prevents":
            step = Step(what="likelihood", before=likelihood, after=_shift(likelihood, -size), because=words)
            likelihood = step.after
        else:
            step = Step(what="impact", before=impact, after=_shift(impact, -size), because=words)
            impact = step.after
        steps.append(step)
    return _risk(table, likelihood, impact), tuple(steps)


def supposed(
    scene: ResolvedSystem, inherent: Risk, replies: tuple[Response, ...], met: Callable[[Response], bool]
) -> Risk:
    """Give the risk that would be left if the replies for which `met` is true were met; without the steps, and fast.

    It is the sum of `risk_sum`: as controls only take away, it is the same to take all their levels away at once.
    """
    taken = {"prevents": 0, "limits": 0, "detects": 0}
    for reply in replies:
        taken[reply.effect] += MET_STEPS if met(reply) else _size(reply, planned=False)
    likelihood = _shift(inherent.likelihood, -taken["prevents"])
    return _risk(scene.organisation.organisation.matrix or NIST, likelihood, _shift(inherent.impact, -taken["limits"]))


def _size(reply: Response, *, planned: bool) -> int:
    status = reply.standing.status
    if planned or status in {"met", "inherited"}:
        return MET_STEPS
    return PARTLY_STEPS if status == "partial" else 0


def _told(standing: ControlState) -> str:
    due = f" for {standing.due}" if standing.due else ""
    source = "" if standing.origin.stated else f" ({standing.origin})"
    return f"{standing.status}{due}{source}"
