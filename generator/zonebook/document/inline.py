"""Inline content of a page: words, links, badges, code and source references."""

from typing import Literal

from zonebook.values import Place
from zonebook.values.record import dataclass

Tone = Literal[
    "very-high", "high", "moderate", "low", "very-low", "met", "partial", "planned", "not-met", "not-applicable",
    "inherited", "not-stated", "yes", "no", "provider", "customer", "shared", "none", "warning", "plain",
    "possible-very-high", "possible-high", "possible-moderate", "possible-low", "possible-very-low",
]  # fmt: skip
"""How a badge or a cell is marked: always by a word and a shape, so that colour is never the only cue."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link to a page of the site: `to` is the page's path from the root, with `#anchor` where wanted."""

    text: str
    to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExternalLink:
    """A link to an address outside the site; the site itself loads nothing from it."""

    text: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Badge:
    """A word with a mark."""

    text: str
    tone: Tone = "plain"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """The shapes of `tones` alone, where many stand side by side; `text` says the same in words, `to` has more."""

    text: str
    tones: tuple[Tone, ...]
    to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """Words set as code."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRef:
    """A place in the models, shown as `path:line` and linked to the repository where its address is known."""

    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class FileFact:
    """A fact about a file of the site: its size in bytes, or its SHA-256. It is known once the file is written."""

    path: str
    fact: Literal["size", "sha256"]
    text: str = "–"


Inline = str | Link | ExternalLink | Badge | Mark | Code | SourceRef | FileFact
Text = tuple[Inline, ...]


def spelt(text: str) -> Text:
    """Return a text, its lines joined, in which words between backticks are set as code."""
    parts = text.replace("\n", " ").split("`")
    return tuple(Code(text=part) if index % 2 else part for index, part in enumerate(parts) if part)
