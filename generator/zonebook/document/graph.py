"""A diagram before layout: boxes, borders, arrows and overlays."""

from typing import Literal

from zonebook.document.inline import Badge
from zonebook.values.record import dataclass

Known = tuple[tuple[str, str], ...]
"""What is known of a part of a diagram: pairs of a name and a text."""
Stands = Literal["", "border", "between", "across"]
"""Where a node stands: in its cluster, on its border, between the networks in it, or across the zones of its band."""
CardOf = Literal["zone", "account", "option"]
"""What a card is of: a zone or an account with its members, or an option of a decision."""
Places = tuple[tuple[str, Badge | None], ...]
"""The overlays that highlight a part of a diagram, by id, each with the part's badge if it has one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlay:
    """An overlay of a diagram: `many` parts are highlighted, the others dimmed; `says` is which and why."""

    id: str
    title: str
    says: str
    many: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What a box says of the many elements that it represents: the first icons, how many more, lines, and the worst.

    It stands for the zone or the account `element`, and `level` is the trust of a zone; or it is that option of a
    decision, with what it would place, and the verdict on it as the worst.
    """

    about: CardOf = "zone"
    element: str = ""

    icons: tuple[str, ...] = ()
    more: int = 0
    says: tuple[str, ...] = ()
    worst: Badge | None = None
    level: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A box of a diagram. `icon` is a class of the diagrams library (`aws.compute.EC2`); `to` is its page.

    `of` are the ids of the elements it represents, where that is not itself; `note` is a line below its label. It
    stands in its cluster; on the border of it; between networks, before what they hold; or across the zones of a band.
    """

    id: str
    label: str
    icon: str = ""
    to: str = ""
    marks: tuple[str, ...] = ()
    of: tuple[str, ...] = ()
    facts: Known = ()
    overlays: Places = ()
    note: str = ""
    card: Card | None = None
    stands: Stands = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """A border around boxes and other borders. `kind` is zone, account, region, vpc, subnet, …

    Subnets of one `row` are drawn at one height; `level` is the trust of a zone, nothing where it is not stated. A
    border that is itself an element, such as a host around its guests, names it in `of`.
    """

    id: str
    label: str
    kind: str
    nodes: tuple[Node, ...] = ()
    clusters: tuple["Cluster", ...] = ()
    to: str = ""
    facts: Known = ()
    row: str = ""
    level: int | None = None
    of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """A group of nodes that may stand in several clusters, such as a zone across availability zones."""

    id: str
    label: str
    nodes: tuple[str, ...]
    to: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """An arrow. `marks` may hold `cleartext`, `crossing`; `flows` are the ids of the flows it represents.

    It may begin at any of `starts` and end at any of `stops` (nodes, bands, clusters), where these are given; `back`
    are those of its flows that go the other way. One that is not `shown` is drawn when the reader asks for it. Where
    only some of what it carries is in clear text, `clear` are its words that say so, which stand first in its label.
    """

    id: str
    source: str
    target: str
    label: str
    to: str = ""
    marks: tuple[str, ...] = ()
    flows: tuple[str, ...] = ()
    facts: Known = ()
    overlays: Places = ()
    starts: tuple[str, ...] = ()
    stops: tuple[str, ...] = ()
    back: tuple[str, ...] = ()
    clear: tuple[str, ...] = ()
    shown: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Graph:
    """A diagram before layout. `name` is the stem of its file; `description` is its text alternative.

    `within` are the flows within one box, which have no arrow. It is laid out by layers, as its arrows follow each
    other; by placement, as borders lie inside each other; or by zones, in columns of one trust. `legs` are the arrows
    that a flow follows one after the other, where these are several.
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
    layout: Literal["layers", "placement", "zones"] = "layers"
    bands: tuple[Band, ...] = ()
    legs: tuple[tuple[str, tuple[str, ...]], ...] = ()
