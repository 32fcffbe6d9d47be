"""The narrow waist: what a view says, before any writer decides how it looks.

All text here is plain. A writer escapes it; nobody else does.
"""

from dataclasses import dataclass
from typing import Literal

from zonebook.values import Place

Tone = Literal[
    "very-high", "high", "moderate", "low", "very-low", "met", "partial", "planned", "not-met", "not-applicable",
    "inherited", "not-stated", "yes", "no", "provider", "customer", "shared", "none", "warning", "plain",
]  # fmt: skip
"""How a badge or a cell is marked: always a word and a shape, the colour comes on top."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Words that lead to a page of the site: `to` is the page's path from the root, with `#anchor` where wanted."""

    text: str
    to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Outside:
    """Words that lead to an address outside the site; never followed by the site itself."""

    text: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Badge:
    """A word with a mark."""

    text: str
    tone: Tone = "plain"


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """Words set as code."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """A place in the models, shown as `path:line` and linked to the repository where its address is known."""

    place: Place


Inline = str | Link | Outside | Badge | Code | Trace
Text = tuple[Inline, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """The begin of a part; `anchor` is its stable address within the page; `level` 2 to 4.

    A part that is not `searched` repeats what other pages say: the search finds it there.
    """

    text: str
    anchor: str
    level: int = 2
    searched: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Prose:
    """Paragraphs."""

    paragraphs: tuple[Text, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A list of points."""

    items: tuple[Text, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """A name and what is known under it, line by line."""

    pairs: tuple[tuple[str, Text], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row; `id` is its stable address within the table."""

    id: str
    cells: tuple[Text, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows under headings. `name` is the stem of its downloads and its address; `heads` cells of a row are its heading.

    `lead` says in a sentence what the table answers. A table with `grid` is read in both directions (a matrix).
    `totals` are the columns whose numbers can be added up.
    """

    name: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    lead: str = ""
    heads: int = 1
    grid: bool = False
    totals: tuple[str, ...] = ()


Known = tuple[tuple[str, str], ...]
"""What is known of a part of a picture: names, and what is said under each."""
Places = tuple[tuple[str, Badge | None], ...]
"""The overlays in which a part of a picture stands out, by id, each with its mark there if it has one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlay:
    """A way to look at a picture: `many` of its parts stand out, the others step back; `says` which and why."""

    id: str
    title: str
    says: str
    many: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A box of a picture. `icon` is a class of the diagrams library (`aws.compute.EC2`); `to` is its page.

    `of` are the ids of what it stands for, where that is not itself.
    """

    id: str
    label: str
    icon: str = ""
    to: str = ""
    marks: tuple[str, ...] = ()
    of: tuple[str, ...] = ()
    facts: Known = ()
    overlays: Places = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """A border around boxes and other borders. `kind` is zone, account, region, vpc, subnet, …"""

    id: str
    label: str
    kind: str
    nodes: tuple[Node, ...] = ()
    clusters: tuple["Cluster", ...] = ()
    to: str = ""
    facts: Known = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """An arrow. `marks` may hold `cleartext`, `crossing`; `flows` are the ids of the flows it stands for."""

    id: str
    source: str
    target: str
    label: str
    to: str = ""
    marks: tuple[str, ...] = ()
    flows: tuple[str, ...] = ()
    facts: Known = ()
    overlays: Places = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Graph:
    """A picture before it is laid out. `name` is the stem of its file; `description` is its text alternative.

    `within` are the flows that stay inside one box, and so have no arrow.
    """

    name: str
    title: str
    description: str
    nodes: tuple[Node, ...] = ()
    clusters: tuple[Cluster, ...] = ()
    edges: tuple[Edge, ...] = ()
    within: tuple[str, ...] = ()
    overlays: tuple[Overlay, ...] = ()
    direction: Literal["LR", "TB"] = "LR"


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagram:
    """A graph on a page."""

    graph: Graph


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """A layer of a stack: who holds it in a word or two, and the tone of that."""

    title: str
    holder: str
    tone: Tone


@dataclass(frozen=True, slots=True, kw_only=True)
class Stack:
    """Layers from the ground up, as a picture; `description` is its text alternative."""

    name: str
    title: str
    description: str
    layers: tuple[Layer, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Download:
    """A file to take away; `path` from the root of the site.

    It holds `table`, for what is too large to be shown; without one, the table of the same name on the page.
    """

    text: str
    path: str
    table: Table | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One figure that answers a question, and where to read more."""

    title: str
    value: str
    note: str = ""
    to: str = ""
    tone: Tone = "plain"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cards:
    """Figures side by side."""

    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """Something that must not be overlooked."""

    title: str
    text: Text
    tone: Tone = "warning"


@dataclass(frozen=True, slots=True, kw_only=True)
class Snippet:
    """Lines of a text, as they stand in it."""

    text: str
    language: str = "yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """Blocks that are folded away until asked for."""

    summary: str
    blocks: tuple["Block", ...]


Block = Heading | Prose | Listing | Facts | Table | Diagram | Stack | Download | Cards | Notice | Snippet | Details


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page: `path` from the root of the site, ending in `.md`; `section` is where the navigation puts it."""

    path: str
    title: str
    description: str
    blocks: tuple[Block, ...]
    section: tuple[str, ...] = ()
    listed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A drawn graph: `svg` is whole by itself; `fault` says why there is none, or what is wrong with it."""

    svg: str = ""
    fault: str = ""
