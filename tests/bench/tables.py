"""Response times of a long table: `python -m tests.bench.tables [rows]` prints milliseconds.

Each figure is the work of the page's own thread from the key to the next frame, in milliseconds: the median and the
maximum over some words. Time in which other processes have the processor is not counted.
"""

import json
import tempfile
from pathlib import Path

from tests.bench import options
from tests.support.browser import Browser

import zonebook
from zonebook.document.inline import Badge, Code, Link, Text, Tone
from zonebook.document.page import Row, Table
from zonebook.mkdocs_support.scripts import SCRIPTS
from zonebook.write.markdown.inline import Setting
from zonebook.write.markdown.table import table

ASSETS = Path(zonebook.__file__).with_name("assets")
COLUMNS = 15
LEVELS: tuple[Tone, ...] = ("very-high", "high", "moderate", "low", "very-low", "not-stated")
PHRASE = "a sentence of the usual length that says why this stands as it does"
WORDS = ("l", "ld", "lda", "ldap", "", "high", "4", "42", "-high", "", "nothing", "", "why", "x7", "")
PAINTED = "(async () => { %s; await new Promise((done) => requestAnimationFrame(() => setTimeout(done))); })()"
TYPED = "box = document.querySelector('.zb-tools input'); box.value = %s; box.dispatchEvent(new Event('input'))"
SORTED = "document.querySelectorAll('thead button')[%s].click()"
PRINTED = "dispatchEvent(new Event(%s)); document.body.offsetHeight"
SIZED = "size = document.querySelector('.zb-pages select'); size.value = %s; size.dispatchEvent(new Event('change'))"


def page(rows: int) -> str:
    """Return a page with one table of that many rows, with the styles and scripts of a site."""
    shown = Table(
        name="register",
        title="Register",
        columns=tuple(f"Column {n}" for n in range(COLUMNS)),
        rows=tuple(Row(id=f"r{n}", cells=_cells(n)) for n in range(rows)),
    )
    styles = "".join(f"<style>{each.read_text('utf-8')}</style>" for each in sorted(ASSETS.glob("*.css")))
    loaded = (ASSETS / each for each in SCRIPTS if each.startswith("table/"))
    scripts = "".join(f"<script>{each.read_text('utf-8')}</script>" for each in loaded)
    body = f'<body class="md-typeset">{table(shown, Setting(page="x.md"))}{scripts}</body>'
    return f'<!doctype html><html data-md-color-scheme="default"><meta charset="utf-8">{styles}{body}</html>'


def _cells(number: int) -> tuple[Text, ...]:
    tone = LEVELS[number % 6]
    words = tuple((f"{PHRASE} {number * k % 97}",) for k in range(2, 5))
    marks = tuple((Badge(text=LEVELS[number // k % 6], tone=LEVELS[number // k % 6]),) for k in range(1, 5))
    codes = tuple((Code(text=f"service-{number * k % 1013}"),) for k in range(3, 6))
    rest = tuple((f"{'ldap' if number % (k + 3) == 0 else 'https'} x{number % 11}",) for k in range(4))
    return ((Link(text=f"Row {number} {tone}", to="y.md"),), *marks, *words, *codes, *rest)


def measured(rows: int) -> dict[str, list[float]]:
    """Return the milliseconds of each action, and the number of rows in the page."""
    with tempfile.TemporaryDirectory() as folder, Browser() as browser:
        path = Path(folder) / "page.html"
        path.write_text(page(rows), "utf-8")
        browser.visit(path.as_uri())
        browser.ask("new Promise((done) => setTimeout(done, 3000))")
        found = {"typed": [_cost(browser, TYPED % json.dumps(text)) for text in WORDS]}
        found["rows"] = [browser.ask("document.querySelectorAll('tbody tr').length")]
        found["sorted"] = [_cost(browser, SORTED % at) for at in (0, 1, 2)]
        if browser.ask("document.querySelectorAll('.zb-pages:not([hidden])').length"):
            found["thousand"] = [_cost(browser, SIZED % "'1000'")]
        found["printed"] = [_cost(browser, PRINTED % "'beforeprint'"), _cost(browser, PRINTED % "'afterprint'")]
        return found


def _cost(browser: Browser, act: str) -> float:
    """Return the work of the page's thread for an action, up to the next frame, in milliseconds."""
    before = browser.work()
    browser.ask(PAINTED % act)
    return 1000 * (browser.work() - before)


if __name__ == "__main__":
    for name, each in measured(options.one(__doc__, "rows", 5000)).items():
        print(f"{name:8} middle {sorted(each)[len(each) // 2]:8.1f}   worst {max(each):8.1f}")  # noqa: T201
