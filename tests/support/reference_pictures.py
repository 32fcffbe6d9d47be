"""Every picture of the reference systems as it is on its page, made once for all tests."""

from dataclasses import replace
from functools import cache

from tests.support.pictures import laid_out, reference
from tests.support.pictures import pictures as by_rules

from zonebook import assembly
from zonebook.document.graph import Graph
from zonebook.document.page import Diagram, Page, Picture
from zonebook.drawing.layout import drawer
from zonebook.drawing.placing import Placing
from zonebook.pipeline import render_pages
from zonebook.write.output_format import LinkOptions


@cache
def pages() -> tuple[Page, ...]:
    """Return the pages of the reference systems that have a picture."""
    found = render_pages(reference(), assembly.language())
    return tuple(page for page in found if any(isinstance(block, Diagram) for block in page.blocks))


@cache
def pictures() -> dict[str, tuple[Graph, Picture]]:
    """Return each picture with its graph, by name; layouts by rules are those that other tests hold."""
    placing = Placing(known={graph: laid_out(name) for name, graph in by_rules().items()})
    pen = replace(drawer(), placing=placing)
    shown, _ = assembly.drawn(pages(), LinkOptions(links="html"), pen)
    graphs = [(page, block.graph) for page in pages() for block in page.blocks if isinstance(block, Diagram)]
    return {graph.name: (graph, shown[page.path][graph.name]) for page, graph in graphs}
