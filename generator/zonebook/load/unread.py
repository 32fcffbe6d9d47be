"""Texts that cannot be read, or do not fit their schema: the ids that they may define."""

import re
from collections.abc import Iterable, Mapping

from zonebook.values.record import dataclass

Words = Mapping[str, None]
"""Words of texts; each may be an id that is defined there."""

_WORD = re.compile(rb"[A-Za-z0-9_-]+")
_HIDING = re.compile(rb"\x00|\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|\r?\n)")
"""What may spell an id so that it does not stand in the bytes: another encoding, or an escape in double quotes."""


@dataclass(frozen=True, slots=True)
class Unread:
    """A text of which nothing, or nothing but its ids, is taken: its path, the system it is of if any, its bytes."""

    path: str
    system: str
    raw: bytes


def possible_ids(texts: Iterable[Unread], system: str | None = None) -> Words | None:
    """Return every word of the texts, also as an id would spell it; None where any word may be an id of theirs.

    With a system, its texts and those of no system count: it cannot name what another one defines.
    """
    found: set[bytes] = set()
    for each in texts:
        if system is not None and each.system not in {"", system}:
            continue
        if _HIDING.search(each.raw):
            return None
        said = each.path.encode("utf-8", "replace") + b"\n" + each.raw
        found.update(_WORD.findall(said))
        found.update(_WORD.findall(said.lower().replace(b"_", b"-")))
    return dict.fromkeys(word.decode("ascii") for word in found)
