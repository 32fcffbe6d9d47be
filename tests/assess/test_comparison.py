"""Two states of generated systems against each other: what holds whatever they are."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support import worlds
from tests.support.catalogues import known
from tests.support.strategies import DAY, HOUSE

from zonebook.assess.assessment import Assessment, assess
from zonebook.assess.planning.comparison.comparison import Comparison
from zonebook.assess.planning.comparison.verdict import Bar, closing
from zonebook.model import binding
from zonebook.model.system import Organisation, System, Workspace
from zonebook.pipeline import compare_assessments
from zonebook.values import Document

MANY = 12
OPPOSITE = {
    "new": "gone",
    "gone": "new",
    "worse": "better",
    "better": "worse",
    "decided": "reopened",
    "reopened": "decided",
}


def assessed(world: dict[str, Any]) -> Assessment:
    """Return the assessment of a generated system."""
    system = binding.build(System, Document(path="world", data={**world, "id": "world"}))
    house = binding.build(Organisation, Document(path="house", data=HOUSE))
    return assess(Workspace(catalogue=known(), organisation=house, systems={"world": system}), DAY)


@cache
def state(seed: int) -> Assessment:
    """Return the assessment of the system of a seed."""
    return assessed(dict(worlds.world_of(seed)))


def without(seed: int, service: int) -> Assessment:
    """Return the system of a seed without one of its flows."""
    world = dict(worlds.world_of(seed))
    flows = list(world["flows"])
    left_out = flows[service % len(flows)]
    return assessed({**world, "flows": {key: each for key, each in world["flows"].items() if key != left_out}})


def moves(found: Comparison) -> Iterator[tuple[str, str, str]]:
    """Yield each finding and possible risk that moved, with how."""
    for system in found.systems:
        yield from (("finding", each.kind, each.id) for each in system.findings)
        yield from (("possible", each.kind, each.id) for each in system.possible)


def reordered(value: Any) -> Any:  # noqa: ANN401  plain data
    """Return plain data with every mapping in the opposite order."""
    if isinstance(value, dict):
        return {key: reordered(each) for key, each in reversed(value.items())}
    return value


@given(worlds.seeds(MANY))
@settings(max_examples=MANY, deadline=None)
def test_state_has_no_difference_from_itself(seed: int) -> None:
    assert compare_assessments(state(seed), state(seed)).empty


@given(worlds.seeds(MANY))
@settings(max_examples=MANY, deadline=None)
def test_order_is_no_difference(seed: int) -> None:
    assert compare_assessments(state(seed), assessed(reordered(dict(worlds.world_of(seed))))).empty


@given(worlds.seeds(MANY), st.integers(0, 7))
@settings(max_examples=MANY, deadline=None)
def test_swapped_states_swap_every_movement(seed: int, flow: int) -> None:
    whole, part = state(seed), without(seed, flow)
    there, back = (sorted(moves(compare_assessments(*pair))) for pair in ((part, whole), (whole, part)))
    assert there == sorted((part_, OPPOSITE[kind], id_) for part_, kind, id_ in back)


def test_swap_compares_something() -> None:
    found = [kind for seed in range(MANY) for _, kind, _ in moves(compare_assessments(without(seed, 0), state(seed)))]
    assert {"new", "worse"} <= set(found)


@given(worlds.seeds(MANY), st.integers(0, 7))
@settings(max_examples=MANY, deadline=None)
def test_lower_bar_closes_no_less(seed: int, flow: int) -> None:
    found = compare_assessments(without(seed, flow), state(seed))
    shut = {each.change.id for each in closing(found, Bar())}
    assert shut <= {each.change.id for each in closing(found, Bar(known="very-low"))}
    assert all(each.change.kind in {"new", "worse", "reopened", "decided"} for each in closing(found, Bar()))
