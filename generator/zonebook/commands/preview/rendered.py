"""A page of a preview as it was rendered last."""

import hashlib

from zonebook.commands.preview.frame import Entry, Frame
from zonebook.document.page import Page
from zonebook.values.record import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """A page as it was rendered: what from, below what, in which frame, and what the search found on it.

    One that `failed` says why, and has nothing else.
    """

    source: Page | str = ""
    above: str = ""
    frame: Frame | None = None
    html: str = ""
    entries: tuple[Entry, ...] = ()
    failed: str = ""

    @property
    def digest(self) -> str:
        """The beginning of the SHA-256 of what is shown."""
        return hashlib.sha256((self.html or self.failed).encode("utf-8", "replace")).hexdigest()[:16]
