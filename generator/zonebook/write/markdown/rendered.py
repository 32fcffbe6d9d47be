"""The HTML that Markdown makes of a page, written from the blocks of the page, without Markdown.

It is the same to the byte, as far as Markdown is configured in a way that is known here. The frame of a heading and
the colours of a snippet are asked of Markdown itself, once for all that are alike.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import TypedDict

from zonebook.document.inline import Link, Text
from zonebook.document.page import Heading, Listing, Notice, Prose, Snippet
from zonebook.write import escape
from zonebook.write.markdown import inline
from zonebook.write.markdown.blocks import kind
from zonebook.write.markdown.inline import Setting
from zonebook.write.markdown.parts import Part

_WORDS, _ANCHOR = "thewordsofaheading", "theanchorofaheading"
"""What stands in a heading in whose frame those of others are put."""
_TAG = re.compile(r"<[^>]*>")
_ALONE = re.compile(r"&(?!(?:#[0-9]+|#x[0-9a-f]+|[0-9a-z]+);)", re.IGNORECASE)
_QUOTED = str.maketrans({"<": "&lt;", ">": "&gt;", '"': "&quot;", "\n": "&#10;"})


class Contents(TypedDict):
    """A heading for the table of contents: its level, its anchor, and its words as HTML without tags."""

    level: int
    id: str
    name: str


class Renderer:
    """Writes the HTML that Markdown would make, as it is configured.

    `glossary` has the expansions of abbreviations; `convert` makes HTML of Markdown, as Markdown does.
    """

    def __init__(self, *, glossary: Mapping[str, str], convert: Callable[[str], str]) -> None:
        """Keep the configuration."""
        self._glossary = glossary
        self._convert = convert
        self._converted: dict[str, str] = {}

    def html(self, part: Part, setting: Setting) -> str:
        """Return a part of a page as HTML, or nothing where only Markdown knows what it makes of it."""
        match part.words:
            case None:
                return f"{part.markdown}\n"  # Markdown leaves a blank line behind what is HTML already
            case Snippet():
                return self._by_markdown(part.markdown)
            case words:
                return self._written(words, setting)

    def contents(self, heading: Heading) -> Contents:
        """Return what the table of contents has of a heading."""
        words = _TAG.sub("", self._words(heading))
        return Contents(level=heading.level, id=escape.anchor(heading.anchor), name=" ".join(words.split()))

    def _written(self, words: Heading | Prose | Listing | Notice, setting: Setting) -> str:
        match words:
            case Heading() as heading:
                return self._heading(heading)
            case Prose(paragraphs=paragraphs):
                written = (self._text(text, setting) for text in paragraphs)
                return "\n".join(f"<p>{text}</p>" for text in written if text)
            case Listing(items=items):
                return self._listing(items, setting)
            case Notice() as notice:
                return self._notice(notice, setting)

    def _heading(self, heading: Heading) -> str:
        words, anchor = self._words(heading), escape.anchor(heading.anchor)
        if not words or not anchor:
            return ""
        begin = "#" * heading.level
        marks = "" if heading.searched else " data-search-exclude"
        frame = self._by_markdown(f"{begin} {_WORDS} {{: #{_ANCHOR}{marks} }}")
        return frame.replace(_ANCHOR, anchor).replace(_WORDS, words)

    def _words(self, heading: Heading) -> str:
        return self._expanded(escape.markdown(heading.text).strip())

    def _listing(self, items: tuple[Text, ...], setting: Setting) -> str:
        written = [self._text(item, setting) for item in items]
        points = "".join(f"<li>{text}</li>\n" for text in written)
        return f"<ul>\n{points}</ul>" if all(written) else ""

    def _notice(self, notice: Notice, setting: Setting) -> str:
        title, text = self._expanded(escape.markdown(notice.title).strip()), self._text(notice.text, setting)
        if not title or not text:
            return ""
        begin = f'<div class="admonition {kind(notice.tone)}">\n<p class="admonition-title">{title}</p>'
        return f"{begin}\n<p>{text}</p>\n</div>"

    def _text(self, text: Text, setting: Setting) -> str:
        return self._expanded(inline.rendered(text, setting))

    def _expanded(self, html: str) -> str:
        """Return HTML with its abbreviations marked; tags, and characters written as entities, are no words."""
        return self._abbreviations.sub(self._expansion, html) if self._glossary else html

    def _expansion(self, found: re.Match[str]) -> str:
        word = found[0]
        long = self._glossary.get(word, "") if found[1] else ""
        return f'<abbr title="{_attribute(long)}">{word}</abbr>' if long else word

    @cached_property
    def _abbreviations(self) -> re.Pattern[str]:
        longest_first = sorted(self._glossary, key=len, reverse=True)
        return re.compile(rf"<[^>]*>|&[^;]*;|\b({'|'.join(map(re.escape, longest_first))})\b")

    def _by_markdown(self, text: str) -> str:
        if text not in self._converted:
            self._converted[text] = self._convert(text)
        return self._converted[text]


def _attribute(text: str) -> str:
    """Return text for an attribute as Markdown writes it: what is an entity already stays one."""
    return _ALONE.sub("&amp;", text).translate(_QUOTED)


def linked(part: Part) -> Iterator[str]:
    """Yield each path of the site, with its anchor, to which Markdown would resolve a link in a part."""
    match part.words:
        case Prose(paragraphs=texts) | Listing(items=texts):
            found = texts
        case Notice(text=text):
            found = (text,)
        case _:
            found = ()
    yield from (mark.to for text in found for mark in text if isinstance(mark, Link))
