"""The pages of attack paths of the reference systems as a reader meets them: each is read in three screens."""

from pathlib import Path

import pytest
from tests.support.browser import Browser
from tests.support.sites import TOP
from tests.support.walking import models

pytestmark = pytest.mark.browser

WIDTH, MOST = 1440, 3 * 900
"""The width of a screen, and the height of three, in pixels."""


@pytest.mark.parametrize("system", sorted(path.name for path in (TOP / "models" / "systems").iterdir()))
def test_attack_paths_are_read_in_three_screens(browser: Browser, site: Path, system: str) -> None:
    visit = browser.visit((site / "systems" / system / "paths.html").as_uri(), width=WIDTH)
    assert visit.complaints == []
    assert browser.ask("[...document.querySelectorAll('.zb-canvas')].length") > 0
    assert browser.ask("document.documentElement.scrollHeight") <= MOST


def test_every_reference_system_is_measured(site: Path) -> None:
    assert {path.parent.name for path in site.glob("systems/*/paths.html")} == set(models().systems)
