"""`zonebook evidence read`: what tools found becomes a diff, and nothing is written over what somebody states."""

from pathlib import Path

import pytest
from click.testing import Result
from tests.importers.test_evidence import HEAD, ROW, SYSTEM
from tests.support import sites

SYSTEM_FILE = Path("models/systems/archive/archive.yaml")
SCAN = Path("models/systems/archive/evidence/scan.csv")


@pytest.fixture(autouse=True)
def _repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    SCAN.parent.mkdir(parents=True)
    SYSTEM_FILE.write_text(SYSTEM, "utf-8")
    Path("models/organisation.yaml").write_text(sites.ORGANISATION, "utf-8")


def read(text: str, *more: str) -> Result:
    SCAN.write_text(text, "utf-8")
    return sites.asked("evidence", "read", str(SCAN), "--as-of", sites.DAY, *more)


def test_proposal_is_written_and_holds() -> None:
    found = read(HEAD + ROW)
    assert found.exit_code == 0, found.output
    assert "+            file: evidence/scan.csv" in found.stdout.splitlines()
    assert "1 proposed, 0 contradicted" in found.stderr
    assert SYSTEM_FILE.read_text("utf-8") == SYSTEM
    assert read(HEAD + ROW, "--write").exit_code == 0
    assert "        status: partial\n        on: 2026-11-10\n" in SYSTEM_FILE.read_text("utf-8")
    assert sites.asked("check", "--as-of", sites.DAY).exit_code == 0


def test_contradiction_is_reported_and_nothing_written() -> None:
    stated = f"{SYSTEM}    controls:\n      imdsv2-required: met\n"
    SYSTEM_FILE.write_text(stated, "utf-8")
    found = read(HEAD + ROW.replace("PASS", "FAIL"), "--write")
    assert found.exit_code == 1
    assert "archive/imdsv2-required@store: contradicted: Prowler: ec2_instance_imdsv2_enabled failed" in found.stdout
    assert SYSTEM_FILE.read_text("utf-8") == stated


def test_unmatched_resources_and_checks_are_listed() -> None:
    found = read(HEAD + ROW.replace("zonebook=archive/store", "") + ROW.replace("ec2_instance_imdsv2_enabled", "odd"))
    assert found.exit_code == 0
    assert "No map and no tag names the element of: arn:aws:ec2" in found.stderr
    assert "No control lists the check: odd" in found.stderr


def test_map_that_names_nothing_is_a_problem() -> None:
    Path("map.yaml").write_text("i-0abc: archive/stroe\n", "utf-8")
    found = read(HEAD + ROW, "--map", "map.yaml")
    assert found.exit_code == 1
    assert "map.yaml:1:9: unknown-id" in found.stdout


def test_other_file_is_refused_in_a_line() -> None:
    found = read("nothing")
    assert (found.exit_code, found.stdout) == (2, "")
    assert len(found.stderr.splitlines()) == 1
