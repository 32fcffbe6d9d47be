"""The picture of where a system runs: what stands beside, above and on the border of what."""

from collections.abc import Callable
from functools import partial
from xml.etree.ElementTree import fromstring

import pytest
from tests.support.pictures import clusters, nodes
from tests.support.products import judged

from zonebook.diagram.layout.arrange import arranged
from zonebook.diagram.layout.geometry import Geometry, Rect
from zonebook.diagram.places import placement
from zonebook.document.graph import Graph
from zonebook.drawing.own_svg import own
from zonebook.write.markdown.legend import legend

MODEL = """\
zones: {out: {trust: 0}, edge: {trust: 1}, in: {trust: 2}}
accounts: {own: {title: Own, provider: aws}}
actors: {people: {zone: out}}
networks:
  eu: {kind: region}
  net: {kind: vpc, inside: eu, account: own}
  az-1: {kind: availability-zone, inside: net}
  az-2: {kind: availability-zone, inside: net}
  private-1: {kind: subnet, inside: az-1, settings: {public: false, route-to-internet: nat}}
  private-2: {kind: subnet, inside: az-2, settings: {public: false, route-to-internet: nat}}
  public-1: {kind: subnet, inside: az-1, settings: {public: true, route-to-internet: internet-gateway}}
  public-2: {kind: subnet, inside: az-2, settings: {public: true, route-to-internet: internet-gateway}}
  tunnel: {kind: vpn, inside: eu, account: own}
  office: {kind: on-premises}
services:
  balancer: {kind: application-load-balancer, zone: edge, network: [public-1, public-2]}
  nat: {kind: nat-gateway, zone: edge, network: [public-1]}
  server: {kind: amazon-ec2, zone: in, network: [private-1, private-2], count: 4}
  shop: {kind: web-application, zone: in, network: [private-1, private-2], runs_on: server}
  bucket: {kind: amazon-s3, zone: in, account: own}
  roles: {kind: aws-iam, zone: in, account: own}
  files: {kind: file-server, zone: in, network: [office]}
flows:
  visit: {from: people, to: balancer, protocols: [https]}
  pass: {from: balancer, to: shop, protocols: [https]}
  copy: {from: shop, to: files, protocols: [smb], via: [tunnel]}
"""
Room = Callable[[str], Rect]


def drawn(model: str) -> tuple[Graph, Geometry, Room]:
    """Return the picture of a model, its layout, and what returns the room of a part."""
    graph = placement.placement(judged(model, {}).resolved)
    laid = arranged(graph)
    rooms = {each.id: each.rect for each in laid.boxes} | {each.id: each.rect for each in laid.nodes}
    return graph, laid, rooms.__getitem__


@pytest.fixture(scope="module")
def picture() -> tuple[Graph, Geometry, Room]:
    """The picture of the model above."""
    return drawn(MODEL)


def test_zones_stand_side_by_side(picture: tuple[Graph, Geometry, Room]) -> None:
    _, _, room = picture
    one, two = room("network-az-1"), room("network-az-2")
    assert (one[1], one[3], one[2] - one[0]) == (two[1], two[3], two[2] - two[0])
    assert one[2] < two[0]


def test_subnets_match_in_rows_public_ones_above(picture: tuple[Graph, Geometry, Room]) -> None:
    _, _, room = picture
    assert room("network-public-1")[1] == room("network-public-2")[1]
    assert room("network-private-1")[1] == room("network-private-2")[1]
    assert room("network-public-1")[3] < room("network-private-1")[1]


def test_balancer_stands_once_between_the_zones(picture: tuple[Graph, Geometry, Room]) -> None:
    graph, _, room = picture
    left, _, right, _ = room("balancer")
    assert room("network-az-1")[2] <= left
    assert right <= room("network-az-2")[0]
    assert [node.id for node in nodes(graph) if "balancer" in node.id] == ["balancer"]


def test_instances_stand_in_their_subnets(picture: tuple[Graph, Geometry, Room]) -> None:
    graph, _, room = picture
    homes = {node.id: cluster.id for cluster in clusters(graph) for node in cluster.nodes}
    assert homes["nat"] == "network-public-1"
    assert {homes["shop@private-1"], homes["shop@private-2"]} == {"server@private-1", "server@private-2"}
    inner, outer = room("server@private-2"), room("network-private-2")
    assert outer[0] < inner[0] < inner[2] < outer[2]


def test_group_across_zones_is_one_band(picture: tuple[Graph, Geometry, Room]) -> None:
    graph, _, room = picture
    band = next(each for each in graph.bands if "server@private-1" in each.nodes)
    assert set(band.nodes) == {"server@private-1", "server@private-2"}
    left, _, right, _ = room(band.id)
    assert left < room("network-az-1")[2] < room("network-az-2")[0] < right


@pytest.mark.parametrize(
    ("gate", "border"), [("internet-gateway-of-net", "network-net"), ("tunnel", "network-eu-in-own")]
)
def test_gate_stands_on_its_border(picture: tuple[Graph, Geometry, Room], gate: str, border: str) -> None:
    _, laid, room = picture
    icon = next(node.icons[0][1] for node in laid.nodes if node.id == gate)
    assert (icon[0] + icon[2]) / 2 == room(border)[0]


def test_services_without_network_stand_by_their_scope(picture: tuple[Graph, Geometry, Room]) -> None:
    graph, _, _ = picture
    homes = {node.id: cluster.id for cluster in clusters(graph) for node in cluster.nodes}
    assert (homes["bucket"], homes["roles"]) == ("network-eu-in-own", "account-own")
    assert homes["files"] == "network-office"
    assert homes["people"] == "internet"


def test_described_gateway_is_not_drawn_twice() -> None:
    graph, _, _ = drawn(MODEL.replace("  office:", "  door: {kind: internet-gateway, inside: net}\n  office:"))
    gates = [node.id for node in nodes(graph) if node.label in {"Internet gateway", "door"}]
    assert gates == ["door"]


def test_flow_by_a_link_is_drawn_in_legs(picture: tuple[Graph, Geometry, Room]) -> None:
    graph, _, _ = picture
    assert len(dict(graph.legs)["copy"]) == 2
    carrying = [edge for edge in graph.edges if "copy" in edge.flows]
    assert sum("tunnel" in (*edge.starts, *edge.stops) for edge in carrying) == 2


@pytest.mark.parametrize(
    "build", [partial(placement.account, account_id="own"), partial(placement.network, network_id="net")]
)
def test_closer_picture_shows_peers(build: Callable[..., Graph]) -> None:
    graph = build(judged(MODEL, {}).resolved)
    arranged(graph)
    assert {"people", "files", "balancer"} <= {node.id for node in nodes(graph)}


def test_model_without_networks_is_drawn() -> None:
    text = "zones: {in: {trust: 2}}\nservices: {a: {kind: web-server, zone: in}, b: {kind: web-server}}\n"
    graph, _, _ = drawn(text + "flows: {talk: {from: a, to: b, protocols: [https]}}\n")
    assert {node.id for node in nodes(graph)} == {"a", "b"}
    assert [edge.id for edge in graph.edges] == ["talk"]


SITES = """\
zones: {out: {trust: 0}, in: {trust: 2}}
actors: {people: {zone: out}}
networks:
  office: {kind: on-premises}
  racks: {kind: on-premises}
  tunnel: {kind: vpn}
services:
  desk: {kind: user-device, zone: in, network: [office]}
  files: {kind: file-server, zone: in, network: [racks]}
flows:
  copy: {from: desk, to: files, protocols: [smb], via: [tunnel]}
"""
PLAIN = ("DNS", "ntp", "rpc-endpoint-mapper")
"""What of the protocols between a member and its domain controller is in clear text."""
BUCKET = """\
accounts: {own: {title: Own, provider: aws}}
services:
  bucket: {kind: amazon-s3, zone: in, account: own}
"""


def test_link_between_own_sites_stands_in_no_cloud() -> None:
    graph, _, room = drawn(SITES)
    assert [each.id for each in graph.nodes] == ["tunnel"]
    assert "cloud" not in {each.kind for each in clusters(graph)}
    assert room("network-office")[0] < room("network-racks")[0] or room("network-office")[3] < room("network-racks")[1]
    assert {(edge.source, edge.target) for edge in graph.edges} == {("desk", "tunnel"), ("tunnel", "files")}


def test_link_of_a_cloud_stays_in_it() -> None:
    graph, _, _ = drawn(SITES.replace("services:\n", BUCKET))
    assert graph.nodes == ()
    assert "cloud" in {each.kind for each in clusters(graph)}


def test_networks_of_a_large_site_stand_in_columns() -> None:
    nets = "".join(f"  net-{at}: {{kind: on-premises, inside: racks}}\n" for at in range(12))
    services = "".join(f"  s-{at}: {{kind: file-server, zone: in, network: [net-{at}]}}\n" for at in range(12))
    model = f"zones: {{in: {{trust: 2}}}}\nnetworks:\n  racks: {{kind: on-premises}}\n{nets}services:\n{services}"
    _, laid, room = drawn(model)
    assert len({room(f"network-net-{at}")[0] for at in range(12)}) > 1
    assert laid.height < 1000


@pytest.mark.parametrize(
    ("protocols", "clear", "dashes"),
    [("https, dns", ("DNS",), None), ("dns", (), "7 4"), ("https", (), None), ("ad-member", PLAIN, None)],
    ids=("some", "all", "none", "set"),
)
def test_only_words_in_clear_are_coloured(protocols: str, clear: tuple[str, ...], dashes: str | None) -> None:
    model = SITES.replace("protocols: [smb], via: [tunnel]", f"protocols: [{protocols}]")
    graph, laid, _ = drawn(model)
    (edge,) = graph.edges
    assert edge.clear == clear
    assert ("cleartext" in edge.marks) == (protocols != "https")
    root = fromstring(own(graph, laid, str).svg)  # noqa: S314  our own SVG
    group = root.find(".//*[@data-id='copy']")
    assert group is not None
    lines = [each for each in group.iter() if each.tag.endswith("path") and "line" in each.get("class", "")]
    assert [each.get("stroke-dasharray") for each in lines] == [dashes]
    spans = [(each.text, each.get("font-weight")) for each in group.iter() if each.tag.endswith("tspan")]
    assert bool(spans) == bool(clear)
    assert all(text and weight == "600" and ", ".join(clear).startswith(text) for text, weight in spans[:1])
    assert all(weight is None for _, weight in spans[1:])


ROWS = """\
zones: {in: {trust: 2}, out: {trust: 1}}
networks:
  net: {kind: vpc}
  az-1: {kind: availability-zone, inside: net}
  az-2: {kind: availability-zone, inside: net}
  front-1: {kind: subnet, inside: az-1}
  front-2: {kind: subnet, inside: az-2}
  back-1: {kind: subnet, inside: az-1}
services:
  web: {kind: amazon-ec2, zone: in, network: [front-1, front-2]}
  app: {kind: amazon-ec2, zone: in, network: [back-1]}
  far: {kind: web-server, zone: out}
flows:
  all: {from: in, to: far, protocols: [https]}
  one: {from: far, to: web, protocols: [ssh]}
"""


def test_arrow_of_a_zone_in_several_rows_is_marked() -> None:
    """One of all copies of one service is not: they bear one name."""
    graph, laid, _ = drawn(ROWS)
    marks = {edge.id: {mark for mark in edge.marks if mark.endswith("several")} for edge in graph.edges}
    assert marks == {"all": {"from-several"}, "one": set()}
    root = fromstring(own(graph, laid, str).svg)  # noqa: S314  our own SVG
    bars = {name: root.findall(f".//*[@data-id='{name}']//*[@stroke-width='1.6']") for name in marks}
    assert {name: len(found) for name, found in bars.items()} == {"all": 1, "one": 0}
    (x, y), line = next(edge.points for edge in laid.edges if edge.id == "all")[0], bars["all"][0].get("d", "")
    numbers = [float(each) for each in line.replace("M", " ").replace("L", " ").split()]
    assert all(abs(at - x) + abs(to - y) < 30 for at, to in zip(numbers[::2], numbers[1::2], strict=True))
    assert "stands for each of several" in legend(graph)
    assert "stands for each of several" not in legend(drawn(SITES)[0])


def test_site_without_a_service_has_no_box() -> None:
    """The actor of a zone in which nothing is plugged in stands in a box of its zone."""
    model = SITES.replace("  tunnel:", "  shed: {kind: on-premises}\n  tunnel:").replace(
        "actors: {", "actors: {porter: {zone: yard}, "
    )
    graph, _, _ = drawn(model.replace("in: {trust: 2}}", "in: {trust: 2}, yard: {trust: 1}}", 1))
    homes = {node.id: cluster.id for cluster in clusters(graph) for node in cluster.nodes}
    assert homes["porter"] == "zone-yard"
    assert "network-shed" not in {cluster.id for cluster in clusters(graph)}


def test_service_of_a_region_is_drawn() -> None:
    """In the region that it is plugged into, although no network of its account is there."""
    model = f"zones: {{in: {{trust: 2}}}}\nnetworks:\n  eu: {{kind: region}}\n{BUCKET}".replace(
        "account: own}", "account: own, network: [eu]}"
    )
    graph, _, _ = drawn(model)
    homes = {node.id: cluster.id for cluster in clusters(graph) for node in cluster.nodes}
    assert homes == {"bucket": "network-eu-in-own"}
