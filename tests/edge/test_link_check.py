from pathlib import Path

import pytest

from zonebook.edge.site_check import link_check

PAGE = '<!doctype html><html><head><title>T</title>{}</head><body><h1 id="top-1">T</h1>{}</body></html>'

WELL = (
    '<a href="below/">b</a><a href="below/index.html#top-1">b</a><a href="below">b</a><a href="#top-1">t</a>',
    '<a href="#">t</a><a href="#top">t</a><a href="#__tabbed_1">t</a><a href="below/#:~:text=T">t</a>',
    '<img src="a%20b.svg"><a href="a%20b.svg#x">p</a><img srcset="a%20b.svg 1x, a%20b.svg 2x">',
    '<a href="https://example.com/#x">o</a><a href="mailto:a@b.c">m</a><img src="data:image/png;base64,AA==">',
    '<!-- <img src="gone.png"> --><script>const x = \'<img src="gone.png">\';</script>',
    '<a href=below/>b</a><a href=\'below/\'>b</a><a title="a > b" href="below/">b</a>',
    '<pre>&lt;img src="gone.png"&gt;</pre>',
    '<a title="Balancer, src=any" href="below/">b</a><p title=\'Balancer href="gone"\'>p</p>',
    '<p id="a&amp;b ü">x</p><a href="#a&amp;b%20%C3%BC">e</a><a name="old">o</a><a href="#old">o</a>',
    '<a href="#TOP">t</a><a href="a%20b.svg#svgView(viewBox(0,0,1,1))">v</a>',
    '<a href="#x:~:text=T">t</a><p id=x>x</p>',
    '<p id="x">1</p><p id="x">2</p>',
    '<img srcset="data:image/png;base64,AA== 1x, a%20b.svg 2x"><form action="below/"></form>',
    "<style>@namespace url(http://www.w3.org/1999/xhtml)</style>",
    '<style>@import "a%20b.svg"; p{background:URL( "a%20b.svg" )}</style>',
    '<style>/* url(https://cdn.test/x.png) */ p::before{content:"url(https://cdn.test/x.png)"}</style>',
    '<svg><g id="paint"/><rect fill="url(#paint)"/><a xlink:href="below/"><use href="#paint"/></a></svg>',
)
WRONG = (
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
    (
        '<a href="#gone" title="the id=gone of it">g</a>',
        "index.html: #gone: leads to a place that is not on the page",
    ),
    (
        "<p id=x>1</p><p id=x>2</p><a href=#x>x</a>",
        "index.html: #x: leads to a place that is on the page more than once",
    ),
    ('<p name="field">f</p><a href="#field">f</a>', "index.html: #field: leads to a place that is not on the page"),
    (
        '<a href="below/" href="gone/" rel="x>y">b</a><a href="gone.html" />',
        "index.html: gone.html: leads to no file",
    ),
    ('<video poster="gone.png"></video>', "index.html: gone.png: leads to no file"),
    ('<object data="gone.svg"></object>', "index.html: gone.svg: leads to no file"),
    ('<link rel="preload" imagesrcset="a%20b.svg, gone.png 2x">', "index.html: gone.png: leads to no file"),
    ('<meta http-equiv="Refresh" content="0; url=\'gone/\'">', "index.html: gone/: leads to no file"),
    ('<form action="gone/"></form>', "index.html: gone/: leads to no file"),
    ('<a href="below/" ping="https://cdn.test/p">p</a>', "index.html: loads https://cdn.test/p from outside"),
    ('<link rel="alternate stylesheet" href="//cdn.test/x">', "index.html: loads //cdn.test/x from outside"),
    ('<img src="\\\\cdn.test\\x.png">', "index.html: loads \\\\cdn.test\\x.png from outside"),
    ('<a href="file:///etc/hosts">f</a>', "index.html: file:///etc/hosts: leads to a file of one machine"),
    ('<p style="background: url(gone.png)">', "index.html: gone.png: leads to no file"),
    (
        r'<p style="background:u\72l(https\3a //cdn.test/x.png)">',
        "index.html: loads https://cdn.test/x.png from outside",
    ),
    (
        "<style>p{background:image-set('https://cdn.test/x.png' type('image/png'))}</style>",
        "index.html: loads https://cdn.test/x.png from outside",
    ),
    ('<svg><rect fill="url(#gone)"/></svg>', "index.html: #gone: leads to a place that is not on the page"),
    ('<svg><use xlink:href="#gone"/></svg>', "index.html: #gone: leads to a place that is not on the page"),
)


def faults(folder: Path, head: str = "", body: str = "", **more: str) -> list[str]:
    """Return the faults of a site with a page, another page below it, and a diagram."""
    (folder / "below").mkdir()
    (folder / "index.html").write_text(PAGE.format(head, body), "utf-8")
    (folder / "below" / "index.html").write_text(PAGE.format("", '<a href="../#top-1">up</a>'), "utf-8")
    (folder / "a b.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'><g id='x'/></svg>", "utf-8")
    for name, text in more.items():
        (folder / name.replace("_", ".")).write_text(text, "utf-8")
    return link_check.faults(folder)


@pytest.mark.parametrize("body", WELL)
def test_valid_site_passes(tmp_path: Path, body: str) -> None:
    assert faults(tmp_path, '<link rel="canonical" href="https://example.com/">', body) == []


@pytest.mark.parametrize(("body", "fault"), WRONG)
def test_faults_are_reported(tmp_path: Path, body: str, fault: str) -> None:
    found = faults(tmp_path, body=body)
    assert len(found) == 1
    assert found[0].startswith(fault)


def test_styles_pictures_and_404_are_checked(tmp_path: Path) -> None:
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
    assert link_check.faults(tmp_path)[0] == "404.html: loads https://cdn.test/x.js from outside"


def test_pictures_are_read_as_xml(tmp_path: Path) -> None:
    head = '<?xml-stylesheet type="text/css" href="https://cdn.test/x.css"?><?other x?>'
    svg = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:l="http://www.w3.org/1999/xlink">{}</svg>'
    found = faults(
        tmp_path,
        a_svg=head + svg.format('<style>@import url(gone.css);</style><a l:href="gone.html"/>'),
        b_svg=svg.format("<p>&nbsp;</p>"),
        c_svg=svg.format('<a l:href="#Here"><title id="Here"><![CDATA[<a href="gone.html">]]></title></a>'),
    )
    assert found[:-1] == [
        "a.svg: gone.css: leads to no file",
        "a.svg: gone.html: leads to no file",
        "a.svg: loads https://cdn.test/x.css from outside",
    ]
    assert found[-1].startswith("b.svg: is not well-formed: undefined entity")


@pytest.mark.parametrize(
    ("base", "body", "found"),
    [
        ("below/", '<a href="index.html#top-1">b</a><a href="#top-1">b</a><a href="../index.html">h</a>', []),
        ("below/", '<a href="a%20b.svg">p</a>', ["index.html: a%20b.svg: leads to no file"]),
        (
            "https://cdn.test/",
            '<a href="below/">b</a>',
            ["index.html: https://cdn.test/: is the base of every link on the page, and not within the site"],
        ),
    ],
)
def test_links_honour_the_page_base(tmp_path: Path, base: str, body: str, found: list[str]) -> None:
    assert faults(tmp_path, f'<base href="{base}"><base href="gone/">', body) == found


def test_page_is_read_to_its_end(tmp_path: Path) -> None:
    deep = "<div>" * 20_000 + '<a href="gone.html">' + "\0\ud7ff" + "<" * 20_000 + "&#0;&#xD800;"
    assert faults(tmp_path, body=deep) == ["index.html: gone.html: leads to no file"]
