"""A store of what is dear to make, on the disk: taken again for the same key, within a bound, and never relied upon.

It lies where Python keeps the compiled modules of this package, with the same trust: who may write there may change the
program itself. What is kept is checked by its maker before it is used. Where it cannot be read or written, where
an entry is damaged, cut or of another key, or where the disk is full, what was asked for is made anew.
"""

import hashlib
import importlib.util
import os
import re
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from zonebook.edge import installed
from zonebook.values.record import dataclass

MOST = 64 * 1024 * 1024
"""How many bytes the entries of one kind may take; those that were not used for the longest time go first."""
_LARGEST = 8
"""An entry that takes more than this part of the room is not kept: it would drive out too many others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Store:
    """The entries of one kind in a folder; nothing is kept where there is no folder.

    Several programs may use one folder at once: an entry is written whole or not at all, and the same key means the
    same text.
    """

    kind: str
    folder: Path | None
    most: int = MOST

    @property
    def keeps(self) -> bool:
        """Whether anything is kept: not where there is no folder, or Python is to write nothing beside its modules."""
        return self.folder is not None and not sys.dont_write_bytecode

    def taken(self, key: str) -> str | None:
        """Return the text that was kept for a key, or nothing where there is none that is whole."""
        body = self.taken_raw(key)
        try:
            return None if body is None else body.decode()
        except ValueError:
            return None

    def taken_raw(self, key: str) -> bytes | None:
        """Return the bytes that were kept for a key, or nothing where there are none that are whole."""
        path = self._path(key)
        if path is None:
            return None
        try:
            head, _, body = path.read_bytes().partition(b"\n")
        except OSError:
            return None
        if head != _seal(key, body):
            return None
        with suppress(OSError):
            os.utime(path)
        return body

    def keep(self, key: str, text: str) -> None:
        """Keep a text for a key, and drop what was not used for the longest time beyond the room that there is."""
        self.keep_raw(key, text.encode())

    def keep_raw(self, key: str, body: bytes) -> None:
        """Keep bytes for a key, as `keep` does a text."""
        path = self._path(key)
        if path is None or not self.keeps or len(body) > self.most // _LARGEST:
            return
        with suppress(OSError):
            written(path, _seal(key, body) + b"\n" + body)
            for old in self._beyond(path.parent):
                old.unlink(missing_ok=True)

    def _path(self, key: str) -> Path | None:
        name = hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:40]
        return self.folder / f"{self.kind}-{name}" if self.folder else None

    def _beyond(self, folder: Path) -> Iterator[Path]:
        """Yield the entries, and what writers that were stopped left of some, beyond the room that there is."""
        ours = re.compile(rf"\.?{re.escape(self.kind)}-[0-9a-f]{{40}}(-[0-9a-f]{{16}})?")
        found: list[tuple[int, int, str]] = []
        for entry in os.scandir(folder):
            if ours.fullmatch(entry.name):
                with suppress(FileNotFoundError):  # another program was faster
                    state = entry.stat(follow_symlinks=False)
                    found.append((state.st_mtime_ns, state.st_size, entry.name))
        room = self.most
        for _, size, name in sorted(found, reverse=True):
            room -= size
            if room < 0:
                yield folder / name


def written(path: Path, raw: bytes) -> None:
    """Write a file whole or not at all, also where other programs write it; raise OSError where that fails."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}-{os.urandom(8).hex()}")
    try:
        with part.open("xb") as file:
            file.write(raw)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _seal(key: str, body: bytes) -> bytes:
    """Return the SHA-256 of an entry with its key, as it stands in the first line."""
    return hashlib.sha256(key.encode("utf-8", "surrogatepass") + b"\0" + body).hexdigest().encode()


def store(kind: str, most: int = MOST) -> Store:
    """Return the store of a kind on this machine; it keeps nothing where this Python stores no compiled modules."""
    folder = compiled_modules()
    return Store(kind=kind, folder=folder / "store" if folder else None, most=most)


def compiled_modules() -> Path | None:
    """Return the folder in which Python keeps the compiled modules of this package; None where it keeps none."""
    try:
        return Path(importlib.util.cache_from_source(str(installed.PACKAGE / "store.py"))).parent
    except NotImplementedError:
        return None
