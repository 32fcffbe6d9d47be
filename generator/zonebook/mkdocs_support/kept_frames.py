"""The frames of the pages of a site, kept from one build to the next for as long as all that decides them is the same.

What decides them is the configuration, the navigation, the files of the theme, and the programs. They are in the store
of this machine, within its bounds: where they cannot be read, are damaged, or are of another site, they are made anew.
"""

import base64
import hashlib
import json
import os
import sys
import zlib
from collections.abc import Iterable, Iterator, Mapping
from importlib import metadata
from typing import Any

from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure import StructureItem
from mkdocs.structure.nav import Navigation
from mkdocs.utils import get_build_date

from zonebook import __version__
from zonebook.edge import disk
from zonebook.edge.store import Store

Frame = tuple[str, str]
"""What stands before and after the content of a page, with a mark for its title and the like."""
_PROGRAMS = ("mkdocs", "mkdocs-material", "jinja2")
_ELSEWHERE = frozenset(("site_dir", "docs_dir", "config_file_path", "watch", "theme", "plugins", "nav"))
"""The settings that do not concern the frame, or that are looked at by themselves."""


class KeptFrames:
    """The frames of a site, by the digest of what each depends on beside the site; only those in use are kept."""

    def __init__(self, store: Store, site: str) -> None:
        """Take the frames that were kept for the digest of a site."""
        self._store, self._site = store, site
        self._old = _unpacked(store.taken(site))
        self._used: dict[str, Frame] = {}

    def taken(self, key: str) -> Frame | None:
        """Return a frame that is known; None where it is to be made."""
        found = self._used.get(key) or self._old.get(key)
        if found:
            self._used[key] = found
        return found

    def keep(self, key: str, frame: Frame) -> None:
        """Keep a frame that was made."""
        self._used[key] = frame

    def close(self) -> None:
        """Write the frames into the store, where others than before are in use."""
        if self._used.keys() != self._old.keys():
            self._store.keep(self._site, _packed(self._used))


def _packed(frames: Mapping[str, Frame]) -> str:
    return base64.b64encode(zlib.compress(json.dumps(frames).encode(), 1)).decode()


def _unpacked(text: str | None) -> dict[str, Frame]:
    """Return kept frames; none where there are none, or the text is something else."""
    try:
        found = json.loads(zlib.decompress(base64.b64decode(text or "")))
        return {str(key): (str(before), str(after)) for key, (before, after) in found.items()}
    except (ValueError, zlib.error, AttributeError, TypeError):
        return {}


def site(config: MkDocsConfig, nav: Navigation) -> str:
    """Return the digest of all that decides the frames of a site: configuration, navigation, theme and programs."""
    digest = hashlib.sha256()
    for part in _parts(config, nav):
        digest.update(repr(part).encode("utf-8", "surrogatepass"))
        digest.update(b"\0")
    return digest.hexdigest()


def _parts(config: MkDocsConfig, nav: Navigation) -> Iterator[object]:
    yield __version__, sys.version, get_build_date(), [metadata.version(name) for name in _PROGRAMS]
    yield [(name, hashlib.sha256(raw).digest()) for name, raw in disk.code("mkdocs_support")]
    yield [(name, _plain(value)) for name, value in config.items() if name not in _ELSEWHERE]
    yield [(name, _plain(getattr(plugin, "config", None))) for name, plugin in config.plugins.items()]
    yield config.theme.name, [(name, _plain(config.theme[name])) for name in config.theme]
    yield [(folder, list(_templates(folder))) for folder in config.theme.dirs]
    yield list(_items(nav.items))


def _plain(value: object) -> object:
    """Return a setting as plain data, whose text is the same for the same setting."""
    match value:
        case Config():
            return [(name, _plain(each)) for name, each in value.items()]
        case dict():
            return [(str(name), _plain(each)) for name, each in value.items()]
        case list() | tuple() | set() | frozenset():
            return [_plain(each) for each in value]
        case _:
            told = str(value)
            return type(value).__name__, "" if " at 0x" in told else told


def _templates(folder: str) -> Iterator[tuple[str, int, int]]:
    """Yield the templates of a folder of the theme, each with its size and the time of its last change."""
    for root, folders, names in os.walk(folder):
        folders[:] = sorted(each for each in folders if not each.startswith(".") and each != "assets")
        for name in sorted(names):
            state = os.stat(os.path.join(root, name))  # noqa: PTH116, PTH118  thousands of paths
            yield os.path.join(root, name), state.st_size, state.st_mtime_ns  # noqa: PTH118


def _items(items: Iterable[StructureItem]) -> Iterator[Any]:
    """Yield what the navigation says of each page and section."""
    for item in items:
        meta = {name: each for name, each in getattr(item, "meta", {}).items() if name != "description"}
        yield type(item).__name__, item.title, getattr(item, "url", ""), sorted(map(str, meta.items()))
        yield list(_items(getattr(item, "children", None) or ()))
