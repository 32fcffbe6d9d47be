"""The program that is measured: the wheel of this checkout in an environment of its own, or the checkout itself."""

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from tests.support import sites, wheels

from zonebook.values.record import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """A Python that has the program, and the environment in which it runs; `what` says which it is."""

    what: str
    python: str
    env: Mapping[str, str]


def checkout() -> Program:
    """Return the program of this checkout, which needs what the Python that runs this has."""
    env = sites.environment(PYTHONPATH=str(sites.TOP / "generator"))
    return Program(what="this checkout", python=sys.executable, env=env)


def installed(folder: Path) -> Program:
    """Build the wheel, install it in a new environment below a folder, and return the program there.

    What it needs is what this Python has. Raise CalledProcessError where the wheel cannot be built or installed.
    """
    folder.mkdir(parents=True, exist_ok=True)
    needed = wheels.dependencies(folder / "needed" / "installed")
    env = wheels.environment(folder / "own", needed)
    python = str(folder / "own" / "bin" / "python")
    wheel = wheels.built(folder / "dist")
    command = (python, "-m", "pip", "install", "--quiet", "--no-deps", str(wheel))
    subprocess.run(command, env=env, check=True, capture_output=True, text=True)
    return Program(what=f"the wheel {wheel.name}", python=python, env=env)
