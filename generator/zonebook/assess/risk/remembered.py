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

_At = tuple[str, str]
_Stake = tuple[str, str, RaisedBy, bool, tuple[Stride, ...], bool]
"""What decides what is at stake: the element, and what the threat says of its members, its data and their losses."""


def factors(at: Subject[object], threat: Threat) -> tuple[Level, Level]:
    """Return the likelihood and the impact of a threat to an element before controls."""
    raised = threat.raised_by == "any-member" and _near(at)
    worth = _worth(at, threat)
    likely = shifted(threat.likelihood, 1) if raised else threat.likelihood
    return likely, worth if worth and above(worth, threat.impact) else threat.impact


def may_be_worse(at: Subject[object], threat: Threat, levels: tuple[Level, Level]) -> bool:
    """Return whether what is not stated may raise the likelihood or the impact that are left of a threat."""
    likely, bad = levels
    near = threat.raised_by != "any-member" or likely == LEVELS[-1] or _near(at)
    return (not near and _position_unknown(at)) or (not at_least(bad, "high") and _data_unknown(at, threat))


def circumstances(at: Subject[object], threat: Threat) -> tuple[bool, bool, bool]:
    """Return all of an element that `may_be_worse` looks at: whether it is near, and what of it is not stated."""
    return _near(at), _position_unknown(at), _data_unknown(at, threat)


def _near(at: Subject[object]) -> bool:
    known = _nearness(at.resolved)
    key = (at.about, at.id)
    if key not in known:
        known[key] = likelihood.one_flow_from_untrusted(at)[0]
    return known[key]


def _position_unknown(at: Subject[object]) -> bool:
    known = _positions(at.resolved)
    key = (at.about, at.id)
    if key not in known:
        known[key] = likelihood.position_unknown(at)
    return known[key]


def _worth(at: Subject[object], threat: Threat) -> Level | Literal[""]:
    """Return the highest sensitivity at stake; empty where none is stated."""
    known, key = _stakes(at.resolved), _stake(at, threat)
    if key not in known:
        sides = impact.losses(threat)
        found = [level for _, side, level in impact.worths(at, threat) if side in sides]
        known[key] = worst(found) if found else ""
    return known[key]


def _data_unknown(at: Subject[object], threat: Threat) -> bool:
    known, key = _unknown(at.resolved), _stake(at, threat)
    if key not in known:
        known[key] = impact.data_unknown(at, threat)
    return known[key]


def _stake(at: Subject[object], threat: Threat) -> _Stake:
    return (at.about, at.id, threat.raised_by, threat.at_rest, threat.stride, bool(threat.linddun))


@once_per_system
def _nearness(_: ResolvedSystem) -> dict[_At, bool]:
    """Return whether elements are one flow from an untrusted zone; others are added as they are asked for."""
    return {}


@once_per_system
def _positions(_: ResolvedSystem) -> dict[_At, bool]:
    """Return whether a position near elements is not stated; others are added as they are asked for."""
    return {}


@once_per_system
def _stakes(_: ResolvedSystem) -> dict[_Stake, Level | Literal[""]]:
    """Return what is at stake, to which more is added as it is asked for."""
    return {}


@once_per_system
def _unknown(_: ResolvedSystem) -> dict[_Stake, bool]:
    """Return whether what is at stake is not stated, to which more is added as it is asked for."""
    return {}
