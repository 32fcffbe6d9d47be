"""How far elements are trusted: zones in columns of one trust, the least trusted on the left."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field

from zonebook.diagram.layout.geometry import Column, Words
from zonebook.diagram.layout.groups import HOLDING, columns_for, parts_of, piece
from zonebook.diagram.layout.items import SLOT, TITLE, Item, box_item, down, grid, node_item, up
from zonebook.diagram.layout.ordering import barycentres, cost, middles_of
from zonebook.diagram.layout.rows import align_rows
from zonebook.document.graph import Cluster, Graph, Node
from zonebook.values.record import dataclass

MARGIN, TOP = 32, 64
APART, WIDE_APART = 96, 112
NESTED = 16
BETWEEN_LANES, BETWEEN_INNER = 40, 24
SWEEPS = 6
UNKNOWN = -1
Order = Mapping[str, float]


def zones(graph: Graph) -> tuple[Item, tuple[Column, ...]]:
    """Return the whole picture, placed, with its columns.

    Zones and what is in them are ordered by where those are that they exchange flows with (barycentres, in a few
    sweeps); the order is kept in which the fewest straight lines between the middles of what exchanges flows cross.
    """
    order: dict[str, float] = {}
    found: list[tuple[float, Item, tuple[Column, ...]]] = []
    for _ in range(SWEEPS):
        root, columns = _Zones(graph, order).picture()
        root.put(0, 0)
        middles = middles_of(root)
        found.append((cost(graph, middles), root, columns))
        order = barycentres(graph, middles)
    _, root, columns = min(found, key=lambda each: each[0])
    return root, columns


@dataclass(slots=True)
class _Lane:
    """Zones side by side, whose columns do not overlap; and, among them, the own members of the zone around them."""

    zones: list[Cluster] = field(default_factory=list)
    cards: list[Node] = field(default_factory=list)
    own: bool = False


class _Zones:
    """The columns of a graph, and what stands in them."""

    def __init__(self, graph: Graph, order: Order) -> None:
        self.graph, self.order = graph, order
        self.cards = any(node.card for node in _nodes(graph))
        self.apart = WIDE_APART if self.cards else APART
        self.roots = [each for each in graph.clusters if each.kind not in HOLDING]
        self.levels = sorted(
            {level for each in self.roots for level in _levels(each)} | {_of(n) for n in graph.nodes if n.card}
        )
        self.blocks: dict[str, Item] = {}
        self.x: dict[int, tuple[int, int]] = {}

    def picture(self) -> tuple[Item, tuple[Column, ...]]:
        """Return the picture and its columns, before it is placed."""
        right = self._columns()
        out = Item(w=right)
        y = TOP
        for lane in self._lanes(self.roots, [node for node in self.graph.nodes if node.card], own=None):
            parts = list(self._in_lane(lane, 0))
            align_rows([made for made, _ in parts])
            for made, x in parts:
                out.add(made, x, y)
            y += max((made.h for made, _ in parts), default=0) + BETWEEN_LANES
        columns = max(y - 16, TOP + MARGIN)
        lost = [node_item(node) for node in self.graph.nodes if not node.card]
        lost += [piece(each) for each in self.graph.clusters if each.kind in HOLDING]
        if lost:
            table = grid(lost, max(1, (right - 2 * MARGIN) // (SLOT + 24)))
            out.add(table, MARGIN, y)
            out.w = max(right, table.w + 2 * MARGIN)
            y += table.h + BETWEEN_LANES
        out.h = max(y - 16, TOP + MARGIN)
        return out, tuple(self._headings(columns))

    def _headings(self, high: int) -> Iterator[Column]:
        for level in self.levels:
            x, wide = self.x[level]
            text = f"Trust {level}" if level != UNKNOWN else "Trust not stated"
            words = Words(text=text, x=x + wide / 2, y=32, size=TITLE, anchor="middle", bold=True)
            yield Column(rect=(x - 24, 8, x + wide + 24, high - 8), words=words)

    def _columns(self) -> int:
        """Measure the columns; return where the picture ends on the right."""
        deep = dict.fromkeys(self.levels, 0)
        wide = dict.fromkeys(self.levels, SLOT + MARGIN)

        waiting = [(root, 0) for root in self.roots]
        while waiting:
            zone, depth = waiting.pop()
            self._measure(zone, depth, (wide, deep))
            waiting += [(inner, depth + 1) for inner in _inner(zone)]
        for card in self.graph.nodes:
            if card.card:
                wide[_of(card)] = max(wide[_of(card)], node_item(card).w + MARGIN)
        x = MARGIN
        for level in self.levels:
            self.x[level] = (x, up(wide[level]) + 2 * NESTED * deep[level])
            x += self.x[level][1] + self.apart
        return x - self.apart + MARGIN

    def _measure(self, zone: Cluster, depth: int, sizes: tuple[dict[int, int], dict[int, int]]) -> None:
        """Note how wide the columns of a zone must be for what is in it, and how deep they are nested."""
        wide, deep = sizes
        low, high = _span(zone)
        for level in self.levels:
            if low <= level <= high:
                deep[level] = max(deep[level], depth)
        if parts_of(zone):
            block = self.blocks[zone.id] = self._block(zone)
            wide[_level(zone)] = max(wide[_level(zone)], block.w + MARGIN)
        for card in self._inner_cards(zone):
            wide[_of(card)] = max(wide[_of(card)], node_item(card).w + MARGIN)

    def _inner_cards(self, zone: Cluster) -> list[Node]:
        """Return the cards of zones inside a zone; that of its own members is no such card."""
        return [node for node in zone.nodes if node.card and zone.id != f"zone-{node.id.removeprefix('card-')}"]

    def _block(self, zone: Cluster) -> Item:
        """Return the own members of a zone."""
        cards = self._inner_cards(zone)
        members = sorted((part for part in parts_of(zone) if part not in cards), key=self._rank)
        many = sum(len(part.nodes) if isinstance(part, Cluster) else 1 for part in members)
        return grid(list(map(piece, members)), min(columns_for(many, (3, 8)), max(1, len(members))), 40)

    def _rank(self, part: Node | Cluster) -> float:
        return self.order.get(part.id, 0.0)

    def _lanes(self, zones: Sequence[Cluster], cards: Sequence[Node], own: int | None) -> list[_Lane]:
        """Return zones in lanes: each goes into the first where its columns are free, the widest first.

        `own` is the trust of the members of the zone around, which take part in a lane, too.
        """
        lanes: list[_Lane] = []
        taken: list[list[tuple[int, int]]] = []
        named: list[tuple[tuple[int, int], Cluster | Node]] = [(_span(each), each) for each in zones]
        named += [((_of(card), _of(card)), card) for card in cards]
        named.sort(key=self._first)
        parts: list[tuple[tuple[int, int], Cluster | Node | None]] = [*named]
        if own is not None:
            parts.append(((own, own), None))
        for span, part in parts:
            low, high = span
            free = next(
                (at for at, spans in enumerate(taken) if all(top < low or high < bottom for bottom, top in spans)), None
            )
            if free is None:
                free = len(lanes)
                lanes.append(_Lane())
                taken.append([])
            taken[free].append(span)
            lane = lanes[free]
            if part is None:
                lane.own = True
            elif isinstance(part, Node):
                lane.cards.append(part)
            else:
                lane.zones.append(part)
        if self.order:
            lanes.sort(key=self._mean)
        return lanes

    def _first(self, part: tuple[tuple[int, int], Cluster | Node]) -> tuple[int, float, int]:
        """Return the place of a zone or a card in the order in which the lanes are filled."""
        (low, high), each = part
        return (low - high, self.order.get(each.id, 0.0), low)

    def _mean(self, lane: _Lane) -> float:
        """Return the mean height of what the parts of a lane exchange flows with."""
        ranks = [*map(self._rank, lane.zones), *map(self._rank, lane.cards)]
        return sum(ranks) / len(ranks) if ranks else 0.0

    def _in_lane(self, lane: _Lane, depth: int) -> Iterator[tuple[Item, int]]:
        """Yield what is in a lane, each with where it begins."""
        for zone in lane.zones:
            yield self._zone(zone, depth)
        for card in lane.cards:
            made = node_item(card)
            x, wide = self.x[_of(card)]
            yield made, x + down((wide - made.w) / 2)

    def _zone(self, zone: Cluster, depth: int) -> tuple[Item, int]:
        """Return the border of a zone with what is in it, and where it begins."""
        low, high = _span(zone)
        left = self.x[low][0] + NESTED * depth
        box = box_item(zone)
        box.w = self.x[high][0] + self.x[high][1] - NESTED * depth - left
        box.fit()
        block = self.blocks.get(zone.id)
        own = _level(zone) if block and block.w else None
        y = box.top
        for lane in self._lanes(_inner(zone), self._inner_cards(zone), own):
            parts = list(self._in_lane(lane, depth + 1))
            if lane.own and block:
                x, wide = self.x[_level(zone)]
                parts.append((block, x + down((wide - block.w) / 2)))
            for made, x in parts:
                box.add(made, x - left, y)
            y += max((made.h for made, _ in parts), default=0) + BETWEEN_INNER
        box.h = max(y - BETWEEN_INNER, box.top) + 16
        return box, left


def _of(card: Node) -> int:
    level = card.card.level if card.card else None
    return UNKNOWN if level is None else level


def _level(zone: Cluster) -> int:
    return UNKNOWN if zone.level is None else zone.level


def _levels(zone: Cluster) -> set[int]:
    """Return the trust of everything in a zone; its own only where it has members of its own or is empty."""
    cards = {_of(node) for node in zone.nodes if node.card}
    plain = any(isinstance(part, Cluster) or not part.card for part in parts_of(zone))
    own = {_level(zone)} if plain or not (cards or _inner(zone)) else set()
    return own | cards | {level for inner in _inner(zone) for level in _levels(inner)}


def _inner(zone: Cluster) -> list[Cluster]:
    """Return the zones inside a zone; what others run on is among its members."""
    return [each for each in zone.clusters if each.kind not in HOLDING]


def _span(zone: Cluster) -> tuple[int, int]:
    levels = _levels(zone)
    return min(levels), max(levels)


def _nodes(graph: Graph) -> Iterator[Node]:
    waiting = list(graph.clusters)
    yield from graph.nodes
    while waiting:
        zone = waiting.pop()
        yield from zone.nodes
        waiting.extend(zone.clusters)
