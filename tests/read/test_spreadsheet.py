import io
import resource
import struct
import time
import zipfile
from datetime import date, datetime

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.workbooks import SHEET, changed, shared_text_workbook, workbook

from zonebook.read import spreadsheet, workbook_package, workbook_parts
from zonebook.read.spreadsheet import Sheet, Value
from zonebook.values import RefusedError
from zonebook.write import escape

ROWS: list[list[object]] = [
    ["check", "population", "tested_on", "complete", "reason"],
    ["imdsv2@dc-1", 40, date(2026, 10, 2), True, " two lines\nof text "],
    [None, 1.5, datetime(2026, 10, 2, 9, 30), False, "=A1"],  # noqa: DTZ001  a cell has no time zone
]
SMALL = workbook(ROWS)


def sheet(raw: bytes, name: str = "Checklist") -> Sheet:
    return spreadsheet.read("filled.xlsx", raw, {"Checklist"}).sheets[name]


def values(raw: bytes, name: str = "Checklist") -> list[list[Value]]:
    found = sheet(raw, name)
    return [[found.value(row, column) for column in range(len(cells))] for row, cells in enumerate(found.rows)]


def refusal(raw: bytes) -> str:
    with pytest.raises(RefusedError) as caught:
        spreadsheet.read("filled.xlsx", raw, {"Checklist"})
    assert "\n" not in str(caught.value)
    return str(caught.value)


def outcome(raw: bytes) -> set[str]:
    """The sheets that are read, none where the file is refused; any other error is the test's."""
    try:
        return set(spreadsheet.read("filled.xlsx", raw, {"Checklist"}).sheets)
    except RefusedError:
        return set()


def test_cells_keep_their_types() -> None:
    assert values(SMALL)[:2] == ROWS[:2]
    assert values(SMALL)[2] == [None, 1.5, datetime(2026, 10, 2, 9, 30), False, None]  # noqa: DTZ001  likewise
    assert [type(each) for each in values(SMALL)[1]] == [str, int, date, bool, str]


def test_addresses_are_those_of_spreadsheets() -> None:
    assert sheet(SMALL).address(13, 6) == "Checklist!G14"
    assert [sheet(SMALL).address(0, each) for each in (25, 26, 701)] == [
        "Checklist!Z1",
        "Checklist!AA1",
        "Checklist!ZZ1",
    ]


def test_cell_outside_is_empty() -> None:
    assert sheet(SMALL).value(99, 0) is None
    assert sheet(SMALL).value(0, 99) is None


def test_formula_without_value_is_a_fault() -> None:
    assert list(sheet(SMALL).faults) == [(2, 4)]
    assert "formula without a value" in sheet(SMALL).faults[2, 4]


def test_formula_with_value_is_its_value() -> None:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        page = book.add_worksheet("Checklist")
        page.write_formula("A1", "=6*7", None, 42)
        page.write_formula("B1", '=""', None, "empty")
        page.write_formula("C1", "=1/0", None, "#DIV/0!")
    found = sheet(changed(out.getvalue(), {SHEET: lambda xml: xml.replace(b"<v>empty</v>", b"<v></v>")}))
    assert [found.value(0, each) for each in range(3)] == [42, None, None]
    assert found.faults == {(0, 2): "the error #DIV/0!"}


def test_only_wanted_sheets_are_read() -> None:
    assert spreadsheet.read("filled.xlsx", SMALL, {"Cover"}).sheets == {}


def test_custom_properties_are_read() -> None:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        book.add_worksheet("Checklist")
        book.set_custom_property("zonebook-system", "corporate-directory")
        book.set_custom_property("zonebook-format", 1)
    found = spreadsheet.read("filled.xlsx", out.getvalue(), {"Checklist"}).properties
    assert found == {"zonebook-system": "corporate-directory", "zonebook-format": "1"}


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_text_with_separators_is_read(separator: str, mark: str) -> None:
    lines = ("check|reason", 'a@b|"two\r\nlines, and; ""quotes"""', "c@d|'=1+1", "e@f|'t is")
    text = mark + "\r\n".join(lines).replace("|", separator)
    assert values(text.encode(), "CSV") == [
        ["check", "reason"],
        ["a@b", 'two\r\nlines, and; "quotes"'],
        ["c@d", "=1+1"],
        ["e@f", "'t is"],
    ]


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"check,reason\n\xfc,x", "not UTF-8"),
        (b"check\0,reason\n", "neither XLSX nor CSV"),
        (b'check,reason\n"a,b', "damaged"),
        (b"check\n" + b"x" * 40_000, "32,767 characters"),
        (b"," * 2_100_000, "2,000,000 cells"),
        (b"x" * (32 * 1024 * 1024 + 1), "32 MiB"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512, "password"),
        (b"PK\x03\x04" + b"\0" * 100, "damaged"),
        (SMALL[: len(SMALL) // 2], "damaged"),
    ],
    ids=["latin-1", "binary", "quote", "long-cell", "many-cells", "large", "encrypted", "no-zip", "cut-short"],
)
def test_unreadable_file_is_one_line(raw: bytes, says: str) -> None:
    assert says in refusal(raw)


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("xl/vbaProject.bin", "macros"),
        ("xl/macrosheets/sheet1.xml", "macros"),
        ("xl/externalLinks/externalLink1.xml", "links to other workbooks"),
        ("xl/WORKBOOK.xml", "damaged"),
        ("xl\\workbook.xml", "damaged"),
    ],
)
def test_foreign_part_is_refused(path: str, says: str) -> None:
    assert says in refusal(changed(SMALL, {}, {path: b"<a/>"}))


def test_zip_of_other_files_is_no_workbook() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("content.xml", "<a/>")
    assert "save it as XLSX" in refusal(out.getvalue())


def test_encrypted_entry_is_refused() -> None:
    raw = bytearray(SMALL)
    for signature, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        at = raw.find(signature) + offset
        raw[at] |= 1
    assert "encrypted" in refusal(bytes(raw))


def test_zip_bomb_is_refused_by_its_sizes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook_package, "MOST_INFLATED", 8 * 1024 * 1024)
    bomb = changed(SMALL, {}, {"xl/media/a.xml": b"0" * (8 * 1024 * 1024)})
    assert len(bomb) < 64 * 1024
    assert "MiB" in refusal(bomb)


def test_zip_that_states_less_is_refused() -> None:
    bomb = bytearray(changed(SMALL, {}, {"xl/media/a.xml": b"0" * 50_000_000}))
    stated = struct.pack("<I", 50_000_000)
    assert bomb.count(stated) >= 2
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert "damaged" in refusal(bytes(bomb).replace(stated, struct.pack("<I", 1000)))
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 30_000


def test_many_entries_are_refused() -> None:
    many = {f"xl/media/{each}.png": b"" for each in range(workbook_package.MOST_ENTRIES)}
    assert "files" in refusal(changed(SMALL, {}, many))


@pytest.mark.parametrize("far", ["A9999999", "XFD1048576", "CZ200000", "ZZ999999"])
def test_far_cell_takes_no_memory(far: str) -> None:
    bomb = changed(SMALL, {SHEET: lambda xml: xml.replace(b'r="A1"', f'r="{far}"'.encode())})
    begin = time.process_time()
    assert "cells" in refusal(bomb)
    assert time.process_time() - begin < 1


def test_cell_without_address_is_refused() -> None:
    bomb = changed(SMALL, {SHEET: lambda xml: xml.replace(b'<c r="A1"', b"<c")})
    assert "damaged" in refusal(bomb)


def test_shared_text_in_many_cells_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = shared_text_workbook([["x" * 1000], *([["y"]] * 10)])
    monkeypatch.setattr(workbook_parts, "MOST_TEXT", 5_000)
    assert len(values(raw)) == 11
    many = changed(raw, {SHEET: lambda xml: xml.replace(b"<v>1</v>", b"<v>0</v>")})
    assert "characters" in refusal(many)
    hidden = changed(raw, {SHEET: lambda xml: xml.replace(b"<v>1</v>", b"<v>&#48;</v>")})
    assert "characters" in refusal(hidden)


@pytest.mark.parametrize("part", [SHEET, "xl/workbook.xml", "xl/sharedStrings.xml"])
@pytest.mark.parametrize(
    "declared", [b'<!DOCTYPE a [<!ENTITY b "c">]>', b"<!-- a -->", "<a/>".encode("utf-16")], ids=["type", "note", "16"]
)
def test_declarations_are_refused(part: str, declared: bytes) -> None:
    raw = shared_text_workbook([["a"]])
    bomb = changed(raw, {part: lambda xml: xml.replace(b"?>", b"?>" + declared, 1)})
    assert bomb != raw
    assert "damaged" in refusal(bomb)


@given(st.text(st.sampled_from("'=+-@ \t\r\n\uff1da1")))
def test_escape_of_a_cell_is_taken_back(text: str) -> None:
    assert spreadsheet._unescaped(escape.cell(text)) == text


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=400), st.integers(0, len(SMALL)), st.sampled_from(("put in", "put over")))
def test_any_bytes_are_read_or_refused(noise: bytes, at: int, how: str) -> None:
    raw = SMALL[:at] + noise + SMALL[at + (len(noise) if how == "put over" else 0) :]
    assert outcome(raw) <= {"Checklist", spreadsheet.TEXT_SHEET}


@settings(max_examples=200, deadline=None)
@given(st.binary(min_size=1, max_size=60), st.data())
def test_any_xml_is_read_or_refused(noise: bytes, data: st.DataObject) -> None:
    """The bytes stand within the XML, so that no check of the zip refuses them first."""
    with zipfile.ZipFile(io.BytesIO(SMALL)) as packed:
        part = data.draw(st.sampled_from(sorted(packed.namelist())))
        at = data.draw(st.integers(0, len(packed.read(part))))
    raw = changed(SMALL, {part: lambda xml: xml[:at] + noise + xml[at + len(noise) :]})
    assert outcome(raw) <= {"Checklist"}


def test_ten_thousand_rows_are_read_fast() -> None:
    raw = shared_text_workbook([[f"{row}-{column % 7}" for column in range(12)] for row in range(10_000)])
    begin = time.process_time()
    assert len(sheet(raw).rows) == 10_000
    assert time.process_time() - begin < 2
