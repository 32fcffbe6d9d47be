"""A table as HTML, put into Markdown verbatim, so that the time for a table grows only linearly with its rows."""

from collections.abc import Iterator
from itertools import accumulate

from zonebook.document.inline import Badge, Mark, Text
from zonebook.document.page import Row, Table
from zonebook.values.record import dataclass
from zonebook.write import escape
from zonebook.write.markdown import inline
from zonebook.write.markdown.inline import WEIGHTS, Setting
from zonebook.write.plain_text import plain
from zonebook.write.relative_links import row_anchor

MOST_SEARCHED = 100
"""A table with more rows is left out of the search index, which has the pages of the elements that it lists."""

MUCH = 70
"""A cell with more characters gets a minimum width, so that it does not become a column of single words."""

WORDY = 24
"""A cell with more characters gets a smaller one, and a heading of a row where columns are folded under it."""

MANY = 7
"""With more columns than this, the row headings stay visible while the table is scrolled sideways."""

NOTHING = frozenset(("", "–"))
"""What a cell says that says nothing: it is not repeated under its row."""

_MORE = '<details class="zb-more"><summary aria-label="More of this row"></summary></details>'
"""What opens the row below: a style sheet shows it by this, without a script."""


@dataclass(frozen=True, slots=True)
class _Columns:
    """The columns of a table by their places in a row: side by side, folded under it, and the first of each band."""

    shown: tuple[int, ...]
    folded: tuple[int, ...]
    starts: frozenset[int]


def table(shown: Table, setting: Setting) -> str:
    """Return the table with a heading for every column and row, an anchor for every row, and no blank line.

    A blank is between two cells, so that a search does not take the words on both sides for one.
    """
    name, title = escape.anchor(shown.name), escape.html(shown.title)
    columns = _columns(shown)
    apart = " data-search-exclude" if shown.grid or len(shown.rows) > MOST_SEARCHED else ""
    own = "" if name in setting.headings else f' id="{name}"'
    lead = f' <span class="zb-lead">{escape.html(shown.lead)}</span>' if shown.lead else ""
    return "\n".join((
        f'<div class="zb-table" data-name="{name}"{apart}>',
        f'<div class="zb-scroll" role="region" aria-label="{escape.attribute(shown.title)}" tabindex="0">',
        f'<table{own} class="{_kind(shown, columns)}"{_folded(shown, columns)}>',
        f"<caption><strong>{title}</strong>{lead}</caption>",
        *_heads(shown, columns),
        "<tbody>",
        *(line for row in shown.rows for line in _row(row, shown, columns, setting)),
        *(() if shown.rows else (_nothing(len(columns.shown)),)),
        "</tbody>",
        "</table></div></div>",
    ))  # fmt: skip


def _columns(shown: Table) -> _Columns:
    every = range(len(shown.columns))
    folded = tuple(at for at in every if shown.columns[at] in shown.folded)
    starts = accumulate((many for _, many in shown.bands), initial=1) if shown.bands else ()
    return _Columns(tuple(at for at in every if at not in folded), folded, frozenset(starts))


def _kind(shown: Table, columns: _Columns) -> str:
    wide = " zb-wide" if len(columns.shown) > MANY else ""
    if shown.grid:
        return "zb-matrix zb-upright" if shown.bands else "zb-matrix"
    return f"zb-rows{' zb-brief' if columns.folded else wide}"


def _folded(shown: Table, columns: _Columns) -> str:
    """Return the names of the folded columns as an attribute, for the script that can put them side by side."""
    names = "|".join(shown.columns[at] for at in columns.folded)
    return f' data-folded="{escape.attribute(names)}"' if names else ""


def _heads(shown: Table, columns: _Columns) -> Iterator[str]:
    """Yield the headings of the columns, below those of the bands where there are any."""
    heads = " ".join(_column(shown, at, _begins(at, columns)) for at in columns.shown)
    if not shown.bands:
        yield f"<thead><tr>{heads}</tr></thead>"
        return
    bands = " ".join(f'<th scope="colgroup" colspan="{many}">{escape.html(title)}</th>' for title, many in shown.bands)
    yield f'<thead><tr class="zb-bands"><td></td>{bands}</tr>'
    yield f"<tr>{heads}</tr></thead>"


def _column(shown: Table, at: int, mark: str) -> str:
    name = shown.columns[at]
    kind = f' class="{mark.strip()}"' if mark else ""
    total = " data-total" if name in shown.totals else ""
    return f'<th scope="col"{kind}{total}>{escape.html(name)}</th>'


def _begins(at: int, columns: _Columns) -> str:
    return " zb-begins" if at in columns.starts else ""


def _row(row: Row, shown: Table, columns: _Columns, setting: Setting) -> Iterator[str]:
    """Yield a row, and below it a row with what is folded, where that says anything."""
    further = "".join(f'<span id="{row_anchor(shown.name, each)}"></span>' for each in row.also)
    under = _under(row, shown, columns, setting)
    heads, rest = columns.shown[: shown.heads], columns.shown[shown.heads :]
    marks, ends = (further, *("" for _ in heads)), (_MORE if under else "", *("" for _ in heads))
    headings = (
        f'<th scope="row"{_room(row.cells[at], columns)}>{mark}{inline.lines(row.cells[at], setting)}{end}</th>'
        for at, mark, end in zip(heads, marks, ends, strict=False)
    )
    cell = _square if shown.grid else _cell
    cells = (cell(row.cells[at], setting, _begins(at, columns)) for at in rest)
    yield f'<tr id="{row_anchor(shown.name, row.id)}">{" ".join((*headings, *cells))}</tr>'
    if under:
        yield f'<tr class="zb-fold"><td colspan="{len(columns.shown)}"><dl>{under}</dl></td></tr>'


def _room(heading: Text, columns: _Columns) -> str:
    words = plain(heading)
    if inline.whole(words):
        return ' class="zb-whole"'
    return ' class="zb-long"' if columns.folded and len(words) > WORDY else ""


def _under(row: Row, shown: Table, columns: _Columns, setting: Setting) -> str:
    """Return what is folded under a row, each with the name of its column; nothing of what says nothing."""
    told = ((shown.columns[at], row.cells[at]) for at in columns.folded)
    return " ".join(
        f"<dt>{escape.html(name)}</dt> <dd{_weight(text)}>{inline.lines(text, setting)}</dd>"
        for name, text in told
        if plain(text) not in NOTHING
    )


def _nothing(columns: int) -> str:
    return f'<tr><td class="zb-empty" colspan="{columns}">Nothing to list.</td></tr>'


def _cell(text: Text, setting: Setting, mark: str = "") -> str:
    """Return a cell; most are short, and have no class."""
    words = plain(text)
    few = "zb-whole" if inline.whole(words) else "zb-words" if len(words) > WORDY else ""
    kind = f"{'zb-long' if len(words) > MUCH else few}{mark}".strip()
    named = f' class="{kind}"' if kind else ""
    return f"<td{named}{_weight(text)}>{inline.lines(text, setting)}</td>"


def _square(text: Text, setting: Setting, mark: str = "") -> str:
    """Return a cell of a matrix; one that is a single badge or mark has its look as a whole."""
    match text:
        case (Badge(text=word, tone=tone),):
            return f'<td class="zb-square zb-{tone}{mark}"{_weight(text)}>{escape.html(word)}</td>'
        case (Mark(tones=tones),):
            return f'<td class="zb-square zb-{tones[-1]}{mark}">{inline.html(text, setting)}</td>'
        case _:
            return _cell(text, setting, mark)


def _weight(text: Text) -> str:
    """Return the severity of the first badge, by which a column is sorted instead of alphabetically."""
    for mark in text:
        if isinstance(mark, Badge) and mark.tone in WEIGHTS:
            return f' data-sort="{WEIGHTS[mark.tone]}"'
    return ""
