import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from tests import sites

from zonebook import __version__, cli
from zonebook.edge import begin, disk
from zonebook.model.catalogue import SHELVES

MODELINE = re.compile(r"# yaml-language-server: \$schema=(\S+)\n")


@pytest.fixture
def new(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A new repository, as the present folder."""
    assert sites.asked("init", str(tmp_path / "new")).exit_code == 0
    monkeypatch.chdir(tmp_path / "new")
    return tmp_path / "new"


@pytest.mark.usefixtures("new")
def test_a_new_repository_has_no_problem_and_shows_something() -> None:
    result = sites.asked("check")
    assert result.exit_code == 0
    told = json.loads(sites.asked("check", "--format", "json").stdout)
    assert any(each["threat"] == "zone-enforced-by-segments-alone" for each in told["findings"])
    assert told["gaps"]


def test_every_model_names_a_schema_that_is_there(new: Path) -> None:
    paths = sorted((new / "models").rglob("*.yaml"))
    assert len(paths) == 2
    for path in paths:
        found = MODELINE.match(path.read_text("utf-8"))
        assert found
        assert (path.parent / found[1]).is_file()


def test_the_editor_is_told_of_schemas_that_are_there(new: Path) -> None:
    settings = json.loads((new / ".vscode" / "settings.json").read_text("utf-8"))
    assert all((new / path).is_file() for path in settings["yaml.schemas"])
    wanted = {f"./schemas/{schema}.schema.json": f"models/{shelf}/*.yaml" for shelf, (schema, _) in SHELVES.items()}
    assert wanted.items() <= settings["yaml.schemas"].items()
    assert {path.name for path in (new / "schemas").iterdir()} == {f"{name}.schema.json" for name in disk.schemas()}


def test_the_build_servers_check_and_build(new: Path) -> None:
    hub = yaml.safe_load((new / ".github" / "workflows" / "threat-models.yml").read_text("utf-8"))
    runs = [step["run"] for step in hub["jobs"]["site"]["steps"] if "run" in step]
    lab = yaml.safe_load((new / ".gitlab-ci.yml").read_text("utf-8"))
    install = "python -m pip install --requirement requirements.txt"
    assert runs == lab["threat-models"]["script"] == [install, "zonebook check", "zonebook site"]


def test_the_version_and_the_commands_are_named(new: Path) -> None:
    assert f"\nzonebook=={__version__}\n" in (new / "requirements.txt").read_text("utf-8")
    commands = re.findall(r"bin/zonebook (\w+)", (new / "README.md").read_text("utf-8"))
    assert set(commands) <= set(cli.main.commands)
    assert {"check", "site", "explain", "list"} <= set(commands)


def test_the_template_holds_nothing_else() -> None:
    assert set(disk.template()) == set(begin.FILES)


@pytest.mark.parametrize("prepare", [Path.mkdir, lambda path: (path / ".git").mkdir(parents=True)])
def test_an_empty_folder_is_taken(tmp_path: Path, prepare: Callable[[Path], None]) -> None:
    prepare(tmp_path / "new")
    assert sites.asked("init", str(tmp_path / "new")).exit_code == 0
    assert (tmp_path / "new" / "mkdocs.yml").is_file()


def test_a_folder_that_holds_files_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("mine", "utf-8")
    result = sites.asked("init", str(tmp_path))
    assert result.exit_code == 2
    assert "holds files" in result.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["README.md"]


def test_a_new_repository_builds_strictly(pair: sites.Pair) -> None:
    assert [(end.code, end.out, end.err) for end in pair.ends] == [(0, "", "the site is in site\n")] * 2
    site = pair.one / "site"
    assert {"index.html", "how-we-work.html", "systems/web-shop/index.html"} <= set(sites.tree(site))
    assert "How we work" in (site / "index.html").read_text("utf-8")
