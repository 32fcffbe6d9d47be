"""Tables on separate pages, and scripts that a browser runs on them."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from tests.support.browser import Browser

import zonebook
from zonebook.document.inline import Badge, Code, Link, Text, Tone
from zonebook.document.page import Row, Table
from zonebook.mkdocs_support.scripts import SCRIPTS
from zonebook.write.markdown.inline import Setting
from zonebook.write.markdown.table import table

ASSETS = Path(zonebook.__file__).with_name("assets")
SETTING = Setting(page="x.md")
TONES: tuple[Tone, ...] = ("low", "very-high", "not-stated", "high", "moderate")
COPIED = """
new Promise((done) => {
  Object.defineProperty(navigator, "clipboard", {configurable: true, value: {writeText: async (text) => done(text)}});
  [...document.querySelectorAll("#t-wrap .zb-copies button")].find((each) => each.textContent === %s).click();
})
"""
ASK = """
const first = (what) => document.querySelector("#t-wrap " + what);
const all = (what) => [...document.querySelectorAll("#t-wrap " + what)];
const rows = () => all("tbody tr").map((row) => row.id.slice(2)).join(" ");
const told = () => first("[role=status]").textContent;
const type = (text) => {
  const box = first(".zb-tools input[type=search]");
  box.value = text;
  box.dispatchEvent(new Event("input"));
};
const pick = (at, value) => {
  const select = all(".zb-choice select")[at];
  select.value = value;
  select.dispatchEvent(new Event("change"));
};
const press = (text) => all("button").find((each) => each.textContent === text).click();
const tick = (at) => all(".zb-ticks input")[at].click();
const totals = () => all("tfoot tr > *").map((cell) => cell.textContent);
const wait = (time) => new Promise((done) => setTimeout(done, time));
const settled = () => wait(400);
"""


def rows(many: int) -> tuple[Row, ...]:
    """Rows named by position; every cell has a character that is special in a spreadsheet or Markdown."""
    return tuple(Row(id=f"r{n}", cells=cells(n)) for n in range(many))


def cells(number: int) -> tuple[Text, ...]:
    tone = TONES[number % len(TONES)]
    return (
        (Link(text=f"Row {number}", to="y.md"),),
        (Badge(text=tone.replace("-", " "), tone=tone),),
        (str(number % 7),),
        (f'=a | "b", *c* über {"ldap" if number % 3 == 0 else "web"}',),
        (Code(text=f"x{number}"), Badge(text="one"), Link(text="two", to="z.md")),
        ("twelve" if number == 5 else "12",),
    )


def long(many: int, name: str = "t") -> Table:
    """A table with that many rows, and columns of additive and of other numbers."""
    columns = ("Row", "Level", "Count", "Words", "Several", "Not numbers")
    return Table(name=name, title="T", columns=columns, rows=rows(many), totals=("Count", "Not numbers"))


def grid() -> Table:
    """A matrix with headings on both sides."""
    each = tuple(Row(id=f"g{n}", cells=((f"g{n}",), (Badge(text="yes", tone="yes"),))) for n in range(8))
    return Table(name="t", title="G", columns=("From", "To"), rows=each, grid=True)


def folded(many: int) -> Table:
    """A table with that many rows and two folded columns; every fifth row says something in the last."""
    notes = {0: "–", 5: "note", 10: "note"}
    each = tuple(
        Row(id=f"r{n}", cells=((f"because {n}",), (f"Row {n}",), cells(n)[1], (notes.get(n, "–"),)))
        for n in range(many)
    )
    columns = ("Why", "Row", "Level", "Note")
    return Table(name="t", title="T", columns=columns, rows=each, folded=("Why", "Note"))


def written(folder: Path, name: str, shown: Table, *, scripts: bool = True, heading: str = "plain") -> str:
    """Write a page with a table under a heading of that anchor, and return its address."""
    loaded = [each for each in SCRIPTS if each.startswith("table/")] if scripts else []
    code = "".join(f"<script>{(ASSETS / each).read_text('utf-8')}</script>" for each in loaded)
    policy = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'"
    head = f'<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{policy}">'
    style = f"<style>{(ASSETS / 'zonebook.css').read_text('utf-8')}</style>"
    body = table(shown, replace(SETTING, headings=frozenset((heading,))))
    body = f'<body class="md-typeset"><h2 id="{heading}">P</h2><div id="t-wrap">{body}</div>{code}</body>'
    path = folder / f"{name}.html"
    path.write_text(f"<!doctype html><html>{head}{style}{body}</html>", "utf-8")
    return path.as_uri()


def asked(browser: Browser, address: str, script: str) -> Any:  # noqa: ANN401  whatever the script gives
    """Return the result of a script on a newly opened page."""
    visit = browser.visit(address)
    found = browser.ask(f"(async () => {{ {ASK} {script} }})()")
    assert visit.complaints == [], visit.complaints
    return found
