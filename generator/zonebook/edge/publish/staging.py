"""Staging directories for output that is not published yet, recognised by a name pattern and our mark."""

import hashlib
import os
import re
import secrets
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from zonebook.edge import streams, terminal
from zonebook.edge.publish import ownership

if sys.platform != "win32":
    import fcntl

OLD = "-old"
"""The suffix of the published folder's name while it is replaced in two steps."""


@contextmanager
def aside(parent: Path, purpose: str) -> Iterator[Path]:
    """Yield a new staging directory in `parent`, locked by this process and removed on exit; raise OSError.

    The mark is written after the lock is taken, so that no other process takes the directory for an abandoned one.
    """
    path = parent / f"{_head(purpose)}{secrets.token_hex(8)}"
    path.mkdir()
    try:
        with held(path):
            ownership.mark(path)
            yield path
    finally:
        remove(path)


def _head(purpose: str) -> str:
    """Return the name prefix for a purpose, with a digest, as the purpose may be a long name."""
    return f".zonebook-{hashlib.sha256(os.fsencode(purpose)).hexdigest()[:12]}-"


def left(parent: Path, purpose: str) -> list[Path]:
    """Return the abandoned staging directories for a purpose, sorted: our name pattern, our mark, and no lock."""
    form = re.compile(rf"{re.escape(_head(purpose))}[0-9a-f]{{16}}(?:{OLD})?")
    found = (path for path in sorted(parent.iterdir()) if form.fullmatch(path.name))
    return [path for path in found if ownership.marked(path) and _abandoned(path)]


def sweep(parent: Path, purpose: str) -> None:
    """Remove staging directories of builds that died."""
    for path in left(parent, purpose):
        remove(path)


def remove(path: Path) -> None:
    """Remove a folder that we made; report where it cannot be removed."""
    try:
        shutil.rmtree(path)
    except FileNotFoundError:
        return
    except OSError as error:
        terminal.talk(f"zonebook: {path} is left behind and can be deleted; {streams.reason(error)}")


def _abandoned(path: Path) -> bool:
    """Return whether no living process locks the folder; False where that cannot be determined."""
    try:
        with held(path):
            return sys.platform != "win32"
    except OSError:
        return False


@contextmanager
def held(path: Path, *, wait: bool = False) -> Iterator[None]:
    """Lock a folder within this context; raise OSError where another process locks it, or `wait` for it."""
    if sys.platform == "win32":
        yield
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        yield
    finally:
        os.close(handle)


@contextmanager
def made(folder: Path) -> Iterator[None]:
    """Create a folder and its parents; on exit, remove those that were created and are still empty."""
    new = [each for each in (folder, *folder.parents) if not each.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    try:
        yield
    finally:
        for each in new:
            with suppress(OSError):
                each.rmdir()
