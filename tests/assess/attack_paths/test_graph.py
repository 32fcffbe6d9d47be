"""Shortest paths, dominators and cuts: each agrees with an exhaustive search."""

from collections.abc import Sequence
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from zonebook.assess.attack_paths.choke_points import MOST_IN_A_CUT
from zonebook.assess.attack_paths.dominators import UNSEEN, arrivals, dominators
from zonebook.assess.attack_paths.graph import AttackGraph, shortest_paths
from zonebook.assess.attack_paths.minimum_cut import smallest_cut

MANY = 7
EDGES = st.lists(st.tuples(st.integers(0, MANY - 1), st.integers(0, MANY - 1)), max_size=16)


def graph(edges: Sequence[tuple[int, int]]) -> list[list[int]]:
    after: list[list[int]] = [[] for _ in range(MANY)]
    for near, far in dict.fromkeys(edges):
        if near != far:
            after[near].append(far)
    return after


def seen(after: Sequence[Sequence[int]], begins: Sequence[int], without: Sequence[int] = ()) -> set[int]:
    found = {each for each in begins if each not in without}
    waiting = list(found)
    while waiting:
        for far in after[waiting.pop()]:
            if far not in found and far not in without:
                found.add(far)
                waiting.append(far)
    return found


@settings(deadline=None)
@given(EDGES, st.lists(st.integers(1, 5), min_size=MANY, max_size=MANY))
def test_cheapest_cost_is_least_of_paths(edges: list[tuple[int, int]], costs: list[int]) -> None:
    after = graph(edges)
    empty: dict[str, int] = {}
    mesh = AttackGraph(
        after=after,
        before=(),
        cost=costs,
        nodes=empty,
        data=empty,
        whole=empty,
        elements={},
        ways={},
        unsure=frozenset(),
    )
    least = {0: 0, 1: 3}
    for _ in range(MANY):
        for near in list(least):
            for far in after[near]:
                least[far] = min(least.get(far, 99), least[near] + costs[far])
    found = shortest_paths(mesh, {0: 0, 1: 3})
    assert dict(found.cost) == least
    for node in found.cost:
        way = found.path(node)
        assert {0: 0, 1: 3}[way[0]] + sum(costs[each] for each in way[1:]) == found.cost[node]


@settings(deadline=None)
@given(EDGES)
def test_dominators_are_on_every_path(edges: list[tuple[int, int]]) -> None:
    after = graph(edges)
    last = dominators(after, 0)
    for node in range(1, MANY):
        chain, up = set(), node
        while (up := last[up]) != UNSEEN:
            chain.add(up)
        without = {each for each in range(1, MANY) if each != node and node not in seen(after, [0], [each])}
        assert chain == ({0} | without if node in seen(after, [0]) else set())


@settings(deadline=None)
@given(EDGES, st.sets(st.integers(0, MANY - 1), min_size=1))
def test_arrivals_are_the_starts_leading_there(edges: list[tuple[int, int]], begins: set[int]) -> None:
    after, ordered = graph(edges), sorted(begins)
    bits = arrivals(after, ordered)
    for node in range(MANY):
        found = [start for rank, start in enumerate(ordered) if bits[node] >> rank & 1]
        assert found == [start for start in ordered if node in seen(after, [start])]


@settings(deadline=None)
@given(EDGES)
def test_smallest_cut_is_smallest(edges: list[tuple[int, int]]) -> None:
    after, begins, target = graph(edges), [0, 1], MANY - 1
    inner = range(2, MANY - 1)
    least = next(
        (
            size
            for size in range(len(inner) + 1)
            if any(target not in seen(after, begins, cut) for cut in combinations(inner, size))
        ),
        None,
    )
    found = smallest_cut(after, begins, target, (), most=MOST_IN_A_CUT)
    assert len(found) == (least if least is not None and least <= MOST_IN_A_CUT else 0)
    if found:
        assert target not in seen(after, begins, found)


def test_long_chain_does_not_exhaust_stack() -> None:
    many = 100_000
    after = [[node + 1] for node in range(many - 1)] + [[]]
    assert dominators(after, 0)[many - 1] == many - 2
    assert arrivals(after, [0])[many - 1] == 1
