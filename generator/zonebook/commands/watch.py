"""`zonebook check --watch`: the check once more whenever a file of the models changes."""

from collections.abc import Callable
from pathlib import Path

from zonebook.edge import terminal, watching

_FEW = 3
"""How many of the changed files are named."""


def watch(models: Path, again: Callable[[], int]) -> int:
    """Check now and after each change below a folder, until the user interrupts; return the exit code.

    A folder that is not there ends it with the code of the check that says so. One that goes away later, as while git
    replaces it, is checked again when it is back.
    """
    if not models.is_dir():
        return again()
    changed = watching.watched(models)
    try:
        again()
        while True:
            terminal.talk(f"Watching {models}; Ctrl-C ends.")
            terminal.talk("", f"Changed: {_named(changed())}")
            again()
    except KeyboardInterrupt:
        return terminal.FINE


def _named(paths: tuple[str, ...]) -> str:
    more = f" and {len(paths) - _FEW} more" if len(paths) > _FEW else ""
    return ", ".join(paths[:_FEW]) + more
