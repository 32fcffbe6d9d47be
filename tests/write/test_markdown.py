import re
from time import process_time

import pytest
from yaml import safe_load

from zonebook.document.graph import Graph
from zonebook.document.inline import Badge, Code, ExternalLink, Link, SourceRef, Text
from zonebook.document.page import (
    Block,
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
    Picture,
    Prose,
    Row,
    Snippet,
    Table,
)
from zonebook.values import NOWHERE, Place
from zonebook.write import escape
from zonebook.write.markdown.inline import SHAPES, WEIGHTS
from zonebook.write.markdown.legend import legend
from zonebook.write.markdown.page import markdown
from zonebook.write.relative_links import LinkStyle

REPOSITORY = "https://git.example/models/blob/main/{path}#L{line}"
PLACE = Place(path="models/shop.yaml", line=3, column=5)
SVG = '<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg">\n<text>a\n\n```b</text>\n\n</svg>'
GRAPH = Graph(name="zones", title="Zones", description="Who talks to whom.")


def written(page: Page, links: LinkStyle = "html", pictures: dict[str, Picture] | None = None) -> str:
    return markdown(page, links=links, pictures=pictures or {}, repository=REPOSITORY)


def body(*blocks: Block, links: LinkStyle = "html", pictures: dict[str, Picture] | None = None) -> str:
    """Return what is written for blocks on a page at a/b.md, below its title."""
    text = written(Page(path="a/b.md", title="T", description="D", blocks=blocks), links, pictures)
    return text.partition("# T {: #page-top }\n\n")[2]


def test_thousand_rows_are_written_quickly() -> None:
    rows = tuple(
        Row(
            id=f"r{n}",
            cells=((Link(text=f"R {n}", to=f"r/{n}.md"),), ("Root <x>",), (Badge(text="High", tone="high"),), ("a",)),
        )
        for n in range(1000)
    )
    table = Table(name="t", title="T", columns=("a", "b", "c", "d"), rows=rows)
    times = []
    for _ in range(5):
        start = process_time()
        body(table)
        times.append(process_time() - start)
    assert min(times) < 0.05


def test_front_matter_is_safe_yaml() -> None:
    text = 'a: "b" <c> & \\ #\n---\n\x85\u2028\ufeff\x7f 😀 {{ x }}'
    front = written(Page(path="p.md", title=text, description=text, blocks=())).split("\n---\n", 1)[0]
    found = safe_load(front.removeprefix("---\n"))
    assert found == {"title": escape.attribute(text), "description": escape.attribute(text), "hide": ["toc"]}
    assert not {"<", ">", '"', "'", "{"} & set(found["title"])


def test_page_begins_with_its_title() -> None:
    blocks = (Heading(text="One", anchor="one"), Heading(text="Two & three", anchor="two", level=3))
    assert written(Page(path="p.md", title="C# #", description="", blocks=blocks)) == (
        '---\ntitle: "C# #"\n---\n\n# C&#35; &#35; {: #page-top }\n\n'
        "## One {: #one }\n\n### Two &amp; three {: #two }\n"
    )


def test_wide_table_replaces_the_contents() -> None:
    heads = (Heading(text="One", anchor="one"), Heading(text="Two", anchor="two"))
    narrow, wide = (Table(name="t", title="T", columns=("c",) * n, rows=()) for n in (5, 6))
    pages = [Page(path="p.md", title="T", description="", blocks=(*heads, table)) for table in (narrow, wide)]
    assert ["\nhide:\n  - toc\n" in written(page) for page in pages] == [False, True]


def test_picture_that_opens_a_page_replaces_the_contents() -> None:
    """Further down, it is one section among others."""
    heads = (Heading(text="One", anchor="one"), Heading(text="Two", anchor="two"))
    lead, picture = Prose(paragraphs=(("Here.",),)), Diagram(graph=GRAPH)
    pages = [
        Page(path="p.md", title="T", description="", blocks=blocks)
        for blocks in ((picture, *heads), (lead, picture, *heads), (*heads, picture))
    ]
    assert ["\nhide:\n  - toc\n" in written(page) for page in pages] == [True, True, False]


def test_prose_is_markdown() -> None:
    text: Text = (
        "1. See ", Link(text="x [y]", to="a/c.md#z"), ": ", ExternalLink(text="w", url="https://w.example/a_(b)?c&d"),
        ", ", ExternalLink(text="bad", url="javascript:alert(1)"), " ", Code(text="a_b"),
    )  # fmt: skip
    assert body(Prose(paragraphs=(text, ("",), (" - a\nb ",)))) == (
        '&#49;. See [x &#91;y&#93;](c.md#z): <a href="https://w.example/a_%28b%29?c&amp;d" '
        'rel="external noopener noreferrer">w</a>, bad <code>a&#95;b</code>\n\n'
        "&#45; a b\n"
    )


def test_adjacent_lists_stay_apart() -> None:
    assert body(Listing(items=(("a",), ("b",))), Listing(items=(("c",),))) == "- a\n- b\n\n<!-- -->\n\n- c\n"


def test_notice_is_an_admonition() -> None:
    assert body(Notice(title='Say "x"', text=("y",)), Notice(title="?", text=("z",), tone="not-stated")) == (
        '!!! warning "Say &quot;x&quot;"\n    y\n\n!!! question "?"\n    z\n'
    )


def test_snippet_fence_is_unique() -> None:
    assert body(Snippet(text="a: 1\n````\n")) == "`````yaml\na: 1\n````\n`````\n"
    assert body(Snippet(text="x", language="no language")) == "```text\nx\n```\n"


def test_table_is_one_html_block() -> None:
    rows = (
        Row(id="a b", cells=(("A",), (Badge(text="High", tone="high"),), (SourceRef(place=PLACE),))),
        Row(id="c", cells=(("C",), ("x", Badge(text="Plain")), (SourceRef(place=NOWHERE),))),
    )
    assert body(Table(name="t", title="T", columns=("X", "Y", "Z"), rows=rows, lead="L.")) == (
        '<div class="zb-table" data-name="t">\n'
        '<div class="zb-scroll" role="region" aria-label="T" tabindex="0">\n'
        '<table id="t" class="zb-rows">\n'
        '<caption><strong>T</strong> <span class="zb-lead">L.</span></caption>\n'
        '<thead><tr><th scope="col">X</th> <th scope="col">Y</th> <th scope="col">Z</th></tr></thead>\n'
        "<tbody>\n"
        '<tr id="t-a-b"><th scope="row">A</th> '
        '<td data-sort="70">'
        '<span class="zb-badge zb-high">High</span></td> '
        "<td>"
        '<a href="https://git.example/models/blob/main/models/shop.yaml#L3" rel="external noopener noreferrer">'
        "<code>models/<wbr>shop.yaml:3</code></a></td></tr>\n"
        '<tr id="t-c"><th scope="row">C</th> <td>x<span class="zb-badge zb-plain">Plain</span></td> '
        "<td></td></tr>\n"
        "</tbody>\n"
        "</table></div></div>\n"
    )


def test_words_of_neighbouring_cells_are_apart() -> None:
    rows = (Row(id="a", cells=(("One",), ("Two",), ("Three",))),)
    blocks = (
        Table(name="t", title="T", columns=("X", "Y", "Z"), rows=rows),
        Table(name="u", title="U", columns=("P", "Q", "R"), rows=rows, folded=("Q", "R")),
        Facts(pairs=(("Owner", ("Team",)), ("Zone", ("Core",)))),
        Cards(cards=(Card(title="Open", value="3", note="n"), Card(title="Closed", value="4"))),
    )
    words = re.sub("<[^>]*>", "", body(*blocks)).split()
    table = ["T", "X", "Y", "Z", "One", "Two", "Three", "U", "P", "One", "Q", "Two", "R", "Three"]
    assert words == [*table, "Owner", "Team", "Zone", "Core", "Open", "3", "n", "Closed", "4"]


def test_matrix_has_two_headings_and_full_cells() -> None:
    row = Row(id="r", cells=(("R",), (Badge(text="Not stated", tone="not-stated"),)))
    found = body(Table(name="m", title="M", columns=("", "C"), rows=(row,), grid=True))
    assert '<div class="zb-table" data-name="m" data-search-exclude>' in found
    assert (
        '<tr id="m-r"><th scope="row">R</th> <td class="zb-square zb-not-stated" data-sort="65">Not stated</td></tr>'
    ) in found


def test_empty_table_says_so() -> None:
    found = body(Table(name="t", title="T", columns=("X", "Y"), rows=()))
    assert '<tr><td class="zb-empty" colspan="2">Nothing to list.</td></tr>' in found


def test_long_table_is_not_indexed() -> None:
    tables = [
        Table(name="t", title="T", columns=("X",), rows=tuple(Row(id=f"{n}", cells=(("x",),)) for n in range(size)))
        for size in (100, 101)
    ]
    assert ["data-search-exclude" in body(table) for table in tables] == [False, True]


def test_every_mark_has_shape_and_weight() -> None:
    assert [tone for tone, shape in SHAPES.items() if not shape] == ["plain"]
    assert set(SHAPES) - set(WEIGHTS) == {"plain"}
    assert max(WEIGHTS, key=WEIGHTS.__getitem__) == "very-high"
    assert WEIGHTS["met"] < WEIGHTS["partial"] < WEIGHTS["not-stated"] < WEIGHTS["not-met"]


def test_diagram_is_embedded_with_file_link() -> None:
    assert body(Diagram(graph=GRAPH), pictures={"zones": Picture(svg=SVG)}) == (
        '<div class="zb-figure" id="zones">\n'
        '<div class="zb-canvas" role="region" aria-label="Zones" tabindex="0">\n'
        '<svg xmlns="http://www.w3.org/2000/svg">\n'
        "<text>a ```b</text>\n"
        "</svg>\n"
        "</div>\n"
        '<p class="zb-foot">Zones <a href="../diagrams/zones.svg">Open full size</a> '
        '<a href="../diagrams/zones.svg" download="zones.svg">Download SVG</a></p>\n'
        f"{legend(GRAPH)}\n"
        "</div>\n"
    )


@pytest.mark.parametrize("pictures", [{}, {"zones": Picture(fault="no <engine>")}])
def test_missing_diagram_is_reported(pictures: dict[str, Picture]) -> None:
    found = body(Diagram(graph=GRAPH), pictures=pictures)
    fault = escape.html(pictures["zones"].fault) if pictures else "it was not drawn"
    assert f'<p class="admonition-title">Zones: this picture is missing</p><p>{fault}</p>' in found
    assert "<p>Who talks to whom.</p>" in found
    assert "zones.svg" not in found


def test_incomplete_diagram_is_reported() -> None:
    found = body(Diagram(graph=GRAPH), pictures={"zones": Picture(svg="<svg></svg>", fault="no words")})
    assert "Zones: this picture is not whole</p><p>no words</p>" in found
    assert "<svg></svg>" in found


def test_downloads_are_side_by_side() -> None:
    assert body(Download(text="CSV", path="a/t.csv"), Download(text="JSON", path="x/t.json")) == (
        '<div class="zb-downloads">'
        '<a class="md-button" href="t.csv" download="t.csv"><i aria-hidden="true">↓</i> CSV</a> '
        '<a class="md-button" href="../x/t.json" download="t.json"><i aria-hidden="true">↓</i> JSON</a></div>\n'
    )


def test_cards_facts_and_details_are_html() -> None:
    found = body(
        Cards(cards=(Card(title="Open", value="3", note="n", to="a/c.md", tone="high"), Card(title="X", value="Y"))),
        Facts(pairs=(("Owner", (Link(text="a", to="a/x.md"), Link(text="b", to="a/b.md#c"))),)),
        Details(summary="Why", blocks=(Prose(paragraphs=(("p_1",),)), Snippet(text="a\n\n b"))),
        links="directory",
    )
    assert found == (
        '<ul class="zb-cards"><li class="zb-card zb-high"><a href="../c/"><span class="zb-title">Open</span> '
        '<span class="zb-value"><i aria-hidden="true">▲</i> 3</span> <span class="zb-note">n</span></a></li> '
        '<li class="zb-card zb-plain"><div><span class="zb-title">X</span> <span class="zb-value">Y</span></div></li>'
        "</ul>\n\n"
        '<dl class="zb-facts"><div><dt>Owner</dt> <dd><a href="../x/">a</a>, <a href="#c">b</a></dd></div></dl>\n\n'
        '<details class="zb-details"><summary>Why</summary>\n<p>p_1</p>\n'
        '<div class="zb-snippet"><pre><code>a&#10;&#10; b</code></pre></div>\n</details>\n'
    )


def test_repeated_part_is_not_indexed() -> None:
    blocks = (Heading(text="One", anchor="one"), Heading(text="Two", anchor="two", searched=False))
    page = Page(path="x.md", title="X", description="", blocks=blocks)
    text = written(page)
    assert "## One {: #one }\n" in text
    assert "## Two {: #two data-search-exclude }\n" in text
