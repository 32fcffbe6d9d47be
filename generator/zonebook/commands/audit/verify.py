"""`zonebook verify`: whether a site, or another delivery with a manifest, is as it was built."""

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path

from zonebook.edge import terminal
from zonebook.edge.publish import delivered, manifest
from zonebook.edge.publish.delivered import Delivered, Found
from zonebook.edge.publish.manifest import Manifest
from zonebook.values import RefusedError, visible


def verify(path: Path, against: Path | None = None) -> int:
    """Print a line for each file that was added, changed or is missing; return the exit code.

    The files are those of the manifest in it, or of the manifest `against` which it is held.
    """
    try:
        found = delivered.read(path)
        raw = against.read_bytes() if against else found.manifest
        listed = manifest.understood(raw) if raw is not None else None
        if listed is None or raw is None:
            raise RefusedError(_no_manifest(path, against))
    except OSError as error:
        return terminal.refused(error)
    differences = tuple(_differences(listed, found))
    if differences:
        terminal.result(*differences)
        many = "1 file is" if len(differences) == 1 else f"{len(differences):,} files are"
        terminal.talk(f"{many} not as built; {_told(listed, raw)}")
        return terminal.PROBLEMS
    terminal.talk(f"{len(listed.files):,} files are as built; {_told(listed, raw)}")
    return terminal.FINE


def _no_manifest(path: Path, against: Path | None) -> str:
    if against:
        return f"{against} is no manifest that zonebook wrote"
    return f"{path} has no {manifest.NAME} that zonebook wrote; name one with --manifest"


def _differences(listed: Manifest, found: Delivered) -> Iterator[str]:
    """Yield a line for each file that is not as listed, sorted by path: what it is, and what it should be."""
    for name in sorted({*listed.files, *found.files}):
        said = _difference(name, listed, found.files)
        if said:
            yield f"{visible(name)}: {said}"


def _difference(name: str, listed: Manifest, files: Mapping[str, Found]) -> str:
    if name not in files:
        return "missing-file: the manifest lists it"
    file = files[name]
    if name not in listed.files:
        return f"added-file: {file.odd or 'the manifest does not list it'}"
    if file.odd:
        return f"changed-file: it {file.odd}"
    if file.sha256 == listed.files[name]:
        return ""
    size = listed.sizes.get(name, file.size)
    sizes = f"{file.size:,} bytes instead of {size:,}, " if size != file.size else ""
    return f"changed-file: {sizes}SHA-256 {file.sha256} instead of {visible(listed.files[name])}"


def _told(listed: Manifest, raw: bytes) -> str:
    """Return what the files were built from, and the hash by which their manifest is known."""
    facts = dict(listed.provenance.facts()) if listed.provenance else {}
    made = "".join(f"{name.lower()}: {visible(value)}; " for name, value in facts.items())
    return f"{made}manifest: sha256 {hashlib.sha256(raw).hexdigest()}"
