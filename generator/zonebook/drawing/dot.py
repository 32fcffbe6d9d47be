"""Graph to DOT text, using the diagrams library for attributes and icons but not for drawing."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextvars import copy_context
from dataclasses import field
from html import escape as escape_html
from textwrap import wrap
from types import MappingProxyType
from typing import Any, Literal

import diagrams
import graphviz

from zonebook.document.graph import Cluster, Edge, Graph, Node
from zonebook.document.palette import PALETTE
from zonebook.drawing.icons import icon
from zonebook.model import vocabulary
from zonebook.values.record import dataclass

_BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufffe\uffff")
_FONT = "Arial"
ROOM = 1.2
"""How much larger words are laid out than drawn: the fonts of a reader may be wider than those of the engine."""
_TEXT, _SMALL = (f"{size * ROOM:g}" for size in (12, 11))
_INK, _LINE, _ALARM, _BOX_FILL = (PALETTE[role].light for role in ("ink", "line", "alarm", "box"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """A layout variant of the same graph; `loss` says what the reader misses."""

    attribute: Literal["label", "xlabel", ""] = "label"
    numbered: bool = False
    splines: Literal["spline", "polyline", "line"] = "spline"
    newrank: bool = True
    loss: str = ""

    def words(self, edge: Edge) -> tuple[str, ...]:
        """Return the label lines of an arrow, or none; a numbered arrow shows its number instead."""
        return () if not self.attribute else ("#",) if self.numbered else said(edge)


PLAIN = Manner()

_PAGE: Mapping[str, str] = MappingProxyType({
    "label": "", "pad": "0.2", "compound": "true", "fontname": _FONT, "fontsize": _TEXT,
    "nodesep": "0.25", "ranksep": "0.45",
})  # fmt: skip
_BOX: Mapping[str, str] = MappingProxyType({
    "shape": "box", "style": "rounded,filled", "fillcolor": _BOX_FILL, "color": _LINE, "fixedsize": "false",
    "width": "0.9", "height": "0.5", "margin": "0.12,0.08", "labelloc": "c", "fontname": _FONT, "fontsize": _TEXT,
    "fontcolor": _INK,
})  # fmt: skip
_BARE: Mapping[str, str] = MappingProxyType({"shape": "plain", "style": "", "width": "0", "height": "0"})
_ARROW: Mapping[str, str] = MappingProxyType(
    {"color": _LINE, "arrowsize": "0.8", "fontname": _FONT, "fontsize": _SMALL}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Look:
    """The border of a cluster, by the roles of its colours; the label states the kind as well."""

    color: str = "border"
    fills: tuple[str, ...] = ("paper",)
    style: str = "rounded"
    width: str = "1.2"
    said: str = ""


_LOOKS: Mapping[str, _Look] = MappingProxyType({
    "zone": _Look(color="zone", fills=("zone-1", "zone-2", "zone-3", "zone-4"), style="rounded,dashed"),
    "account": _Look(color="account", style="solid", width="2.2", said="account"),
    "region": _Look(color="region", style="solid", width="1.4", said="region"),
    "vpc": _Look(color="vpc", style="rounded", width="1.8", said="VPC"),
    "availability-zone": _Look(
        color="availability-zone", fills=("availability-zone-fill",), width="1", said="availability zone"
    ),
    "subnet": _Look(color="subnet", fills=("subnet-fill",), style="solid", width="1", said="subnet"),
    "on-premises": _Look(
        color="on-premises", fills=("on-premises-fill",), style="solid", width="2.2", said="on premises"
    ),
})  # fmt: skip

ROLES: Mapping[str, str] = MappingProxyType({
    PALETTE[role].light.lower(): role
    for role in (
        "ink", "line", "alarm", "paper", "border",
        *(role for look in _LOOKS.values() for role in (look.color, *look.fills)),
    )
})  # fmt: skip
"""The role of each colour in the DOT text; white is the paper, or within a node its box."""


def clean(text: str) -> str:
    """Return the text on one line; what is invisible or not allowed in XML is replaced by a visible sign."""
    line = " ".join(text.split())
    if line.isprintable():
        return line
    return "".join(
        "\N{REPLACEMENT CHARACTER}" if unicodedata.category(c) in {"Cc", "Cs"} or c in _BIDI else c for c in line
    )


def key(sort: str, name: str) -> str:
    """Return a unique name: characters other than letters, digits and hyphens are written as code points."""
    return sort + "-" + re.sub(r"[^A-Za-z0-9-]", lambda found: f"_{ord(found[0]):x}_", name)


def clusters(within: Iterable[Cluster]) -> Iterator[Cluster]:
    """Yield every cluster, each before those inside it."""
    waiting = list(within)[::-1]
    while waiting:
        cluster = waiting.pop()
        yield cluster
        waiting.extend(reversed(cluster.clusters))


def nodes(graph: Graph) -> Iterator[Node]:
    """Yield every node of the graph, those outside all clusters first."""
    yield from graph.nodes
    for cluster in clusters(graph.clusters):
        yield from cluster.nodes


def dot(graph: Graph, icon: Callable[[str], str] = icon, manner: Manner = PLAIN) -> str:
    """Return deterministic DOT text; `icon` turns a node's icon into an address, or "" for none.

    An edge may end at a cluster: it stops at the border. Links are left out, as they do not affect the layout.
    """
    return copy_context().run(_source, graph, icon, manner)


def _source(graph: Graph, icon: Callable[[str], str], manner: Manner) -> str:
    """Return the DOT text; the library keeps its state in context variables, which this changes."""
    page = {**_PAGE, "splines": manner.splines, "newrank": str(manner.newrank).lower()}
    diagram = diagrams.Diagram(
        key("graph", graph.name), direction=graph.direction, graph_attr=page, node_attr=_BOX, edge_attr=_ARROW
    )
    diagrams.setdiagram(diagram)
    around = _around(graph)
    draft = _Draft(icon=icon, manner=manner, around=around, points=_points(graph, around))
    for node in graph.nodes:
        draft.node(node)
    for cluster in graph.clusters:
        draft.cluster(cluster, ())
    for number, edge in enumerate(graph.edges, 1):
        draft.edge(number, edge)
    source: str = diagram.dot.source
    return source


def _around(graph: Graph) -> Mapping[str, frozenset[str]]:
    """Map each possible end of an edge to the points of the clusters around it, its own included."""
    around: dict[str, frozenset[str]] = {}
    waiting: list[tuple[Cluster, frozenset[str]]] = [(cluster, frozenset()) for cluster in graph.clusters]
    while waiting:
        cluster, outer = waiting.pop()
        point = key("point", cluster.id)
        around[point] = outer | {point}
        around |= {key("node", node.id): around[point] for node in cluster.nodes}
        waiting.extend((inner, around[point]) for inner in cluster.clusters)
    return around | {key("node", node.id): frozenset() for node in graph.nodes}


def _end(name: str, around: Mapping[str, frozenset[str]]) -> str:
    """Return the name of the node or, where there is no such node, of the point that represents the cluster."""
    return key("node" if key("node", name) in around else "point", name)


def _points(graph: Graph, around: Mapping[str, frozenset[str]]) -> Mapping[str, bool]:
    """Return the points that are needed, each with whether it is visible.

    A cluster needs a point where an edge ends at it, or where it is empty.
    """
    points = {
        key("point", cluster.id): False
        for cluster in clusters(graph.clusters)
        if not (cluster.nodes or cluster.clusters)
    }
    for edge in graph.edges:
        source, target = _end(edge.source, around), _end(edge.target, around)
        for end, other in ((source, target), (target, source)):
            if end.startswith("point-"):
                points[end] = points.get(end, False) or end in around[other]
    return points


@dataclass(frozen=True, slots=True, kw_only=True)
class _Draft:
    """Builds a graph in the diagrams library."""

    icon: Callable[[str], str]
    manner: Manner
    around: Mapping[str, frozenset[str]]
    points: Mapping[str, bool]
    ends: dict[str, Any] = field(default_factory=dict)

    def node(self, node: Node) -> None:
        """Add a node to the current cluster of the library."""
        picture = self.icon(node.icon) if node.icon else ""
        label = _pictured(picture, node.label) if picture else _plain(lines(node.label, 20))
        name = key("node", node.id)
        self.ends[name] = diagrams.Node(label, nodeid=name, id=name, **(_BARE if picture else {}))

    def cluster(self, cluster: Cluster, kinds: tuple[str, ...]) -> None:
        """Add a cluster with its content to the current cluster of the library."""
        with diagrams.Cluster("", graph_attr=_border(cluster, kinds.count(cluster.kind))) as placed:
            placed.dot.name = key("cluster", cluster.id)
            self.point(key("point", cluster.id))
            for node in cluster.nodes:
                self.node(node)
            for inner in cluster.clusters:
                self.cluster(inner, (*kinds, cluster.kind))

    def point(self, name: str) -> None:
        """Add the point that represents a whole cluster, where it is needed."""
        if name in self.points:
            look = {} if self.points[name] else {"style": "invis"}
            self.ends[name] = diagrams.Node(
                "", nodeid=name, id=name, shape="point", width="0.08", height="0.08", **look
            )

    def edge(self, number: int, edge: Edge) -> None:
        """Add an arrow between two nodes or points that were added before."""
        source, target = _end(edge.source, self.around), _end(edge.target, self.around)
        looks = {"id": key("edge", edge.id), "fontname": _FONT, "fontsize": _SMALL, "fontcolor": _INK} | _marked(edge)
        words = self.manner.words(edge)
        if words:
            looks[self.manner.attribute] = _plain((str(number),) if self.manner.numbered else words)
        for end, other, border in ((source, target, "ltail"), (target, source, "lhead")):
            if end.startswith("point-") and end not in self.around[other]:
                looks[border] = end.replace("point-", "cluster-", 1)
        self.ends[source].connect(self.ends[target], diagrams.Edge(forward=True, **looks))


def lines(text: str, width: int, most: int = 3) -> tuple[str, ...]:
    """Wrap the text to at most `most` lines of `width` characters; an ellipsis shows that there is more."""
    return tuple(wrap(clean(text)[: width * (most + 2)], width, max_lines=most, placeholder="…")) or ("",)


def shortened(words: str, width: int = 28, alone: int = 44) -> str:
    """Shorten a list such as `ldap, kerberos, dns` to the items that fit, and say how many are left out.

    The first one is never left out: it may take `alone` characters, and is cut where it is longer.
    """
    parts = [part for part in (clean(part) for part in words.split(",")) if part]
    fits = next((n for n in range(len(parts), 1, -1) if len(", ".join(parts[:n])) <= width), 1)
    left = len(parts) - fits
    first = ", ".join(parts[:fits])
    return (first if len(first) <= alone else first[: alone - 1] + "…") + (f" … +{left}" if left > 0 else "")


def said(edge: Edge) -> tuple[str, ...]:
    """Return the label of an arrow; clear text is marked by a word, not by the line style alone."""
    words = filter(None, lines(shortened(edge.label), 20))
    return ("⚠ clear", *words) if "cleartext" in edge.marks else tuple(words)


def _marked(edge: Edge) -> dict[str, str]:
    """Return the style of an arrow: dashes for clear text, a thick line with a double head for a border crossing."""
    clear = {"style": "dashed", "color": _ALARM, "fontcolor": _ALARM} if "cleartext" in edge.marks else {}
    return clear | ({"penwidth": "2.2", "arrowhead": "normalnormal"} if "crossing" in edge.marks else {})


def _border(cluster: Cluster, depth: int) -> dict[str, str]:
    """Return the style of a cluster; `depth` counts the borders of its own kind around it."""
    look = _LOOKS.get(cluster.kind, _Look(said=vocabulary.words(cluster.kind)))
    label = clean(cluster.label)
    kind = f" ({look.said})" if look.said and look.said.casefold() not in label.casefold() else ""
    color, fill = PALETTE[look.color].light, PALETTE[look.fills[min(depth, len(look.fills) - 1)]].light
    return {
        "id": key("cluster", cluster.id), "label": _plain(lines(label + kind, 44, 2)), "labelloc": "t",
        "labeljust": "l", "fontname": _FONT, "fontsize": _TEXT, "fontcolor": color, "style": look.style,
        "pencolor": color, "penwidth": look.width, "margin": "12", "bgcolor": fill,
    }  # fmt: skip


def _plain(said: tuple[str, ...]) -> str:
    """Return the lines as a label, escaped for the layout engine."""
    escaped: str = graphviz.escape("\n".join(said).replace("&", "&amp;"))
    return escaped


def _pictured(address: str, label: str) -> str:
    """Return an HTML label with an icon above the words, which are escaped."""
    words = "<BR/>".join(escape_html(line).replace("\\", "\\\\") or " " for line in lines(label, 20))
    picture = f'<TD FIXEDSIZE="TRUE" WIDTH="50" HEIGHT="50"><IMG SCALE="TRUE" SRC="{escape_html(address)}"/></TD>'
    rows = f"<TR>{picture}</TR><TR><TD>{words}</TD></TR>"
    return f'<<TABLE BORDER="0" CELLBORDER="0" CELLSPACING="0" CELLPADDING="1">{rows}</TABLE>>'
