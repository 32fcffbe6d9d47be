import pytest
from tests.support.browser import Browser
from tests.support.diagram_pages import DRAWER, asked

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not DRAWER.engines, reason="graphviz-pure is not installed"),
]


def test_diagram_begins_at_its_own_size(browser: Browser, address: str) -> None:
    for width in (1440, 320):
        size, whole, said = asked(browser, address, '[size(), whole(), texts(".zb-scale")]', width=width)
        assert size == pytest.approx(whole, abs=0.1)
        assert whole > 320
        assert said == ["100 %"]


def test_zoom_stays_within_its_bounds(browser: Browser, address: str) -> None:
    whole, more, keyed, least, most = asked(
        browser,
        address,
        """(() => {
          press("+");
          const more = size();
          key("+"); key("-");
          const keyed = size();
          for (let n = 0; n < 40; n++) key("-");
          const least = size();
          for (let n = 0; n < 40; n++) press("+");
          return [whole(), more, keyed, least, size()];
        })()""",
    )
    assert more == pytest.approx(whole * 1.25, abs=0.1)
    assert keyed == pytest.approx(more, abs=0.1)
    assert least == pytest.approx(whole / 10, abs=0.1)
    assert most == pytest.approx(whole * 4, abs=0.1)
    assert browser.ask("one('.zb-bar [aria-label=\"Zoom in\"]').disabled") is True


def test_zoom_keeps_the_middle(browser: Browser, address: str) -> None:
    before, after = asked(
        browser,
        address,
        """(() => {
          for (let n = 0; n < 6; n++) press("+");
          const canvas = one(".zb-canvas");
          canvas.scrollTo(300, 100);
          const middle = () => {
            const frame = canvas.getBoundingClientRect();
            const {left, top, width, height} = one(".zb-canvas > svg").getBoundingClientRect();
            return [(frame.left + frame.width / 2 - left) / width, (frame.top + frame.height / 2 - top) / height];
          };
          const before = middle();
          press("+");
          return [before, middle()];
        })()""",
    )
    assert after == pytest.approx(before, abs=0.01)


def test_arrow_keys_pan_or_scroll(browser: Browser, address: str) -> None:
    taken, moved, let_go = asked(
        browser,
        address,
        """(() => {
          const small = key("ArrowDown");
          for (let n = 0; n < 7; n++) press("+");
          one(".zb-canvas").scrollTo(0, 0);
          const right = key("ArrowRight");
          const [after] = scrolled();
          for (let n = 0; n < 20; n++) key("ArrowRight");
          return [[small, right], after, key("ArrowRight")];
        })()""",
    )
    assert taken == [False, True]
    assert moved > 0
    assert let_go is False


def test_wheel_zooms_only_with_ctrl(browser: Browser, address: str) -> None:
    plain, same, held, zoomed = asked(
        browser,
        address,
        "(() => { const p = wheel(false); const b = size(); const h = wheel(true);"
        " return [p, b === whole(), h, size() > b]; })()",
    )
    assert (plain, same, held, zoomed) == (False, True, True, True)


def test_drag_pans_without_clicking(browser: Browser, address: str) -> None:
    """One finger on a touch screen is the browser's own scrolling."""
    dragged, clicked, touched = asked(
        browser,
        address,
        """(() => {
          const svg = ".zb-canvas > svg";
          one(svg).setPointerCapture = () => {};
          for (let n = 0; n < 7; n++) press("+");
          const drag = (type) => {
            const [before] = scrolled();
            point(svg, "pointerdown", 200, 100, type);
            point(svg, "pointermove", 150, 90, type);
            point(svg, "pointerup", 150, 90, type);
            return scrolled()[0] - before;
          };
          const dragged = drag("mouse");
          const click = new MouseEvent("click", {bubbles: true, cancelable: true});
          one("g.node a").dispatchEvent(click);
          return [dragged, click.defaultPrevented, drag("touch")];
        })()""",
        width=390,
    )
    assert dragged == 50
    assert clicked is True
    assert touched == 0


@pytest.mark.parametrize("width", [1440, 390])
def test_fit_shows_all_in_the_window(browser: Browser, address: str, width: int) -> None:
    inside, over = asked(
        browser,
        address,
        """(() => {
          for (let n = 0; n < 9; n++) press("+");
          press("Fit");
          const {left, right, top, bottom} = one(".zb-canvas > svg").getBoundingClientRect();
          const {scrollWidth, clientWidth, scrollHeight, clientHeight} = one(".zb-canvas");
          const foot = one(".zb-panel").getBoundingClientRect().top;
          return [[left >= 0, right <= innerWidth, top >= 0, bottom <= Math.min(foot, innerHeight)],
            [scrollWidth > clientWidth, scrollHeight > clientHeight]];
        })()""",
        width=width,
    )
    assert inside == [True, True, True, True]
    assert over == [False, False]


def test_full_screen_and_reset(browser: Browser, address: str) -> None:
    full, closed, reset = asked(
        browser,
        address,
        """(() => {
          const figure = one(".zb-figure");
          figure.requestFullscreen = () => Promise.reject(new Error("not allowed"));
          choose("cleartext");
          press("Full screen");
          const {width, height} = figure.getBoundingClientRect();
          const full = [width >= innerWidth - 1, height >= innerHeight - 1, one("[aria-pressed]").ariaPressed];
          press("Fit");
          full.push(one(".zb-canvas").scrollHeight <= one(".zb-canvas").clientHeight);
          key("Escape");
          const closed = figure.classList.contains("zb-full");
          press("+"); press("Reset");
          return [full, closed, [size() === whole(), figure.dataset.layer]];
        })()""",
    )
    assert full == [True, True, "true", True]
    assert closed is False
    assert reset == [True, ""]


def test_printing_shows_diagram_and_restores_it(browser: Browser, address: str) -> None:
    printed, after, zoomed = asked(
        browser,
        address,
        """(() => {
          press("+"); press("+");
          const zoomed = size();
          dispatchEvent(new Event("beforeprint"));
          const printed = size() === whole();
          dispatchEvent(new Event("afterprint"));
          return [printed, size(), zoomed];
        })()""",
    )
    assert printed is True
    assert after == zoomed


def test_picture_is_no_stop_of_its_own(browser: Browser, address: str) -> None:
    """Tab leads from the frame to the first link in it, not to the picture as such."""
    assert asked(browser, address, "(one('.zb-canvas > svg').focus(), document.activeElement.tagName)") == "BODY"


def test_large_border_is_shown_from_its_name(browser: Browser, address: str) -> None:
    """One that is larger than the frame cannot be seen whole: its name is in the top left corner."""
    larger, left, top = asked(
        browser,
        address,
        """(() => {
          for (let n = 0; n < 4; n++) press("+");
          const canvas = one(".zb-canvas");
          const border = one("g.cluster");
          canvas.style.width = canvas.style.height = "120px";
          canvas.scrollTo(9999, 9999);
          border.dispatchEvent(new CustomEvent("zb-reveal", {bubbles: true}));
          const [room, frame] = [border, canvas].map((each) => each.getBoundingClientRect());
          return [room.width - frame.width, room.left - frame.left, room.top - frame.top];
        })()""",
    )
    assert larger > 0
    assert 0 <= left < 40
    assert top >= 0
