import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from tests.support import sites
from tests.support.browser import BINARY, Browser

pytestmark = pytest.mark.skipif(BINARY is None, reason="there is no chromium: apt-get install chromium")

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
    "how-we-work.html",
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


@pytest.fixture(scope="module")
def site(pair: sites.Pair) -> Path:
    """A real site."""
    return pair.one / "site"


class Silent(SimpleHTTPRequestHandler):
    """A server that keeps no log."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the name is the library's
        pass


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    """The site on a server."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Silent, directory=str(site))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


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
def test_page_works_from_a_server(browser: Browser, address: str, page: str) -> None:
    visit = browser.visit(f"{address}/{page}")
    assert [url for url in visit.requests if not url.startswith((*OURS, address))] == []
    assert visit.complaints == []


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


def test_search_works_from_a_server(browser: Browser, address: str) -> None:
    browser.visit(f"{address}/{SYSTEM}/index.html")
    assert all(link.startswith(address) for link in browser.ask(SEARCH))
