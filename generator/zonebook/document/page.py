"""`Page` as the interface between views and writers: the content of a page, without its presentation.

All text here is plain. Escaping is done by the writers and nowhere else.
"""

from zonebook.document.graph import Graph
from zonebook.document.inline import Link, Text, Tone
from zonebook.document.sheet import Sheet, Workbook
from zonebook.values import Data
from zonebook.values.record import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """The start of a part; `anchor` is its stable address within the page; `level` 2 to 4.

    A part that is not `searched` repeats the content of other pages, and is left out of the search index.
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
    """Pairs of a name and a text, one a line."""

    pairs: tuple[tuple[str, Text], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row; `id` is its stable address within the table, `also` has those of what else it stands for."""

    id: str
    cells: tuple[Text, ...]
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows under headings. `name` is the stem of its downloads and its address; `heads` cells of a row are its heading.

    `lead` is a sentence on what the table answers. A table with `grid` is read in both directions (a matrix).
    `totals` are the columns whose numbers can be added up. A page folds the columns named in `folded` under their row;
    the heading of a row is then the first of the others. `bands` stand above neighbouring columns of a matrix behind
    its first: a title, and how many columns it is about. The headings below them stand upright.
    """

    name: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    lead: str = ""
    heads: int = 1
    grid: bool = False
    totals: tuple[str, ...] = ()
    folded: tuple[str, ...] = ()
    bands: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagram:
    """A diagram on a page, by its graph; `about` is what a slide of it says below its title."""

    graph: Graph
    about: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """A layer of a stack: its holder in a word or two, and the tone of that."""

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
    """A file to download; `path` is from the root of the site.

    The end of the path says which format it has. It contains `book`, or `table` where the page does not show all of
    that; else the table of the same name on the page.
    """

    text: str
    path: str
    table: Table | Sheet | None = None
    book: Workbook | None = None


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
    """Lines of a text, verbatim."""

    text: str
    language: str = "yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """Blocks that are collapsed until opened; those that are not `searched` are left out of the search index."""

    summary: str
    blocks: tuple["Block", ...]
    searched: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Begin:
    """A decision that somebody may begin with: its id, where it is explained, and what it states, as plain data."""

    id: str
    at: Link
    said: Data


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIf:
    """Options that are weighed again in the browser, by the rules in `data`, as somebody changes what is asked for.

    `lead` is shown where no script runs. `options` lead to the option of each id; `begins` are decisions that exist.
    """

    name: str
    lead: Text
    data: Data
    options: tuple[tuple[str, Link], ...]
    begins: tuple[Begin, ...]


Block = (
    WhatIf | Heading | Prose | Listing | Facts | Table | Diagram | Stack | Download | Cards | Notice | Snippet | Details
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page: `path` is from the root of the site and ends in `.md`; `section` is its place in the navigation.

    `above` are its breadcrumbs, from the first page down.
    """

    path: str
    title: str
    description: str
    blocks: tuple[Block, ...]
    section: tuple[str, ...] = ()
    listed: bool = False
    above: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Icon:
    """An icon of a picture, for all that stand for it there and on the same page: its id, and a file as a data URI."""

    id: str
    data: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A drawn graph: `svg` refers to `icons` by their ids; `fault` is why there is none, or what is wrong with it."""

    svg: str = ""
    fault: str = ""
    icons: tuple[Icon, ...] = ()
