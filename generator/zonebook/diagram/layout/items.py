"""The pieces of a picture while it is sized from the inside out and placed from the outside in."""

from collections.abc import Iterator, Sequence
from dataclasses import field

from zonebook.diagram.layout.geometry import Rect
from zonebook.diagram.layout.text import width, wrapped
from zonebook.document.graph import Band, Cluster, Node
from zonebook.values.record import dataclass

GRID = 8
"""Every border stands on this grid: lines run half a step off it, so that none lies on a border."""
ICON = 48
SLOT = 120
"""The room for an icon with its name below."""
SIZE = 12
"""The size of every text but the names of cards and columns."""
TITLE = 13
LEADING = 15
HEAD = 32
BAND_HEAD = 24
CARD = 208
MOST_SAID = 5
"""The most lines that a sentence of a card takes."""


def up(length: float) -> int:
    """Return the next multiple of the grid."""
    return -(-int(length + 0.999) // GRID) * GRID


def down(length: float) -> int:
    """Return the multiple of the grid before."""
    return int(length) // GRID * GRID


@dataclass(slots=True, eq=False)
class Item:
    """A piece with a size; `kids` are in it, each at an offset."""

    w: int = 0
    h: int = 0
    x: int = 0
    y: int = 0
    kids: "list[tuple[Item, int, int]]" = field(default_factory=list)

    def add(self, kid: "Item", dx: int, dy: int) -> None:
        """Put another piece into this one."""
        self.kids.append((kid, dx, dy))

    def put(self, x: int, y: int) -> None:
        """Place this piece and all that is in it."""
        self.x, self.y = x, y
        for kid, dx, dy in self.kids:
            kid.put(x + dx, y + dy)

    def every(self) -> "Iterator[Item]":
        """Yield this piece and all that is in it, each before what is in it."""
        yield self
        for kid, _, _ in self.kids:
            yield from kid.every()

    @property
    def rect(self) -> Rect:
        """Its room."""
        return (self.x, self.y, self.x + self.w, self.y + self.h)


@dataclass(slots=True, eq=False)
class NodeItem(Item):
    """An icon with its name below; or beside it, where it stands on a border."""

    node: Node = field(kw_only=True)
    lines: tuple[str, ...] = ()
    note: tuple[str, ...] = ()

    @property
    def bordering(self) -> bool:
        """Whether it stands on the left border of its box."""
        return self.node.stands == "border"

    @property
    def icon(self) -> Rect:
        """The room of its icon."""
        left = self.x if self.bordering else self.x + (self.w - ICON) // 2
        return (left, self.y, left + ICON, self.y + ICON)

    @property
    def solid(self) -> Rect:
        """What no line may touch: the icon and the words, not the empty rest of the slot."""
        if self.bordering:
            return self.rect
        words = max(ICON, *(width(line, SIZE) for line in (*self.lines, *self.note)))
        half = min(up(words / 2 - 3) + 4, self.w // 2)
        middle = self.x + self.w // 2
        return (middle - half, self.y, middle + half, self.y + self.h)


@dataclass(slots=True, eq=False)
class CardItem(Item):
    """A zone, an account or an option as one box: its name, a strip of icons, lines, and the worst or the verdict."""

    node: Node = field(kw_only=True)
    lines: tuple[str, ...] = ()
    says: tuple[tuple[str, ...], ...] = ()
    """What it says, each sentence in lines."""

    def apart(self, at: int) -> int:
        """Return the room above a sentence: one of several lines is set apart from the one before."""
        return 6 if at and max(len(self.says[at - 1]), len(self.says[at])) > 1 else 0

    @property
    def solid(self) -> Rect:
        """What no line may touch."""
        return self.rect


@dataclass(slots=True, eq=False)
class BoxItem(Item):
    """A border with a name; one that is `gated` has something on its left side, which needs room around it."""

    id: str = field(kw_only=True)
    kind: str = field(kw_only=True)
    label: str = field(kw_only=True)
    members: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    centred: bool = False
    gated: bool = False

    @property
    def marked(self) -> bool:
        """Whether the sign of its kind stands before its name."""
        return self.kind not in UNMARKED

    @property
    def bold(self) -> bool:
        """Whether its name is bold."""
        return self.kind != "band"

    @property
    def inset(self) -> int:
        """How far from the left its name begins."""
        return 32 if self.marked else 8

    @property
    def top(self) -> int:
        """The height of its head."""
        return (
            (HEAD if self.bold else BAND_HEAD)
            + LEADING * (len(self.lines) - 1) // GRID * GRID
            + 8 * (len(self.lines) > 1)
        )

    def fit(self, most: int = 2) -> None:
        """Wrap the name to its width, at least so wide that a word fits."""
        room = max(self.w - self.inset - 16, 72)
        self.lines = wrapped(self.label, room, SIZE, most=most, bold=self.bold)

    @property
    def head(self) -> Rect:
        """The room of its name."""
        wide = max(width(line, SIZE, bold=self.bold) for line in self.lines or ("",))
        left = self.x + (self.w - wide) / 2 if self.centred else self.x + self.inset
        return (left, self.y + 4, left + wide, self.y + 8 + LEADING * len(self.lines))


UNMARKED = frozenset({"availability-zone", "band", "choice", "host", "zone", "group", "namespace", "options"})
"""The kinds of border that have no sign beside their name."""


def node_item(node: Node) -> Item:
    """Return the piece for a node: a card, an icon on a border, or an icon with its name below."""
    if node.card:
        lines = wrapped(node.label, CARD - 24, TITLE, most=2, bold=True)
        says = tuple(wrapped(text, CARD - 24, SIZE, most=MOST_SAID) for text in node.card.says)
        strip = 40 if node.card.icons else 0
        made = CardItem(w=CARD, node=node, lines=lines, says=says)
        said = sum(16 * len(each) + made.apart(at) for at, each in enumerate(says))
        made.h = up(14 + 17 * len(lines) + strip + said + (22 if node.card.worst else 0) + 8)
        return made
    note = wrapped(node.note, SLOT - 4, SIZE, most=2) if node.note else ()
    if node.stands == "border":
        lines = wrapped(node.label, 84, SIZE)
        wide = max(width(line, SIZE) for line in (*lines, *note))
        return NodeItem(w=up(ICON + 8 + wide), h=up(max(ICON, LEADING * len((*lines, *note)) + 4)), node=node,
                        lines=lines, note=note)  # fmt: skip
    lines = wrapped(node.label, SLOT - 4, SIZE)
    high = up(ICON + 6 + LEADING * len((*lines, *note)))
    return NodeItem(w=SLOT, h=high, node=node, lines=lines, note=note)


def box_item(cluster: Cluster) -> BoxItem:
    """Return the piece for a cluster, still without what is in it."""
    centred = cluster.kind == "availability-zone"
    return BoxItem(id=cluster.id, kind=cluster.kind, label=cluster.label, centred=centred)


def band_item(band: Band) -> BoxItem:
    """Return the piece for a band, still without what is in it."""
    return BoxItem(id=band.id, kind="band", label=band.label, members=band.nodes)


def line(items: Sequence[Item], gap: int) -> Item:
    """Return the pieces side by side."""
    out, x = Item(), 0
    for each in items:
        out.add(each, x, 0)
        x += each.w + gap
    out.w, out.h = max(x - gap, 0), max((each.h for each in items), default=0)
    return out


def column(items: Sequence[Item], gap: int, *, centred: bool = False) -> Item:
    """Return the pieces one below the other."""
    out, y = Item(w=max((each.w for each in items), default=0)), 0
    for each in items:
        out.add(each, down((out.w - each.w) / 2) if centred else 0, y)
        y += each.h + gap
    out.h = max(y - gap, 0)
    return out


def grid(items: Sequence[Item], columns: int, gap: int = 24) -> Item:
    """Return the pieces in rows of so many."""
    rows = [line(items[at : at + columns], gap) for at in range(0, len(items), columns)]
    return column(rows, gap + 8)


def framed(box: BoxItem, content: Item, pad: int = 24, left: int = 0) -> BoxItem:
    """Put the content into the box, wide enough for its name; `left` is room for what stands on its left border."""
    named = min(width(box.label, SIZE, bold=box.bold), 168) + box.inset + 16
    box.w = max(content.w + 2 * pad + left, up(named))
    box.fit()
    above, below = (0, 8) if box.kind == "band" else (8, pad)
    box.add(content, left + down((box.w - left - content.w) / 2), box.top + above)
    box.h = box.top + above + content.h + below
    return box
