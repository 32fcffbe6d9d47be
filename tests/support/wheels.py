"""The wheel of this checkout, and an environment that has what the program needs and not the program."""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from importlib.metadata import Distribution, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from tests.support import sites

BIN = Path(sys.executable).parent
ENGINE = "graphviz-pure"


def built(folder: Path, env: Mapping[str, str] | None = None, umask: int = -1) -> Path:
    """Build the wheel into a folder with `make wheel`, by the tools of the Python that runs the tests."""
    # The marker of the environment counts as up to date: the tests run in it.
    command = ("make", "--no-print-directory", "-o", ".venv/.site", f"BIN={BIN}", f"DIST={folder}", "wheel")
    subprocess.run(
        command, cwd=sites.TOP, env=env or sites.environment(), umask=umask, check=True, capture_output=True, text=True
    )
    (wheel,) = folder.glob("*.whl")
    return wheel


def needed(name: str = "zonebook", seen: set[str] | None = None) -> Iterator[Distribution]:
    """Yield every installed distribution that the program needs, itself left out."""
    seen = set() if seen is None else seen
    for text in distribution(name).requires or ():
        wanted = Requirement(text)
        key = canonicalize_name(wanted.name)
        if key not in seen and (wanted.marker is None or wanted.marker.evaluate({"extra": ""})):
            seen.add(key)
            yield distribution(key)
            yield from needed(key, seen)


def dependencies(folder: Path) -> Path:
    """Fill a folder with links to what the program needs: pip finds it installed there, as after a download.

    Undeclared dependencies are missing. The only command is the layout engine.
    """
    (folder / "bin").mkdir(parents=True)
    (folder / "bin" / ENGINE).symlink_to(BIN / ENGINE)
    for found in needed():
        for top in {file.parts[0] for file in found.files or ()} - {"..", "__pycache__"}:
            (folder / top).symlink_to(Path(str(found.locate_file(top))))
    return folder


def environment(folder: Path, installed: Path) -> dict[str, str]:
    """Make an environment with pip alone; return the variables that activate it without an index."""
    maker = sites.TOP / "requirements" / "environment.py"
    subprocess.run((sys.executable, str(maker), str(folder)), check=True, capture_output=True, text=True)
    return within(folder, installed)


def within(folder: Path, installed: Path) -> dict[str, str]:
    """Return the variables that activate an environment without an index."""
    kept = {name: value for name, value in sites.environment().items() if not name.startswith(("PIP_", "VIRTUAL_"))}
    offline = {"PIP_NO_INDEX": "1", "PIP_CONFIG_FILE": os.devnull, "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    path = os.pathsep.join((str(folder / "bin"), str(installed / "bin"), os.environ["PATH"]))
    return kept | offline | {"PATH": path, "PYTHONPATH": str(installed), "NO_MKDOCS_2_WARNING": "1"}
