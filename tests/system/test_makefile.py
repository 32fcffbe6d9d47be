"""`make help` lists what is said to be there, and a browser is found under each of its names."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.support.sites import TOP, environment

MAKE = shutil.which("make") or ""


@pytest.mark.skipif(not MAKE or not shutil.which("awk"), reason="make or awk is not installed")
def test_help_lists_what_is_described() -> None:
    described = re.findall(r"^([^\s:]+):.*## (.+)$", (TOP / "Makefile").read_text("utf-8"), re.MULTILINE)
    done = subprocess.run((MAKE, "help"), cwd=TOP, env=environment(), capture_output=True, text=True, check=True)
    listed = [tuple(line.removeprefix("make ").split(maxsplit=1)) for line in done.stdout.splitlines()]
    assert listed == described
    assert {"test", "test-browser", "site"} <= {name for name, _ in listed}


def browser(folder: Path) -> "subprocess.CompletedProcess[str]":
    """Look for a browser among the programs of a folder."""
    command = (sys.executable, "-m", "tests.support.browser")
    return subprocess.run(
        command, cwd=TOP, env=environment(PATH=str(folder)), capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("name", ["chromium", "chromium-browser", "google-chrome"])
def test_browser_is_found_by_each_name(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("#!/bin/sh\n", "utf-8")
    (tmp_path / name).chmod(0o755)
    assert browser(tmp_path).stdout == f"{tmp_path / name}\n"


def test_missing_browser_is_named(tmp_path: Path) -> None:
    done = browser(tmp_path)
    assert done.returncode == 2
    assert "there is no chromium, chromium-browser or google-chrome: apt-get install chromium" in done.stderr
