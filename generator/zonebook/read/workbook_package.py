"""The files within a workbook, which is a zip: inflated within bounds, and without what has no place in a checklist."""

import io
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from typing import NoReturn

from zonebook.values import RefusedError

MOST_ENTRIES = 2_000
"""The most files within a workbook."""
MOST_INFLATED = 256 * 1024 * 1024
"""The most bytes of all files within a workbook, inflated."""
DAMAGED = "it is damaged; open it in a spreadsheet program and save it anew"
_CHUNK = 1024 * 1024
_XML = (".xml", ".rels")
_ENCRYPTED = 0x1
_WORKBOOK = "xl/workbook.xml"
_FAULTS = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError)
"""What the standard library raises where a zip is not what it says, or is packed in a way that it does not know."""


def refuse(name: str, why: str) -> NoReturn:
    """Raise RefusedError: the file of this name cannot be read, and why."""
    raise RefusedError(f"{name} cannot be read: {why}")


def inflated(name: str, raw: bytes) -> dict[str, bytes]:
    """Return the XML of a workbook by path; raise RefusedError, a line, for one that is refused.

    The sizes that the zip states are bounded first, and then what it really holds: a zip that states less is refused.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as packed:
            entries = packed.infolist()
            _refuse_many(name, entries)
            _refuse_foreign(name, entries)
            wanted = [each for each in entries if each.filename.endswith(_XML)]
            return {each.filename: b"".join(_content(name, packed, each)) for each in wanted}
    except RefusedError:
        raise
    except _FAULTS:
        refuse(name, DAMAGED)


def packed_anew(xml: dict[str, bytes]) -> bytes:
    """Return files as a zip that holds them and nothing else."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as packed:
        for path, content in xml.items():
            packed.writestr(zipfile.ZipInfo(path), content)
    return out.getvalue()


def _refuse_many(name: str, entries: Sequence[zipfile.ZipInfo]) -> None:
    if len(entries) > MOST_ENTRIES:
        refuse(name, f"it is a zip of more than {MOST_ENTRIES:,} files")
    if sum(each.file_size for each in entries) > MOST_INFLATED:
        refuse(name, f"unpacked it has more than {MOST_INFLATED // 1024**2} MiB")
    paths = [each.filename.casefold() for each in entries]
    if len(set(paths)) < len(paths) or any("\\" in each for each in paths):
        refuse(name, DAMAGED)


def _refuse_foreign(name: str, entries: Sequence[zipfile.ZipInfo]) -> None:
    paths = {each.filename.casefold() for each in entries}
    if any(each.flag_bits & _ENCRYPTED for each in entries):
        refuse(name, "it is encrypted; save it without a password")
    if _WORKBOOK not in paths:
        refuse(name, "it is a zip, and no workbook in the format XLSX; save it as XLSX")
    if any("vbaproject" in each or each.startswith("xl/macrosheets/") for each in paths):
        refuse(name, "it holds macros; save it as XLSX, without macros")
    if any(each.startswith("xl/externallinks/") for each in paths):
        refuse(name, "it holds links to other workbooks; remove them, and write the values themselves")


def _content(name: str, packed: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """Yield the content of a file, which ends with an error where it is not the stated one."""
    left = entry.file_size
    with packed.open(entry) as file:
        while chunk := file.read(_CHUNK):
            left -= len(chunk)
            if left < 0:
                refuse(name, DAMAGED)
            yield chunk
    if left:
        refuse(name, DAMAGED)
