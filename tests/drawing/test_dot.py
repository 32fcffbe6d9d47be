import re

import pytest

from zonebook.document.graph import Cluster, Edge, Graph, Node
from zonebook.drawing.dot import Manner, dot, key, shortened
from zonebook.drawing.layout import LADDER


def sample() -> Graph:
    members = Node(id="members", label="Members", icon="aws.compute.EC2", to="s/members.md", marks=("exposed",))
    dc = Node(id="dc-1", label="DC1", icon="aws.security.ManagedMicrosoftAd")
    inner = Cluster(id="identity", label="Identity", kind="zone", nodes=(dc,))
    outer = Cluster(id="core", label="Core", kind="zone", nodes=(members,), clusters=(inner,), to="s/core.md")
    empty = Cluster(id="spare", label="Spare", kind="subnet")
    edges = (
        Edge(
            id="members-to-dc", source="members", target="dc-1", label="ldap, kerberos", to="s/flows.md#members-to-dc",
            marks=("cleartext", "crossing"), flows=("members-to-dc",),
        ),
        Edge(id="people-to-core", source="people", target="core", label="Members"),
        Edge(id="core-to-dc", source="core", target="dc-1", label="dns"),
        Edge(id="core-to-itself", source="core", target="core", label="smb"),
        Edge(id="core-to-identity", source="core", target="identity", label=""),
    )  # fmt: skip
    people = Node(id="people", label="People")
    return Graph(
        name="zones", title="Zones", description="Who is where.", nodes=(people,), clusters=(outer, empty), edges=edges
    )


def statement(text: str, name: str) -> str:
    """The line of DOT text that begins with a name, or holds it as its id."""
    return next(line for line in text.splitlines() if f"id={name} " in line or f'id="{name}"' in line)


def test_dot_gives_layout_direction() -> None:
    head = dot(sample()).splitlines()[1]
    for wanted in ("compound=true", "newrank=true", "splines=spline", "fontname=Arial", "pad=0.2", "rankdir=LR"):
        assert wanted in head


def test_dot_is_deterministic_and_path_free() -> None:
    text = dot(sample())
    assert text == dot(sample())
    assert not re.search(r"[0-9a-f]{32}", text)
    assert 'SRC="resources/aws/compute/ec2.png"' in text


def test_dot_shows_icon_or_box() -> None:
    text = dot(sample())
    assert "shape=plain" in statement(text, "node-members")
    assert "<IMG" not in statement(text, "node-people")
    assert "<IMG" not in dot(sample(), lambda _: "")


def test_dot_distinguishes_zones_and_networks() -> None:
    text = dot(sample())
    core, identity, spare = (statement(text, f"cluster-{name}") for name in ("core", "identity", "spare"))
    assert "dashed" in core
    assert "dashed" not in spare
    assert 'label="Spare (subnet)"' in spare
    assert re.findall('bgcolor="(.*?)"', core) != re.findall('bgcolor="(.*?)"', identity)


def test_dot_marks_arrows_beyond_colour() -> None:
    marked, plain = (statement(dot(sample()), f"edge-{name}") for name in ("members-to-dc", "core-to-dc"))
    for wanted in ("style=dashed", "penwidth=2.2", "arrowhead=normalnormal"):
        assert wanted in marked
        assert wanted not in plain
    assert "⚠ clear" in dot(sample())


def test_dot_clips_arrows_at_cluster_borders() -> None:
    text = dot(sample())
    assert 'lhead="cluster-core"' in statement(text, "edge-people-to-core")
    assert "ltail" not in statement(text, "edge-core-to-dc")
    assert 'lhead="cluster-identity"' in statement(text, "edge-core-to-identity")
    assert "invis" not in statement(text, "point-core")
    assert "invis" in statement(text, "point-identity")
    assert "invis" in statement(text, "point-spare")


@pytest.mark.parametrize(
    ("words", "short"),
    [
        ("ldap", "ldap"),
        ("ldap, kerberos", "ldap, kerberos"),
        ("dns, kerberos, ldap, smb, rpc, ntp, gc", "dns, kerberos, ldap, smb … +3"),
        ("Domain controllers of the head office", "Domain controllers of the head office"),
        ("x" * 44 + ", y", "x" * 44 + " … +1"),
        ("x" * 45, "x" * 43 + "…"),
        ("x" * 45 + ", y", "x" * 43 + "… … +1"),
        ("", ""),
        (" , ", ""),
    ],
)
def test_long_protocol_lists_are_shortened(words: str, short: str) -> None:
    assert shortened(words) == short


def test_names_are_unique() -> None:
    names = ["a", "A", "a b", "a_b", "a:b", "a_20_b", "é", "a-b", '"', "node", ""]
    assert len({key("node", name) for name in names}) == len(names)
    assert all(re.fullmatch(r"node-[A-Za-z0-9_-]*", key("node", name)) for name in names)


@pytest.mark.parametrize("manner", LADDER)
def test_every_fallback_changes_the_text(manner: Manner) -> None:
    others = [dot(sample(), manner=other) for other in LADDER if other is not manner]
    assert dot(sample(), manner=manner) not in others
