"""A page with diagrams as on the site, for tests in a browser."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from tests.support.browser import Browser

import zonebook
from zonebook.document.graph import Cluster, Edge, Graph, Node, Overlay
from zonebook.document.inline import Badge
from zonebook.document.page import Diagram, Picture
from zonebook.drawing.layout import Drawer, drawer
from zonebook.mkdocs_support.scripts import SCRIPTS
from zonebook.write.markdown.blocks import html, icons
from zonebook.write.markdown.inline import Setting

DRAWER: Drawer = drawer({"PATH": ""})
ASSETS = Path(zonebook.__file__).with_name("assets")
HOSTILE = "<img src=x onerror=alert(1)> \"quoted\" & 'so' {{ config }}"
GRAPH = Graph(
    name="zones",
    title="Zones",
    description="Who talks to whom.",
    nodes=(Node(id="people", label="People", to="people.md", overlays=(("cleartext", None),)),),
    clusters=(
        Cluster(
            id="zone-core", label="Core", kind="zone", facts=(("Owner", "Team"),),
            nodes=(
                Node(
                    id="dc-a", label="DC A", icon="aws.compute.EC2", to="dc-a.md",
                    facts=(("Kind", "Domain controller"), ("Owner", HOSTILE)),
                    overlays=(("cleartext", None), ("findings", Badge(text="high", tone="high"))),
                ),
                Node(id="server", label="Server", to="server.md"),
            ),
        ),
    ),
    edges=(
        Edge(
            id="people-to-dc", source="people", target="dc-a", label="ldap", to="flow.md", flows=("people-to-dc",),
            marks=("cleartext", "crossing"), facts=(("Protocols", "ldap"),), overlays=(("cleartext", None),),
        ),
        Edge(id="dc-to-server", source="dc-a", target="server", label="smb"),
    ),
    overlays=(
        Overlay(id="cleartext", title="Clear text", says="What can be read.", many=3),
        Overlay(id="findings", title="Findings", says="What is left to do.", many=1),
        Overlay(id="tier-0", title="Tier 0", says="What decides.", many=0),
    ),
)  # fmt: skip
ABOUT = "A small world, as of 2026-12-01"
SECOND = replace(GRAPH, name="second", title="Second")


def page(folder: Path, name: str, *graphs: Graph) -> str:
    """Write a page with diagrams and the shipped styles and scripts; return its address."""
    return written(folder, name, graphs, {each.name: DRAWER.draw(each, lambda path: path) for each in graphs})


def written(folder: Path, name: str, graphs: Iterable[Graph], pictures: Mapping[str, Picture]) -> str:
    """Write a page with diagrams that are drawn already; return its address."""
    body = html(tuple(Diagram(graph=each, about=ABOUT) for each in graphs), Setting(page="index.md", pictures=pictures))
    body += icons(pictures.values())
    scripts = [each for each in SCRIPTS if each.startswith("diagram/")]
    (folder / "diagram").mkdir(exist_ok=True)
    styles = ("diagram/palette.css", "diagram/pictures.css", "zonebook.css")
    for each in (*scripts, *styles):
        (folder / each).write_bytes((ASSETS / each).read_bytes())
    loads = "".join(f'<script src="{each}"></script>' for each in scripts)
    sheets = "".join(f'<link rel="stylesheet" href="{each}">' for each in styles)
    # No inline script and no eval: a site may be served under a strict policy.
    policy = "default-src 'none'; script-src 'self' file:; style-src 'self' file: 'unsafe-inline'; img-src data: blob:"
    text = (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>t</title>{sheets}'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        f'<body class="md-typeset" style="height:4000px"><a id="first" href="#x">x</a>\n{body}\n{loads}</body></html>'
    )
    (folder / f"{name}.html").write_text(text, "utf-8")
    return (folder / f"{name}.html").as_uri()


HELP = """
globalThis.one = (selector) => document.querySelector(selector);
globalThis.texts = (selector) => [...document.querySelectorAll(selector)].map((each) => each.textContent.trim());
globalThis.ids = (selector) => [...document.querySelectorAll(selector)].map((each) => each.dataset.id).sort().join(" ");
globalThis.press = (label) =>
  [...document.querySelectorAll(".zb-bar button")].find((each) => each.textContent === label).click();
globalThis.size = () => one(".zb-canvas > svg").getBoundingClientRect().width;
globalThis.whole = () => Number(one(".zb-canvas > svg").getAttribute("width"));
globalThis.scrolled = () => [one(".zb-canvas").scrollLeft, one(".zb-canvas").scrollTop];
globalThis.saved = (label) => {
  const link = new Promise((found) => { HTMLAnchorElement.prototype.click = function () { found(this); }; });
  press(label);
  return link;
};
globalThis.key = (key) =>
  !one(".zb-canvas").dispatchEvent(new KeyboardEvent("keydown", {key, bubbles: true, cancelable: true}));
globalThis.wheel = (ctrlKey) => !one(".zb-canvas > svg").dispatchEvent(
  new WheelEvent("wheel", {deltaY: -50, ctrlKey, bubbles: true, cancelable: true, clientX: 100, clientY: 100}));
globalThis.point = (selector, name, x = 0, y = 0, type = "mouse") => one(selector).dispatchEvent(
  new PointerEvent(name, {clientX: x, clientY: y, pointerId: 1, pointerType: type, bubbles: true, cancelable: true}));
globalThis.choose = (value) => { const input = one(`.zb-look input[value="${value}"]`); input.click(); };
"""


def asked(browser: Browser, address: str, script: str, *, width: int = 1440) -> Any:  # noqa: ANN401
    """Return the result of a script on a newly opened page without console errors."""
    visit = browser.visit(address, width=width)
    assert visit.complaints == []
    browser.ask(HELP)
    return browser.ask(script)
