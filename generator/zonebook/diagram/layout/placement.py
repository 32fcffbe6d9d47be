"""Where a system runs: what is outside on the left, then the cloud with account, region, network, zone and subnet."""

from collections.abc import Sequence

from zonebook.diagram.layout.availability_zones import columns_of, gates, stacked
from zonebook.diagram.layout.groups import HOLDING, Bands, banded, columns_for, parts_of, piece
from zonebook.diagram.layout.items import (
    ICON,
    BoxItem,
    Item,
    NodeItem,
    box_item,
    column,
    down,
    framed,
    grid,
    line,
    node_item,
    up,
)
from zonebook.document.graph import Cluster, Graph

MARGIN, BESIDE, APART = 40, 96, 48
OUTSIDE = frozenset({"internet", "outside"})
SITES = frozenset({"on-premises"})
OPTIONS = frozenset({"options", "choice"})
"""What was considered, and what of it was chosen."""
LEAST_TALL = 720
LOWERED = 120
"""How far what is outside is lowered at most towards the middle: on a telephone, nothing else is seen at first."""
BETWEEN_CARDS = 64
"""The room between two cards: enough for a word on a line."""


def placement(graph: Graph) -> Item:
    """Return the whole picture, placed."""
    root = _Placement(graph).root()
    root.put(0, 0)
    return root


class _Placement:
    """The sizes of the borders of a graph, from the inside out."""

    def __init__(self, graph: Graph) -> None:
        self.graph, self.bands = graph, Bands.of(graph)

    def root(self) -> Item:
        """Return the options of a decision, where it is about one, from left to right, and then the places."""
        options = [self._site(each) for each in self.graph.clusters if each.kind in OPTIONS]
        if not options:
            return self._places()
        if len(options) == len(self.graph.clusters):
            return framed_off(line(options, APART))
        left, places = framed_off(line(options, APART)), self._places()
        out = Item(w=left.w + places.w, h=max(left.h, places.h))
        out.add(left, 0, 0)
        out.add(places, left.w, 0)
        return out

    def _places(self) -> Item:
        """Return what is outside beside what is inside; own sites go below where the column would be far too tall."""
        apart, sites, inner = self._sorted()
        outside = list(map(self.box, apart))
        main = list(map(self.box, inner))
        if self.graph.nodes:
            main.insert(1, banded(self.bands, self.graph.nodes, 1))
        middle = flowed(main, LEAST_TALL, APART)
        beside = column([*outside, *map(self.box, sites)], 40)
        below: list[Item] = []
        if sites and beside.h > max(middle.h * 1.15, 800):
            beside = column(outside, 40)
            below = [self.box(each, broad=True) for each in sites]
        out = Item()
        left = MARGIN + (beside.w + BESIDE if beside.w else 0)
        out.add(beside, MARGIN, MARGIN + max(0, min(down((middle.h - beside.h) / 4), LOWERED)))
        out.add(middle, left, MARGIN)
        out.w, out.h = left + middle.w + MARGIN, max(middle.h, beside.h) + 2 * MARGIN
        if below:
            feet = line(below, MARGIN)
            out.add(feet, MARGIN, out.h + MARGIN)
            out.w, out.h = max(out.w, feet.w + 2 * MARGIN), out.h + feet.h + 2 * MARGIN
        return out

    def _sorted(self) -> tuple[list[Cluster], list[Cluster], list[Cluster]]:
        """Return what is outside, own sites, and the middle: the cloud, else the sites, else all but the internet."""
        all_ = [each for each in self.graph.clusters if each.kind not in OPTIONS]
        outside = [each for each in all_ if each.kind in OUTSIDE]
        sites = [each for each in all_ if each.kind in SITES]
        inner = [each for each in all_ if each.kind not in OUTSIDE | SITES]
        if inner:
            return outside, sites, inner
        if sites:
            return outside, [], sites
        return [each for each in outside if each.kind == "internet"], [], [e for e in outside if e.kind != "internet"]

    def box(self, cluster: Cluster, *, broad: bool = False) -> Item:
        """Return a border with all that is in it."""
        if cluster.kind == "cloud":
            return framed(box_item(cluster), self._accounts(cluster), 32)
        if cluster.kind == "account":
            return self._account(cluster)
        if cluster.kind == "region":
            return self._region(cluster)
        if cluster.kind == "vpc" or any(each.kind == "availability-zone" for each in cluster.clusters):
            return self._network(cluster)
        return self._site(cluster, broad=broad)

    def _accounts(self, cluster: Cluster) -> Item:
        """Return the accounts with networks in a column, the tallest first, and the others and cards right of them."""
        inner = [each for each in cluster.clusters if each.kind not in HOLDING]
        made = [(self.box(each), _has_network(each)) for each in inner]
        main = sorted((box for box, large in made if large), key=lambda box: -box.h)
        rest = [box for box, large in made if not large]
        parts: list[Item] = [column(main, APART)] if main else []
        if rest:
            parts.append(flowed(rest, max(parts[0].h if parts else 0, LEAST_TALL), APART))
        cards = [node_item(node) for node in cluster.nodes if node.card]
        if cards:
            wide = 2 if parts else columns_for(len(cards), (1, 2, 6, 12, 20, 30))
            parts.append(grid(cards, wide, BETWEEN_CARDS))
        free = [part for part in parts_of(cluster) if isinstance(part, Cluster) or not part.card]
        if free:
            parts.append(banded(self.bands, free, 2))
        return line(parts, 56)

    def _account(self, cluster: Cluster) -> Item:
        free = parts_of(cluster)
        if not cluster.clusters:
            return framed(box_item(cluster), banded(self.bands, free, columns_for(len(free), (2, 6))), 16)
        parts = [self.box(each) for each in cluster.clusters if each.kind not in HOLDING]
        if free:
            parts.append(banded(self.bands, free, 4, side=True))
        return framed(box_item(cluster), column(parts, 24), left=_before(parts))

    def _region(self, cluster: Cluster) -> Item:
        """Return a region: what stands between networks left, networks in the middle, other services right."""
        border = [node_item(node) for node in cluster.nodes if node.stands == "border"]
        between = [node_item(node) for node in cluster.nodes if node.stands == "between"]
        parts: list[Item] = [column(between, 32)] if between else []
        networks = [self.box(each) for each in cluster.clusters if each.kind not in HOLDING]
        wide = max((each.w for each in networks), default=0)
        for each in networks:
            each.w = wide
        if networks:
            parts.append(column(networks, 40))
        free = parts_of(cluster)
        if free:
            tall = max((part.h for part in parts), default=480)
            need = len(free) * 112 + len(self.bands.split(free)) * 56
            parts.append(banded(self.bands, free, max(1, min(3, -(-need // max(tall, 320))))))
        return _bordered(box_item(cluster), _levelled(parts, 56), border, _before(networks) if not between else 0)

    def _network(self, cluster: Cluster) -> Item:
        """Return a network: its zones, the subnets that are in none, and what is in the network as a whole."""
        border = [node_item(node) for node in cluster.nodes if node.stands == "border"]
        zones = [each for each in cluster.clusters if each.kind == "availability-zone"]
        parts: list[Item] = [columns_of(zones, self.bands)] if zones else []
        nets = [each for each in cluster.clusters if each.kind != "availability-zone" and each.kind not in HOLDING]
        parts += [framed(box_item(net), banded(self.bands, parts_of(net), 4), 16) for net in nets]
        free = parts_of(cluster)
        if free:
            parts.append(banded(self.bands, free, 4))
        return _bordered(box_item(cluster), stacked(parts) if parts else Item(w=160, h=24), border)

    def _site(self, cluster: Cluster, *, broad: bool = False) -> Item:
        """Return an own site, a place outside, or any other border, with the borders in it below its services."""
        free = parts_of(cluster)
        if cluster.kind in OPTIONS:
            return framed(box_item(cluster), grid(list(map(piece, free)), columns_for(len(free), (3,)), 24), 16)
        columns = columns_for(len(free), (1,) if cluster.kind in SITES else (5,))
        parts = [banded(self.bands, free, columns, side=broad)] if free else []
        nested = [self.box(each, broad=broad) for each in cluster.clusters if each.kind not in HOLDING]
        parts += [line(nested, 32) if broad else flowed(nested, LEAST_TALL, 24)] if nested else []
        return framed(box_item(cluster), column(parts, 24) if parts else Item(w=120, h=16), 16)


def framed_off(content: Item) -> Item:
    """Return a piece with the margin of a picture around it."""
    out = Item(w=content.w + 2 * MARGIN, h=content.h + 2 * MARGIN)
    out.add(content, MARGIN, MARGIN)
    return out


def _before(parts: Sequence[Item]) -> int:
    """Return the room that borders need for what stands on the left side of one of them."""
    return ICON // 2 if any(isinstance(each, BoxItem) and each.gated for each in parts) else 0


def _bordered(box: BoxItem, content: Item, border: Sequence[Item], before: int = 0) -> BoxItem:
    """Put the content into the box, and its gates on the left border, from the top."""
    gate = [each for each in border if isinstance(each, NodeItem)]
    high = sum(each.h + 32 for each in gate)
    if content.h < high:
        content.h = up(high)
    framed(box, content, left=max(gates(gate), before))
    box.gated = bool(gate)
    y = box.top + 32
    for each in gate:
        box.add(each, -ICON // 2, y)
        y += each.h + 32
    return box


def _levelled(parts: Sequence[Item], gap: int) -> Item:
    """Return the parts side by side, each in the middle of the height."""
    out = line(parts, gap)
    out.kids = [(kid, dx, down((out.h - kid.h) / 2)) for kid, dx, _ in out.kids]
    return out


def flowed(boxes: Sequence[Item], tall: int, gap: int) -> Item:
    """Return boxes in as few columns as a height allows, those of a column equally wide."""
    columns: list[list[Item]] = [[]]
    for box in boxes:
        if columns[-1] and sum(each.h + gap for each in columns[-1]) + box.h > tall:
            columns.append([])
        columns[-1].append(box)
    for each in columns:
        for box in each:
            box.w = max(other.w for other in each)
    return line([column(each, gap) for each in columns if each], gap)


def _has_network(cluster: Cluster) -> bool:
    return cluster.kind == "vpc" or any(map(_has_network, cluster.clusters))
