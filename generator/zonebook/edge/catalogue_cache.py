"""A cache of the bundled catalogue as read and checked: reused by later runs while the texts are the same.

It is stored where Python keeps the compiled modules of this package, with the same trust: who may write there may
change the program itself. It is JSON, so it cannot run code, and is only used for the bytes it was made from. A wheel
brings one that was made with it, so that a first run reads the texts and does not have to check them.
"""

import hashlib
import re
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from zonebook import __version__
from zonebook.edge import disk
from zonebook.edge.installed import PACKAGE
from zonebook.edge.store import compiled_modules, written
from zonebook.load.catalogue import CheckedCatalogue, shipped
from zonebook.load.packed import packed, unpacked
from zonebook.read.schema import Schemas
from zonebook.values import BrokenError, DamagedError

DELIVERED = "catalogue.packed"
"""The name of the catalogue that a wheel brings."""
_KINDS = tuple(map(re.compile, (r"catalogue-[0-9a-f]{40}\.(?:packed|json)", r"catalogue-[0-9a-f]{40}\.state")))
_KEPT = 4
"""How many files of each kind are kept: this one, and those of versions that were used recently beside it."""
_SETTLED = 2_000_000_000
"""Nanoseconds after which a change of a file shows in its times, also where a file system counts in whole seconds."""


def bundled(schemas: Schemas) -> CheckedCatalogue:
    """Return the bundled catalogue; raise DamagedError where it has to be read and is not as installed.

    The installation is only verified then: a stored catalogue was made from the same bytes, verified by that run. The
    texts are not opened where no file has changed since they were found to be those of a stored catalogue.
    """
    state = disk.catalogue_state()
    noted = _path(_name(state.files), "state") if state else None
    return _noted(noted) or _found(schemas, noted if state and state.latest + _SETTLED < time.time_ns() else None)


def _noted(noted: Path | None) -> CheckedCatalogue | None:
    """Return the stored catalogue that was noted for the state of the files; None where there is none."""
    if noted is None:
        return None
    try:
        digest = noted.read_text("ascii")
    except (OSError, ValueError):
        return None
    return _taken(_path(digest, "packed"), digest)


def _found(schemas: Schemas, noted: Path | None) -> CheckedCatalogue:
    """Return the catalogue of the texts, which is stored and noted."""
    texts = disk.catalogue()
    digest = _digest(texts)
    path = _path(digest, "packed")
    found = _taken(path, digest)
    if found is None:
        found = _taken(PACKAGE / DELIVERED, digest) or _read(texts, schemas)
        _keep(path, delivered(found, digest))
    _keep(noted, digest.encode())
    return found


def made(schemas: Schemas) -> bytes:
    """Return the catalogue as a wheel brings it; raise DamagedError where an entry is wrong."""
    texts = disk.catalogue()
    return delivered(_read(texts, schemas), _digest(texts))


def delivered(catalogue: CheckedCatalogue, digest: str) -> bytes:
    """Return a catalogue as it is stored: what it was made from, whether it is whole, and the catalogue."""
    body = packed(catalogue)
    return _head(digest, hashlib.sha256(body).hexdigest()) + body


def _head(digest: str, whole: str) -> bytes:
    """Return the first line: the digests of what a catalogue was made from, and of what follows."""
    return f"{digest} {whole}\n".encode()


def _read(texts: dict[str, bytes], schemas: Schemas) -> CheckedCatalogue:
    disk.verify_catalogue(texts)
    try:
        return shipped(texts, schemas)
    except BrokenError as broken:  # problems of the program, not of the models
        raise DamagedError(map(str, broken.problems)) from broken


def _digest(texts: dict[str, bytes]) -> str:
    """Return the SHA-256 of everything that determines the result: texts, schemas, and the code that reads them."""
    digest = hashlib.sha256(f"{__version__}\0".encode())
    for name, raw in (*sorted(texts.items()), *disk.judges()):
        digest.update(f"{name}\0{len(raw)}\0".encode())
        digest.update(raw)
    return digest.hexdigest()


def _name(files: str) -> str:
    """Return the SHA-256 of the state of files, for this version."""
    return hashlib.sha256(f"{__version__}\0{files}".encode("utf-8", "surrogateescape")).hexdigest()


def _path(digest: str, kind: str) -> Path | None:
    """Return the file of a kind for a digest; None where this Python stores no compiled modules."""
    folder = compiled_modules()
    return folder / f"catalogue-{digest[:40]}.{kind}" if folder else None


def _taken(path: Path | None, digest: str) -> CheckedCatalogue | None:
    """Load a stored catalogue; return None where there is none, where it is not whole, or for other texts."""
    if path is None:
        return None
    try:
        content = path.read_bytes()
        begin = content.index(b"\n") + 1
        whole = hashlib.sha256(memoryview(content)[begin:]).hexdigest()
        return unpacked(content, begin) if content[:begin] == _head(digest, whole) else None
    except (OSError, ValueError):
        return None


def _keep(path: Path | None, content: bytes) -> None:
    """Store a file atomically; where it cannot be written, the next run reads the texts again."""
    if path is None or sys.dont_write_bytecode:
        return
    with suppress(OSError):
        written(path, content)
        for old in _old(path.parent):
            old.unlink(missing_ok=True)


def _old(folder: Path) -> Iterator[Path]:
    """Yield the oldest stored files of each kind beyond the number that is kept."""
    files = [path for path in folder.iterdir() if path.is_file()]
    for kind in _KINDS:
        ours = (path for path in files if kind.fullmatch(path.name))
        yield from sorted(ours, key=lambda each: each.stat().st_mtime_ns, reverse=True)[_KEPT:]
