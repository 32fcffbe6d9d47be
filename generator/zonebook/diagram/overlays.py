"""What a picture can be looked at for: what is known of each part of it, and what stands out for each question."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from zonebook.assess.privilege.tier_zero import tier_zero_members
from zonebook.assess.system import SystemAssessment
from zonebook.diagram import tooltips
from zonebook.document.graph import Cluster, Edge, Graph, Node, Overlay, Places
from zonebook.document.inline import Badge
from zonebook.model.elements import Flow
from zonebook.model.resolved import LOSSES, ResolvedSystem
from zonebook.model.vocabulary import rank
from zonebook.present import badges, hyperlinks

MOST_PATHS = 5
"""How many attack paths a picture can show, the worst assets first."""
_NOT_STATED = Badge(text="not stated", tone="not-stated")
_SAID: tuple[tuple[str, str, str], ...] = (
    ("cleartext", "Clear text", "Arrows that anybody on the way can read, and both ends of each."),
    ("crossing", "Borders crossed", "Arrows from one zone to another, with the trust of both, and both ends of each."),
    ("findings", "Findings", "The worst finding of each part in which something is left to do."),
    ("tier-0", "Tier 0", "What decides who anybody is, and what controls that."),
    ("data", "Data", "What data is held or carried, by the class that is worth most; or that this is not stated."),
    ("zones", "Zones", "The trust of the zone of each box."),
    ("accounts", "Accounts", "The account of each box, and the arrows from one account to another."),
)
"""The questions that a picture answers, by id, title and what stands out."""
_OF_FLOWS = ("cleartext", "crossing")
"""What is asked of flows: a picture whose arrows are something else would answer that there are none."""


def over(judged: SystemAssessment, graph: Graph) -> Graph:
    """Give the picture with what is known of each part, and the overlays that it offers."""
    told = _Context(judged=judged, ways=tuple(_ways(judged)))
    edges = tuple(_edge(told, each) for each in graph.edges)
    ends = _ends(edges)
    nodes = tuple(_node(told, each, ends) for each in graph.nodes)
    clusters = tuple(_cluster(told, each, ends) for each in graph.clusters)
    boxes = (*nodes, *(node for each in clusters for node in _inside(each)))
    places = (*(edge.overlays for edge in edges), *(node.overlays for node in boxes))
    many = Counter(name for part in places for name, _ in part)
    asked = [(id_, title, says) for id_, title, says in _SAID if id_ not in _OF_FLOWS or _shows_flows(graph)]
    asked += [(way.id, way.title, way.says) for way in told.ways if many[way.id] > 1 and _shows_flows(graph)]
    offered = [Overlay(id=id_, title=title, says=says, many=many[id_]) for id_, title, says in asked]
    return replace(graph, nodes=nodes, clusters=clusters, edges=edges, overlays=tuple(offered))


def _shows_flows(graph: Graph) -> bool:
    return not graph.edges or any(edge.flows for edge in graph.edges)


@dataclass(frozen=True, slots=True, kw_only=True)
class _PathOverlay:
    """An attack path as an overlay: which step each thing and each flow on it is."""

    id: str
    title: str
    says: str
    things: Mapping[str, str]
    flows: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Context:
    """What every part of a picture is told from."""

    judged: SystemAssessment
    ways: tuple[_PathOverlay, ...]

    @property
    def scene(self) -> ResolvedSystem:
        return self.judged.scene


def _ways(judged: SystemAssessment) -> Iterator[_PathOverlay]:
    """Give the cheapest path to each of the first assets that have one with a hop."""
    reached = [each for each in judged.paths if each.best and each.best.hops][:MOST_PATHS]
    for number, reach in enumerate(reached, 1):
        hops = reach.best.hops if reach.best else ()
        scene, asset = judged.scene, reach.asset
        title = badges.spelt(scene.system.data[asset.id]) if asset.shelf == "data" else hyperlinks.name(scene, asset.id)
        things = {hops[0].source: "start"}
        flows: dict[str, str] = {}
        for step, hop in enumerate(hops, 1):
            things.setdefault(hop.target, f"step {step}")
            if hop.way.about == "flow":
                flows.setdefault(hop.way.element, f"step {step}")
        other = sum(1 for hop in hops if hop.way.about != "flow")
        more = f" {other} of its {len(hops)} steps are no flows, and have no arrow." if other else ""
        says = f"The cheapest path to {title}, step by step.{more}"
        yield _PathOverlay(id=f"path-{number}", title=f"Attack path {number}", says=says, things=things, flows=flows)


def _ends(edges: tuple[Edge, ...]) -> dict[str, tuple[str, ...]]:
    """Give the overlays in which a box stands out because an arrow to or from it does."""
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


def _cluster(told: _Context, cluster: Cluster, ends: Mapping[str, tuple[str, ...]]) -> Cluster:
    nodes = tuple(_node(told, each, ends) for each in cluster.nodes)
    inner = tuple(_cluster(told, each, ends) for each in cluster.clusters)
    return replace(cluster, nodes=nodes, clusters=inner, facts=tuple(tooltips.boundary_tooltip(told.judged, cluster)))


def _node(told: _Context, node: Node, ends: Mapping[str, tuple[str, ...]]) -> Node:
    names = node.of or (node.id,)
    facts = tooltips.box(told.judged, names) if node.of else tooltips.thing(told.judged, node.id)
    places: Places = (*((name, None) for name in ends.get(node.id, ())), *_places(told, names))
    return replace(node, facts=tuple(facts), overlays=places)


def _places(told: _Context, names: tuple[str, ...]) -> Places:
    """Give where a box stands out for what it stands for."""
    scene = told.scene
    places: list[tuple[str, Badge | None]] = []
    found = tooltips.unsettled(told.judged, tooltips.judgeable(told.judged, names))
    if found:
        places.append(("findings", badges.level(found[0].risk.current.level)))
    if any(name in tier_zero_members(scene) for name in names):
        places.append(("tier-0", Badge(text="tier 0", tone="warning")))
    services = [scene.system.services[name] for name in names if name in scene.system.services]
    data = _worst(scene, [each.holds for each in services])
    places += [("data", data)] if data else []
    trusts = dict.fromkeys(tooltips.trust(scene, name) for name in names if scene.zone_of(name))
    places += [("zones", Badge(text=tooltips.listed(trusts)))] if trusts else []
    accounts = dict.fromkeys(badges.spelt(account) for each in services if (account := scene.account_of(each)))
    places += [("accounts", Badge(text=tooltips.listed(accounts)))] if accounts else []
    places += _steps(told, names, lambda way: way.things)
    return tuple(places)


def _steps(
    told: _Context, names: tuple[str, ...], of: Callable[[_PathOverlay], Mapping[str, str]]
) -> Iterator[tuple[str, Badge | None]]:
    for way in told.ways:
        on = of(way)
        steps = dict.fromkeys(on[name] for name in names if name in on)
        if steps:
            yield way.id, Badge(text=", ".join(steps))


def _worst(scene: ResolvedSystem, held: list[tuple[str, ...] | None]) -> Badge | None:
    """Give the class of the data that is worth most; that it is not stated where nothing is; or nothing."""
    known = dict.fromkeys(name for names in held for name in names or ())
    if known:
        return Badge(text=tooltips.class_of(scene, max(known, key=lambda name: _worth(scene, name))))
    return _NOT_STATED if None in held else None


def _worth(scene: ResolvedSystem, data: str) -> int:
    """Give how bad the worst loss of data is; what is not stated is as bad as what is moderate."""
    said = (scene.worth(scene.system.data[data], side) for side in LOSSES)
    return max(rank(each or "moderate") for each in said)


def _edge(told: _Context, edge: Edge) -> Edge:
    flows = [told.scene.system.flows[name] for name in edge.flows if name in told.scene.system.flows]
    if not flows:
        return edge
    return replace(edge, facts=tooltips.flow_tooltip(told.judged, flows), overlays=_marked(told, edge, flows))


def _marked(told: _Context, edge: Edge, flows: list[Flow]) -> Places:
    scene = told.scene
    places: list[tuple[str, Badge | None]] = [("cleartext", None)] if "cleartext" in edge.marks else []
    crossing = [flow for flow in flows if scene.crosses(flow)]
    if crossing:
        steps = dict.fromkeys(
            f"{tooltips.trust(scene, flow.from_)} → {tooltips.trust(scene, flow.to)}" for flow in crossing
        )
        places.append(("crossing", Badge(text=tooltips.listed(steps).replace("→ trust", "→"))))
    found = tooltips.unsettled(told.judged, [("flow", flow.id) for flow in flows])
    if found:
        places.append(("findings", badges.level(found[0].risk.current.level)))
    data = _worst(scene, [flow.carries for flow in flows])
    places += [("data", data)] if data else []
    if any(_beyond(scene, flow) for flow in flows):
        places.append(("accounts", None))
    return (*places, *_steps(told, edge.flows, lambda way: way.flows))


def _beyond(scene: ResolvedSystem, flow: Flow) -> bool:
    """Tell whether a flow goes from something of one account to something of another."""
    services = scene.system.services
    start, end = (scene.account_of(services[each]) if each in services else None for each in (flow.from_, flow.to))
    return start is not None and end is not None and start.id != end.id
