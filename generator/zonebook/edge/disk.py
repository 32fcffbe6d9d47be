"""Files: read as bytes, written to one side and swapped in."""

import json
import os
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import Any

from zonebook.read.text import MOST_BYTES

PACKAGE = Path(str(resources.files("zonebook")))
"""The folder of this package."""
SUFFIXES = (".yaml", ".yml")
_TRIES = 2
"""How often a file is read that changes while it is read."""
_SCHEMA = ".schema.json"


def catalogue() -> dict[str, bytes]:
    """Give every text of the bundled catalogue, as `catalogue/<shelf>/<id>.yaml`."""
    return _read(PACKAGE / "catalogue", "catalogue")


def models(root: Path, shown: str) -> dict[str, bytes]:
    """Give every YAML text below a folder, by its path below `shown`; raises OSError."""
    if not root.is_dir():
        message = f"there is no folder {root}"
        raise FileNotFoundError(message)
    return _read(root, shown)


def _read(root: Path, shown: str) -> dict[str, bytes]:
    """Give every text below a folder, sorted by its path below `shown`."""
    begin = len(root.parts)
    found = {f"{shown}/{'/'.join(path.parts[begin:])}": _steady(path) for path in _texts(root)}
    return dict(sorted(found.items()))


def _steady(path: Path) -> bytes:
    """Return what a file holds, up to one byte more than a text may have.

    A file that changes meanwhile, such as one that an editor is writing, is read again once; then OSError is raised.
    """
    for _ in range(_TRIES):
        with path.open("rb") as file:
            before = os.fstat(file.fileno())
            raw = file.read(MOST_BYTES + 1)
            after = os.fstat(file.fileno())
        if _state(before) == _state(after) and len(raw) == min(after.st_size, MOST_BYTES + 1):
            return raw
    raise OSError(f"{path} changes while it is read; try again when it has been written")


def _state(seen: os.stat_result) -> tuple[int, int, int]:
    return seen.st_size, seen.st_mtime_ns, seen.st_ino


def _texts(root: Path) -> Iterator[Path]:
    """Give the YAML files below a folder, sorted, hidden ones left out.

    Raises OSError for a link that leads nowhere or out of the folder, and for what is named like a text and is none:
    a file is read or refused, never lost.
    """
    inside = root.resolve()
    waiting = [str(root)]
    while waiting:
        with os.scandir(waiting.pop()) as found:
            entries = sorted(found, key=lambda each: each.name)
        for entry in entries:
            if entry.name.startswith("."):
                continue
            named = entry.name.lower().endswith(SUFFIXES)
            if named or (entry.is_symlink() and not entry.is_file()):
                _refuse_unless_file(Path(entry.path), inside)
                yield Path(entry.path)
            elif entry.is_dir():
                waiting.append(entry.path)


def _refuse_unless_file(path: Path, inside: Path) -> None:
    if path.is_symlink() and not path.resolve().is_relative_to(inside):
        raise OSError(f"{path} is a link that leads out of the folder; put the file itself there")
    if not path.is_file():
        raise OSError(f"{path} is named like a model and is no file that can be read")


def schemas() -> dict[str, Any]:
    """Give the schemas by name."""
    return {path.name.removesuffix(_SCHEMA): json.loads(path.read_bytes()) for path in _schemas()}


def _schemas() -> list[Path]:
    """Give the files of the schemas: in a wheel they lie in the package, in a checkout at the top."""
    root = PACKAGE / "schemas"
    if not root.is_dir():
        root = PACKAGE.parent.parent / "schemas"
    return sorted(root.glob(f"*{_SCHEMA}"))


def locked() -> str:
    """Return the locked versions of what the program needs, each with its hashes, as pip reads them."""
    inside = PACKAGE / "requirements"
    root = inside if inside.is_dir() else PACKAGE.parent.parent / "requirements"
    return (root / "run.txt").read_text("utf-8")


def judges() -> Iterator[tuple[str, bytes]]:
    """Give by name what decides whether the bundled catalogue is right: the schemas, and the code that reads it."""
    code = sorted(each for folder in ("read", "model") for each in (PACKAGE / folder).glob("*.py"))
    for path in (*_schemas(), *code, PACKAGE / "intake.py"):
        if path.is_file():
            yield path.name, path.read_bytes()


def assets() -> dict[str, bytes]:
    """Give the styles and scripts of the pages, by file name."""
    return {path.name: path.read_bytes() for path in sorted((PACKAGE / "assets").iterdir()) if path.is_file()}
