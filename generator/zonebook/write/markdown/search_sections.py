"""What the search index has of a page: its parts by heading, made from the HTML of the parts and not from a whole page.

The text is that which the search of the theme would find, with the few tags that it keeps.
"""

import re
from collections.abc import Iterable
from html import escape, unescape

from zonebook.document.page import Heading
from zonebook.values.record import dataclass
from zonebook.write.escape import anchor
from zonebook.write.markdown.parts import Part

_KEPT = frozenset(("p", "code", "pre", "li", "ol", "ul", "sub", "sup"))
_TOKEN = re.compile(r"<!--.*?-->|<(/?)([a-z][a-z0-9-]*)([^>]*)>|([^<]+)", re.DOTALL)
_ODD = re.compile(r"<(?:object|script|style)\b|linenodiv")
"""What only the search itself knows how to treat: scripts and line numbers."""
_ITSELF = re.compile(r'<a class="headerlink"[^>]*>.*?</a>')
_APART = "data-search-exclude"
_DEEP = re.compile(rf"<h[1-6][\s>]|{_APART}")
"""What in a block begins a section, or is left out of one."""
_HEADING = re.compile("h[1-6]")
_ENDED = 1_000_000_000
"""The depth of a section that nothing is added to any more."""
_ID = re.compile(r'\sid="([^"]*)"')
_VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of a page as it is searched: its anchor, empty for the first, its title, and its text with few tags.

    What stands above the title of a page has no title of its own.
    """

    anchor: str
    title: str
    text: str


@dataclass(slots=True, kw_only=True)
class _Begun:
    """A section while its words are put together; `depth` is that of its heading, an `element`, on its page."""

    anchor: str
    element: str
    title: list[str]
    text: list[str]
    depth: int
    searched: bool = True

    def ended(self) -> Section:
        """Return the section."""
        title, text = "".join(self.title).strip(), "".join(self.text).strip()
        return Section(anchor=self.anchor, title=title, text=text)


def sections(parts: Iterable[tuple[Part, str]]) -> tuple[Section, ...] | None:
    """Return the sections of a page from its parts, each with its HTML; None where only the search knows them.

    A part that is left out of the index is in none.
    """
    reader = _Reader()
    for part, html in parts:
        if isinstance(part.words, Heading):
            reader.head(part.words, html)
        elif not reader.body(html, apart=part.words is None and _APART in html.partition(">")[0]):
            return None
    return tuple(each.ended() for each in reader.begun if each.searched)


class _Reader:
    """Reads a page part by part: the sections that were begun, and the one to which words belong at the moment."""

    def __init__(self) -> None:
        """Begin with no section."""
        self.begun: list[_Begun] = []
        self._now: _Begun | None = None
        self._open: list[str] = []
        self._apart: set[str] = set()

    def head(self, heading: Heading, html: str) -> None:
        """Begin a section with a heading of the page."""
        place = anchor(heading.anchor) if self.begun else ""
        words: list[str] = [" "]
        _add(_ITSELF.sub("", html), words)
        self._begin(_Begun(element="", anchor=place, title=words, text=[" "], depth=1, searched=heading.searched))

    def body(self, html: str, *, apart: bool) -> bool:
        """Add a part of the page to its sections, unless it is set `apart`; return whether that is possible."""
        now = self._now or self._begin(_Begun(element="", anchor="", title=[" "], text=[" "], depth=0))
        begin, _, rest = html.partition(">")
        if apart and not _DEEP.search(rest) and begin.partition(" ")[0] not in rest:
            return True  # the search takes the end of an element of the same name for that of the block
        if _ODD.search(html):
            return False
        if not _DEEP.search(html):
            _add(html, now.text)
        elif not self._read(html):
            return False
        _add("\n", (self._now or now).text)
        return True

    def _begin(self, section: _Begun) -> _Begun:
        self.begun.append(section)
        self._now = section
        return section

    def _read(self, html: str) -> bool:
        """Add HTML within which sections begin, or words are set apart, as the search of the theme does it.

        Return whether that is possible.
        """
        for close, tag, attributes, data in _TOKEN.findall(html):
            if data:
                self._words(data)
            elif close:
                if not self._leave(tag):
                    return False
            elif tag and tag not in _VOID and not attributes.endswith("/"):
                self._enter(tag, attributes)
        return True

    def _enter(self, tag: str, attributes: str) -> None:
        self._open.append(tag)
        named = _ID.search(attributes) if _HEADING.fullmatch(tag) else None
        apart = _APART in attributes
        if named:
            depth = len(self._open)
            begun = _Begun(anchor=unescape(named[1]), element=tag, title=[" "], text=[" "], depth=depth)
            self._begin(begun).searched = not apart
        if apart:
            self._apart.add(tag)
        elif tag in _KEPT and self._apart.isdisjoint(self._open):
            self._target.append(f"<{tag}>")

    def _leave(self, tag: str) -> bool:
        """Close an element; return whether the section that it ends in is the one that it began in."""
        if self._now and self._now.depth > len(self._open):
            self._now.depth = _ENDED
            self._now = next(each for each in reversed(self.begun) if each.depth <= len(self._open))
        self._open.pop()
        if tag in self._apart:
            self._apart.remove(tag)  # also where it is one within that which is set apart: so does the search
        elif tag in _KEPT and self._apart.isdisjoint(self._open):
            return _close(tag, self._target)
        return True

    def _words(self, data: str) -> None:
        if self._apart.isdisjoint(self._open):
            _add_words(data, self._target, verbatim="pre" in self._open)

    @property
    def _target(self) -> list[str]:
        now = self._now or self.begun[-1]
        return now.title if now.element in self._open else now.text


def _add(html: str, text: list[str]) -> None:
    """Add the words of balanced HTML to a text, with the tags that are kept; blanks are one, except in a `pre`."""
    verbatim = False
    for close, tag, _, data in _TOKEN.findall(html):
        if data:
            _add_words(data, text, verbatim=verbatim)
        elif tag in _KEPT:
            verbatim = not close if tag == "pre" else verbatim
            if close:
                _close(tag, text)
            else:
                text.append(f"<{tag}>")


def _add_words(data: str, text: list[str], *, verbatim: bool) -> None:
    """Add what stands between two tags to a text."""
    words = unescape(data) if "&" in data else data
    if words.isspace() and not verbatim:
        if not text[-1].isspace():
            text.append(" ")
    else:
        text.append(escape(words if verbatim else words.replace("\n", " "), quote=False))


def _close(tag: str, text: list[str]) -> bool:
    """Add the end of an element, unless a text has only blanks since its first such element: then that goes instead.

    Return whether there is one.
    """
    mark = f"<{tag}>"
    if mark not in text:
        return False
    first = text.index(mark) if text[-1] == mark or text[-1].isspace() else 0
    if first and all(map(str.isspace, text[first + 1 :])):
        del text[first:]
    else:
        text.append(f"</{tag}>")
    return True
