"""The week of the guide for auditors, followed with a workbook that is handed out: what is shown is what is printed."""

import re
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import Result
from tests.support import sites

from zonebook import assembly
from zonebook.assess.controls.checklist_fields import FIELDS
from zonebook.document.provenance import Provenance
from zonebook.document.sheet import Cell, Sheet
from zonebook.present.downloads.checklist_books import SHEET, Rows
from zonebook.write.workbook.book import xlsx

GUIDE = sites.TOP / "docs" / "guides" / "auditors.md"
SYSTEM, DAY = "corporate-directory", "2026-12-01"
BLOCK = re.compile(r"^```(?P<language>\w+)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
FILLED: Mapping[str, Mapping[str, Cell]] = {
    "dhcp-options-ad-dns@directory-vpc": {
        "result": "Effective",
        "tested_by": "A. Moreau",
        "tested_on": "2026-11-24",
        "method": ("test",),
        "population": 1,
        "sample": 1,
    },
    "ebs-snapshots-private@dc-1": {"result": "excepton", "tested_by": "A. Moreau", "tested_on": "2026-11-24"},
    "directory-backup-recent@dc-1": {"new_status": "planned", "new_due": "2027-01-31"},
}
CORRECTED: Mapping[str, Mapping[str, Cell]] = {
    **FILLED,
    "ebs-snapshots-private@dc-1": {
        **FILLED["ebs-snapshots-private@dc-1"],
        "result": "exception",
        "exceptions": 1,
        "reason": "One snapshot of October is shared with an account that no longer exists.",
    },
}


@pytest.fixture(autouse=True)
def _models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copytree(sites.TOP / "models", "models")


def part(heading: str) -> str:
    """The text of the guide under a heading."""
    return GUIDE.read_text("utf-8").split(f"\n## {heading}\n")[1].split("\n## ")[0]


def blocks(heading: str, language: str) -> list[str]:
    return [each["body"] for each in BLOCK.finditer(part(heading)) if each["language"] == language]


def fill(filled: Mapping[str, Mapping[str, Cell]]) -> None:
    """Write the workbook that the page of downloads offers for the whole system, with what is filled in."""
    judged = assembly.load_and_assess(Path("models"), DAY).systems[SYSTEM]
    book = Rows(judged=judged).book("All checks", judged.checks)
    (sheet,) = (each for each in book.sheets if isinstance(each, Sheet))
    at = {field.id: number for number, field in enumerate(FIELDS)}
    rows = [list(row) for row in sheet.rows]
    for row in rows:
        for name, value in filled.get(str(row[at["check"]]), {}).items():
            row[at[name]] = value
    form = Sheet(name=SHEET, title=sheet.title, columns=FIELDS, rows=tuple(map(tuple, rows)), form=True)
    Path("filled.xlsx").write_bytes(xlsx(book, (form,), Provenance(program="0", as_of=DAY)))


def ran(command: str) -> Result:
    """Run a command of the guide on its day."""
    words = command.split()
    assert words[0] == "zonebook"
    return sites.asked(*words[1:], "--as-of", DAY)


def settled(text: str) -> str:
    """An output without the numbers that move with every row and line that is added somewhere: of rows and of hunks."""
    text = re.sub(r"(Checklist![A-Z]+)[0-9]+", r"\1", re.sub(r"^@@ .* @@$", "@@", text, flags=re.MULTILINE))
    return re.sub(r"[0-9]+ (rows read|unchanged)", r"\1", text)


def test_week_is_as_the_guide_shows_it() -> None:
    first, second = blocks("A week", "sh")
    shown, last = blocks("A week", "text")
    fill(FILLED)
    found = ran(first.strip())
    assert (found.exit_code, settled(found.stdout)) == (1, settled(shown))
    fill(CORRECTED)
    found = ran(second.strip())
    assert (found.exit_code, settled(found.stderr.splitlines()[-1])) == (0, settled(last.strip()))
    assert sites.asked("check", "--as-of", DAY).exit_code == 0


def test_findings_are_as_the_guide_shows_them() -> None:
    (scan,), (command,) = blocks("What tools found", "csv"), blocks("What tools found", "sh")
    (shown,) = blocks("What tools found", "text")
    Path("scan.csv").write_text(scan, "utf-8")
    found = ran(command.strip())
    assert (found.exit_code, settled(found.stdout)) == (1, settled(shown))
