"""A cache of the bundled catalogue as read and checked: reused by later runs while the texts are the same.

It is stored where Python keeps the compiled modules of this package, with the same trust: who may write there may
change the program itself. It is JSON, so it cannot run code, and is only used for the bytes it was made from.
"""

import hashlib
import re
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from zonebook import __version__
from zonebook.edge import disk
from zonebook.edge.store import compiled_modules, written
from zonebook.load.catalogue import CheckedCatalogue, packed, shipped, unpacked
from zonebook.read.schema import Schemas
from zonebook.values import BrokenError, DamagedError

_STORED = re.compile(r"catalogue-[0-9a-f]{40}\.json")
_KEPT = 4
"""How many stored catalogues are kept: this one, and those of versions that were used recently beside it."""


def bundled(schemas: Schemas) -> CheckedCatalogue:
    """Return the bundled catalogue; raise DamagedError where it has to be read and is not as installed.

    The installation is only verified then: a stored catalogue was made from the same bytes, verified by that run.
    """
    texts = disk.catalogue()
    path = _path(_digest(texts))
    found = _taken(path, texts) if path else None
    if found is None:
        found = _read(texts, schemas)
        if path:
            _keep(path, packed(found))
    return found


def _read(texts: dict[str, bytes], schemas: Schemas) -> CheckedCatalogue:
    disk.verify_catalogue(texts)
    try:
        return shipped(texts, schemas)
    except BrokenError as broken:  # problems of the program, not of the models
        raise DamagedError(map(str, broken.problems)) from broken


def _digest(texts: dict[str, bytes]) -> str:
    """Return the SHA-256 of everything that determines the result: texts, schemas, and the code that reads them."""
    digest = hashlib.sha256(f"{__version__}\0{sys.version}\0".encode())
    for name, raw in (*sorted(texts.items()), *disk.judges()):
        digest.update(f"{name}\0{len(raw)}\0".encode())
        digest.update(raw)
    return digest.hexdigest()


def _path(digest: str) -> Path | None:
    """Return the cache file for a digest; None where this Python stores no compiled modules."""
    folder = compiled_modules()
    return folder / f"catalogue-{digest[:40]}.json" if folder else None


def _taken(path: Path, texts: dict[str, bytes]) -> CheckedCatalogue | None:
    """Load the stored catalogue; return None where there is none, or its entries are not those of these texts."""
    try:
        head, _, body = path.read_bytes().partition(b"\n")
        found = unpacked(body.decode()) if head.decode() == hashlib.sha256(body).hexdigest() else None
    except (OSError, ValueError):
        return None
    stored = {each.path for documents in found.shelves.values() for each in documents.values()} if found else set()
    return found if stored == texts.keys() else None


def _keep(path: Path, text: str) -> None:
    """Store a catalogue atomically; where it cannot be written, the next run reads the texts again."""
    if sys.dont_write_bytecode:
        return
    body = text.encode()
    with suppress(OSError):
        written(path, hashlib.sha256(body).hexdigest().encode() + b"\n" + body)
        for old in _old(path.parent):
            old.unlink(missing_ok=True)


def _old(folder: Path) -> Iterator[Path]:
    """Yield the oldest stored catalogues beyond the number that is kept."""
    ours = (path for path in folder.iterdir() if _STORED.fullmatch(path.name) and path.is_file())
    yield from sorted(ours, key=lambda each: each.stat().st_mtime_ns, reverse=True)[_KEPT:]
