"""Waiting until files below a folder change."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from queue import Empty, Queue

from watchdog.events import DirDeletedEvent, FileSystemEvent, FileSystemEventHandler
from watchdog.observers.polling import PollingObserver

_PERIOD = 0.4
"""The seconds between two looks at the files; looking works on every file system, unlike the messages of a kernel."""
_SETTLED = 0.2
"""The seconds without a change after which what an editor or git writes is complete."""


@contextmanager
def watched(folder: Path, *, deep: bool = True) -> Iterator[Callable[[], tuple[str, ...]]]:
    """Yield a function that waits for a change below a folder and returns the paths in it that changed, sorted.

    Folders within it are left out where it is not `deep`.
    What changes between two calls is returned by the second. Hidden files and copies of editors do not count.
    """
    seen: Queue[str] = Queue()
    observer = PollingObserver(timeout=_PERIOD)
    observer.schedule(_Seen(folder, seen), str(folder), recursive=deep)
    observer.start()
    try:
        yield partial(_changed, seen)
    finally:
        observer.stop()
        observer.join()


def _changed(seen: "Queue[str]") -> tuple[str, ...]:
    found: set[str] = set()
    while True:
        try:
            found.add(seen.get(timeout=_SETTLED))
        except Empty:
            if found:
                return tuple(sorted(found))


class _Seen(FileSystemEventHandler):
    """Keeps the path of each file that changes, and of a folder that is deleted, from the watched folder."""

    def __init__(self, folder: Path, seen: "Queue[str]") -> None:
        """Keep what is watched and where changes are kept."""
        self._folder = str(folder)
        self._seen = seen

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Keep the paths of a change."""
        if event.is_directory and not isinstance(event, DirDeletedEvent):
            return
        for path in filter(None, (str(event.src_path), str(event.dest_path))):
            inside = Path(os.path.relpath(path, self._folder))
            hidden = any(part.startswith(".") for part in inside.parts)
            if not hidden and not inside.name.endswith(("~", ".swp", ".tmp")):
                self._seen.put(inside.as_posix())
