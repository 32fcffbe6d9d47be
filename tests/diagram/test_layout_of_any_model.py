"""The layout of pictures of generated models, and of texts in every script: no overlap, and nothing lost."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.support.pictures import clusters, nodes
from tests.support.products import catalogue

from zonebook.diagram import placement, zones
from zonebook.diagram.layout.arrange import arranged, unchecked
from zonebook.diagram.layout.check import faults
from zonebook.diagram.layout.geometry import NotLaidOutError, outside
from zonebook.diagram.layout.text import width, wrapped
from zonebook.document.graph import Graph
from zonebook.model import binding
from zonebook.model.resolved import ResolvedSystem
from zonebook.model.system import Organisation, System, Workspace
from zonebook.values import Document

KINDS = ("amazon-ec2", "application-load-balancer", "nat-gateway", "amazon-s3", "aws-iam", "aws-lambda", "web-server")
TITLES = (
    "Portal", "Donaudampfschifffahrtsgesellschaftskapitänsmütze", "支払い処理サービスの本番環境", "خدمة الدفع والتحقق من الهوية",
    "Сервис проверки платежей", "a_very_long_name_with_many_parts_and_no_space", "🔒 Vault", "Größe & Maß",
)  # fmt: skip
BUILDERS: Mapping[str, Callable[[ResolvedSystem], Graph]] = {"placement": placement.placement, "zones": zones.zones}


def resolved(world: Mapping[str, Any]) -> ResolvedSystem:
    """Return a system of data, with the shipped catalogue."""
    data = {"system": {"title": "World"}, **world, "id": "world"}
    system = binding.build(System, Document(path="world", data=data))
    return ResolvedSystem(Workspace(catalogue=catalogue(), organisation=Organisation(), systems={"world": system}), system)


@st.composite
def worlds(draw: st.DrawFn) -> dict[str, Any]:
    """Return a system with a few networks, services in some of them, and flows."""
    many = draw(st.integers(1, 3))
    azs = {f"az-{n}": {"kind": "availability-zone", "inside": "net"} for n in range(1, many + 1)}
    tiers = draw(st.integers(0, 3))
    subnets = {
        f"tier-{tier}-{n}": {"kind": "subnet", "inside": f"az-{n}", "settings": {"public": tier == 0}}
        for tier in range(tiers)
        for n in range(1, many + 1)
        if draw(st.booleans())
    }
    networks = {
        "there": {"kind": "region"}, "net": {"kind": "vpc", "inside": "there", "account": "own"}, **azs, **subnets,
        "line": {"kind": "vpn", "inside": "there", "account": "own"}, "office": {"kind": "on-premises"},
    }  # fmt: skip
    places = [[], ["net"], ["office"], ["line"], *([name] for name in (*azs, *subnets))]
    places += [[name for name in subnets if name.startswith(f"tier-{tier}-")] for tier in range(tiers)]
    trusts = draw(st.lists(st.integers(0, 4), min_size=1, max_size=4))
    area = {f"zone-{n}": {"trust": trust} for n, trust in enumerate(trusts)}
    if len(area) > 2 and draw(st.booleans()):
        area["zone-2"]["inside"] = "zone-1"
    services = {
        f"s-{n}": {
            "kind": draw(st.sampled_from(KINDS)), "title": draw(st.sampled_from(TITLES)),
            "zone": draw(st.sampled_from(["", *area])), "network": draw(st.sampled_from(places)),
            "account": draw(st.sampled_from(["", "own", "other"])),
            "runs_on": draw(st.sampled_from(["", *(f"s-{other}" for other in range(3))])),
        }
        for n in range(draw(st.integers(1, 9)))
    }  # fmt: skip
    ends = [*services, "people", *area]
    flows = {
        f"f-{n}": {
            "from": draw(st.sampled_from(ends)), "to": draw(st.sampled_from(ends)), "protocols": ["https"],
            "via": draw(st.sampled_from([[], ["s-0"], ["line"]])),
        }
        for n in range(draw(st.integers(0, 8)))
    }  # fmt: skip
    return {
        "accounts": {"own": {"title": "Own"}, "other": {"title": "Other"}}, "zones": area, "networks": networks,
        "actors": {"people": {"title": "People", "zone": "zone-0"}}, "services": services, "flows": flows,
    }  # fmt: skip


@pytest.mark.parametrize("kind", BUILDERS)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(worlds())
def test_any_model_is_laid_out_without_overlap(kind: str, world: dict[str, Any]) -> None:
    system = resolved(world)
    graph = BUILDERS[kind](system)
    found = faults(graph, unchecked(graph))
    assert found == ()
    drawn = {name for node in nodes(graph) for name in (node.of or (node.id,))}
    drawn |= {name for cluster in clusters(graph) for name in cluster.of}
    assert drawn >= {*system.system.services, *system.system.actors}
    assert {flow for edge in graph.edges for flow in edge.flows} | {*graph.within} >= {*system.system.flows}
