from collections.abc import Callable
from dataclasses import replace

import pytest

from zonebook.assess.assessment import Assessment
from zonebook.document.graph import Edge, Graph, Node
from zonebook.document.inline import Link
from zonebook.document.page import Diagram, Heading, Listing, Page, Table
from zonebook.present.page_frame import framed
from zonebook.views.system.diagrams import diagrams
from zonebook.views.system.summary import systems
from zonebook.write.markdown.legend import legend

MODEL = """\
zones:
  outside: {title: Outside, trust: 0}
  inside: {title: Inside, trust: 3}
actors: {people: {title: People, zone: outside}}
services: {server-1: {title: Server, kind: server, zone: inside, owner: team}}
flows:
  pages: {from: people, to: server-1, protocols: [web], encrypted: none}
"""


@pytest.fixture
def assessment(assessed: Callable[..., Assessment]) -> Assessment:
    """A system with two zones."""
    return assessed(MODEL)


def pictured(assessment: Assessment) -> list[Page]:
    return [framed(page, assessment) for page in diagrams(assessment)]


def test_system_page_opens_with_its_picture(assessment: Assessment) -> None:
    (page,) = systems(assessment)
    first = page.blocks[0]
    assert isinstance(first, Diagram)
    assert [edge.flows for edge in first.graph.edges] == [("pages",)]


def test_picture_and_closer_views_precede_tables(assessment: Assessment) -> None:
    for page in pictured(assessment):
        kinds = [type(block) for block in page.blocks]
        assert kinds[0] is Diagram
        if Listing in kinds:
            assert kinds.index(Listing) < kinds.index(Table)
    whole = pictured(assessment)[0]
    anchors = [block.anchor for block in whole.blocks if isinstance(block, Heading)]
    (closer,) = (block for block in whole.blocks if isinstance(block, Listing))
    leads = [part.to for item in closer.items for part in item if isinstance(part, Link)]
    assert anchors == ["closer"]
    assert leads == [page.path for page in pictured(assessment)[1:]]
    names = [path.rpartition("/")[2] for path in leads]
    assert names == ["placement.md", "zones.md", "zone-outside.md", "zone-inside.md"]


def test_every_view_is_in_the_navigation(assessment: Assessment) -> None:
    pages = pictured(assessment)
    assert len(pages) == 5
    assert all(page.listed and page.section == ("A small world", "Diagrams") for page in pages)
    assert all(page.above for page in pages)
    assert [link.text for link in pages[1].above][-2:] == ["A small world", "Diagrams"]
    assert [page.title for page in pages[1:3]] == ["Where it runs", "Zones and flows"]


def test_numbers_of_arrows_are_in_the_table(assessed: Callable[..., Assessment]) -> None:
    more = "  back: {from: server-1, to: people, protocols: [web], encrypted: none}\n"
    placement = pictured(assessed(MODEL + more))[1]
    (graph,) = (block.graph for block in placement.blocks if isinstance(block, Diagram))
    (flows,) = (block for block in placement.blocks if isinstance(block, Table) and block.name == "flows")
    column = flows.columns.index("Arrow")
    for row in flows.rows:
        numbers = [number for number, edge in enumerate(graph.edges, 1) if row.id in edge.flows]
        assert numbers
        assert row.cells[column] == (", ".join(map(str, numbers)),)


def test_legend_explains_what_is_hidden() -> None:
    nodes = tuple(Node(id=name, label=name) for name in "ab")
    edges = (
        Edge(id="seen", source="a", target="b", label="web", marks=("crossing",)),
        Edge(id="more", source="b", target="a", label="web", shown=False),
    )
    by_layers = Graph(name="g", title="G", description="", nodes=nodes, edges=edges[:1])
    by_rules = replace(by_layers, layout="zones", edges=edges)
    assert "not seen at first (1)" in legend(by_rules)
    assert "A number in place of words" in legend(by_rules)
    assert "Columns: zones of one trust" in legend(by_rules)
    assert "with two heads" not in legend(by_rules)
    assert "with two heads" in legend(by_layers)
    assert "at first" not in legend(by_layers)
    assert "number" not in legend(by_layers)
