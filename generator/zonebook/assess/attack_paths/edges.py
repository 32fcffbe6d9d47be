"""Attack edges: over flows, over control relations and over trusts.

The cost of an edge is a sum of small numbers that a reviewer can add up by hand: `docs/method/attack-path.md` has the
table. A cost is not a measurement; it only orders paths.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from ipaddress import ip_network
from typing import Literal

from zonebook.assess.attack_paths.sign_in import entitled, signs_in
from zonebook.assess.controls.checklist import Check
from zonebook.assess.findings.finding import UNSETTLED, Finding, Gap, State
from zonebook.assess.privilege.relations import ControlRelation, relations
from zonebook.model import vocabulary
from zonebook.model.elements import Flow, Trust
from zonebook.model.resolved import ResolvedSystem
from zonebook.model.scope.statements import Assumption
from zonebook.model.subject import subjects
from zonebook.model.vocabulary import About, Degree
from zonebook.values import Place
from zonebook.values.record import dataclass

EdgeKind = Literal["flow", "administration", "trust", "identity", "hosting"]
_SORTS: Mapping[str, EdgeKind] = {"assumes": "identity", "hosts": "hosting", "federates": "trust"}
# Most edges cost one step, because taking them gives the attacker all of the target. These give only a part of it, and
# a second step has to follow before the target is compromised.
_BASE: Mapping[str, tuple[int, str]] = {
    "trust": (2, "the other side has only the rights that it was given"),
    "key-administration": (2, "a key alone is not the data: what it unlocks has to be read as well"),
    "supplies": (2, "what it hands out has to be changed first, and then taken and run"),
    "keeps-backup": (2, "a backup has to be read or brought back first"),
}
"""The base cost of an edge where it is not 1, and the reason."""
_NARROW = 8
"""The shortest prefix that restricts the callers: a shorter one admits a large part of all addresses."""
_JUDGED: tuple[About, ...] = ("flow", "identity", "trust")
"""The elements whose findings count towards the cost of the edge that they state."""
DISMISSED = frozenset(("false-positive", "avoided", "duplicate", "excluded"))
"""States of findings that do not count: there is no threat, no longer one, or it is counted elsewhere."""
_COUNTED: frozenset[State] = UNSETTLED | {"out-of-scope"}
"""States of findings that make a step easy: an attacker may use what this model does not judge."""
_ABOUTS: tuple[About, ...] = ("account", "service", "flow", "identity", "trust")


@dataclass(frozen=True, slots=True, kw_only=True)
class CostPart:
    """One part of a cost, and the reason."""

    cost: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AttackEdge:
    """An attack edge from one element (or each member of a zone) to another.

    `how` is `flow`, `trust` or the sort of control relation; `about` and `element` name the element that states it.
    `unsure` has the attributes that are not stated and decide whether the edge exists.
    """

    sort: EdgeKind
    how: str
    source: str
    target: str
    about: About
    element: str
    reason: str
    parts: tuple[CostPart, ...]
    place: Place
    unsure: tuple[str, ...] = ()

    @property
    def cost(self) -> int:
        """The sum of the parts."""
        return sum(part.cost for part in self.parts)


Key = tuple[str, str]
PREVENTING: frozenset[Degree] = frozenset(("closes", "hinders"))
"""What a control does that makes a step of an attack harder."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgements:
    """Findings, gaps and checks by element; `preventing` has the ids of those that close or hinder a threat."""

    findings: Mapping[Key, Sequence[Finding]]
    gaps: Mapping[Key, Sequence[Gap]]
    checks: Mapping[Key, Sequence[Check]]
    preventing: frozenset[str]


def record(
    resolved: ResolvedSystem, findings: Iterable[Finding], gaps: Iterable[Gap], checks: Iterable[Check]
) -> Judgements:
    """Group the findings, gaps and checks of a system by their element; a gap that an assumption excludes is none."""
    kept: tuple[dict[Key, list[Finding]], dict[Key, list[Gap]], dict[Key, list[Check]]] = ({}, {}, {})
    for finding in findings:
        kept[0].setdefault((finding.about, finding.element), []).append(finding)
    for gap in gaps:
        if not isinstance(gap.aside, Assumption):
            kept[1].setdefault((gap.about, gap.element), []).append(gap)
    for check in checks:
        kept[2].setdefault((check.about, check.element), []).append(check)
    threats = resolved.catalogue.threats.values()
    preventing = frozenset(act.control for each in threats for act in each.answers if act.degree in PREVENTING)
    return Judgements(findings=kept[0], gaps=kept[1], checks=kept[2], preventing=preventing)


def ways(resolved: ResolvedSystem, judged: Judgements) -> tuple[AttackEdge, ...]:
    """Return every attack edge: flows, then control relations, then trusts, each in the order of the text."""
    return (
        *(_flow(resolved, judged, flow) for flow in resolved.system.flows.values()),
        *_control_edges(resolved, judged),
        *(edge for trust in resolved.system.trusts.values() for edge in _trust(resolved, judged, trust)),
    )


def _flow(resolved: ResolvedSystem, judged: Judgements, flow: Flow) -> AttackEdge:
    protocols = ", ".join((*flow.protocols, *flow.ports)) or "a protocol that is not stated"
    return AttackEdge(
        sort="flow",
        how="flow",
        source=flow.from_,
        target=flow.to,
        about="flow",
        element=flow.id,
        reason=f"{flow.from_} may talk to {flow.to} by {protocols} (flow {flow.id})",
        parts=tuple(_flow_parts(resolved, judged, flow)),
        place=flow.place,
    )


def _flow_parts(resolved: ResolvedSystem, judged: Judgements, flow: Flow) -> Iterator[CostPart]:
    """Yield the cost parts of a flow. What is not stated costs as little as the weakest statement: 0."""
    yield CostPart(cost=1, reason="every hop takes a step")
    yield _caller(resolved, flow)
    yield _protected(resolved, flow)
    managing = [each.id for each in resolved.spoken(flow) if each.administers]
    if managing:
        yield CostPart(cost=0, reason=f"{managing[0]} administers the far end")
    elif flow.ports or flow.unspoken:
        where = "on the bare ports " if flow.ports else ""
        yield CostPart(cost=0, reason=f"what is spoken {where}is not stated")
    else:
        yield CostPart(cost=1, reason="none of its protocols administers the far end")
    yield _sources(flow)
    yield from _judged(judged, "flow", flow.id)


def _caller(resolved: ResolvedSystem, flow: Flow) -> CostPart:
    if "mfa" not in (flow.authenticated or ()) and (name := entitled(resolved, flow)):
        return CostPart(cost=0, reason=f"{flow.from_} can act as {name}, which administers {flow.to}")
    if flow.authenticated is None:
        return CostPart(cost=0, reason="how the caller is known is not stated")
    known = [each for each in flow.authenticated if each != "none"]
    if not known:
        return CostPart(cost=0, reason="nothing tells who is calling")
    if "mfa" in known:
        return CostPart(cost=2, reason="the caller is known by a second factor")
    return CostPart(cost=1, reason=f"the caller is known by {' or '.join(known)}")


def _protected(resolved: ResolvedSystem, flow: Flow) -> CostPart:
    """Return the cost part of protection in transit: each protocol has to be protected."""
    how = [resolved.protection(flow, protocol) for protocol in resolved.spoken(flow)]
    if flow.encrypted not in {None, "none"}:
        return CostPart(cost=1, reason=f"it is protected on the way by {flow.encrypted}")
    if "none" in how:
        return CostPart(cost=0, reason="it can be read on the way")
    if not how or "" in how or flow.ports:
        return CostPart(cost=0, reason="whether it can be read on the way is not stated")
    return CostPart(cost=1, reason=f"it is protected on the way by {' and '.join(dict.fromkeys(how))}")


def _sources(flow: Flow) -> CostPart:
    if flow.sources is None:
        return CostPart(cost=0, reason="from which addresses is not stated")
    wide = [each for each in flow.sources if ip_network(each, strict=False).prefixlen < _NARROW]
    if wide or not flow.sources:
        return CostPart(cost=0, reason="it is accepted from nearly anywhere")
    return CostPart(cost=1, reason="it is accepted from named addresses only")


def _judged(judged: Judgements, about: About, element: str) -> Iterator[CostPart]:
    """Yield the cost parts of the findings on the element of an edge, and of the controls that close or hinder them."""
    found = [each for each in judged.findings.get((about, element), ()) if each.state not in DISMISSED]
    yield _open(found, judged.gaps.get((about, element), ()))
    closed = [each for each in found if each.risk.closed]
    hindered = any(reply.in_place and reply.act.degree in PREVENTING for each in found for reply in each.replies)
    if found and len(closed) == len(found):
        yield CostPart(cost=2, reason="every weakness that was found on it is closed")
    elif closed or hindered:
        yield CostPart(cost=1, reason="some of what was found on it is closed or hindered")
    else:
        yield CostPart(cost=0, reason="nothing that was found on it is known to be closed or hindered")


def _open(found: Sequence[Finding], gaps: Sequence[Gap]) -> CostPart:
    worst = [each for each in found if each.state in _COUNTED and vocabulary.at_least(each.risk.current.level, "high")]
    if worst:
        level = vocabulary.words(worst[0].risk.current.level)
        return CostPart(cost=0, reason=f"{worst[0].id} is open, and its risk is {level}")
    unknown = [each for each in gaps if vocabulary.at_least(each.threat.impact, "high")]
    if unknown:
        return CostPart(cost=0, reason=f"whether {unknown[0].threat.id} applies to it is not stated")
    return CostPart(cost=1, reason="nothing high is open on it")


def _control_edges(resolved: ResolvedSystem, judged: Judgements) -> Iterator[AttackEdge]:
    """Yield an edge for each control relation; for a session over a flow, the edge of the flow is enough.

    Who can act as an identity of a directory and has no way to sign in with it has no edge to it.
    """
    written = {at.element.place: (about, at.id) for about in _ABOUTS for at in subjects(resolved, about)}  # type: ignore[attr-defined]
    for relation in relations(resolved):
        idle = relation.how == "assumes" and not signs_in(resolved, relation.controller, relation.controlled)
        if relation.how != "manages-by-flow" and not idle:
            yield _control_edge(judged, relation, written[relation.place])


def _control_edge(judged: Judgements, relation: ControlRelation, where: tuple[About, str]) -> AttackEdge:
    about, element = where
    base, why = _BASE.get(relation.how, (1, "every hop takes a step"))
    return AttackEdge(
        sort=_SORTS.get(relation.how, "administration"),
        how=relation.how,
        source=relation.controller,
        target=relation.controlled,
        about=about,
        element=element,
        reason=relation.reason,
        parts=(CostPart(cost=base, reason=why), *(_judged(judged, about, element) if about in _JUDGED else ())),
        place=relation.place,
    )


def _trust(resolved: ResolvedSystem, judged: Judgements, trust: Trust) -> Iterator[AttackEdge]:
    """Yield the edges from a trusted side to the one that trusts it; a federation is already a control relation."""
    if "federated-sign-in" in resolved.traits(trust):
        return
    base, why = _BASE["trust"]
    parts = (CostPart(cost=base, reason=why), *_judged(judged, "trust", trust.id))
    unsure = () if trust.direction else (f"trusts.{trust.id}.direction",)
    both = ((trust.to, trust.from_, ()), (trust.from_, trust.to, unsure))
    for source, target, doubt in both[: 1 if trust.direction == "one-way" else 2]:
        yield AttackEdge(
            sort="trust",
            how="trust",
            source=source,
            target=target,
            about="trust",
            element=trust.id,
            reason=f"{target} lets in whom {source} vouches for (trust {trust.id})",
            parts=parts,
            place=trust.place,
            unsure=doubt,
        )
