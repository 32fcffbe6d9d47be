"""Publishing by swap: output is built in a staging directory; the published one stays whole until then."""

import ctypes
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from zonebook.edge import streams
from zonebook.edge.publish import ownership, staging
from zonebook.values import RefusedError

_HERE = -100
_EXCHANGE = 2
"""AT_FDCWD and RENAME_EXCHANGE of Linux."""


@contextmanager
def staged(out: Path) -> Iterator[Path]:
    """Yield a staging directory beside `out`; on success it replaces `out`, atomically where the system can.

    Raise RefusedError where `out` is a link, or holds what zonebook did not write; OSError where it cannot be written.
    """
    out = out.absolute()
    _refuse_unless_ours(out)
    with staging.made(out.parent):
        _put_back(out)
        staging.sweep(out.parent, out.name)
        with staging.aside(out.parent, out.name) as staging_dir:
            yield staging_dir
            _refuse_unless_ours(out)  # again, as a file may have been added during the build
            _swap(staging_dir, out)


def _refuse_unless_ours(out: Path) -> None:
    """Raise RefusedError where this folder must not be replaced."""
    if not out.name or out.name == "..":
        raise RefusedError(f"{out} cannot be replaced; name a folder of its own for the output")
    if out.is_symlink():
        raise RefusedError(f"{out} is a link; name the folder itself")
    for path in (out, *out.parents):
        if path.is_symlink() and not path.exists():
            raise RefusedError(f"{path} is a link that leads nowhere")
        if path.exists() and not path.is_dir():
            raise RefusedError(f"{path} is not a folder")
    if not out.is_dir():
        return
    if any(out.iterdir()):
        if not ownership.marked(out):
            raise RefusedError(f"{out} holds files that zonebook did not make; empty it or name another folder")
        ownership.refuse_foreign(out)
    if out.samefile(os.curdir):
        raise RefusedError(f"{out} is the present folder, which would be replaced; change to another one")


def _swap(staging_dir: Path, out: Path) -> None:
    """Replace `out` by `staging_dir`, which afterwards holds the old content or is gone."""
    if not out.exists():
        staging_dir.replace(out)
    elif not _exchanged(staging_dir, out):
        _in_two_steps(staging_dir, out)


def _exchanged(one: Path, other: Path) -> bool:
    """Exchange two folders atomically; return whether the system could."""
    if not sys.platform.startswith("linux"):
        return False
    try:
        exchange = ctypes.CDLL(None).renameat2
    except (OSError, AttributeError):
        return False
    return bool(exchange(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) == 0)


def _in_two_steps(staging_dir: Path, out: Path) -> None:
    """Replace `out` by `staging_dir` in two steps; undo the first where the second fails."""
    old = staging_dir.with_name(f"{staging_dir.name}{staging.OLD}")
    with staging.held(out, wait=True):  # so that no other build restores it between the steps
        out.replace(old)
        try:
            staging_dir.replace(out)
        except OSError:
            old.replace(out)
            raise
    staging.remove(old)


def _put_back(out: Path) -> None:
    """Restore the published folder where a build died between the two steps."""
    old = [path for path in staging.left(out.parent, out.name) if path.name.endswith(staging.OLD)]
    if old and not out.exists():
        old[-1].replace(out)


def lay_down(files: Mapping[str, str | bytes], root: Path) -> None:
    """Write files below a folder; raise OSError with the name of the file that cannot be written."""
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with streams.named(path):
            path.write_bytes(content.encode() if isinstance(content, str) else content)
