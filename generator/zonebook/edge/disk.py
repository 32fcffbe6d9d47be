"""Reading files as bytes: models, the bundled catalogue, schemas, assets and the template."""

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from zonebook.edge.installed import PACKAGE, verify
from zonebook.model.catalogue import SHELVES
from zonebook.model.documents import AUDITS
from zonebook.read.yaml_text import MOST_BYTES
from zonebook.values import DamagedError, RefusedError
from zonebook.values.record import dataclass

SUFFIXES = (".yaml", ".yml")
_TRIES = 2
"""How often a file is read if it changes while it is read."""
_SCHEMA = ".schema.json"
_JUDGING = ("values", "read", "model", "load")
"""The packages that read and check the catalogue."""


def catalogue() -> dict[str, bytes]:
    """Return every text of the bundled catalogue, as `catalogue/<shelf>/<id>.yaml`."""
    root = PACKAGE / "catalogue"
    found = _read(root, "catalogue")
    refuse_links(found, root)
    return found.texts


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The YAML texts below a folder by path, and links to no file that lie where no model is read."""

    texts: dict[str, bytes]
    links: tuple[Path, ...]


def texts(paths: Iterable[str]) -> dict[str, bytes]:
    """Return the content of the files with these paths, as far as they can be read."""
    found = {}
    for path in paths:
        with suppress(OSError):
            found[path] = _steady(Path(path))
    return found


def content(path: Path, most: int) -> bytes:
    """Return the content of a file, up to one byte more than `most`; raise OSError where there is none to read."""
    if not path.is_file():
        raise RefusedError(f"{path} is no file" if path.exists() else f"there is no file {path}")
    return _steady(path, most)


def models(root: Path, shown: str) -> dict[str, bytes]:
    """Return every YAML text below a folder, by its path below `shown`; raise OSError."""
    found = read_models(root, shown)
    refuse_links(found, root)
    return found.texts


def read_models(root: Path, shown: str) -> Found:
    """Return every YAML text below a folder, and the links that are left to `refuse_links`; raise OSError.

    Where evidence is named behind such a link, the statement is what is wrong: its problem is to come first.
    """
    if not root.is_dir():
        raise RefusedError(f"there is no folder {root}")
    found = _read(root, shown)
    unnamed = [path for path in found.texts if not is_unicode(path)]
    if unnamed:
        raise RefusedError("a name that is not UTF-8 cannot stand on a page; rename:", lines=unnamed)
    return found


def systems(models: Path) -> list[str]:
    """Return the ids of the systems below a folder of models, from the names of their folders; sorted."""
    folders = {path.parent.name for suffix in SUFFIXES for path in (models / "systems").glob(f"*/*{suffix}")}
    return sorted(each for each in folders if not each.startswith("."))


def entries(models: Path) -> list[tuple[str, str]]:
    """Return shelf and id of each entry, bundled or of these models, from the names of their files; sorted."""
    roots = (PACKAGE / "catalogue", models)
    files = (path for root in roots for shelf in SHELVES for path in (root / shelf).glob("*.y*ml"))
    return sorted((path.parent.name, path.stem) for path in files if path.suffix in SUFFIXES)


def refuse_links(found: Found, root: Path) -> None:
    """Raise OSError where there is a link behind which models could be skipped in silence."""
    inside = real(root)
    for link in found.links:
        _refuse_unless_file(link, inside)


def is_unicode(name: str) -> bool:
    """Return whether a name is Unicode; other bytes come from the system as lone surrogates."""
    return not any("\ud800" <= each <= "\udfff" for each in name)


def _read(root: Path, shown: str) -> Found:
    """Return every text below a folder, sorted by its path below `shown`."""
    begin = len(root.parts)
    texts: dict[str, bytes] = {}
    links: list[Path] = []
    for path in _texts(root):
        if path.name.lower().endswith(SUFFIXES):
            texts[f"{shown}/{'/'.join(path.parts[begin:])}"] = _steady(path)
        else:
            links.append(path)
    return Found(texts=dict(sorted(texts.items())), links=tuple(links))


def _steady(path: Path, most: int = MOST_BYTES) -> bytes:
    """Return the content of a file, up to one byte more than `most`.

    A file that changes while it is read, as when an editor saves it, is read once more; then OSError is raised.
    """
    for _ in range(_TRIES):
        with path.open("rb") as file:
            before = os.fstat(file.fileno())
            raw = file.read(most + 1)
            after = os.fstat(file.fileno())
        if _state(before) == _state(after) and len(raw) == min(after.st_size, most + 1):
            return raw
    raise RefusedError(f"{path} changes while it is read; try again when it has been written")


def _state(seen: os.stat_result) -> tuple[int, int, int]:
    return seen.st_size, seen.st_mtime_ns, seen.st_ino


def _texts(root: Path) -> Iterator[Path]:
    """Yield the YAML files below a folder, sorted, without hidden ones, and links to no file where no model is read.

    Raise OSError for another link that leads nowhere or out of the folder, and for anything named as YAML that is no
    file, so that nothing is silently skipped.
    """
    inside = real(root)
    begin = len(root.parts)
    waiting = [str(root)]
    while waiting:
        with os.scandir(waiting.pop()) as found:
            entries = sorted(found, key=lambda each: each.name)
        for entry in entries:
            if entry.name.startswith("."):
                continue
            named = entry.name.lower().endswith(SUFFIXES)
            if named or (entry.is_symlink() and not entry.is_file()):
                path = Path(entry.path)
                if named or _holds_models(path.parts[begin:]):
                    _refuse_unless_file(path, inside)
                yield path
            elif entry.is_dir():
                waiting.append(entry.path)


def _holds_models(parts: tuple[str, ...]) -> bool:
    """Return whether models are read in the folder at a path: a shelf, the audits, `systems`, or a system."""
    return parts[0] in {"systems", AUDITS, *SHELVES} and len(parts) <= (2 if parts[0] == "systems" else 1)


def _refuse_unless_file(path: Path, inside: Path) -> None:
    if path.is_symlink() and not real(path).is_relative_to(inside):
        raise RefusedError(f"{path} is a link that leads out of the folder; put the file itself there")
    if not path.is_file():
        raise RefusedError(f"{path} is named like a model and is no file that can be read")


def real(path: Path) -> Path:
    """Return the target of a path; a link to itself stays as it is, where `Path.resolve` would raise."""
    return Path(os.path.realpath(path))


def schemas() -> dict[str, Any]:
    """Return the schemas by name; raise DamagedError where one cannot be read."""
    return {path.name.removesuffix(_SCHEMA): _schema(path) for path in _schemas()}


def _schema(path: Path) -> Any:  # noqa: ANN401  plain data
    try:
        return json.loads(path.read_bytes())
    except ValueError as error:
        raise DamagedError([f"{path} is not JSON: {error}"]) from error


def _schemas() -> list[Path]:
    """Return the files of the schemas: in a wheel they are in the package, in a checkout at the top."""
    root = PACKAGE / "schemas"
    if not root.is_dir():
        root = PACKAGE.parent.parent / "schemas"
    return sorted(root.glob(f"*{_SCHEMA}"))


def locked() -> str:
    """Return the locked versions of the dependencies with their hashes, as pip reads them; raise OSError."""
    inside = PACKAGE / "requirements"
    root = inside if inside.is_dir() else PACKAGE.parent.parent / "requirements"
    raw = (root / "run.txt").read_bytes()
    verify("requirements", {"requirements/run.txt": raw})
    return raw.decode("utf-8")


def judges() -> Iterator[tuple[str, bytes]]:
    """Yield by name what the bundled catalogue is checked with: the schemas, and the code that reads it."""
    for path in _judges():
        yield path.name, path.read_bytes()


def _judges() -> list[Path]:
    code = sorted(each for folder in _JUDGING for each in (PACKAGE / folder).rglob("*.py"))
    return [path for path in (*_schemas(), *code) if path.is_file()]


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """The state of files: each with its size, its times and its number, as text, and the latest of these times."""

    files: str
    latest: int


def catalogue_state() -> State | None:
    """Return the state of the files of the bundled catalogue and of what it is checked with, without opening them.

    It is another one after any change of a file: the time of its last change of state cannot be set by a program.
    Return None where a system does not keep that time, or a file cannot be looked at.
    """
    if os.name != "posix":
        return None
    try:
        seen = [*_states(str(PACKAGE / "catalogue")), *((str(path), path.stat()) for path in _judges())]
    except OSError:
        return None
    files = (f"{path}\0{each.st_size} {each.st_mtime_ns} {each.st_ctime_ns} {each.st_ino}" for path, each in seen)
    latest = max((max(each.st_mtime_ns, each.st_ctime_ns) for _, each in seen), default=0)
    return State(files="\n".join(sorted(files)), latest=latest)


def _states(folder: str) -> Iterator[tuple[str, os.stat_result]]:
    """Yield the path and the state of every file below a folder."""
    waiting = [folder]
    while waiting:
        with os.scandir(waiting.pop()) as found:
            for entry in found:
                if entry.is_dir():
                    waiting.append(entry.path)
                else:
                    yield entry.path, entry.stat()


def code(*folders: str) -> Iterator[tuple[str, bytes]]:
    """Yield the modules below some folders of the package, by their paths in it; raise OSError."""
    for path in sorted(each for folder in folders for each in (PACKAGE / folder).rglob("*.py")):
        yield path.relative_to(PACKAGE).as_posix(), path.read_bytes()


def program() -> Iterator[tuple[str, bytes]]:
    """Yield every file of the package but those of the catalogue, by its path in it; raise OSError."""
    for path in sorted(PACKAGE.rglob("*")):
        name = path.relative_to(PACKAGE)
        if "__pycache__" not in name.parts and name.parts[0] != "catalogue" and path.is_file():
            yield name.as_posix(), path.read_bytes()


def verify_catalogue(texts: Mapping[str, bytes]) -> None:
    """Raise DamagedError where the texts of the catalogue, or the schemas, are not those that were installed."""
    verify("catalogue", texts)
    verify("schemas", {f"schemas/{path.name}": path.read_bytes() for path in _schemas()})


def assets() -> dict[str, bytes]:
    """Return the styles and scripts of the pages, by path; raise OSError where the installation lacks one."""
    return _held("assets")


def template() -> dict[str, bytes]:
    """Return the files of a new repository, by path; raise OSError where the installation lacks one."""
    return _held("template")


def _held(folder: str) -> dict[str, bytes]:
    """Return every file below a folder of the package by its relative path, sorted."""
    root = PACKAGE / folder
    found = {path.relative_to(PACKAGE).as_posix(): path.read_bytes() for path in _files(root)}
    verify(folder, found)
    return {path.removeprefix(f"{folder}/"): raw for path, raw in found.items()}


def _files(root: Path) -> list[Path]:
    """Return the files below a folder, sorted; raise DamagedError where there are none."""
    found = sorted(path for path in root.rglob("*") if path.is_file())
    if not found:
        raise DamagedError([f"{root} is missing, or empty"])
    return found
