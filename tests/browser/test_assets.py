import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from tests.support.browser import BINARY

import zonebook
from zonebook.document.graph import Graph
from zonebook.document.inline import Badge, Tone
from zonebook.document.page import Card, Cards, Details, Diagram, Heading, Page, Picture, Prose, Row, Table
from zonebook.mkdocs_support.scripts import SCRIPTS, WORKER
from zonebook.write.markdown.inline import SHAPES
from zonebook.write.markdown.page import markdown

ASSETS = Path(zonebook.__file__).with_name("assets")
FILES = {path.relative_to(ASSETS).as_posix(): path for path in sorted(ASSETS.rglob("*")) if path.is_file()}
STYLE = (ASSETS / "zonebook.css").read_text(encoding="utf-8")
HOSTILE = "</title><x-evil onclick=alert(1)>\"'><img src=x onerror=alert(1)> &lt;x-evil&gt; {{ config }} peculiar"
LEVELS: tuple[Tone, ...] = ("low", "very-high", "not-stated", "met", "high", "moderate", "very-low")
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="900" height="50" viewBox="0 0 900 50" style="max-width:100%">'
    '<g class="node" data-id="a"><rect id="a" width="9" height="9"/></g><g class="node" data-id="b"><rect/></g>'
    '<g class="node" data-id="c"><rect/></g><g class="edge" data-id="e" data-from="a" data-to="b"><path d="M0,0"/></g>'
    '<g class="edge" data-id="f" data-from="b" data-to="c"><path d="M0,0"/></g></svg>'
)
SITE = """
site_name: Site
site_url: ""
use_directory_urls: false
theme: {name: material, font: false, language: en}
plugins: [offline, {search: {lang: [en, de]}}]
nav: [index.md, shop.md, hostile.md, few.md]
markdown_extensions:
  [abbr, admonition, attr_list, def_list, footnotes, tables, toc, pymdownx.details, pymdownx.superfences]
extra: {polyfills: [assets/iframe-worker.js]}
extra_css: [assets/zonebook.css]
extra_javascript: [SCRIPTS, told.js]
"""
TOLD = r"""
const all = (selector) => [...document.querySelectorAll(selector)];
const shown = () => all("#t tbody tr").filter((row) => !row.hidden).map((row) => row.id.slice(2)).join(" ");
function type(text) {
  const box = document.querySelector(".zb-tools input");
  box.value = text;
  box.dispatchEvent(new Event("input"));
  return [shown(), document.querySelector(".zb-tools [role=status]").textContent];
}
function sort(column) {
  const button = all("#t thead button")[column];
  button.click();
  return [shown(), button.parentNode.getAttribute("aria-sort")];
}
function near(id) {
  document.querySelector(`[data-id=${id}] > *`).dispatchEvent(new PointerEvent("pointerover", { bubbles: true }));
  return all(".zb-near").map((part) => part.dataset.id).join(" ");
}
function tell() {
  const { scrollWidth, clientWidth } = document.documentElement;
  const told = { wide: [innerWidth, scrollWidth > clientWidth], boxes: all(".zb-tools").length };
  if (document.querySelector(".zb-tools")) {
    told.filtered = [type("Very  HIGH"), type("nothing like it"), type("")];
    told.bad = [sort(1), sort(1), sort(1)];
    told.words = [sort(0), sort(0), sort(0)];
    told.near = [near("a"), near("b"), near("f")];
    const folded = document.querySelector("details");
    dispatchEvent(new Event("beforeprint"));
    told.print = [folded.open];
    dispatchEvent(new Event("afterprint"));
    told.print.push(folded.open);
  }
  document.body.dataset.told = JSON.stringify(told);
  parent.postMessage(JSON.stringify(told), "*");
}
addEventListener("load", () => setTimeout(tell, 200));
"""
PHONE = """<!doctype html><body><iframe src="shop.html" width="390" height="800"></iframe>
<script>addEventListener("message", (event) => { document.body.dataset.told = event.data; });</script></body>"""


class Elements(HTMLParser):
    """The names of elements and of attributes, and the titles that a reader sees."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.attributes: set[str] = set()
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        self.attributes |= {name for name, _ in attrs}


def page(title: str, rows: tuple[Row, ...]) -> Page:
    graph = Graph(name="zones", title=title, description=title)
    table = Table(name="t", title=title, columns=(f"{title} 1", "Level", "Long"), rows=rows)
    return Page(
        path="shop.md",
        title=title,
        description=title,
        blocks=(
            Cards(cards=(Card(title=title, value="12"), Card(title=title, value="Moderate", tone="moderate"))),
            Heading(text=title, anchor="one"),
            Prose(paragraphs=((f"A sentence about the {title}.",),)),
            Diagram(graph=graph),
            table,
            Heading(text="Two", anchor="two"),
            Details(summary=title, blocks=(Prose(paragraphs=((title,),)),)),
        ),
    )


def levels(*tones: Tone) -> tuple[Row, ...]:
    """Rows, one for each tone, named by position."""
    return tuple(
        Row(id=f"r{n}", cells=((f"{10 - n} x",), (Badge(text=tone.replace("-", " "), tone=tone),), ("word " * 40,)))
        for n, tone in enumerate(tones)
    )


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with a page of each sort, built by MkDocs."""
    top = tmp_path_factory.mktemp("site")
    docs = top / "docs"
    shutil.copytree(ASSETS, docs / "assets")
    pages = {"shop": page("zebra", levels(*LEVELS)), "hostile": page(HOSTILE, ()), "few": page("few", levels("low"))}
    texts = {f"{name}.md": markdown(each, links="html", pictures={"zones": Picture(svg=SVG)}, repository="")
             for name, each in pages.items()}  # fmt: skip
    for name, text in {**texts, "index.md": "# Home\n", "told.js": TOLD, "phone.html": PHONE}.items():
        (docs / name).write_text(text, encoding="utf-8")
    scripts = ", ".join(f"assets/{name}" for name in SCRIPTS)
    (top / "mkdocs.yml").write_text(SITE.replace("SCRIPTS", scripts), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--config-file", str(top / "mkdocs.yml")],
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        check=False,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return top / "site"


@cache
def seen(address: str) -> str:
    """Return the page as the browser has it once its scripts have run."""
    done = subprocess.run(
        [BINARY, "--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=8000", "--dump-dom", address],
        capture_output=True,
        check=True,
        text=True,
        timeout=60,
    )
    return done.stdout


def told(address: str) -> Any:  # noqa: ANN401
    """Return what the script of the test found on a page."""
    found = re.search(r'data-told="([^"]*)"', seen(address))
    assert found, f"nothing was reported at {address}"
    return json.loads(unescape(found[1]))


def results(site: Path, words: str) -> list[str]:
    """Return the results of the theme's search, each as its part of the page."""
    found = seen(f"{(site / 'index.html').as_uri()}?q={words}")
    return re.findall(r'<li class="md-search-result__item">.*?</li>', found, re.DOTALL)


def colours() -> Iterator[tuple[str, str, str]]:
    """Each pair of ink and fill in the style sheet, scheme by scheme."""
    for scheme in re.findall(r"\[data-md-color-scheme=\"(\w+)\"\] \{([^}]*)\}", STYLE):
        values = dict(re.findall(r"--zb-([\w-]+): (#[0-9a-f]{6});", scheme[1]))
        for name, ink in values.items():
            if name.endswith("-ink"):
                yield f"{scheme[0]} {name}", ink, values[f"{name.removesuffix('ink')}fill"]


def light(colour: str) -> float:
    """The relative luminance of a colour (WCAG 2)."""
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize(("name", "ink", "fill"), tuple(colours()))
def test_every_mark_can_be_read(name: str, ink: str, fill: str) -> None:
    lights = sorted((light(ink), light(fill)))
    assert (lights[1] + 0.05) / (lights[0] + 0.05) >= 4.5, name


def test_both_schemes_have_the_same_colours() -> None:
    names = [name.split()[1] for name, _, _ in colours()]
    assert names[: len(names) // 2] == names[len(names) // 2 :]
    assert len(names) == 28


def test_possible_levels_can_be_read() -> None:
    fills = {name.split()[0]: light(fill) for name, _, fill in colours() if name.endswith(" possible-ink")}
    for name, ink, _ in colours():
        scheme, _, tone = name.partition(" ")
        if tone in {"high-ink", "moderate-ink", "low-ink", "very-low-ink"}:
            lights = sorted((light(ink), fills[scheme]))
            assert (lights[1] + 0.05) / (lights[0] + 0.05) >= 4.5, name


def test_every_tone_has_a_style() -> None:
    assert [tone for tone in SHAPES if not re.search(rf"^\.zb-{tone}(?:,| \{{)", STYLE, re.MULTILINE)] == []


def test_only_what_is_met_is_green() -> None:
    greenish = [
        name.split()[1].removesuffix("-ink")
        for name, _, fill in colours()
        if int(fill[3:5], 16) > int(fill[1:3], 16) + 8 and int(fill[3:5], 16) > int(fill[5:7], 16) + 8
    ]
    assert set(greenish) == {"met"}


def test_every_script_is_loaded_once() -> None:
    assert sorted((*SCRIPTS, WORKER)) == [name for name in FILES if name.endswith(".js")]


@pytest.mark.parametrize("path", FILES.values(), ids=FILES)
def test_nothing_is_fetched_from_elsewhere(path: Path) -> None:
    within = r"""\burl\("data:image/svg\+xml,%3Csvg xmlns='http://www\.w3\.org/2000/svg'"""  # a picture in the file
    text = re.sub(within, "", path.read_text(encoding="utf-8"))
    assert not re.search(r"https?://|@import|\burl\(|//[a-z]+\.", text)
    assert not re.search(r"\b(?:innerHTML|outerHTML|insertAdjacentHTML|eval|document\.write)\b", text)


def test_theme_requests_no_remote_worker(site: Path) -> None:
    html = "".join(path.read_text(encoding="utf-8") for path in site.rglob("*.html"))
    assert "unpkg" not in html
    assert "assets/iframe-worker.js" in html


def test_theme_template_runs_no_title(site: Path) -> None:
    for path in site.rglob("*.html"):
        found = Elements(path.read_text(encoding="utf-8"))
        assert "x-evil" not in found.names, path.name
        assert not {name for name in found.attributes if name.startswith("on")}, path.name


@pytest.mark.browser
@pytest.mark.parametrize(("words", "expected"), [("zebra", "shop.html"), ("sentence", "hostile.html")])
def test_search_works_without_a_server(site: Path, words: str, expected: str) -> None:
    assert expected in "".join(results(site, words))


@pytest.mark.browser
def test_search_shows_text_as_text(site: Path) -> None:
    found = Elements("".join(results(site, "peculiar")))
    assert "a" in found.names
    assert not {"x-evil", "img"} & found.names


@pytest.mark.browser
def test_long_table_is_sorted_and_filtered(site: Path) -> None:
    found = told((site / "shop.html").as_uri())
    order = "r0 r1 r2 r3 r4 r5 r6"
    assert found["filtered"] == [["r1", "1 of 7 rows"], ["", "0 of 7 rows"], [order, "7 of 7 rows"]]
    assert found["bad"] == [
        ["r1 r4 r2 r5 r0 r3 r6", "descending"],
        ["r6 r3 r0 r5 r2 r4 r1", "ascending"],
        [order, "none"],
    ]
    assert found["words"] == [["r6 r5 r4 r3 r2 r1 r0", "ascending"], [order, "descending"], [order, "none"]]


@pytest.mark.browser
def test_box_highlights_with_its_neighbours(site: Path) -> None:
    assert told((site / "shop.html").as_uri())["near"] == ["a b e", "a b c e f", "b c f"]


@pytest.mark.browser
def test_folded_content_is_printed(site: Path) -> None:
    assert told((site / "shop.html").as_uri())["print"] == [True, False]


@pytest.mark.browser
def test_short_table_is_left_alone(site: Path) -> None:
    assert told((site / "few.html").as_uri())["boxes"] == 0


@pytest.mark.browser
def test_page_fits_a_phone(site: Path) -> None:
    assert told((site / "phone.html").as_uri())["wide"] == [390, False]
