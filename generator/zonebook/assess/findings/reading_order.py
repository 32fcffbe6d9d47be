"""The order in which risks are read: each once, the worst first, and what is known before what is possible."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping

from zonebook.assess.findings.finding import SET_ASIDE, UNSETTLED, Finding, Gap, State
from zonebook.model.catalogue import Threat
from zonebook.model.vocabulary import Level, SubjectType
from zonebook.values.record import dataclass, replace

NOTHING_LEFT: frozenset[State] = SET_ASIDE | {"mitigated", "false-positive", "duplicate"}
"""States in which there is no risk to name. What somebody accepts, or is about to end, is as bad as before."""
Judged = Finding | Gap


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskRow:
    """A threat that is equally bad at one or several elements, as somebody who reads would name it once.

    `every` has its findings, or its gaps, the worst first. `less_exact` has those of other threats that say the same of
    one of these elements and yield to it.
    """

    every: tuple[Judged, ...]
    less_exact: tuple[Judged, ...] = ()

    @property
    def first(self) -> Judged:
        """The worst of them, which has the threat and the level of all."""
        return self.every[0]

    @property
    def known(self) -> tuple[Finding, ...]:
        """Those of them that are findings."""
        return tuple(each for each in self.every if isinstance(each, Finding))

    @property
    def threat(self) -> Threat:
        """The threat."""
        return self.first.threat

    @property
    def level(self) -> Level:
        """The current risk of what is known, the highest risk of what is possible."""
        return level_of(self.first)

    @property
    def place(self) -> tuple[int, int, tuple[int, ...], str, str]:
        """The sort key: the worst first; what is possible comes after what is known to be one level lower.

        Before it can be exploited, the weakness has to be there at all. This makes it less likely and not less
        bad, and counts as one level. The level that is shown stays.
        """
        level, *rest = self.first.worst
        possible = int(isinstance(self.first, Gap))
        return (level + possible, possible, tuple(rest), self.threat.id, self.first.element)


def level_of(each: Judged) -> Level:
    """Return the current risk of a finding, or the possible risk of a gap."""
    return each.possible.level if isinstance(each, Gap) else each.risk.current.level


def yielding(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings; one that says less exactly what another says has the other in `yields_to`.

    The other is of a threat that it yields to, stands on the same element, is at least as bad, and is not settled where
    the one is open. It has the ids of those that yield to it in `also`.
    """
    alone = tuple(replace(each, yields_to=None, also=()) for each in findings)
    standing = _standing(alone)
    exact = [(each, _exact(each, standing)) for each in alone]
    also: dict[str, list[str]] = {}
    for each, other in exact:
        if isinstance(other, Finding):
            also.setdefault(other.id, []).append(each.id)
    named = {each.id: replace(each, also=tuple(sorted(also.get(each.id, ())))) for each in alone}
    return tuple(
        replace(named[each.id], yields_to=named[other.id]) if isinstance(other, Finding) else named[each.id]
        for each, other in exact
    )


def risk_rows(findings: Iterable[Finding], gaps: Iterable[Gap] = ()) -> tuple[RiskRow, ...]:
    """Return findings and gaps in the order in which they are read.

    Those of one threat that have the same level and state share a row, and so does what yields to them.
    """
    return tuple(sorted(_grouped((*findings, *gaps), _alike), key=lambda row: row.place))


def finding_rows(findings: Iterable[Finding], *, same_reasons: bool = False) -> tuple[RiskRow, ...]:
    """Return findings as facts: a row has those of one threat with the same level and state, or reasons as well.

    What yields to one of them is in its row. Rows stand in the order of findings, by the first of each.
    """
    rows = _grouped(tuple(findings), _same_fact if same_reasons else _alike)
    return tuple(sorted(rows, key=lambda row: row.known[0].rank))


_At = tuple[str, SubjectType, str]
_Alike = tuple[str, Level, State | None]
_Fact = tuple[_Alike, tuple[str, ...]]


def _grouped(every: tuple[Judged, ...], key: Callable[[Judged], Hashable]) -> Iterator[RiskRow]:
    """Yield a row for all that has the same key and yields to nothing, with what yields to it."""
    standing = _standing(every)
    rows: dict[Hashable, list[Judged]] = {}
    less_exact: dict[Hashable, list[Judged]] = {}
    for each in sorted(every, key=lambda one: (one.worst[0], isinstance(one, Gap), one.worst, one.element)):
        other = _exact(each, standing)
        (less_exact if other else rows).setdefault(key(other or each), []).append(each)
    for found, here in rows.items():
        yield RiskRow(every=tuple(here), less_exact=tuple(less_exact.get(found, ())))


def _at(threat: str, each: Judged) -> _At:
    return (threat, each.about, each.element)


def _alike(each: Judged) -> _Alike:
    return (each.threat.id, level_of(each), None if isinstance(each, Gap) else each.state)


def _same_fact(each: Judged) -> _Fact:
    return (_alike(each), each.attributes if isinstance(each, Gap) else each.reasons)


def _standing(every: Iterable[Judged]) -> Mapping[_At, Judged]:
    """Group what can stand for another by its threat and element; of what holds either way nothing is certain."""
    return {_at(each.threat.id, each): each for each in every if isinstance(each, Gap) or _certain(each)}


def _certain(each: Finding) -> bool:
    return each.state not in NOTHING_LEFT and each.either is None


def _exact(each: Judged, standing: Mapping[_At, Judged]) -> Judged | None:
    """Return what it yields to at last: that may itself yield to another. In a circle, nothing yields."""
    last, passed = each, {_at(each.threat.id, each)}
    while others := [other for other in _yielded(last, standing) if _stands_for(other, last)]:
        last = min(others, key=lambda other: (other.worst[0], other.threat.id))
        if (found := _at(last.threat.id, last)) in passed:
            return None
        passed.add(found)
    return None if last is each else last


def _yielded(each: Judged, standing: Mapping[_At, Judged]) -> Iterator[Judged]:
    if isinstance(each, Gap) or _certain(each):
        names = (_at(name, each) for name in each.threat.yields_to)
        yield from (standing[name] for name in names if name in standing)


def _stands_for(other: Judged, each: Judged) -> bool:
    """Return whether one is certain enough, bad enough and open enough to stand for another."""
    if isinstance(other, Gap):
        return isinstance(each, Gap) and other.worst[0] <= each.worst[0]
    still_open = isinstance(each, Gap) or each.state in UNSETTLED
    return other.worst[0] <= each.worst[0] and (other.state in UNSETTLED or not still_open)
