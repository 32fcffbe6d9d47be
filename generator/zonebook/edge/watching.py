"""Waiting until files below a folder change."""

import os
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

_PERIOD = 0.4
"""The seconds between two looks at the files; looking works on every file system, unlike the messages of a kernel."""
_SETTLED = 0.2
"""The seconds without a change after which what an editor or git writes is complete."""
_COPIES = ("~", ".swp", ".tmp")
"""The endings of the files that editors keep beside the one that is edited."""
_State = tuple[int, int, int]


def watched(folder: Path, *, deep: bool = True) -> Callable[[], tuple[str, ...]]:
    """Return a function that waits for a change below a folder and returns the paths in it that changed, sorted.

    Folders within it are left out where it is not `deep`. What changes from now to the first call is returned by it,
    what changes between two calls by the second. A folder that is away has no files; when it is back, they count as
    changed. Hidden files and copies of editors do not count.
    """
    known = _states(folder, deep=deep)

    def changed() -> tuple[str, ...]:
        nonlocal known
        before = known
        while known == before:
            time.sleep(_PERIOD)
            known = _settled(folder, before, deep=deep)
        return tuple(sorted(path for path in {*before, *known} if before.get(path) != known.get(path)))

    return changed


def _settled(folder: Path, before: Mapping[str, _State], *, deep: bool) -> Mapping[str, _State]:
    """Return the states of the files as soon as they are as `before`, or do not change any more."""
    found = _states(folder, deep=deep)
    while found != before:
        time.sleep(_SETTLED)
        last, found = found, _states(folder, deep=deep)
        if found == last:
            break
    return found


def _states(folder: Path, *, deep: bool) -> Mapping[str, _State]:
    """Return the time, size and number of each file below a folder, by its path in there."""
    start = len(os.path.join(folder, ""))  # noqa: PTH118  what the paths of the files begin with
    return {each.path[start:].replace(os.sep, "/"): state for each, state in _files(folder, deep=deep)}


def _files(folder: Path, *, deep: bool) -> Iterator[tuple["os.DirEntry[str]", _State]]:
    """Yield each file below a folder with its state; what goes away meanwhile is passed over."""
    left, entered = [os.fspath(folder)], set[tuple[int, int]]()
    while left:
        for each in _entries(left.pop()):
            with suppress(OSError):
                found = each.stat()
                if not each.is_dir():
                    yield each, (found.st_mtime_ns, found.st_size, found.st_ino)
                elif deep and (found.st_dev, found.st_ino) not in entered:  # a link may lead to a folder around it
                    entered.add((found.st_dev, found.st_ino))
                    left.append(each.path)


def _entries(folder: str) -> Iterator["os.DirEntry[str]"]:
    with suppress(OSError), os.scandir(folder) as found:
        yield from (each for each in found if not each.name.startswith(".") and not each.name.endswith(_COPIES))
