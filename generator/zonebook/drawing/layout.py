"""Graph to picture: run a layout engine in a separate process until nothing is lost, else report a fault."""

import os
import re
import shutil
import sys
import sysconfig
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import field, replace
from math import ceil
from pathlib import Path
from xml.etree.ElementTree import Element

from zonebook.diagram.layout.geometry import Geometry
from zonebook.document.graph import Graph, Node
from zonebook.document.page import Picture
from zonebook.drawing.dot import Manner, clusters, dot, nodes
from zonebook.drawing.icons import ICONS, NoIconError, icon
from zonebook.drawing.own_svg import own
from zonebook.drawing.placing import Placing, placing
from zonebook.drawing.svg import BadDrawingError, drawing, whole
from zonebook.edge.processes import Limits, Processes, StoppedError
from zonebook.values.record import dataclass

LADDER = (
    Manner(newrank=False),  # far more compact, but loses arrows between clusters more often
    Manner(),
    Manner(attribute="xlabel"),
    Manner(attribute="xlabel", splines="polyline"),
    Manner(
        attribute="xlabel",
        splines="polyline",
        numbered=True,
        loss="the arrows bear numbers; their words are shown on hovering and in the table",
    ),
    Manner(attribute="", splines="line", loss="the arrows bear no words; these are shown on hovering and in the table"),
)
"""The layout variants, the best first: each is tried only when the one before it lost something."""

COMPACT = 60
"""The largest number of nodes for which the first variant is tried; with more, it seldom succeeds."""

DEPTH = 40
"""The deepest nesting of borders; more cannot be read, and engines recurse."""

KEPT = frozenset({"PATH", "HOME", "SYSTEMROOT", "TMP", "TEMP", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH"})
"""The environment variables that an engine gets: none that affects the layout."""

MOST_PRINTED = 32 * 1024 * 1024
"""How many bytes an engine may print: a picture of 1,000 services and 2,000 flows takes a tenth of it."""

MOST_SAID = 64 * 1024
"""How many bytes of the standard error of an engine are searched for complaints."""

COMPLAINT = re.compile(r"\bError:|\bError \(|\btrouble in |\blost \S+ \S+ edge")
"""What an engine prints when it left something out, whatever its exit code; font warnings do not match."""

Href = Callable[[str], str]


class NoDrawingError(Exception):
    """The engine failed; the message says how."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Laid:
    """The checked layout of a graph and its manner; or, where there is no `root`, the fault."""

    root: Element | None = None
    manner: Manner = LADDER[0]
    fault: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawer:
    """Draws graphs with the first engine that loses nothing, each layout once; `timeout` is seconds for one run."""

    engines: tuple[str, ...]
    timeout: float = 20.0
    known: dict[Graph, Laid] = field(default_factory=dict, repr=False, compare=False)
    placing: Placing = field(default_factory=Placing, repr=False, compare=False)
    processes: Processes = field(default_factory=Processes, repr=False, compare=False)

    def draw(self, graph: Graph, href: Href) -> Picture:
        """Draw the graph as an SVG whose links `href` makes from the paths of pages, or return a fault.

        Raise only EndingError, where the program ends meanwhile.
        """
        wrong = _wrong(graph)
        if wrong:
            return Picture(fault=wrong)
        absent = sorted({reason for node in nodes(graph) for name in _icons(node) if (reason := _absent(name))})
        placed = self.placing.placed(graph)
        if isinstance(placed, Geometry):
            return replace(own(graph, placed, href), fault="; ".join(absent))
        laid = self._laid(graph)
        if laid.root is None:
            return Picture(fault="; ".join(filter(None, (placed, laid.fault))))
        picture = whole(laid.root, graph, href)
        return replace(picture, fault="; ".join(filter(None, (placed, laid.manner.loss, *absent))))

    def _laid(self, graph: Graph) -> Laid:
        """Return the layout of a valid graph, memoised."""
        if graph not in self.known:
            self.known[graph] = self._lay_out(graph)
        return self.known[graph]

    def _lay_out(self, graph: Graph) -> Laid:
        """Try each engine in each manner; an engine that hangs or cannot be run is not asked again for this graph."""
        faults: list[str] = []
        large = sum(1 for _ in nodes(graph)) > COMPACT
        for engine in self.engines:
            for step, manner in enumerate(LADDER[large:], 1):
                try:
                    root = drawing(self._run(engine, dot(graph, _shown, manner)), graph, manner)
                except BadDrawingError as error:
                    faults.append(f"{Path(engine).name}, try {step}: {error}")
                except NoDrawingError as error:
                    faults.append(f"{Path(engine).name}, try {step}: {error}")
                    break
                else:
                    return Laid(root=root, manner=manner)
        return Laid(
            fault="; ".join(faults)
            or "no layout engine: install graphviz-pure, or set ZONEBOOK_DOT to a Graphviz `dot`"
        )

    def _run(self, engine: str, text: str) -> str:
        """Run an engine on DOT text and return its output.

        Raise BadDrawingError where it fails, NoDrawingError where it would fail again.
        """
        kept = {name: value for name, value in os.environ.items() if name in KEPT} | {"LC_ALL": "C.UTF-8"}
        limits = Limits(
            seconds=self.timeout, printed=MOST_PRINTED, said=MOST_SAID, processor_seconds=2 * ceil(self.timeout)
        )
        command = (engine, "-Kdot", "-Tsvg")  # no shell, fixed arguments, and the engine is the operator's choice
        try:
            done = self.processes.run(command, text.encode(), limits, env=kept, cwd=ICONS)
        except StoppedError as error:
            raise NoDrawingError(str(error)) from error
        except OSError as error:
            raise NoDrawingError(f"cannot be run: {error.strerror}") from error
        said = done.said.decode(errors="replace")
        complaints = [line.strip() for line in said.splitlines() if COMPLAINT.search(line)]
        if done.code or complaints:
            raise BadDrawingError(f"ended with {done.code}: {' '.join(complaints)[:200] or 'no reason given'}")
        return done.printed.decode(errors="replace")


def drawer(environ: Mapping[str, str] = os.environ) -> Drawer:
    """Return a Drawer with the engines of this machine, and the layouts that are kept on it."""
    found = tuple(dict.fromkeys(str(Path(engine).absolute()) for engine in engines(environ)))
    return Drawer(engines=found, placing=placing())


def engines(environ: Mapping[str, str]) -> Iterator[str]:
    """Yield the layout engines: only that of ZONEBOOK_DOT if set; else graphviz-pure, ours first, then dot."""
    wanted, path = environ.get("ZONEBOOK_DOT"), environ.get("PATH", "")
    if wanted:
        yield shutil.which(wanted, path=path) or wanted
        return
    for folder in (str(Path(sys.executable).parent), sysconfig.get_path("scripts"), path):
        yield from filter(None, [shutil.which("graphviz-pure", path=folder)])
    yield from filter(None, [shutil.which("dot", path=path)])


def _wrong(graph: Graph) -> str:
    """Return why no engine could draw the graph, or an empty string."""
    parts = {
        "node": [node.id for node in nodes(graph)],
        "cluster": [cluster.id for cluster in clusters(graph.clusters)],
        "edge": [edge.id for edge in graph.edges],
    }
    twice = [
        f"{sort} `{name}` stands twice in the graph"
        for sort, names in parts.items()
        for name, times in Counter(names).items()
        if times > 1
    ]
    ends = {*parts["node"], *parts["cluster"]}
    loose = [
        f"edge `{edge.id}` ends at `{end}`, which is not in the graph"
        for edge in graph.edges
        for end in (edge.source, edge.target)
        if end not in ends
    ]
    deep = [f"more than {DEPTH} borders stand around each other"] if _depth(graph) > DEPTH else []
    empty = [] if ends else ["the graph has nothing in it"]
    return "; ".join((twice + loose + deep + empty)[:5])


def _depth(graph: Graph) -> int:
    """Return the depth of the most deeply nested cluster."""
    level, depth = graph.clusters, 0
    while level:
        level, depth = tuple(inner for cluster in level for inner in cluster.clusters), depth + 1
    return depth


def _icons(node: Node) -> tuple[str, ...]:
    """Return the names of the icons of a node."""
    return (node.icon, *(node.card.icons if node.card else ()))


def _absent(path: str) -> str:
    """Return why there is no icon of this name, or an empty string."""
    try:
        return icon(path) and "" if path else ""
    except NoIconError as error:
        return str(error)


def _shown(path: str) -> str:
    """Return the address of an icon, or an empty string where there is none: the node is then a box."""
    return "" if _absent(path) else icon(path)
