"""Terminal output: results on standard output, messages on standard error, a progress bar while waiting."""

import os
import threading
from collections.abc import Iterable
from dataclasses import replace
from types import TracebackType
from typing import Self

import click

from zonebook.edge import repository, streams
from zonebook.values import Problem, RefusedError, visible

FINE, PROBLEMS, USAGE, DEGRADED = 0, 1, streams.USAGE, 3
"""The exit codes: all is well; problems, or findings at the gate; usage or environment; an output is missing."""
PATIENCE = 1.0
"""The seconds before a progress bar is shown."""
_BEAT = 0.2
_WIDTH = 24
_STAGE = 24
_NARROWEST = 40
_COLOURS = {"very-high": "red", "high": "red", "moderate": "yellow"}
_CHANGES = {"-": "red", "+": "green", "@": "cyan"}


def result(*lines: str) -> None:
    """Print the result, a line each; raise UnwritableError where it cannot be printed."""
    streams.put("\n".join(map(visible, lines)), err=False)


def row(*cells: str) -> None:
    """Print a row of a table, its cells separated by tabs."""
    streams.put("\t".join(map(visible, cells)), err=False)


def talk(*lines: str) -> None:
    """Print messages to standard error, a line each."""
    streams.put("\n".join(map(visible, lines)), err=True)


def asks() -> bool:
    """Return whether questions can be asked: standard input and standard error are a terminal."""
    return streams.read() and streams.seen(err=True)


def ask(question: str) -> str:
    """Ask a question on standard error and return the answer, empty where there is none."""
    answer: str = click.prompt(question, default="", show_default=False, prompt_suffix=" ", err=True)
    return answer


def done(message: str, degraded: Iterable[str], *, quiet: bool) -> int:
    """Print what was written, unless it is to be quiet, and what of it is degraded; return the exit code."""
    faults = tuple(degraded)
    for fault in faults:
        talk(f"degraded: {fault}")
    if not quiet:
        talk(message)
    return DEGRADED if faults else FINE


def failed(message: str, *lines: str) -> int:
    """Print an error of usage or environment, followed by detail lines; return the exit code."""
    talk(f"zonebook: {message}", *lines)
    return USAGE


def refused(error: OSError) -> int:
    """Print what the environment refused; return the exit code."""
    if isinstance(error, RefusedError):
        return failed(error.message, *error.lines)
    return failed(streams.reason(error))


def ended(error: OSError) -> int:
    """Print an error that no command handled; return the exit code.

    An error without a file name comes from standard output, to which `click` itself writes the help.
    """
    if error.filename is not None or error.errno not in streams.REFUSALS:
        return refused(error)
    unwritable = streams.unwritable(error)
    unwritable.show()
    return unwritable.exit_code


def problems(found: Iterable[Problem]) -> int:
    """Print problems, a line each; return the exit code."""
    for each in (replace(problem, place=repository.near(problem.place)) for problem in found):
        place, text = str(each.place), str(each)
        code = click.style(f"{each.code}:", fg="red", bold=True)
        coloured(text.replace(f"{place}: {each.code}:", f"{click.style(place, bold=True)}: {code}", 1))
    return PROBLEMS


def level(name: str) -> str:
    """Return the name of a risk level, from moderate up in colour, for `coloured`."""
    return click.style(name, fg=_COLOURS.get(name), bold=name == "very-high")


def marked(text: str) -> str:
    """Return the line of a frame that marks a word, in colour, for `coloured`."""
    return click.style(text, fg="red", bold=True)


def coloured(text: str) -> None:
    """Print a result that is coloured already, and contains no other control characters."""
    streams.put(text, err=False)


def diff(path: str, before: str, after: str) -> None:
    """Print how a text changes, as a unified diff, in colour on a terminal."""
    import difflib  # noqa: PLC0415  a check shows no difference

    pair = (before.splitlines(), after.splitlines())
    for line in difflib.unified_diff(*pair, fromfile=path, tofile=path, lineterm=""):
        head = line.startswith(("---", "+++"))
        coloured(click.style(visible(line), fg=None if head else _CHANGES.get(line[:1]), bold=head))


def flowing(text: str) -> str:
    """Return prose on one line: line breaks, which a model text may contain, become spaces."""
    return " ".join(text.split())


def folded(text: str, indent: str = "") -> str:
    """Return prose folded to the width of the terminal; on one line where the output is not a terminal."""
    text = flowing(text)
    if not streams.seen():
        return indent + text
    import shutil  # noqa: PLC0415  a check folds no prose
    import textwrap  # noqa: PLC0415

    width = max(_NARROWEST, min(shutil.get_terminal_size().columns, 100))
    return textwrap.fill(text, width, initial_indent=indent, subsequent_indent=indent + "  " * bool(indent))


class Progress:
    """A progress bar, shown once work has lasted for PATIENCE; nothing when piped or quiet.

    Call it with the name of each stage as it begins.
    """

    def __init__(self, *, quiet: bool) -> None:
        """Show nothing where `quiet`, or where standard error is not a terminal."""
        self._shown = not quiet and streams.seen(err=True) and os.environ.get("TERM") != "dumb"
        self._stage = ""
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._move, daemon=True)

    def __call__(self, stage: str) -> None:
        """Set the name of the stage that begins."""
        self._stage = stage

    def __enter__(self) -> Self:
        """Start the bar."""
        if self._shown:
            self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Remove the bar."""
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
