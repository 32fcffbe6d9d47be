"""The repository around the current folder, as far as it is seen from its files: its root, and the models in it."""

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from zonebook.values import Place

MODELS = "models"
"""The usual name of the folder of the models."""
_SIGNS = ("organisation.yaml", "organisation.yml", "systems")
"""What a folder of models has, whatever its name is."""


def root(folder: Path) -> Path:
    """Return the nearest folder, from this one upwards, that holds `.git`; the folder itself where there is none."""
    return next((each for each in (folder, *folder.parents) if (each / ".git").exists()), folder)


def models(folder: Path) -> Path:
    """Return the folder of the models that are meant in a folder, relative to it.

    It is `models` there. Else it is the nearest folder upwards that holds models, or has a folder `models` that does;
    the search ends at the root of the repository. Where nothing is found, it is `models` there all the same.
    """
    if (folder / MODELS).is_dir():
        return Path(MODELS)
    for each in (folder, *folder.parents):
        found = next((near for near in (each, each / MODELS) if _holds_models(near)), None)
        if found:
            return Path(os.path.relpath(found, folder))
        if (each / ".git").exists():
            break
    return Path(MODELS)


def of_system(folder: Path) -> Path | None:
    """Return the folder of the models in which a folder is one system; None where it is not."""
    above = Path(os.path.realpath(folder / os.pardir))
    if above.name != "systems" or _holds_models(folder) or not any(folder.glob("*.y*ml")):
        return None
    return Path(os.path.normpath(folder / os.pardir / os.pardir))


def _holds_models(folder: Path) -> bool:
    return folder.is_dir() and any((folder / sign).exists() for sign in _SIGNS)


def near(place: Place) -> Place:
    """Return a place with the shortest path to its file from the current folder; a whole path stays as it is."""
    if not place.path or Path(place.path).is_absolute():
        return place
    return replace(place, path=Path(os.path.relpath(place.path)).as_posix())


def located(folder: Path) -> Callable[[str], str]:
    """Return a function from a path, relative to a folder, to its path from the root of the repository.

    A path outside the repository is returned as a whole, beginning with `/`.
    """
    top = root(folder)

    def from_root(path: str) -> str:
        whole = Path(os.path.normpath(folder / path))
        return whole.relative_to(top).as_posix() if whole.is_relative_to(top) else f"/{whole.as_posix().lstrip('/')}"

    return from_root
