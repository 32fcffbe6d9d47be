"""What would be left of a finding if more of its controls were met."""

from collections.abc import Callable

from zonebook.assess.findings.evaluation import brought_down
from zonebook.assess.findings.finding import Finding
from zonebook.assess.risk.scales import WEIGHTS
from zonebook.assess.risk.scoring import Response, closing, supposed
from zonebook.assess.system import SystemAssessment
from zonebook.model.vocabulary import Level
from zonebook.values.record import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Remaining:
    """What would be left of a finding: its level, None if it would be ruled out.

    `settled` says whether it would be ruled out or its weakness closed, `carried` whether the weakness would stay with
    a risk that is lower than before controls and within the appetite of the organisation.
    """

    level: Level | None
    settled: bool
    carried: bool = False

    def reduction(self, before: Level) -> int:
        """Return the reduction, on the scale of 0 to 10 of NIST SP 800-30."""
        return WEIGHTS[before] - (WEIGHTS[self.level] if self.level else 0)


def remaining(judged: SystemAssessment, finding: Finding, met: Callable[[Response], bool]) -> Remaining:
    """Return what would be left of an unsettled finding if the responses for which `met` is true were met.

    It would be ruled out where the threat requires that such a control is absent, whatever was decided before.
    """
    resolved, asked = judged.resolved, judged.asked.get(f"threats/{finding.threat.id}")
    known = resolved.catalogue.controls
    done = (known[reply.control] for reply in finding.replies if met(reply) and reply.control in known)
    if asked and any(asked.requires_absent(control) for control in done):
        return Remaining(level=None, settled=True)
    counted = _Counted(met)
    left = supposed(resolved, finding.risk.inherent, finding.replies, counted)
    closed = bool(closing(finding.replies, counted))
    carried = not closed and brought_down(resolved, finding.risk.inherent, left)
    return Remaining(level=left.level, settled=closed, carried=carried)


@dataclass(frozen=True, slots=True)
class _Counted:
    """A predicate: whether a response is in place, or would be."""

    met: Callable[[Response], bool]

    def __call__(self, reply: Response) -> bool:
        return reply.in_place or self.met(reply)
