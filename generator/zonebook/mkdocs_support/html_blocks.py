"""HTML blocks extracted while MkDocs renders and indexes a page, and restored afterwards.

Markdown and the search index would each parse every table again: most of the time of a large build and most of the
size of the index. The page is the same, as MkDocs does not change HTML blocks.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from zonebook.write.markdown.parts import Part

_BEGIN = re.compile(r'<(?:div|dl|ul) class="zb-(?:table|figure|facts|cards|icons|what-if)')
_FENCE = re.compile(r"(`{3,}|~{3,})")
_MARK = '<div data-zonebook="{}"></div>'
# Other plugins may rewrite a mark: without quotes, with more attributes, or with spaces in it.
_MARKED = re.compile(r"""<div\b[^<>]*?\bdata-zonebook=["']?([0-9]+)["']?[^<>]*>\s*</div>""")
_LEFT = re.compile(rb"<div\b[^<>]{0,200}?\bdata-zonebook=")
_SHOWN = re.compile(r"""class=["']?zb-(?:table|figure|facts|cards|icons|what-if)\b""")
_WRITTEN = frozenset((".html", ".json", ".md", ".txt", ".xml"))
LEAST = 400
"""Blocks shorter than this, in characters, are not extracted: they cost little, and search finds them."""


def extract(text: str) -> tuple[str, tuple[str, ...]]:
    """Replace each generated block by a mark; return the Markdown and the blocks. Fenced code is unchanged."""
    kept: list[str] = []
    parts: list[str] = []
    fence = ""
    for part in text.split("\n\n"):
        if not fence and large(part):
            parts.append(_MARK.format(len(kept)))
            kept.append(part)
            continue
        parts.append(part)
        fence = _after(part, fence)
    return "\n\n".join(parts), tuple(kept)


def marked(parts: Iterable[Part]) -> tuple[tuple[Part, ...], tuple[str, ...]]:
    """Replace each generated block among the parts of a page by a mark; return the parts and the blocks."""
    kept: list[str] = []
    found: list[Part] = []
    for part in parts:
        if part.words is None and large(part.markdown):
            found.append(Part(markdown=_MARK.format(len(kept))))
            kept.append(part.markdown)
        else:
            found.append(part)
    return tuple(found), tuple(kept)


def large(html: str) -> bool:
    """Return whether a part of a page is a table, a picture, or the like that is large enough to be extracted."""
    return len(html) >= LEAST and _BEGIN.match(html) is not None


def _after(part: str, fence: str) -> str:
    """Return the fence that is open after a part, or an empty string."""
    for line in part.split("\n"):
        found = _FENCE.match(line)
        if found and not fence:
            fence = found[1]
        elif found and line.startswith(fence) and line.strip() == found[1]:
            fence = ""
    return fence


def lost(text: str, kept: tuple[str, ...]) -> int:
    """Count the blocks that do not have exactly one mark in the text."""
    found = Counter(_MARKED.findall(text))
    return sum(found[str(index)] != 1 for index in range(len(kept)))


def restore(text: str, kept: tuple[str, ...]) -> str:
    """Replace the marks in the text by their blocks."""
    return _MARKED.sub(lambda found: kept[int(found[1])] if int(found[1]) < len(kept) else found[0], text)


def shown(text: str) -> int:
    """Count the tables, pictures, lists of facts and cards in a text, however its attributes are quoted."""
    return len(_SHOWN.findall(text))


def unfinished(folder: Path) -> Iterator[tuple[str, int]]:
    """Yield each file of a built site that still contains marks, and their number."""
    for path in sorted(folder.rglob("*")):
        raw = path.read_bytes() if path.suffix in _WRITTEN and path.is_file() else b""
        count = len(_LEFT.findall(raw)) if b"data-zonebook" in raw else 0
        if count:
            yield path.relative_to(folder).as_posix(), count
