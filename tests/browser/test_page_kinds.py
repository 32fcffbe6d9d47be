"""Every kind of page of the reference site on a phone and on a tablet."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.support.browser import Browser
from tests.support.page_kinds import kind, representatives

pytestmark = pytest.mark.browser
PHONE, TABLET = 390, 768
"""The widths of a phone and of a tablet in pixels."""
BACKTICKS = """[...document.querySelectorAll("article p")].map(({textContent}) => textContent)
  .filter((text) => text.includes("`"))"""
"""Words that should have been set as code."""
CUT = r"""(() => {
  const parts = "td, th, dd, dt, li, p, h1, h2, h3";
  const range = document.createRange();
  const cut = (node) => ({ 0: word, index }) => {
    range.setStart(node, index);
    range.setEnd(node, index + word.length);
    return range.getClientRects().length > 1;
  };
  return [...document.querySelectorAll(`article :is(${parts})`)].slice(0, MOST).flatMap((part) => {
    if (!part.getClientRects().length || getComputedStyle(part).writingMode !== "horizontal-tb") return [];
    const day = part.matches(".zb-whole");
    return [...part.querySelectorAll(":scope, :scope *")].flatMap((each) => {
      if (each.closest(parts) !== part || each.closest("code")) return [];
      return [...each.childNodes].filter(({ nodeType }) => nodeType === Node.TEXT_NODE).flatMap((node) =>
        [...node.data.matchAll(day ? /\S+/g : /[A-Za-z]{2,14}/g)].filter(cut(node)).map(([word]) => word));
    });
  });
})()""".replace("MOST", "250")
"""Words that are broken at the end of a line, and days, in the first 250 parts; ids that are set as code may be."""


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("index.html", "index.html"),
        ("new-page.html", "new-page.html"),
        ("systems/shop/register.html", "systems/*/register.html"),
        ("systems/shop/services/server.html", "systems/*/services/*"),
        ("systems/shop/novel/index.html", "systems/*/novel/index.html"),
        ("systems/shop/checklists/by-service/server.html", "systems/*/checklists/by-service/*"),
        ("systems/shop/checklists/by-framework/iso/2.html", "systems/*/checklists/by-framework/*/*"),
        ("systems/shop/diagrams/zone-core.html", "systems/*/diagrams/zone*"),
        ("systems/shop/diagrams/zones.html", "systems/*/diagrams/zones*"),
        ("catalogue/threats/any.html", "catalogue/threats/*"),
        ("catalogue/threats/index.html", "catalogue/threats/index.html"),
    ],
)
def test_kind_of_page_follows_from_its_path(path: str, expected: str) -> None:
    assert kind(path) == expected


@pytest.mark.parametrize("window", [PHONE, TABLET])
def test_every_kind_of_page_fits_the_window(
    browser: Browser, site: Path, opened: Callable[[str], str], window: int
) -> None:
    wide, spoken, raw, broken = {}, {}, {}, {}
    for path in representatives(site).values():
        visit = browser.visit(opened(path), width=window)
        width = browser.ask("document.documentElement.scrollWidth")
        if width > window:
            wide[path] = width
        if cut := browser.ask(CUT):
            broken[path] = cut
        if visit.complaints:
            spoken[path] = visit.complaints
        if texts := browser.ask(BACKTICKS):
            raw[path] = texts
    assert wide == {}
    assert spoken == {}
    assert raw == {}
    assert broken == {}


@pytest.mark.parametrize("window", [PHONE, TABLET])
def test_link_of_a_heading_takes_no_line(browser: Browser, site: Path, window: int) -> None:
    """Else an empty line would be below a heading that is as wide as the page."""
    script = """[...document.querySelectorAll("article :is(h1, h2, h3)")].filter((each) => {
      const before = each.clientHeight;
      const link = each.querySelector(".headerlink");
      link?.remove();
      return link && each.clientHeight !== before;
    }).map(({ textContent }) => textContent)"""
    found = {}
    for path in ("reports.html", "systems/web-shop/data/customer-accounts.html", "catalogue/glossary.html"):
        browser.visit((site / path).as_uri(), width=window)
        found[path] = browser.ask(script)
    assert {path: texts for path, texts in found.items() if texts} == {}
