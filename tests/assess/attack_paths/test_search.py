"""Attack paths: every kind of attack step, its cost, its certainty, and the controls that block it."""

from collections.abc import Callable, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.conftest import _judged

from zonebook.assess.attack_paths import entry_points
from zonebook.assess.attack_paths.search import MOST_OTHERS, AssetReach
from zonebook.assess.system import SystemAssessment

ZONES = "zones: {out: {trust: 0}, low: {trust: 1}, in: {trust: 3}, dark: {}}\n"
DATA = "data: {d: {confidentiality: high}}\n"
STORE = "s: {kind: bucket, zone: in, holds: [d]}"
PUBLIC = "actors: {p: {zone: out}}\n"


def reach(judged: SystemAssessment, asset: str = "d") -> AssetReach:
    return next(each for each in judged.paths if each.asset.id == asset)


def whys(judged: SystemAssessment, asset: str = "d") -> list[str]:
    best = reach(judged, asset).best
    return [hop.way.reason for hop in best.hops] if best else []


# Assets


@pytest.mark.parametrize(
    ("said", "worth"),
    [
        ("confidentiality: high, integrity: low", "high"),
        ("availability: moderate", "moderate"),
        ("confidentiality: low", "not-stated"),
        ("", "not-stated"),
    ],
)
def test_moderate_or_unrated_data_is_sensitive(judged: Callable[..., SystemAssessment], said: str, worth: str) -> None:
    assert reach(judged(f"data: {{d: {{{said}}}}}\n")).asset.worth == worth


def test_harmless_data_is_no_asset(judged: Callable[..., SystemAssessment]) -> None:
    assert judged("data: {d: {confidentiality: low, integrity: low, availability: low}}\n").paths == ()


def test_unheld_data_counts_where_carried(judged: Callable[..., SystemAssessment]) -> None:
    assert reach(judged(DATA)).reachable == "not-stated"
    flow = "flows: {f: {from: p, to: s, protocols: [web], carries: [d]}}\n"
    found = reach(judged(DATA + ZONES + PUBLIC + "services: {s: {kind: server, zone: in}}\n" + flow))
    assert (found.reachable, found.asset.held_by, found.asset.received) == ("yes", ("s",), True)


def test_domain_controller_is_an_asset(judged: Callable[..., SystemAssessment]) -> None:
    found = reach(judged("services: {dc: {kind: domain-controller}}\n"), "dc")
    assert (found.asset.shelf, found.asset.worth) == ("services", "high")


# Entry points


@pytest.mark.parametrize(
    ("actor", "reachable", "cost"),
    [
        ("zone: out", "yes", 0),
        ("zone: out, trusted: true", "yes", entry_points.INSIDER_COST),
        ("zone: low", "yes", entry_points.FOOTHOLD),
        ("zone: low, trusted: true", "yes", entry_points.FOOTHOLD + entry_points.INSIDER_COST),
        ("zone: in, trusted: false", "yes", 0),
        ("zone: dark", "may-be", 0),
        ("trusted: true", "may-be", entry_points.INSIDER_COST),
    ],
)
def test_start_sets_cost_and_certainty(
    judged: Callable[..., SystemAssessment], actor: str, reachable: str, cost: int
) -> None:
    flow = "flows: {f: {from: p, to: s, protocols: [desktop]}}\n"
    found = reach(judged(DATA + ZONES + f"actors: {{p: {{{actor}}}}}\nservices: {{{STORE}}}\n" + flow))
    assert found.best is not None
    assert (found.reachable, found.best.start.cost) == (reachable, cost)
    assert found.best.sure is (reachable == "yes")


def test_trusted_zone_is_no_entry_point(judged: Callable[..., SystemAssessment]) -> None:
    flow = "flows: {f: {from: p, to: s, protocols: [web]}}\n"
    assert reach(judged(DATA + ZONES + f"actors: {{p: {{zone: in}}}}\nservices: {{{STORE}}}\n" + flow)).best is None


def test_not_stated_attributes_are_named(judged: Callable[..., SystemAssessment]) -> None:
    flow = "flows: {f: {from: p, to: s, protocols: [web]}}\n"
    found = reach(judged(DATA + ZONES + f"actors: {{p: {{}}}}\nservices: {{{STORE}}}\n" + flow))
    assert [path.unsure for path in found.paths] == [("actors.p.zone",)]


def test_unassumed_identity_may_be_anybodys(judged: Callable[..., SystemAssessment]) -> None:
    model = DATA + ZONES + f"services: {{{STORE}}}\nidentities: {{r: {{kind: role, administers: [s]%s}}}}\n"
    assert reach(judged(model % "")).best.unsure == ("identities.r.assumed_by",)  # type: ignore[union-attr]
    assert reach(judged(model % ", assumed_by: []")).reachable == "no"


# Attack steps


def test_flow_to_zone_reaches_each_member(judged: Callable[..., SystemAssessment]) -> None:
    model = DATA + ZONES + PUBLIC + f"services: {{{STORE}, t: {{kind: server, zone: in}}}}\n"
    found = judged(model + "flows: {f: {from: out, to: in, protocols: [web]}}\n")
    assert whys(found) == ["out may talk to in by web (flow f)"]
    assert [(hop.source, hop.target) for hop in reach(found).best.hops] == [("p", "s")]  # type: ignore[union-attr]


def test_administrator_reaches_what_it_administers(judged: Callable[..., SystemAssessment]) -> None:
    role = "identities: {r: {kind: role, assumed_by: [p], administers: [s]}}\n"
    found = judged(DATA + ZONES + PUBLIC + f"services: {{{STORE}}}\n" + role)
    assert whys(found) == ["p can act as r", "r administers s"]
    assert [hop.way.sort for hop in reach(found).best.hops] == ["identity", "administration"]  # type: ignore[union-attr]


def test_host_reaches_what_runs_on_it(judged: Callable[..., SystemAssessment]) -> None:
    services = "services: {s: {kind: server, zone: in, runs_on: h, holds: [d]}, h: {kind: server, zone: in}}\n"
    found = judged(DATA + ZONES + PUBLIC + services + "flows: {f: {from: p, to: h, protocols: [web]}}\n")
    assert whys(found)[1:] == ["s runs on h"]


@pytest.mark.parametrize(
    ("direction", "reachable"), [("one-way", ("yes", "no")), ("two-way", ("yes", "yes")), ("", ("yes", "may-be"))]
)
def test_trust_edge_leads_to_trusting_domain(
    judged: Callable[..., SystemAssessment], direction: str, reachable: tuple[str, str]
) -> None:
    said = f", direction: {direction}" if direction else ""
    pair = "a: {kind: domain-controller, zone: in}, b: {kind: domain-controller, zone: in}"
    trust = f"trusts: {{t: {{from: a, to: b, kind: forest-trust{said}}}}}\n"
    answers = []
    for entered, asset in (("b", "a"), ("a", "b")):
        flow = f"flows: {{f: {{from: p, to: {entered}, protocols: [web]}}}}\n"
        answers.append(reach(judged(ZONES + PUBLIC + f"services: {{{pair}}}\n" + flow + trust), asset).reachable)
    assert tuple(answers) == reachable


@pytest.mark.parametrize(
    ("flow", "cost"),
    [
        ("protocols: [desktop]", 2),
        ("protocols: [web]", 2),
        ("protocols: [web-tls]", 4),
        ("protocols: [web-tls], ports: [tcp/9]", 2),
        ("protocols: [web-tls], authenticated: [none]", 4),
        ("protocols: [web-tls], authenticated: [password]", 5),
        ("protocols: [web-tls], authenticated: [password, mfa]", 6),
        ("protocols: [web-tls], authenticated: [password, mfa], sources: [0.0.0.0/0]", 6),
        ("protocols: [web-tls], authenticated: [password, mfa], sources: [192.0.2.0/24]", 7),
        ("protocols: [web], encrypted: none, controls: {sealed-on-the-way: met}", 5),
        ("protocols: [web], encrypted: none, controls: {sealed-on-the-way: partial}", 2),
        ("protocols: [web], encrypted: none, controls: {sealed-on-the-way: not-met}", 2),
    ],
)
def test_controls_on_flow_raise_cost(judged: Callable[..., SystemAssessment], flow: str, cost: int) -> None:
    found = judged(DATA + ZONES + PUBLIC + f"services: {{{STORE}}}\nflows: {{f: {{from: p, to: s, {flow}}}}}\n")
    best = reach(found).best
    assert best is not None
    (hop,) = best.hops
    assert (hop.way.cost, sum(part.cost for part in hop.way.parts)) == (cost, cost)
    assert all(part.reason for part in hop.way.parts)


def test_step_names_blocking_controls_and_status(judged: Callable[..., SystemAssessment]) -> None:
    flow = "flows: {f: {from: p, to: s, protocols: [web], encrypted: none}}\n"
    best = reach(judged(DATA + ZONES + PUBLIC + f"services: {{{STORE}}}\n" + flow)).best
    assert best is not None
    assert [(bar.control, bar.element, bar.standing.status) for bar in best.hops[0].bars] == [
        ("sealed-on-the-way", "f", "not-stated")
    ]


# Paths and choke points of a model

LADDER = (
    DATA
    + ZONES
    + PUBLIC
    + f"services: {{{', '.join(f'{name}: {{kind: server, zone: in}}' for name in ('gate', 'x', 'y'))}, {STORE}}}\n"
    "flows:\n  a: {from: p, to: gate, protocols: [web]}\n"
    "  b: {from: gate, to: x, protocols: [web]}\n  c: {from: x, to: s, protocols: [web]}\n"
    "  d1: {from: gate, to: y, protocols: [web-tls]}\n  e: {from: y, to: s, protocols: [web-tls]}\n"
)


def test_alternative_paths_share_no_inner_step(judged: Callable[..., SystemAssessment]) -> None:
    model = LADDER + "  z: {from: p, to: y, protocols: [web-tls], authenticated: [password]}\n"
    first, second = (path for path in reach(judged(model)).paths)
    assert [hop.way.element for hop in first.hops] == ["a", "b", "c"]
    assert [hop.way.element for hop in second.hops] == ["z", "e"]
    assert first.cost < second.cost


def test_choke_point_is_on_every_path(judged: Callable[..., SystemAssessment]) -> None:
    found = judged(LADDER)
    assert reach(found).spots == (("flow", "a"), ("service", "gate"))
    assert [(each.element, each.breaks, each.assets) for each in found.choke_points] == [
        ("a", 1, ("d",)),
        ("gate", 1, ("d",)),
    ]


def test_smallest_cut_replaces_missing_choke_point(judged: Callable[..., SystemAssessment]) -> None:
    found = reach(judged(LADDER + "  z: {from: p, to: y, protocols: [web-tls]}\n"))
    assert found.spots == ()
    assert len(found.cut) == 2


WORTHY = ("far", "near", "safe")


def test_worst_asset_comes_first(judged: Callable[..., SystemAssessment]) -> None:
    data = (
        "data: {low-one: {integrity: moderate}, " + ", ".join(f"{name}: {{integrity: high}}" for name in WORTHY) + "}\n"
    )
    services = (
        "services: {a: {kind: bucket, zone: in, holds: [low-one, near]}, b: {kind: bucket, zone: in, holds: [far]},"
        " c: {kind: bucket, zone: in, holds: [safe]}}\n"
    )
    flows = "flows: {f: {from: p, to: a, protocols: [web]}, g: {from: a, to: b, protocols: [web]}}\n"
    found = judged(data + ZONES + PUBLIC + services + flows)
    assert [each.asset.id for each in found.paths] == ["near", "far", "low-one", "safe"]


SERVICES = ("a", "b", "c", "s")
PAIRS = st.lists(
    st.tuples(
        st.sampled_from((*SERVICES, "p", "in")),
        st.sampled_from((*SERVICES, "in")),
        st.sampled_from(("web", "web-tls", "desktop")),
    ).filter(lambda each: each[0] != each[1]),
    min_size=1,
    max_size=7,
)


def talking(flows: Sequence[tuple[str, str, str]]) -> SystemAssessment:
    told = ", ".join(f"f{n}: {{from: {a}, to: {b}, protocols: [{c}]}}" for n, (a, b, c) in enumerate(flows))
    others = ", ".join(f"{name}: {{kind: server, zone: in}}" for name in SERVICES[:-1])
    return _judged(DATA + ZONES + PUBLIC + f"services: {{{others}, {STORE}}}\nflows: {{{told}}}\n")


@settings(deadline=None)
@given(PAIRS)
def test_opened_flow_never_lowers_exposure(flows: list[tuple[str, str, str]]) -> None:
    before, after = reach(talking(flows[:-1])).best, reach(talking(flows)).best
    if before:
        assert after is not None
        assert after.cost <= before.cost


@settings(deadline=None)
@given(PAIRS)
def test_closing_choke_point_leaves_no_path(flows: list[tuple[str, str, str]]) -> None:
    for about, element in reach(talking(flows)).spots:
        if about == "flow":
            left = [each for n, each in enumerate(flows) if f"f{n}" != element]
            assert reach(talking(left)).best is None


@settings(deadline=None)
@given(PAIRS)
def test_path_leads_from_start_to_holder(flows: list[tuple[str, str, str]]) -> None:
    found = reach(talking(flows))
    for path in found.paths:
        ends = [path.start.id, *(hop.target for hop in path.hops)]
        assert [hop.source for hop in path.hops] == ends[:-1]
        assert ends[-1] in found.asset.held_by
    assert len(found.paths) <= 1 + MOST_OTHERS
    used = [hop.way.element for path in found.paths for hop in path.hops]
    assert len(used) == len(set(used))
