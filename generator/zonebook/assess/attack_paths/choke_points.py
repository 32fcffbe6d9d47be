"""Choke points: the elements on every path to an asset, or the fewest that together stop every path."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from zonebook.assess.attack_paths.assets import Asset
from zonebook.assess.attack_paths.dominators import UNSEEN, arrivals, dominators
from zonebook.assess.attack_paths.edges import AttackEdge, Judgements
from zonebook.assess.attack_paths.graph import AttackGraph
from zonebook.assess.attack_paths.minimum_cut import smallest_cut
from zonebook.assess.attack_paths.steps import BlockingControl, bars, bars_of
from zonebook.model.resolved import ResolvedSystem
from zonebook.model.vocabulary import About
from zonebook.values.record import dataclass

MOST_IN_A_CUT = 4
"""How many elements a cut may have.

To change more than that is a redesign, not a measure; the limit also bounds a cut at five searches of the graph."""
MOST_CUTS = 20
"""For how many assets without a choke point the smallest cut is searched for, the most sensitive first.

Each cut searches the whole graph anew, so without a limit the time would grow with the number of assets."""
MOST_CHOKE_POINTS = 50
"""How many choke points are reported.

They are sorted by what they break, so those left out matter least, and a page stays short enough to be read."""
ElementRef = tuple[About | str, str]
"""The sort of an element (`flow`, `service`, `actor`, …), and its id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChokePoint:
    """An element on every sure path to some assets; `breaks` counts the pairs of a start and an asset that it cuts."""

    about: str
    element: str
    breaks: int
    assets: tuple[str, ...]
    bars: tuple[BlockingControl, ...]


class ChokePointSearch:
    """The choke points of a graph seen from some starts; each part is computed once, on first use."""

    def __init__(self, resolved: ResolvedSystem, graph: AttackGraph, starts: Sequence[int]) -> None:
        """Prepare the graph without its unsure nodes, for the nodes of the sure starts."""
        self._scene, self._graph, self._starts = resolved, graph, tuple(starts)
        self._bit = {start: 1 << rank for rank, start in enumerate(self._starts)}
        self._after = [
            [far for far in ahead if far not in graph.unsure] if near not in graph.unsure else []
            for near, ahead in enumerate(graph.after)
        ]

    @cached_property
    def _last(self) -> Sequence[int]:
        """The immediate dominator of each node; an extra root node leads to all starts."""
        return dominators([*self._after, list(self._starts)], len(self._after))

    @cached_property
    def _arrivals(self) -> Sequence[int]:
        return arrivals(self._after, self._starts)

    def pairs(self, asset: Asset) -> int:
        """Count the starts that lead to an asset, other than the asset itself."""
        node = self._node(asset)
        return (self._arrivals[node] & ~self._bit.get(node, 0)).bit_count()

    def ways(self) -> Iterable[AttackEdge]:
        """Return every attack edge of the graph."""
        return self._graph.ways.values()

    def _node(self, asset: Asset) -> int:
        return self._graph.data[asset.id] if asset.shelf == "data" else self._graph.nodes[asset.id]

    def spots(self, asset: Asset) -> tuple[ElementRef, ...]:
        """Return the elements on every path to an asset, in path order.

        The asset and its holders are left out: they are what is to be protected.
        """
        found: dict[ElementRef, int] = {}
        node = self._node(asset)
        while (node := self._last[node]) not in {UNSEEN, len(self._after)}:
            spot = self._spot(node)
            if spot and self._breaks(node, asset) and spot[1] not in {asset.id, *asset.held_by}:
                found[spot] = node
        return tuple(reversed(found))

    def _breaks(self, node: int, asset: Asset) -> int:
        """Count the other starts that no longer lead to an asset without a node that dominates it."""
        return (self._arrivals[self._node(asset)] & ~self._bit.get(node, 0)).bit_count()

    def _spot(self, node: int) -> ElementRef | None:
        if node in self._graph.ways:
            edge = self._graph.ways[node]
            return edge.about, edge.element
        name = self._graph.elements.get(node)
        return (_sort_of(self._scene, name), name) if name else None

    def cut(self, asset: Asset) -> tuple[ElementRef, ...]:
        """Return the fewest elements that together stop every path to an asset; none where it takes too many."""
        graph = self._graph
        helpers = set(range(len(graph.cost))) - graph.ways.keys() - graph.elements.keys()
        held = {graph.nodes[name] for name in asset.held_by}
        nodes = smallest_cut(self._after, self._starts, self._node(asset), helpers | held, most=MOST_IN_A_CUT)
        return tuple(dict.fromkeys(spot for node in nodes if (spot := self._spot(node))))


def _sort_of(resolved: ResolvedSystem, name: str) -> About | str:
    system = resolved.system
    shelves: tuple[tuple[str, Mapping[str, object]], ...] = (
        ("actor", system.actors), ("service", system.services), ("identity", system.identities),
    )  # fmt: skip
    return next((sort for sort, shelf in shelves if name in shelf), "account")


def choke_points(
    chokes: ChokePointSearch, judged: Judgements, reached: Sequence[tuple[Asset, Sequence[ElementRef]]]
) -> tuple[ChokePoint, ...]:
    """Return the choke points of these assets, those that break the most pairs of a start and an asset first."""
    found: dict[ElementRef, list[Asset]] = {}
    for asset, spots in reached:
        for spot in spots:
            found.setdefault(spot, []).append(asset)
    many = {spot: sum(chokes.pairs(each) for each in assets) for spot, assets in found.items()}
    ranked = sorted(found, key=lambda spot: -many[spot])[:MOST_CHOKE_POINTS]
    return tuple(
        ChokePoint(
            about=about,
            element=element,
            breaks=many[about, element],
            assets=tuple(each.id for each in found[about, element]),
            bars=_blocking_controls(chokes, judged, (about, element)),
        )
        for about, element in ranked
    )


def _blocking_controls(chokes: ChokePointSearch, judged: Judgements, spot: ElementRef) -> tuple[BlockingControl, ...]:
    about, element = spot
    if about in {"flow", "trust", "identity"}:
        edge = next((each for each in chokes.ways() if (each.about, each.element) == spot), None)
        if edge:
            return bars(judged, edge, edge.target)
    return bars_of(judged, about, element)  # type: ignore[arg-type]
