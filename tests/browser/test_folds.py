"""What is folded away is unfolded when an address leads into it, or to the catalogue entry that it belongs to."""

from pathlib import Path

import pytest
from tests.support.browser import Browser

from zonebook.edge.disk import assets

pytestmark = pytest.mark.browser
PAGE = """<!doctype html><meta charset="utf-8">
<h2 id="one">One</h2><p>Its story.</p><details id="d1" data-search-exclude><summary>More</summary>
<h3 id="one-ports">Ports</h3></details>
<h2 id="two">Two</h2><p>Its story.</p><details id="d2" data-search-exclude><summary>More</summary></details>
<a id="again" href="#two">Two</a><a id="other" href="#one-ports">Ports</a>
<h2 id="three">Three</h2><details id="d3"><summary>A fold of its own</summary></details>
<script src="details.js"></script>
"""
OPENED = "[...document.querySelectorAll('details[open]')].map((each) => each.id).join(' ')"


def page(folder: Path) -> str:
    """Write the page and its script; return its address."""
    (folder / "page.html").write_text(PAGE, "utf-8")
    (folder / "details.js").write_bytes(assets()["details.js"])
    return (folder / "page.html").as_uri()


@pytest.mark.parametrize(
    ("anchor", "opened"), [("", ""), ("one", "d1"), ("one-ports", "d1"), ("two", "d2"), ("three", ""), ("none", "")]
)
def test_address_unfolds_its_entry(browser: Browser, tmp_path: Path, anchor: str, opened: str) -> None:
    browser.visit(f"{page(tmp_path)}#{anchor}")
    assert browser.ask(OPENED) == opened


def test_followed_link_unfolds_again(browser: Browser, tmp_path: Path) -> None:
    browser.visit(f"{page(tmp_path)}#two")
    browser.ask("document.querySelectorAll('details').forEach((each) => (each.open = false))")
    assert browser.ask(OPENED) == ""
    for link, opened in (("#again", "d2"), ("#other", "d1")):
        browser.page.click(link)
        browser.page.wait_for_selector(f"#{opened}[open]", state="attached")


@pytest.mark.parametrize("anchor", ["%zz", "%", "%E0%A4%A", "a%00b"])
def test_address_that_is_no_text_unfolds_nothing(browser: Browser, tmp_path: Path, anchor: str) -> None:
    visit = browser.visit(f"{page(tmp_path)}#{anchor}")
    assert (browser.ask(OPENED), visit.complaints) == ("", [])
