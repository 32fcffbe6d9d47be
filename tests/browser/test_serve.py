"""`zonebook serve` in a browser: an edit is shown on the open page, a problem above its last good version."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.support import sites
from tests.support.browser import Browser
from tests.support.previews import serving

pytestmark = pytest.mark.browser
ELEMENT = "systems/small/services/server-1.html"


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small repository."""
    return sites.repository(tmp_path_factory.mktemp("served") / "here")


@pytest.fixture(scope="module")
def address(here: Path) -> Iterator[str]:
    """The address of its site, served by a process of its own."""
    with serving(here) as (port, _):
        yield f"http://127.0.0.1:{port}"


def test_open_page_shows_an_edit(browser: Browser, address: str, here: Path) -> None:
    browser.visit(f"{address}/systems/small/index.html")
    browser.page.get_by_text("A small system.").first.wait_for()
    sites.changed(here / sites.MODEL, "summary: A small system.", "summary: A tiny system.")
    browser.page.get_by_text("A tiny system.").first.wait_for()
    assert browser.page.get_by_text("A small system.").count() == 0


def test_problem_stands_above_the_last_page(browser: Browser, address: str, here: Path) -> None:
    browser.visit(f"{address}/{ELEMENT}")
    problem = browser.page.get_by_text("there is no kind `servr`; did you mean `server`?")
    assert problem.count() == 0
    sites.changed(here / sites.MODEL, "kind: server", "kind: servr")
    problem.wait_for()
    browser.page.get_by_text("What stands below is the last good version.").wait_for()
    browser.page.get_by_role("heading", name="Server").first.wait_for()
    sites.changed(here / sites.MODEL, "kind: servr", "kind: server")
    problem.wait_for(state="detached")
    browser.page.get_by_role("heading", name="Server").first.wait_for()
    assert problem.count() == 0
