"""A hook of the build: a wheel brings the bundled catalogue as read and checked, so that a first run need not do it.

The same texts give the same bytes. An editable installation gets none: its texts change, and its first run stores it.
"""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_HERE = Path(__file__).resolve().parent


class CatalogueHook(BuildHookInterface[Any]):
    """Adds the checked catalogue to a wheel; the build ends where an entry is wrong."""

    _folder: TemporaryDirectory[str] | None = None

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make the file, outside of the checkout, and name it among those of the wheel."""
        if version == "editable":
            return
        sys.path.insert(0, str(_HERE))
        try:
            from zonebook.edge import catalogue_cache, disk  # noqa: PLC0415  from this checkout, which is not installed
            from zonebook.read.schema import Schemas  # noqa: PLC0415
        finally:
            sys.path.remove(str(_HERE))
        self._folder = TemporaryDirectory()
        made = Path(self._folder.name) / catalogue_cache.DELIVERED
        made.write_bytes(catalogue_cache.made(Schemas(disk.schemas())))
        build_data["force_include"][str(made)] = f"zonebook/{catalogue_cache.DELIVERED}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove the file: the wheel has it."""
        del version, build_data, artifact_path
        if self._folder:
            self._folder.cleanup()
