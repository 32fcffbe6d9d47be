"""The lines of a picture, routed one after the other, and then once more where they cross."""

from collections.abc import Sequence

from zonebook.diagram.layout.lines.board import Board, Wire
from zonebook.diagram.layout.lines.obstacles import Scene
from zonebook.diagram.layout.lines.straight import straightened
from zonebook.diagram.layout.lines.tracks import Tracks
from zonebook.diagram.layout.lines.wording import said
from zonebook.document.graph import Edge, Graph

ROUNDS = 2
"""How often the lines that meet others are lifted and routed again, each knowing where all others run."""
FEW = 20
"""The most lines of a picture that are routed once more: there it costs little."""


def wires(graph: Graph) -> list[Wire]:
    """Return a line for each arrow, still without a way."""
    return [_wire(number, edge) for number, edge in enumerate(graph.edges, 1)]


def _wire(number: int, edge: Edge) -> Wire:
    starts, stops = edge.starts or (edge.source,), edge.stops or (edge.target,)
    return Wire(
        id=edge.id, number=number, source="|".join(starts), target="|".join(stops), starts=starts, stops=stops,
        clear="cleartext" in edge.marks, shown=edge.shown, text=said(edge),
    )  # fmt: skip


def routed(scene: Scene, lines: Sequence[Wire]) -> list[Wire]:
    """Route the lines, the short ones before the others; return those without a way.

    Those that are not shown at first come last: they keep none of the others from their best way.
    """
    known = scene.known
    ready = [wire for wire in lines if all(name in known for name in (*wire.starts, *wire.stops))]
    ends = dict.fromkeys(name for wire in ready for name in (*wire.starts, *wire.stops))
    sides = [side for wire in ready for side in ((wire.starts, wire.stops), (wire.stops, wire.starts))]
    holders = dict.fromkeys(name for names, others in sides for name in names if scene.holds(name, others))
    board = Board(Tracks(scene, ends, holders))
    order = sorted(ready, key=lambda wire: (_reach(scene, wire), wire.number))
    shown = [wire for wire in order if wire.shown]
    lost = [wire for wire in shown if not board.route(wire)]
    for _ in range(ROUNDS + (len(ready) <= FEW)):
        for wire in shown:
            if wire not in lost and board.meets(wire):
                board.reroute(wire)
    straightened(scene, shown)
    lost += [wire for wire in order if not wire.shown and not board.route(wire)]
    return [wire for wire in lines if wire in lost or wire not in ready]


def _reach(scene: Scene, wire: Wire) -> float:
    """Return how far apart the ends of a line are."""
    ends = [[scene.known[name] for name in names] for names in (wire.starts, wire.stops)]
    return min(abs(one.x - other.x) + abs(one.y - other.y) for one in ends[0] for other in ends[1])
