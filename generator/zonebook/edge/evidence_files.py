"""Evidence on the disk: which of the named files exist, whether a link leads to them, and their SHA-256."""

import hashlib
import os
import stat
from collections.abc import Iterable, Mapping
from pathlib import Path

from zonebook.edge import disk
from zonebook.load.evidence_files import FileState
from zonebook.values import RefusedError

_MISSING = FileState()
_TRIES = 2
"""How often a file is read if it changes while it is read."""
_AS_IT_IS = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
"""Opens no link that has just taken the place of a file, and waits for nobody to write into a pipe."""
_Folders = dict[Path, Mapping[str, os.DirEntry[str]]]
"""The entries of the folders that were looked into, by name."""


def looked(paths: Iterable[str], models: Path, shown: str) -> dict[str, FileState]:
    """Return the state of each file below a folder of models, whose paths begin with `shown`; raise OSError.

    Names are compared as they are written, also where the system itself would find `A.csv` under the name `a.csv`.
    """
    folders: _Folders = {}
    return {path: _state(path.removeprefix(f"{shown}/").split("/"), (models, shown), folders) for path in paths}


def content(path: str, models: Path, shown: str, most: int) -> bytes:
    """Return a file that was found by `looked`; raise OSError where it is gone, or is larger than `most` bytes."""
    raw = disk.content(models / path.removeprefix(f"{shown}/"), most)
    if len(raw) > most:
        raise RefusedError(f"{path} and the files before it are more than can be packed")
    return raw


def _state(parts: Iterable[str], root: tuple[Path, str], folders: _Folders) -> FileState:
    """Walk to a file from the folder of the models; every folder on the way, and the file itself, must be no link."""
    models, shown = root
    way: list[str] = []
    entry = None
    for part in parts:
        if part == "..":
            way.pop()
        elif part not in {"", "."}:
            entry = _entries(models.joinpath(*way), folders).get(part)
            way.append(part)
            if entry is None:
                return _MISSING
            if _is_link(entry):
                return FileState(fault=f"{'/'.join((shown, *way))} is a link; put what it leads to in its place")
    if entry is None or entry.is_dir(follow_symlinks=False):
        return FileState(fault=f"{'/'.join((shown, *way))} is a folder; name a file in it")
    if not entry.is_file(follow_symlinks=False):
        return FileState(fault=f"{'/'.join((shown, *way))} is neither a file nor a folder")
    return FileState(sha256=_sha256(models.joinpath(*way)))


def _entries(folder: Path, folders: _Folders) -> Mapping[str, os.DirEntry[str]]:
    """Return the entries of a folder by name; nothing where there is no such folder."""
    if folder not in folders:
        try:
            with os.scandir(folder) as found:
                folders[folder] = {entry.name: entry for entry in found}
        except (FileNotFoundError, NotADirectoryError):
            folders[folder] = {}
    return folders[folder]


def _is_link(entry: os.DirEntry[str]) -> bool:
    """Return whether an entry is a link of any sort: on Windows a junction leads elsewhere as well."""
    return entry.is_symlink() or bool(getattr(entry, "is_junction", bool)())


def _sha256(path: Path) -> str | None:
    """Return the SHA-256 of a file, read in parts; None where it has just been deleted.

    A file that changes while it is read is read once more; then OSError is raised.
    """
    for _ in range(_TRIES):
        try:
            with open(path, "rb", opener=_opened) as file:
                before = os.fstat(file.fileno())
                if not stat.S_ISREG(before.st_mode):
                    break
                found = hashlib.file_digest(file, "sha256").hexdigest()
                after = os.fstat(file.fileno())
        except FileNotFoundError:
            return None
        if (before.st_size, before.st_mtime_ns) == (after.st_size, after.st_mtime_ns):
            return found
    raise RefusedError(f"{path} changes while it is read; try again when it has been written")


def _opened(name: str, flags: int) -> int:
    return os.open(name, flags | _AS_IT_IS)
