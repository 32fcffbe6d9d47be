"""Verification of an installation against the SHA-256 of each file that its wheel recorded.

A checkout, or an installation whose packager left the record out, cannot be verified.
"""

import hashlib
from base64 import urlsafe_b64encode
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from zonebook.values import DamagedError

PACKAGE = Path(__file__).parents[1]
"""The folder of this package."""
_DISTRIBUTION = "zonebook"
_NO_HASH = ""


@cache
def recorded() -> Mapping[str, str]:
    """Return the hash of each installed file by its path in the package, as `sha256=…`; empty for a checkout."""
    import csv  # noqa: PLC0415  a run with a stored catalogue needs neither
    from importlib import metadata  # noqa: PLC0415  costs 0.04 s

    try:
        found = metadata.distribution(_DISTRIBUTION)
    except metadata.PackageNotFoundError:
        return {}
    head = f"{PACKAGE.name}/"
    if Path(str(found.locate_file(PACKAGE.name))).resolve() != PACKAGE.resolve():
        return {}
    rows = csv.reader((found.read_text("RECORD") or "").splitlines())
    return {row[0].removeprefix(head): row[1] for row in rows if len(row) > 1 and row[0].startswith(head)}


def verify(folder: str, files: Mapping[str, bytes]) -> None:
    """Raise DamagedError unless the files below a folder of the package, by path, are those that were installed."""
    faults = tuple(_faults(f"{folder}/", files))
    if faults:
        raise DamagedError(faults)


def _faults(head: str, files: Mapping[str, bytes]) -> Iterator[str]:
    """Yield a line for each file that is missing, was changed, or does not belong here, sorted by path."""
    wanted = {path: hash_ for path, hash_ in recorded().items() if path.startswith(head)}
    for path in sorted({*wanted, *files} if wanted else ()):
        if path not in files:
            yield f"{PACKAGE / path} is missing"
        elif path not in wanted:
            yield f"{PACKAGE / path} does not belong to the installation"
        elif wanted[path] not in {_hash(files[path]), _NO_HASH}:
            yield f"{PACKAGE / path} was changed"


def _hash(raw: bytes) -> str:
    return "sha256=" + urlsafe_b64encode(hashlib.sha256(raw).digest()).decode().rstrip("=")
