"""Every picture of the reference systems, made once for all tests."""

from functools import cache
from pathlib import Path

from zonebook import assembly
from zonebook.document.graph import Graph
from zonebook.document.page import Diagram, Page, Picture
from zonebook.pipeline import render_pages
from zonebook.write.output_format import LinkOptions

MODELS = Path(__file__).resolve().parents[2] / "models"
DAY = "2026-12-01"


@cache
def pages() -> tuple[Page, ...]:
    """Return the pages of the reference systems that have a picture."""
    found = render_pages(assembly.load_and_assess(MODELS, DAY, "models"), assembly._language())
    return tuple(page for page in found if any(isinstance(block, Diagram) for block in page.blocks))


@cache
def pictures() -> dict[str, tuple[Graph, Picture]]:
    """Return each picture with its graph, by name."""
    shown, _ = assembly.drawn(pages(), LinkOptions(links="html"), assembly._drawer())
    graphs = [(page, block.graph) for page in pages() for block in page.blocks if isinstance(block, Diagram)]
    return {graph.name: (graph, shown[page.path][graph.name]) for page, graph in graphs}
