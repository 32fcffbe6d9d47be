import re
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import markdown as rendered

from zonebook.document.graph import Graph
from zonebook.document.inline import Badge, Code, ExternalLink, Link, Text
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
    Prose,
    Row,
    Snippet,
    Table,
)
from zonebook.write.markdown.page import markdown
from zonebook.write.relative_links import anchors

EXTENSIONS = [
    "abbr", "admonition", "attr_list", "def_list", "footnotes", "tables", "toc",
    "pymdownx.details", "pymdownx.superfences",
]  # fmt: skip
PAYLOADS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg/onload=alert(1)>',
    "' onmouseover='alert(1)",
    "</td></tr></table></div></details><script>alert(1)</script>",
    "<!-- <b> -->",
    "<![CDATA[x]]>",
    "<?php x ?>",
    "[a](javascript:alert(1))",
    "![a](https://evil.example/x.png)",
    "[a][b] [^1] [TOC] [x]: https://evil.example",
    "<https://evil.example> <javascript:alert(1)>",
    "https://evil.example www.evil.example a@evil.example",
    "text {: onclick=alert(1) } {#id .class}",
    "# one\n## two\n===\n---\n***",
    "- a\n+ b\n* c\n1. d\n2) e",
    '!!! danger "x"\n    y\n??? note "z"\n/// block',
    "```html\n<b>\n```\n~~~\nx\n~~~",
    '--8<-- "secret.txt"\n;--8<--',
    "a | b | c\n--- | --- | ---\n1 | 2 | 3",
    "*[HTML]: x\n[^1]: y\n: definition",
    "**bold** __bold__ *em* _em_ `code` ~~del~~ ^^ins^^ ==mark== :smile: $x$",
    "\\<b\\> \\* \\[ \\\\",
    "&lt;b&gt; &amp; &#60;b&#62; &copy",
    "{{ config.items() }} {% include 'x' %}",
    "    four\n\n\tspaces  \nbreak",
    "\x00\x01\x02\x03klzzwxh:0001\x03 \x02wzxhzdk:0\x03 \x7f\x85\u2028",
    "=HYPERLINK(1)",
    "\ufeff\ufffe",
)
LENGTH = ("td", "class")
"""The attribute that says how long the text of a cell is, or that it is a day."""
GRAPH = Graph(name="zones", title="Zones", description="Who talks to whom.")


class Structure(HTMLParser):
    """The elements of a page with their attributes, and its words, without the colours of snippets."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, ...]] = []
        self.words: list[str] = []
        self.snippet = False
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if not self.snippet and tag != "wbr":
            self.elements.append((tag, *sorted(name for name, _ in attrs if (tag, name) != LENGTH)))
        self.snippet = self.snippet or tag == "pre"
        self.words += [value or "" for name, value in attrs if name in {"aria-label", "download"}]

    def handle_endtag(self, tag: str) -> None:
        self.snippet = self.snippet and tag != "pre"

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        return shown("".join(self.words))


def shown(text: str) -> str:
    """Return a text as a browser shows it: invalid characters are replaced, and whitespace is normalised."""
    held = re.sub("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ufeff\ufffe\uffff]", "\ufffd", text)
    return " ".join(re.split("[\t\n\v\f\r\x1c-\x1f\x85\u2028\u2029 ]+", held)).strip()


def every(text: str) -> Page:
    """A page with every block, and the text in every field of it."""
    mark: Text = (text, Link(text=text, to="a.md"), Badge(text=text, tone="high"), Code(text=text), text)
    marks: Text = (*mark, ExternalLink(text=text, url="https://a.example"), ExternalLink(text=text, url=text))
    row = Row(id="one", cells=((text,), marks, (Badge(text=text, tone="met"),)))
    table = Table(name="t", title=text, lead=text, columns=(text, text, text), rows=(row,))
    blocks: tuple[Block, ...] = (
        Heading(text=text, anchor="here"),
        Prose(paragraphs=((text,), marks, (Badge(text=text), text))),
        Listing(items=((text,), mark)),
        Listing(items=((Link(text=text, to="b.md"),),)),
        Facts(pairs=((text, marks),)),
        table,
        replace(table, name="m", grid=True),
        Diagram(graph=replace(GRAPH, title=text, description=text)),
        Download(text=text, path="a/b.csv"),
        Cards(cards=(Card(title=text, value=text, note=text, to="a.md", tone="high"), Card(title=text, value=text))),
        Notice(title=text, text=marks),
        Snippet(text=text),
    )
    return Page(path="a/b.md", title=text, description=text, blocks=(*blocks, Details(summary=text, blocks=blocks)))


def written(page: Page) -> str:
    return markdown(page, links="html", pictures={}, repository="")


def body(*blocks: Block) -> str:
    """Return what is written for blocks, below the title of their page."""
    page = Page(path="a/b.md", title="T", description="D", blocks=blocks)
    return written(page).partition("# T {: #page-top }\n\n")[2]


def built(page: Page) -> Structure:
    """The page as a site generator renders it."""
    text = written(page).partition("\n---\n")[2]
    return Structure(rendered(text, extensions=EXTENSIONS))


BENIGN = built(every("qz word zq"))


def holds(text: str) -> None:
    """Assert that the page has the structure of harmless words, and that the text is readable everywhere."""
    marked = f"{text}qz" if text.strip() else "qz"
    found = built(every(marked))
    assert found.elements == BENIGN.elements
    assert found.text.count(shown(marked)) >= BENIGN.text.count("qz word zq")


@pytest.mark.parametrize("payload", PAYLOADS)
def test_hostile_text_is_shown_literally(payload: str) -> None:
    holds(payload)
    holds(f"word {payload}")
    holds(f"\n\n{payload}\n\n{payload}")


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(PAYLOADS) | st.text(max_size=12), max_size=4).map("".join))
def test_no_text_becomes_markup(text: str) -> None:
    holds(text)


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="[]()<>!#*_`~{}|\\:&;\"'-+=.^$/@?1 \n\tab", max_size=30))
def test_no_markdown_mark_survives(text: str) -> None:
    page = Page(path="p.md", title=f"{text}q", description="", blocks=(Prose(paragraphs=((f"{text}q",), ("q",))),))
    found = built(page)
    assert found.elements == [("h1", "id"), ("p",), ("p",)]
    assert found.text == f"{shown(f'{text}q')} {shown(f'{text}q')} q"


@pytest.mark.parametrize("piece", ["[", "![", "[a](", "<a ", "<http://", '<a href="', "`", "*", "_a", "{", "|", "&#"])
def test_no_text_makes_a_page_slow(piece: str) -> None:
    text = piece * (8_000 // len(piece))
    page = Page(
        path="p.md",
        title=text,
        description=text,
        blocks=(
            Heading(text=text, anchor="x"),
            Prose(paragraphs=((text,),)),
            Notice(title=text, text=(text,)),
            Table(name="t", title=text, columns=(text,), rows=(Row(id="r", cells=((text,),)),)),
        ),
    )
    start = process_time()
    built(page)
    assert process_time() - start < 1


def test_many_marks_become_html() -> None:
    most = body(Prose(paragraphs=(("[" * 1_000,),)), Listing(items=(("[" * 1_001,),)))
    assert most == f"{'&#91;' * 1_000}\n\n<ul><li>{'[' * 1_001}</li></ul>\n"


@pytest.mark.parametrize("text", ["a\tb", '--8<-- "x"', "a\n  \nb", "{{ x }}", "{% raw %}", "a {# b"])
def test_fence_breaking_text_is_not_fenced(text: str) -> None:
    assert body(Snippet(text=text)).startswith('<div class="zb-snippet"><pre><code>')
    found = rendered(body(Snippet(text=text)), extensions=EXTENSIONS)
    assert "".join(Structure(found).words).strip() == text


@given(text=st.text(alphabet="{}%#a \n", max_size=12))
def test_no_page_begins_a_template(text: str) -> None:
    assert re.findall(r"\{[{%#]", written(every(text))) == []


def test_table_does_not_repeat_heading_anchor() -> None:
    page = body(Heading(text="T", anchor="t"), Table(name="t", title="T", columns=("A",), rows=()))
    assert page.count('id="t"') + page.count("{: #t }") == 1


def test_every_anchor_is_in_the_page() -> None:
    page = every("word")
    html = rendered(written(page).partition("\n---\n")[2], extensions=EXTENSIONS)
    assert Counter(re.findall(r' id="([^"]*)"', html)) == Counter([*anchors(page), "page-top"])
