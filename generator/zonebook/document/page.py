"""The narrow waist: what a view says, before any writer decides how it looks.

All text here is plain. A writer escapes it; nobody else does.
"""

from dataclasses import dataclass

from zonebook.document.graph import Graph
from zonebook.document.inline import Link, Text, Tone


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
    """A page: `path` from the root of the site, ending in `.md`; `section` is where the navigation puts it.

    `above` are the pages that lead to it, from the first page down.
    """

    path: str
    title: str
    description: str
    blocks: tuple[Block, ...]
    section: tuple[str, ...] = ()
    listed: bool = False
    above: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A drawn graph: `svg` is whole by itself; `fault` says why there is none, or what is wrong with it."""

    svg: str = ""
    fault: str = ""
