"""Coverage: the result of every threat for every element it is about, and what was not covered.

A pair of a threat and an element has one of four results: it **fired** (a finding), it did not match and stayed
**quiet**, it is **not stated** (a gap), or the threat is **not applicable** to the element. The first three applied.
What applied and is **set aside**, because the element is out of scope or an assumption excludes the threat, is counted
apart, as if it had not applied.

**Completeness** is the share of what applied that is settled: (fired + quiet) / (fired + quiet + not stated), in whole
per cent rounded down, so that 100 means that nothing is left open. Where nothing applied there is no completeness,
because 100 % would claim an analysis that did not take place. It is the same for a system, an element and a threat.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Literal, TypeVar, get_args

from zonebook.assess.conditions.condition import Condition
from zonebook.assess.findings.covered.unasked import Askers, unasked
from zonebook.assess.findings.covered.uncovered import Uncovered, unlooked
from zonebook.assess.findings.evaluation import Verdicts
from zonebook.assess.findings.finding import SET_ASIDE
from zonebook.assess.findings.scope import in_scope
from zonebook.model.resolved import ResolvedSystem
from zonebook.model.vocabulary import ABOUTS, About, SubjectType
from zonebook.values.record import dataclass

_Element = tuple[SubjectType, str]
_Result = Literal["fired", "quiet", "not_stated", "set_aside"]
_RESULTS: tuple[_Result, ...] = get_args(_Result)
_Key = TypeVar("_Key", str, _Element)


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageCount:
    """How many pairs of a threat and an element had each result; those set aside are not among those that applied."""

    fired: int
    quiet: int
    not_stated: int
    not_applicable: int
    set_aside: int = 0

    @property
    def applied(self) -> int:
        """The number of pairs that applied."""
        return self.fired + self.quiet + self.not_stated

    @property
    def settled(self) -> int:
        """The number of pairs that applied and are settled."""
        return self.fired + self.quiet

    @property
    def completeness(self) -> int | None:
        """What is settled of what applied, in whole per cent rounded down; nothing where nothing applied."""
        return 100 * self.settled // self.applied if self.applied else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """The results of every threat for everything in a system, by threat and by element, and what was not covered.

    `quiet` lists the elements that each threat did not match; findings and gaps are kept elsewhere.
    """

    whole: CoverageCount
    threats: Mapping[str, CoverageCount]
    elements: Mapping[tuple[About, str], CoverageCount]
    quiet: Mapping[str, Sequence[str]]
    unlooked: tuple[Uncovered, ...]


def coverage(
    resolved: ResolvedSystem, found: Verdicts, conditions: Mapping[str, Condition], askers: Askers
) -> Coverage:
    """Return what the verdicts cover; threats in the order of the catalogue, elements in that of the text.

    A threat that the system states itself was asked of nothing, and is not counted.
    """
    found = replace(found, findings=tuple(each for each in found.findings if not each.threat.stated_in))
    results = tuple(_results(resolved, found))
    by_threat = Counter((threat, result) for threat, _, result in results)
    threats = {
        threat: _count(by_threat, threat, found.vain.passed.get(threat, 0)) for threat in resolved.catalogue.threats
    }
    elements = dict(_elements(resolved, found, results))
    return Coverage(
        whole=total(tuple(threats.values())),
        threats=threats,
        elements=elements,
        quiet=found.vain.quiet,
        unlooked=(
            *unasked(resolved, found, askers),
            *unlooked(
                resolved,
                conditions,
                tuple(threat for threat, count in threats.items() if not (count.applied or count.set_aside)),
                tuple(
                    (about, element)
                    for (about, element), count in elements.items()
                    if not count.applied and in_scope(resolved, about, element)
                ),
            ),
        ),
    )


def _results(resolved: ResolvedSystem, found: Verdicts) -> Iterator[tuple[str, _Element, _Result]]:
    """Yield each pair of a threat and an element that applies, with its result."""
    for finding in found.findings:
        for each in finding.alternatives:
            yield each.threat.id, (each.about, each.element), "set_aside" if each.state in SET_ASIDE else "fired"
    for gap in (each for first in found.gaps for each in first.every):
        yield gap.threat.id, (gap.about, gap.element), "set_aside" if gap.aside else "not_stated"
    about = {threat.id: threat.about for threat in resolved.catalogue.threats.values()}
    for threat, elements in found.vain.quiet.items():
        for element in elements:
            quiet = in_scope(resolved, about[threat], element)
            yield threat, (about[threat], element), "quiet" if quiet else "set_aside"


def _elements(
    resolved: ResolvedSystem, found: Verdicts, results: tuple[tuple[str, _Element, _Result], ...]
) -> Iterator[tuple[tuple[About, str], CoverageCount]]:
    asked = Counter(threat.about for threat in resolved.catalogue.threats.values())
    by_element = Counter((element, result) for _, element, result in results)
    for sort in ABOUTS:
        for element in found.vain.subjects.get(sort, ()):
            key: _Element = (sort, element)
            rest = asked[sort] - sum(by_element[key, result] for result in _RESULTS)
            yield (sort, element), _count(by_element, key, rest)


def _count(counts: Counter[tuple[_Key, _Result]], key: _Key, not_applicable: int) -> CoverageCount:
    return CoverageCount(**{result: counts[key, result] for result in _RESULTS}, not_applicable=not_applicable)


def total(counts: tuple[CoverageCount, ...]) -> CoverageCount:
    """Return the sum of several counts."""
    return CoverageCount(
        fired=sum(each.fired for each in counts),
        quiet=sum(each.quiet for each in counts),
        not_stated=sum(each.not_stated for each in counts),
        not_applicable=sum(each.not_applicable for each in counts),
        set_aside=sum(each.set_aside for each in counts),
    )
