"""The risk of findings, worked out once for those in which everything that counts is the same; the words come later."""

from collections.abc import Hashable, Sequence

from zonebook.assess.conditions.condition import Condition
from zonebook.assess.controls.alike.looks import look, status_looks
from zonebook.assess.controls.alike.silent import silent
from zonebook.assess.findings.at_once.weights import counted
from zonebook.assess.risk.remembered import circumstances
from zonebook.assess.risk.scoring import Response, RiskScore, risk_sum
from zonebook.model.catalogue import Control, Threat
from zonebook.model.resolved import ResolvedSystem, once_per_system
from zonebook.model.subject import Subject
from zonebook.values import Late


def what_counts(at: Subject[object], threat: Threat) -> Hashable:
    """Return all that the levels of a threat at an element depend on: what raises it, and the status of its controls.

    A setting that denies a control is among what the element looks like.
    """
    return (threat.id, look(at), status_looks(at, _controls(at.resolved, threat)), circumstances(at, threat))


def risk_alike(at: Subject[object], threat: Threat, found: tuple[Condition, Sequence[Response]]) -> RiskScore:
    """Return the risk of a threat at an element, as `risk_sum` does: from its condition and the responses to it.

    The levels are remembered; the steps are worded when they are read.
    """
    asked, replies = found
    known, key = _known(at.resolved), what_counts(at, threat)
    if key not in known:
        known[key] = risk_sum(at, threat, counted(at, threat, asked))
    levels = known[key]
    return RiskScore(
        inherent=levels.inherent,
        current=levels.current,
        target=levels.target,
        steps=Late(lambda: risk_sum(at, threat, tuple(replies)).steps),
        closed=levels.closed,
    )


@once_per_system
def _known(resolved: ResolvedSystem) -> dict[Hashable, RiskScore]:  # noqa: ARG001  whose answers they are
    """Return the risks by what counts for them; others are added as they are asked for."""
    return {}


def _controls(resolved: ResolvedSystem, threat: Threat) -> tuple[Control, ...]:
    """Return the controls that answer a threat, without those that are silent in the system."""
    known = _answering(resolved)
    found = known.get(threat.id)
    if found is None:
        named = (resolved.catalogue.controls[act.control] for act in threat.answers)
        found = known[threat.id] = tuple(each for each in named if not silent(resolved, each))
    return found


@once_per_system
def _answering(resolved: ResolvedSystem) -> dict[str, tuple[Control, ...]]:  # noqa: ARG001  whose answers they are
    """Return the controls by threat; others are added as they are asked for."""
    return {}
