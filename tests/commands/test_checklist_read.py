"""`zonebook checklist read`: the diff first, all or nothing with --write, and what is refused with its cells."""

from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest
from click.testing import Result
from tests.support import catalogues, sites
from tests.support.checklists import as_csv, as_xlsx, table
from tests.support.histories import git

from zonebook import assembly
from zonebook.assess.controls.checklist_values import values

SYSTEM = """\
system: {title: Archive, owner: team}
services:
  store:
    kind: server
    controls:
      patched: met  # as agreed
"""
AUDIT = """\
# The year.
audit:
  title: Year 2026
  framework: made-up-1
  period: {from: 2026-01-01, to: 2026-12-31}
"""
DECIDED = """\
system: {title: Archive, owner: team}
services:
  store: {kind: server, controls: {metadata-guarded: not-met}}
decisions:
  metadata-read@store: {treatment: mitigate, by: team, on: 2026-10-01, until: 2027-01-01, because: It is planned.}
"""
CHECK, OTHER = "patched@store", "disk-encrypted@store"
TESTED = {"result": "effective", "tested_by": "A. Auditor", "tested_on": "2026-10-02"}
AUDIT_FILE = Path("models/audits/year.yaml")
SYSTEM_FILE = Path("models/systems/archive/archive.yaml")


@pytest.fixture(autouse=True)
def _repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A small repository as the current folder, with the frozen catalogue in place of the shipped one."""
    catalogues.use(monkeypatch, catalogues.golden_texts())
    monkeypatch.chdir(tmp_path)
    for path, text in ((SYSTEM_FILE, SYSTEM), (AUDIT_FILE, AUDIT)):
        path.parent.mkdir(parents=True)
        path.write_text(text, "utf-8")
    Path("models/organisation.yaml").write_text(sites.ORGANISATION, "utf-8")


def sheet(fill: Mapping[str, object], checks: Iterable[str] = (CHECK,)) -> list[list[object]]:
    """The rows of some checks of the system as they are handed out, with what is filled in to each."""
    assessment = assembly.load_and_assess(Path("models"), sites.DAY)
    system = assessment.systems["archive"]
    said = assessment.workspace.audits["year"].results.get("archive", {})
    found = {each.id: {**values(each, system.resolved, said.get(each.id)), **fill} for each in system.checks}
    return table({check: found[check] for check in checks})


def read(raw: bytes, *more: str) -> Result:
    Path("filled.xlsx").write_bytes(raw)
    return sites.asked("checklist", "read", "filled.xlsx", "--as-of", sites.DAY, *more)


def test_diff_comes_first_and_writes_nothing() -> None:
    before = sites.tree(Path("models"))
    found = read(as_xlsx(sheet({**TESTED, "new_status": "partial"})))
    assert found.exit_code == 0, found.output
    for line in (
        f"--- {AUDIT_FILE}",
        f"+    {CHECK}:",
        "+      result: effective",
        "-      patched: met  # as agreed",
        "+      patched: partial  # as agreed",
    ):
        assert line in found.stdout.splitlines()
    assert "1 row read: 1 changed, 0 unchanged, 0 refused; nothing was written." in found.stderr
    assert sites.tree(Path("models")) == before


def test_write_makes_the_change() -> None:
    found = read(as_csv(sheet({**TESTED, "new_status": "partial"})), "--write")
    assert found.exit_code == 0, found.output
    assert "2 files written." in found.stderr
    assert AUDIT_FILE.read_text("utf-8").startswith(f"{AUDIT}results:\n  archive:\n    {CHECK}:\n")
    assert SYSTEM_FILE.read_text("utf-8") == SYSTEM.replace("met", "partial")
    assert sites.asked("check", "--as-of", sites.DAY).exit_code == 0


def test_refused_row_leaves_every_file() -> None:
    before = sites.tree(Path("models"))
    lines = sheet(TESTED, [CHECK, OTHER])
    lines[-1] = ["done" if cell == "effective" else cell for cell in lines[-1]]
    found = read(as_xlsx(lines), "--write")
    assert found.exit_code == 1
    assert "2 rows read: 1 changed, 0 unchanged, 1 refused; nothing was written." in found.stderr
    assert "filled.xlsx: Checklist!B4: refused: disk-encrypted@store" in found.stdout
    assert "Result: `done` is not one of effective" in found.stdout
    assert "Tested by: A. Auditor (not taken)" in found.stdout
    assert "+      result: effective" in found.stdout
    assert sites.tree(Path("models")) == before


def test_sheet_without_changes_is_fine() -> None:
    found = read(as_xlsx(sheet({})), "--write")
    assert (found.exit_code, found.stdout) == (0, "")
    assert "0 changed, 1 unchanged, 0 refused; nothing was written." in found.stderr


@pytest.mark.parametrize("raw", [b"PK\x03\x04", b"", b"\xff", as_xlsx([["a"]])], ids=["cut", "empty", "bytes", "other"])
def test_other_file_is_one_line(raw: bytes) -> None:
    found = read(raw)
    assert (found.exit_code, found.stdout) == (2, "")
    assert len(found.stderr.splitlines()) == 1


@pytest.mark.parametrize("name", ["none.xlsx", "models"])
def test_missing_file_is_one_line(name: str) -> None:
    found = sites.asked("checklist", "read", name)
    assert found.exit_code == 2
    assert len(found.stderr.splitlines()) == 1


def test_audit_is_the_one_of_the_sheet() -> None:
    other = AUDIT_FILE.with_name("other.yaml")
    other.write_text(AUDIT, "utf-8")
    lines = sheet(TESTED)
    assert "--audit" in read(as_xlsx(lines)).stdout
    assert read(as_xlsx(lines, {"zonebook-audit": "other"}), "--write").exit_code == 0
    assert CHECK in other.read_text("utf-8")
    assert AUDIT_FILE.read_text("utf-8") == AUDIT


@pytest.mark.parametrize(
    ("stated", "wanted", "says"),
    [
        ("", "yaer", "did you mean `year`?"),
        ("other", "year", "is of the audit `other`"),
        ("gone", "", "no audit `gone`"),
    ],
)
def test_wrong_audit_is_refused(stated: str, wanted: str, says: str) -> None:
    properties = {"zonebook-audit": stated} if stated else {}
    found = read(as_xlsx(sheet(TESTED), properties), *(("--audit", wanted) if wanted else ()))
    assert found.exit_code == 2
    assert says in found.stderr


def test_sheet_of_an_older_commit_is_merged() -> None:
    git(Path(), "init", "-q")
    git(Path(), "add", "models")
    git(Path(), "commit", "-q", "-m", "Begin")
    commit = git(Path(), "rev-parse", "HEAD").strip()
    first = sheet({"comment": "ours"})
    assert read(as_xlsx(first), "--write").exit_code == 0
    theirs = {"comment": "theirs", "tested_by": "A. Auditor"}
    assert "changed on both sides" in read(as_xlsx(sheet(theirs), {"zonebook-commit": commit})).stdout
    git(Path(), "commit", "-q", "-a", "-m", "Comment")
    known = git(Path(), "rev-parse", "HEAD").strip()
    found = read(as_xlsx(sheet(theirs), {"zonebook-commit": known}), "--write")
    assert found.exit_code == 0, found.output
    assert "comment: theirs" in AUDIT_FILE.read_text("utf-8")


def test_decision_about_nothing_is_named() -> None:
    """What a new status closes, a decision was perhaps taken about."""
    SYSTEM_FILE.write_text(DECIDED, "utf-8")
    found = read(as_xlsx(sheet({"new_status": "met"}, ["metadata-guarded@store"])))
    assert found.exit_code == 1, found.output
    assert "stale-decision" in found.stdout
    assert "{metadata-guarded: met}" in found.stdout


def test_sheet_of_another_form_is_refused() -> None:
    found = read(as_xlsx(sheet(TESTED), {"zonebook-format": "2"}))
    assert found.exit_code == 2
    assert "form 2" in found.stderr
