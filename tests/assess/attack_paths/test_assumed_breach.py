"""Assumed breach: attack paths that start where a machine has fallen, told beside the answer and no part of it."""

from functools import cache

import pytest
from tests.support.products import judged

from zonebook.assess.attack_paths.search import AssetReach
from zonebook.assess.system import SystemAssessment
from zonebook.present.attack_paths.first_hops import farthest

MODEL = """data: {d: {confidentiality: high, integrity: low, availability: low}}
zones: {out: {trust: 0}, low: {trust: 1}, in: {trust: 2}, core: {trust: 4}}
actors: {stranger: {zone: out}, trusted: {zone: out, trusted: true}}
services:
  dc: {kind: ad-ds-on-ec2, zone: core}
  joined: {kind: windows-server-on-ec2, zone: in}
  second: {kind: windows-server-on-ec2, zone: in}
  alone: {kind: windows-server-on-ec2, zone: in}
  exposed: {kind: windows-server-on-ec2, zone: low}
  desk: {kind: workstation, zone: in}
  runner: {kind: build-server, zone: in}
  store: {kind: database-server, zone: core, holds: [d]}
flows:
  join: {from: joined, to: dc, protocols: [ad-member], authenticated: [kerberos]}
  rejoin: {from: second, to: dc, protocols: [ad-member]}
  work: {from: desk, to: joined, protocols: [https]}
  query: {from: joined, to: store, protocols: [tds], authenticated: [kerberos]}
  deliver: {from: runner, to: store, protocols: [ssh]}
  visit: {from: stranger, to: alone, protocols: [https]}
"""


@cache
def world() -> SystemAssessment:
    return judged(MODEL, {})


def reach(system: SystemAssessment, asset: str = "d") -> AssetReach:
    return next(each for each in system.paths if each.asset.id == asset)


def starts(found: AssetReach) -> dict[str, str]:
    """Return the start of each path by the kind of start, or by its class where a breach is assumed."""
    return {path.start.breached or path.start.kind: path.start.id for path in found.by_start}


def test_each_class_tells_its_cheapest_path() -> None:
    found = reach(world())
    assert starts(found) == {"member-server": "joined", "workstation": "desk", "build-agent": "runner"}
    assert starts(reach(world(), "dc")) == {"member-server": "second", "workstation": "desk"}


def test_breach_costs_nothing_and_says_so() -> None:
    for path in reach(world()).by_start:
        assert [(part.cost, part.reason.split(":")[0]) for part in path.start.parts] == [(0, "assumed breach")]
        assert path.start.reason.endswith("is assumed to be taken over")
        assert path.sure


def test_breach_alone_reaches_nothing_that_counts() -> None:
    found = reach(world())
    assert (found.reachable, found.paths, found.spots, found.cut) == ("no", (), (), ())
    assert farthest(found) is None
    assert world().choke_points == ()


@pytest.mark.parametrize(
    ("more", "kinds"),
    [
        ("", []),
        ("  enter: {from: stranger, to: joined, protocols: [https]}\n", ["outsider"]),
        ("  enter: {from: trusted, to: joined, protocols: [https]}\n", ["insider"]),
        ("  enter: {from: exposed, to: joined, protocols: [https]}\n", ["foothold"]),
        ("  enter: {from: out, to: joined, protocols: [https]}\n", ["outsider", "insider"]),
    ],
)
def test_starts_come_from_farthest_outside(more: str, kinds: list[str]) -> None:
    found = reach(judged(MODEL + more, {}))
    told = [path.start.kind for path in found.by_start]
    assert told == [*kinds, *["assumed-breach"] * 3]
    assert found.reachable == ("yes" if kinds else "no")
    first = farthest(found)
    assert (first.start.kind if first else None) == (kinds[0] if kinds else None)


def test_server_outside_a_directory_is_no_member() -> None:
    without = "".join(line for line in MODEL.splitlines(keepends=True) if "join:" not in line)
    assert "member-server" not in starts(reach(judged(without, {})))


def test_what_starts_already_is_not_assumed() -> None:
    bridge = "  bridge: {from: exposed, to: dc, protocols: [ad-member]}\n"
    found = starts(reach(judged(MODEL + bridge, {}), "dc"))
    assert found == {"foothold": "exposed", "member-server": "second", "workstation": "desk"}
