"""What of its members raises a threat to a zone or a network: everything, what outsiders reach, or nothing."""

from dataclasses import replace

import pytest
from tests.support.products import judged

from zonebook.assess.risk.scoring import Risk, risk_sum
from zonebook.model.subject import subjects
from zonebook.model.vocabulary import RaisedBy

MODEL = """data: {{forest: {{confidentiality: high}}, notes: {{confidentiality: moderate}}}}
zones: {{out: {{trust: 0}}, edge: {{trust: 1}}, core: {{trust: 4}}}}
actors: {{stranger: {{zone: out}}}}
networks: {{vpc: {{kind: vpc, settings: {{default-security-group-rules: true, dns-firewall: false}}}}}}
services:
  gateway: {{kind: rd-gateway, zone: edge, network: vpc, holds: [{front}]}}
  controller: {{kind: ad-ds-on-ec2, zone: core, network: vpc, holds: [forest]}}
flows:
  in: {{from: stranger, to: gateway, protocols: [rdp-over-https]}}
  on: {{from: gateway, to: controller, protocols: [rdp]}}
"""


def inherent(threat: str, front: str, raised_by: RaisedBy | None = None) -> Risk:
    """Return the inherent risk of a threat to the network, as the catalogue has it or raised by something else."""
    resolved = judged(MODEL.format(front=front), {}).resolved
    known = resolved.catalogue.threats[threat]
    asked = replace(known, raised_by=raised_by) if raised_by else known
    (at,) = subjects(resolved, "network")
    return risk_sum(at, asked, ()).inherent


@pytest.mark.parametrize(
    ("raised_by", "front", "levels"),
    [
        ("any-member", "notes", ("high", "high")),
        ("exposed-members", "notes", ("moderate", "moderate")),
        ("exposed-members", "forest", ("moderate", "high")),
        ("nothing", "forest", ("moderate", "moderate")),
    ],
)
def test_only_reached_data_raises_impact(raised_by: RaisedBy, front: str, levels: tuple[str, str]) -> None:
    risk = inherent("dns-exfiltration", front, raised_by)
    assert (risk.likelihood, risk.impact) == levels


def test_default_group_stands_below_the_forest() -> None:
    assert inherent("default-security-group-open", "forest").level == "moderate"
    assert inherent("dns-exfiltration", "notes").level == "moderate"
    assert inherent("egress-unrestricted", "notes", "any-member").level == "high"
