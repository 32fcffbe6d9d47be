"""Risk by system, zone, service and party: the worst level and the number of each, never an average."""

from collections.abc import Callable, Iterable, Mapping

from zonebook.assess.findings.finding import Finding
from zonebook.assess.system import SystemAssessment
from zonebook.model.resolved import ResolvedSystem
from zonebook.model.vocabulary import LEVELS, Level
from zonebook.values import Place
from zonebook.values.record import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskCount:
    """The number of unsettled findings by level, the lowest first; `id` is empty for findings without an owner."""

    id: str
    levels: Mapping[Level, int]

    @property
    def total(self) -> int:
        """The number of unsettled findings."""
        return sum(self.levels.values())

    @property
    def worst(self) -> Level | None:
        """The highest level of any finding; None where all are settled."""
        return next((level for level in reversed(LEVELS) if self.levels[level]), None)

    @property
    def rank(self) -> tuple[tuple[int, ...], str]:
        """The sort key: the most of the highest level first, so that one very high comes before many low."""
        return tuple(-self.levels[level] for level in reversed(LEVELS)), self.id


def tally(id_: str, findings: Iterable[Finding]) -> RiskCount:
    """Count unsettled findings by their current level."""
    levels: dict[Level, int] = dict.fromkeys(LEVELS, 0)
    for finding in findings:
        levels[finding.risk.current.level] += 1
    return RiskCount(id=id_, levels=levels)


def distinct_unsettled(systems: Iterable[SystemAssessment]) -> tuple[tuple[SystemAssessment, Finding], ...]:
    """Return the unsettled findings of systems; one on an account that several share is listed once, at its worst."""
    found: dict[tuple[str, Place], tuple[SystemAssessment, Finding]] = {}
    for judged in systems:
        for finding in judged.unsettled:
            known = found.setdefault((finding.id, finding.place), (judged, finding))
            if finding.rank < known[1].rank:
                found[finding.id, finding.place] = (judged, finding)
    return tuple(found.values())


def by_system(systems: Iterable[SystemAssessment]) -> tuple[RiskCount, ...]:
    """Return the counts of each system, the worst first, including those in which all is settled."""
    found = (tally(judged.id, judged.unsettled) for judged in systems)
    return tuple(sorted(found, key=lambda each: each.rank))


def by_party(systems: Iterable[SystemAssessment]) -> tuple[RiskCount, ...]:
    """Return the counts of each party that owns an unsettled finding, the worst first; the id is empty for no owner."""
    return _by((each for _, each in distinct_unsettled(systems)), lambda each: (each.owner,))


def by_zone(judged: SystemAssessment) -> tuple[RiskCount, ...]:
    """Return the counts of each zone, the worst first.

    A zone counts the findings on it, on its services and actors, on flows into it, and those of the zones inside it.
    """
    return _by(judged.unsettled, lambda each: _zones(judged.resolved, each))


def by_service(judged: SystemAssessment) -> tuple[RiskCount, ...]:
    """Return the counts of each service with an unsettled finding, the worst first."""
    return _by((each for each in judged.unsettled if each.about == "service"), lambda each: (each.element,))


def _zones(resolved: ResolvedSystem, finding: Finding) -> tuple[str, ...]:
    if finding.about == "zone":
        zone = finding.element
    elif finding.about == "flow":
        zone = resolved.zone_of(resolved.system.flows[finding.element].to)
    elif finding.about in {"service", "actor"}:
        zone = resolved.zone_of(finding.element)
    else:
        zone = ""
    return tuple(each.id for each in resolved.around(zone))


def _by(findings: Iterable[Finding], named: Callable[[Finding], tuple[str, ...]]) -> tuple[RiskCount, ...]:
    found: dict[str, list[Finding]] = {}
    for finding in findings:
        for name in named(finding):
            found.setdefault(name, []).append(finding)
    return tuple(sorted((tally(name, each) for name, each in found.items()), key=lambda each: each.rank))
