"""Findings, and what is possible, that are new, worse, decided, reopened, better or gone, and why."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from typing import Literal

from zonebook.assess.findings.finding import SET_ASIDE, UNSETTLED, Finding, Gap
from zonebook.assess.planning.comparison.elements import ElementChange
from zonebook.assess.planning.comparison.renames import SECTION_OF, Renames
from zonebook.model.answers import is_measure
from zonebook.model.scope.statements import Exclusion, OutOfScope
from zonebook.model.system import Decision
from zonebook.model.vocabulary import Level, SubjectType, above, rank, words
from zonebook.values import Place
from zonebook.values.record import dataclass

Movement = Literal["new", "worse", "reopened", "decided", "better", "gone"]
MOVEMENTS: tuple[Movement, ...] = ("new", "worse", "reopened", "decided", "better", "gone")
"""The movements, those that make it worse first. `decided`: as bad as before, and no longer open by a decision or
another statement that silences it. `reopened`: it was decided, and is open again."""
FORWARD: frozenset[Movement] = frozenset(("new", "worse", "reopened", "decided"))  # a gate looks at these
Settlement = Literal["open", "settled", "closed"]
Key = tuple[str, SubjectType, str]
"""A threat, the type of its element and the id of the element in the old state."""
_CLOSED = "mitigated"


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskChange:
    """How a finding, or what is possible, moved between two states; the levels are None where there is none.

    `because` says why, the strongest reason first. `closes` has the titles of the controls that would close it.
    `silenced` names what the change states that keeps it from being counted, other than a decision: it would be found
    without that. `aside` is what sets it aside that was stated before.
    """

    kind: Movement
    threat: str
    title: str
    about: SubjectType
    element: str
    before: Level | None
    after: Level | None
    because: tuple[str, ...]
    place: Place
    closes: tuple[str, ...] = ()
    decision: Decision | None = None
    silenced: tuple[str, ...] = ()
    aside: Exclusion | None = None

    @property
    def id(self) -> str:
        """The id of the finding."""
        return f"{self.threat}@{self.element}"

    @property
    def level(self) -> Level:
        """The level that counts: after the change, and of what is gone the one before it."""
        return self.after or self.before or "very-low"

    @property
    def rank(self) -> tuple[int, int, str]:
        """The sort key: by movement, the worst first."""
        return (MOVEMENTS.index(self.kind), -rank(self.level), self.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class RisksOf:
    """The findings and gaps of one state by key; of several gaps the worst.

    `aside` are those that are set aside, `folded` the others of a gap.
    """

    findings: Mapping[Key, Finding]
    gaps: Mapping[Key, Gap]
    aside: Mapping[Key, Gap] = field(default_factory=dict)
    folded: Mapping[Key, Gap] = field(default_factory=dict)

    def gap(self, key: Key) -> Gap | None:
        """Return what is not stated of a threat: a gap of its own, or one of the others of a gap."""
        return self.gaps.get(key) or self.folded.get(key)


def risks_of(
    findings: Iterable[Finding], gaps: Iterable[Gap], renames: Renames | None = None, *, aside: Iterable[Gap] = ()
) -> RisksOf:
    """Return findings and gaps by key; `renames` are those of the state, where it is the new one."""
    possible: dict[Key, Gap] = {}
    folded: dict[Key, Gap] = {}
    for gap in gaps:
        folded |= {_key(each, renames): each for each in gap.others}
        key = _key(gap, renames)
        if key not in possible or gap.rank < possible[key].rank:
            possible[key] = gap
    return RisksOf(
        findings={_key(each, renames): each for each in findings},
        gaps=possible,
        aside={_key(each, renames): each for first in aside for each in first.every},
        folded=folded,
    )


def _key(each: Finding | Gap, renames: Renames | None) -> Key:
    return (each.threat.id, each.about, renames.of(each.about, each.element) if renames else each.element)


def finding_changes(
    old: RisksOf, new: RisksOf, elements: Sequence[ElementChange], silenced: Mapping[Key, tuple[str, ...]]
) -> tuple[RiskChange, ...]:
    """Return every finding that moved, the worst movement first; `silenced` has what keeps a finding from counting."""
    found = []
    for key in dict.fromkeys((*new.findings, *old.findings)):
        before, after = old.findings.get(key), new.findings.get(key)
        move = "decided" if silenced.get(key) and before else _movement(before, after)
        why = _Why(old, new, elements, key)
        if move and (change := _finding(move, (before, after), why, silenced.get(key, ()))):
            found.append(change)
    return tuple(sorted(found, key=lambda each: each.rank))


def silenced_from_start(new: RisksOf) -> Mapping[Key, tuple[str, ...]]:
    """Return what sets findings of a new system aside: nobody who judged before knew of it."""
    return {key: (_aside(each.aside),) for key, each in new.findings.items() if each.aside and each.state in SET_ASIDE}


def _movement(before: Finding | None, after: Finding | None) -> Movement | None:
    """Return how a finding moved; a change of what was decided counts before a change of its level."""
    was, now = _standing(before), _standing(after)
    if was == now:
        return _shift(before.risk.current.level, after.risk.current.level) if before and after else None
    if was == "closed":
        return None if after is None else "worse"
    if now == "closed":
        return None if before is None else "better"
    if after is None:
        return "gone"
    if before is None:
        return "new"
    return "decided" if now == "settled" else "reopened"


def _shift(before: Level, after: Level) -> Movement | None:
    if before == after:
        return None
    return "worse" if above(after, before) else "better"


def _standing(finding: Finding | None) -> Settlement | None:
    if finding is None:
        return None
    return "closed" if finding.state == _CLOSED else "open" if finding.state in UNSETTLED else "settled"


@dataclass(frozen=True, slots=True)
class _Why:
    """What a reason is looked for in: both states, and the changes of the elements."""

    old: RisksOf
    new: RisksOf
    elements: Sequence[ElementChange]
    key: Key


def _finding(
    move: Movement, pair: tuple[Finding | None, Finding | None], why: _Why, silenced: tuple[str, ...]
) -> RiskChange | None:
    before, after = pair
    each = after or before
    if each is None:
        return None
    return RiskChange(
        kind=move,
        threat=each.threat.id,
        title=each.threat.title,
        about=each.about,
        element=each.element,
        before=before.risk.current.level if before else None,
        after=after.risk.current.level if after else None,
        because=tuple(dict.fromkeys(_reasons(move, before, after, why))),
        place=each.place,
        closes=_closing(each) if after else (),
        decision=after.decision if after and _standing(after) == "settled" else None,
        silenced=silenced,
        aside=after.aside if after and after.state in SET_ASIDE else None,
    )


def _closing(finding: Finding) -> tuple[str, ...]:
    missing = (each for each in finding.replies if each.act.degree == "closes" and not each.in_place)
    return tuple(dict.fromkeys(each.act.name for each in missing))


def _reasons(move: Movement, before: Finding | None, after: Finding | None, why: _Why) -> Iterator[str]:
    if move == "decided" and after and after.decision:
        yield f"{words(after.state)} here by {after.decision.by}"
    if after and after.aside and after.state in SET_ASIDE:
        yield _aside(after.aside)
    if move == "reopened" and after:
        yield _reopened(before, after)
    if before and after:
        yield from _answers(before, after)
        yield from _steps(before, after)
    yield from _of_elements(why)
    if after is None and why.new.gap(why.key):
        yield "no longer stated: it may still be there"
    if before is None and why.old.gap(why.key):
        yield "now stated, where it was only possible before"
    if before is None and after:
        yield from after.reasons
    if after is None:
        yield "what it rests on no longer holds"


def _aside(each: Exclusion) -> str:
    if isinstance(each, OutOfScope):
        return f"{each.id} is out of scope: {each.because}"
    return f"excluded by assumption {each.id}"


def _reopened(before: Finding | None, after: Finding) -> str:
    was = before.aside if before and before.state in SET_ASIDE else None
    if after.ended:
        return f"{after.ended} has ended"
    if was is None:
        return "its decision was withdrawn"
    return "it is in scope again" if isinstance(was, OutOfScope) else f"assumption {was.id} excludes it no more"


def _answers(before: Finding, after: Finding) -> Iterator[str]:
    """Yield the controls whose status changed."""
    known = {each.control: each for each in before.replies}
    for each in after.replies:
        was = known.get(each.control)
        if was and was.standing.status != each.standing.status:
            what = "measure" if is_measure(each.control) else "control"
            yield f"{what} {each.act.name}: {words(was.standing.status)} → {words(each.standing.status)}"


def _steps(before: Finding, after: Finding) -> Iterator[str]:
    """Yield what raises or lowers the risk now and did not before; of what is better, what no longer raises it."""
    was, now = ({each.because for each in finding.risk.steps} for finding in (before, after))
    yield from (each.because for each in after.risk.steps if each.because not in was)
    yield from (f"no longer: {each.because}" for each in before.risk.steps if each.because not in now)


def _of_elements(why: _Why) -> Iterator[str]:
    """Yield what changed about the element itself."""
    _, about, element = why.key
    for each in why.elements:
        if each.section == SECTION_OF.get(about) and element in {each.id, each.former}:
            if made := {"added": "new", "removed": "removed"}.get(each.kind):
                yield f"{made} {each.noun} {each.id}{f' {each.says[0]}' if each.says else ''}"
            else:
                yield from each.says


def possible_changes(old: RisksOf, new: RisksOf, elements: Sequence[ElementChange]) -> tuple[RiskChange, ...]:
    """Return how what is not stated, and could turn out to be a risk, moved."""
    found = []
    for key in dict.fromkeys((*new.gaps, *old.gaps)):
        before, after = old.gap(key), new.gap(key)
        aside = new.aside.get(key)
        move = "decided" if before and not after and aside else _possible_movement(before, after)
        if move and (each := after or before):
            found.append(_gap(move, (before, after), _Why(old, new, elements, key), each))
    return tuple(sorted(found, key=lambda each: each.rank))


def _possible_movement(before: Gap | None, after: Gap | None) -> Movement | None:
    if before is None:
        return "new"
    return _shift(before.possible.level, after.possible.level) if after else "gone"


def _gap(move: Movement, pair: tuple[Gap | None, Gap | None], why: _Why, each: Gap) -> RiskChange:
    before, after = pair
    return RiskChange(
        kind=move,
        threat=each.threat.id,
        title=each.threat.title,
        about=each.about,
        element=each.element,
        before=before.possible.level if before else None,
        after=after.possible.level if after else None,
        because=tuple(dict.fromkeys(_possible_reasons(before, after, why))),
        place=each.place,
    )


def _possible_reasons(before: Gap | None, after: Gap | None, why: _Why) -> Iterator[str]:
    aside = why.new.aside.get(why.key)
    if not after and aside and aside.aside:
        yield _aside(aside.aside)
    yield from _of_elements(why)
    if after:
        yield f"state {after.attributes[0]}"
    elif why.key in why.new.findings:
        yield "now stated, and found to be there"
    elif before and not aside:
        yield f"{before.attributes[0]} is stated, or no longer asked for"
