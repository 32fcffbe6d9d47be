"""Pages on paper: tables across an A4 sheet, a heading on each, nothing cut off, few sheets, and no controls."""

import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from tests.support.browser import Browser
from tests.support.table_pages import asked, written
from tests.support.walking import models

from zonebook.document.page import Page, Table
from zonebook.views.system.checklists.pages import checklists
from zonebook.views.system.register.page import register
from zonebook.views.system.responsibility import responsibility

pytestmark = pytest.mark.browser
SYSTEM = "web-shop"
TEXT = shutil.which("pdftotext")
SHEET = re.compile(rb"/Type\s*/Page\b")
ACROSS = re.compile(rb"/MediaBox\s*\[0 0 84[12][.\d]* 59[45]")
WIDTH = 1047
"""The pixels between the margins of a sheet."""
MOST, OF = 60, 376
"""How many sheets a checklist of so many checks takes at most."""


@pytest.fixture(scope="module")
def pages() -> tuple[Page, ...]:
    """Return the pages with the longest tables of one system."""
    one = replace(models(), systems={SYSTEM: models().systems[SYSTEM]})
    return (*checklists(one), *register(one), *responsibility(one))


def tables(pages: tuple[Page, ...], name: str) -> list[Table]:
    return [each for page in pages for each in page.blocks if isinstance(each, Table) and each.name.startswith(name)]


def sheets(paper: bytes) -> int:
    """Return how many sheets there are; all of them are A4 and lie across."""
    many = len(SHEET.findall(paper))
    assert len(ACROSS.findall(paper)) == many > 0
    return many


@pytest.mark.parametrize(("group", "least"), [("by-party-shop-team", 600), ("by-service-shop-desk", 30)])
def test_checklist_takes_few_sheets(
    browser: Browser, pages: tuple[Page, ...], tmp_path: Path, *, group: str, least: int
) -> None:
    used = 0
    for number, each in enumerate(tables(pages, group)):
        asked(browser, written(tmp_path, f"{number}", each), "")
        used += sheets(browser.paper())
    checks = [
        each for each in models().systems[SYSTEM].checks if group.endswith((f"y-{each.party}", f"e-{each.element}"))
    ]
    assert len(checks) > least
    assert used <= MOST * len(checks) / OF


@pytest.mark.parametrize(("name", "most"), [("register", 14), ("responsibility-matrix", 2)])
def test_table_fits_across_the_sheet(
    browser: Browser, pages: tuple[Page, ...], tmp_path: Path, *, name: str, most: int
) -> None:
    (shown,) = [each for each in tables(pages, name) if each.name == name]
    address = written(tmp_path, name, shown)
    asked(browser, address, "")
    assert sheets(browser.paper()) <= most
    browser.resize(WIDTH)
    with browser.as_printed():
        wide = browser.ask("[...document.querySelectorAll('table')].map((each) => each.offsetWidth)")
        folded = browser.ask("[...document.querySelectorAll('.zb-fold')].every((row) => row.getClientRects().length)")
    assert max(wide) <= WIDTH
    assert folded


@pytest.mark.skipif(TEXT is None, reason="there is no pdftotext: apt-get install poppler-utils")
def test_every_sheet_has_the_headings(browser: Browser, pages: tuple[Page, ...], tmp_path: Path) -> None:
    (shown,) = [each for each in tables(pages, "register") if each.name == "register"]
    asked(browser, written(tmp_path, "register", shown), "")
    paper = tmp_path / "register.pdf"
    paper.write_bytes(browser.paper())
    told = subprocess.run((str(TEXT), "-layout", paper, "-"), capture_output=True, check=True, text=True).stdout
    several = told.split("\f")[:-1]
    heads = [each for each in shown.columns if each not in shown.folded]
    assert len(several) > 3
    for text in several[:-1]:
        (line,) = [each for each in text.splitlines() if each.split()[:2] == ["Threat", "On"]]
        assert all(head in line for head in heads)


PAGES = (
    "index.html",
    "what-if.html",
    "catalogue/controls/incident-response-others.html",
    "systems/corporate-directory/index.html",
    "systems/corporate-directory/services/dc-1.html",
    "systems/landing-zone/register.html",
    "systems/landing-zone/paths.html",
)
CONTROLS = """[...document.querySelectorAll("article :is(button, [type=search], .md-code__nav, .zb-look, .zb-tools)")]
  .filter((each) => each.getClientRects().length && getComputedStyle(each).display !== "contents")
  .map((each) => each.outerHTML.slice(0, 80))"""
HEADINGS = """[...document.querySelectorAll("article :is(h2, h3, caption strong)")]
  .map((each) => each.textContent.replace("\u00b6", "").trim())"""
CUT_OFF = """[...document.querySelectorAll("article *")]
  .filter((each) => each.clientHeight > 0 && each.scrollHeight > each.clientHeight + 2)
  .filter((each) => ["auto", "scroll"].includes(getComputedStyle(each).overflowY)).map((each) => each.className)"""


def printed(browser: Browser, folder: Path) -> list[str]:
    """Return the text of each sheet of the open page."""
    paper = folder / "page.pdf"
    paper.write_bytes(browser.paper())
    told = subprocess.run((str(TEXT), "-layout", paper, "-"), capture_output=True, check=True, text=True).stdout
    return told.split("\f")[:-1]


@pytest.mark.parametrize("path", PAGES)
def test_paper_has_no_controls(browser: Browser, site: Path, path: str) -> None:
    browser.visit((site / path).as_uri())
    with browser.as_printed():
        assert browser.ask(CONTROLS) == []
        assert browser.ask(CUT_OFF) == []


@pytest.mark.skipif(TEXT is None, reason="there is no pdftotext: apt-get install poppler-utils")
@pytest.mark.parametrize("path", PAGES)
def test_no_heading_ends_a_sheet(browser: Browser, site: Path, tmp_path: Path, path: str) -> None:
    browser.visit((site / path).as_uri())
    headings = set(browser.ask(HEADINGS))
    last = [sheet.strip().splitlines()[-1].strip() for sheet in printed(browser, tmp_path) if sheet.strip()]
    assert headings
    assert [line for line in last if line.partition(" – ")[0] in headings] == []


@pytest.mark.skipif(TEXT is None, reason="there is no pdftotext: apt-get install poppler-utils")
def test_fold_begins_where_it_stands(browser: Browser, site: Path, tmp_path: Path) -> None:
    browser.visit((site / "catalogue/controls/incident-response-others.html").as_uri())
    first = printed(browser, tmp_path)[0]
    assert "Asked of each" in first
    assert "How to verify · Evidence" not in first
