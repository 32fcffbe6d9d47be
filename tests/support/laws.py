"""How laws are compared over generated systems, and what a change for the worse has hidden."""

import os
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from hypothesis import HealthCheck, Phase, given, settings
from tests.support import worlds
from tests.support.strategies import World, dice_of
from tests.support.worsening import Change

from zonebook.assess.findings.evaluation import Verdicts
from zonebook.assess.findings.finding import Finding
from zonebook.model.vocabulary import rank

RUNS = int(os.environ.get("ZONEBOOK_LAWS", "100"))
"""The number of pairs for each law; `make laws` takes 1,000."""
LEAST = 1 / 3
"""The minimum share of pairs that compare a finding."""
MANY = settings(
    max_examples=RUNS,
    deadline=None,
    derandomize=True,
    database=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=(HealthCheck.too_slow, HealthCheck.data_too_large),
)
Judge = Callable[[World], Verdicts]


@dataclass(slots=True)
class Compared:
    """How many pairs were compared, how many of them by a finding, and what was lost: by threat, in words."""

    pairs: int = 0
    by_finding: int = 0
    findings: int = 0
    lost: dict[str, list[str]] = field(default_factory=dict)

    def add(self, where: str, better: Verdicts, worse: Verdicts) -> None:
        """Compare a pair."""
        held = [each for each in better.findings if not each.threat.not_monotonic]
        self.pairs += 1
        self.by_finding += bool(held)
        self.findings += len(held)
        for finding, left in hidden(held, worse):
            told = f"{where}: {finding.id} was {finding.risk.current.level}, and {left}"
            self.lost.setdefault(finding.threat.id, []).append(told)

    @property
    def enough(self) -> bool:
        """Whether a law compared something: a third of the pairs, and no pair was left out."""
        return self.pairs == RUNS and self.by_finding >= LEAST * self.pairs


def compared(change: Change, judge: Judge | None = None, many: int = RUNS) -> Compared:
    """Return what a change for the worse hides in generated systems, by the shipped catalogue or another judge."""
    found = Compared()
    name = sum(map(ord, change.__name__))

    @settings(MANY, max_examples=many)
    @given(seed=worlds.seeds(many))
    def run(seed: int) -> None:
        world = worlds.world_of(seed)
        pair = change(world, dice_of(seed * 1009 + name))
        known = None if judge else worlds.verdicts_of(seed)
        better, worse = (
            known if known and side is world else (judge or worlds.judged)(side) for side in (pair.better, pair.worse)
        )
        found.add(f"system {seed}", better, worse)

    run()
    return found


def hidden(before: list[Finding], after: Verdicts) -> Iterator[tuple[Finding, str]]:
    """Yield each finding that neither it nor one it yields to stands for afterwards, with what is left of it."""
    left: Counter[tuple[str, str, str]] = Counter()
    for each in after.findings:
        left[each.about, each.element, each.threat.id] = rank(each.risk.current.level) + 1
    for gap in (each for first in after.gaps for each in first.every):
        left[gap.about, gap.element, gap.threat.id] = rank(gap.possible.level) + 1
    for finding in before:
        names = (finding.threat.id, *finding.threat.yields_to)
        most = max(left[finding.about, finding.element, name] for name in names)
        if not most:
            yield finding, "nothing stands for it"
        elif most <= rank(finding.risk.current.level):
            yield finding, "less stands for it"
