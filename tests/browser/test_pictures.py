import re
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import pytest
from tests.support import reference_pictures
from tests.support.browser import Browser
from tests.support.diagram_pages import DRAWER, GRAPH, page, written
from tests.support.pictures import reference

from zonebook.document.page import Picture
from zonebook.drawing.hidden_arrows import rules

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not DRAWER.engines, reason="graphviz-pure is not installed"),
]
PROBE = Path(__file__).parents[1].joinpath("support", "picture_probe.js").read_text(encoding="utf-8")
BOX = '<g class="node" data-id="{}"><rect x="{}" y="10" width="80" height="40" fill="{}"/>{}</g>'
NAME = '<text x="{}" y="{}" font-size="{}" fill="{}">Name</text>'
ZONE = '<g class="cluster" data-id="z"><rect x="300" y="10" width="80" height="80" fill="none"/>{}</g>'


def named(x: int = 20, y: int = 34, size: int = 12, ink: str = "#808080") -> str:
    return NAME.format(x, y, size, ink)


def boxed(*inside: str) -> str:
    return "".join((BOX.format("a", 10, "none", ""), *inside))


FAULTS = {
    "node on node": boxed(BOX.format("b", 60, "none", "")),
    "small text": BOX.format("a", 10, "none", named(size=9)),
    "text leaves its box": BOX.format("a", 10, "none", named(x=70)),
    "text outside the picture": named(x=390),
    "text on text": named(x=200) + named(x=210),
    "text on node": boxed(f'<g class="edge" data-id="e">{named()}</g>'),
    "border through text": ZONE.format("") + f'<g class="node" data-id="n">{named(x=290)}</g>',
    "white in the dark": BOX.format("a", 10, "#ffffff", ""),
    "dark on dark": named(ink="#101010"),
    "not at its own size": "",
}


def judged(browser: Browser, scheme: str) -> Any:  # noqa: ANN401
    """Return what the probe finds on the open page in a scheme of colours."""
    browser.ask(f"document.body.dataset.mdColorScheme = {scheme!r}")
    return browser.ask(PROBE)


def test_every_reference_picture_can_be_read(browser: Browser, tmp_path: Path) -> None:
    """At 1440 and at 390 pixels, in both schemes."""
    drawn = reference_pictures.pictures()
    assert [name for name, (_, picture) in drawn.items() if picture.fault] == []
    shown = {name: picture for name, (_, picture) in drawn.items()}
    address = written(tmp_path, "all", [graph for graph, _ in drawn.values()], shown)
    systems = reference().systems
    assert len(systems) >= 5
    assert all(f"{system}-{view}" in drawn for system in systems for view in ("whole", "placement", "zones"))
    assert browser.visit(address).complaints == []
    for width in (1440, 390):
        browser.resize(width)
        for scheme in ("default", "slate"):
            found = judged(browser, scheme)
            assert found["many"] == len(drawn)
            assert Counter(rule for _, rule, _ in found["faults"]) == {}, (width, scheme, found["faults"][:10])


@pytest.fixture(scope="module")
def broken(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[str]]:
    """The rules that the probe finds broken in a picture for each fault, all on one page."""
    pictures = {}
    for rule, inside in FAULTS.items():
        wide = 'style="width:200px"' if rule == "not at its own size" else ""
        head = f'<svg xmlns="http://www.w3.org/2000/svg" class="zb-picture" id="picture-{rule}" {wide}'
        svg = f'{head} width="400" height="100" viewBox="0 0 400 100"><desc></desc>{inside}</svg>'
        pictures[rule] = Picture(svg=svg)
    graphs = [replace(GRAPH, name=rule) for rule in FAULTS]
    browser.visit(written(tmp_path_factory.mktemp("broken"), "broken", graphs, pictures))
    found: dict[str, set[str]] = {}
    for name, rule, _ in judged(browser, "slate")["faults"]:
        found.setdefault(name, set()).add(rule)
    return found


@pytest.mark.parametrize("rule", FAULTS)
def test_fault_of_a_picture_is_found(broken: dict[str, set[str]], rule: str) -> None:
    assert rule in broken[rule]


@pytest.mark.parametrize(
    "name", ["assistant-platform-zones", "landing-zone-placement", "three-tier-migration-path-data-sessions"]
)
def test_picture_and_title_share_a_sheet(browser: Browser, tmp_path: Path, name: str) -> None:
    """Of paper, which lies across; the legend follows, where it fits."""
    graph, picture = reference_pictures.pictures()[name]
    address = written(tmp_path, "printed", [graph], {graph.name: picture})
    file = tmp_path / "printed.html"
    head = '<nav>Home, systems</nav><h1>A title</h1>\n<div class="zb-figure"'
    text = file.read_text("utf-8").replace('<div class="zb-figure"', head).replace("height:4000px", "")
    text = re.sub("(?s)<details.*?</details>", "", text)
    file.write_text(text.replace('<a id="first" href="#x">x</a>', ""), "utf-8")
    browser.visit(address)
    sheets = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", browser.paper())
    assert len(sheets) == 1
    assert all(float(wide) > float(high) for wide, high in sheets)


def test_large_picture_is_as_wide_as_its_sheet(browser: Browser, tmp_path: Path) -> None:
    """A browser gives a part of a page no other width than the first sheet has, so all sheets lie across."""
    graph, picture = reference_pictures.pictures()["landing-zone-placement"]
    address = written(tmp_path, "wide", [graph], {graph.name: picture})
    browser.visit(address)
    sheets = set(re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", browser.paper()))
    assert len(sheets) == 1
    wide, high = map(float, sheets.pop())
    assert wide > high


@pytest.mark.parametrize("scripts", [True, False])
def test_hidden_arrows_show_with_their_box(browser: Browser, tmp_path: Path, scripts: bool) -> None:  # noqa: FBT001
    graph, picture = reference_pictures.pictures()["three-tier-migration-placement"]
    address = written(tmp_path, "one", [graph], {graph.name: picture})
    for script in () if scripts else tmp_path.rglob("*.js"):
        script.write_text("", "utf-8")
    browser.visit(address)
    first, hidden, shown, after = browser.ask(
        """(() => {
          const edges = [...document.querySelectorAll("g.edge")];
          const seen = () => edges.filter((each) => getComputedStyle(each).visibility === "visible");
          const first = seen().length;
          const box = [...document.querySelectorAll("g.node:has(a)")].find(({ dataset }) =>
            edges.some((edge) => edge.matches(".more") && edge.dataset.from.split(" ").includes(dataset.id)));
          box.querySelector("a").focus();
          const own = ({ dataset }) => `${dataset.from} ${dataset.to}`.split(" ").includes(box.dataset.id);
          const hidden = edges.filter((edge) => edge.matches(".more"));
          const now = new Set(seen());
          const shown = hidden.filter((edge) => own(edge) === now.has(edge)).length;
          document.querySelector("#first").focus();
          return [first, hidden.length, shown, seen().length - first];
        })()"""
    )
    assert 0 < first <= 25
    assert hidden > 0
    assert shown == hidden
    assert scripts or after == 0


def test_names_are_quoted_in_rules() -> None:
    edge = Element("g", {"visibility": "hidden", "data-from": 'a"]{}@1 9b', "data-to": "-"})
    found = rules("picture-x", [edge, Element("g", {"data-from": "seen"})])
    names = set(re.findall(r"data-id=(.*?)\]:is", found))
    assert names == {r"a\22 \5d \7b \7d \40 1", r"\39 b", r"\2d "}
    assert rules("picture-x", [Element("g", {"data-from": "seen"})]) == ""


def test_picture_without_fault_is_passed(browser: Browser, tmp_path: Path) -> None:
    browser.visit(page(tmp_path, "one", GRAPH))
    assert judged(browser, "slate") == {"many": 1, "faults": []}
