"""HTML that MkDocs need not read: kept aside while it renders and indexes a page, then put back.

Markdown and the search index each parse every table again, which is most of the time of a large build and most of the
size of the index. The result is the same page, as MkDocs does not touch HTML blocks.
"""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

_BEGIN = re.compile(r'<(?:div|dl|ul) class="zb-(?:table|figure|facts|cards)')
_FENCE = re.compile(r"(`{3,}|~{3,})")
_MARK = '<div data-zonebook="{}"></div>'
# Other plugins may write a mark anew: without its quotes, with more attributes, or with spaces in it.
_MARKED = re.compile(r"""<div\b[^<>]*?\bdata-zonebook=["']?([0-9]+)["']?[^<>]*>\s*</div>""")
_LEFT = re.compile(rb"<div\b[^<>]{0,200}?\bdata-zonebook=")
_SHOWN = re.compile(r"""class=["']?zb-(?:table|figure|facts|cards)\b""")
_WRITTEN = frozenset((".html", ".json", ".md", ".txt", ".xml"))
LEAST = 400
"""Blocks shorter than this, in characters, stay where they are: they cost nothing, and search finds them."""


def extract(text: str) -> tuple[str, tuple[str, ...]]:
    """Return the Markdown with a mark for each block of ours, and the blocks; what stands in a fence is left alone."""
    kept: list[str] = []
    parts: list[str] = []
    fence = ""
    for part in text.split("\n\n"):
        if not fence and len(part) >= LEAST and _BEGIN.match(part):
            parts.append(_MARK.format(len(kept)))
            kept.append(part)
            continue
        parts.append(part)
        fence = _after(part, fence)
    return "\n\n".join(parts), tuple(kept)


def _after(part: str, fence: str) -> str:
    """Return the fence that is open after some lines, or nothing."""
    for line in part.split("\n"):
        found = _FENCE.match(line)
        if found and not fence:
            fence = found[1]
        elif found and line.startswith(fence) and line.strip() == found[1]:
            fence = ""
    return fence


def lost(text: str, kept: tuple[str, ...]) -> int:
    """Return how many of the blocks have no mark in the text, or more than one."""
    found = Counter(_MARKED.findall(text))
    return sum(found[str(index)] != 1 for index in range(len(kept)))


def restore(text: str, kept: tuple[str, ...]) -> str:
    """Return the text with the blocks where their marks are."""
    return _MARKED.sub(lambda found: kept[int(found[1])] if int(found[1]) < len(kept) else found[0], text)


def shown(text: str) -> int:
    """Return how many tables, pictures, lists of facts and cards a text shows, however its attributes are quoted."""
    return len(_SHOWN.findall(text))


def unfinished(folder: Path) -> Iterator[tuple[str, int]]:
    """Yield each file of a built site that still holds marks, and how many."""
    for path in sorted(folder.rglob("*")):
        raw = path.read_bytes() if path.suffix in _WRITTEN and path.is_file() else b""
        count = len(_LEFT.findall(raw)) if b"data-zonebook" in raw else 0
        if count:
            yield path.relative_to(folder).as_posix(), count
