"""`make clean` removes what the Makefile made, and nothing else."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.support import sites

ENVIRONMENT = sites.TOP / "requirements" / "environment.py"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A folder with the Makefile of the project, and what building leaves."""
    shutil.copy(sites.TOP / "Makefile", tmp_path)
    for name in ("generator/__pycache__", "tests", "build", ".venv", "site"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / ".venv" / "pyvenv.cfg").touch()
    (tmp_path / "site" / ".zonebook").touch()
    return tmp_path


def clean(project: Path, *settings: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        ("make", "--no-print-directory", "clean", *settings),  # noqa: S607
        cwd=project,
        env=sites.environment(),
        capture_output=True,
        text=True,
        check=False,
    )


def test_built_files_are_removed(project: Path) -> None:
    assert clean(project).returncode == 0
    assert sorted(path.name for path in project.iterdir()) == ["Makefile", "generator", "tests"]
    assert list((project / "generator").iterdir()) == []


@pytest.mark.parametrize("name", [".venv/pyvenv.cfg", "site/.zonebook"])
def test_foreign_folder_stays(project: Path, name: str) -> None:
    path = project / name
    path.rename(path.with_name("mine"))
    before = sites.tree(project)
    done = clean(project)
    assert done.returncode == 2
    assert f"zonebook: {path.parent.name} " in done.stderr
    assert sites.tree(project) == before


def test_environment_named_folder_is_not_emptied(project: Path) -> None:
    (project / "my files").mkdir()
    (project / "my files" / "mine").touch()
    assert clean(project, "VENV=my files").returncode == 2
    done = subprocess.run(
        (sys.executable, str(ENVIRONMENT), str(project / "my files")), capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert done.stderr.endswith("holds files and is no virtual environment; name another folder\n")
    assert (project / "my files" / "mine").is_file()
