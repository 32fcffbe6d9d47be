"""Assumptions and what is out of scope at the command line: counted in the summary, explained, and gated once ended."""

import json
from pathlib import Path

import pytest
from tests.support import sites

from zonebook.edge import disk
from zonebook.read.schema import Schemas

MODEL = """system: {title: Shop, owner: team}
services:
  one: {kind: linux-server, settings: {os-supported: false}}
  two: {kind: linux-server, settings: {os-supported: false}}
out_of_scope:
  one: {because: Judged in its own model., by: team, until: %s}
assumptions:
  frozen: {title: Nobody reaches it., about: [two], excludes: [unsupported-software], by: team, until: %s}
"""
HELD, ENDED = "2099-01-01", "2026-01-01"


@pytest.fixture
def models(tmp_path: Path) -> Path:
    system = tmp_path / "models" / "systems" / "shop"
    system.mkdir(parents=True)
    (tmp_path / "models" / "organisation.yaml").write_text("organisation: {title: H}\nparties: {team: {}}\n", "utf-8")
    return tmp_path / "models"


def stated(models: Path, *until: str) -> Path:
    (models / "systems" / "shop" / "shop.yaml").write_text(MODEL % until, "utf-8")
    return models


def check(models: Path, *more: str) -> tuple[int, str]:
    ran = sites.asked("check", str(models), "--as-of", sites.DAY, *more)
    return ran.exit_code, ran.stdout


def test_summary_counts_what_is_set_aside(models: Path) -> None:
    _, held = check(stated(models, HELD, HELD))
    assert "set aside (" in held
    assert "1 excluded by assumption)" in held
    _, ended = check(stated(models, ENDED, ENDED))
    assert "set aside" not in ended


def test_gates_pass_over_what_is_set_aside(models: Path) -> None:
    _, held = check(stated(models, HELD, HELD), "--fail-on", "very-low")
    assert "unsupported-software@" not in held
    _, ended = check(stated(models, ENDED, ENDED), "--fail-on", "very-low")
    assert "unsupported-software@one, @two: " in ended


@pytest.mark.parametrize(("until", "code"), [((HELD, HELD), 0), ((ENDED, HELD), 1), ((HELD, ENDED), 1)])
def test_ended_limit_fails_the_gate_of_expired(models: Path, until: tuple[str, str], code: int) -> None:
    assert check(stated(models, *until), "--fail-on-expired")[0] == code


def test_json_of_a_check_names_what_sets_aside(models: Path) -> None:
    _, text = check(stated(models, HELD, HELD), "--format", "json")
    found = json.loads(text)
    assert Schemas(disk.schemas()).valid(found, "check")
    by = {each["id"]: (each["state"], each["set_aside_by"]) for each in found["findings"]}
    assert by["unsupported-software@one"] == ("out-of-scope", {"word": "out_of_scope", "id": "one"})
    assert by["unsupported-software@two"] == ("excluded", {"word": "assumptions", "id": "frozen"})
    assert {each["element"] for each in found["gaps_set_aside"]} == {"one"}
    assert "one" not in {each["element"] for each in found["gaps"]}


def test_explain_names_what_a_limit_sets_aside(models: Path) -> None:
    stated(models, HELD, ENDED)
    told = sites.asked("explain", "frozen", "--models", str(models), "--as-of", sites.DAY).stdout
    assert told.startswith("Assumption frozen of shop, at ")
    assert "Excludes: unsupported-software." in told
    assert f"Ended on {ENDED}." in told
    assert "Open again since it ended: unsupported-software@two." in told
    outside = sites.asked("explain", "one", "--models", str(models), "--as-of", sites.DAY).stdout
    assert outside.startswith("Out of scope: one of shop, at ")
    assert "Sets aside 1 finding" in outside or "findings: unsupported-software@one" in outside


def test_explained_finding_says_it_is_set_aside(models: Path) -> None:
    stated(models, HELD, ENDED)
    ask = ("--models", str(models), "--as-of", sites.DAY)
    assert "Set aside: one is out of scope by team" in sites.asked("explain", "unsupported-software@one", *ask).stdout
    assert "It is open again: assumption frozen" in sites.asked("explain", "unsupported-software@two", *ask).stdout


def test_misspelt_assumption_gets_a_hint(models: Path) -> None:
    stated(models, HELD, HELD)
    ran = sites.asked("explain", "frosen", "--models", str(models), "--as-of", sites.DAY)
    assert "did you mean `frozen`?" in ran.stderr
