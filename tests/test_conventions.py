import ast
import json
import re
import statistics
import subprocess
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.metadata import entry_points, version
from pathlib import Path
from typing import Any

import pytest

import zonebook

TOP = Path(__file__).resolve().parents[1]
SCHEMAS = sorted((TOP / "schemas").glob("*.json"))
LOCKS = sorted((TOP / "requirements").glob("*.txt"))
MOST_LINES_OF_A_FUNCTION = 50
MOST_LINES_OF_A_FILE = 300
MOST_LINES_OF_THE_USUAL_FUNCTION = 8
MOST_WORDS_OF_A_TEST_NAME = 9
MOST_WORDS_OF_THE_USUAL_TEST_NAME = 6
SAYS_NOTHING = {"utils", "util", "helpers", "helper", "common", "base", "manager", "misc"}
PACKAGE = TOP / "generator" / "zonebook"
OWN_SCALE = re.compile(r"""\b(?:LEVELS|WORTH)\.index\b|\.replace\((["'])-\1, (["']) \2\)|\{"met", "inherited\b""")
BY_HAND = {"model/vocabulary.py"}
"""The module of the scale of levels and of the spelling of values."""
MACHINE_PATH = re.compile(r"(?<![A-Za-z0-9_.])/(?:tmp|work|root|home)/[a-z]")
CONDITIONS = {"if", "then", "else", "not"}
Function = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def project() -> dict[str, Any]:
    return tomllib.loads((TOP / "pyproject.toml").read_text(encoding="utf-8"))


@cache
def ours() -> tuple[Path, ...]:
    """Return every file that is, or is about to be, under version control; every Python file where git is absent."""
    try:
        done = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],  # noqa: S607
            cwd=TOP,
            capture_output=True,
            check=True,
        )
    except (OSError, subprocess.CalledProcessError):
        return tuple(
            sorted(path for part in ("generator", "requirements", "tests") for path in (TOP / part).rglob("*.py"))
        )
    names = sorted(name for name in done.stdout.decode("utf-8").split("\0") if name)
    return tuple(path for path in (TOP / name for name in names) if path.is_file())


@cache
def sources() -> tuple[Path, ...]:
    return tuple(path for path in ours() if path.suffix == ".py")


def functions(path: Path) -> Iterator[tuple[str, int]]:
    """Yield each function of a file: its location, and its length in lines."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, Function):
            first = min([node.lineno, *(each.lineno for each in node.decorator_list)])
            yield f"{path.relative_to(TOP)}:{node.lineno}: {node.name}", (node.end_lineno or first) - first + 1


def choices(path: Path) -> Iterator[tuple[frozenset[object], str]]:
    """Yield each `Literal` of several values in a file: the values, and its location."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name) and node.value.id == "Literal":
            values = frozenset(each.value for each in ast.walk(node.slice) if isinstance(each, ast.Constant))
            if len(values) > 1:
                yield values, f"{path.relative_to(TOP)}:{node.lineno}"


def names(path: Path) -> set[str]:
    """Return the names of the packages that a lock file pins."""
    return set(re.findall(r"^([a-z0-9-]+)==", path.read_text(encoding="utf-8"), re.MULTILINE))


def wanted(requirements: list[Any]) -> set[str]:
    """Return the names of the packages that a list in pyproject.toml requires."""
    words = (re.match(r"[A-Za-z0-9._-]+", each) for each in requirements if isinstance(each, str))
    return {re.sub(r"[._]", "-", word[0].lower()) for word in words if word}


def properties(value: object, route: str = "") -> Iterator[tuple[str, object]]:
    """Yield each property that a schema names, with its route; conditions name properties described elsewhere."""
    if isinstance(value, list):
        for index, each in enumerate(value):
            yield from properties(each, f"{route}/{index}")
    if isinstance(value, dict):
        naming = route.endswith("/properties")
        for key, each in value.items():
            if naming:
                yield f"{route}/{key}", each
            if naming or key not in CONDITIONS:
                yield from properties(each, f"{route}/{key}")


def test_version_is_stated_once() -> None:
    assert project()["project"]["dynamic"] == ["version"]
    assert project()["tool"]["hatch"]["version"]["path"] == "generator/zonebook/__init__.py"
    assert version("zonebook") == zonebook.__version__, "run make site: the installed version is old"


def test_entry_points_load() -> None:
    commands = entry_points(group="console_scripts", name="zonebook")
    plugins = entry_points(group="mkdocs.plugins", name="zonebook")
    assert [callable(each.load()) for each in (*commands, *plugins)] == [True, True]


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.name)
def test_lock_pins_hashes_and_no_host(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert "://" not in text
    assert not re.search(r"^\s*(?:-i|-f|--(?:extra-)?index-url|--find-links|--trusted-host)\b", text, re.MULTILINE)
    pins = re.findall(r"^[a-z0-9-]+==.*(?:\n .*)*", text, re.MULTILINE)
    assert pins
    assert [pin.split()[0] for pin in pins if "--hash=sha256:" not in pin] == []


def test_locks_match_the_project() -> None:
    site, tests = (names(TOP / "requirements" / name) for name in ("site.txt", "test.txt"))
    groups = project()["dependency-groups"]
    assert wanted(project()["project"]["dependencies"]) | wanted(groups["build"]) <= site
    assert site | wanted(groups["test"]) <= tests


def test_new_repository_gets_tested_versions() -> None:
    run, site = ((TOP / "requirements" / name).read_text(encoding="utf-8") for name in ("run.txt", "site.txt"))
    pins = re.findall(r"^[a-z0-9-]+==.*", run, re.MULTILINE)
    assert [pin for pin in pins if pin not in site] == []
    assert wanted(project()["project"]["dependencies"]) <= names(TOP / "requirements" / "run.txt")


def test_functions_are_short() -> None:
    lengths = [each for path in sources() for each in functions(path)]
    assert [where for where, lines in lengths if lines > MOST_LINES_OF_A_FUNCTION] == []


def test_usual_function_is_very_short() -> None:
    lengths = [lines for path in sources() if TOP / "generator" in path.parents for _, lines in functions(path)]
    assert statistics.median(lengths) <= MOST_LINES_OF_THE_USUAL_FUNCTION


def test_files_are_short() -> None:
    lengths = {str(path.relative_to(TOP)): len(path.read_text(encoding="utf-8").splitlines()) for path in sources()}
    assert {name: lines for name, lines in lengths.items() if lines > MOST_LINES_OF_A_FILE} == {}


def test_test_names_are_short() -> None:
    """A name says the rule in about five words; a reason belongs in a docstring or in an assertion's message."""
    names_ = [each for path in sources() if TOP / "tests" in path.parents for each, _ in functions(path)]
    words = {each: each.rpartition(": test_")[2].count("_") + 1 for each in names_ if ": test_" in each}
    assert [where for where, count in words.items() if count > MOST_WORDS_OF_A_TEST_NAME] == []
    assert statistics.median(words.values()) <= MOST_WORDS_OF_THE_USUAL_TEST_NAME


def test_modules_have_names_of_the_field() -> None:
    paths = [path.relative_to(TOP) for path in sources()]
    assert [str(path) for path in paths if SAYS_NOTHING & {*path.parts[:-1], path.stem}] == []


def test_scales_and_spelling_have_one_place() -> None:
    found = [
        f"{path.relative_to(PACKAGE)}: {each[0]}"
        for path in sources()
        if PACKAGE in path.parents and path.relative_to(PACKAGE).as_posix() not in BY_HAND
        for each in OWN_SCALE.finditer(path.read_text(encoding="utf-8"))
    ]
    assert found == [], "see model/vocabulary, and the groups of assess/controls/status"


def test_value_sets_are_written_once() -> None:
    found = [each for path in sources() if PACKAGE in path.parents for each in choices(path)]
    twice = {values for values, _ in found if sum(values == other for other, _ in found) > 1}
    assert [where for values, where in found if values in twice] == []


@pytest.mark.parametrize("path", SCHEMAS, ids=lambda path: path.name)
def test_schema_describes_every_property(path: Path) -> None:
    schema = json.loads(path.read_text(encoding="utf-8"))
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["description"]
    silent = [where for where, each in properties(schema) if not (isinstance(each, dict) and each.get("description"))]
    assert silent == []


@pytest.mark.parametrize("path", SCHEMAS, ids=lambda path: path.name)
def test_schema_has_no_id(path: Path) -> None:
    assert '"$id"' not in path.read_text(encoding="utf-8")


def test_editor_finds_its_schemas() -> None:
    settings = json.loads((TOP / ".vscode" / "settings.json").read_text(encoding="utf-8"))
    assert [name for name in settings["yaml.schemas"] if not (TOP / name).is_file()] == []


def test_readme_begins_with_two_commands() -> None:
    text = (TOP / "README.md").read_text(encoding="utf-8")
    start = re.search(r"^## Quick start$(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    assert start
    assert re.findall(r"^\$ .*$", start[1], re.MULTILINE) == ["$ make site", "$ make test"]


def test_no_file_names_a_machine_folder() -> None:
    found = []
    for path in ours():
        raw = path.read_bytes()
        if b"\0" not in raw:
            lines = raw.decode("utf-8", "replace").splitlines()
            found += [f"{path.relative_to(TOP)}:{n}" for n, line in enumerate(lines, 1) if MACHINE_PATH.search(line)]
    assert found == []
