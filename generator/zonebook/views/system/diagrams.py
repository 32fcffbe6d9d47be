"""The architecture as diagrams: of the whole system, of each zone, each account, and each VPC or site."""

from collections.abc import Iterator, Sequence

from zonebook.assess.assessment import Assessment
from zonebook.assess.system import SystemAssessment
from zonebook.diagram import overlays, zones
from zonebook.diagram.places import accounts, placement
from zonebook.document.graph import Cluster, Graph, Node
from zonebook.document.inline import Badge, Inline, Link, SourceRef, Text
from zonebook.document.page import Block, Heading, Listing, Page, Prose, Row, Table
from zonebook.model.elements import Flow
from zonebook.model.resolved import ResolvedSystem
from zonebook.present import badges, hyperlinks, page_paths

_SITES = ("vpc", "on-premises")
"""Kinds of network that have a diagram of their own."""
_COLUMNS = ("Element", "Inside", "Kind", "What is known")
_SECTION = "Diagrams"
_READING = (
    "Point at a box or an arrow, or move to it with Tab, and it lights up with its neighbours; select it to read on. "
    "The legend says what the shapes and lines mean. The tables say the same in words."
)


def diagrams(assessment: Assessment) -> Iterator[Page]:
    """Yield the diagram pages of each system, the whole system first."""
    for judged in assessment.systems.values():
        yield from _pages(judged)


def _pages(judged: SystemAssessment) -> Iterator[Page]:
    resolved = judged.resolved
    others = [(path, overlays.over(judged, graph)) for path, graph in _others(resolved)]
    title = resolved.system.system.title
    closer = Listing(items=tuple((Link(text=graph.title, to=path),) for path, graph in others))
    yield Page(
        path=page_paths.system_page(judged.id, "diagrams/index"),
        title="Diagrams",
        description=f"{title} as pictures, by zone, account and network.",
        blocks=_blocks(judged, overlays.whole(judged), Heading(text="Closer views", anchor="closer"), closer),
        section=(title, _SECTION),
        listed=True,
    )
    for path, graph in others:
        named = graph.title.removeprefix(f"{title}: ")
        yield Page(
            path=path,
            title=named[:1].upper() + named[1:],
            description=graph.description,
            blocks=_blocks(judged, graph),
            section=(title, _SECTION),
            listed=True,
        )


def _others(resolved: ResolvedSystem) -> Iterator[tuple[str, Graph]]:
    system = resolved.system
    yield page_paths.system_page(system.id, "diagrams/placement"), placement.placement(resolved)
    yield page_paths.system_page(system.id, "diagrams/zones"), zones.zones(resolved)
    for zone in system.zones:
        if resolved.members(zone) or any(actor.zone == zone for actor in system.actors.values()):
            yield page_paths.system_page(system.id, f"diagrams/zone-{zone}"), zones.zone(resolved, zone)
    for account in resolved.accounts:
        if accounts.shown(resolved, account):
            path = page_paths.system_page(system.id, f"diagrams/account-{account}")
            yield path, placement.account(resolved, account)
    for network in system.networks.values():
        held = (each for service in system.services.values() for each in resolved.networks_of(service))
        if network.kind in _SITES and network in held:
            path = page_paths.system_page(system.id, f"diagrams/network-{network.id}")
            yield path, placement.network(resolved, network.id)


def _blocks(judged: SystemAssessment, graph: Graph, *closer: Block) -> tuple[Block, ...]:
    """Return the diagram, what leads closer, how to read it, and its content in tables."""
    return (
        overlays.shown(judged, graph),
        *closer,
        Prose(paragraphs=((_READING,),)),
        _elements(judged.resolved, graph),
        _flows(judged.resolved, graph),
    )


def _elements(resolved: ResolvedSystem, graph: Graph) -> Table:
    """Return a row for each element in the picture, with every place where it is drawn."""
    drawn: dict[str, tuple[Node | Cluster, list[str]]] = {}
    for where, part in _placed(graph):
        alone = len(part.of) == 1 and not (isinstance(part, Node) and part.card)
        drawn.setdefault(part.of[0] if alone else part.id, (part, []))[1].append(where or "–")
    rows = tuple(
        Row(
            id=name,
            cells=(
                (Link(text=part.label, to=part.to) if part.to else part.label,),
                (", ".join(dict.fromkeys(places)),),
                _kind(resolved, name),
                ("; ".join(f"{name}: {text}" for name, text in part.facts if name != "Kind") or "–",),
            ),
        )
        for name, (part, places) in drawn.items()
    )
    return Table(name="elements", title="What the picture shows", columns=_COLUMNS, rows=rows)


def _kind(resolved: ResolvedSystem, id_: str) -> Text:
    if id_ in resolved.system.actors:
        return (resolved.system.actors[id_].kind or "actor",)
    found = resolved.system.services.get(id_) or resolved.system.networks.get(id_)
    kind = resolved.kind(found) if found else None
    if kind:
        return (Link(text=kind.title, to=page_paths.place(kind)),)
    return (Badge(text="not stated", tone="not-stated"),) if id_ in resolved.system.services else ("–",)


def _placed(graph: Graph) -> Iterator[tuple[str, Node | Cluster]]:
    """Yield each node with the label of the border that it is in, and each border that is an element itself."""
    yield from (("", node) for node in graph.nodes)
    waiting = [("", cluster) for cluster in graph.clusters]
    while waiting:
        where, cluster = waiting.pop(0)
        if cluster.kind == "host":
            yield where, cluster
        yield from ((cluster.label, node) for node in cluster.nodes)
        waiting = [*((cluster.label, inner) for inner in cluster.clusters), *waiting]


def _flows(resolved: ResolvedSystem, graph: Graph) -> Table:
    """Return a row for each flow, with the numbers of its arrows: where there is no room for words, they bear those."""
    arrows: dict[str, list[int]] = {}
    for number, edge in enumerate(graph.edges, 1):
        for flow in edge.flows:
            arrows.setdefault(flow, []).append(number)
    ids = (*arrows, *(flow for flow in graph.within if flow not in arrows))
    return Table(
        name="flows",
        title="Flows in the picture",
        columns=("Flow", "Arrow", "From", "To", "Protocols", "On the way", "Written in"),
        rows=tuple(_flow(resolved, resolved.system.flows[flow], arrows.get(flow, [])) for flow in ids),
    )


def _flow(resolved: ResolvedSystem, flow: Flow, arrows: Sequence[int]) -> Row:
    known = resolved.catalogue.protocols
    protocols: Text = badges.spread(
        tuple((Link(text=each, to=page_paths.place(known[each])),) for each in flow.protocols)
        + tuple((port,) for port in flow.ports)
    )
    marks: list[Inline] = []
    if resolved.cleartext(flow):
        marks.append(Badge(text="cleartext", tone="not-met"))
    if resolved.crosses(flow):
        marks += [" "] if marks else []
        marks.append(Badge(text="crosses zones", tone="warning"))
    return Row(
        id=flow.id,
        cells=(
            (Link(text=badges.spelt(flow), to=page_paths.element(resolved.system.id, "flows", flow.id)),),
            (", ".join(map(str, arrows)) or "–",),
            (hyperlinks.endpoint_link(resolved, flow.from_),),
            (hyperlinks.endpoint_link(resolved, flow.to),),
            protocols,
            tuple(marks) or ("–",),
            (SourceRef(place=flow.place),),
        ),
    )
