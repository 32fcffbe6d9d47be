"""What a change does, from git history to verdict: folder in, words and exit code out."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from jsonschema import Draft202012Validator
from tests.support import sites
from tests.support.histories import (
    BASE,
    DAY,
    DECIDED,
    FLOWS,
    HOUSE,
    OPENED,
    ORGANISATION,
    RENAMED,
    STATED,
    STATES,
    SUPPORT,
    SYSTEM,
    WITH,
    History,
    accepted,
    git,
)

TOP = Path(__file__).resolve().parents[2]
Diff = Callable[..., Result]


@pytest.mark.parametrize("state", STATES)
def test_history_gets_its_verdicts(diff: Diff, history: History, state: str) -> None:
    changed, code, says = STATES[state]
    head = history.commit(changed)
    result = diff("base", head)
    assert says in result.stdout
    assert result.exit_code == code
    assert result.stdout.startswith(("OPEN: ", "CLOSED: ")[code])


def test_opened_flow_shows_path_and_control(diff: Diff, history: History) -> None:
    told = diff("base", history.commit(WITH)).stdout
    assert "rdp-open-to-internet@support (flows.yaml:8); closed by admin-ports-closed-to-internet" in told
    assert "first people → dc-1 (to dc-1); blocked by " in told
    assert "crosses the border internet → core (trust 0 → 4)" in told
    assert "people ══+ support ══▶ dc-1" in told


def test_pictures_of_a_change_are_written(diff: Diff, history: History, tmp_path: Path) -> None:
    """One of zones and flows alone, as the model has no network; the exit code stays that of the verdict."""
    folder = tmp_path / "new" / "pictures"
    told = diff("base", history.commit(WITH), "--pictures", str(folder))
    assert told.exit_code == 1
    (file,) = folder.iterdir()
    assert file.name == "small-change-zones.svg"
    text = file.read_text("utf-8")
    assert "+ RDP" in text
    assert "Pages" not in text
    assert 'href="data:image/png' in text
    assert "<a " not in text


def test_unchanged_models_have_no_pictures(diff: Diff, tmp_path: Path) -> None:
    assert diff("base", "base", "--pictures", str(tmp_path / "none")).exit_code == 0
    assert list((tmp_path / "none").iterdir()) == []


def test_pictures_need_a_folder(diff: Diff, history: History, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("", "utf-8")
    assert diff("base", history.commit(WITH), "--pictures", str(file)).exit_code == 2


def test_proven_party_opens_the_gate(diff: Diff, history: History) -> None:
    head = history.commit({**WITH, DECIDED: accepted("ciso")})
    assert diff("base", head, "--actor", "alice").exit_code == 0
    assert diff("base", head, "--actor", "bob").exit_code == 1


def test_decision_of_the_base_needs_no_proof(diff: Diff, history: History) -> None:
    everywhere = accepted("ciso").replace("@support", "@*")
    base = history.commit({OPENED: FLOWS + SUPPORT, DECIDED: everywhere})
    second = SUPPORT.replace("  support:", "  more-support:")
    told = diff(base, history.commit({OPENED: FLOWS + SUPPORT + second, DECIDED: everywhere}))
    assert "accept here by ciso" in told.stdout
    assert told.exit_code == 0


@pytest.mark.parametrize("shared", [False, True], ids=["the system", "the organisation"])
def test_not_applicable_control_counts_as_acceptance(diff: Diff, history: History, *, shared: bool) -> None:
    """What would be found without the statement stays in the list, and closes."""
    stated = "controls: {machine-account-quota-zero: {status: %s, because: So it is., by: team}}\n"
    where, text = (HOUSE, ORGANISATION) if shared else (STATED, SYSTEM)
    base = history.commit({where: text + stated % "not-met"})
    told = diff(base, history.commit({where: text + stated % "not-applicable"}), "--fail-on", "moderate")
    assert "machine-account-quota-zero not applicable to " in told.stdout


def test_renamed_system_keeps_its_findings(diff: Diff, history: History) -> None:
    moved = {path.replace("/small/", "/tiny/"): text for path, text in BASE.items() if "/small/" in path}
    head = history.commit({**{path: None for path in BASE if "/small/" in path}, **moved})
    told = json.loads(diff("base", head, "--format", "json").stdout)
    assert (told["verdict"], [each["id"] for each in told["systems"]]) == ("OPEN", ["tiny"])
    assert told["systems"][0]["changed"] == ["system renamed from small"]
    assert told["systems"][0]["findings"] == []


def test_proof_comes_from_the_base(diff: Diff, history: History) -> None:
    house = ORGANISATION.replace("members: [alice]", "members: [alice, bob]")
    head = history.commit({**WITH, DECIDED: accepted("ciso"), HOUSE: house})
    assert diff("base", head, "--actor", "bob").exit_code == 1


def test_levels_move_the_gate(diff: Diff, history: History) -> None:
    again = FLOWS.partition("flows:\n")[2].partition("  lookup:")[0].replace("pages:", "more-pages:")
    head = history.commit({OPENED: FLOWS + again})
    told = json.loads(diff("base", head, "--format", "json").stdout)
    worst = [each["after"] for system in told["systems"] for each in system["findings"] if each["after"]]
    assert worst == ["moderate"]
    assert diff("base", head).exit_code == 0
    assert diff("base", head, "--fail-on", "moderate").exit_code == 1
    assert diff("base", head, "--fail-on", "very-high").exit_code == 0


def test_reword_is_one_line(diff: Diff, history: History) -> None:
    head = history.commit(STATES["reworded"][0])
    assert diff("base", head).stdout.count("\n") == 1
    assert diff("base", "base").stdout == "OPEN: Nothing changed.\n"


def test_rename_keeps_the_finding(diff: Diff, history: History) -> None:
    told = json.loads(diff("base", history.commit(RENAMED), "--format", "json").stdout)
    (system,) = told["systems"]
    assert [(each["kind"], each["id"], each["former"]) for each in system["elements"]] == [("renamed", "site", "web")]
    assert system["findings"] == system["possible"] == system["paths"] == []


def test_undeclared_rename_is_only_suggested(diff: Diff, history: History) -> None:
    told = diff("base", history.commit({STATED: SYSTEM.replace("people: {", "folk: {"), **_folk()}))
    assert "says what people said; if it is the same, add to it: was: people" in told.stdout


def _folk() -> dict[str, str]:
    return {OPENED: FLOWS.replace("from: people", "from: folk")}


# what cannot be compared


def test_invalid_base_is_not_compared(diff: Diff, history: History) -> None:
    broken = history.commit(STATES["invalid"][0])
    result = diff(broken, history.commit())
    assert result.exit_code == 2
    assert result.stdout.startswith("NOT COMPARED: ")
    assert "has 1 problem, the first is models/systems/small/system.yaml:" in result.stdout


def test_invalid_head_calls_nothing_gone(diff: Diff, history: History) -> None:
    told = json.loads(diff("base", history.commit(STATES["invalid"][0]), "--format", "json").stdout)
    assert (told["verdict"], told["systems"]) == ("CLOSED", [])
    assert [each["code"] for each in told["problems"]] == ["unknown-id"]


@pytest.mark.parametrize("name", ["nowhere", "-x", "base:models", "base..main", "models\nx"])
def test_unknown_revision_gets_one_line(diff: Diff, history: History, name: str) -> None:
    history.commit()
    result = diff("--", name)
    assert result.exit_code == 2
    assert result.output.count("\n") == 1
    assert "revision" in result.output


def test_file_is_no_side(diff: Diff) -> None:
    result = diff(HOUSE)
    assert result.exit_code == 2
    assert "is a file: name a git revision, or a folder of models" in result.stdout


def test_renamed_folder_is_named(diff: Diff, history: History) -> None:
    moved = {path.replace("models/", "design/", 1): text for path, text in BASE.items()}
    head = history.commit({**dict.fromkeys(BASE), **moved})
    result = diff("base", head, "--models", "design")
    assert result.exit_code == 2
    assert "has no models in design, but in models: name it with --old-models" in result.stdout
    same = diff("base", head, "--models", "design", "--old-models", "models")
    assert (same.exit_code, same.stdout) == (0, "OPEN: Nothing changed.\n")


def test_first_model_is_open(diff: Diff, history: History) -> None:
    empty = history.commit(dict.fromkeys(BASE) | {"README": "Nothing yet.\n"})
    result = diff(empty, "base")
    assert result.exit_code == 0
    assert "There is nothing to compare with" in result.stdout


def test_shallow_clone_says_what_to_run(history: History, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = git(history.folder, "rev-parse", "base")
    history.commit()
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{history.folder}", "clone")
    monkeypatch.chdir(tmp_path / "clone")
    result = sites.asked("diff", first)
    assert result.exit_code == 2
    assert (
        result.stdout
        == f"NOT COMPARED: this clone is shallow and does not have `{first}`. Run: git fetch --unshallow\n"
    )


def test_folder_needs_no_repository(history: History, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    history.commit()
    shutil.copytree(history.folder / "models", tmp_path / "old")
    shutil.copytree(history.folder / "models", tmp_path / "new")
    (tmp_path / "new" / "systems" / "small" / "flows.yaml").write_text(FLOWS + SUPPORT, "utf-8")
    monkeypatch.chdir(tmp_path)
    assert sites.asked("diff", "old", "new", "--as-of", DAY).exit_code == 1
    refused = sites.asked("diff", "main", "new")
    assert refused.exit_code == 2
    assert "git repository" in refused.output


def test_work_tree_stays_as_it_is(diff: Diff, history: History) -> None:
    head = history.commit(WITH)
    (history.folder / OPENED).write_text(FLOWS, "utf-8")
    before = sites.tree(history.folder)
    assert diff(head).stdout.startswith("OPEN: 6 gone")
    assert sites.tree(history.folder) == before
    git(history.folder, "checkout", "-q", ".")


# forms


def test_json_has_its_documented_shape(diff: Diff, history: History) -> None:
    schema = json.loads((TOP / "schemas" / "diff.schema.json").read_text("utf-8"))
    heads = [history.commit(STATES[name][0]) for name in ("opened", "renamed", "trust", "invalid", "rules")]
    for head in heads:
        told = json.loads(diff("base", head, "--format", "json").stdout)
        assert list(Draft202012Validator(schema).iter_errors(told)) == []


def test_markdown_begins_with_verdict(diff: Diff, history: History) -> None:
    told = diff("base", history.commit(WITH), "--format", "markdown").stdout.splitlines()
    assert told[0] == "<!-- zonebook:comment:v1 -->"
    assert told[1].startswith("**Zonebook: CLOSED.** 6 new")
    assert sum(each.startswith("- ") for each in told[: told.index("", 3)]) <= 5
    assert told.count("```mermaid") == 1
    assert 'n0 == "+ support" ==> n1' in [each.strip() for each in told]
