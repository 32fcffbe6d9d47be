"""What a person at a terminal sees: results on one stream, talk on the other, a bar while waiting."""

import os
import shutil
import sys
import textwrap
import threading
from collections.abc import Iterable
from types import TracebackType
from typing import Self

import click

from zonebook.values import Problem

FINE, PROBLEMS, USAGE, DEGRADED = 0, 1, 2, 3
"""The exit codes: all is well; problems, or findings at the gate; usage or environment; an output is missing."""
PATIENCE = 1.0
"""How long work may last, in seconds, before anything is shown."""
_BEAT = 0.2
_WIDTH = 24
_STAGE = 24
_NARROWEST = 40
_COLOURS = {"very-high": "red", "high": "red", "moderate": "yellow"}
# What would move the cursor or change colours; it can come in with a file's name.
_CONTROLS = {code: f"\\x{code:02x}" for code in (*range(9), *range(11, 32), *range(127, 160))}


def result(text: str) -> None:
    """Print what was asked for."""
    _print(plain(text), err=False)


def talk(text: str) -> None:
    """Print what is said about the work."""
    _print(plain(text), err=True)


def plain(text: str) -> str:
    """Give text in which nothing moves a cursor or changes a colour."""
    return text.translate(_CONTROLS)


def failed(message: str) -> int:
    """Say what is wrong with the usage or the environment; give the exit code."""
    talk(f"zonebook: {message}")
    return USAGE


def problems(found: Iterable[Problem]) -> int:
    """Print problems, a line each; give the exit code."""
    for each in found:
        place, text = plain(str(each.place)), plain(str(each))
        code = click.style(f"{each.code}:", fg="red", bold=True)
        _print(text.replace(f"{place}: {each.code}:", f"{click.style(place, bold=True)}: {code}", 1), err=False)
    return PROBLEMS


def level(name: str) -> str:
    """Give the name of a level of risk, the bad ones in colour, for `coloured`."""
    return click.style(name, fg=_COLOURS.get(name), bold=name == "very-high")


def coloured(text: str) -> None:
    """Print a result that is coloured already, and holds nothing else that a terminal would act on."""
    _print(text, err=False)


def folded(text: str, indent: str = "") -> str:
    """Give text folded to the width of the terminal; as it is where nobody looks."""
    if not sys.stdout.isatty():
        return indent + text
    width = max(_NARROWEST, min(shutil.get_terminal_size().columns, 100))
    return textwrap.fill(text, width, initial_indent=indent, subsequent_indent=indent + "  " * bool(indent))


def reason(error: OSError) -> str:
    """Give what the system says is wrong, in words, with the name of the file."""
    if error.strerror is None:
        return str(error)
    where = f"{error.filename}: " if error.filename is not None else ""
    return f"{where}{error.strerror[:1].lower()}{error.strerror[1:]}"


def _print(text: str, *, err: bool) -> None:
    click.echo(text, err=err, color=False if os.environ.get("NO_COLOR") else None)


class Progress:
    """A bar that moves while work lasts, from its second second on; nothing when piped or quiet.

    Call it with the name of each stage as it begins.
    """

    def __init__(self, *, quiet: bool) -> None:
        """Show nothing where `quiet`, or where nobody looks."""
        self._shown = not quiet and sys.stderr.isatty() and os.environ.get("TERM") != "dumb"
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
            click.echo(f"\r[{bar}] {self._stage:<{_STAGE}.{_STAGE}}", nl=False, err=True)
        click.echo(f"\r{'':{_WIDTH + _STAGE + 4}}\r", nl=False, err=True)
