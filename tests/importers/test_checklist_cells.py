"""The cells of a filled checklist: each is read by the type of its field, and nothing is guessed."""

from datetime import date, datetime, time

import pytest

from zonebook.assess.controls.checklist_fields import BY_ID
from zonebook.importers.checklist.cells import WrongCellError, typed
from zonebook.read.spreadsheet import Value


@pytest.mark.parametrize(
    ("name", "value", "is_"),
    [
        ("result", " Not  Effective ", "not-effective"),
        ("result", "no_occurrence", "no-occurrence"),
        ("method", "Test\r\n examine\n", ("test", "examine")),
        ("items", "one\n\none\ntwo", ("one", "two")),
        ("tested_on", date(2026, 1, 2), date(2026, 1, 2)),
        ("tested_on", datetime(2026, 1, 2, 9, 30), date(2026, 1, 2)),  # noqa: DTZ001  a cell has no time zone
        ("tested_on", " 2026-01-02 ", date(2026, 1, 2)),
        ("sample", 5, 5),
        ("sample", " 05 ", 5),
        ("complete", "YES", True),
        ("complete", False, False),
        ("reason", "  two  \r\nlines ", "two\nlines"),
        ("reason", 12, "12"),
        ("reason", date(2026, 1, 2), "2026-01-02"),
        ("comment", None, None),
        ("items", "\n \n", None),
    ],
)
def test_cell_is_read_by_its_field(name: str, value: Value, is_: object) -> None:
    assert typed(BY_ID[name], value) == is_


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("result", "efective", "did you mean `effective`?"),
        ("result", "ok", "is not one of effective"),
        ("result", True, "is not one of"),
        ("method", "test, examine", "is not one of"),
        ("tested_on", "2026-02-30", "no day"),
        ("tested_on", "1/2/26", "no day"),
        ("tested_on", 46000, "no day"),
        ("tested_on", time(9, 30), "no day"),
        ("sample", -1, "no whole number"),
        ("sample", 1.5, "no whole number"),
        ("sample", True, "no whole number"),
        ("sample", "five", "no whole number"),
        ("complete", "perhaps", "neither yes nor no"),
        ("complete", 1, "neither yes nor no"),
        ("reason", "a\u202eb", "U+202E"),
    ],
)
def test_cell_of_another_type_is_refused(name: str, value: Value, says: str) -> None:
    with pytest.raises(WrongCellError, match=says.replace("+", r"\+").replace("?", r"\?")):
        typed(BY_ID[name], value)
