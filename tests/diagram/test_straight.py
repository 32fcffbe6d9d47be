"""Lines in pictures run straight where they can."""

import math

import pytest
from tests.support.pictures import laid_out, pictures

from zonebook.diagram.layout.arrange import unchecked
from zonebook.diagram.layout.geometry import Geometry, Rect, inside
from zonebook.diagram.layout.lines.straight import STEP, steps
from zonebook.diagram.layout.placement import LOWERED, MARGIN
from zonebook.document.graph import Cluster, Edge, Graph, Node

MOST_STEPS, MOST_SMALL = 86, 33
"""The most steps to the side in all pictures together, and of those of up to 16 pixels: they go around something."""


def zone(name: str, *nodes: str, inner: tuple[Cluster, ...] = (), level: int = 1) -> Cluster:
    """Return a zone with nodes in it."""
    members = tuple(Node(id=each, label=each, icon="") for each in nodes)
    return Cluster(id=name, kind="zone", label=name, nodes=members, clusters=inner, level=level)


def room(laid: Geometry, name: str) -> Rect:
    """Return where the icon of a node is."""
    return next(node.icons[0][1] for node in laid.nodes if node.id == name)


def test_small_steps_do_not_grow() -> None:
    shown = {name: {edge.id for edge in graph.edges if edge.shown} for name, graph in pictures().items()}
    lines = [line for name in pictures() for line in laid_out(name).edges if line.id in shown[name]]
    found = [math.dist(*line.points[at + 1 : at + 3]) for line in lines for at in steps(line.points)]
    small = sum(long <= STEP / 2 for long in found)
    print(f"{len(found)} steps, {small} small")  # noqa: T201  what a reviewer compares
    assert len(found) <= MOST_STEPS
    assert small <= MOST_SMALL


@pytest.mark.parametrize(
    ("points", "found"),
    [
        (((0, 0), (40, 0), (40, STEP), (80, STEP)), [0]),
        (((0, 0), (40, 0), (40, STEP + 8), (80, STEP + 8)), []),
        (((0, 0), (40, 0), (40, 8), (0, 8)), []),
        (((0, 0), (0, 40), (8, 40), (8, 80), (90, 80)), [0]),
        (((0, 0), (80, 0)), []),
    ],
)
def test_step_is_short_and_runs_on(points: tuple[tuple[float, float], ...], found: list[int]) -> None:
    assert list(steps(points)) == found


def test_zones_beside_each_other_share_a_first_row() -> None:
    graph = Graph(
        name="rows", title="", description="", layout="zones",
        clusters=(zone("outside", "user", level=0), zone("account", inner=(zone("edge", "server"),))),
        edges=(Edge(id="one", source="user", target="server", label="HTTPS"),),
    )  # fmt: skip
    laid = unchecked(graph)
    assert room(laid, "user")[1] == room(laid, "server")[1]
    assert len(laid.edges[0].points) == len(("begin", "end"))


def test_deep_zone_leaves_its_neighbour_as_it_is() -> None:
    deep = zone("first", inner=(zone("second", inner=(zone("third", inner=(zone("fourth", "server"),)),)),))
    shallow = zone("outside", "user", level=0)
    alone, beside = (
        unchecked(Graph(name="deep", title="", description="", layout="zones", clusters=clusters))
        for clusters in ((shallow,), (shallow, deep))
    )
    assert room(beside, "user")[1] == room(alone, "user")[1]
    assert room(beside, "server")[1] > room(beside, "user")[1]


def test_line_of_a_guest_to_its_host_stays_inside() -> None:
    found = 0
    for name in pictures():
        laid = laid_out(name)
        boxes = {box.id: box.rect for box in laid.boxes}
        rooms = boxes | {node.id: node.rect for node in laid.nodes}
        for line in laid.edges:
            for guest, host in ((line.begins, line.ends), (line.ends, line.begins)):
                if host in boxes and guest != host and inside(rooms[guest], boxes[host]):
                    found += 1
                    left, top, right, bottom = boxes[host]
                    assert all(left <= x <= right and top <= y <= bottom for x, y in line.points), (name, line.id)
    assert found > 0


def test_outside_is_seen_without_scrolling() -> None:
    first = {}
    for name, graph in pictures().items():
        outside = {each.id for each in graph.clusters if each.kind in {"internet", "outside"}}
        tops = [box.rect[1] for box in laid_out(name).boxes if box.id in outside]
        if graph.layout == "placement" and tops and len(graph.clusters) > len(outside):
            first[name] = min(tops)
    assert len(first) > len(pictures()) // 20
    assert max(first.values()) <= MARGIN + LOWERED
