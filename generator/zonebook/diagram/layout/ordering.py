"""The order of zones and of what is in them: each near what it exchanges flows with."""

from collections.abc import Iterator, Mapping

from zonebook.diagram.layout.items import Item
from zonebook.document.graph import Cluster, Graph

Spot = tuple[float, float]
Middles = Mapping[str, Spot]
"""Where the middle of each node and border is."""


def middles_of(root: Item) -> dict[str, Spot]:
    """Return the middle of each node and border."""
    out = {}
    for item in root.every():
        node = getattr(item, "node", None)
        name = node.id if node else getattr(item, "id", "")
        if name:
            out[name] = (item.x + item.w / 2, item.y + item.h / 2)
    return out


def _ends(graph: Graph, middles: Middles) -> Iterator[tuple[str, str]]:
    for edge in graph.edges:
        one, other = (edge.starts or (edge.source,))[0], (edge.stops or (edge.target,))[0]
        if one in middles and other in middles and edge.shown:
            yield one, other


def cost(graph: Graph, middles: Middles) -> float:
    """Return how many straight lines between the ends of flows cross, and, far less, how long they are."""
    lines = [(middles[one], middles[other]) for one, other in _ends(graph, middles)]
    crossed = sum(_cross(one, other) for at, one in enumerate(lines) for other in lines[at + 1 :])
    long = sum(abs(one[0] - other[0]) + 2 * abs(one[1] - other[1]) for one, other in lines)
    return crossed + long / 2000


def _cross(
    one: tuple[tuple[float, float], tuple[float, float]], other: tuple[tuple[float, float], tuple[float, float]]
) -> bool:
    def side(a: tuple[float, float], b: tuple[float, float], c: tuple[float, float]) -> float:
        return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])

    (a, b), (c, d) = one, other
    return side(a, b, c) * side(a, b, d) < 0 and side(c, d, a) * side(c, d, b) < 0


def barycentres(graph: Graph, middles: Middles) -> dict[str, float]:
    """Return, for each node and border, the mean height of what it exchanges flows with; else its own height."""
    found: dict[str, list[float]] = {}
    for one, other in _ends(graph, middles):
        found.setdefault(one, []).append(middles[other][1])
        found.setdefault(other, []).append(middles[one][1])
    order = {
        name: sum(found[name]) / len(found[name]) if name in found else middle[1] for name, middle in middles.items()
    }

    def walk(zone: Cluster) -> list[float]:
        inside = [height for node in zone.nodes for height in found.get(node.id, ())]
        inside += [height for inner in zone.clusters for height in walk(inner)] + found.get(zone.id, [])
        if inside:
            order[zone.id] = sum(inside) / len(inside)
        return inside

    for root in graph.clusters:
        walk(root)
    return order
