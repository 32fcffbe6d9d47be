"""The repository around the current folder, as far as it is seen from its files: where its root is."""

import os
from collections.abc import Callable
from pathlib import Path


def root(folder: Path) -> Path:
    """Return the nearest folder, from this one upwards, that holds `.git`; the folder itself where there is none."""
    return next((each for each in (folder, *folder.parents) if (each / ".git").exists()), folder)


def located(folder: Path) -> Callable[[str], str]:
    """Return a function from a path, relative to a folder, to its path from the root of the repository.

    A path outside the repository is returned as a whole, beginning with `/`.
    """
    top = root(folder)

    def from_root(path: str) -> str:
        whole = Path(os.path.normpath(folder / path))
        return whole.relative_to(top).as_posix() if whole.is_relative_to(top) else f"/{whole.as_posix().lstrip('/')}"

    return from_root
