"""The ports of each option, in the shipped catalogue: a correct model is quiet, and each change to it is reported."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.support import catalogues, products

from zonebook.assess.directory.requirements import Requirements, expected, lacking, surplus
from zonebook.model.elements import Flow
from zonebook.model.resolved import ResolvedSystem
from zonebook.model.system import Organisation, System, Workspace

CASES: Mapping[str, Mapping[str, Any]] = yaml.safe_load((Path(__file__).parent / "ports.yaml").read_text("utf-8"))
OWN = ("needs", "may", "needless", "across", "shares_port")
"""What a flow of a case says beside the words of a model."""


def spelt(said: Mapping[str, Any]) -> dict[str, Any]:
    protocols = [*said.get("needs", ()), *said.get("may", ())]
    return {**{word: value for word, value in said.items() if word not in OWN}, "protocols": protocols}


@cache
def correct(option: str) -> ResolvedSystem:
    case = CASES[option]
    model = {
        **{word: case[word] for word in ("services", "actors", "trusts") if word in case},
        "flows": {name: spelt(said) for name, said in case["flows"].items()},
        "directory": {"choice": option, "needs": dict.fromkeys(case.get("asked", ()), "required")},
    }
    return products.judged(yaml.safe_dump(model, sort_keys=False), {}).resolved


def changed(option: str, *left_out: str, **flows: Flow) -> ResolvedSystem:
    """Return the model without some flows and with others in place of those of the same name."""
    resolved = correct(option)
    kept = {name: flow for name, flow in resolved.system.flows.items() if name not in left_out}
    return of(replace(resolved.system, flows={**kept, **{flow.id: flow for flow in flows.values()}}))


def of(system: System) -> ResolvedSystem:
    workspace = Workspace(catalogue=catalogues.known(), organisation=Organisation(), systems={})
    return ResolvedSystem(workspace, system)


def required(resolved: ResolvedSystem) -> Requirements:
    found = expected(resolved)
    assert found is not None
    return found


def missing(resolved: ResolvedSystem) -> set[tuple[str, tuple[str, ...], str]]:
    return {(each.from_, each.to, each.protocol) for each in required(resolved).of("missing")}


def each_flow() -> Sequence[tuple[str, str]]:
    return [(option, name) for option, case in CASES.items() for name in case["flows"]]


def each_of(word: str) -> Sequence[tuple[str, str, str]]:
    return [
        (option, name, protocol)
        for option, name in each_flow()
        for protocol in CASES[option]["flows"][name].get(word, ())
    ]


def test_every_option_has_a_correct_model() -> None:
    assert set(CASES) == set(catalogues.known().directories)


@pytest.mark.parametrize("option", CASES)
def test_correct_model_is_quiet(option: str) -> None:
    found = required(correct(option))
    assert lacking(correct(option), found) == ()
    assert surplus(correct(option), found) == ()
    assert found.of("unknown") == ()
    compared = {(each.from_, *each.to) for each in found.of("met")}
    actors = correct(option).system.actors
    said = [each for each in CASES[option]["flows"].values() if "needs" in each]
    assert {("" if each["from"] in actors else each["from"], each["to"]) for each in said} == compared


@pytest.mark.parametrize(("option", "name", "protocol"), each_of("needs"))
def test_closed_port_is_reported(option: str, name: str, protocol: str) -> None:
    flow = correct(option).system.flows[name]
    left = tuple(each for each in flow.protocols if each != protocol)
    said = CASES[option]["flows"][name]
    found = missing(changed(option, flow=replace(flow, protocols=left)))
    if said.get("shares_port") or (said.get("across") and protocol == "kerberos"):
        assert found == set(), "nothing shows that the port is closed, or that the two have to do with each other"
    else:
        start = "" if flow.from_ in correct(option).system.actors else flow.from_
        assert found == {(start, (flow.to,), reported(protocol))}


def reported(protocol: str) -> str:
    """Return the protocol with a port of its own that is reported for a set."""
    known = catalogues.known().protocols[protocol]
    return protocol if known.ports else known.members[0]


@pytest.mark.parametrize(("option", "name", "protocol"), each_of("may"))
def test_optional_port_may_be_closed(option: str, name: str, protocol: str) -> None:
    flow = correct(option).system.flows[name]
    left = tuple(each for each in flow.protocols if each != protocol)
    if left and CASES[option]["flows"][name].get("needs"):
        assert missing(changed(option, flow=replace(flow, protocols=left))) == set()


@pytest.mark.parametrize(("option", "name", "protocol"), each_of("needless"))
def test_needless_port_is_reported(option: str, name: str, protocol: str) -> None:
    flow = correct(option).system.flows[name]
    resolved = changed(option, flow=replace(flow, protocols=(*flow.protocols, protocol)))
    found = required(resolved)
    assert {(each.flows, each.protocol) for each in found.of("needless")} == {((name,), protocol)}
    assert found.of("missing") == ()


@pytest.mark.parametrize(("option", "name"), each_flow())
def test_turned_flow_is_reported(option: str, name: str) -> None:
    said = CASES[option]["flows"][name]
    flow = correct(option).system.flows[name]
    if said.get("across") or not said.get("needs") or flow.from_ in correct(option).system.actors:
        return
    resolved = changed(option, flow=replace(flow, from_=flow.to, to=flow.from_))
    assert missing(resolved) == {(flow.from_, (flow.to,), reported(each)) for each in said["needs"]}
    reasons = lacking(resolved, required(resolved))
    assert len(reasons) == 1
    assert reasons[0].endswith((f"{name} goes the other way)", "go the other way)"))


WITH_USERS = [name for name, case in CASES.items() if any(said.get("across") for said in case["flows"].values())]


@pytest.mark.parametrize("option", WITH_USERS)
def test_trust_without_users_is_one_question(option: str) -> None:
    """Nothing shows how users of the other side get their tickets: one question for each way of the trust."""
    across = [name for name, said in CASES[option]["flows"].items() if said.get("across")]
    found = required(changed(option, *across))
    ways = {"one-way": 1, "two-way": 2}
    trusts = CASES[option]["trusts"].values()
    kinds = {frozenset((trust["from"], trust["to"])): ways[trust["direction"]] for trust in trusts}
    assert [each.attributes for each in found.of("unknown")] == [("flows",)] * max(kinds.values())
    assert found.of("missing") == ()


def test_deployment_not_stated_is_a_question() -> None:
    resolved = correct("managed-ad-standard")
    shares = replace(resolved.system.services["shares"], settings={})
    flow = resolved.system.flows["shares-to-dc"]
    services = {**resolved.system.services, "shares": shares}
    for protocols, attributes in (
        (flow.protocols, []),
        (tuple(each for each in flow.protocols if each != "adws"), [("services.shares.settings.deployment",)]),
    ):
        flows = {**resolved.system.flows, "shares-to-dc": replace(flow, protocols=protocols)}
        system = replace(resolved.system, services=services, flows=flows)
        found = required(of(system))
        assert [each.attributes for each in found.of("unknown")] == attributes
        assert found.of("missing") == found.of("needless") == ()


def test_authority_answers_by_either_way() -> None:
    flow = correct("managed-ad-standard").system.flows["dc-to-authority"]
    either = changed("managed-ad-standard", flow=replace(flow, protocols=("rpc-endpoint-mapper", "rpc-dynamic")))
    assert missing(either) == set()
    half = changed("managed-ad-standard", flow=replace(flow, protocols=("rpc-endpoint-mapper",)))
    assert missing(half) == {("dc", ("authority",), "https")}
