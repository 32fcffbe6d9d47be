"""The options of the measurements: each refuses a wrong value with a sentence and exit code 2, before it measures."""

import argparse
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from zonebook.values import cut, visible

_SECONDS = 30


def parser(about: str | None) -> argparse.ArgumentParser:
    """Return a parser that describes a measurement by the text at the head of its module."""
    return argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)


def count(text: str) -> int:
    """Return a number from 1 on, of services, rows or rounds."""
    digits = text.strip().replace("_", "")
    if not digits.isascii() or not digits.isdecimal() or len(digits) > len("10000000") or not int(digits):
        raise argparse.ArgumentTypeError(f"`{visible(cut(text))}` is no number from 1 on")
    return int(digits)


def counts(text: str) -> tuple[int, ...]:
    """Return numbers of services between commas, each once; one service has no flow."""
    found = tuple(map(count, text.split(",")))
    if 1 in found:
        raise argparse.ArgumentTypeError("a model to measure has 2 services or more")
    if len(set(found)) < len(found):
        raise argparse.ArgumentTypeError(f"`{visible(cut(text))}` has the same number twice")
    return found


def python(text: str) -> str:
    """Return the path of a Python that runs."""
    found = shutil.which(text)
    if not found:
        raise argparse.ArgumentTypeError(f"there is no program `{visible(cut(text))}`; name a Python")
    try:
        done = subprocess.run((found, "-c", "print(6 * 7)"), capture_output=True, timeout=_SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise argparse.ArgumentTypeError(f"`{visible(cut(text))}` cannot be run: {error}") from error
    if done.stdout.strip() != b"42":
        raise argparse.ArgumentTypeError(f"`{visible(cut(text))}` is no Python")
    return found


def folder(text: str) -> Path:
    """Return a folder that is there."""
    if not Path(text).is_dir():
        raise argparse.ArgumentTypeError(f"there is no folder `{visible(cut(text))}`")
    return Path(text)


def writable(text: str) -> Path:
    """Return the path of a folder that is there or can be made."""
    file = next((each for each in (Path(text), *Path(text).parents) if each.exists() and not each.is_dir()), None)
    if file:
        raise argparse.ArgumentTypeError(f"`{visible(str(file))}` is a file; name a folder for the report")
    return Path(text)


def one(about: str | None, name: str, default: int, arguments: Sequence[str] | None = None) -> int:
    """Return the only argument of a measurement, a number that may be left out."""
    asked = parser(about)
    asked.add_argument(name, nargs="?", type=count, default=default, help=f"{default} where it is left out")
    found: int = getattr(asked.parse_args(arguments), name)
    return found
