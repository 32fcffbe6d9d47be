"""What a person at a terminal sees: results on one stream, talk on the other, a bar while waiting."""

import os
import shutil
import textwrap
import threading
from collections.abc import Iterable
from types import TracebackType
from typing import Self

import click

from zonebook.edge import streams
from zonebook.values import Problem, RefusedError, visible

FINE, PROBLEMS, USAGE, DEGRADED = 0, 1, streams.USAGE, 3
"""The exit codes: all is well; problems, or findings at the gate; usage or environment; an output is missing."""
PATIENCE = 1.0
"""How long work may last, in seconds, before anything is shown."""
_BEAT = 0.2
_WIDTH = 24
_STAGE = 24
_NARROWEST = 40
_COLOURS = {"very-high": "red", "high": "red", "moderate": "yellow"}


def result(*lines: str) -> None:
    """Print what was asked for, a line each; raise UnwritableError where it cannot be printed."""
    streams.put("\n".join(map(visible, lines)), err=False)


def row(*cells: str) -> None:
    """Print a row of a table: cells with a tab between them."""
    streams.put("\t".join(map(visible, cells)), err=False)


def talk(*lines: str) -> None:
    """Print what is said about the work, a line each."""
    streams.put("\n".join(map(visible, lines)), err=True)


def failed(message: str, *lines: str) -> int:
    """Print what is wrong with the usage or the environment, and the lines that name it; return the exit code."""
    talk(f"zonebook: {message}", *lines)
    return USAGE


def refused(error: OSError) -> int:
    """Print what the environment does not allow; return the exit code."""
    if isinstance(error, RefusedError):
        return failed(error.message, *error.lines)
    return failed(streams.reason(error))


def ended(error: OSError) -> int:
    """Print an error that no command expected; return the exit code.

    One of no file comes from standard output, to which `click` itself writes the help.
    """
    if error.filename is not None or error.errno not in streams.REFUSALS:
        return refused(error)
    unwritable = streams.unwritable(error)
    unwritable.show()
    return unwritable.exit_code


def problems(found: Iterable[Problem]) -> int:
    """Print problems, a line each; return the exit code."""
    for each in found:
        place, text = str(each.place), str(each)
        code = click.style(f"{each.code}:", fg="red", bold=True)
        coloured(text.replace(f"{place}: {each.code}:", f"{click.style(place, bold=True)}: {code}", 1))
    return PROBLEMS


def level(name: str) -> str:
    """Give the name of a level of risk, the bad ones in colour, for `coloured`."""
    return click.style(name, fg=_COLOURS.get(name), bold=name == "very-high")


def coloured(text: str) -> None:
    """Print a result that is coloured already, and holds nothing else that a terminal would act on."""
    streams.put(text, err=False)


def flowing(text: str) -> str:
    """Return prose on one line: its own line breaks, which a model may have, are spaces."""
    return " ".join(text.split())


def folded(text: str, indent: str = "") -> str:
    """Return prose folded to the width of the terminal; on one line where nobody looks."""
    text = flowing(text)
    if not streams.seen():
        return indent + text
    width = max(_NARROWEST, min(shutil.get_terminal_size().columns, 100))
    return textwrap.fill(text, width, initial_indent=indent, subsequent_indent=indent + "  " * bool(indent))


class Progress:
    """A bar that moves while work lasts, from its second second on; nothing when piped or quiet.

    Call it with the name of each stage as it begins.
    """

    def __init__(self, *, quiet: bool) -> None:
        """Show nothing where `quiet`, or where nobody looks."""
        self._shown = not quiet and streams.seen(err=True) and os.environ.get("TERM") != "dumb"
        self._stage = ""
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._move, daemon=True)

    def __call__(self, stage: str) -> None:
        """Name the stage that begins."""
        self._stage = stage

    def __enter__(self) -> Self:
        """Begin to wait."""
        if self._shown:
            self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Take the bar away."""
        self._done.set()
        if self._shown:
            self._thread.join()

    def _move(self) -> None:
        if self._done.wait(PATIENCE):
            return
        beat = 0
        while not self._done.wait(_BEAT):
            beat += 1
            at = beat % (2 * _WIDTH)
            at = min(at, 2 * _WIDTH - at)
            bar = "".join("#" if abs(cell - at) <= 1 else "." for cell in range(_WIDTH + 1))
            streams.put(f"\r[{bar}] {self._stage:<{_STAGE}.{_STAGE}}", err=True, end="")
        streams.put(f"\r{'':{_WIDTH + _STAGE + 4}}\r", err=True, end="")
