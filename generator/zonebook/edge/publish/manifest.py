"""The manifest of an output folder: each file with its SHA-256, and what is missing or degraded."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

NAME = "manifest.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """The record of a build: SHA-256 by path, and what is missing or degraded."""

    files: Mapping[str, str]
    degraded: tuple[str, ...]


def manifest(files: Mapping[str, str | bytes], degraded: tuple[str, ...]) -> str:
    """Return the manifest of the files as JSON text."""
    hashes = {path: hashlib.sha256(_raw(files[path])).hexdigest() for path in sorted(files)}
    return json.dumps({"files": hashes, "degraded": list(degraded)}, indent=1, ensure_ascii=False) + "\n"


def _raw(content: str | bytes) -> bytes:
    return content.encode() if isinstance(content, str) else content


def found(folder: Path) -> Manifest | None:
    """Read the manifest in a folder; return None where there is none, or the file is another program's."""
    path = folder / NAME
    if path.is_symlink() or not path.is_file():
        return None
    try:
        data = json.loads(path.read_bytes())
    except ValueError:
        return None
    if not isinstance(data, dict) or data.keys() != {"files", "degraded"}:
        return None
    files, degraded = data["files"], data["degraded"]
    if not isinstance(files, dict) or not isinstance(degraded, list):
        return None
    if not all(isinstance(each, str) for each in (*files.values(), *degraded)):
        return None
    return Manifest(files=files, degraded=tuple(degraded))
