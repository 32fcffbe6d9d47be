"""The layout of pictures of generated models, and of texts in every script: no overlap, and nothing lost."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.support.pictures import clusters, nodes
from tests.support.products import catalogue

from zonebook.diagram import zones
from zonebook.diagram.layout.arrange import arranged, unchecked
from zonebook.diagram.layout.check import faults
from zonebook.diagram.layout.geometry import NotLaidOutError, outside
from zonebook.diagram.layout.text import width, wrapped
from zonebook.diagram.places import placement
from zonebook.diagram.places.accounts import MOST_ACCOUNTS
from zonebook.document.graph import Graph, Node
from zonebook.model import binding
from zonebook.model.resolved import ResolvedSystem
from zonebook.model.system import Organisation, System, Workspace
from zonebook.values import Document

KINDS = ("amazon-ec2", "application-load-balancer", "nat-gateway", "amazon-s3", "aws-iam", "aws-lambda", "web-server")
TITLES = (
    "Portal",
    "Donaudampfschifffahrtsgesellschaftskapitänsmütze",
    "支払い処理サービスの本番環境",
    "خدمة الدفع والتحقق من الهوية",
    "Сервис проверки платежей",
    "a_very_long_name_with_many_parts_and_no_space",
    "🔒 Vault",
    "Größe & Maß",
)
BUILDERS: Mapping[str, Callable[[ResolvedSystem], Graph]] = {"placement": placement.placement, "zones": zones.zones}


def resolved(world: Mapping[str, Any]) -> ResolvedSystem:
    """Return a system of data, with the shipped catalogue."""
    data = {"system": {"title": "World"}, **world, "id": "world"}
    system = binding.build(System, Document(path="world", data=data))
    workspace = Workspace(catalogue=catalogue(), organisation=Organisation(), systems={"world": system})
    return ResolvedSystem(workspace, system)


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
    area: dict[str, dict[str, Any]] = {f"zone-{n}": {"trust": trust} for n, trust in enumerate(trusts)}
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
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
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


@pytest.mark.parametrize("text", TITLES)
@pytest.mark.parametrize("room", [40, 84, 116])
def test_lines_fit_their_room(text: str, room: int) -> None:
    lines = wrapped(text, room, 12)
    assert len(lines) <= 3
    assert all(width(line, 12) <= room for line in lines)


def test_nothing_is_lost_where_there_is_room() -> None:
    for text in TITLES:
        lines = wrapped(text, 84, 12, most=99)
        assert "".join(lines).replace("-", "").replace(" ", "") == text.replace("-", "").replace(" ", "")


def test_wide_letters_take_more_room() -> None:
    assert width("ない", 12) > width("no", 12)
    assert width("é", 12) == width("e", 12)
    assert width("e\u0301", 12) == width("e", 12)
    assert width("Name", 12, bold=True) > width("Name", 12)


def test_long_word_is_broken_with_a_hyphen() -> None:
    lines = wrapped("Donaudampfschifffahrtsgesellschaft", 84, 12)
    assert len(lines) > 1
    assert all(line.endswith("-") for line in lines[:-1])


def test_line_is_interrupted_at_words_of_others() -> None:
    parts = outside(((0, 0), (100, 0), (100, 50)), [(40, -8, 60, 8), (92, 20, 108, 30)])
    assert parts == [[(0, 0), (40, 0)], [(60, 0), (100, 0), (100, 20)], [(100, 30), (100, 50)]]


def large(services: Mapping[str, Any], networks: Mapping[str, Any]) -> ResolvedSystem:
    """Return a system of one zone with many services and networks."""
    own = {"own": {"title": "Own"}} | {f"more-{n}": {"title": f"Account {n}"} for n in range(12)}
    return resolved({"accounts": own, "zones": {"only": {"trust": 2}}, "networks": networks, "services": services})


def test_zone_of_sixty_members_is_folded() -> None:
    system = large({f"s-{n}": {"kind": "amazon-ec2", "zone": "only"} for n in range(60)}, {})
    for build in BUILDERS.values():
        graph = build(system)
        assert [len(node.of) for node in nodes(graph)] == [60]
        assert next(nodes(graph)).label == "60 × Amazon EC2 instance"
        assert faults(graph, arranged(graph)) == ()


def test_many_subnets_are_folded() -> None:
    azs = {f"az-{n}": {"kind": "availability-zone", "inside": "net"} for n in (1, 2)}
    subnets = {
        f"{chr(97 + tier)}-net-{n}": {"kind": "subnet", "inside": f"az-{n}"} for tier in range(20) for n in (1, 2)
    }
    inside = {"net": {"kind": "vpc", "account": "own"}, **azs, **subnets}
    graph = placement.placement(large({"s": {"kind": "amazon-ec2", "zone": "only", "network": ["t-net-1"]}}, inside))
    more = [cluster for cluster in clusters(graph) if cluster.label.endswith("more subnets")]
    assert [len(cluster.of) for cluster in more] == [12, 12]
    laid = arranged(graph)
    assert faults(graph, laid) == ()
    assert laid.height < 3000


def estate(accounts: int, *, called: str = "") -> ResolvedSystem:
    """Return a system of one zone with a VPC, a server and three buckets in each of so many accounts.

    Each server calls the next one and reads its bucket; `called` is one that calls a bucket of each account.
    """
    own = {f"own-{n}": {"title": f"Account {n}"} for n in range(accounts)}
    nets: dict[str, Any] = {"there": {"kind": "region"}}
    services: dict[str, Any] = {}
    flows: dict[str, Any] = {}
    for n in range(accounts):
        nets[f"net-{n}"] = {"kind": "vpc", "inside": "there", "account": f"own-{n}"}
        nets[f"door-{n}"] = {"kind": "internet-gateway", "inside": f"net-{n}"}
        services[f"server-{n}"] = {"kind": "amazon-ec2", "zone": "only", "network": [f"net-{n}"]}
        services |= {f"s-{n}-{at}": {"kind": "amazon-s3", "zone": "only", "account": f"own-{n}"} for at in range(3)}
        other = f"server-{(n + 1) % accounts}"
        flows[f"call-{n}"] = {"from": f"server-{n}", "to": other, "protocols": ["https"], "via": [f"door-{n}"]}
        flows[f"read-{n}"] = {"from": other, "to": f"s-{n}-0", "protocols": ["https"]}
        flows[f"keep-{n}"] = {"from": f"server-{n}", "to": f"s-{n}-1", "protocols": ["https"]}
        if called:
            flows[f"more-{n}"] = {"from": called, "to": f"s-{n}-2", "protocols": ["https"]}
    flows["all"] = {"from": "people", "to": "only", "protocols": ["https"]}
    people = {"people": {"title": "People", "zone": "out"}}
    return resolved({"accounts": own, "zones": {"out": {"trust": 0}, "only": {"trust": 2}}, "networks": nets,
                     "actors": people, "services": services, "flows": flows})  # fmt: skip


def cards(graph: Graph) -> dict[str, Node]:
    """Return the cards of a picture by what they stand for."""
    return {node.card.element: node for node in nodes(graph) if node.card}


def test_few_accounts_stay_open() -> None:
    graph = placement.placement(estate(MOST_ACCOUNTS))
    assert cards(graph) == {}
    assert sum(cluster.kind == "account" for cluster in clusters(graph)) == MOST_ACCOUNTS
    assert faults(graph, arranged(graph)) == ()


def test_many_accounts_become_cards() -> None:
    system = estate(12)
    graph = placement.placement(system)
    found = cards(graph)
    assert [node.label for node in found.values()] == [f"Account Account {n}" for n in range(12)]
    assert all(node.card and node.card.says == ("4 services",) and len(node.card.icons) == 2 for node in found.values())
    assert found["own-3"].to == "systems/world/diagrams/account-own-3.md"
    assert {name for node in found.values() for name in node.of} == {*system.system.services}
    assert [node.id for node in nodes(graph) if not node.card] == ["people"]
    laid = arranged(graph)
    assert faults(graph, laid) == ()
    assert laid.width <= 1440


def test_arrows_end_at_cards() -> None:
    graph = placement.placement(estate(12))
    drawn = {flow for edge in graph.edges for flow in edge.flows}
    assert {*graph.within} == {f"keep-{n}" for n in range(12)}
    assert drawn == {*(f"call-{n}" for n in range(12)), *(f"read-{n}" for n in range(12)), "all"}
    pairs = [frozenset((edge.source, edge.target)) for edge in graph.edges if "all" not in edge.flows]
    assert len(pairs) == len(set(pairs)) == 12
    (to_all,) = (edge for edge in graph.edges if "all" in edge.flows)
    assert {*to_all.stops} == {f"card-own-{n}" for n in range(12)}


@pytest.mark.parametrize(
    "build", [partial(placement.account, account_id="own-1"), partial(placement.network, network_id="net-1")]
)
def test_closer_view_opens_its_account(build: Callable[..., Graph]) -> None:
    graph = build(estate(12, called="server-1"))
    found = cards(graph)
    assert {*found} == {f"own-{n}" for n in range(12) if n != 1}
    homes = {node.id: cluster.id for cluster in clusters(graph) for node in cluster.nodes}
    assert homes["server-1"] == "network-net-1"
    assert {homes[node.id] for node in found.values()} == {"cloud"}
    assert faults(graph, arranged(graph)) == ()


def test_graph_of_layers_is_refused() -> None:
    with pytest.raises(NotLaidOutError, match="by layers"):
        arranged(Graph(name="g", title="", description=""))
