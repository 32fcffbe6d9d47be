"""Findings, with the risk that is left, and gaps that cannot be judged yet."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Literal

from zonebook.assess.risk.scoring import Response, Risk, RiskScore
from zonebook.model import vocabulary
from zonebook.model.catalogue import Threat
from zonebook.model.scope.statements import Exclusion, OutOfScope
from zonebook.model.system import Decision
from zonebook.model.vocabulary import Level, SubjectType
from zonebook.values import Place
from zonebook.values.record import dataclass

State = Literal[
    "open",
    "mitigated",
    "carried",
    "mitigating",
    "accepted",
    "transferred",
    "avoided",
    "false-positive",
    "duplicate",
    "expired",
    "out-of-scope",
    "excluded",
]
"""`open`: nothing decided by that day. `expired`: the decision has ended, or what set the finding aside, so it is open
again. `mitigated`: controls that are in place close the weakness. `carried`: the weakness is there, and controls that
hinder or limit it have brought the risk to within the organisation's appetite. `out-of-scope`: its element is not
judged here. `excluded`: an assumption in force excludes the threat. The others are decisions in force."""

UNSETTLED: frozenset[State] = frozenset(("open", "carried", "expired", "mitigating"))
"""States in which the weakness is still there and nobody has decided about it, or what was decided is not done."""

SET_ASIDE: frozenset[State] = frozenset(("out-of-scope", "excluded"))
"""States in which a finding is counted apart: neither open nor settled."""

Rank = tuple[int, tuple[int, ...], str, int, str]
"""The sort key of a finding."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EitherWay:
    """Why a finding stands although a choice is not stated: with each of its values, it or one of the others holds.

    `cases` has the ids of the findings that hold with each value, as it would be stated. `others` are the findings that
    share the row, and `possible` is the highest risk among them all. `worse` is what the choice may lead to and counts
    as possible: of those that are not settled the highest, where its level is above the known one of the row.
    """

    attribute: str
    cases: Mapping[str, tuple[str, ...]]
    others: tuple["Finding", ...]
    possible: Risk
    worse: "Gap | None"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A threat that applies to an element, why, and the risk that is left.

    One that holds either way is the one of the lowest risk; the others that may hold in its place are in `either`.
    `yields_to` is the finding that says the same of the same element more exactly, `also` has the ids of those that
    say less exactly what this one says. `aside` is what sets it aside, or did until it ended.
    """

    id: str
    threat: Threat
    about: SubjectType
    element: str
    reasons: tuple[str, ...]
    risk: RiskScore
    replies: Sequence[Response]
    state: State
    decision: Decision | None
    owner: str
    place: Place
    either: EitherWay | None = None
    yields_to: "Finding | None" = None
    also: tuple[str, ...] = ()
    aside: Exclusion | None = None

    @property
    def alternatives(self) -> tuple["Finding", ...]:
        """The finding itself, and those that may hold in its place."""
        return (self, *(self.either.others if self.either else ()))

    @property
    def ended(self) -> str:
        """What has ended, so that it is open again: its decision, or what set it aside; empty where it is not."""
        if self.state != "expired":
            return ""
        if self.aside is None:
            return "its decision"
        if isinstance(self.aside, OutOfScope):
            return f"what put {self.aside.id} out of scope"
        return f"assumption {self.aside.id}"

    @property
    def rank(self) -> Rank:
        """The sort key of findings: settled ones later, then as `worst`; one that yields to another follows it."""
        first = self.yields_to or self
        return (int(first.state not in UNSETTLED), first.worst, first.id, int(first is not self), self.id)

    @property
    def worst(self) -> tuple[int, ...]:
        """The sort key by risk alone: the worst current risk first.

        Of equal ones the worse impact comes first, then the higher likelihood, then the worse inherent risk. What is
        equal still is ordered by the levels of the threat itself: data and exposure raise whatever is wrong with an
        element alike, and say nothing of which of it is the worse.
        """
        now, inherent, threat = self.risk.current, self.risk.inherent, self.threat
        return _worst_first(now.level, now.impact, now.likelihood, inherent.level, threat.impact, threat.likelihood)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A threat that cannot be judged before the model states these attributes, and the worst that it can be.

    `assumed` names the values that would make it so bad, or the attributes whose values are free. `at_least` says that
    exposure or worth is not stated either, so that it may be worse still. `aside` is what sets it aside, if anything.
    `others` are of other threats to the same element that cannot be asked either before it is stated what an element
    is, or what is spoken: no worse than this.
    """

    threat: Threat
    about: SubjectType
    element: str
    attributes: tuple[str, ...]
    place: Place
    possible: Risk
    assumed: tuple[str, ...] = ()
    at_least: bool = False
    aside: Exclusion | None = None
    others: tuple["Gap", ...] = ()

    @property
    def and_others(self) -> str:
        """How many other threats cannot be asked either, in words that follow its own; empty where there are none."""
        many = len(self.others)
        return f", and {many} more {'threat' if many == 1 else 'threats'} cannot be asked" if many else ""

    @property
    def every(self) -> tuple["Gap", ...]:
        """The gap itself, and those of other threats that the same statement comes before."""
        return (self, *self.others)

    @property
    def rank(self) -> tuple[tuple[int, ...], str, str]:
        """The sort key of gaps: as `worst`."""
        return (self.worst, self.threat.id, self.element)

    @property
    def worst(self) -> tuple[int, ...]:
        """The sort key by possible risk alone.

        The worst comes first, then the worse impact, then the higher likelihood, then as the threat itself is rated.
        """
        then, threat = self.possible, self.threat
        return _worst_first(then.level, then.impact, then.likelihood, threat.impact, threat.likelihood)


@cache  # of few levels
def _worst_first(*levels: Level) -> tuple[int, ...]:
    return tuple(-vocabulary.rank(each) for each in levels)
