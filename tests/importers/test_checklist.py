"""A filled checklist that comes back: what is taken, what is refused and why, and what else of the files changes."""

import io
import zipfile
from collections.abc import Mapping
from datetime import date

import pytest
from tests.support.checklists import (
    AUDIT,
    AUDIT_FILE,
    SYSTEM,
    SYSTEM_FILE,
    Fill,
    as_csv,
    as_xlsx,
    assessed,
    filled,
    handed_out,
    read_back,
    texts,
)
from tests.support.workbooks import SHEET, changed

from zonebook.importers.checklist import judgement
from zonebook.importers.checklist.judgement import OLDER, Judged
from zonebook.importers.checklist.rows import rows
from zonebook.load import catalogue
from zonebook.read import schema_messages
from zonebook.read.spreadsheet import Sheet
from zonebook.values import RefusedError

TESTED = {"result": "effective", "tested_by": "A. Auditor", "tested_on": date(2026, 10, 2)}
SCAN = {"new_evidence_title": "A scan", "new_evidence_on": date(2026, 11, 1)}
CHECK = "patched@a"


def judged(fill: Fill, **models: str) -> Judged:
    return read_back(texts(**models), as_xlsx(filled(texts(**models), fill)))


def faults(found: Judged) -> dict[str, dict[str, str]]:
    return {each.row.check: dict(each.faults) for each in found.rows if each.refused}


def text(found: Judged, path: str = AUDIT_FILE) -> str:
    return found.texts[path].decode()


@pytest.mark.parametrize("form", [as_xlsx, as_csv])
def test_results_go_to_the_audit(form: object) -> None:
    fill = {CHECK: {**TESTED, "population": 40, "sample": 5, "items": "i-1\ni-2", "comment": "as: agreed"}}
    lines = filled(texts(), fill)
    found = read_back(texts(), as_xlsx(lines) if form is as_xlsx else as_csv(lines))
    fingerprint = handed_out(assessed(texts()))[CHECK]["fingerprint"]
    assert text(found) == AUDIT + (
        f"results:\n  small:\n    {CHECK}:\n      fingerprint: {fingerprint}\n      population: 40\n"
        "      tested_by: A. Auditor\n      tested_on: 2026-10-02\n      sample: 5\n      items: [i-1, i-2]\n"
        '      result: effective\n      comment: "as: agreed"\n'
    )
    assert set(found.texts) == {AUDIT_FILE}
    assert found.count()[1:] == (1, len(found.rows) - 1, 0)


def test_untouched_checklist_changes_nothing() -> None:
    found = judged({})
    assert found.texts == {}
    assert found.count() == (len(found.rows), 0, len(found.rows), 0)
    assert len(found.rows) > 5


def test_comment_stands_without_a_result() -> None:
    assert "comment: Ask again." in text(judged({CHECK: {"comment": "Ask again."}}))


def test_reading_twice_is_reading_once() -> None:
    lines = filled(texts(), {CHECK: {**TESTED, "new_status": "partial", **SCAN}})
    first = read_back(texts(), as_xlsx(lines))
    second = read_back({**texts(), **first.texts}, as_xlsx(lines))
    assert set(first.texts) == {AUDIT_FILE, SYSTEM_FILE}
    assert second.texts == {}
    assert second.count()[1:] == (0, len(second.rows), 0)


def test_blank_cell_deletes_nothing() -> None:
    first = judged({CHECK: {**TESTED, "comment": "kept"}})
    models = {**texts(), **first.texts}
    blank = dict.fromkeys((*TESTED, "comment"))
    found = read_back(models, as_xlsx(filled(models, {CHECK: blank})))
    assert found.texts == {}


def test_status_is_proposed_where_it_stands() -> None:
    found = judged({CHECK: {"new_status": "Partial", "new_because": "One server is left."}})
    before = "      patched: met  # every month\n"
    after = "      patched:  # every month\n        status: partial\n        because: One server is left.\n"
    assert text(found, SYSTEM_FILE) == SYSTEM.replace(before, after)
    assert set(found.texts) == {SYSTEM_FILE}


def test_status_of_another_source_becomes_a_statement() -> None:
    found = judged({"patched@b": {"new_status": "met"}})
    assert text(found, SYSTEM_FILE) == f"{SYSTEM}    controls:\n      patched: met\n"


def test_day_goes_with_its_plan() -> None:
    found = judged({"disk-encrypted@a": {"new_status": "met"}})
    before = "        status: planned\n        due: 2027-01-31\n"
    assert text(found, SYSTEM_FILE) == SYSTEM.replace(before, "        status: met\n")


def test_evidence_is_added() -> None:
    added = "        evidence:\n          - title: A scan\n            on: 2026-11-01\n        on: 2026-11-01\n"
    assert added in text(judged({CHECK: SCAN}), SYSTEM_FILE)


@pytest.mark.parametrize(
    ("fill", "field", "says"),
    [
        ({"result": "exception", "tested_by": "A", "tested_on": "2026-10-02"}, "", "reason"),
        ({**TESTED, "sample": 5, "population": 4}, "sample", "population of 4"),
        ({**TESTED, "reviewed_by": "a.  auditor", "reviewed_on": "2026-10-03"}, "reviewed_by", "somebody else"),
        ({**TESTED, "action_by": "taem"}, "action_by", "did you mean `team`?"),
        ({**TESTED, "tested_by": "A\nB"}, "tested_by", ""),
        ({"comment": "x" * 4001}, "comment", "4"),
        ({"result": "done"}, "result", "is not one of"),
        ({"new_status": "not-applicable"}, "", "because"),
        ({"new_status": "planned"}, "", "due"),
        ({"new_evidence_file": "../x", "new_evidence_title": "x"}, "new_evidence_title", ""),
    ],
)
def test_row_that_breaks_a_rule_is_refused(fill: Mapping[str, object], field: str, says: str) -> None:
    found = judged({CHECK: fill, "patched@b": TESTED})
    assert list(faults(found)) == [CHECK]
    assert says in faults(found)[CHECK][field]
    assert "patched@b" in text(found)
    assert CHECK not in text(found)
    assert SYSTEM_FILE not in found.texts


def test_refused_row_names_every_filled_cell() -> None:
    found = judged({CHECK: {**TESTED, "result": "done", "comment": "a\nb"}})
    (row,) = [each.row for each in found.rows if each.refused]
    cells = {cell.field.id: cell.text for cell in row.cells}
    assert cells == {"result": "done", "tested_by": "A. Auditor", "tested_on": "2026-10-02", "comment": "a\nb"}
    assert all(cell.address.startswith("Checklist!") for cell in row.cells)


def test_unknown_check_is_refused_with_a_hint() -> None:
    found = judged({CHECK: {**TESTED, "check": "pached@a"}})
    assert faults(found)["pached@a"][""] == "`pached@a` is no check of `small`; did you mean `patched@a`?"


def test_unknown_system_is_refused() -> None:
    assert "no system `smal`" in faults(judged({CHECK: {**TESTED, "system": "smal"}}))[CHECK][""]


def test_row_without_system_is_of_the_only_one() -> None:
    assert CHECK in text(judged({CHECK: {**TESTED, "system": None}}))


def test_every_copy_of_a_row_is_refused() -> None:
    lines = filled(texts(), {CHECK: TESTED})
    row = next(line for line in lines if CHECK in line)
    found = read_back(texts(), as_xlsx([*lines, row]))
    assert [each.row.check for each in found.rows if each.refused] == [CHECK, CHECK]
    assert found.texts == {}
    assert all("as well" in each.faults[""] for each in found.rows if each.refused)


@pytest.mark.parametrize("fingerprint", [None, "", "0123", "Z" * 12])
def test_row_without_fingerprint_is_refused(fingerprint: str | None) -> None:
    assert "fingerprint" in faults(judged({CHECK: {**TESTED, "fingerprint": fingerprint}}))[CHECK][""]


def test_older_text_is_kept_and_noted() -> None:
    lines = filled(texts(), {CHECK: TESTED})
    newer = texts(system=SYSTEM.replace("patched: met", "patched: partial"))
    found = read_back(newer, as_xlsx(lines))
    (row,) = [each for each in found.rows if each.change]
    assert row.note == OLDER
    assert f"fingerprint: {row.row.fingerprint}" in text(found)


def test_formula_without_value_is_refused() -> None:
    raw = as_xlsx(filled(texts(), {CHECK: {**TESTED, "comment": "FORMULA"}}))
    with zipfile.ZipFile(io.BytesIO(raw)) as packed:
        index = packed.read("xl/sharedStrings.xml").split(b"<si>").index(b"<t>FORMULA</t></si>") - 1
    value = b' t="s"><v>%d</v>' % index
    found = read_back(texts(), changed(raw, {SHEET: lambda xml: xml.replace(value, b"><f>A1</f>")}))
    assert "formula without a value" in faults(found)[CHECK]["comment"]


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "outcome"),
    [
        (None, "old", "old", "unchanged"),
        (None, "old", "new", "refused"),
        ("old", "old", "new", "changed"),
        ("old", "ours", "old", "unchanged"),
        ("old", "ours", "new", "refused"),
        ("old", "new", "new", "unchanged"),
        (None, None, "new", "changed"),
        ("old", None, "new", "changed"),
        ("old", "ours", None, "unchanged"),
    ],
)
def test_cell_is_merged_three_ways(base: str | None, ours: str | None, theirs: str | None, outcome: str) -> None:
    said = f"{AUDIT}results:\n  small:\n    {CHECK}:\n      comment: {ours}\n" if ours else AUDIT
    models = texts(audit=said)
    known = {"small": {CHECK: {"comment": base}}} if base else None
    found = read_back(models, as_xlsx(filled(models, {CHECK: {"comment": theirs}})), base=known)
    row = next(each for each in found.rows if each.row.check == CHECK)
    assert ("refused" if row.refused else "changed" if row.change else "unchanged") == outcome


@pytest.mark.parametrize(("now", "refused"), [("met", False), ("partial", True), ("not-met", False)])
def test_status_is_merged_three_ways(now: str, *, refused: bool) -> None:
    lines = filled(texts(), {CHECK: {"new_status": "not-met"}})
    newer = texts(system=SYSTEM.replace("patched: met", f"patched: {now}"))
    assert (CHECK in faults(read_back(newer, as_xlsx(lines)))) is refused


def test_renamed_element_keeps_its_results() -> None:
    lines = filled(texts(), {"patched@b": TESTED})
    newer = texts(system=SYSTEM.replace("  b:\n", "  c:\n    was: b\n"))
    assert "patched@c:" in text(read_back(newer, as_xlsx(lines)))


def test_results_without_an_audit_are_refused() -> None:
    found = read_back(texts(), as_xlsx(filled(texts(), {CHECK: TESTED})), audit="none")
    assert "--audit" in faults(found)[CHECK][""]


def test_moved_columns_and_sorted_rows_are_read() -> None:
    lines = filled(texts(), {CHECK: TESTED})
    moved = [[*reversed(line), "note of mine"] for line in (lines[0], *reversed(lines[2:]))]
    assert "result: effective" in text(read_back(texts(), as_xlsx(moved)))


def test_headings_alone_name_the_columns() -> None:
    lines = filled(texts(), {CHECK: TESTED})[1:]
    assert "result: effective" in text(read_back(texts(), as_csv(lines)))


@pytest.mark.parametrize("lines", [[["a", "b"]], [["check", "fingerprint", "check"]], []])
def test_sheet_of_another_form_is_refused(lines: list[list[object]]) -> None:
    with pytest.raises(RefusedError):
        read_back(texts(), as_xlsx(lines))


def test_comment_of_the_file_is_never_lost() -> None:
    system = SYSTEM.replace("due: 2027-01-31", "due: 2027-01-31  # agreed")
    found = judged({"disk-encrypted@a": {"new_status": "met"}}, system=system)
    assert "make it by hand" in faults(found)["disk-encrypted@a"][""]
    assert found.texts == {}


def test_search_for_refused_rows_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(judgement, "_MOST_ROUNDS", 0)
    found = judged({CHECK: {"result": "exception"}, "disk-encrypted@a": TESTED})
    assert found.texts == {}
    assert [set(each.values()) for each in faults(found).values()] == [{judgement._NOT_JUDGED}] * 2
    assert found.count()[1:3] == (0, len(found.rows) - 2)


def test_every_row_that_breaks_a_rule_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """However few problems of a file are listed, and however many rounds that takes."""
    monkeypatch.setattr(catalogue, "MOST_PROBLEMS", 1)
    monkeypatch.setattr(schema_messages, "_MOST_ERRORS", 1)
    fill: Fill = {
        CHECK: {"result": "exception"},
        "patched@b": {**TESTED, "result": "exception"},
        "disk-encrypted@a": {**TESTED, "population": 3, "sample": 5},
        "disk-encrypted@b": {**TESTED, "population": 2, "sample": 3},
        "metadata-guarded@a": {**TESTED, "action_by": "nobody-here"},
        "metadata-guarded@b": TESTED,
    }
    found = judged(fill)
    told = {check: " ".join(each.values()) for check, each in faults(found).items()}
    assert set(told) == {*fill} - {"metadata-guarded@b"}
    assert [check for check, why in told.items() if why == judgement._NOT_JUDGED] == []
    assert set(found.texts) == {AUDIT_FILE}
    assert "metadata-guarded@b" in text(found)


@pytest.mark.parametrize(
    ("head", "why"),
    [
        (["check", "status"], "other.csv is no checklist"),
        (["check", "fingerprint", "check"], "other.csv: CSV!C1: .*twice"),
    ],
)
def test_wrong_columns_are_told_of_the_file(head: list[str], why: str) -> None:
    with pytest.raises(RefusedError, match=why):
        rows("other.csv", Sheet(name="CSV", rows=[head]))
