"""Sign-in with an account of a directory: no step without a flow, and no other flow than the one that there is."""

from collections.abc import Callable

import pytest

from zonebook.assess.attack_paths.search import AssetReach
from zonebook.assess.system import SystemAssessment

MODEL = """data: {d: {confidentiality: high}}
zones: {out: {trust: 0}, in: {trust: 3}}
accounts: {c: {provider: aws}}
actors: {p: {zone: out, trusted: true}, q: {zone: in}}
services:
  dc: {kind: domain-controller, zone: in}
  s: {kind: bucket, zone: in, holds: [d]}
  gate: {kind: server, zone: in}
  member: {kind: server, zone: in}
identities:
  group: {kind: role, in: %s, assumed_by: [p, q], administers: [%s]}
  other: {kind: role, in: c, assumed_by: [group], administers: [s]}
flows:
  joins: {from: member, to: dc, protocols: [ldap]}
"""


def reach(judged: SystemAssessment, asset: str = "d") -> AssetReach:
    return next(each for each in judged.paths if each.asset.id == asset)


def route(judged: SystemAssessment, asset: str = "d") -> list[str]:
    best = reach(judged, asset).best
    return [f"{hop.way.how}: {hop.target}" for hop in best.hops] if best else []


def world(judged: Callable[..., SystemAssessment], lives_in: str, administers: str, *flows: str) -> SystemAssessment:
    told = "".join(f"  f{number}: {{{flow}, protocols: [web]}}\n" for number, flow in enumerate(flows))
    model = MODEL % (lives_in, administers)
    if administers:
        model = model.replace("  other: {kind: role, in: c, assumed_by: [group], administers: [s]}\n", "")
    return judged(model + told)


def test_directory_account_alone_is_no_path(judged: Callable[..., SystemAssessment]) -> None:
    assert reach(world(judged, "dc", "s")).reachable == "no"
    assert reach(world(judged, "dc", "s", "from: q, to: s")).reachable == "no"


def test_cloud_account_needs_no_flow(judged: Callable[..., SystemAssessment]) -> None:
    assert route(world(judged, "c", "s")) == ["assumes: group", "administers: s"]


def test_directory_account_goes_where_flows_go(judged: Callable[..., SystemAssessment]) -> None:
    flows = ("from: p, to: gate", "from: gate, to: s")
    found = world(judged, "dc", "s", *flows)
    assert route(found) == ["flow: gate", "flow: s"]
    assert reach(found).spots == (("flow", "f0"), ("service", "gate"), ("flow", "f1"))


@pytest.mark.parametrize("target", ["dc", "member"])
def test_sign_in_leads_to_other_identities(judged: Callable[..., SystemAssessment], target: str) -> None:
    found = world(judged, "dc", "", f"from: p, to: {target}")
    assert route(found) == ["assumes: group", "assumes: other", "administers: s"]


def test_sign_in_needs_who_asks_the_directory(judged: Callable[..., SystemAssessment]) -> None:
    assert reach(world(judged, "dc", "", "from: p, to: gate")).reachable == "no"


def test_directory_itself_needs_no_sign_in(judged: Callable[..., SystemAssessment]) -> None:
    found = world(judged, "dc", "s", "from: p, to: dc")
    assert route(found) == ["flow: dc", "directory-admin: group", "administers: s"]


@pytest.mark.parametrize(
    ("said", "administers", "cost"),
    [
        ("authenticated: [password]", "s", 0),
        ("authenticated: [password]", "in", 0),
        ("authenticated: [password]", "gate", 1),
        ("authenticated: [password, mfa]", "s", 2),
    ],
)
def test_right_of_caller_makes_flow_cheaper(
    judged: Callable[..., SystemAssessment], said: str, administers: str, cost: int
) -> None:
    best = reach(world(judged, "dc", administers, f"from: p, to: s, {said}")).best
    assert best is not None
    (hop,) = best.hops
    assert [part.cost for part in hop.way.parts if "caller" in part.reason or "can act" in part.reason] == [cost]
