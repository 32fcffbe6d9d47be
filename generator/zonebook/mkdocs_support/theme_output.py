"""What the theme adds: the frame of a page without the spaces of its templates, and its files that no page asks for."""

import re
from collections.abc import Iterable

from mkdocs.structure.files import File

_ARTICLE = re.compile(r"<article\b.*</article>", re.DOTALL)
_KEPT = re.compile(r"(<(pre|textarea|script|style)\b.*?</\2\s*>)|\s*\n\s*", re.DOTALL | re.IGNORECASE)
_SOURCE_MAP = (".js.map", ".css.map")


def slim(page: str) -> str:
    """Return a page as HTML whose frame has one line break for each run of spaces with one in it.

    The content of the page, and of elements whose spaces count, stays as it is. A page without content in an
    `article` stays whole.
    """
    content = _ARTICLE.search(page)
    if content is None:
        return page
    before, after = page[: content.start()], page[content.end() :]
    return f"{_slim(before).lstrip()}{content[0]}{_slim(after)}"


def _slim(text: str) -> str:
    return _KEPT.sub(lambda found: found[1] or "\n", text)


def unread(files: Iterable[File]) -> tuple[File, ...]:
    """List the source maps of the theme: only the debugger of a browser asks for them, and works without."""
    return tuple(file for file in files if file.src_uri.startswith("assets/") and file.src_uri.endswith(_SOURCE_MAP))
