"""Who has a layer where the kind alone does not decide: what it runs on, where it stands, and what the model states."""

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support import catalogues

from zonebook.assess.controls.layers.holders import LayerHolder, layer_holder
from zonebook.assess.system import SystemAssessment
from zonebook.model.vocabulary import LAYERS
from zonebook.pipeline import assess_workspace, load_workspace

HOUSE = "organisation: {title: House}\nparties: {team: {}, others: {}, host: {within: provider}}\n"
HEAD = "system: {title: World, owner: team}\n"
DAY = "2026-12-01"
PLACES = """\
accounts: {cloud: {provider: aws}}
zones: {z: {}}
networks: {office: {kind: on-premises}, room: {kind: on-premises, inside: office}, net: {kind: vpc, account: cloud}}
"""
MACHINES = """\
  nodes: {kind: linux-server, zone: z, owner: others, network: room}
  cluster: {kind: kubernetes-cluster, runs_on: nodes}
  eks: {kind: amazon-eks}
  tasks: {kind: aws-fargate}
  server: {kind: amazon-ec2, owner: others}
"""


@cache
def judged(service: str, said: str = "") -> SystemAssessment:
    responsibilities = f"responsibilities: {{{said}}}\n" if said else ""
    model = f"{HEAD}{PLACES}services:\n  a: {{{service}}}\n{MACHINES}{responsibilities}"
    texts = {"models/organisation.yaml": HOUSE.encode(), "models/systems/world/model.yaml": model.encode()}
    return assess_workspace(load_workspace(catalogues.shipped(), texts, catalogues.schemas()), DAY).systems["world"]


def held(layer: str, service: str, said: str = "") -> LayerHolder:
    resolved = judged(service, said).resolved
    found = layer_holder(resolved, resolved.system.services["a"], layer)
    assert found
    return found


def short(found: LayerHolder) -> tuple[str, str, str]:
    return found.holder or "not stated", found.party, found.provider


@pytest.mark.parametrize(
    ("service", "layer", "expected"),
    [
        pytest.param(
            "kind: web-application, runs_on: tasks", "facilities", ("provider", "aws", "aws"), id="on-fargate"
        ),
        pytest.param("kind: web-application, runs_on: tasks", "guest-os", ("provider", "aws", "aws"), id="no-guest"),
        pytest.param("kind: web-application, runs_on: tasks", "platform", ("customer", "team", ""), id="own-engine"),
        pytest.param("kind: web-application, runs_on: server", "hypervisor", ("provider", "aws", "aws"), id="on-ec2"),
        pytest.param("kind: web-application, runs_on: server", "guest-os", ("customer", "others", ""), id="host-party"),
        pytest.param("kind: web-application, runs_on: nodes", "facilities", ("customer", "others", ""), id="own-room"),
        pytest.param(
            "kind: kubernetes-workload, runs_on: cluster", "facilities", ("customer", "others", ""), id="pods"
        ),
        pytest.param("kind: kubernetes-workload, runs_on: cluster", "platform", ("customer", "team", ""), id="cluster"),
        pytest.param("kind: kubernetes-workload, runs_on: eks", "platform", ("shared", "team", "aws"), id="eks"),
        pytest.param(
            "kind: kubernetes-workload, runs_on: eks", "facilities", ("provider", "aws", "aws"), id="eks-room"
        ),
        pytest.param("kind: kubernetes-namespace, runs_on: cluster", "patching", ("customer", "team", ""), id="space"),
        pytest.param("kind: kubernetes-ingress, network: room", "hardware", ("customer", "team", ""), id="own-ingress"),
        pytest.param("kind: kubernetes-workload", "hardware", ("not stated", "", ""), id="nowhere"),
        pytest.param("kind: virtual-machine", "hypervisor", ("not stated", "", ""), id="machine-nowhere"),
        pytest.param("kind: virtual-machine, network: room", "hypervisor", ("customer", "team", ""), id="own-machine"),
        pytest.param(
            "kind: virtual-machine, account: cloud", "hardware", ("provider", "aws", "aws"), id="cloud-machine"
        ),
        pytest.param("kind: web-application, network: net", "facilities", ("provider", "aws", "aws"), id="in-vpc"),
        pytest.param("kind: web-application, network: net", "guest-os", ("customer", "team", ""), id="guest-in-vpc"),
        pytest.param("kind: object-store, network: room", "platform", ("customer", "team", ""), id="own-store"),
        pytest.param("kind: object-store, account: cloud", "platform", ("provider", "aws", "aws"), id="cloud-store"),
        pytest.param("kind: saas-application", "facilities", ("provider", "", ""), id="vendor"),
        pytest.param("kind: user-device, runs_on: nodes", "hypervisor", ("none", "", ""), id="no-such-layer"),
        pytest.param("kind: amazon-rds, runs_on: nodes", "facilities", ("provider", "aws", "aws"), id="product"),
    ],
)
def test_place_and_host_decide(service: str, layer: str, expected: tuple[str, str, str]) -> None:
    assert short(held(layer, service)) == expected


@pytest.mark.parametrize(
    ("service", "layer", "said", "expected"),
    [
        pytest.param(
            "kind: aws-fargate", "guest-os", "others", ("provider", "aws", "aws"), id="team-of-provider-layer"
        ),
        pytest.param("kind: aws-fargate", "logging", "others", ("shared", "others", "aws"), id="team-of-shared-layer"),
        pytest.param("kind: aws-fargate", "data", "others", ("customer", "others", ""), id="team-of-own-layer"),
        pytest.param("kind: linux-server", "hardware", "host", ("provider", "host", "host"), id="host-takes-over"),
        pytest.param("kind: virtual-machine", "hardware", "host", ("provider", "host", "host"), id="host-is-named"),
        pytest.param("kind: virtual-machine", "hardware", "others", ("customer", "others", ""), id="team-is-named"),
        pytest.param("kind: aws-fargate", "logging", "host", ("shared", "team", "host"), id="host-of-shared-layer"),
        pytest.param("kind: user-device", "hypervisor", "others", ("none", "", ""), id="no-such-layer"),
        pytest.param(
            "kind: aws-fargate", "platform", "{holder: customer}", ("customer", "team", ""), id="taken-from-provider"
        ),
        pytest.param(
            "kind: aws-fargate",
            "data",
            "{holder: provider, party: host}",
            ("provider", "host", "host"),
            id="given-away",
        ),
    ],
)
def test_statement_moves_its_own_part(service: str, layer: str, said: str, expected: tuple[str, str, str]) -> None:
    assert short(held(layer, service, f"a: {{{layer}: {said}}}")) == expected


def test_zone_party_leaves_provider_layers() -> None:
    found = held("guest-os", "kind: aws-fargate, zone: z", "z: {guest-os: others}")
    assert short(found) == ("provider", "aws", "aws")


def test_rented_service_on_premises_is_a_provider_one() -> None:
    store = "kind: object-store, network: room"
    rented = "a: {platform: {holder: provider, party: host}}"
    assert short(held("server-side-encryption", store, rented)) == ("shared", "team", "host")
    assert short(held("server-side-encryption", store)) == ("customer", "team", "")


def test_statement_about_the_host_reaches_its_guests() -> None:
    found = held("hardware", "kind: web-application, runs_on: nodes", "nodes: {hardware: host}")
    assert short(found) == ("provider", "host", "host")
    assert found.because == "It runs on nodes."


def test_own_platform_has_both_parts() -> None:
    found = held("platform", "kind: kubernetes-workload, runs_on: cluster")
    assert "Run it without root" in found.duty
    assert "Runs control plane" in found.duty
    assert found.provider_duty == ""


def test_control_follows_the_holder_of_its_layer() -> None:
    checked = {
        (each.element, each.control.layer): each.standing.status
        for each in judged("kind: web-application, runs_on: tasks").checks
        if each.about == "service"
    }
    assert {status for (name, layer), status in checked.items() if (name, layer) == ("tasks", "guest-os")} <= {
        "inherited"
    }
    assert {status for (name, layer), status in checked.items() if (name, layer) == ("a", "guest-os")} <= {"inherited"}


KINDS = sorted(each.id for each in catalogues.known().kinds.values() if each.responsibility)
WHERE = ("", ", network: room", ", account: cloud", ", network: net", ", runs_on: nodes", ", runs_on: tasks")
SAID = ("", "others", "host", "{holder: customer}", "{holder: shared}", "{holder: provider, party: host}")


@settings(deadline=None, max_examples=60)
@given(st.sampled_from(KINDS), st.sampled_from(WHERE), st.sampled_from(LAYERS), st.sampled_from(SAID))
def test_no_party_stands_on_the_other_side(kind: str, where: str, layer: str, said: str) -> None:
    judged_ = judged(f"kind: {kind}{where}", f"a: {{{layer}: {said}}}" if said else "")
    parties = judged_.resolved.parties
    for duty in judged_.duties:
        within = parties[duty.party].within if duty.party else ""
        assert within in {"provider": {"provider", ""}, "customer": {"customer"}, "shared": {"customer"}}.get(
            duty.holder or "", {""}
        )
        assert not duty.provider or parties[duty.provider].within == "provider"
        assert bool(duty.provider) <= (duty.holder in {"provider", "shared"})


@settings(deadline=None, max_examples=60)
@given(st.sampled_from(KINDS), st.sampled_from(LAYERS[:2]))
def test_own_premises_have_no_nameless_provider(kind: str, layer: str) -> None:
    found = [each for each in judged(f"kind: {kind}, network: room").duties if each.layer == layer]
    assert [each for each in found if each.holder == "provider" and not each.party] == []
