"""Tables with folded columns and with bands: what stands beside, what below, and what the page weighs for it."""

import re
from dataclasses import replace

import pytest
from tests.support.table_pages import SETTING

from zonebook.document.inline import Badge, Link, Mark, SourceRef, Text
from zonebook.document.page import Row, Table
from zonebook.document.weight import MOST_ELEMENTS, Weight, parts, row_weight, table_weight
from zonebook.values import Place
from zonebook.write.csv import comma
from zonebook.write.markdown.table import table

COLUMNS = ("Id", "Title", "Why", "Risk", "Note")
PLACE = Place(path="models/systems/a/b.yaml", line=3, column=5)


def row(id_: str, why: Text = ("because",)) -> Row:
    return Row(id=id_, cells=((id_,), (Link(text="T", to="t.md"),), why, (Badge(text="high", tone="high"),), ("–",)))


def shown(*rows: Row) -> Table:
    return Table(name="t", title="T", columns=COLUMNS, rows=rows, folded=("Id", "Why", "Note"))


def test_heading_is_the_first_column_shown() -> None:
    found = table(shown(row("a")), SETTING)
    assert '<thead><tr><th scope="col">Title</th> <th scope="col">Risk</th></tr></thead>' in found
    assert '<tr id="t-a"><th scope="row"><a href="t.html">T</a><details class="zb-more">' in found
    assert 'class="zb-rows zb-brief" data-folded="Id|Why|Note"' in found


def test_folded_columns_stand_under_their_row() -> None:
    below = (
        '<tr class="zb-fold"><td colspan="2"><dl><dt>Id</dt> <dd>a</dd> <dt>Why</dt> <dd>because</dd></dl></td></tr>'
    )
    assert below in table(shown(row("a")), SETTING)


def test_lines_of_a_cell_are_kept() -> None:
    found = table(shown(row("a\nb", why=("one\n\ntwo", Badge(text="x")))), SETTING)
    assert "<dd>a&#10;b</dd>" in found
    assert "<dd>one&#10;&#10;two" in found


def test_row_without_more_has_no_fold() -> None:
    found = table(shown(row("", why=("–",))), SETTING)
    assert "<details" not in found
    assert "zb-fold" not in found


def test_download_keeps_every_column() -> None:
    assert comma(shown(row("a"))).decode("utf-8-sig").splitlines() == [",".join(COLUMNS), "a,T,because,high,–"]


def test_mark_leads_to_what_it_stands_for() -> None:
    mark = Mark(text='ours "x", not met', tones=("customer", "not-met"), to="s.md#d")
    rows = (Row(id="a", cells=(("A",), (mark,), ("–",), ("–",))),)
    matrix = Table(name="m", title="M", columns=("", "X", "Y", "Z"), rows=rows, grid=True, bands=(("P", 1), ("Q", 2)))
    found = table(matrix, SETTING)
    words = "ours &quot;x&quot;, not met"
    assert f'<a class="zb-mark" href="s.html#d" title="{words}" aria-label="{words}">□✗</a></td>' in found
    assert '<td class="zb-square zb-not-met zb-begins">' in found
    assert '<th scope="colgroup" colspan="1">P</th> <th scope="colgroup" colspan="2">Q</th></tr>' in found
    assert 'class="zb-matrix zb-upright"' in found


@pytest.mark.parametrize("many", [1, 40])
def test_weight_is_at_least_what_is_written(many: int) -> None:
    sources: Text = (SourceRef(place=PLACE), " ", Badge(text="x"), Mark(text="m", tones=("met",), to="m.md"))
    made = shown(*(row(f"r{n}", why=sources) for n in range(many)))
    found, weight = table(made, SETTING), table_weight(made)
    elements = len(re.findall(r"<[a-z]", found))
    assert elements <= weight.elements <= 1.4 * elements + 12
    assert len(found) <= weight.characters


def test_parts_hold_every_row_once() -> None:
    wide = tuple(Link(text="x", to="x.md") for _ in range(300))
    firsts: list[tuple[str, int]] = []

    def made(item: str, before: object, number: int) -> Row:
        if not before:
            firsts.append((item, number))
        return row(item, why=wide)

    found = tuple(parts([f"r{n}" for n in range(40)], made))
    assert [each.id for part in found for each in part] == [f"r{n}" for n in range(40)]
    assert firsts == [(part[0].id, number) for number, part in enumerate(found, 1)]
    assert len(found) == 4
    assert all(sum(map(row_weight, part), Weight()).elements <= MOST_ELEMENTS for part in found)


def test_row_too_long_stands_alone() -> None:
    huge = tuple(Link(text="x", to="x.md") for _ in range(MOST_ELEMENTS))
    assert len(tuple(parts("ab", lambda item, _before, _number: row(item, why=huge)))) == 2


def test_days_and_ids_stay_on_one_line() -> None:
    cells: tuple[Text, ...] = (
        ("2026-12-01",), ("met by 2026-12-01, then 2027-01-31",), (Link(text="AC-2(1)", to="t.md"), " Accounts"),
        ("2026-12-01",), (Link(text="ends 2026-12-01", to="t.md"),),
    )  # fmt: skip
    made = Table(name="t", title="T", columns=COLUMNS, rows=(Row(id="a", cells=cells),))
    found = table(made, SETTING)
    day = '<span class="zb-whole">%s</span>'
    assert '<th scope="row" class="zb-whole">2026-12-01</th>' in found
    assert f">met by {day % '2026-12-01'}, then {day % '2027-01-31'}</td>" in found
    assert '<a class="zb-whole" href="t.html">AC-2(1)</a> Accounts</td>' in found
    assert '<td class="zb-whole">2026-12-01</td>' in found
    short = replace(made, columns=COLUMNS[:2], rows=(Row(id="a", cells=(("a",), ("AC-2(1)",))),))
    assert '<td class="zb-whole">AC-2(1)</td>' in table(short, SETTING)
    assert f'<a href="t.html">ends {day % "2026-12-01"}</a>' in found
    assert row_weight(made.rows[0], folds=False).elements >= len(re.findall(r"<[a-z]", found.partition("<tbody>")[2]))
