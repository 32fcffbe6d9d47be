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
<h2 id="three">Three</h2><details id="d3"><summary>A fold of its own</summary></details>
<script src="details.js"></script>
"""
OPENED = "[...document.querySelectorAll('details[open]')].map((each) => each.id).join(' ')"


@pytest.mark.parametrize(
    ("anchor", "opened"), [("", ""), ("one", "d1"), ("one-ports", "d1"), ("two", "d2"), ("three", ""), ("none", "")]
)
def test_address_unfolds_its_entry(browser: Browser, tmp_path: Path, anchor: str, opened: str) -> None:
    (tmp_path / "page.html").write_text(PAGE, "utf-8")
    (tmp_path / "details.js").write_bytes(assets()["details.js"])
    browser.visit(f"{(tmp_path / 'page.html').as_uri()}#{anchor}")
    assert browser.ask(OPENED) == opened
