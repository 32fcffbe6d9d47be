"""Walks through the reference site with a mouse and a keyboard, as its readers take them."""

import json
import re
from pathlib import Path

import pytest
from tests.support.browser import Browser

pytestmark = pytest.mark.browser
SHOP = "systems/web-shop"
MOST_SHEETS = 60
"""The most sheets of paper of the register of the shop."""
TRACES = {
    "from all systems to one": ("index.html", r"portfolio\.html", rf"{SHOP}/index\.html"),
    "from a finding to its threat": (f"{SHOP}/register.html", rf"{SHOP}/services/\w", r"catalogue/threats/\w"),
    "from a picture to its box": (f"{SHOP}/diagrams/index.html", rf"{SHOP}/services/\w", rf"{SHOP}/zones/\w"),
    "from an attack path to its end": (f"{SHOP}/paths.html", rf"{SHOP}/(?:services|data)/\w", rf"{SHOP}/index\.html"),
    "from a requirement to a threat": ("catalogue/frameworks/iso-27001-2022.html", r"/controls/\w", r"/threats/\w"),
    "from a threat to what answers it": (
        f"{SHOP}/register.html",
        rf"{SHOP}/services/\w",
        r"/threats/\w",
        r"/controls/\w",
    ),
    "from a party to its duties": ("parties.html", r"parties/\w", r"systems/[\w-]+/"),
    "from the next thing to do to its place": (
        "what-next.html",
        r"systems/[\w-]+/what-next\.html",
        r"systems/[\w-]+/\w+/\w",
        r"catalogue/\w",
    ),
    "from a gap to its place": (
        "not-stated.html",
        r"systems/[\w-]+/\w+/\w",
        r"systems/[\w-]+/index\.html",
    ),
    "from a decision to its option": ("systems/directory-extension/directory.html", r"catalogue/directories/\w", r"\w"),
}
NEXT = """
((pattern) => {
  const links = [...document.querySelectorAll("article a[href]")].filter((each) => each.checkVisibility());
  const next = links.find((each) => {
    const {pathname} = new URL(each.getAttribute("href"), location.href);
    return pathname !== location.pathname && new RegExp(pattern).test(pathname);
  });
  next?.setAttribute("data-next", "");
  return Boolean(next);
})(PATTERN)
"""


def follow(browser: Browser, pattern: str) -> None:
    """Click on the first visible link that leads to such another page."""
    assert browser.ask(NEXT.replace("PATTERN", json.dumps(pattern))), (browser.page.url, pattern)
    before = browser.page.url
    browser.page.locator("[data-next]").first.click()
    browser.page.wait_for_url(lambda url: url != before)
    browser.page.wait_for_load_state()
    assert re.search(pattern, browser.page.url)
    assert browser.ask("document.querySelector('h1').textContent.trim().length") > 0


@pytest.mark.parametrize("name", TRACES)
def test_trace_is_followed_by_clicks(browser: Browser, site: Path, name: str) -> None:
    start, *steps = TRACES[name]
    visit = browser.visit((site / start).as_uri())
    for step in steps:
        follow(browser, step)
    assert visit.complaints == []


def test_register_is_filtered_and_sorted(browser: Browser, site: Path) -> None:
    browser.visit((site / SHOP / "register.html").as_uri())
    table = browser.page.locator(".zb-table:has(.zb-tools)").first
    rows = table.locator("tbody tr[id]")
    every = rows.count()
    table.locator("input[type=search]").fill("encryption")
    browser.page.wait_for_timeout(400)
    assert 0 < rows.locator("visible=true").count() < every
    table.locator("input[type=search]").fill("")
    head = table.locator("thead button").first
    head.click()
    browser.page.wait_for_timeout(400)
    assert head.locator("..").get_attribute("aria-sort") in {"ascending", "descending"}
    assert rows.locator("visible=true").count() == every


def test_layer_of_a_picture_is_chosen(browser: Browser, site: Path) -> None:
    browser.visit((site / SHOP / "diagrams" / "index.html").as_uri())
    figure = browser.page.locator(".zb-figure:has(.zb-look)").first
    assert figure.locator("svg .zb-within").count() == 0
    figure.get_by_label(re.compile("Tier 0|Clear text")).locator("visible=true").first.check()
    assert figure.locator("svg .zb-within").count() > 0
    assert "layer=" in browser.page.url


def test_keyboard_reaches_the_text_and_the_search(browser: Browser, site: Path) -> None:
    browser.visit((site / SHOP / "register.html").as_uri())
    keys = browser.page.keyboard
    keys.press("Tab")
    assert browser.ask("document.activeElement.classList[0]") == "md-skip"
    keys.press("Enter")
    assert browser.ask("location.hash") != ""
    keys.press("/")
    browser.page.wait_for_timeout(400)
    assert browser.ask("document.activeElement.classList[0]") == "md-search__input"
    keys.press("Escape")
    assert not browser.ask("document.querySelector('[data-md-toggle=search]').checked")


def test_scheme_is_kept_on_the_next_page(browser: Browser, site: Path) -> None:
    shown = "document.body.dataset.mdColorScheme"
    browser.visit((site / "index.html").as_uri())
    assert browser.ask(shown) == "default"
    for _ in range(2):  # from the system's to light, and to dark
        browser.page.locator("form[data-md-component=palette] label").locator("visible=true").click()
    assert browser.ask(shown) == "slate"
    browser.visit((site / SHOP / "register.html").as_uri())
    assert browser.ask(shown) == "slate"
    browser.ask("localStorage.clear()")


def test_print_has_the_text_and_no_controls(browser: Browser, site: Path) -> None:
    browser.visit((site / SHOP / "register.html").as_uri())
    sheets = browser.paper().count(b"/MediaBox")
    assert 0 < sheets <= MOST_SHEETS
    browser.page.emulate_media(media="print")
    try:
        for part in (".md-header", ".md-tabs", ".md-sidebar", ".md-footer", ".zb-tools"):
            assert browser.page.locator(part).locator("visible=true").count() == 0, part
        assert browser.page.locator("tbody tr[id]").locator("visible=true").count() > 0
    finally:
        browser.page.emulate_media(media="screen")
