"""Inline content as HTML and as Markdown."""

import re
from collections.abc import Callable, Mapping
from dataclasses import field

from zonebook.document.inline import Badge, Code, ExternalLink, FileFact, Inline, Link, Mark, SourceRef, Text, Tone
from zonebook.document.page import Picture
from zonebook.values import Place
from zonebook.values.record import dataclass
from zonebook.write import escape
from zonebook.write.plain_text import joined
from zonebook.write.relative_links import LinkStyle, address

SHAPES: Mapping[Tone, str] = {
    "very-high": "◆", "high": "▲", "moderate": "●", "low": "▽", "very-low": "○",
    "met": "✓", "partial": "◐", "planned": "▷", "not-met": "✗", "inherited": "↑", "not-applicable": "–",
    "not-stated": "?", "yes": "✓", "no": "✗", "provider": "■", "customer": "□", "shared": "◧", "none": "–",
    "warning": "!", "plain": "",
    "possible-very-high": "?◆", "possible-high": "?▲", "possible-moderate": "?●", "possible-low": "?▽",
    "possible-very-low": "?○",
}  # fmt: skip
"""The shape before the word of a badge, so that badges differ without colour; the style sheet puts it there."""

WEIGHTS: Mapping[Tone, str] = {
    "very-high": "90", "high": "70", "moderate": "50", "low": "30", "very-low": "10",
    "not-met": "80", "no": "75", "warning": "70", "not-stated": "65", "partial": "60", "planned": "50",
    "customer": "45", "shared": "40", "inherited": "30", "provider": "30", "yes": "20", "met": "20",
    "not-applicable": "10", "none": "05",
    "possible-very-high": "88", "possible-high": "68", "possible-moderate": "48", "possible-low": "28",
    "possible-very-low": "08",
}  # fmt: skip
"""The severity of a tone, as text that sorts: unknown is worse than partly done."""

_DAY = re.compile(r"\b\d{4}-\d{2}-\d{2}\b", re.ASCII)
_WHOLE = re.compile(r"\d{4}-\d{2}-\d{2}|[A-Z]{1,4}-\d{1,3}(?:\(\d{1,3}\))?", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """The context of inline content: the page's path, its link style, the pictures, the address of the models.

    `headings` are the anchors of the page's headings: a table or picture with one of these anchors does not repeat it.
    """

    page: str
    links: LinkStyle = "html"
    pictures: Mapping[str, Picture] = field(default_factory=dict)
    repository: str = ""
    headings: frozenset[str] = frozenset()

    def address(self, to: str) -> str:
        """Return the address of a path of the site, fit for an attribute."""
        return address(to, page=self.page, links=self.links)

    def source(self, place: Place) -> str:
        """Return the address, fit for an attribute, of a place in the models; empty where it is not known."""
        path, line = escape.path(place.path), str(place.line)
        return escape.url(self.repository.replace("{path}", path).replace("{line}", line))


def html(text: Text, setting: Setting) -> str:
    """Return a text as HTML."""
    if len(text) == 1:  # most cells of tables
        return _html(text[0], setting)
    return joined(text, lambda inline: _html(inline, setting), _gap)


def lines(text: Text, setting: Setting) -> str:
    """Return a text of a table as HTML that keeps the line breaks of its plain words, where the style sheet shows them.

    A day, and a link that is an id such as `AC-2(1)`, stays on one line. Of a text that is nothing else, its cell says
    so.
    """
    if len(text) == 1 and isinstance(text[0], str) and whole(text[0]):
        return escape.lines(text[0])
    return joined(text, lambda each: _line(each, setting), _gap)


def whole(text: str) -> bool:
    """Return whether a text is a day or an id that reads badly on two lines."""
    return bool(_WHOLE.fullmatch(text))


def _line(each: Inline, setting: Setting) -> str:
    match each:
        case str():
            return _days(escape.lines(each))
        case Link(text=text, to=to) if whole(text):
            return f'<a class="zb-whole" href="{setting.address(to)}">{escape.html(text)}</a>'
        case Link(text=text, to=to):
            return f'<a href="{setting.address(to)}">{_days(escape.html(text))}</a>'
        case _:
            return _html(each, setting)


def _days(written: str) -> str:
    return _DAY.sub(r'<span class="zb-whole">\g<0></span>', written) if "-" in written else written


def markdown(text: Text, setting: Setting) -> str:
    """Return a text as Markdown on one line; links to pages are `.md`, which every site generator follows."""
    return escape.line(joined(text, lambda inline: _markdown(inline, setting), _gap))


def rendered(text: Text, setting: Setting) -> str:
    """Return a text as the HTML that Markdown makes of its Markdown: each character that is escaped there is here."""
    return escape.line(joined(text, lambda inline: _rendered(inline, setting), _gap))


def badge(text: str, tone: Tone, say: Callable[[str], str] = escape.html) -> str:
    """Return a word as HTML; the style sheet puts its shape before it, hidden from screen readers."""
    return f'<span class="zb-badge zb-{tone}">{say(text)}</span>'


def shape(tone: Tone) -> str:
    """Return the shape of a tone as HTML hidden from screen readers, since the word says the same."""
    return f'<i aria-hidden="true">{SHAPES[tone]}</i> ' if SHAPES[tone] else ""


def _gap(before: Inline, after: Inline) -> str:
    return " " if isinstance(before, Badge) or isinstance(after, Badge) else ", "


def _html(inline: Inline, setting: Setting) -> str:
    match inline:
        case str():
            return escape.html(inline)
        case Link(text=text, to=to):
            return f'<a href="{setting.address(to)}">{escape.html(text)}</a>'
        case ExternalLink(text=text, url=url):
            return _outside(escape.url(url), escape.html(text))
        case _:
            return _mark(inline, setting, escape.html)


def _markdown(inline: Inline, setting: Setting) -> str:
    match inline:
        case str():
            return escape.markdown(inline)
        case Link(text=text, to=to):
            return f"[{escape.markdown(text)}]({address(to, page=setting.page, links='md')})"
        case ExternalLink(text=text, url=url):
            return _outside(escape.url(url), escape.markdown(text))  # Markdown has no word for `rel`
        case _:
            return _mark(inline, setting, escape.markdown)


def _rendered(inline: Inline, setting: Setting) -> str:
    match inline:
        case Link(text=text, to=to):
            return f'<a href="{setting.address(to)}">{escape.markdown(text)}</a>'
        case _:
            return _markdown(inline, setting)


def _mark(inline: Badge | Mark | Code | SourceRef | FileFact, setting: Setting, say: Callable[[str], str]) -> str:
    match inline:
        case Badge(text=text, tone=tone):
            return badge(text, tone, say)
        case Mark(text=text, tones=tones, to=to):
            shapes, words = "".join(SHAPES[tone] for tone in tones), escape.attribute(text)
            return f'<a class="zb-mark" href="{setting.address(to)}" title="{words}" aria-label="{words}">{shapes}</a>'
        case Code(text=text):
            return f"<code>{say(text)}</code>"
        case FileFact(text=text):
            return say(text)
        case SourceRef(place=place):
            return _outside(setting.source(place), _trace(place, say)) if place.path else ""


def _trace(place: Place, say: Callable[[str], str]) -> str:
    """Return a place; where space is short it is broken at its folders."""
    return f"<code>{'/<wbr>'.join(map(say, f'{place.path}:{place.line}'.split('/')))}</code>"


def _outside(url: str, words: str) -> str:
    return f'<a href="{url}" rel="external noopener noreferrer">{words}</a>' if url else words
