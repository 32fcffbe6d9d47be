import os
import stat
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from zonebook.document.graph import Cluster, Edge, Graph, Node
from zonebook.document.page import Picture
from zonebook.drawing.layout import LADDER, Drawer, drawer

OWN = drawer({"PATH": ""})
PURE = OWN.engines[0] if OWN.engines else ""
GRAPH = Graph(
    name="zones", title="Zones", description="", nodes=(Node(id="people", label="People"),),
    clusters=(Cluster(id="core", label="Core", kind="zone", nodes=(Node(id="dc-1", label="DC1"),)),),
    edges=(
        Edge(id="people-to-dc", source="people", target="dc-1", label="ldap"),
        Edge(id="dc-to-people", source="dc-1", target="people", label="dns"),
    ),
)  # fmt: skip
needs_engine = pytest.mark.skipif(not PURE, reason="graphviz-pure is not installed")


def whole(picture: Picture) -> bool:
    names = ("people", "core", "dc-1", "people-to-dc", "dc-to-people")
    return [picture.svg.count(f'data-id="{name}"') for name in names] == [1] * 5


Engine = Callable[[str], str]


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    """A layout engine with a body in Python: `text` is the DOT text, `real(text)` the output of graphviz-pure."""

    def write(body: str) -> str:
        path = tmp_path / "engine"
        head = f"#!{sys.executable} -S\nimport os, re, subprocess, sys, time\ntext = sys.stdin.read()\n"
        ask = f"subprocess.run([{PURE!r}, '-Tsvg'], input=text, text=True, capture_output=True)"
        real = f"real = lambda text: {ask}.stdout\n"
        path.write_text(f"{head}{real}tried = {str(tmp_path / 'tried')!r}\n{body}\n", encoding="utf-8")
        path.chmod(path.stat().st_mode | stat.S_IXUSR)
        return str(path)

    return write


DROP = r"re.sub(r'(?s)<g id=\"edge&#45;dc&#45;to&#45;people\".*?</g>', '', real(text))"


def test_missing_engine_is_a_fault() -> None:
    assert "no layout engine" in Drawer(engines=()).draw(GRAPH, str).fault


def test_unknown_engine_is_a_fault() -> None:
    picture = drawer({"ZONEBOOK_DOT": "no-such-engine"}).draw(GRAPH, str)
    assert picture.svg == ""
    assert picture.fault == "no-such-engine, try 1: cannot be run: No such file or directory"


@needs_engine
def test_environment_engine_is_the_only_one() -> None:
    assert [Path(name).name for name in drawer({"ZONEBOOK_DOT": PURE, "PATH": os.environ["PATH"]}).engines] == [
        "graphviz-pure"
    ]
    assert drawer({"ZONEBOOK_DOT": "no-such-engine", "PATH": os.environ["PATH"]}).engines[0].endswith("no-such-engine")


@needs_engine
def test_lost_edge_is_redrawn(engine: Engine) -> None:
    lost = engine(f"print({DROP} if 'splines=line' not in text else real(text))")
    picture = Drawer(engines=(lost,)).draw(GRAPH, str)
    assert whole(picture)
    assert picture.fault == LADDER[-1].loss
    lost = engine(f"print({DROP} if 'xlabel' not in text else real(text))")
    picture = Drawer(engines=(lost,)).draw(GRAPH, str)
    assert picture.fault == ""
    assert whole(picture)


@needs_engine
def test_edge_that_stays_lost_is_named(engine: Engine) -> None:
    picture = Drawer(engines=(engine(f"print({DROP})"),)).draw(GRAPH, str)
    assert picture.svg == ""
    assert picture.fault.count("`edge-dc-to-people` is drawn 0 times") == len(LADDER)


@needs_engine
@pytest.mark.parametrize(
    ("body", "fault"),
    [
        (
            r"print(re.sub(r'(?s)(<g id=\"node&#45;dc&#45;1\".*?</g>)', r'\1\1', real(text)))",
            "`node-dc-1` is drawn 2 times",
        ),
        ("print(real(text)); sys.exit(1)", "ended with 1: no reason given"),
        ("print(real(text)); print('Error: lost n2 n8 edge', file=sys.stderr)", "ended with 0: Error: lost n2 n8 edge"),
        ("print('')", "the drawing is not XML"),
        ("print('<svg><g></svg>')", "the drawing is not XML"),
        (r"print(re.sub(r'<path fill=\"none\"[^>]*>', '', real(text)))", "is drawn 0 times"),
        ("os.kill(os.getpid(), 9)", "ended with -9"),
    ],
)
def test_failing_engine_is_not_believed(engine: Engine, body: str, fault: str) -> None:
    picture = Drawer(engines=(engine(body),)).draw(GRAPH, str)
    assert picture.svg == ""
    assert fault in picture.fault


def test_engine_entities_are_not_expanded(engine: Engine) -> None:
    body = (
        """print('<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg"><title>&a;</title></svg>')"""
    )
    assert "undefined entity" in Drawer(engines=(engine(body),)).draw(GRAPH, str).fault


def test_hanging_engine_is_asked_once(engine: Engine, tmp_path: Path) -> None:
    hanging = engine("open(tried, 'a').write('x')\ntime.sleep(30)")
    picture = Drawer(engines=(hanging,), timeout=1).draw(GRAPH, str)
    assert picture == Picture(fault="engine, try 1: not done after 1 s")
    assert (tmp_path / "tried").read_text(encoding="utf-8") == "x"


@needs_engine
def test_next_engine_is_tried(engine: Engine) -> None:
    picture = Drawer(engines=(engine("sys.exit(3)"), PURE)).draw(GRAPH, str)
    assert picture == OWN.draw(GRAPH, str)
