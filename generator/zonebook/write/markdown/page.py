"""A page as Markdown: headings and prose are Markdown, tables and pictures are HTML inside it."""

import re
from collections.abc import Iterator, Mapping
from itertools import groupby

from zonebook.document.page import (
    Block,
    Diagram,
    Download,
    Heading,
    Listing,
    Notice,
    Page,
    Picture,
    Prose,
    Snippet,
    Table,
)
from zonebook.write import escape
from zonebook.write.diagnostics import summary
from zonebook.write.markdown import inline
from zonebook.write.markdown.blocks import html, icons, kind
from zonebook.write.markdown.inline import Setting
from zonebook.write.markdown.parts import PageText, Part, Words
from zonebook.write.output_format import Files, Format, Material
from zonebook.write.relative_links import LinkStyle, every, headings

MOST_COLUMNS = 5
"""A page with a wider table has no table of contents beside it, to leave the width to the table."""
OPENING = 2
"""A page with a picture among so many of its first blocks opens with it, and leaves it the width as well."""
TOP = "page-top"
"""The anchor of a page's title: one derived from its words could collide with that of a table or a heading."""

MOST_ENTITIES = 1_000
"""A block with more entities is written as HTML: Markdown's time grows with the square of their number."""

_APART = Part(markdown="<!-- -->")
_LANGUAGE = re.compile(r"[a-z][a-z0-9+-]*")
# What Python-Markdown or its plugins change within a fence; the last alternative is where a template expression begins.
_NOT_IN_A_FENCE = re.compile(r"\t|--8<--|^ +$|\{[{%#]", re.MULTILINE)


def markdown(page: Page, *, links: LinkStyle, pictures: Mapping[str, Picture], repository: str) -> PageText:
    """Return the whole page; `repository` is the address of the models with `{path}` and `{line}` in it, or empty."""
    setting = Setting(
        page=page.path, links=links, pictures=pictures, repository=repository, headings=headings(page) | {TOP}
    )
    title = Heading(text=page.title, anchor=TOP, level=1)
    above, drawn = Part(markdown=_above(page, setting)), Part(markdown=icons(pictures.values()))
    return PageText.of(_front(page), (above, *_parts((title, *page.blocks), setting), drawn))


def _front(page: Page) -> str:
    # The theme inserts both into its templates unescaped.
    lines = [f"{name}: {escape.quoted(escape.attribute(text))}" for name, text in _heads(page) if text]
    return "\n".join(("---", *lines, *(["hide:", "  - toc"] if _wide(page) else []), "---"))


def _above(page: Page, setting: Setting) -> str:
    """Return the breadcrumbs of a page; they are left out of the search index."""
    if not page.above:
        return ""
    links = "".join(f"<li>{inline.html((link,), setting)}</li>" for link in page.above)
    here = f'<li aria-current="page">{escape.html(page.title)}</li>'
    return f'<nav class="zb-above" aria-label="You are here" data-search-exclude><ol>{links}{here}</ol></nav>'


def _heads(page: Page) -> tuple[tuple[str, str], ...]:
    return ("title", page.title), ("description", page.description)


def _wide(page: Page) -> bool:
    """Return whether a table of the page, or the picture that it opens with, needs the width of the contents."""
    headings = sum(isinstance(block, Heading) for block in page.blocks)
    tables = [block for block in every(page.blocks) if isinstance(block, Table)]
    opens = any(isinstance(block, Diagram) for block in page.blocks[:OPENING])
    return opens or headings <= 1 or any(len(table.columns) > MOST_COLUMNS for table in tables)


def _parts(blocks: tuple[Block, ...], setting: Setting) -> Iterator[Part]:
    """Yield the blocks one by one; consecutive downloads share a line, and consecutive lists are kept apart."""
    for kind_of_block, group in groupby(blocks, key=type):
        if kind_of_block is Download:
            yield Part(markdown=html(tuple(group), setting))
        elif kind_of_block is Listing:
            first, *others = group
            yield _part(first, setting)
            for each in others:
                yield _APART
                yield _part(each, setting)
        else:
            yield from (_part(block, setting) for block in group)


def _part(block: Block, setting: Setting) -> Part:
    match block:
        case Snippet(text=text) if _NOT_IN_A_FENCE.search(text):
            pass
        case Heading() | Prose() | Listing() | Notice() | Snippet():
            written = _markdown(block, setting)
            if written.count("&#") <= MOST_ENTITIES:
                return Part(markdown=written, words=block)
        case _:
            pass
    return Part(markdown=html((block,), setting))


def _markdown(block: Words, setting: Setting) -> str:
    match block:
        case Heading():
            marks = f"#{escape.anchor(block.anchor)}{'' if block.searched else ' data-search-exclude'}"
            return f"{'#' * block.level} {escape.markdown(block.text).strip()} {{: {marks} }}"
        case Prose():
            return "\n\n".join(filter(None, (inline.markdown(text, setting) for text in block.paragraphs)))
        case Listing():
            return "\n".join(f"- {inline.markdown(item, setting)}" for item in block.items)
        case Notice():
            title = escape.markdown(block.title).strip()
            return f'!!! {kind(block.tone)} "{title}"\n    {inline.markdown(block.text, setting)}'
        case Snippet():
            return _fenced(block)


def _fenced(block: Snippet) -> str:
    language = block.language if _LANGUAGE.fullmatch(block.language) else "text"
    text, mark = escape.verbatim(block.text), escape.fence(block.text)
    return f"{mark}{language}\n{text}\n{mark}"


def _files(material: Material) -> Files:
    options = material.options
    return {
        page.path: markdown(
            page, links=options.links, pictures=material.pictures.get(page.path, {}), repository=options.repository
        )
        for page in material.pages
    }


FORMAT = Format(
    name="markdown",
    title="Markdown",
    files="`NAME.md`",
    says="the pages, with the pictures; of a check its counts and the worst, for the summary of a job",
    render=_files,
    printed=summary.printed,
    essential=True,
)
