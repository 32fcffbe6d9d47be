"""Which files of a folder may be replaced: those that we wrote, in its manifest and unchanged since."""

import hashlib
import os
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import NoReturn

from zonebook.edge import streams
from zonebook.edge.publish import manifest
from zonebook.values import RefusedError
from zonebook.values.record import dataclass

MARK = ".zonebook"
"""The marker file of a folder that zonebook made."""
_WORDS = b"made by zonebook; the next build replaces this folder\n"
_LITTER = frozenset((".DS_Store", "Thumbs.db"))
"""Files that desktops create in every folder they show; losing them does no harm."""
_MOST = 20
"""The largest number of names that a refusal lists."""


def mark(folder: Path) -> None:
    """Write the marker file into a folder."""
    with streams.named(folder / MARK):
        (folder / MARK).write_bytes(_WORDS)


def marked(folder: Path) -> bool:
    """Return whether a folder, and not a link to one, has our unchanged marker file."""
    path = folder / MARK
    return folder.is_dir() and not (folder.is_symlink() or path.is_symlink()) and path.is_file() and _is_ours(path)


def _is_ours(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(_WORDS) + 1) == _WORDS


def entries(folder: Path, without: frozenset[str] = frozenset()) -> Iterator[Path]:
    """Yield each file, link and empty folder below a folder, unordered, except names in `without` at its top.

    Raise OSError where a folder cannot be read.
    """
    for root, folders, files in os.walk(folder, onerror=_raise):
        top = Path(root)
        left_out = without if top == folder else frozenset()
        folders[:] = [each for each in folders if each not in left_out]
        yield from (top / each for each in files if each not in left_out)
        yield from (top / each for each in folders if (top / each).is_symlink())
        if top != folder and not folders and not files:
            yield top


def _raise(error: OSError) -> NoReturn:
    raise error


@dataclass(frozen=True, slots=True, kw_only=True)
class Foreign:
    """A path in an output folder that zonebook did not write, or that was `changed` since."""

    path: str
    changed: bool = False

    def __str__(self) -> str:
        """Return the path, and whether it was changed."""
        return f"{self.path} (changed)" if self.changed else self.path


def foreign(folder: Path) -> Iterator[Foreign]:
    """Yield each path in a folder that is not as zonebook wrote it; raise OSError where it cannot be read."""
    listed = manifest.found(folder)
    own = {MARK, manifest.NAME} if listed else {MARK}
    files = listed.files if listed else {}
    for path in entries(folder):
        name = path.relative_to(folder).as_posix()
        if name in own or path.name in _LITTER:
            continue
        if name not in files or path.is_symlink() or not path.is_file():
            yield Foreign(path=name)
        elif _digest(path) != files[name]:
            yield Foreign(path=name, changed=True)


def added(folder: Path) -> frozenset[str]:
    """Return the foreign files in the folder of a site: MkDocs keeps hidden ones when it empties the folder."""
    found = foreign(folder) if folder.is_dir() else ()
    return frozenset(each.path for each in found if not each.changed)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def named(names: Iterator[str]) -> tuple[str, ...]:
    """Return the first names, and a line that says if there are more."""
    first = tuple(islice(names, _MOST + 1))
    return first if len(first) <= _MOST else (*first[:_MOST], "… and more")


def refuse_foreign(folder: Path) -> None:
    """Raise RefusedError, with what to do, where replacing the folder would lose foreign or changed files."""
    lost = named(map(str, foreign(folder)))
    if lost:
        raise RefusedError(
            f"{folder} holds what zonebook did not write there, or what was changed since, and a new build would lose "
            f"it; move it elsewhere (a file that every site needs belongs in docs/), or delete {folder}:",
            lines=lost,
        )
