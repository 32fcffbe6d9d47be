"""Files: read as bytes, written to one side and swapped in."""

import json
from importlib import resources
from pathlib import Path
from typing import Any

_PACKAGE = Path(str(resources.files("zonebook")))
SUFFIXES = (".yaml", ".yml")


def catalogue() -> dict[str, bytes]:
    """Give every text of the bundled catalogue, as `catalogue/<shelf>/<id>.yaml`."""
    root = _PACKAGE / "catalogue"
    return {f"catalogue/{path.relative_to(root).as_posix()}": path.read_bytes() for path in _texts(root)}


def models(root: Path, shown: str) -> dict[str, bytes]:
    """Give every YAML text below a folder, by its path below `shown`; raises OSError."""
    if not root.is_dir():
        message = f"there is no folder {root}"
        raise FileNotFoundError(message)
    return {f"{shown}/{path.relative_to(root).as_posix()}": path.read_bytes() for path in _texts(root)}


def _texts(root: Path) -> list[Path]:
    """Give the YAML files below a folder, sorted, hidden ones left out.

    Raises OSError for a link that leads nowhere or out of the folder, and for what is named like a text and is none:
    a file is read or refused, never lost.
    """
    inside = root.resolve()
    found = []
    for path in sorted(root.rglob("*")):
        if any(part.startswith(".") for part in path.relative_to(root).parts):
            continue
        linked = path.is_symlink() and not path.is_file()
        if linked or path.suffix.lower() in SUFFIXES:
            _refuse_unless_file(path, inside)
            found.append(path)
    return found


def _refuse_unless_file(path: Path, inside: Path) -> None:
    if path.is_symlink() and not path.resolve().is_relative_to(inside):
        raise OSError(f"{path} is a link that leads out of the folder; put the file itself there")
    if not path.is_file():
        raise OSError(f"{path} is named like a model and is no file that can be read")


def schemas() -> dict[str, Any]:
    """Give the schemas by name: in a wheel they lie in the package, in a checkout at the top."""
    root = _PACKAGE / "schemas"
    if not root.is_dir():
        root = _PACKAGE.parent.parent / "schemas"
    suffix = ".schema.json"
    return {
        path.name.removesuffix(suffix): json.loads(path.read_text("utf-8")) for path in sorted(root.glob(f"*{suffix}"))
    }


def assets() -> dict[str, bytes]:
    """Give the styles and scripts of the pages, by file name."""
    return {path.name: path.read_bytes() for path in sorted((_PACKAGE / "assets").iterdir()) if path.is_file()}
