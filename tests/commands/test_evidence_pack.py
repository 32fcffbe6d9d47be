"""`zonebook export evidence-pack`: what shows what, packed so that it is verified without the repository."""

import csv
import hashlib
import io
import json
import zipfile
from pathlib import Path

import pytest
from tests.support import sites

SCAN = b"volume,encrypted\nv-1,true\n"
STATED = """\
controls:
  patched:
    status: met
    on: 2026-11-20
    evidence:
      - {title: Scan, file: evidence/scan.csv, on: 2026-11-20, sha256: HASH}
      - {title: Lost, file: evidence/lost.csv}
      - {title: Board, url: "https://example.com/board"}
"""
FOLDER = Path("models/systems/small")
INSIDE = "evidence/models/systems/small/evidence/scan.csv"
AUDIT = """\
audit:
  title: The year
  framework: small-1
  period: {from: 2026-01-01, to: 2026-12-31}
"""


def stated(sha256: str = hashlib.sha256(SCAN).hexdigest(), *, lost: bool = True) -> None:
    """State evidence in the small system, and write its file."""
    text = STATED.replace("HASH", sha256)
    if not lost:
        text = "".join(line for line in text.splitlines(keepends=True) if "Lost" not in line)
    (FOLDER / "controls.yaml").write_text(text, "utf-8")
    (FOLDER / "evidence").mkdir(exist_ok=True)
    (FOLDER / "evidence" / "scan.csv").write_bytes(SCAN)


def packed(name: str = "small", out: str = "pack.zip") -> tuple[int, str, dict[str, bytes]]:
    """Pack; return the exit code, what was said, and the files of the pack."""
    done = sites.asked("export", "evidence-pack", name, "--out", out, "--as-of", sites.DAY)
    if not Path(out).is_file():
        return done.exit_code, done.stderr, {}
    with zipfile.ZipFile(out) as archive:
        return done.exit_code, done.stderr, {each: archive.read(each) for each in archive.namelist()}


def index(files: dict[str, bytes]) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(files["index.csv"].decode("utf-8-sig"), newline="")))


@pytest.mark.usefixtures("here")
def test_pack_has_files_index_and_hashes() -> None:
    stated(lost=False)
    code, said, files = packed()
    assert code == 0
    hashed = hashlib.sha256(Path("pack.zip").read_bytes()).hexdigest()
    assert said == f"pack.zip: 2 pieces of evidence, 1 file; sha256 {hashed}\n"
    assert set(files) == {"README.txt", "index.csv", "index.xlsx", "manifest.json", INSIDE}
    assert files[INSIDE] == SCAN
    board, scan = index(files)
    assert (board["Evidence"], board["State"], board["Address"]) == (
        "Board", "not a file of the repository", "https://example.com/board",
    )  # fmt: skip
    assert (scan["State"], scan["File"], scan["Day"]) == ("unchanged", INSIDE.partition("/")[2], "2026-11-20")
    assert scan["SHA-256 stated"] == scan["SHA-256 found"] == hashlib.sha256(SCAN).hexdigest()
    assert scan["Shows"] == "patched@server-1"
    assert scan["Written in"].startswith("models/systems/small/controls.yaml:6:")


@pytest.mark.usefixtures("here")
def test_pack_is_verified_without_repository() -> None:
    stated(lost=False)
    packed()
    assert sites.asked("verify", "pack.zip").exit_code == 0
    with zipfile.ZipFile("pack.zip") as archive, zipfile.ZipFile("other.zip", "w") as other:
        for name in archive.namelist():
            other.writestr(name, b"v-1,false\n" if name == INSIDE else archive.read(name))
    done = sites.asked("verify", "other.zip")
    assert done.exit_code == 1
    assert done.stdout.startswith(f"{INSIDE}: changed-file: ")


@pytest.mark.usefixtures("here")
def test_same_state_packs_to_same_bytes() -> None:
    stated()
    packed(out="one.zip")
    packed(out="two.zip")
    assert Path("one.zip").read_bytes() == Path("two.zip").read_bytes()


@pytest.mark.usefixtures("here")
def test_missing_and_changed_files_are_named() -> None:
    stated("ab" * 32)
    code, said, files = packed()
    assert code == 3
    assert {row["Evidence"]: row["State"] for row in index(files)} == {
        "Board": "not a file of the repository", "Lost": "missing", "Scan": "changed",
    }  # fmt: skip
    degraded = json.loads(files["manifest.json"])["degraded"]
    assert [each.partition(", named at")[0] for each in degraded] == [
        "models/systems/small/evidence/lost.csv: missing", "models/systems/small/evidence/scan.csv: changed",
    ]  # fmt: skip
    assert [f"degraded: {each}" for each in degraded] == said.splitlines()[:2]
    assert files[INSIDE] == SCAN


@pytest.mark.usefixtures("here")
def test_what_is_there_is_not_overwritten() -> None:
    stated()
    Path("pack.zip").write_bytes(b"mine")
    done = sites.asked("export", "evidence-pack", "small", "--out", "pack.zip")
    assert (done.exit_code, Path("pack.zip").read_bytes()) == (2, b"mine")
    assert done.stderr == "zonebook: pack.zip exists; move it away, or name another file\n"


@pytest.mark.usefixtures("here")
def test_unknown_name_has_a_hint() -> None:
    code, said, files = packed("smal")
    assert (code, files) == (2, {})
    assert said == "zonebook: there is no system or audit `smal`; did you mean `small`?\n"


@pytest.mark.usefixtures("here")
def test_pack_has_evidence_of_measures() -> None:
    (FOLDER / "threats.yaml").write_text(
        "threats:\n  forged-page:\n    title: A page is forged\n    story: So.\n    likelihood: low\n    impact: low\n"
        "    measures:\n      signed-pages: {closes: So., status: met, on: 2026-11-20,\n"
        "        evidence: [{title: Scan, file: evidence/scan.csv, on: 2026-11-20}]}\n",
        "utf-8",
    )
    (FOLDER / "evidence").mkdir()
    (FOLDER / "evidence" / "scan.csv").write_bytes(SCAN)
    code, _, files = packed()
    (scan,) = index(files)
    assert (code, files[INSIDE]) == (0, SCAN)
    assert (scan["Control"], scan["State"]) == ("small/forged-page/signed-pages", "no hash stated")
