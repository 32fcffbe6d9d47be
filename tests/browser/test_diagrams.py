import pytest
from tests.support.browser import Browser
from tests.support.diagram_pages import DRAWER, GRAPH, HOSTILE, asked, page

from zonebook.document.graph import Edge, Graph, Node

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not DRAWER.engines, reason="graphviz-pure is not installed"),
]


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The page with one picture, its scripts left out."""
    folder = tmp_path_factory.mktemp("bare")
    page(folder, "one", GRAPH)
    for script in folder.rglob("*.js"):
        script.write_text("", "utf-8")
    return (folder / "one.html").as_uri()


def test_hover_highlights_and_describes_neighbours(browser: Browser, address: str) -> None:
    near, said, terms, known, live = asked(
        browser,
        address,
        """(() => {
          point("g.node[data-id=dc-a] a", "pointerover");
          return [ids(".zb-near"), texts(".zb-panel strong"), texts(".zb-panel dt"), texts(".zb-panel dd"),
            one(".zb-panel").getAttribute("aria-live")];
        })()""",
    )
    assert near == "dc-a dc-to-server people people-to-dc server"
    assert said == ["DC A in Core"]
    assert terms == ["Kind", "Owner"]
    assert known == ["Domain controller", HOSTILE]
    assert live == "polite"
    assert browser.ask("document.querySelectorAll('.zb-panel img').length") == 0


def test_member_highlights_with_its_zone_arrows(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> None:
    each = Node(id="each-in", label="each member of In", marks=("anchor",), of=("a", "b"))
    nodes = (each, Node(id="a", label="A"), Node(id="c", label="C"), Node(id="d", label="D"))
    edges = (
        Edge(id="c-to-in", source="c", target="each-in", label="web"),
        Edge(id="c-to-d", source="c", target="d", label="web"),
    )
    graph = Graph(name="members", title="Members", description="Members.", nodes=nodes, edges=edges)
    found = asked(
        browser,
        page(tmp_path_factory.mktemp("members"), "members", graph),
        """(() => { point("g.node[data-id=a] *", "pointerover"); return ids(".zb-near"); })()""",
    )
    assert found == "a c c-to-in each-in"


def test_every_box_is_a_named_link(browser: Browser, address: str) -> None:
    names, reached = asked(
        browser,
        address,
        """(() => {
          const links = [...document.querySelectorAll("g.node > a")];
          return [links.map((each) => each.getAttribute("aria-label")),
            links.map((each) => { each.focus(); return document.activeElement === each; })];
        })()""",
    )
    assert sorted(names) == ["dc-a: DC A in Core", "people: People", "server: Server in Core"]
    assert reached == [True, True, True]


def test_layer_marks_its_parts_in_words(browser: Browser, address: str) -> None:
    offered, within, marks, faint, says, gone = asked(
        browser,
        address,
        """(() => {
          const offered = [...document.querySelectorAll(".zb-look input")].map((each) => [each.value, each.disabled]);
          choose("cleartext");
          const within = ids(".zb-within");
          choose("findings");
          one("g.node[data-id=server]").style.transition = "none";
          const faint = getComputedStyle(one("g.node[data-id=server]")).opacity;
          const found = [offered, within, texts(".zb-mark text"), faint, texts(".zb-says")];
          choose("");
          return [...found, document.querySelectorAll(".zb-mark, .zb-within").length];
        })()""",
    )
    assert offered == [["", False], ["cleartext", False], ["findings", False], ["tier-0", True]]
    assert within == "dc-a people people-to-dc"
    assert marks == ["▲ high"]
    assert float(faint) < 0.5
    assert says == ["What is left to do."]
    assert gone == 0


def test_phone_layout_fits_the_page(browser: Browser, address: str) -> None:
    assert asked(browser, address, "document.documentElement.scrollWidth", width=390) <= 390


def test_diagram_works_without_scripts(browser: Browser, bare: str) -> None:
    found = asked(
        browser,
        bare,
        """[document.querySelectorAll(".zb-bar, .zb-look, .zb-panel").length,
          [...document.querySelectorAll("g.node > a")].map((each) => each.getAttribute("href")).sort(),
          texts(".zb-overlays dt"), one(".zb-foot a[download]").getAttribute("download")]""",
    )
    assert found == [
        0, ["dc-a.md", "people.md", "server.md"], ["Clear text (3)", "Findings (1)", "Tier 0 (0)"], "zones.svg",
    ]  # fmt: skip
