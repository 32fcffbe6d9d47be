"""The end of a process: what it made is left to the system, which takes it in one piece."""

import atexit
import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def at_once() -> Iterator[None]:
    """End the process where what is within exits with a code, without taking apart every object that it made.

    It ends in the ordinary way where something waits for that end: another thread, a profiler or a debugger.
    """
    try:
        yield
    except SystemExit as ended:
        code = 0 if ended.code is None else ended.code
        if not isinstance(code, int) or _awaited():
            raise
        atexit._run_exitfuncs()  # noqa: SLF001  what asked to be called is called, as it is in the ordinary end
        if _flushed():
            os._exit(code & 0xFF)
        raise


def _awaited() -> bool:
    """Return whether another thread runs, or something follows the program."""
    return threading.active_count() > 1 or sys.gettrace() is not None or sys.getprofile() is not None


def _flushed() -> bool:
    """Return whether everything that was written has left this process; the ordinary end reports what has not."""
    try:
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:
                stream.flush()
    except (OSError, ValueError):
        return False
    return True
