"""What the theme adds: the frame of a page without what each page would repeat, and files that no page asks for."""

import json
import re
from collections.abc import Iterable, Mapping
from functools import cache
from urllib.parse import urlsplit

from mkdocs.structure.files import File

from zonebook.mkdocs_support import scripts

ICONS = "theme_icons.css"
"""The style sheet with the icons of the theme."""

_ARTICLE = re.compile(r"<article\b.*</article>", re.DOTALL)
_KEPT = re.compile(r"(<(pre|textarea|script|style)\b.*?</\2\s*>)|\s*\n\s*", re.DOTALL | re.IGNORECASE)
_ICON = re.compile(r'<svg xmlns="http://www\.w3\.org/2000/svg" viewBox="0 0 24 24"><path d="([^"]+)"/></svg>')
_STYLED = re.compile(r"\.(zb-theme-[a-z]+) .*?%3Cpath d='([^']+)'")
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

    An icon of the theme is an empty picture there, which the style sheet of icons fills; one that it lacks stays. The
    content of the page, and of elements whose spaces count, stays as it is. A page without content in an `article`
    stays whole.
    """
    content = _ARTICLE.search(page)
    if content is None:
        return page
    before, after = page[: content.start()], page[content.end() :]
    return f"{_slim(before).lstrip()}{content[0]}{_slim(after)}"


def _slim(text: str) -> str:
    return _ICON.sub(_styled, _KEPT.sub(lambda found: found[1] or "\n", text))


def _styled(icon: re.Match[str]) -> str:
    name = _styles().get(icon[1])
    return f'<svg class="{name}" viewBox="0 0 24 24"></svg>' if name else icon[0]


@cache
def _styles() -> Mapping[str, str]:
    """Return the class of each icon in the style sheet, by its path."""
    return {path: name for name, path in _STYLED.findall(scripts.assets()[ICONS].decode())}


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
