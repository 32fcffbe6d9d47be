import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from unittest.mock import Mock

import pytest
from click.testing import Result
from tests.support import either_way, sites

from zonebook import assembly, cli
from zonebook.diagram.layout.geometry import NotLaidOutError
from zonebook.drawing import placing
from zonebook.edge import disk
from zonebook.edge.store import Store
from zonebook.model.vocabulary import LEVELS

HEAVY = ("yaml", "jsonschema", "jsonschema_rs", "mkdocs", "diagrams", "graphviz", "markdown", "jinja2", "subprocess")
Zonebook = Callable[..., Result]


def test_help_imports_nothing_heavy() -> None:
    script = (
        "import sys\nfrom zonebook.cli import main\n"
        "try:\n    main(['--help'])\nexcept SystemExit:\n    pass\n"
        f"print('heavy:', [each for each in {HEAVY!r} if each in sys.modules], "
        "[each for each in sys.modules if each.startswith('zonebook.') and not each.startswith('zonebook.cli')])"
    )
    done = subprocess.run((sys.executable, "-c", script), capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "heavy: [] []"


@pytest.mark.parametrize("command", ["", "check", "diff", "build", "site", "explain", "list", "new", "init", "fmt"])
def test_every_command_has_help(command: str) -> None:
    result = sites.asked(*filter(None, (command, "--help")))
    assert result.exit_code == 0
    assert "Usage: " in result.output


def test_levels_are_those_of_the_model() -> None:
    assert cli.parameters.LEVELS == LEVELS


# check


@pytest.mark.usefixtures("here")
def test_valid_model_exits_with_0() -> None:
    result = sites.asked("check", "--as-of", sites.DAY)
    assert result.exit_code == 0
    assert result.stdout.startswith("small: ")
    assert result.stdout.count("\n") == 1


@pytest.mark.usefixtures("here")
def test_finding_at_gate_exits_with_1() -> None:
    result = sites.asked("check", "--fail-on", "very-low")
    assert result.exit_code == 1
    assert "models/systems/small/system.yaml:10:3: " in result.stdout
    assert "clear-talk@people-to-server: " in result.stdout
    assert sites.asked("check", "--fail-on", "very-high").exit_code == 0


@pytest.mark.usefixtures("here")
def test_json_gives_findings_and_gaps() -> None:
    told = json.loads(sites.asked("check", "--format", "json", "--as-of", sites.DAY).stdout)
    assert list(told) == ["as_of", "problems", "findings", "gaps", "gaps_set_aside"]
    assert told["as_of"] == sites.DAY
    assert told["problems"] == []
    found = next(each for each in told["findings"] if each["id"] == "clear-talk@people-to-server")
    assert {"system", "state", "current", "reasons", "path", "line", "column"} <= set(found)
    assert all(gap["attributes"] for gap in told["gaps"])


def test_either_way_fails_at_its_highest(here: Path) -> None:
    gate = ("check", "--as-of", sites.DAY, "--fail-on-possible", "high")
    assert sites.asked(*gate).exit_code == 0
    (here / "models" / "threats").mkdir()
    for path, text in either_way.both().items():
        (here / path).write_text(text, "utf-8")
    result = sites.asked(*gate)
    assert result.exit_code == 1
    assert ": possibly high: if-optional@server-1: It is optional, where services.server-1.settings." in result.stdout
    assert " possibly above appetite (1 high)" in result.stdout
    assert "State services.server-1.settings.metadata first." in result.stderr
    told = json.loads(sites.asked("check", "--format", "json", "--as-of", sites.DAY).stdout)
    (found,) = [each for each in told["findings"] if each["id"] == "if-required@server-1"]
    assert (found["current"], found["possible"]) == ("moderate", "high")


def test_misspelt_id_gets_location_and_hint(here: Path) -> None:
    sites.changed(here / sites.MODEL, "kind: server", "kind: servr")
    result = sites.asked("check")
    assert result.exit_code == 1
    assert result.stdout.startswith("models/systems/small/system.yaml:8:35: unknown-id: ")
    assert result.stdout.splitlines()[0].endswith("; did you mean `server`?")
    assert "zonebook explain unknown-id" in result.stderr


def test_json_gives_problems(here: Path) -> None:
    sites.changed(here / sites.MODEL, "kind: server", "kind: servr")
    result = sites.asked("check", "--format", "json")
    told = json.loads(result.stdout)
    assert result.exit_code == 1
    assert [(each["line"], each["code"], each["hint"]) for each in told["problems"]] == [(8, "unknown-id", "server")]
    assert told["findings"] == told["gaps"] == []


# invalid requests


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ("check nowhere", "there is no folder nowhere"),
        ("check mkdocs.yml", "mkdocs.yml is a file"),
        ("check .", "did you mean models?"),
        ("check docs", "docs holds no model"),
        ("check --as-of tomorrow", "`tomorrow` is not a day as YYYY-MM-DD"),
        ("check --as-of 2026-02-30", "`2026-02-30` is not a day"),
        ("check --as-of 20260201", "`20260201` is not a day"),
        ("check --fail-on awful", "'awful' is not one of"),
        ("build nowhere --out out", "there is no folder nowhere"),
        ("build", "Missing option '--out'"),
        ("build --out docs", "docs holds files that zonebook did not make"),
        ("build --out mkdocs.yml", "mkdocs.yml is not a folder"),
        ("build --out mkdocs.yml/out", "mkdocs.yml"),
        ("build --out link", "link is a link"),
        ("build --out .", "holds files that zonebook did not make"),
        ("build --out /", "cannot be replaced"),
        ("build --out /proc/out", "/proc"),
        ("build --out out --links pdf", "'pdf' is not one of"),
        ("site --config nowhere.yml", "there is no file nowhere.yml; `zonebook init DIR` makes one"),
        ("site --config docs", "docs is a folder; name the file of the site"),
        ("site --out docs", "docs holds files that zonebook did not make"),
        ("explain clear-tlak", "did you mean `clear-talk`?"),
        ("explain qqqqqq", "`zonebook list` names the shelves"),
        ("explain clear-talk@people-to-srver", "did you mean `clear-talk@people-to-server`?"),
        ("explain q@q", "`zonebook list findings` names all"),
        ("explain server --models nowhere", "there is no folder nowhere"),
        ("list threat", "did you mean `threats`?"),
        ("list qqqqqq", "there are kinds, "),
        ("list systems --models nowhere", "there is no folder nowhere"),
        (f"init docs --from {sites.PROGRAM}", "docs holds files"),
        (f"init mkdocs.yml --from {sites.PROGRAM}", "mkdocs.yml"),
        (f"init mkdocs.yml/new --from {sites.PROGRAM}", "mkdocs.yml"),
        ("init new --from nowhere.whl", "`nowhere.whl` is not named as a wheel is"),
        ("init new --from docs", "`docs` is neither a wheel nor an address"),
        ("chekc", "No such command 'chekc'"),
    ],
)
def test_bad_usage_exits_with_2(here: Path, arguments: str, says: str) -> None:
    """The message says what to do instead."""
    (here / "link").symlink_to("docs")
    result = sites.asked(*arguments.split())
    assert result.exit_code == 2
    assert says in " ".join(result.stderr.split())
    assert result.stdout == ""


def test_unreadable_file_exits_with_2(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(disk, "_steady", refused)
    for command in (("check",), ("build", "--out", "out"), ("list", "systems")):
        result = sites.asked(*command)
        assert result.exit_code == 2
        assert result.stderr == "zonebook: models/organisation.yaml: permission denied\n"
    assert not (here / "out").exists()


def test_missing_system_is_no_failure(here: Path) -> None:
    (here / "models" / "systems" / "small" / "system.yaml").unlink()
    result = sites.asked("check")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "no system is described" in result.stderr


# build


def test_build_writes_every_output(here: Path) -> None:
    result = sites.asked("build", "--out", "out/deep")
    assert (result.exit_code, result.stdout) == (0, "")
    files = sites.tree(here / "out" / "deep")
    assert {"index.md", "assessment.json", "manifest.json", "assets/zonebook/zonebook.css"} <= set(files)
    assert {Path(name).suffix for name in files} >= {".md", ".svg", ".csv", ".json"}
    listed = json.loads((here / "out" / "deep" / "manifest.json").read_text("utf-8"))
    assert set(listed) == {"made_from", "files", "degraded"}
    hashes = {name: said["sha256"] for name, said in listed["files"].items()}
    assert hashes == {name: sha for name, sha in files.items() if name not in {"manifest.json", ".zonebook"}}
    assert listed["degraded"] == []
    assert sites.asked("build", "--out", "out/deep", "--quiet").output == ""


def test_build_output_omits_model_location(here: Path) -> None:
    sites.asked("build", "--out", "near")
    sites.asked("build", str(here / "models"), "--out", "far")
    assert sites.tree(here / "near") == sites.tree(here / "far")


def test_build_of_broken_model_writes_nothing(here: Path) -> None:
    sites.asked("build", "--out", "out")
    before = sites.tree(here / "out")
    sites.changed(here / sites.MODEL, "kind: server", "kind: servr")
    result = sites.asked("build", "--out", "out")
    assert result.exit_code == 1
    assert ": unknown-id: " in result.stdout
    assert sites.tree(here / "out") == before


@pytest.mark.parametrize("links", ["md", "html", "directory"])
def test_links_are_written_as_asked(here: Path, links: str) -> None:
    sites.asked("build", "--out", "out", "--links", links)
    page = (here / "out" / "index.md").read_text("utf-8")
    ends = {"md": "index.md", "html": "index.html", "directory": "small/"}[links]
    assert f'href="systems/small/{ends}"'.replace("small/small", "small") in page


def test_failed_diagram_exits_with_3(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = here / "engine"
    engine.write_text("#!/bin/sh\nexit 7\n", "utf-8")
    engine.chmod(0o755)
    monkeypatch.setenv("ZONEBOOK_DOT", str(engine))
    monkeypatch.setattr(placing, "arranged", Mock(side_effect=NotLaidOutError("refused")))
    monkeypatch.setattr(placing, "store", lambda kind: Store(kind=kind, folder=None))
    assembly.drawer.cache_clear()
    result = sites.asked("build", "--out", "out", "--quiet")
    assembly.drawer.cache_clear()
    assert result.exit_code == 3
    degraded = json.loads((here / "out" / "manifest.json").read_text("utf-8"))["degraded"]
    assert degraded
    assert result.stderr.splitlines() == [f"degraded: {each}" for each in degraded]
    pages = (path.read_text("utf-8") for path in (here / "out").rglob("*.md"))
    assert sites.missing(pages) == {each.partition(":")[0] for each in degraded}
