"""Where few things break many paths: what every path to an asset passes, and the fewest that together stop them all."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from zonebook.assess.attack_paths.assets import Asset
from zonebook.assess.attack_paths.dominators import UNSEEN, arrivals, dominators
from zonebook.assess.attack_paths.edges import AttackEdge, Judgements
from zonebook.assess.attack_paths.graph import AttackGraph
from zonebook.assess.attack_paths.minimum_cut import smallest_cut
from zonebook.assess.attack_paths.steps import BlockingControl, bars, bars_of
from zonebook.model.resolved import ResolvedSystem
from zonebook.model.vocabulary import About

MOST_IN_A_CUT = 4
"""How many elements a cut may have: more than that is no choke point."""
MOST_CUTS = 20
"""For how many assets without a choke point the smallest cut is looked for, those of the most worth first."""
MOST_CHOKE_POINTS = 50
"""How many choke points are told."""
ElementRef = tuple[About | str, str]
"""What an element is (`flow`, `service`, `actor`, …), and its id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChokePoint:
    """An element that every sure path to some assets passes, and how many pairs of a start and an asset that breaks."""

    about: str
    element: str
    breaks: int
    assets: tuple[str, ...]
    bars: tuple[BlockingControl, ...]


class ChokePointSearch:
    """The choke points of a mesh as seen from some starts; each part is worked out once, when it is asked for."""

    def __init__(self, scene: ResolvedSystem, graph: AttackGraph, starts: Sequence[int]) -> None:
        """Take the graph without what is unsure, and the nodes of the sure starts."""
        self._scene, self._graph, self._starts = scene, graph, tuple(starts)
        self._bit = {start: 1 << rank for rank, start in enumerate(self._starts)}
        self._after = [
            [far for far in ahead if far not in graph.unsure] if near not in graph.unsure else []
            for near, ahead in enumerate(graph.after)
        ]

    @cached_property
    def _last(self) -> Sequence[int]:
        """The last node that every path from any start passes before a node; the root stands for all starts."""
        return dominators([*self._after, list(self._starts)], len(self._after))

    @cached_property
    def _arrivals(self) -> Sequence[int]:
        return arrivals(self._after, self._starts)

    def pairs(self, asset: Asset) -> int:
        """Give how many starts lead to an asset, itself not counted."""
        node = self._node(asset)
        return (self._arrivals[node] & ~self._bit.get(node, 0)).bit_count()

    def ways(self) -> Iterable[AttackEdge]:
        """Give every way of the graph."""
        return self._graph.ways.values()

    def _node(self, asset: Asset) -> int:
        return self._graph.data[asset.id] if asset.shelf == "data" else self._graph.nodes[asset.id]

    def spots(self, asset: Asset) -> tuple[ElementRef, ...]:
        """Give what every path to an asset passes, from the start on; its own holders are what is to be guarded."""
        found: dict[ElementRef, int] = {}
        node = self._node(asset)
        while (node := self._last[node]) not in {UNSEEN, len(self._after)}:
            spot = self._spot(node)
            if spot and self._breaks(node, asset) and spot[1] not in {asset.id, *asset.held_by}:
                found[spot] = node
        return tuple(reversed(found))

    def _breaks(self, node: int, asset: Asset) -> int:
        """Give how many other starts no longer lead to an asset without a node that dominates it."""
        return (self._arrivals[self._node(asset)] & ~self._bit.get(node, 0)).bit_count()

    def _spot(self, node: int) -> ElementRef | None:
        if node in self._graph.ways:
            way = self._graph.ways[node]
            return way.about, way.element
        name = self._graph.things.get(node)
        return (_sort(self._scene, name), name) if name else None

    def cut(self, asset: Asset) -> tuple[ElementRef, ...]:
        """Give the fewest elements that together stop every path to an asset; nothing where it takes too many."""
        graph = self._graph
        helpers = set(range(len(graph.cost))) - graph.ways.keys() - graph.things.keys()
        held = {graph.nodes[name] for name in asset.held_by}
        nodes = smallest_cut(self._after, self._starts, self._node(asset), helpers | held, most=MOST_IN_A_CUT)
        return tuple(dict.fromkeys(spot for node in nodes if (spot := self._spot(node))))


def _sort(scene: ResolvedSystem, name: str) -> About | str:
    system = scene.system
    shelves: tuple[tuple[str, Mapping[str, object]], ...] = (
        ("actor", system.actors), ("service", system.services), ("identity", system.identities),
    )  # fmt: skip
    return next((sort for sort, shelf in shelves if name in shelf), "account")


def choke_points(
    chokes: ChokePointSearch, judged: Judgements, reached: Sequence[tuple[Asset, Sequence[ElementRef]]]
) -> tuple[ChokePoint, ...]:
    """Give the choke points of these assets, those that break the most pairs of a start and an asset first."""
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
            bars=_bars(chokes, judged, (about, element)),
        )
        for about, element in ranked
    )


def _bars(chokes: ChokePointSearch, judged: Judgements, spot: ElementRef) -> tuple[BlockingControl, ...]:
    about, element = spot
    if about in {"flow", "trust", "identity"}:
        way = next((each for each in chokes.ways() if (each.about, each.element) == spot), None)
        if way:
            return bars(judged, way, way.target)
    return bars_of(judged, about, element)  # type: ignore[arg-type]
