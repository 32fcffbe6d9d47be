"""Where pip gets the program for a new repository: what the user names, or what pip recorded at installation."""

import hashlib
import json
import re
import zipfile
from importlib.metadata import PackageNotFoundError, distribution
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, urlsplit
from urllib.request import url2pathname

from packaging.utils import InvalidWheelFilename, parse_wheel_filename

from zonebook import __version__
from zonebook.values.record import dataclass

_NAME = "zonebook"
_FOLDER = "wheels"
_PINNED = f"{_NAME}=={__version__}"
_HASH = re.compile(r"sha256=([0-9a-f]{64})")
_ASK = f"name with `--from` a wheel, `git+https://HOST/PATH@TAG`, or `{_PINNED}` where your package index has it"


class OriginError(Exception):
    """There is no origin from which another machine could get the program; the text says what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """How pip gets the program: a line of requirements.txt, and the wheel that it names, if any.

    `hashed` says whether the line has a hash: pip requires hashes for every line or for none.
    """

    line: str
    hashed: bool = False
    wheel: tuple[str, bytes] | None = None


def named(source: str) -> Origin:
    """Return the origin that a user names: the path of a wheel, an address, or `zonebook==VERSION`.

    Raise OriginError where pip could not install this version from it, OSError where the wheel cannot be read.
    """
    if source == _PINNED:
        return Origin(line=_PINNED)
    if "://" in source:
        return _address(source)
    if source.startswith(f"{_NAME}=="):
        raise OriginError(f"`{source}` is another version than this program's; {_update(source)}")
    return _wheel(Path(source))


def installed() -> Origin:
    """Return the origin that pip recorded when it installed this program, in `direct_url.json` of PEP 610.

    Raise OriginError where it recorded none, or one that no other machine can reach.
    """
    try:
        text = distribution(_NAME).read_text("direct_url.json")
    except PackageNotFoundError:
        text = None
    if text is None:
        raise OriginError(f"nothing says where this program was installed from; {_ASK}")
    noted: dict[str, Any] = json.loads(text)
    url, here = str(noted["url"]), urlsplit(str(noted["url"])).scheme == "file"
    if "dir_info" in noted:
        raise OriginError(f"this program runs from a folder, out of reach for others; `make wheel` packs it; {_ASK}")
    if "vcs_info" in noted:
        if here:
            raise OriginError(f"this program comes from a repository on this machine, out of reach for others; {_ASK}")
        folder = f"#subdirectory={noted['subdirectory']}" if noted.get("subdirectory") else ""
        return _address(f"{noted['vcs_info']['vcs']}+{url}@{noted['vcs_info']['commit_id']}{folder}")
    return _archive(url, _noted_hash(noted), here=here)


def _noted_hash(noted: dict[str, Any]) -> str:
    """Return the SHA-256 of the archive, in hexadecimal; empty where the installer recorded none, as uv does."""
    info = noted.get("archive_info", {})
    return str(info.get("hashes", {}).get("sha256", "") or info.get("hash", "").removeprefix("sha256="))


def _archive(url: str, digest: str, *, here: bool) -> Origin:
    """Return the origin of a program that was installed from an archive."""
    if not here:
        return _address(f"{url}#sha256={digest}" if digest else url)
    path = Path(url2pathname(urlsplit(url).path))
    if not path.is_file():
        raise OriginError(f"this program was installed from {path}, which is gone; {_ASK}")
    found = _wheel(path)
    if digest and not found.line.endswith(digest):
        raise OriginError(f"{path} has changed since this program was installed from it; {_update(str(path))}")
    return found


def _wheel(path: Path) -> Origin:
    """Return the origin for a wheel on this machine, which is copied into the new repository."""
    if path.suffix != ".whl":
        raise OriginError(f"`{path}` is neither a wheel nor an address; {_ASK}")
    _this_version(path.name)
    content = path.read_bytes()
    if not zipfile.is_zipfile(BytesIO(content)):
        raise OriginError(f"{path} is damaged: a wheel is a zip file")
    place = f"{_FOLDER}/{path.name}"
    return Origin(line=f"./{place} {_hash(hashlib.sha256(content).hexdigest())}", hashed=True, wheel=(place, content))


def _address(source: str) -> Origin:
    """Return the origin for an address: a commit or tag of a repository, or a wheel with its hash."""
    try:
        parts = urlsplit(source)
        secret = parts.password
    except ValueError as error:
        raise OriginError(f"`{source}` is no address: {error}") from error
    if re.search(r"\s", source) or not source.isprintable():
        raise OriginError("an address has no spaces in it")
    if secret:
        raise OriginError("the address holds a password, which everyone who reads the repository would see")
    if parts.scheme.startswith("git+"):
        return _commit(source, parts)
    if parts.scheme in {"https", "http"} and parts.path.endswith(".whl"):
        return _download(source, parts)
    raise OriginError(f"`{source}` is neither the address of a Git repository nor of a wheel; {_ASK}")


def _commit(source: str, parts: SplitResult) -> Origin:
    if not parts.path.rpartition("@")[0]:
        raise OriginError(f"`{source}` names no tag or commit: what is installed would change; put `@TAG` at its end")
    # pip before 24.1 refuses `name @ address` for an address without a host, such as a shared folder.
    return Origin(line=f"{_NAME} @ {source}" if parts.netloc else source)


def _download(source: str, parts: SplitResult) -> Origin:
    _this_version(parts.path.rpartition("/")[2])
    digest = _HASH.fullmatch(parts.fragment)
    if digest is None:
        raise OriginError(f"`{source}` names no hash: put `#sha256=` and the SHA-256 of the wheel at its end")
    return Origin(line=f"{_NAME} @ {source.partition('#')[0]} {_hash(digest[1])}", hashed=True)


def _this_version(filename: str) -> None:
    """Raise OriginError unless the file name is that of a wheel of this version."""
    try:
        name, version, _, _ = parse_wheel_filename(filename)
    except InvalidWheelFilename as error:
        raise OriginError(f"`{filename}` is not named as a wheel is, by which pip knows it") from error
    if name != _NAME:
        raise OriginError(f"`{filename}` is a wheel of {name}, not of {_NAME}")
    if str(version) != __version__:
        raise OriginError(f"`{filename}` is another version than this program's; {_update(filename)}")


def _update(source: str) -> str:
    return f"install {source} first, and begin the repository with the program in it"


def _hash(digest: str) -> str:
    return f"--hash=sha256:{digest}"
