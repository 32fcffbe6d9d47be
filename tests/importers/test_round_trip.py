"""Whatever is filled in: it comes back as it was typed, or the row is in the report with its cells."""

import io
from datetime import date
from functools import cache
from time import process_time
from typing import Any

import openpyxl
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.checklists import as_csv, as_xlsx, assessed, handed_out, read_back, table, texts

from zonebook.assess.controls.checklist_fields import FIELDS, ChecklistField
from zonebook.document.provenance import Provenance
from zonebook.document.sheet import Cell, Sheet, Workbook
from zonebook.importers.checklist.cells import as_text
from zonebook.importers.checklist.rows import rows
from zonebook.model.audits.audit import UNTESTED
from zonebook.present.downloads.checklist_books import SHEET, Rows
from zonebook.read import spreadsheet
from zonebook.write.csv import comma
from zonebook.write.workbook.book import xlsx

PLAIN = {each.id for each in FIELDS if each.type == "text"}
"""The fields that take any text: what is filled in is what is read."""
MADE_FROM = Provenance(program="0", as_of="2026-11-20", commit="0" * 40)
VISIBLE = st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))
TEXTS = st.text(VISIBLE, min_size=1, max_size=30) | st.sampled_from(
    ("yes", "'=1+1", "=1+1", "- a: b", "# no", "two\nlines", "1", "007", "1E5", "a\ttab", "\u202eright", "null")
)
DAYS = st.dates(date(2025, 6, 1), date(2027, 6, 1))
JUNK = st.sampled_from(("perhaps", "2026-13-01", "-1", "1.5", "Effectiv", "01/02/2026"))


def cell(field: ChecklistField) -> st.SearchStrategy[Any]:
    """What somebody writes into a cell: mostly a value of its type, in the words and spaces of people."""
    words = st.sampled_from(field.choices or ("none",))
    typed: dict[str, st.SearchStrategy[Any]] = {
        "text": TEXTS,
        "list": st.lists(words if field.choices else TEXTS, min_size=1, max_size=3, unique=True).map(tuple),
        "integer": st.integers(0, 60),
        "date": DAYS,
        "boolean": st.booleans(),
        "choice": words.map(lambda word: f" {word.replace('-', ' ').title()} ") | words,
    }
    return st.one_of(typed[field.type], typed[field.type], typed[field.type], JUNK)


ROW = st.fixed_dictionaries({}, optional={each.id: cell(each) for each in FIELDS if each.goes_to == "result"})
NOTED = {"items", "comment", "complete", "sample", "method"}
TESTED = st.fixed_dictionaries(
    {"result": st.just("effective"), "tested_by": TEXTS, "tested_on": st.dates(date(2026, 1, 1), date(2026, 11, 1))},
    optional={
        each.id: cell(each) for each in FIELDS if each.id in {"items", "comment", "complete", "sample", "method"}
    },
)


@cache
def sheet() -> dict[str, dict[str, Cell]]:
    return handed_out(assessed(texts()))


def normal(field: str, value: object) -> object:
    """A value as it is compared: text without the spaces around it, that nothing was tested as nothing."""
    if isinstance(value, tuple):
        return tuple(line for each in value for line in map(str.strip, as_text(each).split("\n")) if line)
    if value == UNTESTED and field == "result":
        return None
    return value if not isinstance(value, str) else as_text(value) or None


@settings(max_examples=60, deadline=None)
@given(st.lists(ROW | TESTED, min_size=1, max_size=4), st.sampled_from((as_xlsx, as_csv)))
def test_accepted_cells_come_back_as_typed(fills: list[dict[str, Any]], form: Any) -> None:  # noqa: ANN401  either form
    fill = dict(zip(sheet(), fills, strict=False))
    lines = table({check: {**row, **fill.get(check, {})} for check, row in sheet().items()})
    found = read_back(texts(), form(lines))
    back = handed_out(assessed({**texts(), **found.texts}))
    for each in found.rows:
        typed = {name: normal(name, value) for name, value in each.row.values.items()}
        if each.refused:
            shown = {cell.field.id: cell.text for cell in each.row.cells}
            wrote = {name: value for name, value in fill[each.row.check].items() if normal(name, value) is not None}
            assert set(wrote) <= set(shown) | {"items"}
        else:
            now = back[each.row.check]
            assert typed == {name: normal(name, now[name]) for name in typed}
            as_filled = {name: normal(name, value) for name, value in fill.get(each.row.check, {}).items()}
            if form is as_xlsx:
                assert {name: typed[name] for name in typed if name in PLAIN} == {
                    name: value for name, value in as_filled.items() if name in PLAIN and value is not None
                }
            assert {name for name, value in as_filled.items() if value} <= set(typed)
    kept = [each.row.check for each in found.rows if each.refused or not each.row.values]
    assert {check: back[check] for check in kept} == {check: sheet()[check] for check in kept}


def test_workbook_that_is_handed_out_is_read_untouched() -> None:
    judged = assessed(texts()).systems["small"]
    book = Rows(judged=judged).book("All", judged.checks)
    raw = xlsx(book, [each for each in book.sheets if isinstance(each, Sheet)], MADE_FROM)
    found = spreadsheet.read("filled.xlsx", raw, {SHEET})
    assert found.properties["zonebook-system"] == "small"
    assert [row.check for row in rows("filled.xlsx", found.sheets[SHEET])] == [each.id for each in judged.checks]
    result = read_back(texts(), raw)
    assert (result.texts, result.count()) == ({}, (len(judged.checks), 0, len(judged.checks), 0))


def test_workbook_of_another_program_is_read() -> None:
    judged = assessed(texts()).systems["small"]
    book = Rows(judged=judged).book("All", judged.checks)
    raw = xlsx(book, [each for each in book.sheets if isinstance(each, Sheet)], MADE_FROM)
    opened, out = openpyxl.load_workbook(io.BytesIO(raw)), io.BytesIO()
    form = opened[SHEET]
    at = {cell.value: cell.column or 0 for cell in form[1]}
    for name, value in (("result", "Effective"), ("tested_by", "A"), ("tested_on", date(2026, 10, 2))):
        form.cell(row=3, column=at[name], value=value)
    opened.save(out)
    found = spreadsheet.read("filled.xlsx", out.getvalue(), {SHEET})
    assert found.properties["zonebook-system"] == "small"
    assert read_back(texts(), out.getvalue()).count() == (len(judged.checks), 1, len(judged.checks) - 1, 0)


def test_handed_out_text_is_read_untouched() -> None:
    judged = assessed(texts()).systems["small"]
    raw = comma(Rows(judged=judged).sheet("All", judged.checks))
    assert read_back(texts(), raw).count() == (len(judged.checks), 0, len(judged.checks), 0)


def test_ten_thousand_rows_are_read_in_time() -> None:
    fill: dict[str, Cell] = {
        "result": "effective",
        "tested_by": "A. Auditor",
        "tested_on": date(2026, 10, 2),
        "sample": 3,
    }
    (row,) = [{**cells, **fill} for check, cells in sheet().items() if check == "patched@a"]
    many = tuple(tuple({**row, "check": f"patched@a{number}"}.values()) for number in range(10_000))
    form = Sheet(name=SHEET, title="Many", columns=FIELDS, rows=many, form=True)
    raw = xlsx(Workbook(title="Many", about=(), sheets=(form,)), (form,), MADE_FROM)
    begin = process_time()
    found = rows("filled.xlsx", spreadsheet.read("filled.xlsx", raw, {SHEET}).sheets[SHEET])
    assert process_time() - begin < 2
    assert len(found) == 10_000
    assert all(len(each.values) == 4 and each.readable for each in found)
