from pathlib import Path

import pytest

from zonebook.edge import inspection

PAGE = '<!doctype html><html><head><title>T</title>{}</head><body><h1 id="top-1">T</h1>{}</body></html>'


def faults(folder: Path, head: str = "", body: str = "", **more: str) -> list[str]:
    """Give what is wrong with a site of a page, another page below it, and a picture."""
    (folder / "below").mkdir()
    (folder / "index.html").write_text(PAGE.format(head, body), "utf-8")
    (folder / "below" / "index.html").write_text(PAGE.format("", '<a href="../#top-1">up</a>'), "utf-8")
    (folder / "a b.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'><g id='x'/></svg>", "utf-8")
    for name, text in more.items():
        (folder / name.replace("_", ".")).write_text(text, "utf-8")
    return inspection.faults(folder)


@pytest.mark.parametrize(
    "body",
    [
        '<a href="below/">b</a><a href="below/index.html#top-1">b</a><a href="below">b</a><a href="#top-1">t</a>',
        '<a href="#">t</a><a href="#top">t</a><a href="#__tabbed_1">t</a><a href="below/#:~:text=T">t</a>',
        '<img src="a%20b.svg"><a href="a%20b.svg#x">p</a><img srcset="a%20b.svg 1x, a%20b.svg 2x">',
        '<a href="https://example.com/#x">o</a><a href="mailto:a@b.c">m</a><img src="data:image/png;base64,AA==">',
        '<!-- <img src="gone.png"> --><script>const x = \'<img src="gone.png">\';</script>',
        '<a href=below/>b</a><a href=\'below/\'>b</a><a title="a > b" href="below/">b</a>',
        '<pre>&lt;img src="gone.png"&gt;</pre>',
    ],
)
def test_what_is_well_is_let_through(tmp_path: Path, body: str) -> None:
    assert faults(tmp_path, '<link rel="canonical" href="https://example.com/">', body) == []


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ('<a href="gone.html">g</a>', "index.html: gone.html: leads to no file"),
        ("<a href=gone.html>g</a>", "index.html: gone.html: leads to no file"),
        ('<a class="x" title="a > b" href="gone/">g</a>', "index.html: gone/: leads to no file"),
        ('<a href="below/#gone">g</a>', "index.html: below/#gone: leads to a place that is not on the page"),
        ('<a href="#gone">g</a>', "index.html: #gone: leads to a place that is not on the page"),
        ('<img src="gone.png">', "index.html: gone.png: leads to no file"),
        ('<img srcset="a%20b.svg 1x, gone.png 2x">', "index.html: gone.png: leads to no file"),
        ('<a href="../here/">o</a>', "index.html: ../here/: leads out of the site"),
        ('<a href="/etc/passwd">o</a>', "index.html: /etc/passwd: begins at the root of a server, so it leads nowhere"),
        ('<a href="below/%00">n</a>', "index.html: below/%00: leads to no file"),
        ('<a href="http://[bad">n</a>', "index.html: http://[bad: is no address"),
        ('<a href="javascript:alert(1)">j</a>', "index.html: javascript:alert(1): is a script, not an address"),
        ('<script src="https://cdn.test/x.js"></script>', "index.html: loads https://cdn.test/x.js from outside"),
        ('<img src="//cdn.test/x.png">', "index.html: loads //cdn.test/x.png from outside"),
        (
            '<link rel="stylesheet" href="http://cdn.test/x.css">',
            "index.html: loads http://cdn.test/x.css from outside",
        ),
        ('<link rel="preconnect" href="https://cdn.test">', "index.html: loads https://cdn.test from outside"),
        ('<p style="background:url(https://cdn.test/x.png)">', "index.html: loads https://cdn.test/x.png from outside"),
        ("<style>@import 'https://cdn.test/x.css'</style>", "index.html: loads https://cdn.test/x.css from outside"),
        (
            '<svg><image xlink:href="https://cdn.test/x.png"/></svg>',
            "index.html: loads https://cdn.test/x.png from outside",
        ),
    ],
)
def test_what_is_wrong_is_told(tmp_path: Path, body: str, fault: str) -> None:
    found = faults(tmp_path, body=body)
    assert len(found) == 1
    assert found[0].startswith(fault)


def test_styles_pictures_and_the_page_for_what_is_missing_are_inspected(tmp_path: Path) -> None:
    found = faults(
        tmp_path,
        a_css="@font-face{src:url(https://cdn.test/x.woff)}",
        a_svg='<svg><image href="https://cdn.test/x.png"/></svg>',
    )
    (tmp_path / "404.html").write_text(
        PAGE.format('<script src="https://cdn.test/x.js"></script>', '<a href="/x">x</a>')
    )
    assert found == [
        "a.css: loads https://cdn.test/x.woff from outside",
        "a.svg: loads https://cdn.test/x.png from outside",
    ]
    assert inspection.faults(tmp_path)[0] == "404.html: loads https://cdn.test/x.js from outside"
