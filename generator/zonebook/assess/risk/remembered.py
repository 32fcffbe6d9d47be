"""What raises a threat at an element, without the words: the same for every threat, and so looked up once.

These are the levels of `likelihood.py` and `impact.py`. What is supposed of the settings of an element changes none of
them, except in a system that was supposed with it.
"""

from typing import Literal

from zonebook.assess.risk import impact, likelihood
from zonebook.assess.risk.scales import shifted
from zonebook.model.catalogue import Threat
from zonebook.model.resolved import ResolvedSystem, once_per_system
from zonebook.model.subject import Subject
from zonebook.model.vocabulary import LEVELS, Level, RaisedBy, Stride, above, at_least, worst
from zonebook.values.record import dataclass


@dataclass(frozen=True, slots=True)
class Circumstances:
    """All of an element that raises a threat, or may.

    `near` says that an untrusted zone is one flow away, `unplaced` that one may be, `worth` is the highest sensitivity
    at stake, empty where none is stated, and `unclassed` says that there may be a higher one.
    """

    near: bool
    unplaced: bool
    worth: Level | Literal[""]
    unclassed: bool


def circumstances(at: Subject[object], threat: Threat) -> Circumstances:
    """Return what raises a threat at an element: the same for threats that put the same at stake."""
    known = _known(at.resolved)
    key = (at.about, at.id, threat.raised_by, threat.at_rest, threat.stride, bool(threat.linddun))
    found = known.get(key)
    if found is None:
        found = known[key] = _circumstances(at, threat)
    return found


_Stake = tuple[str, str, RaisedBy, bool, tuple[Stride, ...], bool]
"""What decides what is at stake: the element, and what the threat says of its members, its data and their losses."""


@once_per_system
def _known(resolved: ResolvedSystem) -> dict[_Stake, Circumstances]:  # noqa: ARG001  whose answers they are
    """Return the circumstances, to which others are added as they are asked for."""
    return {}


@once_per_system
def _placed(resolved: ResolvedSystem) -> dict[tuple[str, str], tuple[bool, bool]]:  # noqa: ARG001  whose answers they are
    """Return whether an untrusted zone is one flow away from elements, or may be; others are added as asked for."""
    return {}


def _circumstances(at: Subject[object], threat: Threat) -> Circumstances:
    known, key = _placed(at.resolved), (at.about, at.id)
    if key not in known:
        known[key] = (likelihood.one_flow_from_untrusted(at)[0], likelihood.position_unknown(at))
    near, unplaced = known[key]
    sides = impact.losses(threat)
    found = [level for _, side, level in impact.worths(at, threat) if side in sides]
    worth = worst(found) if found else ""
    return Circumstances(near, unplaced, worth, impact.data_unknown(at, threat))


def factors(at: Subject[object], threat: Threat) -> tuple[Level, Level]:
    """Return the likelihood and the impact of a threat to an element before controls."""
    found = circumstances(at, threat)
    likely = shifted(threat.likelihood, 1) if found.near and threat.raised_by == "any-member" else threat.likelihood
    return likely, found.worth if found.worth and above(found.worth, threat.impact) else threat.impact


def may_be_worse(at: Subject[object], threat: Threat, levels: tuple[Level, Level]) -> bool:
    """Return whether what is not stated may raise the likelihood or the impact that are left of a threat."""
    likely, bad = levels
    found = circumstances(at, threat)
    may_rise = threat.raised_by == "any-member" and likely != LEVELS[-1] and not found.near
    return (may_rise and found.unplaced) or (not at_least(bad, "high") and found.unclassed)
