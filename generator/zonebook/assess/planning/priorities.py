"""Priorities: the controls that are not met yet, by the worst risk that each would reduce, and by how much."""

from collections.abc import Iterable, Iterator

from zonebook.assess.controls.inheritance import ControlStatus
from zonebook.assess.findings.finding import Finding, State
from zonebook.assess.planning.what_if import Remaining, remaining
from zonebook.assess.privilege.tier_zero import tier_zero_members
from zonebook.assess.risk.scoring import Response
from zonebook.assess.system import SystemAssessment
from zonebook.model import vocabulary
from zonebook.model.resolved import ResolvedSystem
from zonebook.model.vocabulary import Level, SubjectType
from zonebook.values import Place
from zonebook.values.record import dataclass

Rank = tuple[int, bool, int]
"""How a control is ranked: by the worst level that it reduces, whether that is of tier 0, and the reduction."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gain:
    """The effect of meeting a control on one finding: the status of the control now, and what would be left.

    `tier_zero` says whether the finding is on something of tier 0, or on a flow to it.
    """

    finding: Finding
    status: ControlStatus
    due: str
    left: Remaining
    tier_zero: bool = False

    @property
    def fact(self) -> tuple[str, Level, State]:
        """What findings share that are one fact at several elements: the threat, the level and the state."""
        return (self.finding.threat.id, self.finding.risk.current.level, self.finding.state)

    @property
    def reduction(self) -> int:
        """The reduction, on the scale of 0 to 10 of NIST SP 800-30."""
        return self.left.reduction(self.finding.risk.current.level)


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """The effect of meeting a control everywhere in one system."""

    system: str
    gains: tuple[Gain, ...]

    @property
    def reduction(self) -> int:
        """The reduction in the system, each fact once: a weakness of ten hosts is no worse than that of one."""
        return _by_fact(self.gains)

    @property
    def rank(self) -> Rank:
        """The sort key: the worst risk that is reduced first, of equal ones that of tier 0, then the reduction."""
        return _rank(self.gains, self.reduction)

    @property
    def closes(self) -> tuple[Finding, ...]:
        """The findings that would be settled or ruled out, the worst first."""
        return tuple(gain.finding for gain in self.gains if gain.left.settled)

    @property
    def lowers(self) -> tuple[Finding, ...]:
        """The findings that would be lower and not yet settled, the worst first."""
        return tuple(gain.finding for gain in self.gains if not gain.left.settled)

    @property
    def parties(self) -> tuple[str, ...]:
        """The owners of the elements on which the control would be met; elements without an owner are left out."""
        return tuple(dict.fromkeys(gain.finding.owner for gain in self.gains if gain.finding.owner))

    @property
    def elements(self) -> tuple[tuple[SubjectType, str], ...]:
        """The elements on which the control would be met."""
        return tuple(dict.fromkeys((gain.finding.about, gain.finding.element) for gain in self.gains))


@dataclass(frozen=True, slots=True, kw_only=True)
class Improvement:
    """A control that is not met everywhere, and the effect of meeting it by system, the worst risk first."""

    control: str
    shares: tuple[Share, ...]

    @property
    def gains(self) -> tuple[Gain, ...]:
        """The effect on each finding; one on an account that several systems share is there once, at its largest."""
        found: dict[tuple[str, Place], Gain] = {}
        for gain in (gain for share in self.shares for gain in share.gains):
            known = found.setdefault((gain.finding.id, gain.finding.place), gain)
            if gain.reduction > known.reduction:
                found[gain.finding.id, gain.finding.place] = gain
        return tuple(found.values())

    @property
    def reduction(self) -> int:
        """The reduction across the organisation: a sum of steps, which sorts controls and is not a measurement.

        Each fact counts once in each system.
        """
        left = {(gain.finding.id, gain.finding.place): gain for gain in self.gains}
        total = 0
        for share in self.shares:
            here = ((gain.finding.id, gain.finding.place) for gain in share.gains)
            total += _by_fact(tuple(left.pop(key) for key in here if key in left))
        return total

    @property
    def closed(self) -> int:
        """The number of findings that would be settled or ruled out."""
        return sum(1 for gain in self.gains if gain.left.settled)

    @property
    def lowered(self) -> int:
        """The number of findings that would be lower and not yet settled."""
        return sum(1 for gain in self.gains if not gain.left.settled)

    @property
    def rank(self) -> tuple[Rank, int, str]:
        """The sort key: the worst risk that is reduced first, of equal ones that of tier 0, then the reduction."""
        return (_rank(self.gains, self.reduction), -self.closed, self.control)


def priorities(systems: Iterable[SystemAssessment]) -> tuple[Improvement, ...]:
    """Return every control that would reduce or settle an unsettled finding, the worst risk first.

    Each is counted alone, as if it were met everywhere and nothing else changed: the reductions of two controls for the
    same finding do not add up. A control that only detects reduces nothing, and is left out.
    """
    found: dict[str, list[Share]] = {}
    for judged in systems:
        for control, gains in _gains(judged).items():
            found.setdefault(control, []).append(Share(system=judged.id, gains=tuple(gains)))
    improvements = (
        Improvement(control=control, shares=tuple(sorted(shares, key=lambda each: (each.rank, each.system))))
        for control, shares in found.items()
    )
    return tuple(sorted(improvements, key=lambda each: each.rank))


def _gains(judged: SystemAssessment) -> dict[str, list[Gain]]:
    found: dict[str, list[Gain]] = {}
    for finding in judged.unsettled:
        for gain, control in _possible(judged, finding):
            found.setdefault(control, []).append(gain)
    return found


def _possible(judged: SystemAssessment, finding: Finding) -> Iterator[tuple[Gain, str]]:
    """Yield the effect of each control on a finding; one that would neither lower nor settle it is left out."""
    for reply in finding.replies:
        if not reply.lowers or reply.standing.answered:
            continue
        left = remaining(judged, finding, _alone(reply))
        gain = Gain(
            finding=finding,
            status=reply.standing.status,
            due=reply.standing.due,
            left=left,
            tier_zero=_of_tier_zero(judged.resolved, finding),
        )
        if left.settled or gain.reduction:
            yield gain, reply.control


def _of_tier_zero(resolved: ResolvedSystem, finding: Finding) -> bool:
    """Return whether a finding is on something of tier 0, or on a flow to it."""
    known = tier_zero_members(resolved)
    if finding.about == "flow":
        return not set(resolved.ends(resolved.system.flows[finding.element].to)).isdisjoint(known)
    return finding.element in known


def _by_fact(gains: Iterable[Gain]) -> int:
    """Return the sum of the reductions, of each fact the largest."""
    found: dict[tuple[str, Level, State], int] = {}
    for gain in gains:
        found[gain.fact] = max(gain.reduction, found.get(gain.fact, 0))
    return sum(found.values())


def _rank(gains: Iterable[Gain], reduction: int) -> Rank:
    """Return the sort key of gains; what only settles and reduces nothing comes last."""
    worst = min(
        ((-vocabulary.rank(gain.finding.risk.current.level), not gain.tier_zero) for gain in gains if gain.reduction),
        default=(1, True),
    )
    return (*worst, -reduction)


def _alone(control: Response) -> "_Alone":
    return _Alone(control.control)


@dataclass(frozen=True, slots=True)
class _Alone:
    """A predicate: whether a response belongs to one control."""

    control: str

    def __call__(self, reply: Response) -> bool:
        return reply.control == self.control
