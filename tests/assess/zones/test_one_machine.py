"""Flows within one machine: no network lies between their ends, so none is listened to."""

import pytest
from tests.support.products import judged

from zonebook.assess.zones.one_machine import stays_on_one_machine

MODEL = """data: {{d: {{confidentiality: high}}}}
zones: {{z: {{trust: 2}}}}
services:
  host: {{kind: linux-server, zone: z}}
  fleet: {{kind: linux-server, zone: z, count: 3}}
  cluster: {{kind: kubernetes-cluster, zone: z}}
  guest: {{kind: virtual-machine, zone: z, runs_on: host}}
  a: {{kind: application-server, zone: z, runs_on: {near}}}
  b: {{kind: database-server, zone: z, runs_on: {far}}}
flows:
  f: {{from: a, to: {to}, protocols: [postgresql], encrypted: none, authenticated: [none], carries: [d]}}
"""
IN_CLEAR = {"confidential-data-in-clear@f", "unauthenticated-data-store@f"}


@pytest.mark.parametrize(
    ("near", "far", "to", "local"),
    [
        pytest.param("host", "host", "b", True, id="two-programs-on-one-machine"),
        pytest.param("host", "host", "host", True, id="program-and-its-machine"),
        pytest.param("host", "guest", "b", False, id="guest-is-a-machine-of-its-own"),
        pytest.param("fleet", "fleet", "b", False, id="fleet-is-several-machines"),
        pytest.param("cluster", "cluster", "b", False, id="cluster-is-several-machines"),
        pytest.param("host", "fleet", "b", False, id="two-hosts"),
        pytest.param("host", "host", "z", False, id="zone-as-an-end"),
    ],
)
def test_only_one_machine_needs_no_network(near: str, far: str, to: str, *, local: bool) -> None:
    system = judged(MODEL.format(near=near, far=far, to=to), {})
    assert stays_on_one_machine(system.resolved, system.resolved.system.flows["f"]) is local
    found = {each.id for each in (*system.findings,)}
    assert not (local and found & IN_CLEAR)
    if to == "b" and not local:
        assert found >= IN_CLEAR
