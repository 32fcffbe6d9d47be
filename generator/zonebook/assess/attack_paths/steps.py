"""One hop of an attack path in full: the way, the techniques, and the controls that would break it there."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from zonebook.assess.attack_paths.edges import DISMISSED, AttackEdge, Judgements
from zonebook.assess.attack_paths.entry_points import EntryPoint
from zonebook.assess.controls.status import IN_PLACE, ControlState
from zonebook.assess.findings.finding import Finding
from zonebook.model.resolved import ResolvedSystem
from zonebook.model.vocabulary import About

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
"""Every technique of ATT&CK that a hop can have by its relation; those of a flow are said by its protocols."""
_ENTRY = frozenset(("spoofing", "elevation-of-privilege"))
"""Classes of STRIDE that let somebody into the thing that a flow reaches."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockingControl:
    """A control that would break a hop, on what, and where it stands there."""

    control: str
    about: About
    element: str
    standing: ControlState

    @property
    def stands(self) -> bool:
        """Whether it is said to be there already."""
        return self.standing.status in IN_PLACE


@dataclass(frozen=True, slots=True, kw_only=True)
class AttackStep:
    """A step of a path from one thing to another. `source` and `target` are ids, members where the way names a zone."""

    source: str
    target: str
    way: AttackEdge
    techniques: tuple[str, ...]
    bars: tuple[BlockingControl, ...]


def hop(scene: ResolvedSystem, judged: Judgements, way: AttackEdge, ends: tuple[str, str]) -> AttackStep:
    """Give the hop over a way between two things."""
    source, target = ends
    said = [each for each in judged.findings.get((way.about, way.element), ()) if each.state not in DISMISSED]
    named = (technique for finding in said for technique in finding.threat.attack)
    return AttackStep(
        source=source,
        target=target,
        way=way,
        techniques=tuple(dict.fromkeys((*_techniques(scene, way, ends), *named))),
        bars=bars(judged, way, target),
    )


def _techniques(scene: ResolvedSystem, way: AttackEdge, ends: tuple[str, str]) -> tuple[str, ...]:
    """Give the techniques of the hop as such, whatever was found on it."""
    source, target = ends
    if way.how == "flow":
        return _over_flow(scene, way, source)
    if way.how == "assumes":
        return (_account(scene, target),)
    if way.how == "administers":
        return (_account(scene, source), REMOTE if target in scene.system.services else _ACCOUNT)
    if way.how == "directory-admin":
        return (_POLICY if target in scene.system.services else _ACCOUNT,)
    return _BY_RELATION.get(way.how, ())


def _account(scene: ResolvedSystem, identity: str) -> str:
    """Give which sort of valid account an identity is: of a directory, or of the cloud."""
    found = scene.system.identities.get(identity)
    return _DOMAIN if found and found.in_ in scene.system.services else _CLOUD


def _over_flow(scene: ResolvedSystem, way: AttackEdge, source: str) -> tuple[str, ...]:
    """Return what the protocols of a flow allow; where none says anything, an exploit of the service at its end."""
    spoken = scene.spoken(scene.system.flows[way.element])
    said = [technique for each in spoken for technique in each.attack or ((REMOTE,) if each.administers else ())]
    if said:
        return tuple(dict.fromkeys(said))
    zone = scene.zone_of(source)
    return (PUBLIC if zone and scene.trust(zone) == 0 else INSIDE,)


def bars(judged: Judgements, way: AttackEdge, target: str) -> tuple[BlockingControl, ...]:
    """Give the controls that would break a way, those that are not there yet first, each once.

    They prevent what was found on the element that the way is written in, or may be found there; over a flow, also what
    lets somebody into the service at its end.
    """
    found = [*_of_findings(judged.findings.get((way.about, way.element), ())), *_of_checks(judged, way)]
    if way.how == "flow":
        found += _of_findings(
            each for each in judged.findings.get(("service", target), ()) if not _ENTRY.isdisjoint(each.threat.stride)
        )
    return _sorted(found)


def bars_of(judged: Judgements, about: About, element: str) -> tuple[BlockingControl, ...]:
    """Give the controls that prevent what would give somebody a thing, those that are not there yet first."""
    said = judged.findings.get((about, element), ())
    return _sorted(_of_findings(each for each in said if not _ENTRY.isdisjoint(each.threat.stride)))


def _of_findings(found: Iterable[Finding]) -> Iterator[BlockingControl]:
    for each in found:
        if each.state not in DISMISSED:
            for reply in each.replies:
                if reply.effect == "prevents" and reply.standing.status != "not-applicable":
                    yield BlockingControl(
                        control=reply.control, about=each.about, element=each.element, standing=reply.standing
                    )


def _of_checks(judged: Judgements, way: AttackEdge) -> Iterator[BlockingControl]:
    """Give the controls that are for this flow, identity or trust and prevent any threat at all."""
    if way.about not in {"flow", "identity", "trust"}:
        return
    for check in judged.checks.get((way.about, way.element), ()):
        if check.control.id in judged.preventing and not check.unsure and check.standing.status != "not-applicable":
            yield BlockingControl(
                control=check.control.id, about=way.about, element=way.element, standing=check.standing
            )


def _sorted(found: Iterable[BlockingControl]) -> tuple[BlockingControl, ...]:
    once: dict[tuple[str, str, str], BlockingControl] = {}
    for each in found:
        once.setdefault((each.control, each.about, each.element), each)
    return tuple(sorted(once.values(), key=lambda each: each.stands))


@dataclass(frozen=True, slots=True, kw_only=True)
class Path:
    """A path from a start to an asset. `unsure` is what is not stated and would tell whether it is there at all."""

    asset: str
    start: EntryPoint
    hops: tuple[AttackStep, ...]

    @property
    def cost(self) -> int:
        """What the start and every hop cost together."""
        return self.start.cost + sum(each.way.cost for each in self.hops)

    @property
    def unsure(self) -> tuple[str, ...]:
        """The attributes that the model does not state; none of a path that is there for sure."""
        return tuple(dict.fromkeys((*self.start.unsure, *(name for each in self.hops for name in each.way.unsure))))

    @property
    def sure(self) -> bool:
        """Whether the model states everything that makes it a path."""
        return not self.unsure
