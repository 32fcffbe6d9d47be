"""Lines of the models as they were read: how wide the word at a place is, and the line with a mark below it."""

import re
import unicodedata
from collections.abc import Mapping

from zonebook.values import Place, visible

_BREAK = re.compile("\r\n|\r|\n")
_WORD = re.compile(r"""'(?:[^']|'')*'|"(?:[^"\\]|\\.)*"|(?:(?!:(?:\s|$))[^\s,\[\]{}])+|\S""")
_WIDEST = 100
"""How many columns of a line a frame shows; the rest is left out, on the side that is further from the word."""
_BEFORE = 40
"""How many columns before the word remain where a line is cut."""


class SourceText:
    """Texts by path, split into lines when a line of them is asked for."""

    def __init__(self, texts: Mapping[str, bytes]) -> None:
        """Keep the texts."""
        self._texts = texts
        self._lines: dict[str, list[str]] = {}

    def line(self, place: Place) -> str | None:
        """Return the line of a place; None where the text is not known or has no such line."""
        if place.path not in self._lines:
            text = self._texts.get(place.path, b"").decode("utf-8", "replace")
            self._lines[place.path] = _BREAK.split(text.removeprefix("\ufeff"))
        lines = self._lines[place.path]
        return lines[place.line - 1] if 0 < place.line <= len(lines) else None

    def width(self, place: Place) -> int:
        """Return the number of characters of the word that begins at a place; 0 where it is not known."""
        line = self.line(place)
        found = _WORD.match(line, place.column - 1) if line else None
        return len(found[0]) if found else 0

    def frame(self, place: Place) -> tuple[str, ...]:
        """Return the line of a place with its number, and below it a mark under the word; nothing where it is unknown.

        Characters that cannot be seen are escaped, and wide ones take two columns, as on a terminal.
        """
        line = self.line(place)
        if line is None or not line.strip():
            return ()
        at, end = place.column - 1, place.column - 1 + max(self.width(place), 1)
        before, word, after = visible(line[:at]), visible(line[at:end]), visible(line[end:])
        before = _end(before, _BEFORE) if _columns(before + word + after) > _WIDEST else before
        shown = _start(before + word + after, _WIDEST)
        room = max(_columns(shown) - _columns(before), 1)
        mark = " " * _columns(before) + "^" * max(min(_columns(word), room), 1)
        number = f"{place.line:>6}"
        return (f"{number} | {shown}", f"{'':>6} | {mark}")


def _columns(text: str) -> int:
    """Return how many columns of a terminal a text takes."""
    return sum(_width(each) for each in text)


def _width(character: str) -> int:
    if unicodedata.category(character) in {"Mn", "Me"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _start(text: str, most: int) -> str:
    """Return the beginning of a text that fits into so many columns."""
    if _columns(text) <= most:
        return text
    kept, room = [], most - 1
    for each in text:
        room -= _width(each)
        if room < 0:
            break
        kept.append(each)
    return "".join(kept) + "…"


def _end(text: str, most: int) -> str:
    """Return the end of a text that fits into so many columns."""
    return _start(text[::-1], most)[::-1] if _columns(text) > most else text
