"""A new user: an empty folder, a wheel, `zonebook init`; then a site, and CI pipelines that pass without edits."""

import subprocess
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.support import sites, wheels

NAMES = {"github": "models", "gitlab": "Bedrohungsmodelle für uns"}
"""Each CI service with the name of a repository that it builds: a plain one, and one that has to be quoted."""


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The dependencies of the program, as if pip had downloaded them."""
    return wheels.dependencies(tmp_path_factory.mktemp("needed") / "installed")


@pytest.fixture(scope="module")
def user(tmp_path_factory: pytest.TempPathFactory, installed: Path, wheel: Path) -> tuple[Path, dict[str, str]]:
    """An empty folder of a user who installed the wheel, and the environment with it."""
    top = tmp_path_factory.mktemp("user")
    env = wheels.environment(top / "own", installed)
    shell(f"python -m pip install '{wheel}'", top, env)
    (top / "empty").mkdir()
    return top / "empty", env


def shell(script: str, folder: Path, env: Mapping[str, str]) -> str:
    """Run a script as CI does, without a network where possible; return its output."""
    alone = () if sites.no_network() else ("unshare", "-rn")
    command = (*alone, "bash", "-e", "-o", "pipefail", "-c", script)
    done = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False, timeout=240)
    assert done.returncode == 0, f"{script}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def scripts(repository: Path) -> dict[str, list[str]]:
    """Return the scripts of each CI service that build the site, as written.

    GitHub starts a shell for each step, GitLab one for all.
    """
    hub: dict[str, Any] = yaml.safe_load((repository / ".github/workflows/threat-models.yml").read_text("utf-8"))
    lab: dict[str, Any] = yaml.safe_load((repository / ".gitlab-ci.yml").read_text("utf-8"))
    steps = [step["run"] for step in hub["jobs"]["site"]["steps"] if "run" in step]
    return {"github": steps, "gitlab": ["\n".join(lab["threat-models"]["script"])]}


@pytest.mark.skipif(find_spec("ensurepip") is None, reason="this Python has no ensurepip, so `python3 -m venv` fails")
def test_printed_lines_lead_to_a_site(user: tuple[Path, dict[str, str]], installed: Path) -> None:
    folder, env = user
    said, _, steps = shell("zonebook init 'our models'", folder, env).partition("Next:\n")
    assert said == "our models holds a repository with one small system.\n"
    assert len(steps.splitlines()) == 5
    first = steps.index("  .venv/bin/zonebook check")
    new = folder / "our models"
    shell(steps[:first], folder, env)
    # The dependencies are available to every Python; the program only in the new environment.
    told = shell(f"cd 'our models'\n{steps[first:]}", folder, wheels.within(new / ".venv", installed))
    assert told.startswith("web-shop: ")
    assert (new / "site" / "index.html").is_file()


@pytest.mark.parametrize("server", NAMES)
def test_pipeline_passes_without_edits(
    user: tuple[Path, dict[str, str]], installed: Path, tmp_path: Path, server: str
) -> None:
    folder, env = user
    shell(f"zonebook init '{NAMES[server]}'", folder, env)
    fresh = wheels.environment(tmp_path / "server", installed)
    new = folder / NAMES[server]
    printed = [shell(script, new, fresh) for script in scripts(new)[server]]
    assert "web-shop: " in printed[-1]
    assert (new / "site" / "systems" / "web-shop" / "index.html").is_file()
    assert (tmp_path / "server" / "bin" / "zonebook").is_file()
