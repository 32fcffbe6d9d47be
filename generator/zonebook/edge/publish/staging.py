"""Folders in which output is made before anybody sees it: known by a name of one form and a mark that we wrote."""

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
"""How the name ends of what was published, while it is replaced in two steps."""


@contextmanager
def aside(parent: Path, purpose: str) -> Iterator[Path]:
    """Yield a new folder in `parent` that this process holds and that is removed in the end; raise OSError.

    The mark is written when the folder is held already, so that no other process takes it for an abandoned one.
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
    """Return how the names for a purpose begin; a digest, as the purpose may be a name that is long already."""
    return f".zonebook-{hashlib.sha256(os.fsencode(purpose)).hexdigest()[:12]}-"


def left(parent: Path, purpose: str) -> list[Path]:
    """Return the folders for a purpose that no living process holds, sorted: names of our form, with our mark."""
    form = re.compile(rf"{re.escape(_head(purpose))}[0-9a-f]{{16}}(?:{OLD})?")
    found = (path for path in sorted(parent.iterdir()) if form.fullmatch(path.name))
    return [path for path in found if ownership.marked(path) and _abandoned(path)]


def sweep(parent: Path, purpose: str) -> None:
    """Remove what builds that died left behind."""
    for path in left(parent, purpose):
        remove(path)


def remove(path: Path) -> None:
    """Remove a folder that we made; what cannot be removed is said."""
    try:
        shutil.rmtree(path)
    except FileNotFoundError:
        return
    except OSError as error:
        terminal.talk(f"zonebook: {path} is left behind and can be deleted; {streams.reason(error)}")


def _abandoned(path: Path) -> bool:
    """Return whether no living process holds the folder; where that cannot be known, nothing is abandoned."""
    try:
        with held(path):
            return sys.platform != "win32"
    except OSError:
        return False


@contextmanager
def held(path: Path, *, wait: bool = False) -> Iterator[None]:
    """Hold a folder while this lasts; raise OSError where another process holds it, or `wait` for that to end."""
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
    """Make a folder and those above it; those that were not there before are gone afterwards if they stay empty."""
    new = [each for each in (folder, *folder.parents) if not each.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    try:
        yield
    finally:
        for each in new:
            with suppress(OSError):
                each.rmdir()
