"""Published answers: Microsoft's table of ports, the AWS template for domain controllers, AD Connector's minimum.

The files are not part of this repository; ZONEBOOK_REAL_INPUTS names their folder.
"""

import json
import os
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from zonebook import assembly
from zonebook.assess.assessment import Assessment
from zonebook.assess.directory.flow_matching import covers
from zonebook.model.catalogue import Catalogue

MODELS = Path(__file__).resolve().parents[2] / "models"
INPUTS = Path(os.environ.get("ZONEBOOK_REAL_INPUTS") or "/nonexistent")
KEYS = INPUTS / "answers" / "keys"
TEMPLATE = INPUTS / "cloudformation" / "ad-quickstart-aws-ia" / "ad-1.template.yaml"
GUIDE = frozenset((
    "udp/53", "tcp/53", "tcp/88", "udp/88", "udp/123", "tcp/135", "udp/138", "tcp/389", "tcp/445", "udp/445",
    "udp/464", "tcp/464", "tcp/636", "tcp/3268", "tcp/3269", "tcp/3389", "tcp/5985", "tcp/9389", "tcp/49152-65535",
    "udp/49152-65535",
))  # fmt: skip
"""What the template's own guide lists from members to domain controllers, under "Security"
(cfn-ps-microsoft-activedirectory, docs/deployment_guide/partner_editable/post_deployment.adoc)."""


def needed(path: Path) -> Path:
    if not path.is_file():
        pytest.skip(f"ZONEBOOK_REAL_INPUTS does not hold {path.name}")
    return path


@cache
def assessed() -> Assessment:
    return assembly.load_and_assess(MODELS, "2026-12-01", "models")


def catalogue() -> Catalogue:
    return assessed().workspace.catalogue


def of_sets(*names: str) -> dict[str, str]:
    """Return each port of the protocols with its purpose."""
    return {each.port: each.purpose for protocol in catalogue().spoken(names) for each in protocol.ports}


def key(name: str, rows: str) -> set[str]:
    found = json.loads(needed(KEYS / f"{name}.json").read_text("utf-8"))[rows]
    return {f"{row['proto']}/{row['port']}" for row in found}


class Intrinsic(yaml.SafeLoader):
    """A loader that reads a tag of CloudFormation as the plain value behind it."""


def plain(loader: yaml.SafeLoader, _tag: str, node: yaml.Node) -> Any:  # noqa: ANN401  whatever YAML holds
    if isinstance(node, yaml.MappingNode):
        return loader.construct_mapping(node, deep=True)
    if isinstance(node, yaml.SequenceNode):
        return loader.construct_sequence(node, deep=True)
    assert isinstance(node, yaml.ScalarNode)
    return loader.construct_scalar(node)


Intrinsic.add_multi_constructor("!", plain)


@cache
def template() -> frozenset[str]:
    """The ports that the template opens from members to domain controllers."""
    text = needed(TEMPLATE).read_text("utf-8")
    resources = yaml.load(text, Loader=Intrinsic)["Resources"]  # noqa: S506  a SafeLoader
    rules = resources["DomainControllersSG"]["Properties"]["SecurityGroupIngress"]
    assert {rule["SourceSecurityGroupId"] for rule in rules} == {"DomainMembersSG"}
    return frozenset(spelt(rule) for rule in rules)


def spelt(rule: dict[str, Any]) -> str:
    low, high = rule["FromPort"], rule["ToPort"]
    return f"{rule['IpProtocol']}/{low}" + (f"-{high}" if high != low else "")


def recall(wanted: set[str], opened: set[str] | frozenset[str]) -> float:
    got = [port for port in wanted if any(covers(each, port) for each in opened)]
    return len(got) / len(wanted)


def flowing(start: str, end: str) -> set[str]:
    """The ports that the flows of the reference model open between two services."""
    resolved = assessed().systems["corporate-directory"].resolved
    flows = [flow for flow in resolved.leaving(start) if flow in resolved.arriving(end)]
    spoken = {each.port for flow in flows for protocol in resolved.spoken(flow) for each in protocol.ports}
    return spoken | {port for flow in flows for port in flow.ports}


def test_member_set_matches_microsoft() -> None:
    wanted = key("microsoft_ad_ports", "server_ports")
    assert len(wanted) == 15
    assert set(of_sets("ad-member")) == wanted


def test_minimum_is_in_every_controller_set() -> None:
    least = set(of_sets("ad-minimum"))
    assert key("microsoft_ad_ports", "server_ports") - least == {"tcp/636", "tcp/3268", "tcp/3269"}
    for name in ("ad-member", "ad-replication", "ad-trust", "fsx-to-ad"):
        assert least <= set(of_sets(name)), name
    # A database instance takes its time from AWS: the guide of RDS lists no NTP.
    assert least - set(of_sets("rds-to-ad")) == {"udp/123"}


@pytest.mark.parametrize("member", ["file-server", "intranet-server", "rd-gateway"])
@pytest.mark.parametrize("controller", ["dc-1", "dc-2"])
def test_members_reach_every_microsoft_port(member: str, controller: str) -> None:
    assert recall(key("microsoft_ad_ports", "server_ports"), flowing(member, controller)) == 1


def test_template_opens_every_microsoft_port() -> None:
    assert len(template()) == 21
    assert recall(key("microsoft_ad_ports", "server_ports"), template()) == 1
    assert recall(set(of_sets("ad-member")), template()) == 1


def test_model_matches_the_template_ports() -> None:
    opened = flowing("file-server", "dc-1")
    assert set(template()) - opened == set()
    assert opened - template() == {"udp/3389"}  # part of the protocol RDP, optional there


def test_template_udp_389_is_explained() -> None:
    assert template() - GUIDE == {"udp/389"}
    assert GUIDE - template() == set()
    assert of_sets("ad-minimum")["udp/389"] == "Domain controller locator (CLDAP)."
    assert "udp/389" in key("microsoft_ad_ports", "server_ports")


def test_template_surplus_ports_are_needless() -> None:
    found = assessed().systems["corporate-directory"].expected
    assert found is not None
    named = {port for each in found.of("needless") for port in each.ports}
    assert set(template()) - set(of_sets("ad-member")) == named - {"udp/3389"}
    assert named - {"udp/3389"} == {
        "tcp/3389", "tcp/5985", "tcp/9389", "udp/138", "udp/445", "udp/49152-65535",
    }  # fmt: skip


def test_connector_set_is_published_minimum() -> None:
    assert set(of_sets("ad-connector")) == key("ad_connector_min_ports", "flows")


def test_second_factor_uses_published_port() -> None:
    said = json.loads(needed(KEYS / "ad_connector_min_ports.json").read_text("utf-8"))["mfa"]
    assert set(of_sets("radius")) == {f"{said['proto']}/{said['port']}"}
    rule = catalogue().directories["ad-connector-large"].expects.flows["second-factor"]
    assert (rule.needs, rule.for_) == (("radius",), ("mfa-radius",))


def test_reference_connector_meets_requirements() -> None:
    found = assessed().systems["end-user-estate"].expected
    assert found is not None
    connector = [each for each in found.items if each.from_ == "connector" and each.about == "flow"]
    assert {each.status for each in connector} == {"met"}
    assert {each.protocol for each in connector} == {"dns", "kerberos", "ldaps", "radius"}
