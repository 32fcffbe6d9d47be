"""Replacing files that are there, all of them or none, each in one step; and making one that is not."""

import shutil
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from zonebook.edge import disk, streams
from zonebook.values import RefusedError


def rewrite(before: Mapping[Path, bytes], after: Mapping[Path, bytes]) -> None:
    """Give the files of `after` their new content; raise OSError, with every file as it was, where one refuses.

    A file that no longer holds what `before` says was changed by someone else meanwhile, and stays theirs. A link stays
    one: the file that it leads to is replaced.
    """
    staged: dict[Path, Path] = {}
    done: list[Path] = []
    try:
        for path, content in after.items():
            staged[path] = _staged(disk.real(path), content)
        _refuse_changed({path: before[path] for path in staged})
        for path, new in staged.items():
            new.replace(disk.real(path))
            done.append(path)
    except BaseException:
        for path in done:
            _staged(disk.real(path), before[path]).replace(disk.real(path))
        raise
    finally:
        for new in staged.values():
            with suppress(OSError):
                new.unlink(missing_ok=True)


def create(path: Path, content: bytes) -> None:
    """Make a file that is not there yet; raise OSError, leaving nothing behind, where that cannot be done."""
    try:
        file = path.open("xb")
    except FileExistsError as error:
        raise RefusedError(f"{path} exists; move it away, or name another file") from error
    try:
        with streams.named(path), file:  # what it holds back is written when it is closed
            file.write(content)
    except BaseException:
        path.unlink()
        raise


def _refuse_changed(before: Mapping[Path, bytes]) -> None:
    for path, content in before.items():
        if path.read_bytes() != content:
            raise RefusedError(f"{path} was changed meanwhile; nothing was written")


def _staged(path: Path, content: bytes) -> Path:
    """Return a new file beside a file, with its permissions; raise OSError, leaving nothing behind."""
    with streams.named(path), tempfile.NamedTemporaryFile(dir=path.parent, prefix=".zonebook-", delete=False) as file:
        new = Path(file.name)
        try:
            file.write(content)
            file.flush()
            shutil.copymode(path, new)
        except BaseException:
            new.unlink()
            raise
    return new
