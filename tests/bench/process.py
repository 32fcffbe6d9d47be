"""A measured process, and what makes a measurement worthless."""

import os
import resource
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from zonebook.edge.store import compiled_modules, written

_MEASURED = """
import resource, subprocess, sys
ended = subprocess.run(sys.argv[1:])
print()
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
sys.exit(ended.returncode)
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """The cost of one process: processor seconds and peak memory in MiB."""

    seconds: float
    mebibytes: float


def run(*command: str, env: Mapping[str, str] | None = None) -> tuple[Run, str]:
    """Run a process to its end, in an environment or in that of this one; raises CalledProcessError where it fails."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    whole = [sys.executable, "-S", "-c", _MEASURED, *command]
    done = subprocess.run(whole, check=True, capture_output=True, text=True, env=env)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    *told, peak = done.stdout.splitlines()
    return Run(seconds=spent, mebibytes=int(peak) / 1024), "\n".join(told)


def refused(folder: Path | None = None) -> str:
    """Return why nothing is measured here, or nothing; `folder` is that of the compiled modules.

    Without compiled modules and a stored catalogue, each run compiles the program and reads the catalogue again: that
    is what would be measured.
    """
    if sys.dont_write_bytecode or os.environ.get("PYTHONDONTWRITEBYTECODE"):
        return "PYTHONDONTWRITEBYTECODE is set: each run would compile the program; unset it to measure"
    folder = folder or compiled_modules()
    if folder is None:
        return "this Python keeps no compiled modules, so that the catalogue is not stored either"
    trial = folder / f"trial-{os.getpid()}"
    try:
        written(trial, b"")
        trial.unlink()
    except OSError as error:
        return f"the catalogue cannot be stored, so that each run would read it again: {error}"
    return ""
