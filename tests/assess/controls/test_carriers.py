"""A control about something else is looked up where it is carried: at ends, hosts, directories, accounts, networks."""

from collections.abc import Callable

import pytest

from zonebook.assess.controls.status import control_state, reaches
from zonebook.model.subject import Subject
from zonebook.model.vocabulary import About

WORLD = """
controls: {%(system)s}
accounts: {acc: {provider: aws, settings: {root-mfa: key}}}
networks:
  vpc: {kind: vpc, account: acc, settings: {flow-logs: true}}
  sub: {kind: subnet, inside: vpc}
  other: {kind: vpc, settings: {flow-logs: false}}
zones: {far: {controls: {zone-border-held: met}}, near: {}}
services:
  a: {kind: server, zone: near, network: [sub]%(a)s}
  b: {kind: server, zone: far%(b)s}
  c: {kind: bucket, zone: far}
  dc: {kind: domain-controller, controls: {metadata-guarded: met}}
  app: {kind: bucket, runs_on: a}
flows:
  f: {from: a, to: %(to)s, protocols: [web]%(f)s}
identities:
  r: {kind: role, in: dc, assumed_by: [a]}
  s: {kind: role, in: acc}
"""


def world(**more: str) -> str:
    return WORLD % {"system": "", "a": "", "b": "", "to": "b", "f": "", **more}


GUARD, OWN = "metadata-guarded", "own statement"
MET, NOT = ", controls: {metadata-guarded: met}", ", controls: {metadata-guarded: not-met}"


@pytest.mark.parametrize(
    ("model", "about", "element", "control", "found"),
    [
        pytest.param(world(b=MET), "flow", "f", GUARD, "met: service b: " + OWN, id="receiver"),
        pytest.param(world(a=MET), "flow", "f", GUARD, "met: service a: " + OWN, id="sender"),
        pytest.param(world(a=MET, b=NOT), "flow", "f", GUARD, "not-met: service b: " + OWN, id="weaker-end"),
        pytest.param(world(a=NOT, b=MET), "flow", "f", GUARD, "not-met: service a: " + OWN, id="weaker-start"),
        pytest.param(world(to="far", b=MET), "flow", "f", GUARD, "met: service b: " + OWN, id="zone-of-receivers"),
        pytest.param(world(to="c"), "flow", "f", GUARD, "not-stated: nobody", id="no-end-states-it"),
        pytest.param(world(b=NOT, system="metadata-guarded: met"), "flow", "f", GUARD,
                     "not-met: service b: " + OWN, id="end-before-system"),
        pytest.param(world(b=NOT, f=MET), "flow", "f", GUARD, "met: " + OWN, id="own-before-ends"),
        pytest.param(world(), "flow", "f", "flow-logs-on", "met: network vpc: setting", id="network-around-end"),
        pytest.param(world(), "flow", "f", "root-locked", "met: account acc: setting", id="account-of-end"),
        pytest.param(world(), "flow", "f", "zone-border-held", "met: zone far: " + OWN, id="zone-of-end"),
        pytest.param(world(), "identity", "r", GUARD, "met: service dc: " + OWN, id="directory-of-identity"),
        pytest.param(world(a=NOT), "identity", "r", GUARD, "not-met: service a: " + OWN, id="host-of-identity"),
        pytest.param(world(), "identity", "s", "root-locked", "met: account acc: setting", id="account-of-identity"),
        pytest.param(world(a=MET), "service", "app", GUARD, "met: service a: " + OWN, id="host-of-service"),
        pytest.param(world(), "service", "a", "flow-logs-on", "met: network vpc: setting", id="network-of-service"),
        pytest.param(world(f=", controls: {sealed-on-the-way: met}"), "service", "b", "sealed-on-the-way",
                     "met: flow f: " + OWN, id="flow-to-service"),
        pytest.param(world(a=MET), "account", "acc", GUARD, "met: service a: " + OWN, id="service-in-account"),
        pytest.param(world(a=MET), "network", "vpc", GUARD, "met: service a: " + OWN, id="service-in-network"),
        pytest.param(world(b=MET), "zone", "far", GUARD, "met: service b: " + OWN, id="member-of-zone"),
    ],
)  # fmt: skip
def test_control_is_found_where_carried(  # noqa: PLR0917  one row of the table
    standing: Callable[..., Subject[object]], model: str, about: About, element: str, control: str, found: str
) -> None:
    at = standing(model, about, element)
    state = control_state(at, at.resolved.catalogue.controls[control])
    assert f"{state.status}: {state.origin}" == found


def test_every_part_of_an_end_counts(standing: Callable[..., Subject[object]]) -> None:
    """Of two servers in the zone that a flow ends in, one that is silent leaves the question open."""
    model = world(to="far", b=MET).replace("c: {kind: bucket", "c: {kind: server")
    at = standing(model, "flow", "f")
    assert control_state(at, at.resolved.catalogue.controls[GUARD]).status == "not-stated"


@pytest.mark.parametrize(
    ("about", "element", "control", "reached"),
    [
        ("service", "b", GUARD, True),
        ("service", "c", GUARD, False),
        ("service", "app", GUARD, True),
        ("flow", "f", GUARD, True),
        ("flow", "f", "root-locked", True),
        ("identity", "s", GUARD, True),
    ],
)
def test_control_reaches_what_it_applies_to(
    standing: Callable[..., Subject[object]], about: About, element: str, control: str, *, reached: bool
) -> None:
    at = standing(world(), about, element)
    assert reaches(at, at.resolved.catalogue.controls[control]) is reached


def test_ends_without_the_kind_are_not_reached(standing: Callable[..., Subject[object]]) -> None:
    model = "services: {a: {kind: bucket}, b: {kind: bucket}}\nflows: {f: {from: a, to: b, protocols: [web]}}"
    at = standing(model, "flow", "f")
    assert not reaches(at, at.resolved.catalogue.controls[GUARD])


def test_chain_names_both_ends(standing: Callable[..., Subject[object]]) -> None:
    at = standing(world(a=MET, b=NOT), "flow", "f")
    chain = control_state(at, at.resolved.catalogue.controls[GUARD]).chain
    assert [(str(each.origin), each.status, each.decides) for each in chain] == [
        ("service b: own statement", "not-met", True),
        ("service a: own statement", "met", False),
    ]
