"""Every kind of page of the reference site for those who see little or nothing, or use no mouse."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.support.axe import violations
from tests.support.browser import Browser, Scheme
from tests.support.page_kinds import representatives

pytestmark = pytest.mark.browser
WIDTHS = {"light": 1440, "dark": 390}
"""The width of the window in pixels, by the scheme: each scheme and each width is checked once."""


@pytest.mark.parametrize("scheme", WIDTHS)
def test_axe_finds_nothing_serious(site: Path, opened: Callable[[str], str], scheme: Scheme) -> None:
    found = {}
    with Browser(scheme) as browser:
        for path in representatives(site).values():
            browser.visit(opened(path), width=WIDTHS[scheme])
            if faults := violations(browser):
                found[path] = faults
    assert found == {}
