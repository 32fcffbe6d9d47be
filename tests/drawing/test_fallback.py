from dataclasses import replace

import pytest

from zonebook.diagram.layout.geometry import NotLaidOutError
from zonebook.document.graph import Cluster, Edge, Graph, Node
from zonebook.document.page import Picture
from zonebook.drawing import placing
from zonebook.drawing.layout import Drawer, drawer

ENGINES = drawer({"PATH": ""}).engines
GRAPH = Graph(
    name="zones", title="Zones", description="", layout="zones",
    nodes=(Node(id="people", label="People"),),
    clusters=(Cluster(id="core", label="Core", kind="zone", nodes=(Node(id="dc-1", label="DC1"),)),),
    edges=(Edge(id="people-to-dc", source="people", target="dc-1", label="ldap", flows=("people-to-dc",)),),
)  # fmt: skip


def drawn(picture: Picture) -> list[int]:
    """Return how often each part of the graph is in a picture."""
    return [picture.svg.count(f'data-id="{name}"') for name in ("people", "core", "dc-1", "people-to-dc")]


def test_rules_lay_out_without_an_engine() -> None:
    picture = Drawer(engines=()).draw(GRAPH, str)
    assert picture.fault == ""
    assert "zb-own" in picture.svg
    assert drawn(picture) == [1, 1, 1, 1]


@pytest.mark.skipif(not ENGINES, reason="graphviz-pure is not installed")
def test_engine_takes_over_where_rules_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(graph: Graph) -> None:
        raise NotLaidOutError(f"`{graph.name}` is too dense")

    monkeypatch.setattr(placing, "arranged", refused)
    graph = replace(GRAPH, layout="placement")
    picture = Drawer(engines=ENGINES).draw(graph, str)
    assert drawn(picture) == [1, 1, 1, 1]
    assert "zb-own" not in picture.svg
    assert picture.fault.endswith("as no layout by its rules was found: `zones` is too dense")
    missing = Drawer(engines=()).draw(graph, str)
    assert missing.svg == ""
    assert "too dense; no layout engine" in missing.fault
