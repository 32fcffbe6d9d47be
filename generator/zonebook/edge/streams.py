"""Standard output and standard error: where one cannot be written, the program ends with an exit code that says so."""

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO, cast

import click

USAGE = 2
"""The exit code for usage and environment."""
REFUSALS = frozenset((errno.EPIPE, errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EBADF, errno.EFBIG))
"""The error numbers of a stream that cannot be written."""


class UnwritableError(click.ClickException):
    """Standard output cannot be written; the command line ends with this error's exit code."""

    exit_code = USAGE

    def __init__(self, error: OSError) -> None:
        """Keep the reason."""
        super().__init__(f"standard output cannot be written: {reason(OSError(error.errno, error.strerror))}")

    def show(self, file: object = None) -> None:
        """Write the reason to standard error."""
        del file
        silence(sys.stdout)
        put(f"zonebook: {self.message}", err=True)


class NoReaderError(UnwritableError):
    """The reader of standard output closed it, as `head` does when it has enough; no message is needed."""

    exit_code = 128 + 13
    """What a shell shows for a program that the signal SIGPIPE ended."""

    def show(self, file: object = None) -> None:
        """Write nothing."""
        del file
        silence(sys.stdout)


def unwritable(error: OSError) -> UnwritableError:
    """Return the error with which the command line ends where standard output raised this one."""
    return NoReaderError(error) if error.errno == errno.EPIPE else UnwritableError(error)


def put(text: str, *, err: bool, end: str = "\n") -> None:
    """Write a text and its `end`; raise UnwritableError where standard output cannot be written.

    What cannot be written to standard error is lost: no stream is left to report it, and the exit code is unchanged.
    """
    try:
        _echo(text + end, err=err)
    except OSError as error:
        if not err:
            raise unwritable(error) from error
        silence(sys.stderr)


def _echo(text: str, *, err: bool) -> None:
    """Write to a stream; raise OSError where it is closed, which `click` would silently ignore."""
    if _stream(err=err) is None:
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))
    click.echo(text, nl=False, err=err, color=False if os.environ.get("NO_COLOR") else None)


def seen(*, err: bool = False) -> bool:
    """Return whether the stream is a terminal."""
    stream = _stream(err=err)
    return stream is not None and stream.isatty()


def read() -> bool:
    """Return whether standard input is a terminal, on which somebody can answer."""
    stream = cast("TextIO | None", sys.stdin)
    return stream is not None and stream.isatty()


def _stream(*, err: bool) -> TextIO | None:
    """Return the stream; None where the program was started with it closed."""
    return cast("TextIO | None", sys.stderr if err else sys.stdout)


def reason(error: OSError) -> str:
    """Return the system's message for an error, with the name of the file."""
    if error.strerror is None:
        return str(error)
    where = f"{error.filename}: " if error.filename is not None else ""
    return f"{where}{error.strerror[:1].lower()}{error.strerror[1:]}"


@contextmanager
def named(path: Path) -> Iterator[None]:
    """Within this, an error of the system has the name of a file: one that is met while writing has none of its own."""
    try:
        yield
    except OSError as error:
        if error.errno is not None and error.filename is None:
            error.filename = str(path)
        raise


def silence(stream: TextIO | None) -> None:
    """Redirect a failed stream to the null device: Python flushes it at exit, and would fail once more."""
    with suppress(OSError, ValueError, AttributeError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        try:
            os.dup2(nowhere, cast("TextIO", stream).fileno())
        finally:
            os.close(nowhere)
