"""A page as Markdown that still knows the parts it was written from, so that nobody has to parse it again."""

from collections.abc import Callable, Iterable

from zonebook.document.page import Heading, Listing, Notice, Prose, Snippet
from zonebook.values.record import dataclass

Words = Heading | Prose | Listing | Notice | Snippet
"""The blocks of which Markdown makes HTML; all others are written as HTML."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of a page, as Markdown without a blank line around it; `words` is the block that Markdown interprets.

    Without `words` the part is HTML, which Markdown leaves as it is.
    """

    markdown: str
    words: Words | None = None


class PageText(str):
    """The Markdown of a page: a text, with its front matter and its parts.

    `front` is the front matter with its two lines of dashes; `parts` follow it, a blank line between each.
    """

    __slots__ = ("front", "parts")
    front: str
    parts: tuple[Part, ...]

    @classmethod
    def of(cls, front: str, parts: Iterable[Part]) -> "PageText":
        """Return the text of a page with this front matter and these parts, of which empty ones are left out."""
        kept = tuple(part for part in parts if part.markdown)
        text = cls("\n\n".join((front, *(part.markdown for part in kept))) + "\n")
        text.front, text.parts = front, kept
        return text

    def __reduce__(self) -> tuple[Callable[[str, tuple[Part, ...]], "PageText"], tuple[str, tuple[Part, ...]]]:
        """Let a page be sent as its parts alone, from which its text follows."""
        return whole, (self.front, self.parts)


def whole(front: str, parts: tuple[Part, ...]) -> PageText:
    """Return the text of a page from its front matter and its parts, none of which is empty."""
    return PageText.of(front, parts)
