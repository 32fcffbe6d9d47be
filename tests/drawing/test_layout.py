import os
import re
import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from xml.etree.ElementTree import Element, fromstring

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from zonebook.document.graph import Cluster, Edge, Graph, Node
from zonebook.document.page import Picture
from zonebook.drawing.dot import clean
from zonebook.drawing.layout import DEPTH, Drawer, drawer
from zonebook.write.svg import alone

DRAWER = drawer({"PATH": ""})
PURE = DRAWER.engines[0] if DRAWER.engines else ""
needs_engine = pytest.mark.skipif(not PURE, reason="graphviz-pure is not installed")
SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = [
    "<b>x</b>", '"]; evil [', "trailing \\", "\\", "\\N \\G \\L \\l", "'\"`", "&amp; &#x2028; &lt;", "AT&T", "<", ">",
    "-->", "]]>", "</svg></div><script>alert(1)</script>", "Grüße 日本語 ⚠ 🔒", "a\x00b\x01\x1f\x7f\x85", "\ud800",
    "\uffff", "x" * 5000, "word " * 1000, "", "a\n\n\nb", "\u202eevil", "{a|b}", "<<TABLE></TABLE>>", "%s %d {0}",
    "digraph", "a:b:c", "${HOME}", "\t",
]  # fmt: skip


def to_site(path: str) -> str:
    return "../" + path.removesuffix(".md") + "/"


def sample(label: str = "Members") -> Graph:
    members = Node(id="members", label=label, icon="aws.compute.EC2", to="s/members.md", marks=("exposed",))
    dc = Node(id="dc-1", label="DC1", icon="aws.security.ManagedMicrosoftAd")
    inner = Cluster(id="identity", label="Identity", kind="zone", nodes=(dc,))
    outer = Cluster(id="core", label="Core", kind="zone", nodes=(members,), clusters=(inner,), to="s/core.md")
    empty = Cluster(id="spare", label="Spare", kind="subnet")
    edges = (
        Edge(
            id="members-to-dc", source="members", target="dc-1", label="ldap, kerberos", to="s/flows.md#members-to-dc",
            marks=("cleartext", "crossing"), flows=("members-to-dc",),
        ),
        Edge(id="people-to-core", source="people", target="core", label=label),
        Edge(id="core-to-dc", source="core", target="dc-1", label="dns"),
        Edge(id="core-to-itself", source="core", target="core", label="smb"),
        Edge(id="core-to-identity", source="core", target="identity", label=""),
    )  # fmt: skip
    people = Node(id="people", label="People")
    return Graph(
        name="zones", title="Zones", description="Who is where.", nodes=(people,), clusters=(outer, empty), edges=edges
    )


def tree(svg: str) -> Element:
    return fromstring(svg)  # noqa: S314  our own SVG


def parts(picture: Picture) -> Counter[tuple[str, str]]:
    """Return how often each part is in the diagram."""
    groups = [group for group in tree(picture.svg).iter(f"{SVG}g") if group.get("data-id") is not None]
    return Counter((str(group.get("class")).split()[0], str(group.get("data-id"))) for group in groups)


def asked(graph: Graph) -> Counter[tuple[str, str]]:
    counts = Counter(("edge", edge.id) for edge in graph.edges) + Counter(("node", node.id) for node in graph.nodes)
    waiting = list(graph.clusters)
    while waiting:
        cluster = waiting.pop()
        counts += Counter([("cluster", cluster.id), *(("node", node.id) for node in cluster.nodes)])
        waiting.extend(cluster.clusters)
    return counts


@needs_engine
def test_diagram_holds_everything_once() -> None:
    picture = DRAWER.draw(sample(), to_site)
    assert picture.fault == ""
    assert parts(picture) == asked(sample())


@needs_engine
def test_diagram_is_readable_and_linked() -> None:
    root = tree(DRAWER.draw(sample(), to_site).svg)
    groups = {str(group.get("data-id")): group for group in root.iter(f"{SVG}g")}
    edge, node, area = groups["members-to-dc"], groups["members"], groups["core"]
    assert edge.findtext(f"{SVG}title") == (
        "members-to-dc: Members to DC1, ldap, kerberos, in clear text, crosses a border"
    )
    assert node.findtext(f"{SVG}title") == "members: Members in Core"
    assert (edge.get("class"), node.get("class"), area.get("data-kind")) == (
        "edge cleartext crossing", "node is-exposed", "zone"
    )  # fmt: skip
    links = [link.get("href") for link in root.iter(f"{SVG}a")]
    assert sorted(map(str, links)) == ["../s/core/", "../s/flows.md#members-to-dc/", "../s/members/"]
    assert root.get("role") == "group"
    named = {element.get("id"): element.text for element in root.iter() if element.tag != f"{SVG}g"}
    assert named[root.get("aria-labelledby")] == "Zones"
    assert named[root.get("aria-describedby")] == "Who is where."


@needs_engine
def test_diagram_is_self_contained() -> None:
    svg = alone(DRAWER.draw(sample(), to_site))
    ids = re.findall(r' id="([^"]*)"', svg)
    assert svg.startswith("<svg ")
    assert {name for name in ids if not name.startswith("picture-zones")} == {
        "zb-icon-aws-compute-ec2",
        "zb-icon-aws-security-managed-microsoft-ad",
    }
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]*)"', svg)) <= set(ids)
    assert svg.count("data:image/png;base64,") == 2
    for unwanted in (
        "<!--", "<!DOCTYPE", "<?xml", "xlink", "\n\n", "\r", "resources/", "site-packages", os.sep + "root", "white",
    ):  # fmt: skip
        assert unwanted not in svg
    assert all(line.strip() for line in svg.splitlines())


@needs_engine
def test_links_do_not_change_layout() -> None:
    own = Drawer(engines=(PURE,))
    here, there = own.draw(sample(), lambda path: path), own.draw(sample(), to_site)
    assert len(own.known) == 1
    assert here.svg != there.svg
    assert re.sub(r'href="[^#d][^"]*"', "", here.svg) == re.sub(r'href="[^#d][^"]*"', "", there.svg)


@needs_engine
@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_stays_text(text: str) -> None:
    graph = sample(text)
    picture = DRAWER.draw(graph, lambda path: path + '"><script>')
    assert picture.fault == ""
    assert parts(picture) == asked(graph)
    assert "<script" not in picture.svg
    assert picture.svg.replace("\n", "").isprintable()
    root = tree(picture.svg)
    title = next(group for group in root.iter(f"{SVG}g") if group.get("data-id") == "members").findtext(f"{SVG}title")
    assert title == clean(f"members: {text} in Core")


@needs_engine
@pytest.mark.parametrize("text", ["<b>x</b>", "AT&T", "&amp;", "a\\b", "\\N", "'\"", "Grüße", "{a|b}"])
@pytest.mark.parametrize("icon", ["", "aws.compute.EC2"])
def test_label_is_shown_as_written(text: str, icon: str) -> None:
    graph = Graph(name="g", title="", description="", nodes=(Node(id="n", label=text, icon=icon),))
    root = tree(DRAWER.draw(graph, to_site).svg)
    assert [word.text for word in root.iter(f"{SVG}text")] == [text]


@needs_engine
@pytest.mark.parametrize("name", [*HOSTILE[:9], "a:b", "graph", "point-x", "a/b"])
def test_hostile_id_stays_an_id(name: str) -> None:
    graph = Graph(
        name=name, title="t", description="d", nodes=(Node(id=name, label="n"), Node(id="other", label="o")),
        clusters=(Cluster(id=name, label="c", kind=name),),
        edges=(Edge(id=name, source="other", target=name, label=""),),
    )  # fmt: skip
    picture = DRAWER.draw(graph, to_site)
    assert picture.fault == ""
    assert sum(parts(picture).values()) == 4


@st.composite
def graphs(draw: st.DrawFn) -> Graph:
    """Nodes in nested clusters, and arrows in every direction, including loops and parallel ones."""
    count = draw(st.integers(3, 60))
    homes = draw(st.lists(st.integers(-1, 7), min_size=count, max_size=count))
    above = [draw(st.integers(-1, place - 1)) for place in range(8)]
    made: dict[int, Cluster] = {}
    for place in reversed(range(8)):
        made[place] = Cluster(
            id=f"c{place}", label=f"Zone {place}", kind="zone",
            nodes=tuple(Node(id=f"n{n}", label=f"Node {n}") for n in range(count) if homes[n] == place),
            clusters=tuple(made[inner] for inner in range(place + 1, 8) if above[inner] == place),
        )  # fmt: skip
    ends = st.sampled_from([f"n{n}" for n in range(count)] * 4 + [f"c{place}" for place in range(8)])
    pairs = draw(st.lists(st.tuples(ends, ends), max_size=int(count * 1.5)))
    words = st.sampled_from(["", "ldap", "kerberos, ldap, smb, rpc, dns"])
    edges = [Edge(id=f"e{n}", source=a, target=b, label=draw(words)) for n, (a, b) in enumerate(pairs)]
    return Graph(
        name="random", title="", description="", edges=tuple(edges), direction=draw(st.sampled_from(["LR", "TB"])),
        nodes=tuple(Node(id=f"n{n}", label=f"Node {n}") for n in range(count) if homes[n] == -1),
        clusters=tuple(made[place] for place in range(8) if above[place] == -1),
    )  # fmt: skip


@needs_engine
@settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(graph=graphs())
def test_missing_parts_are_reported(graph: Graph) -> None:
    picture = Drawer(engines=(PURE,), timeout=60).draw(graph, to_site)
    assert picture.fault or parts(picture) == asked(graph)
    assert not picture.svg or parts(picture) == asked(graph)


@needs_engine
def test_missing_icon_becomes_a_box() -> None:
    graph = Graph(name="g", title="", description="", nodes=(Node(id="n", label="N", icon="aws.compute.Nothing"),))
    picture = DRAWER.draw(graph, to_site)
    assert picture.fault == "the diagrams library has no class `aws.compute.Nothing`"
    assert parts(picture) == asked(graph)


def deep(depth: int) -> Cluster:
    cluster = Cluster(id="0", label="", kind="zone", nodes=(Node(id="n", label="N"),))
    for level in range(1, depth):
        cluster = Cluster(id=str(level), label="", kind="zone", clusters=(cluster,))
    return cluster


@pytest.mark.parametrize(
    ("graph", "fault"),
    [
        (Graph(name="g", title="", description=""), "the graph has nothing in it"),
        (
            Graph(name="g", title="", description="", nodes=(Node(id="n", label=""), Node(id="n", label=""))),
            "node `n` stands twice in the graph",
        ),
        (
            Graph(
                name="g", title="", description="", nodes=(Node(id="n", label=""),),
                edges=(Edge(id="e", source="n", target="m", label=""),),
            ),
            "edge `e` ends at `m`, which is not in the graph",
        ),
        (
            Graph(name="g", title="", description="", clusters=(deep(DEPTH + 1),)),
            f"more than {DEPTH} borders stand around each other",
        ),
        (Graph(name="g", title="", description="", clusters=(deep(3000),)), f"more than {DEPTH} borders"),
    ],
)  # fmt: skip
def test_meaningless_graph_is_a_fault(graph: Graph, fault: str) -> None:
    picture = DRAWER.draw(graph, to_site)
    assert picture.svg == ""
    assert picture.fault.startswith(fault)


@needs_engine
def test_many_diagrams_keep_order() -> None:
    own = Drawer(engines=(PURE,))
    many = [sample(f"Members {n % 5}") for n in range(20)]
    with ThreadPoolExecutor(max_workers=2) as pool:
        pictures = tuple(pool.map(partial(own.draw, href=to_site), many))
    assert pictures == tuple(DRAWER.draw(graph, to_site) for graph in many)
    assert len(own.known) == 5


SCRIPT = """
import sys
sys.path[:0] = [sys.argv[1]]
import test_layout
picture = test_layout.DRAWER.draw(test_layout.sample(), test_layout.to_site)
assert not picture.fault, picture.fault
sys.stdout.buffer.write(picture.svg.encode())
"""


@needs_engine
def test_output_is_the_same_anywhere(tmp_path: Path) -> None:
    found: set[bytes] = set()
    for seed, locale, folder in (
        ("0", "C", tmp_path),
        ("1", "de_DE.UTF-8", Path.cwd()),
        ("77", "tr_TR.UTF-8", Path("/")),
    ):
        done = subprocess.run(
            [sys.executable, "-c", SCRIPT, str(Path(__file__).parent)],
            capture_output=True, check=True, cwd=folder,
            env=os.environ | {"PYTHONHASHSEED": seed, "LC_ALL": locale, "TZ": "UTC+3"},
        )  # fmt: skip
        found.add(done.stdout)
    assert found == {DRAWER.draw(sample(), to_site).svg.encode()}


@needs_engine
def test_arrow_labels_do_not_overlap() -> None:
    ends = (Node(id="a", label="A"), Node(id="b", label="B"))
    zones = tuple(Cluster(id=f"z-{node.id}", label="Z", kind="zone", nodes=(node,)) for node in ends)
    edges = (Edge(id="ab", source="a", target="b", label="ldap"), Edge(id="ba", source="b", target="a", label="rpc"))
    graph = Graph(name="g", title="", description="", clusters=zones, edges=edges, direction="TB")
    groups = [group for group in tree(DRAWER.draw(graph, to_site).svg).iter(f"{SVG}g") if group.get("data-from")]
    places = [(float(word.get("x", "0")), float(word.get("y", "0"))) for g in groups for word in g.iter(f"{SVG}text")]
    assert len(places) == 2
    assert abs(places[0][0] - places[1][0]) > 10 or abs(places[0][1] - places[1][1]) > 10
