"""The overlays of a diagram: what is known of each part of it, and which parts each overlay highlights."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from zonebook.assess.findings.scope import outside
from zonebook.assess.privilege.tier_zero import tier_zero_members
from zonebook.assess.system import SystemAssessment
from zonebook.diagram import tooltips
from zonebook.diagram.overview import overview
from zonebook.document.graph import Card, Cluster, Edge, Graph, Node, Overlay, Places
from zonebook.document.inline import Badge
from zonebook.document.page import Diagram
from zonebook.model.elements import Flow
from zonebook.model.resolved import LOSSES, ResolvedSystem
from zonebook.model.subject import PLURALS
from zonebook.model.vocabulary import SubjectType, rank
from zonebook.present import badges, hyperlinks
from zonebook.values.record import dataclass

ALARMING = frozenset({"high", "very-high"})
"""The tones of levels that bear a sign on a card, so that they are seen without colour."""
MOST_PATHS = 5
"""How many attack paths a diagram can show, the worst assets first."""
_NOT_STATED = Badge(text="not stated", tone="not-stated")
_OVERLAYS: tuple[tuple[str, str, str], ...] = (
    ("cleartext", "Clear text", "Arrows that anybody on the way can read, and both ends of each."),
    ("crossing", "Borders crossed", "Arrows from one zone to another, with the trust of both, and both ends of each."),
    ("findings", "Findings", "The worst finding of each part in which something is left to do."),
    ("tier-0", "Tier 0", "What decides who anybody is, and what controls that."),
    ("data", "Data", "What data is held or carried, by the class that is worth most; or that this is not stated."),
    ("zones", "Zones", "The trust of the zone of each box."),
    ("accounts", "Accounts", "The account of each box, and the arrows from one account to another."),
)
"""The overlays other than attack paths, by id, title and what they highlight."""
_SCOPE = ("out-of-scope", "Out of scope", "What is drawn and named here, and not judged.")
"""The overlay of what is out of scope, which is offered where something is."""
_MARK = "out of scope"
"""What is written at a part of a diagram that is out of scope."""
_OF_FLOWS = ("cleartext", "crossing")
"""The overlays about flows: on a diagram whose arrows are not flows they would wrongly show that there are none."""


def whole(judged: SystemAssessment) -> Graph:
    """Return the overview of a system, with what is known of each part."""
    return over(judged, overview(judged.resolved))


def shown(judged: SystemAssessment, graph: Graph) -> Diagram:
    """Return a diagram for a page, with the system and the day that a slide of it names."""
    system, day = judged.resolved.system.system.title, f"as of {judged.resolved.as_of}"
    return Diagram(graph=graph, about=day.capitalize() if system in graph.title else f"{system}, {day}")


def over(judged: SystemAssessment, graph: Graph) -> Graph:
    """Add to a diagram what is known of each part, and the overlays that it offers."""
    context = _Context(judged=judged, ways=tuple(_path_overlays(judged)))
    edges = tuple(_edge(context, each) for each in graph.edges)
    ends = _overlays_of_ends(edges)
    nodes = tuple(_node(context, each, ends) for each in graph.nodes)
    clusters = tuple(_cluster(context, each, ends) for each in graph.clusters)
    boxes = (*nodes, *(node for each in clusters for node in _inside(each)))
    places = (*(edge.overlays for edge in edges), *(node.overlays for node in boxes))
    many = Counter(name for part in places for name, _ in part)
    chosen = [(id_, title, says) for id_, title, says in _OVERLAYS if id_ not in _OF_FLOWS or _shows_flows(graph)]
    chosen += [_SCOPE] if many[_SCOPE[0]] else []
    chosen += [(path.id, path.title, path.says) for path in context.ways if many[path.id] > 1 and _shows_flows(graph)]
    offered = [Overlay(id=id_, title=title, says=says, many=many[id_]) for id_, title, says in chosen]
    return replace(graph, nodes=nodes, clusters=clusters, edges=edges, overlays=tuple(offered))


def _shows_flows(graph: Graph) -> bool:
    return not graph.edges or any(edge.flows for edge in graph.edges)


@dataclass(frozen=True, slots=True, kw_only=True)
class _PathOverlay:
    """An attack path as an overlay: the step at which each element and each flow is on it."""

    id: str
    title: str
    says: str
    elements: Mapping[str, str]
    flows: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Context:
    """What the facts and overlays of every part of a diagram are taken from."""

    judged: SystemAssessment
    ways: tuple[_PathOverlay, ...]

    @property
    def resolved(self) -> ResolvedSystem:
        return self.judged.resolved


def _path_overlays(judged: SystemAssessment) -> Iterator[_PathOverlay]:
    """Yield the cheapest path to each of the first assets whose cheapest path has a step."""
    reached = [each for each in judged.paths if each.best and each.best.hops][:MOST_PATHS]
    for number, reach in enumerate(reached, 1):
        steps = reach.best.hops if reach.best else ()
        resolved, asset = judged.resolved, reach.asset
        title = (
            badges.spelt(resolved.system.data[asset.id])
            if asset.shelf == "data"
            else hyperlinks.name(resolved, asset.id)
        )
        elements = {steps[0].source: "start"}
        flows: dict[str, str] = {}
        for position, step in enumerate(steps, 1):
            elements.setdefault(step.target, f"step {position}")
            if step.way.about == "flow":
                flows.setdefault(step.way.element, f"step {position}")
        other = sum(1 for step in steps if step.way.about != "flow")
        more = f" {other} of its {len(steps)} steps are no flows, and have no arrow." if other else ""
        says = f"The cheapest path to {title}, step by step.{more}"
        yield _PathOverlay(
            id=f"path-{number}", title=f"Attack path {number}", says=says, elements=elements, flows=flows
        )


def _overlays_of_ends(edges: tuple[Edge, ...]) -> dict[str, tuple[str, ...]]:
    """Return the overlays that highlight a box because they highlight an arrow to or from it."""
    found: dict[str, dict[str, None]] = {}
    for edge in edges:
        for name in ("cleartext", "crossing"):
            if name in edge.marks:
                found.setdefault(edge.source, {})[name] = None
                found.setdefault(edge.target, {})[name] = None
    return {box: tuple(names) for box, names in found.items()}


def _inside(cluster: Cluster) -> Iterator[Node]:
    yield from cluster.nodes
    for inner in cluster.clusters:
        yield from _inside(inner)


def _cluster(context: _Context, cluster: Cluster, ends: Mapping[str, tuple[str, ...]]) -> Cluster:
    nodes = tuple(_node(context, each, ends) for each in cluster.nodes)
    inner = tuple(_cluster(context, each, ends) for each in cluster.clusters)
    shelf, _, id_ = cluster.id.partition("-")
    keys = [("services", name) for name in cluster.of] or [(f"{shelf}s", id_)]
    apart = any(outside(context.resolved, *key) for key in keys)
    label = f"{cluster.label} ({_MARK})" if apart else cluster.label
    facts = tuple(tooltips.boundary_tooltip(context.judged, cluster))
    return replace(cluster, label=label, nodes=nodes, clusters=inner, facts=facts)


def _node(context: _Context, node: Node, ends: Mapping[str, tuple[str, ...]]) -> Node:
    if node.card and node.card.about == "option":
        return node
    names = node.of if node.card else node.of or (node.id,)
    many = len(names) > 1 or node.card
    facts = tooltips.box(context.judged, names) if many else tooltips.thing(context.judged, names[0])
    card = _told(context.judged, node.card, names) if node.card else None
    places: Places = (*((name, None) for name in ends.get(node.id, ())), *_places(context, names))
    note = _scope_note(context.resolved, names) if not node.card else ""
    note = " · ".join(filter(None, (note, node.note)))
    return replace(node, facts=tuple(facts), overlays=places, card=card, note=note)


def _scope_note(resolved: ResolvedSystem, names: tuple[str, ...]) -> str:
    """Return the mark of a box in which something is out of scope: a word, which needs no colour."""
    many = sum(1 for shelf, name in tooltips.placed(resolved, names) if outside(resolved, shelf, name))
    if not many:
        return ""
    return _MARK if many == len(names) else f"{many} {_MARK}"


def _told(judged: SystemAssessment, card: Card, names: tuple[str, ...]) -> Card:
    """Return a card that says how much is to settle about its members and itself, and the worst of it."""
    about: SubjectType = "account" if card.about == "account" else "zone"
    itself: tuple[tuple[SubjectType, str], ...] = ((about, card.element),) if card.element else ()
    parts = (*tooltips.placed(judged.resolved, names), *((PLURALS[about], id_) for about, id_ in itself))
    many = sum(1 for shelf, name in parts if outside(judged.resolved, shelf, name))
    card = replace(card, says=(*card.says, f"{many} {_MARK}")) if many else card
    found = tooltips.unsettled(judged, (*tooltips.judgeable(judged, names), *itself))
    if not found:
        return card
    worst = badges.level(found[0].risk.current.level)
    sign = "▲ " if worst.tone in ALARMING else ""
    said = f"{len(found)} to settle, the worst:"
    return replace(card, says=(*card.says, said), worst=replace(worst, text=f"{sign}{worst.text}"))


def _places(context: _Context, names: tuple[str, ...]) -> Places:
    """Return the overlays that highlight a box for the elements it represents."""
    resolved = context.resolved
    places: list[tuple[str, Badge | None]] = []
    found = tooltips.unsettled(context.judged, tooltips.judgeable(context.judged, names))
    if found:
        places.append(("findings", badges.level(found[0].risk.current.level)))
    if any(name in tier_zero_members(resolved) for name in names):
        places.append(("tier-0", Badge(text="tier 0", tone="warning")))
    services = [resolved.system.services[name] for name in names if name in resolved.system.services]
    if any(outside(resolved, shelf, name) for shelf, name in tooltips.placed(resolved, names)):
        places.append((_SCOPE[0], Badge(text=_MARK)))
    data = _worst(resolved, [each.handles if each.processes else each.holds for each in services])
    places += [("data", data)] if data else []
    trusts = dict.fromkeys(tooltips.trust(resolved, name) for name in names if resolved.zone_of(name))
    places += [("zones", Badge(text=tooltips.listed(trusts)))] if trusts else []
    accounts = dict.fromkeys(badges.spelt(account) for each in services if (account := resolved.account_of(each)))
    places += [("accounts", Badge(text=tooltips.listed(accounts)))] if accounts else []
    places += _steps(context, names, lambda path: path.elements)
    return tuple(places)


def _steps(
    context: _Context, names: tuple[str, ...], of: Callable[[_PathOverlay], Mapping[str, str]]
) -> Iterator[tuple[str, Badge | None]]:
    for path in context.ways:
        on = of(path)
        steps = dict.fromkeys(on[name] for name in names if name in on)
        if steps:
            yield path.id, Badge(text=", ".join(steps))


def _worst(resolved: ResolvedSystem, held: list[tuple[str, ...] | None]) -> Badge | None:
    """Return the class of the most sensitive data; `not stated` where none is known but some may be held; else None."""
    known = dict.fromkeys(name for names in held for name in names or ())
    if known:
        return Badge(text=tooltips.class_of(resolved, max(known, key=lambda name: _sensitivity(resolved, name))))
    return _NOT_STATED if None in held else None


def _sensitivity(resolved: ResolvedSystem, data: str) -> int:
    """Return the rank of the worst loss of data; what is not stated ranks as moderate."""
    losses = (resolved.worth(resolved.system.data[data], side) for side in LOSSES)
    return max(rank(each or "moderate") for each in losses)


def _edge(context: _Context, edge: Edge) -> Edge:
    flows = [context.resolved.system.flows[name] for name in edge.flows if name in context.resolved.system.flows]
    if not flows:
        return edge
    return replace(edge, facts=tooltips.flow_tooltip(context.judged, flows), overlays=_marked(context, edge, flows))


def _marked(context: _Context, edge: Edge, flows: list[Flow]) -> Places:
    resolved = context.resolved
    places: list[tuple[str, Badge | None]] = [("cleartext", None)] if "cleartext" in edge.marks else []
    crossing = [flow for flow in flows if resolved.crosses(flow)]
    if crossing:
        steps = dict.fromkeys(
            f"{tooltips.trust(resolved, flow.from_)} → {tooltips.trust(resolved, flow.to)}" for flow in crossing
        )
        places.append(("crossing", Badge(text=tooltips.listed(steps).replace("→ trust", "→"))))
    found = tooltips.unsettled(context.judged, [("flow", flow.id) for flow in flows])
    if found:
        places.append(("findings", badges.level(found[0].risk.current.level)))
    if any(outside(resolved, "flows", flow.id) for flow in flows):
        places.append((_SCOPE[0], None))
    data = _worst(resolved, [flow.carries for flow in flows])
    places += [("data", data)] if data else []
    if any(_beyond(resolved, flow) for flow in flows):
        places.append(("accounts", None))
    return (*places, *_steps(context, edge.flows, lambda path: path.flows))


def _beyond(resolved: ResolvedSystem, flow: Flow) -> bool:
    """Return whether a flow goes from one account to another."""
    services = resolved.system.services
    start, end = (resolved.account_of(services[each]) if each in services else None for each in (flow.from_, flow.to))
    return start is not None and end is not None and start.id != end.id
