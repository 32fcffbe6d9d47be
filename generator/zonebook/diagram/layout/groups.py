"""The nodes of one border, in bands and rows: what any border holds beside other borders."""

from collections.abc import Iterable, Mapping, Sequence

from zonebook.diagram.layout.items import (
    SLOT,
    BoxItem,
    Item,
    band_item,
    box_item,
    column,
    framed,
    grid,
    line,
    node_item,
)
from zonebook.document.graph import Band, Cluster, Graph, Node
from zonebook.values.record import dataclass

BETWEEN_BANDS = 40
"""The room between two bands: enough for three lines side by side."""
HOLDING = frozenset({"host", "namespace"})
"""The kinds of border that are elements themselves and stand among nodes."""


@dataclass(frozen=True, slots=True)
class Bands:
    """The bands of a graph, by the ids of what is in them."""

    by_member: Mapping[str, Band]
    order: Mapping[str, int]

    @classmethod
    def of(cls, graph: Graph) -> "Bands":
        """Return the bands of a graph, in its order."""
        members = {name: band for band in graph.bands for name in band.nodes}
        return cls(by_member=members, order={band.id: at for at, band in enumerate(graph.bands)})

    def split(self, parts: Iterable[Node | Cluster]) -> list[tuple[Band | None, list[Node | Cluster]]]:
        """Return the parts by band, in the order of the bands, those without one at the end."""
        found: dict[str, tuple[Band | None, list[Node | Cluster]]] = {}
        for part in parts:
            band = self.by_member.get(part.id)
            found.setdefault(band.id if band else "", (band, []))[1].append(part)
        return [found[name] for name in sorted(found, key=lambda name: self.order.get(name, len(self.order)))]


def columns_for(many: int, steps: tuple[int, ...]) -> int:
    """Return in how many columns so many nodes stand: one more for each step that they exceed."""
    return 1 + sum(many > step for step in steps)


def parts_of(cluster: Cluster) -> list[Node | Cluster]:
    """Return what stands freely in a border: its nodes and its hosts."""
    free = [node for node in cluster.nodes if node.stands in {"", "across"}]
    return [*free, *(inner for inner in cluster.clusters if inner.kind in HOLDING)]


def piece(part: Node | Cluster) -> Item:
    """Return a node, or a host with its guests in it."""
    return node_item(part) if isinstance(part, Node) else host(part)


def host(cluster: Cluster) -> BoxItem:
    """Return the box of a host around its guests."""
    inner = [*map(node_item, cluster.nodes), *(host(each) for each in cluster.clusters)]
    wide = columns_for(len(inner), (0, 4))
    content = grid(inner, wide, 16) if inner else Item(w=SLOT, h=24)
    return framed(box_item(cluster), content, 8)


def banded(bands: Bands, parts: Sequence[Node | Cluster], columns: int, *, side: bool = False) -> Item:
    """Return the parts in bands, one above the other or side by side."""
    made: list[Item] = []
    for band, members in bands.split(parts):
        table = grid(list(map(piece, members)), columns)
        made.append(framed(band_item(band), table, 8) if band else table)
    return line(made, BETWEEN_BANDS) if side else column(made, BETWEEN_BANDS)
