"""Standard output and standard error: where one cannot be written, the program ends with an exit code that says so."""

import errno
import os
import sys
from contextlib import suppress
from typing import TextIO, cast

import click

USAGE = 2
"""The exit code for usage and environment."""
REFUSALS = frozenset((errno.EPIPE, errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EBADF, errno.EFBIG))
"""What a system says where a stream cannot be written."""


class UnwritableError(click.ClickException):
    """Standard output takes no more; the command line ends with this error's exit code."""

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
    """The reader of standard output went away, as `head` does: it has enough, and nobody wants to read why."""

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
    """Write a line, or what `end`s otherwise; raise UnwritableError where standard output does not take it.

    What standard error does not take is lost: no stream is left to say so, and the exit code stays what it is.
    """
    try:
        _echo(text + end, err=err)
    except OSError as error:
        if not err:
            raise unwritable(error) from error
        silence(sys.stderr)


def _echo(text: str, *, err: bool) -> None:
    """Write to a stream, which `click` would leave out in silence where it is closed; raise OSError."""
    if _stream(err=err) is None:
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))
    click.echo(text, nl=False, err=err, color=False if os.environ.get("NO_COLOR") else None)


def seen(*, err: bool = False) -> bool:
    """Return whether a person looks at the stream."""
    stream = _stream(err=err)
    return stream is not None and stream.isatty()


def _stream(*, err: bool) -> TextIO | None:
    """Return the stream; nothing where the program was begun with it closed."""
    return cast("TextIO | None", sys.stderr if err else sys.stdout)


def reason(error: OSError) -> str:
    """Return what the system says is wrong, in words, with the name of the file."""
    if error.strerror is None:
        return str(error)
    where = f"{error.filename}: " if error.filename is not None else ""
    return f"{where}{error.strerror[:1].lower()}{error.strerror[1:]}"


def silence(stream: TextIO | None) -> None:
    """Lead a stream that failed to nowhere: Python writes what is left when it ends, and would fail once more."""
    with suppress(OSError, ValueError, AttributeError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        try:
            os.dup2(nowhere, cast("TextIO", stream).fileno())
        finally:
            os.close(nowhere)
