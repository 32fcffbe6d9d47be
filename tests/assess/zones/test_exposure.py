"""Exposure: the number of flows from an untrusted zone to every element, with zones expanded to their members."""

from collections.abc import Callable, Mapping

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.conftest import _judged

from zonebook.assess.system import SystemAssessment
from zonebook.assess.zones.exposure import hops_from_untrusted, unknown_positions
from zonebook.model.resolved import ResolvedSystem

ZONES = "zones: {out: {trust: 0}, mid: {trust: 2}, low: {inside: mid}, dark: {}}\n"
NAMES = ("a", "b", "c", "d", "e")
PLACES = st.sampled_from(("out", "mid", "low", "dark", ""))
ENDS = st.sampled_from((*NAMES, "mid", "low", "out", "dark"))
NOBODY: frozenset[str] = frozenset()
FLOWS = st.lists(st.tuples(ENDS, ENDS).filter(lambda pair: pair[0] != pair[1]), max_size=8)


def world(places: tuple[str, ...], flows: list[tuple[str, str]], fronts: frozenset[str] = NOBODY) -> ResolvedSystem:
    services = ", ".join(
        f"{name}: {{kind: {'domain-controller' if name in fronts else 'server'}{', zone: ' + zone if zone else ''}}}"
        for name, zone in zip(NAMES, places, strict=True)
    )
    told = ", ".join(f"f{n}: {{from: {one}, to: {other}, protocols: [web]}}" for n, (one, other) in enumerate(flows))
    return _judged(ZONES + f"services: {{{services}}}\nflows: {{{told}}}\n").resolved


def plainly(resolved: ResolvedSystem, starts: list[str], fronts: frozenset[str] = NOBODY) -> Mapping[str, int]:
    """Return the same by relaxing every flow between every two members until nothing changes."""
    found = dict.fromkeys(starts, 0)
    pairs = [
        (near, far)
        for flow in resolved.system.flows.values()
        for near in resolved.ends(flow.from_)
        for far in resolved.ends(flow.to)
    ]
    for _ in NAMES:
        for near, far in pairs:
            if near in found:
                over = found[near] + (not fronts.issuperset((near, far)))
                found[far] = min(found.get(far, over), over)
    return {name: hops for name, hops in found.items() if name not in starts}


@settings(deadline=None)
@given(st.tuples(*[PLACES] * len(NAMES)), FLOWS)
def test_distance_matches_member_by_member_search(places: tuple[str, ...], flows: list[tuple[str, str]]) -> None:
    resolved = world(places, flows)
    starts = [name for name, zone in zip(NAMES, places, strict=True) if zone == "out"]
    assert dict(hops_from_untrusted(resolved)) == {**plainly(resolved, starts), **dict.fromkeys(starts, 0)}


@settings(deadline=None)
@given(st.tuples(*[PLACES] * len(NAMES)), FLOWS, st.frozensets(st.sampled_from(NAMES)))
def test_what_passes_on_counts_once(
    places: tuple[str, ...], flows: list[tuple[str, str]], fronts: frozenset[str]
) -> None:
    resolved = world(places, flows, fronts)
    starts = [name for name, zone in zip(NAMES, places, strict=True) if zone == "out"]
    wanted = {**plainly(resolved, starts, fronts), **dict.fromkeys(starts, 0)}
    assert dict(hops_from_untrusted(resolved, ("directory",))) == wanted


@settings(deadline=None)
@given(st.tuples(*[PLACES] * len(NAMES)), FLOWS, st.integers(1, 3), st.frozensets(st.sampled_from(NAMES)))
def test_doubts_name_unplaced_neighbours(
    places: tuple[str, ...], flows: list[tuple[str, str]], most: int, fronts: frozenset[str]
) -> None:
    resolved = world(places, flows, fronts)
    for traits, in_a_row in (((), NOBODY), (("directory",), fronts)):
        for name in NAMES:
            near = [
                f"services.{each}.zone" if not zone else "zones.dark.trust"
                for each, zone in zip(NAMES, places, strict=True)
                if zone in {"", "dark"} and plainly(resolved, [each], in_a_row).get(name, most + 1) <= most
            ]
            assert unknown_positions(resolved, name, most, traits) == tuple(dict.fromkeys(near))


def test_actors_are_uncounted_starts(judged: Callable[..., SystemAssessment]) -> None:
    model = ZONES + (
        "actors: {p: {zone: out}}\nservices: {a: {kind: server, zone: mid}, b: {kind: server, zone: mid}}\n"
        "flows: {f: {from: p, to: a, protocols: [web]}, g: {from: a, to: b, protocols: [web]}}\n"
    )
    assert dict(hops_from_untrusted(judged(model).resolved)) == {"a": 1, "b": 2}
