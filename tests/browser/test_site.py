from pathlib import Path

import pytest
from tests.support.browser import Browser

pytestmark = pytest.mark.browser

SYSTEM = "systems/directory-extension"
PAGES = (
    "index.html",
    f"{SYSTEM}/index.html",
    f"{SYSTEM}/diagrams/index.html",
    f"{SYSTEM}/register.html",
    f"{SYSTEM}/responsibility.html",
    f"{SYSTEM}/directory.html",
    f"{SYSTEM}/services/managed-ad.html",
    "catalogue/threats/index.html",
    "start.html",
)
OURS = ("file:", "data:", "blob:", "about:")
SEARCH = """
new Promise((found, lost) => {
  document.querySelector("[data-md-toggle=search]").click();
  const input = document.querySelector(".md-search__input");
  input.focus();
  input.value = "kerberos";
  for (const name of ["keydown", "input", "keyup", "change"]) input.dispatchEvent(new Event(name, {bubbles: true}));
  const look = setInterval(() => {
    const links = [...document.querySelectorAll(".md-search-result__link")].map(each => each.href);
    if (links.length) { clearInterval(look); found(links); }
  }, 100);
  setTimeout(() => { clearInterval(look); lost(new Error("no result")); }, 20000);
})
"""


def test_pages_exist(site: Path) -> None:
    assert [page for page in PAGES if not (site / page).is_file()] == []


@pytest.mark.parametrize("page", PAGES)
def test_page_works_from_a_folder(browser: Browser, site: Path, page: str) -> None:
    visit = browser.visit((site / page).as_uri(), width=390)
    assert [url for url in visit.requests if not url.startswith(OURS)] == []
    assert visit.complaints == []
    assert browser.ask("document.querySelector('h1').textContent.trim().length") > 0
    assert browser.ask("document.documentElement.scrollWidth") <= 390
    browser.resize(1440)
    assert browser.ask("document.documentElement.scrollWidth") <= 1440


@pytest.mark.parametrize("page", PAGES)
def test_page_works_from_a_server(browser: Browser, server: str, page: str) -> None:
    visit = browser.visit(f"{server}/{page}")
    assert [url for url in visit.requests if not url.startswith((*OURS, server))] == []
    assert visit.complaints == []


def test_missing_page_can_be_read_in_a_folder(browser: Browser, site: Path) -> None:
    """A server shows it at any depth, so its addresses are absolute; a folder has no such top."""
    browser.visit((site / "404.html").as_uri())
    browser.page.wait_for_load_state("load")
    styles, outside, icon = browser.ask(
        """[[...document.querySelectorAll("link[rel=stylesheet]")].filter(({ sheet }) => !sheet).length,
          [...document.links].map(({ href }) => href).filter((href) => !href.startsWith(new URL("./", location))),
          Math.max(...[...document.querySelectorAll(".md-header svg")].map((each) => each.clientWidth))]"""
    )
    assert styles == 0
    assert outside == []
    assert icon < 50


def test_picture_takes_the_window_beside_the_navigation(browser: Browser, site: Path) -> None:
    folder = site / SYSTEM / "diagrams"
    for page in (folder / "index.html", min(folder.glob("network-*.html"))):
        browser.visit(page.as_uri())
        here, left, right, crumbs = browser.ask(
            """(() => {
              const active = [...document.querySelectorAll(".md-sidebar--primary .md-nav__link--active")];
              const {left, right} = document.querySelector(".zb-canvas").getBoundingClientRect();
              const crumbs = document.querySelectorAll(".zb-above li").length;
              return [Math.max(0, ...active.map((each) => each.getBoundingClientRect().right)), left, right, crumbs];
            })()"""
        )
        assert 0 < here < left
        assert right > 1380
        assert crumbs >= 3


def test_search_works_from_a_folder(browser: Browser, site: Path) -> None:
    visit = browser.visit((site / "index.html").as_uri())
    links = browser.ask(SEARCH)
    assert all(link.startswith(site.as_uri()) for link in links)
    assert [url for url in visit.requests if not url.startswith(OURS)] == []


def test_search_works_from_a_server(browser: Browser, server: str) -> None:
    browser.visit(f"{server}/{SYSTEM}/index.html")
    assert all(link.startswith(server) for link in browser.ask(SEARCH))
