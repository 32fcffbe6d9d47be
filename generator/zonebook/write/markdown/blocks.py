"""The blocks of a page as HTML: each is put into Markdown verbatim, and so has no blank line."""

import re
from collections.abc import Iterable, Mapping
from itertools import groupby

from zonebook.document.graph import Graph
from zonebook.document.inline import Text, Tone
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
    Picture,
    Prose,
    Snippet,
    Stack,
    Table,
    WhatIf,
)
from zonebook.write import escape
from zonebook.write.icon_symbols import symbols
from zonebook.write.markdown import inline
from zonebook.write.markdown.inline import Setting
from zonebook.write.markdown.legend import legend
from zonebook.write.markdown.stack_svg import stack
from zonebook.write.markdown.table import table
from zonebook.write.markdown.what_if import what_if

KINDS: Mapping[Tone, str] = {
    "very-high": "danger", "high": "danger", "not-met": "danger", "no": "danger",
    "moderate": "warning", "warning": "warning", "partial": "warning",
    "not-stated": "question", "met": "success", "yes": "success",
}  # fmt: skip
"""The type of Material's admonition for the tone of a notice; for all other tones it is a note."""

_LINES = re.compile(r"\s*\n\s*(<?)")
_NOT_DRAWN = Picture(fault="it was not drawn")


def html(blocks: tuple[Block, ...], setting: Setting) -> str:
    """Return blocks as HTML, a line each; consecutive downloads share one."""
    lines = []
    for kind, group in groupby(blocks, key=type):
        if kind is Download:
            lines.append(downloads(tuple(each for each in group if isinstance(each, Download)), setting))
        else:
            lines += [_html(block, setting) for block in group]
    return "\n".join(filter(None, lines))


def _html(block: Block, setting: Setting) -> str:
    match block:
        case Heading():
            apart = "" if block.searched else " data-search-exclude"
            begin = f'<h{block.level} id="{escape.anchor(block.anchor)}"{apart}>'
            return f"{begin}{escape.html(block.text)}</h{block.level}>"
        case Prose():
            return "\n".join(f"<p>{inline.html(text, setting)}</p>" for text in block.paragraphs)
        case Listing():
            return listing(block.items, setting)
        case Notice():
            return notice(block, setting)
        case Snippet():
            return snippet(block)
        case _:
            return _figure(block, setting)


def _figure(block: Facts | Table | Diagram | Stack | Download | Cards | Details | WhatIf, setting: Setting) -> str:
    match block:
        case Facts():
            return facts(block, setting)
        case Table():
            return table(block, setting)
        case Diagram() | Stack() | WhatIf():
            return picture(block, setting)
        case Download():
            return downloads((block,), setting)
        case Cards():
            return f'<ul class="zb-cards">{" ".join(_card(card, setting) for card in block.cards)}</ul>'
        case Details():
            return details(block, setting)


def picture(block: Diagram | Stack | WhatIf, setting: Setting) -> str:
    """Return a picture in its frame, or what a script works on."""
    if isinstance(block, WhatIf):
        return what_if(block, setting)
    if isinstance(block, Stack):
        return f'<div class="zb-figure"><div class="zb-canvas">{stack(block)}</div></div>'
    return diagram(block, setting)


def listing(items: tuple[Text, ...], setting: Setting) -> str:
    """Return a list as HTML."""
    points = "".join(f"<li>{inline.html(item, setting)}</li>" for item in items)
    return f"<ul>{points}</ul>" if items else ""


def notice(block: Notice, setting: Setting) -> str:
    """Return a notice in the HTML that Material makes of an admonition."""
    title = f'<p class="admonition-title">{escape.html(block.title)}</p>'
    return f'<div class="admonition {kind(block.tone)}">{title}<p>{inline.html(block.text, setting)}</p></div>'


def kind(tone: Tone) -> str:
    """Return the type of Material's admonition for this tone."""
    return KINDS.get(tone, "note")


def snippet(block: Snippet) -> str:
    """Return lines of text without syntax highlighting."""
    return f'<div class="zb-snippet"><pre><code>{escape.lines(block.text.strip())}</code></pre></div>'


def facts(block: Facts, setting: Setting) -> str:
    """Return pairs of names and texts as a definition list."""
    pairs = " ".join(
        f"<div><dt>{escape.html(name)}</dt> <dd>{inline.html(text, setting)}</dd></div>" for name, text in block.pairs
    )
    return f'<dl class="zb-facts">{pairs}</dl>' if pairs else ""


def downloads(files: tuple[Download, ...], setting: Setting) -> str:
    """Return files as buttons side by side."""
    return f'<div class="zb-downloads">{" ".join(_download(file, setting) for file in files)}</div>'


def _download(file: Download, setting: Setting) -> str:
    href, name = setting.address(file.path), escape.attribute(file.path.rpartition("/")[2])
    text = f'<i aria-hidden="true">↓</i> {escape.html(file.text)}'
    return f'<a class="md-button" href="{href}" download="{name}">{text}</a>'


def _card(card: Card, setting: Setting) -> str:
    note = f' <span class="zb-note">{escape.html(card.note)}</span>' if card.note else ""
    value = f'<span class="zb-value">{inline.shape(card.tone)}{escape.html(card.value)}</span>'
    inner = f'<span class="zb-title">{escape.html(card.title)}</span> {value}{note}'
    within = f'<a href="{setting.address(card.to)}">{inner}</a>' if card.to else f"<div>{inner}</div>"
    return f'<li class="zb-card zb-{card.tone}">{within}</li>'


def details(block: Details, setting: Setting) -> str:
    """Return blocks collapsed."""
    summary = f"<summary>{escape.html(block.summary)}</summary>"
    apart = "" if block.searched else " data-search-exclude"
    return f'<details class="zb-details"{apart}>{summary}\n{html(block.blocks, setting)}\n</details>'


def diagram(block: Diagram, setting: Setting) -> str:
    """Return the picture with a link to it at full size; where there is none, the reason and the text alternative."""
    graph = block.graph
    picture = setting.pictures.get(graph.name, _NOT_DRAWN)
    inside = _drawn(picture.svg, graph, setting) if picture.svg else f"<p>{escape.html(graph.description)}</p>"
    about = f' data-about="{escape.attribute(block.about)}"' if block.about else ""
    parts = (
        f'<div class="zb-figure" id="{escape.anchor(graph.name)}"{about}>',
        _fault(picture, graph, setting),
        inside,
        "</div>",
    )
    return "\n".join(filter(None, parts))


def icons(pictures: Iterable[Picture]) -> str:
    """Return the icons of the pictures of a page, each once; unseen until a picture refers to them."""
    drawn = symbols(icon for picture in pictures for icon in picture.icons)
    return (
        f'<div class="zb-icons" aria-hidden="true">\n<svg width="0" height="0">\n{drawn}</svg>\n</div>' if drawn else ""
    )


def _drawn(svg: str, graph: Graph, setting: Setting) -> str:
    title, full = escape.attribute(graph.title), setting.address(f"diagrams/{graph.name}.svg")
    # Every line of the picture begins with a tag: Markdown could read other text there as its own syntax.
    drawn = _LINES.sub(lambda end: "\n<" if end[1] else " ", svg[svg.find("<svg") :])
    return (
        f'<div class="zb-canvas" role="region" aria-label="{title}" tabindex="0">\n{drawn}\n</div>\n'
        f'<p class="zb-foot">{title} <a href="{full}">Open full size</a> '
        f'<a href="{full}" download="{escape.attribute(graph.name)}.svg">Download SVG</a></p>\n'
        f"{legend(graph)}"
    )


def _fault(picture: Picture, graph: Graph, setting: Setting) -> str:
    wrong = "this picture is not whole" if picture.svg else "this picture is missing"
    message = Notice(title=f"{graph.title}: {wrong}", text=(picture.fault,))
    return notice(message, setting) if picture.fault else ""
