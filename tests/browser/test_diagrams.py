from collections.abc import Iterator

import pytest
from tests.support.browser import BINARY, Browser
from tests.support.diagram_pages import DRAWER, GRAPH, HOSTILE, asked, page

from zonebook.document.graph import Edge, Graph, Node

pytestmark = [
    pytest.mark.skipif(BINARY is None, reason="there is no chromium: apt-get install chromium"),
    pytest.mark.skipif(not DRAWER.engines, reason="graphviz-pure is not installed"),
]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A page with one picture."""
    return page(tmp_path_factory.mktemp("one"), "one", GRAPH)


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The page with one picture, its scripts left out."""
    folder = tmp_path_factory.mktemp("bare")
    page(folder, "one", GRAPH)
    for script in folder.rglob("*.js"):
        script.write_text("", "utf-8")
    return (folder / "one.html").as_uri()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A browser."""
    with Browser() as begun:
        yield begun


def test_zoom_keeps_diagram_in_frame(browser: Browser, address: str) -> None:
    before, more, keyed, least, most = asked(
        browser,
        address,
        """(() => {
          const before = box();
          press("+");
          const more = box();
          key("+"); key("-");
          const keyed = box();
          key("-"); key("-"); key("-");
          const least = box();
          for (let n = 0; n < 40; n++) press("+");
          return [before, more, keyed, least, box()];
        })()""",
    )
    assert more[2] < before[2]
    assert more[2] / more[3] == pytest.approx(before[2] / before[3], rel=0.01)
    assert keyed == pytest.approx(more, abs=0.1)
    assert least == before
    assert most[2] == pytest.approx(before[2] / 12, abs=0.1)
    assert browser.ask("one('.zb-bar [aria-label=\"Zoom in\"]').disabled") is True


def test_arrow_keys_pan_or_scroll(browser: Browser, address: str) -> None:
    taken, moved, let_go = asked(
        browser,
        address,
        """(() => {
          const whole = key("ArrowDown");
          press("+"); press("+");
          const before = box();
          const right = key("ArrowRight");
          const after = box();
          for (let n = 0; n < 20; n++) key("ArrowRight");
          return [[whole, right], after[0] - before[0], key("ArrowRight")];
        })()""",
    )
    assert taken == [False, True]
    assert moved > 0
    assert let_go is False


def test_wheel_zooms_only_with_ctrl(browser: Browser, address: str) -> None:
    plain, same, held, zoomed = asked(
        browser,
        address,
        "(() => { const a = box(); const p = wheel(false); const b = box(); const h = wheel(true);"
        " return [p, a.join() === b.join(), h, box()[2] < b[2]]; })()",
    )
    assert (plain, same, held, zoomed) == (False, True, True, True)


def test_drag_pans_without_clicking(browser: Browser, address: str) -> None:
    """One finger on a touch screen scrolls the page."""
    dragged, clicked, touched = asked(
        browser,
        address,
        """(() => {
          const svg = ".zb-canvas > svg";
          one(svg).setPointerCapture = () => {};
          press("+"); press("+");
          const drag = (type) => {
            const before = box();
            point(svg, "pointerdown", 200, 100, type);
            point(svg, "pointermove", 150, 90, type);
            point(svg, "pointerup", 150, 90, type);
            return box()[0] - before[0];
          };
          const dragged = drag("mouse");
          const click = new MouseEvent("click", {bubbles: true, cancelable: true});
          one("g.node a").dispatchEvent(click);
          return [dragged, click.defaultPrevented, drag("touch")];
        })()""",
    )
    assert dragged > 0
    assert clicked is True
    assert touched == 0


def test_fit_full_screen_and_reset(browser: Browser, address: str) -> None:
    full, closed, reset = asked(
        browser,
        address,
        """(() => {
          const figure = one(".zb-figure");
          figure.requestFullscreen = () => Promise.reject(new Error("not allowed"));
          const whole = box().join();
          choose("cleartext"); press("+"); press("Fit");
          const fitted = box().join() === whole && figure.classList.contains("zb-fit");
          press("Full screen");
          const {width, height} = figure.getBoundingClientRect();
          const full = [fitted, width >= innerWidth - 1, height >= innerHeight - 1, one("[aria-pressed]").ariaPressed];
          key("Escape");
          const closed = figure.classList.contains("zb-full");
          press("+"); press("Reset");
          return [full, closed, [box().join() === whole, figure.classList.contains("zb-fit"), figure.dataset.layer]];
        })()""",
    )
    assert full == [True, True, True, "true"]
    assert closed is False
    assert reset == [True, False, ""]


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


def test_png_download_includes_dimmed_parts(browser: Browser, address: str) -> None:
    name, kind, size, corner = asked(
        browser,
        address,
        """(async () => {
          choose("findings");
          const saved = new Promise((found) => {
            HTMLAnchorElement.prototype.click = function () { found(this); };
          });
          press("PNG");
          const link = await saved;
          const image = new Image();
          image.src = link.href;
          await image.decode();
          const canvas = document.createElement("canvas");
          canvas.width = image.width; canvas.height = image.height;
          const pen = canvas.getContext("2d");
          pen.drawImage(image, 0, 0);
          const dots = pen.getImageData(0, 0, image.width, image.height).data;
          let dark = 0;
          for (let at = 0; at < dots.length; at += 4) if (dots[at] < 100) dark++;
          return [link.download, dark > 100, [image.width, Number(one(".zb-canvas > svg").getAttribute("width"))],
            [...dots.slice(0, 4)]];
        })()""",
    )
    assert name == "zones.png"
    assert kind is True
    assert size[0] == 2 * size[1]
    assert corner == [255, 255, 255, 255]


def test_phone_layout_fits_the_page(browser: Browser, address: str) -> None:
    assert asked(browser, address, "document.documentElement.scrollWidth", width=390) <= 390


def test_printing_shows_diagram_and_restores_it(browser: Browser, address: str) -> None:
    whole, printed, after, zoomed = asked(
        browser,
        address,
        """(() => {
          const whole = box();
          press("+"); press("+");
          const zoomed = box();
          dispatchEvent(new Event("beforeprint"));
          const printed = box();
          dispatchEvent(new Event("afterprint"));
          return [whole, printed, box(), zoomed];
        })()""",
    )
    assert printed == pytest.approx(whole, abs=0.01)
    assert after == zoomed
    assert zoomed != whole


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
