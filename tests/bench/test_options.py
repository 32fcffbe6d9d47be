"""The measurements refuse wrong options with a sentence, before they measure anything."""

import subprocess
import sys
from pathlib import Path

import pytest
from tests.support.sites import TOP


def refused(module: str, *arguments: str) -> str:
    """Return the last line that a measurement prints with these arguments, which it refuses."""
    command = (sys.executable, "-m", f"tests.bench.{module}", *arguments)
    done = subprocess.run(command, cwd=TOP, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 2, done
    assert "Traceback" not in done.stderr
    return done.stderr.splitlines()[-1]


@pytest.mark.parametrize(
    ("option", "value", "why"),
    [
        ("--sizes", "ten", "`ten` is no number from 1 on"),
        ("--sizes", "100,,30", "`` is no number from 1 on"),
        ("--sizes", "100,1", "a model to measure has 2 services or more"),
        ("--sizes", "100,0", "`0` is no number from 1 on"),
        ("--sizes", "100,-5", "`-5` is no number from 1 on"),
        ("--sizes", "\u0663\u0660", "`\u0663\u0660` is no number from 1 on"),
        ("--sizes", "100,30,100", "`100,30,100` has the same number twice"),
        ("--rounds", "0", "`0` is no number from 1 on"),
        ("--rounds", "9" * 5000, "is no number from 1 on"),
        ("--peers", "no-such-python", "there is no program `no-such-python`; name a Python"),
        ("--peers", "/bin/true", "`/bin/true` is no Python"),
        ("--out", __file__, "is a file; name a folder for the report"),
    ],
)
def test_wrong_option_is_refused(option: str, value: str, why: str) -> None:
    said = refused("bench", f"{option}={value}")
    assert said.startswith(f"bench.py: error: argument {option}: ")
    assert said.endswith(why)


def test_program_that_cannot_run_is_refused(tmp_path: Path) -> None:
    (tmp_path / "python").write_bytes(b"\x00")
    (tmp_path / "python").chmod(0o755)
    assert "cannot be run: " in refused("bench", f"--peers={tmp_path / 'python'}")


@pytest.mark.parametrize("module", ["tables", "workbooks", "sites"])
def test_wrong_number_is_refused(module: str) -> None:
    assert refused(module, "many").endswith("`many` is no number from 1 on")


def test_other_measurements_refuse_as_well() -> None:
    assert refused("start", "--rounds", "x").endswith("`x` is no number from 1 on")
    assert refused("sizes", "no-site").endswith("there is no folder `no-site`")
