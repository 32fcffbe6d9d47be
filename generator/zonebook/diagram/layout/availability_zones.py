"""The availability zones of a network as equal columns, their subnets as rows, and bands right across them."""

from collections.abc import Iterator, Sequence
from dataclasses import field

from zonebook.diagram.layout.groups import Bands, banded, parts_of, piece
from zonebook.diagram.layout.items import (
    SIZE,
    SLOT,
    BoxItem,
    Item,
    NodeItem,
    band_item,
    box_item,
    column,
    down,
    line,
    up,
)
from zonebook.diagram.layout.text import width
from zonebook.document.graph import Band, Cluster, Node
from zonebook.values.record import dataclass

GUTTER, PAD, INSET = 56, 24, 16
BELOW = 32


@dataclass(slots=True)
class _Strip:
    """A band of a row: its cell in each zone, and what stands between two zones."""

    band: Band | None
    cells: dict[str, Item]
    across: list[Item]

    @property
    def tall(self) -> int:
        """The height of its highest cell."""
        return up(max((each.h for each in (*self.cells.values(), *self.across)), default=0))


@dataclass(slots=True)
class _Row:
    """Subnets of one row, by the zone that they are in, and the bands in them from the top."""

    subnets: dict[str, Cluster]
    strips: list[_Strip] = field(default_factory=list)


def columns_of(zones: Sequence[Cluster], bands: Bands) -> Item:
    """Return the zones side by side, all of one size."""
    return _Table(zones, bands).item()


class _Table:
    """The sizes that all zones of a network share, and what is drawn in them."""

    def __init__(self, zones: Sequence[Cluster], bands: Bands) -> None:
        self.zones, self.bands = zones, bands
        self.rows = [_Row(subnets=each) for each in _rows(zones)]
        for row in self.rows:
            row.strips = list(self._strips(row))
        self.extra = {zone.id: banded(bands, parts_of(zone), 2) for zone in zones}
        strips = [strip for row in self.rows for strip in row.strips]
        cells = [cell.w for strip in strips for cell in strip.cells.values()]
        names = [width(net.label, SIZE, bold=True) + 16 for row in self.rows for net in row.subnets.values()]
        inner = max([SLOT + 48, *cells, *(each.w for each in self.extra.values()), *(min(name, 220) for name in names)])
        self.inner = up(inner)
        self.subnet = self.inner + 2 * INSET
        self.wide = self.subnet + 2 * PAD
        between = max((sum(each.w + 16 for each in strip.across) + 32 for strip in strips if strip.across), default=0)
        self.gutter = max(GUTTER, up(between) - 2 * PAD + 16)

    def _strips(self, row: _Row) -> Iterator[_Strip]:
        """Yield the bands of a row; what stands in one zone only goes to its outer side."""
        here = {zone: parts_of(net) for zone, net in row.subnets.items()}
        several = len(self.zones) > 1
        for band, members in self.bands.split(part for parts in here.values() for part in parts):
            names = {part.id for part in members}
            cells: dict[str, Item] = {}
            across: list[Item] = []
            for at, zone in enumerate(self.zones):
                own = [part for part in here.get(zone.id, ()) if part.id in names]
                spanning = [part for part in own if several and isinstance(part, Node) and part.stands == "across"]
                across += map(piece, spanning)
                left = at < len(self.zones) / 2
                own = sorted((p for p in own if p not in spanning), key=lambda p: left != (len(p.of or ()) < 1))
                cells[zone.id] = line([piece(part) for part in own], 16)
            yield _Strip(band=band, cells=cells, across=across)

    def left(self, at: int) -> int:
        """Return where a zone begins."""
        return at * (self.wide + self.gutter)

    def item(self) -> Item:
        """Return the table: first the borders of the zones, then subnets, then bands, then what is in them."""
        out = Item()
        frames = [box_item(zone) for zone in self.zones]
        for at, frame in enumerate(frames):
            frame.w = self.wide
            frame.fit()
            out.add(frame, self.left(at), 0)
        y = max((frame.top for frame in frames), default=0) + 8
        for row in self.rows:
            y = self._row(out, row, y)
        tall = max((each.h for each in self.extra.values()), default=0)
        for at, zone in enumerate(self.zones):
            if tall and self.extra[zone.id].w:
                extra = self.extra[zone.id]
                out.add(extra, self.left(at) + down((self.wide - extra.w) / 2), y)
        y += tall + 16 if tall else 0
        for frame in frames:
            frame.h = y
        out.w, out.h = self.left(len(self.zones)) - self.gutter, y
        return out

    def _row(self, out: Item, row: _Row, y: int) -> int:
        """Draw the subnets of a row with their bands; return where the next row begins."""
        drawn: list[BoxItem] = []
        for at, zone in enumerate(self.zones):
            if zone.id in row.subnets:
                box = box_item(row.subnets[zone.id])
                box.w = self.subnet
                box.fit()
                drawn.append(box)
                out.add(box, self.left(at) + PAD, y)
        top = y + max(box.top for box in drawn) + 8
        for strip in row.strips:
            top = self._strip(out, strip, top) + BELOW
        for box in drawn:
            box.h = (top - 16 if row.strips else top + 24) - y
        return y + drawn[0].h + 24

    def _strip(self, out: Item, strip: _Strip, top: int) -> int:
        """Draw a band with what is in it; return where it ends."""
        full = [at for at, zone in enumerate(self.zones) if strip.cells[zone.id].w]
        middle = max(len(self.zones) // 2 - 1, 0)
        ends = [*full, *((middle, middle + 1) if strip.across else ())]
        head = 24 if strip.band else 0
        if strip.band:
            box = band_item(strip.band)
            left = self.left(min(ends)) + PAD + 8
            box.w = self.left(max(ends)) + PAD + self.subnet - 8 - left
            box.h = head + strip.tall + 8
            box.fit(1)
            out.add(box, left, top)
        for at in full:
            cell = strip.cells[self.zones[at].id]
            out.add(cell, self.left(at) + PAD + INSET + down((self.inner - cell.w) / 2), top + head)
        if strip.across:
            between = line(strip.across, 16)
            room = self.left(middle + 1) - self.left(middle) - self.wide
            out.add(between, self.left(middle) + self.wide + (room - between.w) // 2, top + head)
        return top + head + strip.tall + (8 if strip.band else 0)


def _rows(zones: Sequence[Cluster]) -> list[dict[str, Cluster]]:
    """Return the subnets that are drawn at one height, by the zone that they are in, in the order of the zones."""
    rows: dict[str, dict[str, Cluster]] = {}
    order: dict[str, int] = {}
    for zone in zones:
        for at, net in enumerate(each for each in zone.clusters if each.kind.endswith("subnet")):
            key = net.row or f"row {at}"
            rows.setdefault(key, {})[zone.id] = net
            order[key] = max(order.get(key, 0), at)
    return [rows[key] for key in sorted(rows, key=lambda key: order[key])]


def stacked(pieces: Sequence[Item]) -> Item:
    """Return the parts of a network below each other, each in the middle."""
    return column(pieces, 24, centred=True)


def gates(nodes: Sequence[NodeItem]) -> int:
    """Return the room that what stands on the left border needs inside it."""
    return max((each.w - 24 + 8 for each in nodes), default=0)
