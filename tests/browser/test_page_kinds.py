"""Every kind of page of the reference site on a phone."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.support.browser import Browser
from tests.support.page_kinds import kind, representatives

pytestmark = pytest.mark.browser
PHONE = 390
"""The width of a phone in pixels."""
BACKTICKS = """[...document.querySelectorAll("article p")].map(({textContent}) => textContent)
  .filter((text) => text.includes("`"))"""
"""Words that should have been set as code."""


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


def test_every_kind_of_page_fits_a_phone(browser: Browser, site: Path, opened: Callable[[str], str]) -> None:
    wide, spoken, raw = {}, {}, {}
    for path in representatives(site).values():
        visit = browser.visit(opened(path), width=PHONE)
        width = browser.ask("document.documentElement.scrollWidth")
        if width > PHONE:
            wide[path] = width
        if visit.complaints:
            spoken[path] = visit.complaints
        if texts := browser.ask(BACKTICKS):
            raw[path] = texts
    assert wide == {}
    assert spoken == {}
    assert raw == {}
