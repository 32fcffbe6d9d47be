"""The manifest of an output folder: what it was made from, each file with its size and hash, and what is missing."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, field
from pathlib import Path
from typing import Any

from zonebook.document.provenance import Provenance
from zonebook.values.record import dataclass

NAME = "manifest.json"
_KEYS = frozenset(("files", "degraded"))
_FACTS = frozenset(("size", "sha256"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """The record of a build: size in bytes and SHA-256 by path, what is missing or degraded, and what it is made from.

    A manifest of an earlier version has neither sizes nor what it is made from.
    """

    files: Mapping[str, str]
    degraded: tuple[str, ...]
    sizes: Mapping[str, int] = field(default_factory=dict)
    provenance: Provenance | None = None


def manifest(files: Mapping[str, str | bytes], degraded: tuple[str, ...], provenance: Provenance | None = None) -> str:
    """Return the manifest of the files as JSON text."""
    listed = {path: _facts(files[path]) for path in sorted(files)}
    whole: dict[str, Any] = {"made_from": _stated(provenance)} if provenance else {}
    whole |= {"files": listed, "degraded": list(degraded)}
    return json.dumps(whole, indent=1, ensure_ascii=False) + "\n"


def _stated(provenance: Provenance) -> dict[str, Any]:
    """Return what a whole build was made from; of single systems, their files say it."""
    return {name: value for name, value in asdict(provenance).items() if name != "systems"}


def _facts(content: str | bytes) -> dict[str, int | str]:
    raw = content.encode() if isinstance(content, str) else content
    return {"size": len(raw), "sha256": hashlib.sha256(raw).hexdigest()}


def found(folder: Path) -> Manifest | None:
    """Read the manifest in a folder; return None where there is none, or the file is another program's."""
    path = folder / NAME
    if path.is_symlink() or not path.is_file():
        return None
    return understood(path.read_bytes())


def understood(raw: bytes) -> Manifest | None:
    """Return the manifest that a text is; None where it is none of ours."""
    try:
        data = json.loads(raw)
    except (ValueError, RecursionError):
        return None
    if not isinstance(data, dict) or data.keys() - {"made_from"} != _KEYS:
        return None
    files, degraded = data["files"], data["degraded"]
    if not isinstance(files, dict) or not isinstance(degraded, list):
        return None
    hashes = {path: each["sha256"] if _is_entry(each) else each for path, each in files.items()}
    if not all(isinstance(each, str) for each in (*hashes.values(), *degraded)):
        return None
    sizes = {path: each["size"] for path, each in files.items() if _is_entry(each)}
    return Manifest(files=hashes, degraded=tuple(degraded), sizes=sizes, provenance=_provenance(data))


def _is_entry(data: object) -> bool:
    """Return whether this is the entry of a file, with its size and its hash."""
    return isinstance(data, dict) and data.keys() == _FACTS and type(data["size"]) is int


def _provenance(data: Mapping[str, Any]) -> Provenance | None:
    """Return what a build was made from; None where that is not stated in our form."""
    said = data.get("made_from")
    wanted = _stated(Provenance(program="", as_of=""))
    if not isinstance(said, dict) or said.keys() != wanted.keys():
        return None
    fits = all(type(said[name]) is type(value) for name, value in wanted.items())
    return Provenance(**said) if fits else None
