import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
import yaml
from jsonschema import Draft202012Validator
from packaging.requirements import Requirement
from referencing import Registry, Resource
from tests.support import sites

from zonebook import cli
from zonebook.commands import init
from zonebook.edge import disk, program_origin
from zonebook.edge.installed import PACKAGE
from zonebook.model.catalogue import SHELVES
from zonebook.model.vocabulary import LEVELS

MODELINE = re.compile(r"# yaml-language-server: \$schema=(\S+)\n")


@pytest.fixture
def new(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A new repository, as the present folder."""
    assert sites.asked("init", str(tmp_path / "new"), "--from", sites.PROGRAM).exit_code == 0
    monkeypatch.chdir(tmp_path / "new")
    return tmp_path / "new"


@pytest.mark.usefixtures("new")
def test_new_repository_has_findings_without_problems() -> None:
    result = sites.asked("check")
    assert result.exit_code == 0
    told = json.loads(sites.asked("check", "--format", "json").stdout)
    assert any(each["threat"] == "zone-enforced-by-segments-alone" for each in told["findings"])
    assert told["gaps"]


def test_every_model_names_an_existing_schema(new: Path) -> None:
    paths = sorted((new / "models").rglob("*.yaml"))
    assert len(paths) == 2
    for path in paths:
        found = MODELINE.match(path.read_text("utf-8"))
        assert found
        assert (path.parent / found[1]).is_file()


def test_editor_settings_name_existing_schemas(new: Path) -> None:
    settings = json.loads((new / ".vscode" / "settings.json").read_text("utf-8"))
    assert all((new / path).is_file() for path in settings["yaml.schemas"])
    wanted = {f"./schemas/{schema}.schema.json": f"models/{shelf}/*.yaml" for shelf, (schema, _) in SHELVES.items()}
    wanted["./schemas/audit.schema.json"] = "models/audits/*.yaml"
    assert wanted.items() <= settings["yaml.schemas"].items()
    assert {path.name for path in (new / "schemas").iterdir()} == {f"{name}.schema.json" for name in disk.schemas()}


def broken(new: Path, path: Path, text: str) -> list[str]:
    """Return what an editor that uses the schema in a file's first line reports for another text."""

    def resource(uri: str) -> Resource[Any]:
        return Resource.from_contents(json.loads(Path(unquote(urlsplit(uri).path)).read_text("utf-8")))

    modeline = MODELINE.match(path.read_text("utf-8"))
    assert modeline
    schema = (path.parent / modeline[1]).resolve()
    assert schema.is_relative_to(new.resolve())
    registry: Registry[Any] = Registry(retrieve=resource)  # type: ignore[call-arg]
    validator = Draft202012Validator({"$ref": schema.as_uri()}, registry=registry)
    return [error.message for error in validator.iter_errors(yaml.safe_load(text))]


def test_editor_schema_knows_the_words(new: Path) -> None:
    for path in sorted((new / "models").rglob("*.yaml")):
        text = path.read_text("utf-8")
        assert broken(new, path, text) == []
        found = broken(new, path, text.replace("\n    owner:", "\n    ownr:"))
        assert any("'ownr'" in each for each in found)


def steps(new: Path) -> list[dict[str, Any]]:
    """The steps of the job on GitHub."""
    hub = yaml.safe_load((new / ".github" / "workflows" / "threat-models.yml").read_text("utf-8"))
    found: list[dict[str, Any]] = hub["jobs"]["site"]["steps"]
    return found


def test_pipelines_install_build_and_check_gate(new: Path) -> None:
    lab = yaml.safe_load((new / ".gitlab-ci.yml").read_text("utf-8"))["threat-models"]
    install = "python -m pip install --requirement requirements.txt"
    commands = [install, "zonebook site", "zonebook check --fail-on high"]
    assert [step["run"] for step in steps(new) if "run" in step] == lab["script"] == commands


def test_pipelines_keep_site_when_gate_fails(new: Path) -> None:
    lab = yaml.safe_load((new / ".gitlab-ci.yml").read_text("utf-8"))["threat-models"]
    assert lab["artifacts"] == {"when": "always", "paths": ["site/"]}
    (kept,) = [index for index, step in enumerate(steps(new)) if "upload-artifact" in step.get("uses", "")]
    (gate,) = [index for index, step in enumerate(steps(new)) if "--fail-on" in step.get("run", "")]
    assert kept < gate
    assert steps(new)[kept]["with"]["path"] == "site/"


WORKFLOWS = (
    PACKAGE / "template" / "github.yml",
    PACKAGE / "template" / "github-action.yml",
    sites.TOP / ".github" / "workflows" / "ci.yml",
)


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.name)
def test_action_names_commit_and_release(workflow: Path) -> None:
    found = re.findall(r"^ *- uses: (\S+)(.*)", workflow.read_text("utf-8"), re.MULTILINE)
    used = [(name, rest) for name, rest in found if name != "./.github/actions/zonebook"]
    assert used
    assert [name for name, _ in used if not re.fullmatch(r"[\w-]+(/[\w-]+)+@[0-9a-f]{40}", name)] == []
    assert [name for name, rest in used if not re.fullmatch(r" # v\d+\.\d+\.\d+", rest)] == []


def test_workflow_uses_the_action_beside_it(new: Path) -> None:
    hub = yaml.safe_load((new / ".github" / "workflows" / "threat-models.yml").read_text("utf-8"))
    (used,) = [step["uses"] for step in hub["jobs"]["change"]["steps"] if step.get("uses", "").startswith("./")]
    action = yaml.safe_load((new / used / "action.yml").read_text("utf-8"))
    assert action["runs"]["using"] == "composite"
    assert (new / action["inputs"]["requirements"]["default"]).is_file()
    assert (new / action["inputs"]["models"]["default"]).is_dir()


def test_gate_is_one_level_above_appetite(new: Path) -> None:
    organisation = yaml.safe_load((new / "models" / "organisation.yaml").read_text("utf-8"))["organisation"]
    (gate,) = [step["run"].rpartition(" ")[2] for step in steps(new) if "--fail-on" in step.get("run", "")]
    assert LEVELS.index(gate) == LEVELS.index(organisation["appetite"]) + 1


@pytest.mark.usefixtures("new")
@pytest.mark.parametrize("day", ["2026-01-01", "2056-01-01"])
def test_new_repository_passes_any_day(day: str) -> None:
    assert sites.asked("check", "--fail-on", "high", "--as-of", day).exit_code == 0


def test_unsettled_finding_fails_the_gate(new: Path) -> None:
    sites.changed(new / "models" / "systems" / "web-shop" / "system.yaml", "[password, mfa]", "[password]")
    assert sites.asked("check", "--fail-on", "high").exit_code == 1


def test_readme_commands_exist(new: Path) -> None:
    commands = re.findall(r"bin/zonebook (\w+)", (new / "README.md").read_text("utf-8"))
    assert set(commands) <= set(cli.main.commands)
    assert {"check", "site", "explain", "list"} <= set(commands)


def test_readme_files_exist(wheel: Path, tmp_path: Path) -> None:
    assert sites.asked("init", str(tmp_path / "new"), "--from", str(wheel)).exit_code == 0
    table = re.findall(r"^\| (`.*`) \|", (tmp_path / "new" / "README.md").read_text("utf-8"), re.MULTILINE)
    named = [path.replace("ID", "web-shop") for cell in table for path in re.findall(r"`([^`]+)`", cell)]
    assert named
    assert [path for path in named if not list((tmp_path / "new").glob(path))] == []


def test_wheel_dependencies_are_locked_by_hash(wheel: Path, tmp_path: Path) -> None:
    assert sites.asked("init", str(tmp_path / "new"), "--from", str(wheel)).exit_code == 0
    locked = (tmp_path / "new" / "requirements-locked.txt").read_text("utf-8")
    assert locked.partition("\n")[2] == disk.locked().partition("make lock\n")[2]
    first = (tmp_path / "new" / "requirements.txt").read_text("utf-8")
    assert first.splitlines()[1:] == [program_origin.named(str(wheel)).line, "--requirement requirements-locked.txt"]
    assert (tmp_path / "new" / "wheels" / wheel.name).read_bytes() == wheel.read_bytes()


def test_source_dependencies_are_locked_by_version(new: Path) -> None:
    assert f"\n{sites.PROGRAM}\n" in (new / "requirements.txt").read_text("utf-8")
    lines = (new / "requirements-locked.txt").read_text("utf-8").splitlines()
    pins = [Requirement(line) for line in lines if not line.startswith("#")]
    whole = re.findall(r"^([a-z0-9-]+)==", disk.locked(), re.MULTILINE)
    assert [pin.name for pin in pins] == whole
    assert all(str(pin.specifier).startswith("==") for pin in pins)


def test_template_holds_nothing_else() -> None:
    assert set(disk.template()) == set(init.FILES)


@pytest.mark.parametrize("prepare", [Path.mkdir, lambda path: (path / ".git").mkdir(parents=True)])
def test_empty_folder_is_accepted(tmp_path: Path, prepare: Callable[[Path], None]) -> None:
    prepare(tmp_path / "new")
    assert sites.asked("init", str(tmp_path / "new"), "--from", sites.PROGRAM).exit_code == 0
    assert (tmp_path / "new" / "mkdocs.yml").is_file()


def test_current_folder_is_accepted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = sites.asked("init", ".", "--from", sites.PROGRAM)
    assert result.exit_code == 0
    assert result.stdout.startswith("This folder holds a repository")
    assert "cd " not in result.stdout
    assert (tmp_path / "mkdocs.yml").is_file()


def test_folder_with_files_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("mine", "utf-8")
    result = sites.asked("init", str(tmp_path), "--from", sites.PROGRAM)
    assert result.exit_code == 2
    assert "holds files" in result.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["README.md"]
