"""`zonebook check --watch`: the check once more whenever a file of the models changes."""

from collections.abc import Callable
from pathlib import Path

from zonebook.edge import terminal, watching

_FEW = 3
"""How many of the changed files are named."""


def watch(models: Path, again: Callable[[], int]) -> int:
    """Check now and after each change below a folder, until the user interrupts; return the exit code.

    A folder that is not there, or no longer, ends it with the code of the check that says so.
    """
    if not models.is_dir():
        return again()
    with watching.watched(models) as changed:
        try:
            code = again()
            while models.is_dir():
                terminal.talk(f"Watching {models}; Ctrl-C ends.")
                terminal.talk("", f"Changed: {_named(changed())}")
                code = again()
        except KeyboardInterrupt:
            return terminal.FINE
    return code


def _named(paths: tuple[str, ...]) -> str:
    more = f" and {len(paths) - _FEW} more" if len(paths) > _FEW else ""
    return ", ".join(paths[:_FEW]) + more
