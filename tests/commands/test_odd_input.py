"""Odd names and places: each is refused with a sentence that says what to do, and nothing is written."""

import sys
from pathlib import Path

import pytest
from tests.support import sites

_LIMIT = """\
import os, resource, sys
most = int(sys.argv[1])
resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
os.execvp(sys.argv[2], sys.argv[2:])
"""
LIMITED = (sys.executable, "-c", _LIMIT)
"""Runs a command that can write so many bytes into a file and no more, as on a disk that is full."""


pytestmark = pytest.mark.usefixtures("here")


def refused(*arguments: str) -> str:
    """Return what a command prints that is refused, and changes nothing."""
    before = sites.tree(Path())
    found = sites.asked(*arguments)
    assert found.exit_code == 2, found.output
    assert sites.tree(Path()) == before
    return found.output


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", ""),
        ("build", "", "--out", "out"),
        ("build", "--out", ""),
        ("fmt", ""),
        ("fmt", "models", ""),
        ("site", "--out", ""),
        ("site", "--config", ""),
        ("serve", "--config", ""),
        ("list", "systems", "--models", ""),
        ("explain", "server", "--models", ""),
        ("merge", "one", "", "--out", "out"),
        ("verify", ""),
        ("diff", "models", "models", "--pictures", ""),
        ("evidence", "read", ""),
        ("init", ""),
    ],
)
def test_empty_path_is_refused(arguments: tuple[str, ...]) -> None:
    """A variable without value would be the current folder."""
    assert "it is empty: name a file or a folder" in refused(*arguments)


def test_empty_system_is_refused() -> None:
    assert "it is empty: name a system, or leave the option out" in refused("check", "--system", "")


@pytest.mark.parametrize("command", ["site", "serve"])
def test_folder_as_configuration_is_named(command: str) -> None:
    says = "zonebook: docs is a folder; name the file of the site, such as docs/mkdocs.yml\n"
    assert refused(command, "--config", "docs") == says


def test_pictures_need_a_folder() -> None:
    says = "zonebook: mkdocs.yml is a file; name a folder for the pictures\n"
    assert refused("diff", "models", "models", "--pictures", "mkdocs.yml").endswith(says)


def test_old_state_that_is_nowhere_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(Path.cwd().parent))
    said = refused("diff", "befor")
    assert said.startswith("NOT COMPARED: befor is no folder, and no git revision can be looked up here: ")


@pytest.mark.parametrize(
    ("system", "why"),
    [
        ("smal", "there is no system models/systems/smal; did you mean `small`?"),
        ("../../docs", "there is no system models/systems/../../docs"),
        (".", "there is no system models/systems"),
    ],
)
def test_directory_is_written_into_systems_alone(system: str, why: str) -> None:
    assert f"zonebook: {why}\n" in refused("new", "directory", "--needs", "users=1", "--write", system)


def test_broken_models_answer_from_the_catalogue() -> None:
    Path("models/organisation.yaml").write_text("organisation: [\n", "utf-8")
    found = sites.asked("new", "directory", "--needs", "users=1")
    assert found.exit_code == 0, found.output
    assert "the models in models have problems (`zonebook check`): this is from the bundled catalogue" in found.stderr
    assert found.stdout.startswith("directory:\n")


def test_name_in_docs_that_is_no_text_is_named(here: Path, tmp_path: Path) -> None:
    try:
        (here / "docs" / "odd\udcff.md").write_text("# Odd\n", "utf-8")
    except OSError:
        pytest.skip("this file system has no such names")
    found = sites.run("site", cwd=here, env=sites.frozen(tmp_path / "frozen"))
    assert found.code == 2
    assert found.err == "zonebook: a name that is not UTF-8 cannot stand on a page; rename:\ndocs/odd\\udcff.md\n"


# a disk that is full


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such limits")
@pytest.mark.parametrize(
    ("most", "command", "why"),
    [
        ("8", "new directory --needs users=1 --write small", "small/directory.yaml: file too large"),
        ("8", "export evidence-pack small --out pack.zip", "pack.zip: file too large"),
        ("8", "build --out out", "/.zonebook: file too large"),
        ("100", "build --out out", ": file too large"),
        ("10000", "site", "File too large"),
    ],
)
def test_full_disk_leaves_nothing(tmp_path: Path, most: str, command: str, why: str) -> None:
    here = Path.cwd()
    before = sites.tree(here)
    process = sites.begun(*command.split(), cwd=here, env=sites.frozen(tmp_path / "frozen"), before=(*LIMITED, most))
    found = sites.ended(process)
    assert found.code == 2
    assert why in found.err
    assert sites.tree(here) == before
