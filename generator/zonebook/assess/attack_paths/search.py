"""Attack paths from every start to every asset: the cheapest, and a few alternatives that share nothing with it.

Never all paths, since their number grows exponentially. One search finds the cheapest path to every asset; for the
most sensitive assets a few more searches find alternatives to it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Literal

from zonebook.assess.attack_paths.assets import WORTHS, Asset, assets
from zonebook.assess.attack_paths.choke_points import MOST_CUTS, ChokePoint, ChokePointSearch, ElementRef, choke_points
from zonebook.assess.attack_paths.edges import Judgements, record, ways
from zonebook.assess.attack_paths.entry_points import KINDS, EntryPoint, assumed_breaches, starts
from zonebook.assess.attack_paths.graph import AttackGraph, Cheapest, mesh, shortest_paths
from zonebook.assess.attack_paths.steps import Path, hop
from zonebook.assess.controls.checklist import Check
from zonebook.assess.findings.finding import Finding, Gap
from zonebook.model.resolved import ResolvedSystem
from zonebook.values.record import dataclass

Reachable = Literal["yes", "may-be", "no", "not-stated"]
"""`may-be`: only by paths that depend on attributes not stated. `not-stated`: where the data is held is not stated."""
_ORDER: tuple[Reachable, ...] = ("yes", "may-be", "not-stated", "no")
MOST_OTHERS = 3
"""How many paths are searched for that share nothing with the cheapest one or with each other."""
MOST_WITH_OTHERS = 20
"""For how many assets they are searched for, the most sensitive first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AssetReach:
    """Whether an asset can be reached, and how: the sure paths, the cheapest first, then a cheaper unsure one.

    `by_start` has the cheapest path of each kind of start that leads there, those from farthest outside first, and of
    each class of machines that are assumed to have fallen; `reachable`, `paths`, `spots` and `cut` leave those out.
    `spots` are the elements on every sure path, in path order. `cut` has, where there are none, the fewest elements
    that together stop every sure path; it is empty where that takes more than a few or was not searched for.
    """

    asset: Asset
    reachable: Reachable
    paths: tuple[Path, ...]
    by_start: tuple[Path, ...] = ()
    spots: tuple[ElementRef, ...] = ()
    cut: tuple[ElementRef, ...] = ()

    @property
    def best(self) -> Path | None:
        """The path that says whether and how cheaply the asset is reached."""
        return self.paths[0] if self.paths else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """Every asset and how it is reached, the worst first, and the choke points, those that break the most first."""

    reaches: tuple[AssetReach, ...]
    choke_points: tuple[ChokePoint, ...]
    starts: tuple[EntryPoint, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Search:
    """A graph with its starts, and the cheapest paths: the sure ones, and those over unsure edges as well."""

    resolved: ResolvedSystem
    judged: Judgements
    graph: AttackGraph
    starts: Mapping[int, EntryPoint]
    sure: Cheapest
    every: Cheapest


def attack_paths(
    resolved: ResolvedSystem, findings: Sequence[Finding], gaps: Sequence[Gap], checks: Sequence[Check]
) -> Survey:
    """Return the attack paths of a system with these findings, gaps and checks."""
    found = assets(resolved)
    entries = starts(resolved)
    if not found:
        return Survey(reaches=(), choke_points=(), starts=entries)
    look = _search(resolved, record(resolved, findings, gaps, checks), found, entries)
    groups = tuple(_groups(look, (*entries, *assumed_breaches(resolved, entries))))
    ranked = sorted((_reach(look, asset, groups) for asset in found), key=_rank)
    chokes = ChokePointSearch(resolved, look.graph, [node for node, start in look.starts.items() if not start.unsure])
    reaches = tuple(_deepened(look, chokes, ranked))
    reached = [(each.asset, each.spots) for each in reaches if each.spots]
    return Survey(reaches=reaches, choke_points=choke_points(chokes, look.judged, reached), starts=entries)


def _search(
    resolved: ResolvedSystem, judged: Judgements, found: Sequence[Asset], entries: Sequence[EntryPoint]
) -> _Search:
    held = {each.id: each.held_by for each in found if each.shelf == "data"}
    graph = mesh(resolved, ways(resolved, judged), held)
    named = {graph.start(start.id): start for start in entries}
    return _Search(
        resolved=resolved,
        judged=judged,
        graph=graph,
        starts=named,
        sure=shortest_paths(graph, _costs(named), graph.unsure),
        every=shortest_paths(graph, {node: start.cost for node, start in named.items()}),
    )


def _costs(named: Mapping[int, EntryPoint]) -> Mapping[int, int]:
    return {node: start.cost for node, start in named.items() if not start.unsure}


def _node(graph: AttackGraph, asset: Asset) -> int:
    return graph.data[asset.id] if asset.shelf == "data" else graph.nodes[asset.id]


def _groups(look: _Search, entries: Sequence[EntryPoint]) -> Iterator[_Search]:
    """Yield the search from the entry points of each kind and class alone, those from farthest outside first."""
    kinds = dict.fromkeys(
        (each.kind, each.breached) for each in sorted(entries, key=lambda each: KINDS.index(each.kind))
    )
    for kind in kinds:
        alone = {look.graph.start(each.id): each for each in entries if (each.kind, each.breached) == kind}
        every = shortest_paths(look.graph, {node: start.cost for node, start in alone.items()})
        sure = shortest_paths(look.graph, _costs(alone), look.graph.unsure)
        yield replace(look, starts=alone, sure=sure, every=every)


def _reach(look: _Search, asset: Asset, groups: Sequence[_Search]) -> AssetReach:
    """Return whether an asset is reached, with the cheapest sure path and the cheapest of all if that costs less."""
    node = _node(look.graph, asset)
    sure = [_path(look, asset, look.sure.path(node))] if node in look.sure.cost else []
    every = [_path(look, asset, look.every.path(node))] if node in look.every.cost else []
    unsure = [path for path in every if not path.sure and (not sure or path.cost < sure[0].cost)]
    if not asset.held_by:
        reachable: Reachable = "not-stated"
    else:
        reachable = "yes" if sure else "may-be" if unsure else "no"
    return AssetReach(
        asset=asset, reachable=reachable, paths=(*sure, *unsure), by_start=tuple(_by_start(groups, asset))
    )


def _by_start(groups: Sequence[_Search], asset: Asset) -> Iterator[Path]:
    """Yield the cheapest path to an asset from each group of entry points that has one, a sure one if there is."""
    for alone in groups:
        node = _node(alone.graph, asset)
        search = next((each for each in (alone.sure, alone.every) if node in each.cost), None)
        if search:
            yield _path(alone, asset, search.path(node))


def _path(look: _Search, asset: Asset, nodes: Sequence[int]) -> Path:
    """Return a path in full: each attack edge with the elements on its two sides."""
    graph = look.graph
    named = [(place, graph.elements[node]) for place, node in enumerate(nodes) if node in graph.elements]
    elements = [each for number, each in enumerate(named) if not number or named[number - 1][1] != each[1]]
    steps = []
    for (place, source), (beyond, target) in pairwise(elements):
        edge = next(graph.ways[node] for node in nodes[place:beyond] if node in graph.ways)
        steps.append(hop(look.resolved, look.judged, edge, (source, target)))
    return Path(asset=asset.id, start=look.starts[nodes[0]], hops=tuple(steps))


def _rank(reach: AssetReach) -> tuple[int, int, int]:
    """Return the sort key of an asset: those that are reached first, then by sensitivity, then by least cost."""
    cost = reach.best.cost if reach.best else 0
    return (_ORDER.index(reach.reachable), WORTHS.index(reach.asset.worth), cost)


def _deepened(look: _Search, chokes: ChokePointSearch, ranked: Sequence[AssetReach]) -> Iterator[AssetReach]:
    """Yield each asset with its choke points, or a cut where it has none; the first ones also with other paths."""
    cuts = MOST_CUTS
    for rank, reach in enumerate(ranked):
        if reach.reachable != "yes" or reach.best is None:
            yield reach
            continue
        others = tuple(_others(look, reach.asset, reach.best)) if rank < MOST_WITH_OTHERS else ()
        spots = chokes.spots(reach.asset)
        cut: tuple[ElementRef, ...] = ()
        if not spots and reach.best.hops and cuts:
            cut = chokes.cut(reach.asset)
            cuts -= 1
        paths = tuple(path for path in reach.paths if path.sure), tuple(path for path in reach.paths if not path.sure)
        yield replace(reach, paths=(*paths[0], *others, *paths[1]), spots=spots, cut=cut)


def _others(look: _Search, asset: Asset, best: Path) -> Iterator[Path]:
    """Yield paths that share no edge and no inner element with the best one or each other; a start may be shared."""
    graph, target = look.graph, _node(look.graph, asset)
    blocked = set(graph.unsure)
    nodes: Sequence[int] = look.sure.path(target)
    for _ in range(MOST_OTHERS):
        between = [node for node in nodes[1:] if graph.elements.get(node) not in {None, *asset.held_by}]
        blocked.update(between if best.hops else nodes[:1])
        blocked.update(node for node in nodes if node in graph.ways)
        found = shortest_paths(graph, _costs(look.starts), blocked, target)
        if target not in found.cost:
            return
        nodes = found.path(target)
        best = _path(look, asset, nodes)
        yield best
