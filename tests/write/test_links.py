import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zonebook.document.graph import Cluster, Edge, Graph, Node
from zonebook.document.inline import Badge, Code, ExternalLink, Inline, Link, SourceRef
from zonebook.document.page import (
    Card,
    Cards,
    Details,
    Diagram,
    Download,
    Facts,
    Heading,
    Listing,
    Notice,
    Page,
    Prose,
    Row,
    Table,
)
from zonebook.values import NOWHERE, Place
from zonebook.write import escape
from zonebook.write.csv import comma
from zonebook.write.markdown import inline
from zonebook.write.markdown.inline import Setting
from zonebook.write.plain_text import plain
from zonebook.write.relative_links import LinkStyle, address, anchors, targets

PLACE = Place(path="models/shop.yaml", line=3, column=5)
GRAPH = Graph(
    name="zones", title="Zones", description="Who talks to whom.", nodes=(Node(id="a", label="A", to="a.md"),),
    clusters=(Cluster(id="c", label="C", kind="zone", to="c.md", clusters=(Cluster(id="d", label="D", kind="zone"),),
                      nodes=(Node(id="b", label="B", to="b.md#x"),)),),
    edges=(Edge(id="e", source="a", target="b", label="E", to="flows.md#e"),),
)  # fmt: skip


@pytest.mark.parametrize(
    ("to", "page", "links", "expected"),
    [
        ("index.md", "index.md", "html", "index.html"),
        ("a/b.md", "index.md", "html", "a/b.html"),
        ("index.md", "a/b.md", "html", "../index.html"),
        ("a/c/d.md#e", "a/b/f.md", "html", "../c/d.html#e"),
        ("a/c.md", "a/b.md", "md", "c.md"),
        ("a/b.md#x y", "a/b.md", "html", "#x-y"),
        ("index.md", "index.md", "directory", "./"),
        ("index.md", "a/b.md", "directory", "../../"),
        ("a/index.md", "a/b.md", "directory", "../"),
        ("a/b.md", "a/index.md", "directory", "b/"),
        ("a/b.md", "a/b.md", "directory", "./"),
        ("a/c.csv", "a/b.md", "directory", "../c.csv"),
        ("a/c.csv", "a/b.md", "html", "c.csv"),
        ("a/b.md", "diagrams/z.svg", "html", "../a/b.html"),
        ('javascript:alert("1")', "p.md", "html", "javascript%3Aalert%28%221%22%29"),
        ("https://evil.example", "p.md", "html", "https%3A//evil.example"),
    ],
)
def test_link_is_relative_to_its_page(to: str, page: str, links: LinkStyle, expected: str) -> None:
    assert address(to, page=page, links=links) == expected


def test_page_lists_its_links_and_anchors() -> None:
    inner = Table(name="u", title="U", columns=("X",), rows=(Row(id="r", cells=((Link(text="x", to="r.md"),),)),))
    page = Page(
        path="p.md", title="T", description="",
        blocks=(
            Heading(text="H", anchor="h"),
            Prose(paragraphs=((Link(text="x", to="prose.md"), ExternalLink(text="y", url="https://y.example")),)),
            Listing(items=((Link(text="x", to="list.md#i"),),)),
            Facts(pairs=(("F", (Link(text="x", to="fact.md"),)),)),
            Notice(title="N", text=(Link(text="x", to="notice.md"),)),
            Cards(cards=(Card(title="C", value="1", to="card.md"), Card(title="C", value="1"))),
            Download(text="D", path="d.csv"),
            Diagram(graph=GRAPH),
            Details(summary="S", blocks=(inner,)),
        ),
    )  # fmt: skip
    assert targets(page) == (
        "prose.md", "list.md#i", "fact.md", "notice.md", "card.md", "d.csv", "a.md", "flows.md#e", "c.md", "b.md#x",
        "r.md",
    )  # fmt: skip
    assert anchors(page) == ("h", "zones", "u", "u-r")


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://a.example/b?c=d#e", "https://a.example/b?c=d#e"),
        ("HTTP://a.example", "HTTP://a.example"),
        (" mailto:a@b.example ", "mailto:a@b.example"),
        ("https://a.example/a b", ""),
        ("https://a.example/é<>\"'`(x)[y]{z}|\\^", "https://a.example/%C3%A9%3C%3E%22%27%60%28x%29%5By%5D%7Bz%7D%7C%5C%5E"),
        ("https://a.example/?a&copy;", "https://a.example/?a&amp;copy;"),
        ("javascript:alert(1)", ""),
        ("java\nscript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("vbscript:x", ""),
        ("file:///etc/passwd", ""),
        ("//a.example", ""),
        ("https:", ""),
        ("https:///x", ""),
        ("a.md", ""),
        ("", ""),
    ],
)  # fmt: skip
def test_only_three_schemes_become_links(url: str, expected: str) -> None:
    assert escape.url(url) == expected


def test_location_is_text_without_repository() -> None:
    assert inline.html((SourceRef(place=PLACE),), Setting(page="p.md")) == "<code>models/<wbr>shop.yaml:3</code>"


def test_invalid_repository_makes_no_link() -> None:
    setting = Setting(page="p.md", repository="javascript:{path}")
    assert inline.html((SourceRef(place=PLACE),), setting).startswith("<code>")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ((), ""),
        (("a", "b"), "ab"),
        ((Link(text="a", to="x.md"), Link(text="b", to="y.md")), "a; b"),
        ((Badge(text="High", tone="high"), " of ", Code(text="x")), "High of x"),
        ((SourceRef(place=PLACE), ExternalLink(text="o", url="https://o.example")), "models/shop.yaml:3:5; o"),
        ((SourceRef(place=NOWHERE),), ""),
    ],
)
def test_items_without_separator_are_set_off(text: tuple[Inline, ...], expected: str) -> None:
    assert plain(text) == expected


def test_sheet_is_for_spreadsheets() -> None:
    rows = (Row(id="r", cells=(("a,b",), ('say "x"\ny',), (Badge(text="High", tone="high"),))),)
    assert comma(Table(name="t", title="T", columns=("=X", "Y", "Zé"), rows=rows)) == (
        b"\xef\xbb\xbf'=X,Y,Z\xc3\xa9\r\n" + b'"a,b","say ""x""\ny",High\r\n'
    )


@pytest.mark.parametrize("first", ["=", "+", "-", "@", "\t", "\r", "\n", "\uff1d"])
def test_no_cell_is_a_formula(first: str) -> None:
    assert escape.cell(f"{first}cmd|' /C calc'!A0") == f"'{first}cmd|' /C calc'!A0"
    assert escape.cell(f" {first}1") == f"' {first}1"
    assert escape.cell(f"'{first}1") == f"''{first}1"
    assert escape.cell(f"x{first}1") == f"x{first}1"


@given(st.lists(st.tuples(st.text(), st.text(), st.text()), max_size=5))
def test_sheet_is_read_back_unchanged(cells: list[tuple[str, str, str]]) -> None:
    rows = tuple(Row(id=f"{n}", cells=tuple((cell,) for cell in row)) for n, row in enumerate(cells))
    sheet = comma(Table(name="t", title="T", columns=("x", "y", "z"), rows=rows)).decode("utf-8-sig")
    found = list(csv.reader(io.StringIO(sheet, newline="")))
    assert found == [["x", "y", "z"], *([escape.cell(cell) for cell in row] for row in cells)]
