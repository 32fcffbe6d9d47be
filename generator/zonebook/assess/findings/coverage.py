"""What was looked at: what came of every threat with everything it is about, and what nobody looked at.

A pair of a threat and a thing comes to one of four: it **fired** (a finding), it was asked and stayed **quiet**, it is
**not stated** (a gap), or the threat is **not applicable** to such a thing. The first three applied.

**Completeness** is the share of what applied that is settled: (fired + quiet) / (fired + quiet + not stated), in whole
per cent rounded down, so that 100 says that nothing is left open. Where nothing applied there is no completeness:
nobody looked, and that is not 100 %. It is the same for a system, for an element and for a threat.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from zonebook.assess.conditions.condition import Condition
from zonebook.assess.findings.evaluation import Verdicts
from zonebook.assess.findings.uncovered import Uncovered, unlooked
from zonebook.model.resolved import ResolvedSystem
from zonebook.model.vocabulary import ABOUTS, About


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageCount:
    """How many pairs of a threat and a thing came to what."""

    fired: int
    quiet: int
    not_stated: int
    not_applicable: int

    @property
    def applied(self) -> int:
        """The pairs that mean anything."""
        return self.fired + self.quiet + self.not_stated

    @property
    def settled(self) -> int:
        """The pairs that applied and were answered."""
        return self.fired + self.quiet

    @property
    def completeness(self) -> int | None:
        """What is settled of what applied, in whole per cent rounded down; nothing where nothing applied."""
        return 100 * self.settled // self.applied if self.applied else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """What came of every threat with everything in a system, by threat and by thing, and what nobody looked at.

    `quiet` gives the things of which a threat was asked in vain; findings and gaps are kept by themselves.
    """

    whole: CoverageCount
    threats: Mapping[str, CoverageCount]
    elements: Mapping[tuple[About, str], CoverageCount]
    quiet: Mapping[str, tuple[str, ...]]
    unlooked: tuple[Uncovered, ...]


def coverage(scene: ResolvedSystem, found: Verdicts, conditions: Mapping[str, Condition]) -> Coverage:
    """Give what the verdicts cover; threats stand as in the catalogue, things as in the text."""
    fired = Counter(each.threat.id for each in found.findings)
    open_ = Counter(each.threat.id for each in found.gaps)
    threats = {
        threat: CoverageCount(
            fired=fired[threat],
            quiet=len(found.vain.quiet.get(threat, ())),
            not_stated=open_[threat],
            not_applicable=found.vain.passed.get(threat, 0),
        )
        for threat in scene.catalogue.threats
    }
    elements = dict(_elements(scene, found))
    return Coverage(
        whole=total(tuple(threats.values())),
        threats=threats,
        elements=elements,
        quiet=found.vain.quiet,
        unlooked=tuple(
            unlooked(
                scene,
                conditions,
                tuple(threat for threat, tally in threats.items() if not tally.applied),
                tuple(element for element, tally in elements.items() if not tally.applied),
            )
        ),
    )


def _elements(scene: ResolvedSystem, found: Verdicts) -> Iterator[tuple[tuple[About, str], CoverageCount]]:
    about = {threat.id: threat.about for threat in scene.catalogue.threats.values()}
    asked = Counter(about.values())
    fired = Counter((each.about, each.element) for each in found.findings)
    open_ = Counter((each.about, each.element) for each in found.gaps)
    quiet = Counter((about[threat], thing) for threat, things in found.vain.quiet.items() for thing in things)
    for sort in ABOUTS:
        for thing in found.vain.things.get(sort, ()):
            key = (sort, thing)
            rest = asked[sort] - fired[key] - quiet[key] - open_[key]
            yield key, CoverageCount(fired=fired[key], quiet=quiet[key], not_stated=open_[key], not_applicable=rest)


def total(tallies: tuple[CoverageCount, ...]) -> CoverageCount:
    """Give several tallies as one."""
    return CoverageCount(
        fired=sum(each.fired for each in tallies),
        quiet=sum(each.quiet for each in tallies),
        not_stated=sum(each.not_stated for each in tallies),
        not_applicable=sum(each.not_applicable for each in tallies),
    )
