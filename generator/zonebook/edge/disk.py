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
    """Give the YAML files below a folder, sorted; hidden ones and what leads outside the folder left out."""
    inside = root.resolve()
    found = [path for path in root.rglob("*") if path.suffix in SUFFIXES and path.is_file()]
    visible = [path for path in found if not any(part.startswith(".") for part in path.relative_to(root).parts)]
    return sorted(path for path in visible if path.resolve().is_relative_to(inside))


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
