"""Inline content as plain text, and the joining of its parts."""

from collections.abc import Callable
from itertools import pairwise

from zonebook.document.inline import Inline, SourceRef, Text


def plain(text: Text) -> str:
    """Return a text without marks; consecutive items with nothing between them are separated by `; `."""
    if len(text) == 1:  # most cells of tables
        return _plain(text[0])
    return joined(text, _plain, lambda _before, _after: "; ")


def joined(text: Text, write: Callable[[Inline], str], gap: Callable[[Inline, Inline], str]) -> str:
    """Join the written parts of a text, with a gap between two items; plain words contain their own spaces."""
    if len(text) == 1:
        return write(text[0])
    gaps = ["" if isinstance(a, str) or isinstance(b, str) else gap(a, b) for a, b in pairwise(text)]
    return "".join(write(inline) + after for inline, after in zip(text, [*gaps, ""], strict=False))


def _plain(inline: Inline) -> str:
    match inline:
        case str():
            return inline
        case SourceRef(place=place):
            return str(place) if place.path else ""
        case _:
            return inline.text
