"""What raises a threat at an element, without the words: the same for every threat, and so looked up once.

These are the levels of `likelihood.py` and `impact.py`. What is supposed of the settings of an element changes none of
them, except in a system that was supposed with it.
"""

from functools import cache
from typing import Literal, NamedTuple

from zonebook.assess.risk import impact, likelihood
from zonebook.assess.risk.scales import shifted
from zonebook.model.catalogue import Threat
from zonebook.model.resolved import Loss, ResolvedSystem, once_per_system
from zonebook.model.subject import Subject
from zonebook.model.vocabulary import LEVELS, Level, RaisedBy, Stride, above, at_least, worst


class Circumstances(NamedTuple):
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
    key = (id(at.element), threat.raised_by, threat.at_rest)
    known = _known(at.resolved)
    stake = known.get(key)
    if stake is None:
        stake = known[key] = _Stake(at, threat)
    sides = _sides(threat.stride, bool(threat.linddun))
    found = stake.found.get(sides)
    if found is None:
        found = stake.found[sides] = stake.of(sides)
    return found


@cache  # of few classes of threats
def _sides(stride: tuple[Stride, ...], linddun: bool) -> frozenset[Loss]:  # noqa: FBT001  a key
    return impact.losses_of(stride, linddun=linddun)


class _Stake:
    """What is at stake at an element by a threat to its members and data, whatever losses of them it can cause."""

    __slots__ = ("element", "found", "near", "unclassed", "unplaced", "worths")

    def __init__(self, at: Subject[object], threat: Threat) -> None:
        """Look at the element, which is kept: its identity is the key of this."""
        self.element = at.element
        self.near, self.unplaced = _position(at)
        self.worths = tuple({(side, level) for _, side, level in impact.worths(at, threat)})
        self.unclassed = frozenset(impact.unclassed(at, threat))
        self.found: dict[frozenset[Loss], Circumstances] = {}

    def of(self, sides: frozenset[Loss]) -> Circumstances:
        """Return what raises a threat that can cause these losses."""
        found = [level for side, level in self.worths if side in sides]
        worth, unclassed = worst(found) if found else "", not self.unclassed.isdisjoint(sides)
        return Circumstances(self.near, self.unplaced, worth, unclassed)


@once_per_system
def _known(resolved: ResolvedSystem) -> dict[tuple[int, RaisedBy, bool], _Stake]:  # noqa: ARG001  whose answers they are
    """Return what is at stake by the identity of elements; others are added as they are asked for."""
    return {}


@once_per_system
def _placed(resolved: ResolvedSystem) -> dict[tuple[str, str], tuple[bool, bool]]:  # noqa: ARG001  whose answers they are
    """Return whether an untrusted zone is one flow away from elements, or may be; others are added as asked for."""
    return {}


def _position(at: Subject[object]) -> tuple[bool, bool]:
    known, key = _placed(at.resolved), (at.about, at.id)
    if key not in known:
        known[key] = (likelihood.one_flow_from_untrusted(at)[0], likelihood.position_unknown(at))
    return known[key]


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
