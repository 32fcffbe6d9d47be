"""A table as HTML, put into Markdown verbatim, so that the time for a table grows only linearly with its rows."""

import re

from zonebook.document.inline import Badge, Text
from zonebook.document.page import Row, Table
from zonebook.write import escape
from zonebook.write.markdown import inline
from zonebook.write.markdown.inline import WEIGHTS, Setting
from zonebook.write.plain_text import plain
from zonebook.write.relative_links import row_anchor

MOST_SEARCHED = 100
"""A table with more rows is left out of the search index, which has the pages of the elements that it lists."""

MUCH = 70
"""A cell with more characters gets a minimum width, so that it does not become a column of single words."""

MANY = 7
"""With more columns than this, the row headings stay visible while the table is scrolled sideways."""

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def table(shown: Table, setting: Setting) -> str:
    """Return the table with a heading for every column and row, an anchor for every row, and no blank line."""
    name, title = escape.anchor(shown.name), escape.html(shown.title)
    apart = " data-search-exclude" if shown.grid or len(shown.rows) > MOST_SEARCHED else ""
    own = "" if name in setting.headings else f' id="{name}"'
    lead = f' <span class="zb-lead">{escape.html(shown.lead)}</span>' if shown.lead else ""
    return "\n".join((
        f'<div class="zb-table" data-name="{name}"{apart}>',
        f'<div class="zb-scroll" role="region" aria-label="{escape.attribute(shown.title)}" tabindex="0">',
        f'<table{own} class="{_kind(shown)}">',
        f"<caption><strong>{title}</strong>{lead}</caption>",
        f"<thead><tr>{''.join(_column(name, shown) for name in shown.columns)}</tr></thead>",
        "<tbody>",
        *(_row(row, shown, setting) for row in shown.rows),
        *(() if shown.rows else (_nothing(len(shown.columns)),)),
        "</tbody>",
        "</table></div></div>",
    ))  # fmt: skip


def _kind(shown: Table) -> str:
    wide = " zb-wide" if len(shown.columns) > MANY else ""
    return "zb-matrix" if shown.grid else f"zb-rows{wide}"


def _column(name: str, shown: Table) -> str:
    total = " data-total" if name in shown.totals else ""
    return f'<th scope="col"{total}>{escape.html(name)}</th>'


def _row(row: Row, shown: Table, setting: Setting) -> str:
    further = "".join(f'<span id="{row_anchor(shown.name, each)}"></span>' for each in row.also)
    marks = (further, *("" for _ in row.cells))
    heads = "".join(
        f'<th scope="row">{mark}{inline.html(text, setting)}</th>'
        for mark, text in zip(marks, row.cells[: shown.heads], strict=False)
    )
    cell = _square if shown.grid else _cell
    cells = "".join(cell(text, setting) for text in row.cells[shown.heads :])
    return f'<tr id="{row_anchor(shown.name, row.id)}">{heads}{cells}</tr>'


def _nothing(columns: int) -> str:
    return f'<tr><td class="zb-empty" colspan="{columns}">Nothing to list.</td></tr>'


def _cell(text: Text, setting: Setting) -> str:
    words = plain(text)
    room = "long" if len(words) > MUCH else "day" if _DAY.fullmatch(words) else "short"
    return f'<td class="zb-{room}"{_weight(text)}>{inline.html(text, setting)}</td>'


def _square(text: Text, setting: Setting) -> str:
    """Return a cell of a matrix; one that is a single badge is marked as a whole."""
    match text:
        case (Badge(text=word, tone=tone),):
            return f'<td class="zb-square zb-{tone}"{_weight(text)}>{inline.shape(tone)}{escape.html(word)}</td>'
        case _:
            return _cell(text, setting)


def _weight(text: Text) -> str:
    """Return the severity of the first badge, by which a column is sorted instead of alphabetically."""
    for mark in text:
        if isinstance(mark, Badge) and mark.tone in WEIGHTS:
            return f' data-sort="{WEIGHTS[mark.tone]}"'
    return ""
