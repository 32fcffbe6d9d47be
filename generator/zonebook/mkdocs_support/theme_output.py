"""What the theme adds: the frame of a page without the spaces of its templates, and its files that no page asks for."""

import json
import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from mkdocs.structure.files import File

_ARTICLE = re.compile(r"<article\b.*</article>", re.DOTALL)
_KEPT = re.compile(r"(<(pre|textarea|script|style)\b.*?</\2\s*>)|\s*\n\s*", re.DOTALL | re.IGNORECASE)
NOT_FOUND = "404.html"
_BESIDE = """<script>
if (location.protocol === "file:") {
  const begin = TOP;
  for (const name of ["href", "src"])
    for (const each of document.querySelectorAll(`[${name}^="${begin}"]`))
      each.setAttribute(name, `./${each.getAttribute(name).slice(begin.length)}`);
}
</script>
"""
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


def found_beside(page: str, site_url: str | None) -> str:
    """Return the page that a server shows for what is not there so that it can be read in its folder as well.

    A server shows it at any depth, so its addresses begin at the top of the server, which a folder does not have.
    """
    top = json.dumps(f"{urlsplit(site_url or '').path.rstrip('/')}/").replace("<", r"\u003c")
    before, end, after = page.rpartition("</body>")
    return f"{before}{_BESIDE.replace('TOP', top)}{end}{after}" if end else page


def unread(files: Iterable[File]) -> tuple[File, ...]:
    """List the source maps of the theme: only the debugger of a browser asks for them, and works without."""
    return tuple(file for file in files if file.src_uri.startswith("assets/") and file.src_uri.endswith(_SOURCE_MAP))
