"""HTML that MkDocs need not read: kept aside while it renders and indexes a page, put back when the page is done.

Markdown and the search index each parse every table again, which is most of the time of a large build and most of the
size of the index. The result is the same page, as MkDocs does not touch HTML blocks.
"""

import re

_BEGIN = re.compile(r'<(?:div|dl|ul) class="zb-(?:table|figure|facts|cards)')
_FENCE = re.compile(r"(`{3,}|~{3,})")
_MARK = '<div data-zonebook="{}"></div>'
_MARKED = re.compile(r'<div data-zonebook="([0-9]+)"></div>')
LEAST = 400
"""Blocks shorter than this, in characters, stay where they are: they cost nothing, and search finds them."""


def put(text: str) -> tuple[str, tuple[str, ...]]:
    """Give the Markdown with a mark for each block of ours, and the blocks; what stands in a fence is left alone."""
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
    """Give the fence that is open after some lines, or nothing."""
    for line in part.split("\n"):
        found = _FENCE.match(line)
        if found and not fence:
            fence = found[1]
        elif found and line.startswith(fence) and line.strip() == found[1]:
            fence = ""
    return fence


def back(html: str, kept: tuple[str, ...]) -> str:
    """Give the finished page with its blocks where the marks are."""
    return _MARKED.sub(lambda found: kept[int(found[1])] if int(found[1]) < len(kept) else found[0], html)
