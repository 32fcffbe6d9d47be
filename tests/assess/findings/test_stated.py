"""Threats that a system states by hand: a finding at each element, with the risk, the answers and the decisions."""

from collections.abc import Callable

import pytest

from zonebook.assess.findings.finding import Finding
from zonebook.assess.system import SystemAssessment

WORLD = """
data: {orders: {confidentiality: high}}
zones: {edge: {trust: 0}, inner: {trust: 2, allow: {edge: [web]}}}
actors: {buyer: {zone: edge, was: customer}}
accounts: {shop: {provider: aws}}
networks: {lan: {kind: vpc, account: shop}}
services:
  front: {kind: server, zone: inner, holds: [orders]}
  dc-1: {kind: domain-controller, zone: inner}
  dc-2: {kind: domain-controller, zone: inner}
flows: {order: {from: buyer, to: front, protocols: [web], carries: [orders]}}
identities: {clerk: {kind: role, in: shop}}
trusts: {forest: {from: dc-1, to: dc-2, kind: forest-trust}}
threats:
  forged-order:
    title: An order is forged
    story: Somebody places an order in the name of another.
    likelihood: moderate
    impact: low
"""
ELEMENTS = (
    ("front", "service"), ("buyer", "actor"), ("orders", "data"), ("inner", "zone"), ("order", "flow"),
    ("lan", "network"), ("clerk", "identity"), ("shop", "account"), ("forest", "trust"),
)  # fmt: skip


def stated(judged: SystemAssessment) -> tuple[Finding, ...]:
    return tuple(each for each in judged.findings if each.threat.id == "forged-order")


def only(judged: SystemAssessment) -> Finding:
    (found,) = stated(judged)
    return found


@pytest.mark.parametrize(("element", "about"), ELEMENTS)
def test_stated_threat_fires_on_every_type(judged: Callable[..., SystemAssessment], element: str, about: str) -> None:
    found = only(judged(WORLD + f"    elements: [{element}]\n"))
    assert (found.id, found.about, found.element) == (f"forged-order@{element}", about, element)
    assert (found.state, found.reasons) == ("open", (f"the model states it of {element}",))
