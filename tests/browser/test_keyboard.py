"""Whatever can be used with a mouse is reached with the Tab key, in its order, and shows that it is focused."""

from pathlib import Path

import pytest
from tests.support.browser import Browser

pytestmark = pytest.mark.browser
PAGES = {
    "index.html": (),
    "what-if.html": (".zb-begin-bar select", ".zb-choice-row input", ".zb-rest > summary", ".zb-begin-bar button"),
    "systems/landing-zone/register.html": (".zb-tools [type=search]", ".zb-folded > summary", ".zb-more > summary"),
    "systems/landing-zone/diagrams/index.html": (".zb-bar button", ".zb-look input", ".zb-canvas", ".zb-canvas a"),
    "systems/web-shop/services/mail-sender.html": (".zb-details > summary", ".zb-scroll"),
    "systems/assistant-platform/borders.html": (".zb-matrix a", ".zb-sort"),
    "catalogue/controls/incident-response-others.html": (".zb-details > summary",),
}
"""Pages, and what of them must be among what is reached, so that no kind of control is missed."""
USABLE = """[...document.querySelectorAll(
    "article :is(a[href], button:enabled, input:enabled, select:enabled, summary, textarea, [tabindex='0'])")]
  .filter((each) => each.checkVisibility({ visibilityProperty: true }))
  .filter((each) => each.type !== "radio" || each.checked)"""
"""What a mouse can use now; of radio buttons the chosen one, from which the arrows lead to the others."""
NOTED = f"""(() => {{
  window.usable = {USABLE};
  window.reached = new Map();
  document.addEventListener("focusin", ({{ target }}) => {{
    const {{ outlineStyle, outlineWidth }} = getComputedStyle(target);
    reached.set(target, outlineStyle !== "none" && parseFloat(outlineWidth) > 0);
  }});
  usable[0].focus();
  return usable.length;
}})()"""
SHORT = "((each) => each.outerHTML.slice(0, 90))"


@pytest.mark.parametrize("path", PAGES)
def test_tab_reaches_and_shows_all_controls(browser: Browser, site: Path, path: str) -> None:
    browser.visit((site / path).as_uri())
    many = browser.ask(NOTED)
    for _ in range(many + 5):
        browser.page.keyboard.press("Tab")
    assert browser.ask(f"usable.slice(1).filter((each) => !reached.has(each)).map({SHORT})") == []
    assert browser.ask(f"usable.slice(1).filter((each) => reached.get(each) === false).map({SHORT})") == []
    kinds = ", ".join(f"[...reached.keys()].some((each) => each.matches({kind!r}))" for kind in PAGES[path])
    assert browser.ask(f"[{kinds}]") == [True for _ in PAGES[path]]


def test_arrows_choose_the_layer_of_a_picture(browser: Browser, site: Path) -> None:
    browser.visit((site / "systems/landing-zone/diagrams/index.html").as_uri())
    browser.ask("document.querySelector('.zb-look input:checked').focus()")
    browser.page.keyboard.press("ArrowRight")
    chosen = "[...document.querySelectorAll('.zb-look input')].findIndex((each) => each.checked)"
    assert browser.ask(f"[{chosen}, document.activeElement.checked]") == [1, True]
    assert browser.ask("document.querySelectorAll('.zb-layered').length") == 1


def test_fold_and_menu_open_with_enter(browser: Browser, site: Path) -> None:
    browser.visit((site / "systems/landing-zone/register.html").as_uri())
    for part in (".zb-more", ".zb-folded"):
        browser.ask(f"document.querySelector('{part} > summary').focus()")
        browser.page.keyboard.press("Enter")
        assert browser.ask(f"document.querySelector('{part}').open")
    browser.page.keyboard.press("Tab")
    assert browser.ask("document.activeElement.matches('.zb-ticks input')")
    browser.page.keyboard.press("Space")
    assert browser.ask("document.activeElement.checked") is False
