"""Files as a ZIP: the same bytes for the same files, whenever and wherever it is packed."""

import io
import zipfile
from collections.abc import Mapping

_FIRST = (1980, 1, 1, 0, 0, 0)
"""The first time that an archive knows."""
_MODE = 0o644 << 16
_UNIX = 3


def packed(files: Mapping[str, str | bytes]) -> bytes:
    """Return an archive of files, sorted by path, all of one time and with the same permissions."""
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w") as archive:
        for path in sorted(files):
            entry = zipfile.ZipInfo(path, _FIRST)
            entry.external_attr, entry.create_system = _MODE, _UNIX
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, files[path])
    return raw.getvalue()
