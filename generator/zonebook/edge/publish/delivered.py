"""What was delivered, a folder or a ZIP: the size and the hash of each file, read without trusting it."""

import hashlib
import stat
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO

from zonebook.edge.publish import manifest, ownership
from zonebook.values import RefusedError, visible
from zonebook.values.record import dataclass

MOST_FILES = 200_000
MOST_BYTES = 1024**3
"""How many files an archive may have, and how many bytes they may be when they are unpacked."""
_MOST_OF_MANIFEST = 256 * 1024**2
_CHUNK = 1024 * 1024
_ENCRYPTED = 1
_METHODS = frozenset((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED))


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A file as it was found: its size and its SHA-256; `odd` says why it is no plain file."""

    size: int = 0
    sha256: str = ""
    odd: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivered:
    """The files of a folder or an archive by path, without the manifest, and the manifest as it was found, or None."""

    files: dict[str, Found]
    manifest: bytes | None


def read(path: Path) -> Delivered:
    """Return what a folder or a ZIP holds; raise OSError where it cannot be read, or is not what it seems."""
    if path.is_dir():
        return _folder(path)
    if not path.exists():
        raise RefusedError(f"there is no {path}")
    try:
        with zipfile.ZipFile(path) as archive:
            return _archive(archive, path)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, zlib.error) as error:
        raise RefusedError(f"{path} is no folder, and no ZIP that can be read: {visible(str(error))}") from error


def _folder(folder: Path) -> Delivered:
    files: dict[str, Found] = {}
    for path in ownership.entries(folder, frozenset((ownership.MARK, manifest.NAME))):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink():
            files[name] = Found(odd="is a link")
        elif not path.is_file():
            files[name] = Found(odd="is an empty folder" if path.is_dir() else "is no file")
        else:
            with path.open("rb") as file:
                files[name] = _digested(file, MOST_BYTES)
    listed = folder / manifest.NAME
    if listed.is_symlink() or not listed.is_file():
        return Delivered(files=files, manifest=None)
    return Delivered(files=files, manifest=listed.read_bytes())


def _archive(archive: zipfile.ZipFile, path: Path) -> Delivered:
    entries = [each for each in archive.infolist() if not each.is_dir()]
    if refusal := next(_refusals(entries), ""):
        raise RefusedError(f"{path}: {refusal}")
    top = _top(entries)
    files: dict[str, Found] = {}
    left, listed = MOST_BYTES, None
    for each in entries:
        name = each.filename.removeprefix(top)
        if name == manifest.NAME:
            listed = _whole(archive, each, path)
        elif name != ownership.MARK:
            with archive.open(each) as file:
                files[name] = _digested(file, left)
            left -= files[name].size
    return Delivered(files=files, manifest=listed)


def _refusals(entries: list[zipfile.ZipInfo]) -> Iterator[str]:
    """Yield why an archive is not read; all of it is seen in its directory, before anything is unpacked."""
    if len(entries) > MOST_FILES:
        yield f"it has {len(entries):,} files, more than the {MOST_FILES:,} that are read"
    if sum(each.file_size for each in entries) > MOST_BYTES:
        yield f"it unpacks to more than the {MOST_BYTES:,} bytes that are read"
    seen: set[str] = set()
    for each in entries:
        name = visible(each.filename)
        if not _is_inside(each.filename):
            yield f"`{name}` leads out of it"
        if each.filename in seen:
            yield f"it has `{name}` twice"
        if each.flag_bits & _ENCRYPTED:
            yield f"`{name}` is encrypted"
        if each.compress_type not in _METHODS:
            yield f"`{name}` is packed by a method that is not read"
        if stat.S_ISLNK(each.external_attr >> 16):
            yield f"`{name}` is a link"
        seen.add(each.filename)


def _is_inside(name: str) -> bool:
    parts = name.split("/")
    return bool(name) and "\\" not in name and ":" not in parts[0] and not {"", ".", ".."} & {*parts}


def _top(entries: Iterable[zipfile.ZipInfo]) -> str:
    """Return the folder that all is in, with its slash, where the manifest is in one; else nothing."""
    names = [each.filename for each in entries]
    tops = {name.partition("/")[0] for name in names}
    if manifest.NAME in names or len(tops) != 1:
        return ""
    return (
        f"{tops.pop()}/" if any(name.count("/") == 1 and name.endswith(f"/{manifest.NAME}") for name in names) else ""
    )


def _whole(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, path: Path) -> bytes:
    with archive.open(entry) as file:
        raw = file.read(_MOST_OF_MANIFEST + 1)
    if len(raw) > _MOST_OF_MANIFEST:
        raise RefusedError(f"{path}: its {manifest.NAME} is larger than one can be")
    return raw


def _digested(file: IO[bytes], most: int) -> Found:
    """Return the size and the hash of an open file; raise RefusedError where it has more bytes than are read."""
    digest, size = hashlib.sha256(), 0
    while chunk := file.read(_CHUNK):
        size += len(chunk)
        if size > most:
            raise RefusedError(f"it unpacks to more than the {MOST_BYTES:,} bytes that are read")
        digest.update(chunk)
    return Found(size=size, sha256=digest.hexdigest())
