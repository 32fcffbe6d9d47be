"""The kinds of pages of a built site, and one page of each, found by the paths alone: a new kind is not missed."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

LARGEST = 150 * 1024
"""Bytes of HTML above which a page is taken for its kind only where all others are larger: axe takes long on it."""
_PICTURE = re.compile(r"(systems/[^/]+/diagrams/)(?!index\.)([a-z0-9]+)(?:-[^/]*)?\.html$")
_ENTRY = re.compile(
    r"(systems/[^/]+/[^/]+|catalogue/[^/]+|parties|audits|decisions|guides|method|reference)/(?!index\.html$)[^/]+\.html$"
)


def kind(path: str) -> str:
    """Return the kind of a page: its path with `*` in the place of the names of systems and entries."""
    if found := _PICTURE.match(path):
        path = f"{found[1]}{found[2]}*"
    elif found := _ENTRY.match(path):
        path = f"{found[1]}/*"
    return re.sub(r"^systems/[^/]+/", "systems/*/", path)


def kinds(paths: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    """Return the pages by kind, both in the order of their names."""
    found: dict[str, list[str]] = {}
    for path in sorted(paths):
        found.setdefault(kind(path), []).append(path)
    return {name: tuple(pages) for name, pages in sorted(found.items())}


def representatives(site: Path) -> Mapping[str, str]:
    """Return the page of each kind that has most on it and is not above LARGEST; else the smallest of the kind."""
    found = {}
    for name, pages in kinds(path.relative_to(site).as_posix() for path in site.rglob("*.html")).items():
        sizes = {path: (site / path).stat().st_size for path in pages}
        fitting = [path for path in pages if sizes[path] <= LARGEST]
        found[name] = max(fitting, key=sizes.__getitem__) if fitting else min(pages, key=sizes.__getitem__)
    return found
