"""Risk by NIST SP 800-30 rev. 1: likelihood by impact, with every step of the calculation.

The combination table is table I-2 of appendix I (`scales.py`); the organisation may state another one.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Literal

from zonebook.assess.controls.state import ControlState
from zonebook.assess.risk.impact import impact_on
from zonebook.assess.risk.likelihood import UNRAISED, likelihood_at
from zonebook.assess.risk.scales import NIST, shifted
from zonebook.model.answers import Act, is_measure
from zonebook.model.catalogue import Threat
from zonebook.model.resolved import ResolvedSystem
from zonebook.model.subject import Subject
from zonebook.model.vocabulary import LEVELS, Degree, Level
from zonebook.values import Late
from zonebook.values.record import dataclass, replace

Factor = Literal["likelihood", "impact"]
_LOWERS: Mapping[Degree, Factor] = {"hinders": "likelihood", "limits": "impact"}
"""What falls by one level where controls of a degree are in place, for all of them together."""
RiskMatrix = Mapping[str, Mapping[str, Level]]
"""Risk by likelihood, then impact."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of the calculation: which factor changes, from which level to which, and why."""

    what: Factor
    before: Level
    after: Level
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Risk:
    """A level with the likelihood and the impact that determine it."""

    likelihood: Level
    impact: Level
    level: Level


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """A control that answers a threat: what it does about the weakness, and its status.

    `denied` says which stated fact of the finding shows that the control does not hold; empty where none does.
    """

    act: Act
    standing: ControlState
    denied: str = ""

    @property
    def control(self) -> str:
        """The id of the control."""
        return self.act.control

    @property
    def lowers(self) -> bool:
        """Whether it lowers the risk where it is in place."""
        return self.act.degree != "detects"

    @property
    def in_place(self) -> bool:
        """Whether it is in place, by itself or by what is named instead, and no fact of the finding denies it."""
        return self.standing.in_place and not self.denied

    @property
    def planned(self) -> bool:
        """Whether it is planned."""
        return self.standing.status == "planned"


Counted = Callable[[Response], bool]
"""Returns whether a response counts as in place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskScore:
    """The risk of a finding with its steps: before controls, with those in place, and with those planned as well.

    `closed` has the controls of the group that closes the weakness; it is empty where none does.
    """

    inherent: Risk
    current: Risk
    target: Risk
    steps: Sequence[Step]
    closed: tuple[str, ...] = ()


def risk_sum(at: Subject[object], threat: Threat, replies: Sequence[Response]) -> RiskScore:
    """Return the risk of a threat to an element, with every step."""
    table = _matrix(at.resolved)
    likelihood = _step("likelihood", threat.likelihood, _exposed(at, threat))
    impact = _step("impact", threat.impact, impact_on(at, threat))
    inherent = _risk(table, likelihood.after, impact.after)
    current, now = apply(table, inherent, replies, in_place)
    target, later = apply(table, inherent, replies, _in_place_or_planned)
    return RiskScore(
        inherent=inherent,
        current=current,
        target=target,
        steps=Late(lambda: (likelihood, impact, *now, *_further(current, later))),
        closed=closing(replies, in_place),
    )


def left(resolved: ResolvedSystem, factors: tuple[Level, Level], replies: Sequence[Response]) -> Risk:
    """Return the risk of a likelihood and an impact that is left with what is in place, without its steps."""
    table = _matrix(resolved)
    return apply(table, _risk(table, *factors), replies, in_place)[0]


def _exposed(at: Subject[object], threat: Threat) -> tuple[Level, str]:
    """Return the likelihood with the exposure of the element, where that raises it, and why."""
    if threat.raised_by == "any-member":
        return likelihood_at(at, threat.likelihood)
    return threat.likelihood, UNRAISED


def _further(current: Risk, later: Sequence[Step]) -> Iterator[Step]:
    """Yield the steps of what is planned that go beyond today's risk, from today's levels."""
    for step in later:
        before: Level = getattr(current, step.what)
        if step.after != before:
            yield replace(step, before=before)


def in_place(response: Response) -> bool:
    """Return whether a response is in place today."""
    return response.in_place


def _in_place_or_planned(response: Response) -> bool:
    return response.in_place or response.planned


def _step(what: Factor, before: Level, found: tuple[Level, str]) -> Step:
    after, because = found
    return Step(what=what, before=before, after=after, because=because)


def _matrix(resolved: ResolvedSystem) -> RiskMatrix:
    return resolved.organisation.organisation.matrix or NIST


def _risk(table: RiskMatrix, likelihood: Level, impact: Level) -> Risk:
    return Risk(likelihood=likelihood, impact=impact, level=table[likelihood][impact])


def closing(responses: Sequence[Response], counted: Counted) -> tuple[str, ...]:
    """Return the controls of the first group of which every control counts; nothing where no group closes."""
    groups = dict.fromkeys(each.act.group for each in responses if each.act.group)
    for group in groups:
        if all(counted(each) for each in responses if each.act.group == group):
            return group
    return ()


def apply(
    table: RiskMatrix, risk: Risk, responses: Sequence[Response], counted: Counted
) -> tuple[Risk, Sequence[Step]]:
    """Return the risk that is left when the responses that count are in place, and the steps.

    A group that closes the weakness takes the likelihood to very low. Otherwise those that hinder lower it by one
    level, all of them together. Those that limit lower the impact by one level, all of them together.
    """
    levels: dict[Factor, Level] = {"likelihood": risk.likelihood, "impact": risk.impact}
    changes = []
    for change in _lowering(levels, responses, counted):
        levels[change.what] = change.after
        changes.append(change)
    return _risk(table, levels["likelihood"], levels["impact"]), Late(lambda: map(_worded, changes))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Change:
    """A factor that falls, and the responses of one degree that make it fall together."""

    what: Factor
    before: Level
    after: Level
    degree: Degree
    found: Sequence[Response]


def _lowering(levels: Mapping[Factor, Level], responses: Sequence[Response], counted: Counted) -> Iterator[_Change]:
    group = closing(responses, counted)
    if group:
        found = [each for each in responses if each.act.group == group]
        before = levels["likelihood"]
        yield _Change(what="likelihood", before=before, after=LEVELS[0], degree="closes", found=found)
    for degree, what in _LOWERS.items():
        found = [each for each in responses if each.act.degree == degree and counted(each)]
        if found and not (group and what == "likelihood"):
            before = levels[what]
            yield _Change(what=what, before=before, after=shifted(before, -1), degree=degree, found=found)


def _worded(change: _Change) -> Step:
    """Return a change as a step of the calculation, with the reason."""
    found, degree = change.found, change.degree
    if degree == "closes":
        together = " and ".join(_named(each) for each in found)
        because = f"{together} {'closes' if len(found) == 1 else 'close'} it: {found[0].act.how}"
    else:
        because = " ".join(f"{_named(each)} {degree} it: {each.act.how}" for each in found)
    return Step(what=change.what, before=change.before, after=change.after, because=because)


def _named(response: Response) -> str:
    """Return a control with its status, the day for which it is planned, and who states it where it is not itself."""
    state = response.standing
    due = f" for {state.due}" if state.due else ""
    source = "" if state.origin.stated or is_measure(response.control) else f", {state.origin}"
    return f"{response.act.name} ({state.status}{due}{source})"


def supposed(resolved: ResolvedSystem, inherent: Risk, responses: Sequence[Response], counted: Counted) -> Risk:
    """Return the risk that would be left if the responses that count were in place."""
    return apply(_matrix(resolved), inherent, responses, counted)[0]
