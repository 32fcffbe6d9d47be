"""Breadth-first search, compared with distances that are relaxed until nothing changes."""

from collections.abc import Mapping, Sequence

from hypothesis import given
from hypothesis import strategies as st

from zonebook.assess.graphs import breadth_first

NODES = st.integers(min_value=0, max_value=9)
GRAPHS = st.dictionaries(NODES, st.lists(NODES, max_size=4))
STARTS = st.lists(NODES, max_size=3)


def relaxed(graph: Mapping[int, Sequence[int]], starts: Sequence[int]) -> dict[int, int]:
    """Lower the distance over every edge until none can be lowered."""
    found = dict.fromkeys(starts, 0)
    changed = True
    while changed:
        changed = False
        for near, beyond in graph.items():
            for far in beyond if near in found else ():
                if found[near] + 1 < found.get(far, len(graph) + 1):
                    found[far] = found[near] + 1
                    changed = True
    return found


@given(graph=GRAPHS, starts=STARTS)
def test_distances_are_shortest(graph: Mapping[int, Sequence[int]], starts: Sequence[int]) -> None:
    distance, _ = breadth_first(lambda node: graph.get(node, ()), starts)
    assert distance == relaxed(graph, starts)
    assert list(distance.values()) == sorted(distance.values())


@given(graph=GRAPHS, starts=STARTS)
def test_predecessors_lead_back_to_start(graph: Mapping[int, Sequence[int]], starts: Sequence[int]) -> None:
    distance, before = breadth_first(lambda node: graph.get(node, ()), starts)
    assert set(before) == set(distance) - set(starts)
    for far, near in before.items():
        assert far in graph[near]
        assert distance[far] == distance[near] + 1


@given(graph=GRAPHS, starts=STARTS, most=st.integers(min_value=0, max_value=5))
def test_steps_stay_within_limit(graph: Mapping[int, Sequence[int]], starts: Sequence[int], most: int) -> None:
    near, _ = breadth_first(lambda node: graph.get(node, ()), starts, most)
    whole, _ = breadth_first(lambda node: graph.get(node, ()), starts)
    assert near == {node: steps for node, steps in whole.items() if steps <= most}


@given(graph=GRAPHS, starts=STARTS)
def test_each_node_is_asked_once(graph: Mapping[int, Sequence[int]], starts: Sequence[int]) -> None:
    asked: list[int] = []

    def neighbours(node: int) -> Sequence[int]:
        asked.append(node)
        return graph.get(node, ())

    distance, _ = breadth_first(neighbours, starts)
    assert asked == list(distance)
