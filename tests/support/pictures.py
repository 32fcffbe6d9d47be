"""The pictures of the reference systems, and what of a graph and its layout tests ask for."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from zonebook import assembly
from zonebook.assess.assessment import Assessment
from zonebook.diagram.layout.arrange import unchecked
from zonebook.diagram.layout.geometry import Geometry
from zonebook.document.graph import Cluster, Graph, Node
from zonebook.document.page import Diagram
from zonebook.views.system.attack_paths import paths
from zonebook.views.system.diagrams import diagrams
from zonebook.views.system.directory import directory

MODELS = Path(__file__).parents[2] / "models"
DAY = "2026-11-28"


@cache
def reference() -> Assessment:
    """Return the assessment of the reference systems."""
    return assembly.load_and_assess(MODELS, DAY, "models")


@cache
def pictures() -> dict[str, Graph]:
    """Return every picture of every reference system that is laid out by rules, by its name."""
    pages = (*diagrams(reference()), *paths(reference()), *directory(reference()))
    graphs = (block.graph for page in pages for block in page.blocks if isinstance(block, Diagram))
    return {graph.name: graph for graph in graphs if graph.layout != "layers"}


@cache
def laid_out(name: str) -> Geometry:
    """Return the layout of a picture of the reference systems, whether it keeps the rules or not."""
    return unchecked(pictures()[name])


def clusters(graph: Graph) -> Iterator[Cluster]:
    """Yield every border of a graph."""
    waiting = list(graph.clusters)
    while waiting:
        cluster = waiting.pop()
        yield cluster
        waiting.extend(cluster.clusters)


def nodes(graph: Graph) -> Iterator[Node]:
    """Yield every node of a graph."""
    yield from graph.nodes
    for cluster in clusters(graph):
        yield from cluster.nodes
