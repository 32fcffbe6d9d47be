"""What next: the controls that are not met yet, by how much risk each would take away."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from zonebook.assess.controls.inheritance import ControlStatus
from zonebook.assess.controls.status import SETTLED
from zonebook.assess.findings.finding import Finding
from zonebook.assess.planning.what_if import Remaining, outlook
from zonebook.assess.risk.scoring import Response
from zonebook.assess.system import SystemAssessment
from zonebook.model.vocabulary import About
from zonebook.values import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Gain:
    """What meeting a control would do to one finding: where the control stands now, and what would be left."""

    finding: Finding
    status: ControlStatus
    due: str
    left: Remaining

    @property
    def taken(self) -> int:
        """How much is taken away, on the scale of 0 to 10 of NIST SP 800-30."""
        return self.left.taken(self.finding.risk.current.level)


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """What meeting a control everywhere in one system would do there."""

    system: str
    gains: tuple[Gain, ...]

    @property
    def taken(self) -> int:
        """How much is taken away in the system."""
        return sum(gain.taken for gain in self.gains)

    @property
    def closes(self) -> tuple[Finding, ...]:
        """The findings that would be settled or gone, the worst first."""
        return tuple(gain.finding for gain in self.gains if gain.left.settled)

    @property
    def lowers(self) -> tuple[Finding, ...]:
        """The findings that would be less and not yet settled, the worst first."""
        return tuple(gain.finding for gain in self.gains if not gain.left.settled)

    @property
    def parties(self) -> tuple[str, ...]:
        """Who answers for what the control would be met on; one without an owner is nobody's and left out."""
        return tuple(dict.fromkeys(gain.finding.owner for gain in self.gains if gain.finding.owner))

    @property
    def elements(self) -> tuple[tuple[About, str], ...]:
        """What the control would be met on, or for."""
        return tuple(dict.fromkeys((gain.finding.about, gain.finding.element) for gain in self.gains))


@dataclass(frozen=True, slots=True, kw_only=True)
class Improvement:
    """A control that is not met everywhere, and what meeting it would do, system by system, the most first."""

    control: str
    shares: tuple[Share, ...]

    @property
    def gains(self) -> tuple[Gain, ...]:
        """What it does to each finding; one on an account that several systems share is there once, at its worst."""
        found: dict[tuple[str, Place], Gain] = {}
        for gain in (gain for share in self.shares for gain in share.gains):
            known = found.setdefault((gain.finding.id, gain.finding.place), gain)
            if gain.taken > known.taken:
                found[gain.finding.id, gain.finding.place] = gain
        return tuple(found.values())

    @property
    def taken(self) -> int:
        """How much is taken away across the organisation: a sum of steps that orders, and measures nothing."""
        return sum(gain.taken for gain in self.gains)

    @property
    def closed(self) -> int:
        """How many findings would be settled or gone."""
        return sum(1 for gain in self.gains if gain.left.settled)

    @property
    def lowered(self) -> int:
        """How many findings would be less and not yet settled."""
        return sum(1 for gain in self.gains if not gain.left.settled)

    @property
    def rank(self) -> tuple[int, int, str]:
        """What sorts measures: the one that takes most away first, then the one that settles most."""
        return (-self.taken, -self.closed, self.control)


def priorities(systems: Iterable[SystemAssessment]) -> tuple[Improvement, ...]:
    """Give every control that would take something away from an unsettled finding, the one that takes most first.

    Each is counted by itself, as if it were met on everything where it is not met yet, and nothing else changed: two
    measures that answer the same finding do not add up. What only detects takes nothing away, and is not in it.
    """
    found: dict[str, list[Share]] = {}
    for judged in systems:
        for control, gains in _gains(judged).items():
            found.setdefault(control, []).append(Share(system=judged.id, gains=tuple(gains)))
    measures = (
        Improvement(control=control, shares=tuple(sorted(shares, key=lambda each: (-each.taken, each.system))))
        for control, shares in found.items()
    )
    return tuple(sorted(measures, key=lambda each: each.rank))


def _gains(judged: SystemAssessment) -> dict[str, list[Gain]]:
    found: dict[str, list[Gain]] = {}
    for finding in judged.unsettled:
        for gain, control in _possible(judged, finding):
            found.setdefault(control, []).append(gain)
    return found


def _possible(judged: SystemAssessment, finding: Finding) -> Iterator[tuple[Gain, str]]:
    """Give what each control would do to a finding; one that would neither lower nor settle it is left out."""
    for reply in finding.replies:
        if reply.effect == "detects" or reply.standing.status in SETTLED:
            continue
        left = outlook(judged, finding, _alone(reply))
        gain = Gain(finding=finding, status=reply.standing.status, due=reply.standing.due, left=left)
        if left.settled or gain.taken:
            yield gain, reply.control


def _alone(control: Response) -> "_Alone":
    return _Alone(control.control)


@dataclass(frozen=True, slots=True)
class _Alone:
    """Says of a reply whether it is of one control."""

    control: str

    def __call__(self, reply: Response) -> bool:
        return reply.control == self.control
