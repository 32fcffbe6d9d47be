"""The HTML that is written from the blocks of a page is that which Markdown makes of its Markdown."""

from functools import cache, partial
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markdown import Markdown

from zonebook.document.inline import Badge, Code, ExternalLink, Inline, Link, SourceRef
from zonebook.document.page import Block, Heading, Listing, Notice, Page, Prose, Snippet, Table
from zonebook.values import Place
from zonebook.write.markdown.inline import Setting
from zonebook.write.markdown.page import markdown
from zonebook.write.markdown.rendered import Renderer

GLOSSARY = {"AWS": 'Amazon <Web> & "Services"', "TLS": "Transport Layer Security", "AWS-IAM": "Identity &amp; access"}
EXTENSIONS = (
    "abbr", "admonition", "attr_list", "def_list", "fenced_code", "footnotes", "tables", "toc", "pymdownx.details",
    "pymdownx.superfences",
)  # fmt: skip
REPOSITORY = "https://git.example/{path}#L{line}"
HOSTILE = st.text(alphabet="aA1 .:;-+*_#>!?`~^=|[](){}<&\"'\\/@$%\t\n\u00a0\u2003é", max_size=12)
WORDS = HOSTILE | st.sampled_from(
    ("AWS", "TLS_1", "AWS-IAM", "[TOC]", "--8<--", "!!! note", "1. a", "- a", "[^1]: b", "*[X]: y", "https://a.example")
)
INLINE: st.SearchStrategy[Inline] = st.one_of(
    WORDS,
    st.builds(lambda text: Link(text=text, to="a/c.md#d"), WORDS),
    st.builds(lambda text: ExternalLink(text=text, url="https://a.example/?b=c&d"), WORDS),
    st.builds(lambda text: Code(text=text), WORDS),
    st.builds(lambda text: Badge(text=text, tone="high"), WORDS),
    st.builds(lambda line: SourceRef(place=Place(path="m/a_b.yaml", line=line, column=1)), st.integers(1, 9)),
)
TEXT = st.lists(INLINE, max_size=4).map(tuple)
TEXTS = st.lists(TEXT, min_size=1, max_size=3).map(tuple)
BLOCK: st.SearchStrategy[Block] = st.one_of(
    st.builds(lambda texts: Prose(paragraphs=texts), TEXTS),
    st.builds(lambda texts: Listing(items=texts), TEXTS),
    st.builds(lambda title, text: Notice(title=title, text=text), WORDS, TEXT),
    st.builds(
        lambda text, level, searched: Heading(text=text, anchor="a.b-c", level=level, searched=searched),
        WORDS,
        st.integers(2, 4),
        st.booleans(),
    ),
    st.builds(lambda text: Snippet(text=f"a: {text}"), HOSTILE),
    st.builds(lambda title: Table(name="t", title=title, columns=("A",), rows=()), WORDS),
)


@cache
def program() -> Markdown:
    """Return Markdown as this project's site configures it."""
    options: dict[str, dict[str, Any]] = {"toc": {"permalink": True}, "abbr": {"glossary": GLOSSARY}}
    return Markdown(extensions=EXTENSIONS, extension_configs=options)


def converted(text: str) -> str:
    """Return what Markdown makes of a text."""
    return program().reset().convert(text)


@cache
def renderer() -> Renderer:
    """Return what renders pages as that Markdown does."""
    return Renderer(glossary=GLOSSARY, convert=converted)


def both(*blocks: Block) -> tuple[str, str, bool]:
    """Return a page as written and as Markdown makes it, and whether all of it was written."""
    page = Page(path="a/b.md", title="Title", description="", blocks=blocks)
    text = markdown(page, links="md", pictures={}, repository=REPOSITORY)
    render = partial(renderer().html, setting=Setting(page=page.path, links="md", repository=REPOSITORY))
    html = [render(part) for part in text.parts]
    return "\n".join(html).strip(), converted(text.removeprefix(text.front)), all(html)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(blocks=st.lists(BLOCK, min_size=1, max_size=5))
def test_written_page_is_the_one_of_markdown(blocks: list[Block]) -> None:
    written, wanted, whole = both(*blocks)
    if whole:
        assert written == wanted


def test_link_after_exclamation_mark_is_no_picture() -> None:
    written, wanted, _ = both(Prose(paragraphs=(("Look!", Link(text="here", to="a/c.md")),)))
    assert "<img" not in wanted
    assert written == wanted


def test_only_empty_words_are_left_to_markdown() -> None:
    kinds: tuple[Block, ...] = (
        Prose(paragraphs=(("AWS",), ("",))),
        Listing(items=(("TLS",), ("a", Link(text="", to="a/c.md")))),
        Notice(title="AWS-IAM", text=("x_y",)),
        Heading(text="About AWS", anchor="about"),
        Snippet(text="a: AWS"),
    )
    assert all(both(block)[2] for block in kinds)
    empty = (Listing(items=(("",),)), Notice(title="", text=("a",)), Notice(title="a", text=("",)))
    assert [both(block)[2] for block in empty] == [False] * len(empty)


def test_contents_have_words_of_headings() -> None:
    found = renderer().contents(Heading(text="About  AWS & *x*", anchor="a b", level=3))
    assert found == {"level": 3, "id": "a-b", "name": "About AWS &amp; &#42;x&#42;"}
