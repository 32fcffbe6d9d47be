"""One step of an attack path in full: the edge, the techniques, and the blocking controls."""

from collections.abc import Iterable, Iterator, Mapping

from zonebook.assess.attack_paths.edges import DISMISSED, PREVENTING, AttackEdge, Judgements
from zonebook.assess.attack_paths.entry_points import EntryPoint
from zonebook.assess.controls.state import ControlState
from zonebook.assess.findings.finding import Finding
from zonebook.model.resolved import ResolvedSystem
from zonebook.model.vocabulary import SubjectType
from zonebook.values.record import dataclass

REMOTE, PUBLIC, INSIDE = "T1021", "T1190", "T1210"
"""Remote services; exploit public-facing application; exploitation of remote services."""
_DOMAIN, _CLOUD = "T1078.002", "T1078.004"
_POLICY, _ACCOUNT = "T1484.001", "T1098"
_BY_RELATION: Mapping[str, tuple[str, ...]] = {
    "systems-manager": ("T1651",),
    "federates": ("T1606.002",),
    "trust": ("T1199",),
}
TECHNIQUES: tuple[str, ...] = (
    REMOTE, PUBLIC, INSIDE, _DOMAIN, _CLOUD, _POLICY, _ACCOUNT,
    *(each for techniques in _BY_RELATION.values() for each in techniques),
)  # fmt: skip
"""Every ATT&CK technique that a step can have by itself; the protocols of a flow may name others."""
_ENTRY = frozenset(("spoofing", "elevation-of-privilege"))
"""The STRIDE categories that give an attacker access to the element that a flow reaches."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockingControl:
    """A control that would block an attack step, the element to apply it to, and its status there."""

    control: str
    about: SubjectType
    element: str
    standing: ControlState

    @property
    def stands(self) -> bool:
        """Whether it is stated to be in place."""
        return self.standing.in_place


@dataclass(frozen=True, slots=True, kw_only=True)
class AttackStep:
    """A step from one element to another. `source` and `target` are ids; where the edge names a zone, of a member."""

    source: str
    target: str
    way: AttackEdge
    techniques: tuple[str, ...]
    bars: tuple[BlockingControl, ...]


def hop(resolved: ResolvedSystem, judged: Judgements, edge: AttackEdge, ends: tuple[str, str]) -> AttackStep:
    """Return the attack step over an edge between two elements."""
    source, target = ends
    stated = [each for each in judged.findings.get((edge.about, edge.element), ()) if each.state not in DISMISSED]
    named = (technique for finding in stated for technique in finding.threat.attack)
    return AttackStep(
        source=source,
        target=target,
        way=edge,
        techniques=tuple(dict.fromkeys((*_techniques(resolved, edge, ends), *named))),
        bars=bars(judged, edge, target),
    )


def _techniques(resolved: ResolvedSystem, edge: AttackEdge, ends: tuple[str, str]) -> tuple[str, ...]:
    """Return the techniques of the step by itself, whatever was found on it."""
    source, target = ends
    if edge.how == "flow":
        return _over_flow(resolved, edge, source)
    if edge.how == "assumes":
        return (_account(resolved, target),)
    if edge.how == "administers":
        return (_account(resolved, source), REMOTE if target in resolved.system.services else _ACCOUNT)
    if edge.how == "directory-admin":
        return (_POLICY if target in resolved.system.services else _ACCOUNT,)
    return _BY_RELATION.get(edge.how, ())


def _account(resolved: ResolvedSystem, identity: str) -> str:
    """Return the technique for the valid account that an identity is: of a domain, or of the cloud."""
    found = resolved.system.identities.get(identity)
    return _DOMAIN if found and found.in_ in resolved.system.services else _CLOUD


def _over_flow(resolved: ResolvedSystem, edge: AttackEdge, source: str) -> tuple[str, ...]:
    """Return the techniques that the protocols of a flow name; where there are none, an exploit of the target."""
    protocols = resolved.spoken(resolved.system.flows[edge.element])
    stated = [technique for each in protocols for technique in each.attack or ((REMOTE,) if each.administers else ())]
    if stated:
        return tuple(dict.fromkeys(stated))
    zone = resolved.zone_of(source)
    return (PUBLIC if zone and resolved.trust(zone) == 0 else INSIDE,)


def bars(judged: Judgements, edge: AttackEdge, target: str) -> tuple[BlockingControl, ...]:
    """Return the blocking controls of an edge, those that are not in place first, each once.

    They close or hinder what was found, or may be found, on the element that states the edge; over a flow, also what
    gives access to the target.
    """
    found = [*_of_findings(judged.findings.get((edge.about, edge.element), ())), *_of_checks(judged, edge)]
    if edge.how == "flow":
        found += _of_findings(
            each for each in judged.findings.get(("service", target), ()) if not _ENTRY.isdisjoint(each.threat.stride)
        )
    return _sorted(found)


def bars_of(judged: Judgements, about: SubjectType, element: str) -> tuple[BlockingControl, ...]:
    """Return the controls that close or hinder access to an element, those that are not in place first."""
    stated = judged.findings.get((about, element), ())
    return _sorted(_of_findings(each for each in stated if not _ENTRY.isdisjoint(each.threat.stride)))


def _of_findings(found: Iterable[Finding]) -> Iterator[BlockingControl]:
    for each in found:
        if each.state not in DISMISSED:
            for reply in each.replies:
                if reply.act.degree in PREVENTING and reply.standing.status != "not-applicable":
                    yield BlockingControl(
                        control=reply.control, about=each.about, element=each.element, standing=reply.standing
                    )


def _of_checks(judged: Judgements, edge: AttackEdge) -> Iterator[BlockingControl]:
    """Yield the controls that apply to this flow, identity or trust and close or hinder any threat at all."""
    if edge.about not in {"flow", "identity", "trust"}:
        return
    for check in judged.checks.get((edge.about, edge.element), ()):
        if check.control.id in judged.preventing and not check.unsure and check.standing.status != "not-applicable":
            yield BlockingControl(
                control=check.control.id, about=edge.about, element=edge.element, standing=check.standing
            )


def _sorted(found: Iterable[BlockingControl]) -> tuple[BlockingControl, ...]:
    once: dict[tuple[str, str, str], BlockingControl] = {}
    for each in found:
        once.setdefault((each.control, each.about, each.element), each)
    return tuple(sorted(once.values(), key=lambda each: each.stands))


@dataclass(frozen=True, slots=True, kw_only=True)
class Path:
    """A path from an entry point to an asset."""

    asset: str
    start: EntryPoint
    hops: tuple[AttackStep, ...]

    @property
    def cost(self) -> int:
        """The cost of the start and of every step together."""
        return self.start.cost + sum(each.way.cost for each in self.hops)

    @property
    def unsure(self) -> tuple[str, ...]:
        """The attributes that are not stated and decide whether the path exists; empty for a sure path."""
        return tuple(dict.fromkeys((*self.start.unsure, *(name for each in self.hops for name in each.way.unsure))))

    @property
    def sure(self) -> bool:
        """Whether the model states everything that the path depends on."""
        return not self.unsure
