"""Evidence that can be checked: what is said of files that are missing, changed, elsewhere or behind a link."""

import json
import os
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from tests.support import sites

from zonebook import __version__, assembly
from zonebook.document.page import Table
from zonebook.views.system.checklists.pages import checklists
from zonebook.write.assessment_json.document import assessed
from zonebook.write.plain_text import plain

EXPORT = b'{"Volumes": [{"Encrypted": true}]}\n'
HASH = sha256(EXPORT).hexdigest()
FILE = "evidence/volumes.json"
ORGANISATION = "organisation: {title: House, appetite: low}\nparties: {team: {}}\n"
SYSTEM = """\
system: {title: Archive, owner: team}
services:
  store:
    kind: amazon-ec2
    controls:
      ebs-encrypted:
        status: met
        by: team
        on: 2026-11-02
        evidence:
          - {title: Volumes, %s, on: 2026-11-02}
"""
FINDING = "evidence-missing-or-changed@archive"


def models(tmp_path: Path, said: str, organisation: str = ORGANISATION) -> Path:
    """Write an organisation and a system with one statement and its evidence; change to the folder above them."""
    system = tmp_path / "models" / "systems" / "archive"
    (system / "evidence").mkdir(parents=True)
    (tmp_path / "models" / "organisation.yaml").write_text(organisation, "utf-8")
    (system / "archive.yaml").write_text(SYSTEM % said, "utf-8")
    return system


@pytest.fixture
def top(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def findings() -> Mapping[str, Any]:
    result = sites.asked("check", "--as-of", sites.DAY, "--format", "json")
    assert result.exit_code == 0, result.output
    return {each["id"]: each for each in json.loads(result.stdout)["findings"]}


def shown() -> tuple[Any, str]:
    """Return what assessment.json says about the control, and its row in the checklist."""
    assessment = assembly.load_and_assess(Path("models"), sites.DAY)
    told = json.loads(assessed(assessment, __version__))
    tables = (block for page in checklists(assessment) for block in page.blocks if isinstance(block, Table))
    rows = next(each.rows for each in tables if each.name == "by-service-store")
    row = next(each for each in rows if each.id == "ebs-encrypted-store")
    return told["systems"]["archive"]["controls"]["ebs-encrypted@store"], " | ".join(map(plain, row.cells))


def test_missing_file_is_a_finding(top: Path) -> None:
    models(top, f"file: {FILE}")
    found = findings()[FINDING]
    (reason,) = found["reasons"]
    assert reason == (
        "services.store.controls.ebs-encrypted: there is no file models/systems/archive/evidence/volumes.json, "
        "named at models/systems/archive/archive.yaml:11:13"
    )
    told, listed = shown()
    assert (told["status"], told["claimed"]) == ("met", True)
    assert (told["evidence"][0]["found"], told["evidence"][0]["hash"]) == (False, None)
    assert "claimed: there is no file models/systems/archive/evidence/volumes.json" in listed
    assert f"Volumes {FILE} (missing) 2026-11-02" in listed


def test_changed_file_is_a_finding(top: Path) -> None:
    system = models(top, f"file: {FILE}, sha256: {HASH}")
    (system / FILE).write_bytes(EXPORT.replace(b"true", b"false"))
    assert "evidence/volumes.json has another SHA-256 than is stated" in findings()[FINDING]["reasons"][0]
    told, listed = shown()
    assert told["claimed"]
    assert (told["evidence"][0]["found"], told["evidence"][0]["hash"]) == (True, "differs")
    assert f"{FILE} (changed)" in listed


def test_unchanged_file_is_evidence(top: Path) -> None:
    system = models(top, f"file: {FILE}, sha256: {HASH}")
    (system / FILE).write_bytes(EXPORT)
    assert FINDING not in findings()
    told, listed = shown()
    assert not told["claimed"]
    assert (told["evidence"][0]["found"], told["evidence"][0]["hash"]) == (True, "same")
    assert f"{FILE} (unchanged)" in listed


def test_file_without_hash_is_evidence(top: Path) -> None:
    system = models(top, f"file: {FILE}")
    (system / FILE).write_bytes(b"anything")
    assert FINDING not in findings()
    told, listed = shown()
    assert not told["claimed"]
    assert (told["evidence"][0]["found"], told["evidence"][0]["hash"]) == (True, "not-stated")
    assert f"{FILE} (no hash stated)" in listed


def test_address_is_not_opened(top: Path) -> None:
    models(top, f"url: 'https://evidence.example.com/volumes.json', sha256: {HASH}")
    assert FINDING not in findings()
    told, _ = shown()
    assert not told["claimed"]
    assert (told["evidence"][0]["found"], told["evidence"][0]["hash"]) == (None, None)


def test_explain_names_the_missing_file(top: Path) -> None:
    models(top, f"file: {FILE}")
    result = sites.asked("explain", FINDING, "--as-of", sites.DAY)
    assert "there is no file models/systems/archive/evidence/volumes.json" in result.stdout


def test_evidence_of_organisation_is_beside_it(top: Path) -> None:
    said = (
        "controls: {organization-trail: {status: met, on: 2026-11-02, evidence: [{title: Trail, file: trail.json}]}}\n"
    )
    models(top, "url: 'https://evidence.example.com/volumes.json'", ORGANISATION + said)
    (reason,) = findings()[FINDING]["reasons"]
    assert reason == (
        "organisation.yaml: controls.organization-trail: there is no file models/trail.json, "
        "named at models/organisation.yaml:3:73"
    )
    (top / "models" / "trail.json").write_bytes(EXPORT)
    assert FINDING not in findings()


def problems() -> list[str]:
    result = sites.asked("check", "--as-of", sites.DAY)
    assert result.exit_code == 1
    return [line for line in result.stdout.splitlines() if not line.startswith(" ")]


PLACE = "models/systems/archive/archive.yaml:11:36: evidence-path: "


@pytest.mark.parametrize("file", ["../../organisation.yaml", "../other/a.json", "/etc/hosts", "evidence/../../x.json"])
def test_file_elsewhere_is_a_problem(top: Path, file: str) -> None:
    models(top, f"file: {file}")
    assert [line.startswith(PLACE) for line in problems()] == [True]


def test_linked_file_is_a_problem(top: Path) -> None:
    system = models(top, f"file: {FILE}, sha256: {HASH}")
    (system / "real.json").write_bytes(EXPORT)
    (system / FILE).symlink_to(system / "real.json")
    assert problems() == [
        f"{PLACE}models/systems/archive/evidence/volumes.json is a link; put what it leads to in its place"
    ]


def test_linked_folder_is_a_problem(top: Path) -> None:
    system = models(top, f"file: {FILE}")
    (top / "share").mkdir()
    (top / "share" / "volumes.json").write_bytes(EXPORT)
    (system / "evidence").rmdir()
    (system / "evidence").symlink_to(top / "share")
    assert problems() == [f"{PLACE}models/systems/archive/evidence is a link; put what it leads to in its place"]


def test_linked_folder_of_the_organisation_is_a_problem(top: Path) -> None:
    said = "controls: {organization-trail: {status: met, on: 2026-11-02, evidence: [{title: T, file: share/t.json}]}}\n"
    models(top, "url: 'https://evidence.example.com/volumes.json'", ORGANISATION + said)
    (top / "models" / "share").symlink_to(top)
    (problem,) = problems()
    assert problem.startswith("models/organisation.yaml:3:90: evidence-path: models/share is a link")


def test_every_problem_is_told_in_one_run(top: Path) -> None:
    system = models(top, f"file: {FILE}")
    (system / FILE).symlink_to("nowhere")
    (system / "more.yaml").write_text(
        "zones: {a: {inside: a}}\ncontrols:\n  organization-trail: {status: met, on: 2026-11-02, evidence: "
        "[{title: T, file: ../t.json}]}\n",
        "utf-8",
    )
    assert [line.split(": ")[1] for line in problems()] == ["evidence-path", "circle", "evidence-path"]


def test_linked_folder_without_evidence_is_refused(top: Path) -> None:
    """Models behind it would be skipped in silence."""
    system = models(top, "url: 'https://evidence.example.com/volumes.json'")
    (system / "more").symlink_to("evidence")
    result = sites.asked("check")
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
    assert "models/systems/archive/more is named like a model and is no file" in result.stderr


def test_unreadable_file_is_one_clear_line(top: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    system = models(top, f"file: {FILE}")
    (system / FILE).write_bytes(EXPORT)
    real = os.open

    def closed(path: str, flags: int, *rest: int, **more: int) -> int:
        if str(path).endswith("volumes.json"):
            raise PermissionError(13, "Permission denied", path)
        return real(path, flags, *rest, **more)

    monkeypatch.setattr(os, "open", closed)
    result = sites.asked("check")
    assert result.exit_code == 2
    assert result.stderr == "zonebook: models/systems/archive/evidence/volumes.json: permission denied\n"
