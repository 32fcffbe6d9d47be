"""What would become of a finding if more of the controls that answer it were met."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from zonebook.assess.findings.evaluation import Finding, brought_down
from zonebook.assess.risk.scales import WEIGHTS
from zonebook.assess.risk.scoring import Response, supposed
from zonebook.model.catalogue import Control, Threat
from zonebook.model.resolved import ResolvedSystem
from zonebook.model.vocabulary import Level
from zonebook.values import Data


@dataclass(frozen=True, slots=True, kw_only=True)
class Remaining:
    """What would be left of a finding: its level, nothing where it would be gone, and whether it would be settled."""

    level: Level | None
    settled: bool

    def taken(self, before: Level) -> int:
        """Give how much would be taken away, on the scale of 0 to 10 of NIST SP 800-30."""
        return WEIGHTS[before] - (WEIGHTS[self.level] if self.level else 0)


def outlook(scene: ResolvedSystem, finding: Finding, met: Callable[[Response], bool]) -> Remaining:
    """Give what would be left of an unsettled finding if the replies for which `met` is true were met.

    It would be gone where the threat asks for just that, and settled where what is left is no more than the
    organisation carries, whatever was decided before.
    """
    done = [reply for reply in finding.replies if met(reply)]
    if any(_ends(scene.catalogue.controls[reply.control], finding.threat) for reply in done):
        return Remaining(level=None, settled=True)
    left = supposed(scene, finding.risk.inherent, finding.replies, met)
    lowering = any(
        reply.effect != "detects" and (reply.standing.status in {"met", "inherited"} or met(reply))
        for reply in finding.replies
    )
    return Remaining(level=left.level, settled=lowering and brought_down(scene, finding.risk.inherent, left))


def _ends(control: Control, threat: Threat) -> bool:
    """Say whether the threat cannot hold where the control is met."""
    return _excluded(control, threat.when, same=control.about == threat.about)


def _excluded(control: Control, when: Data, *, same: bool) -> bool:
    """Say whether a condition needs the control to be missing, or a setting that it is shown by to show it missing."""
    if control.id in when.get("without", ()):
        return True
    wanted = when.get("setting", {}) if same else {}
    signs = {sign.setting: sign.met for sign in control.shown_by if sign.met}
    if any(_disjoint(signs[name], values) for name, values in wanted.items() if name in signs):
        return True
    either = when.get("any", ())
    return bool(either) and all(_excluded(control, each, same=same) for each in either)


def _disjoint(met: Sequence[object], wanted: Sequence[object]) -> bool:
    """Say whether no value that shows the control met is wanted, true not being 1."""
    return not any(one == other and type(one) is type(other) for one in met for other in wanted)
