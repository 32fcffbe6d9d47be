"""Seven questions of readers: along links that are seen, within three clicks, the answer is on the first screen."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import pytest
from tests.support.browser import Browser

pytestmark = pytest.mark.browser

MOST_CLICKS = 3
NOTHING = "Nothing."
"""The answer of a table that has no row, as in a month in which nothing expired."""
WIDTH = 1440
"""The width of the window in pixels; it is 900 high."""
SEEN = """
const shown = (part) => {
  const {top, bottom, left, right} = part.getBoundingClientRect();
  if (top < 0 || bottom > 900 || left < 0 || right > 1440 || bottom === top) return false;
  const over = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
  return Boolean(over) && (part.contains(over) || over.contains(part));
};
const NOTHING = "Nothing.";
const content = document.querySelector("article");
const texts = (part) => part.innerText.replace(/\\s+/g, " ").trim();
"""
LINK = """
((text) => {
  const links = [...document.querySelectorAll("article a")].filter((each) => each.getClientRects().length);
  return links.find((each) => each.textContent.trim().startsWith(text))?.href;
})(%s)
"""
PROSE = """
((text) => {
  const parts = [...content.querySelectorAll("p, h2, h3")].filter((each) => texts(each).includes(text));
  return parts.some(shown);
})(%s)
"""
CELL = """
((table, row, column) => {
  const part = content.querySelector(`.zb-table[data-name="${table}"] table`);
  const silent = (each) => texts(each) === NOTHING && shown(each);
  if (!part) return [...content.querySelectorAll("p")].some(silent) ? NOTHING : null;
  const at = [...part.tHead.rows[0].cells].findIndex((each) => texts(each).startsWith(column));
  const rows = [...part.tBodies[0].rows].filter((each) => row.every((text) => texts(each).includes(text)));
  const found = rows.filter((each) => shown(each.cells[0]) && shown(each.cells[at]));
  return found.length ? texts(found[0].cells[at]) : null;
})(%s, %s, %s)
"""


class Question(NamedTuple):
    """What is asked, the links to click from the first page, a sentence of the answer, and a cell that must be seen."""

    clicks: tuple[str, ...]
    sentence: str
    table: str
    row: tuple[str, ...]
    column: str
    answer: str


QUESTIONS: Mapping[str, Question] = {
    "who-patches-the-domain-controllers": Question(
        ("Every service of every system",), "services in 7 systems",
        "who-does-what", ("DC1 (10.0.0.10)",), "Patched by", "Cloud platform team",
    ),
    "what-an-outsider-reaches": Question(
        ("Outsiders first",), "assets of value can be reached from outside",
        "outsiders", ("Web shop",), "First hop", "cost",
    ),
    "what-the-security-team-owes": Question(
        ("Who answers for what", "Security operations"), "Security operations owes",
        "security-operations-owes", (), "Stands", "",
    ),
    "why-ad-connector-was-not-chosen": Question(
        ("Every option in every system", "AD Connector, small"), "",
        "directory-options", ("AD Connector, small", "Directory extension"), "Why", "is required, and AD Connector",
    ),
    "what-expired-last-month": Question(
        ("Dates",), "Expired last month (",
        "dates-last-month", (), "On", "-",
    ),
    "which-requirements-have-no-control": Question(
        ("ISO/IEC 27001",), "Requirements without a control",
        "without", (), "Requirement", "",
    ),
    "what-nobody-stated": Question(
        ("Not stated",), "Ten questions to ask first",
        "ten-questions", (), "Question", "?",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", QUESTIONS)
def test_answer_is_on_the_first_screen(browser: Browser, site: Path, name: str) -> None:
    question = QUESTIONS[name]
    assert 1 <= len(question.clicks) <= MOST_CLICKS
    browser.visit((site / "index.html").as_uri(), width=WIDTH)
    for text in question.clicks:
        to = browser.ask(LINK % json.dumps(text))
        assert to, f"no link {text} is seen"
        browser.visit(to, width=WIDTH)
    browser.ask(f"{SEEN};0")
    if question.sentence:
        assert browser.ask(PROSE % json.dumps(question.sentence)), f"{question.sentence} is not seen"
    asked = (json.dumps(each) for each in (question.table, question.row, question.column))
    cell = browser.ask(CELL % tuple(asked))
    assert cell, "no such cell is seen"
    assert question.answer in cell or cell == NOTHING
