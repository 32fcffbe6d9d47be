"""A picture before it is laid out: boxes, borders, arrows, and the ways to look at them."""

from dataclasses import dataclass
from typing import Literal

from zonebook.document.inline import Badge

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
