"""Rows with folded columns in a browser: they open without a script, and their columns can be put side by side."""

from pathlib import Path

import pytest
from tests.support.browser import Browser
from tests.support.table_pages import asked, folded, written

pytestmark = pytest.mark.browser
SEEN = "all('.zb-fold').filter((row) => row.getClientRects().length).length"


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a page with a table of which two columns are folded."""
    return written(tmp_path_factory.mktemp("folded"), "folded", folded(12))


def test_row_opens_without_script(browser: Browser, tmp_path: Path) -> None:
    address = written(tmp_path, "plain", folded(12), scripts=False)
    script = f"""
    const before = {SEEN};
    first("summary").focus();
    const focused = document.activeElement === first("summary");
    first("summary").click();
    return [before, focused, {SEEN}, first(".zb-fold dl").textContent];
    """
    assert asked(browser, address, script) == [0, True, 1, "Why because 0"]
    assert asked(browser, f"{address}#t-r3", f"return {SEEN};") == 1


def test_columns_menu_moves_folded_columns(browser: Browser, page: str) -> None:
    script = """
    const cells = () => all("#t-r1 > *").map((cell) => cell.textContent);
    const heads = () => all("thead th").filter((cell) => !cell.hidden).map((cell) => cell.textContent);
    const before = [cells(), heads(), all(".zb-ticks label").map((each) => each.textContent.trim())];
    tick(1); await settled();
    const beside = [cells(), heads(), location.hash, first(".zb-fold td").colSpan];
    tick(1); await settled();
    return [before, beside, cells(), heads(), location.hash, first("#t-r0 + .zb-fold dl").textContent];
    """
    found = asked(browser, page, script)
    assert found[0] == [["Row 1", "very high"], ["Row", "Level"], ["Level", "Why", "Note"]]
    assert found[1] == [["Row 1", "very high", "because 1"], ["Row", "Level", "Why"], "#t:show=3", 3]
    assert found[2:] == [["Row 1", "very high"], ["Row", "Level"], "", "Why because 0"]


def test_folded_words_are_filtered_and_copied(browser: Browser, page: str) -> None:
    script = """
    type('"because 1"'); await settled();
    const found = [rows(), told()];
    type("note"); await settled();
    return [...found, rows()];
    """
    some = "r1  r10  r11 "
    assert asked(browser, page, script) == [some, "3 of 12 rows", "r5  r10 "]
    script = f"tick(1); await settled(); press('Open all rows'); return [{SEEN}, location.hash];"
    assert asked(browser, page, script) == [12, "#t:show=3"]
    assert asked(browser, f"{page}#t:show=3&sort=3d", "return rows().trim().split(/ +/)[0];") == "r11"


def test_printing_shows_what_is_folded(browser: Browser, page: str) -> None:
    script = "type('row'); await settled(); dispatchEvent(new Event('beforeprint'));"
    asked(browser, page, script)
    assert len(browser.paper()) > 1000
