"""What the search index has of a page: its parts by heading, made from the HTML of the parts and not from a whole page.

The text is that which the search of the theme would find, with the few tags that it keeps.
"""

import re
from collections.abc import Iterable
from html import escape, unescape
from typing import NamedTuple

from zonebook.document.page import Heading
from zonebook.values.record import dataclass
from zonebook.write.escape import anchor
from zonebook.write.markdown.parts import Part

_KEPT = frozenset(("p", "code", "pre", "li", "ol", "ul", "sub", "sup"))
_TOKEN = re.compile(r"<!--.*?-->|<(/?)([a-z][a-z0-9-]*)[^>]*>|([^<]+)", re.DOTALL)
_ODD = re.compile(r"<h[1-6][\s>]|<(?:object|script|style)\b|linenodiv|<(p|code|pre|li|ol|ul|sub|sup)[^>]*>\s*</\1>")
"""What only the search itself knows how to treat: headings within a block, scripts, line numbers, empty elements."""
_ITSELF = re.compile(r'<a class="headerlink"[^>]*>.*?</a>')
_APART = "data-search-exclude"


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of a page as it is searched: its anchor, empty for the first, its title, and its text with few tags.

    What stands above the title of a page has no title of its own.
    """

    anchor: str
    title: str
    text: str


class _Begun(NamedTuple):
    """A section while its text is put together."""

    anchor: str
    title: str
    text: list[str]
    searched: bool = True

    def ended(self) -> Section:
        """Return the section."""
        return Section(anchor=self.anchor, title=self.title, text="".join(self.text).strip())


def sections(parts: Iterable[tuple[Part, str]]) -> tuple[Section, ...] | None:
    """Return the sections of a page from its parts, each with its HTML; None where only the search knows them.

    A part that is left out of the index is in none.
    """
    found: list[_Begun] = []
    for part, html in parts:
        if isinstance(part.words, Heading):
            heading = part.words
            place = anchor(heading.anchor) if found else ""
            found.append(_Begun(anchor=place, title=_title(html), text=[" "], searched=heading.searched))
            continue
        if not found:
            found.append(_Begun(anchor="", title="", text=[" "]))
        if part.words is None and _APART in html:
            if _APART in html.partition(">")[2]:
                return None
        elif _ODD.search(html):
            return None
        else:
            _add(html, found[-1].text)
            _add("\n", found[-1].text)
    return tuple(each.ended() for each in found if each.searched)


def _add(html: str, text: list[str]) -> None:
    """Add the words of balanced HTML to a text, with the tags that are kept; blanks are one, except in a `pre`."""
    verbatim = False
    for close, tag, data in _TOKEN.findall(html):
        if data:
            words = unescape(data) if "&" in data else data
            if words.isspace() and not verbatim:
                if not text[-1][-1].isspace():
                    text.append(" ")
            else:
                text.append(escape(words if verbatim else words.replace("\n", " "), quote=False))
        elif tag in _KEPT:
            verbatim = not close if tag == "pre" else verbatim
            text.append(f"<{close}{tag}>")


def _title(html: str) -> str:
    """Return the words of a heading, without the link to itself."""
    words: list[str] = [" "]
    _add(_ITSELF.sub("", html), words)
    return "".join(words).strip()
