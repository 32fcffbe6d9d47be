"""A diagram before layout: boxes, borders, arrows and overlays."""

from dataclasses import dataclass
from typing import Literal

from zonebook.document.inline import Badge

Known = tuple[tuple[str, str], ...]
"""What is known of a part of a diagram: pairs of a name and a text."""
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
class Node:
    """A box of a diagram. `icon` is a class of the diagrams library (`aws.compute.EC2`); `to` is its page.

    `of` are the ids of the elements it represents, where that is not itself.
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
    """An arrow. `marks` may hold `cleartext`, `crossing`; `flows` are the ids of the flows it represents."""

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
    """A diagram before layout. `name` is the stem of its file; `description` is its text alternative.

    `within` are the flows within one box, which have no arrow.
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
