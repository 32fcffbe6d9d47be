"""Output is made to one side and swapped in; what was published stays whole until then."""

import ctypes
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

if sys.platform != "win32":
    import fcntl

MARK = ".zonebook"
"""The file by which a folder is known as ours; a folder without it that holds anything is never replaced."""
_HERE = -100
_EXCHANGE = 2
"""AT_FDCWD and RENAME_EXCHANGE of Linux."""


class NotOursError(Exception):
    """The folder holds something that we did not make."""


@contextmanager
def staged(out: Path) -> Iterator[Path]:
    """Give an empty folder beside `out`; when all went well it takes the place of `out`, in one step where that can be.

    Raises NotOursError where `out` is a link or holds files of others; OSError where it cannot be written.
    """
    out = out.absolute()
    _ours(out)
    out.parent.mkdir(parents=True, exist_ok=True)
    _sweep(out)
    aside = Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.parent))
    aside.chmod(0o755)
    try:
        with _held(aside):
            yield aside
            (aside / MARK).write_text("made by zonebook; the next build replaces this folder\n", "utf-8")
            _swap(aside, out)
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _ours(out: Path) -> None:
    if not out.name or out.name == "..":
        raise NotOursError(f"{out} cannot be replaced; name a folder of its own for the output")
    if out.is_symlink():
        raise NotOursError(f"{out} is a link; name the folder itself")
    for path in (out, out.parent):
        if path.exists() and not path.is_dir():
            raise NotOursError(f"{path} is not a folder")
    if out.is_dir() and any(out.iterdir()) and not (out / MARK).is_file():
        raise NotOursError(f"{out} holds files that zonebook did not make; empty it or name another folder")


def _swap(aside: Path, out: Path) -> None:
    """Put `aside` into the place of `out`; afterwards `aside` is what `out` was, or is gone."""
    if not out.exists():
        aside.replace(out)
    elif not _exchanged(aside, out):
        _in_two_steps(aside, out)


def _exchanged(one: Path, other: Path) -> bool:
    """Let two folders change places in one step; say whether this machine can."""
    if not sys.platform.startswith("linux"):
        return False
    try:
        exchange = ctypes.CDLL(None).renameat2
    except (OSError, AttributeError):
        return False
    return bool(exchange(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) == 0)


def _in_two_steps(aside: Path, out: Path) -> None:
    """Put `aside` into the place of `out` where it takes two steps; a failure of the second undoes the first."""
    old = aside.with_name(f"{aside.name}-old")
    out.replace(old)
    try:
        aside.replace(out)
    except OSError:
        old.replace(out)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _sweep(out: Path) -> None:
    """Put back what a build that died between two steps took away; remove what builds that died left behind."""
    left = sorted(out.parent.glob(f".{out.name}-*"))
    old = [path for path in left if path.name.endswith("-old") and (path / MARK).is_file()]
    if old and not out.exists():
        old[-1].replace(out)
    for path in left:
        if path.is_dir() and not path.is_symlink() and _abandoned(path):
            shutil.rmtree(path, ignore_errors=True)


def _abandoned(path: Path) -> bool:
    """Say whether no living build holds the folder; where that cannot be known, nothing is abandoned."""
    try:
        with _held(path):
            return sys.platform != "win32"
    except OSError:
        return False


@contextmanager
def _held(path: Path) -> Iterator[None]:
    """Hold a folder while this process lives; raises OSError where another one holds it."""
    if sys.platform == "win32":
        yield
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    finally:
        os.close(handle)


def lay_down(files: Mapping[str, str | bytes], root: Path) -> None:
    """Write files below a folder."""
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
