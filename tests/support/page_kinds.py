"""The kinds of pages of a built site, and one page of each, found by the paths alone: a new kind is not missed."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

LARGEST = 150 * 1024
"""Bytes of HTML above which a page is taken for its kind only where all others are larger: axe takes long on it."""
ENTRIES = {"systems": 3, "catalogue": 2}
"""How many folders above a page make it one of many of a kind; one folder where nothing else is said."""


def kind(path: str) -> str:
    """Return the kind of a page: its path with `*` in the place of the names of systems, entries and their groups."""
    *folders, file = path.split("/")
    many = ENTRIES.get(folders[0], 1) if folders else 1
    named = [name if at <= many else "*" for at, name in enumerate(folders)]
    if folders[:1] == ["systems"]:
        named[1] = "*"
    if file != "index.html" and len(folders) >= many:
        drawn = re.match(r"[a-z0-9]+", file) if folders[-1] == "diagrams" else None
        file = f"{drawn[0]}*" if drawn else "*"
    return "/".join((*named, file))


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
