"""The bundled catalogue, read and checked once: what an earlier run made of the same texts is used again.

It is stored where Python keeps the compiled modules of this package, under the same rule: who may write there may
change the program itself. It is JSON, so it cannot run anything, and is only used for the bytes it was made from.
"""

import hashlib
import importlib.util
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from zonebook import __version__
from zonebook.edge import disk
from zonebook.intake import Shipped, packed, shipped, unpacked
from zonebook.read.schema import Schemas

_KEPT = 4
"""How many stored catalogues stay: of this version, and of those that were lately worked on beside it."""


def bundled(schemas: Schemas) -> Shipped:
    """Give the bundled catalogue; raises BrokenError where it is read anew and has problems."""
    texts = disk.catalogue()
    path = _path(_digest(texts))
    found = _taken(path) if path else None
    if found is None:
        found = shipped(texts, schemas)
        if path:
            _keep(path, packed(found))
    return found


def _digest(texts: dict[str, bytes]) -> str:
    """Give the SHA-256 of everything that decides what is stored: texts, schemas, and the code that reads them."""
    digest = hashlib.sha256(f"{__version__}\0{sys.version}\0".encode())
    for name, raw in (*sorted(texts.items()), *disk.judges()):
        digest.update(f"{name}\0{len(raw)}\0".encode())
        digest.update(raw)
    return digest.hexdigest()


def _path(digest: str) -> Path | None:
    """Give where the catalogue of this digest is stored; nothing where this Python keeps no compiled modules."""
    try:
        compiled = importlib.util.cache_from_source(str(disk.PACKAGE / "catalogue.py"))
    except NotImplementedError:
        return None
    return Path(compiled).with_name(f"catalogue-{digest[:40]}.json")


def _taken(path: Path) -> Shipped | None:
    """Give what is stored; nothing where nothing is, or where it is damaged: then it is made anew."""
    try:
        raw = path.read_bytes()
        head, _, body = raw.partition(b"\n")
        return unpacked(body.decode()) if head.decode() == hashlib.sha256(body).hexdigest() else None
    except (OSError, ValueError):
        return None


def _keep(path: Path, text: str) -> None:
    """Store a catalogue, whole or not at all; where nothing can be written, the next run reads the texts again."""
    if sys.dont_write_bytecode:
        return
    body = text.encode()
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=".catalogue-", dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(hashlib.sha256(body).hexdigest().encode() + b"\n" + body)
            Path(name).chmod(0o644)
            Path(name).replace(path)
        except OSError:
            Path(name).unlink(missing_ok=True)
        for old in _old(path.parent):
            old.unlink(missing_ok=True)


def _old(folder: Path) -> Iterator[Path]:
    """Give the stored catalogues that are more than those that stay, the oldest of all."""
    found = sorted(folder.glob("catalogue-*.json"), key=lambda each: each.stat().st_mtime_ns, reverse=True)
    yield from found[_KEPT:]
