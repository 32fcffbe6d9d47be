"""Coverage: the result of every threat for every element it is about, and what was not covered.

A pair of a threat and an element has one of four results: it **fired** (a finding), it did not match and stayed
**quiet**, it is **not stated** (a gap), or the threat is **not applicable** to the element. The first three applied.

**Completeness** is the share of what applied that is settled: (fired + quiet) / (fired + quiet + not stated), in whole
per cent rounded down, so that 100 means that nothing is left open. Where nothing applied there is no completeness,
because 100 % would claim an analysis that did not take place. It is the same for a system, an element and a threat.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from zonebook.assess.conditions.condition import Condition
from zonebook.assess.findings.evaluation import Verdicts
from zonebook.assess.findings.unasked import Askers, unasked
from zonebook.assess.findings.uncovered import Uncovered, unlooked
from zonebook.model.resolved import ResolvedSystem
from zonebook.model.vocabulary import ABOUTS, About


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageCount:
    """How many pairs of a threat and an element had each result."""

    fired: int
    quiet: int
    not_stated: int
    not_applicable: int

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
    quiet: Mapping[str, tuple[str, ...]]
    unlooked: tuple[Uncovered, ...]


def coverage(
    resolved: ResolvedSystem, found: Verdicts, conditions: Mapping[str, Condition], askers: Askers
) -> Coverage:
    """Return what the verdicts cover; threats in the order of the catalogue, elements in that of the text."""
    fired = Counter(each.threat.id for finding in found.findings for each in finding.alternatives)
    open_ = Counter(each.threat.id for gap in found.gaps for each in gap.every)
    threats = {
        threat: CoverageCount(
            fired=fired[threat],
            quiet=len(found.vain.quiet.get(threat, ())),
            not_stated=open_[threat],
            not_applicable=found.vain.passed.get(threat, 0),
        )
        for threat in resolved.catalogue.threats
    }
    elements = dict(_elements(resolved, found))
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
                tuple(threat for threat, count in threats.items() if not count.applied),
                tuple(element for element, count in elements.items() if not count.applied),
            ),
        ),
    )


def _elements(resolved: ResolvedSystem, found: Verdicts) -> Iterator[tuple[tuple[About, str], CoverageCount]]:
    about = {threat.id: threat.about for threat in resolved.catalogue.threats.values()}
    asked = Counter(about.values())
    fired = Counter((each.about, each.element) for finding in found.findings for each in finding.alternatives)
    open_ = Counter((each.about, each.element) for gap in found.gaps for each in gap.every)
    quiet = Counter((about[threat], element) for threat, elements in found.vain.quiet.items() for element in elements)
    for sort in ABOUTS:
        for element in found.vain.subjects.get(sort, ()):
            key = (sort, element)
            rest = asked[sort] - fired[key] - quiet[key] - open_[key]
            yield key, CoverageCount(fired=fired[key], quiet=quiet[key], not_stated=open_[key], not_applicable=rest)


def total(counts: tuple[CoverageCount, ...]) -> CoverageCount:
    """Return the sum of several counts."""
    return CoverageCount(
        fired=sum(each.fired for each in counts),
        quiet=sum(each.quiet for each in counts),
        not_stated=sum(each.not_stated for each in counts),
        not_applicable=sum(each.not_applicable for each in counts),
    )
