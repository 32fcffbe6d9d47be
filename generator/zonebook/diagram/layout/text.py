"""The room that a text takes in a picture, and the text in lines that fit."""

import unicodedata
from functools import cache

_ASCII = (
    32, 41, 46, 84, 64, 95, 78, 28, 40, 40, 50, 84, 32, 37, 32, 34, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64,
    34, 34, 84, 84, 84, 54, 100, 69, 69, 70, 78, 64, 58, 78, 76, 30, 30, 66, 56, 87, 75, 79, 61, 79, 70, 64,
    62, 74, 69, 99, 69, 62, 69, 40, 34, 40, 84, 50, 50, 62, 64, 55, 64, 62, 36, 64, 64, 28, 28, 58, 28, 98,
    64, 62, 64, 64, 42, 53, 40, 64, 60, 82, 60, 60, 53, 64, 34, 64, 84,
)  # fmt: skip
"""Hundredths of an em from the space on, of the widest font that a reader may well have: others only get narrower."""
_WIDE, _OTHER, _PICTOGRAM = 104, 92, 138
_BOLD = 1.13
_ELLIPSIS = "…"
_DOT = "·"


def width(text: str, size: int, *, bold: bool = False) -> float:
    """Return the most pixels that a line of text takes at a size, in every script."""
    return sum(_letter(each) for each in text) * size / 100 * (_BOLD if bold else 1)


@cache
def _letter(letter: str) -> int:
    """Return the width of one character in hundredths of an em; a mark above or below another takes none."""
    if " " <= letter < "\x7f":
        return _ASCII[ord(letter) - 32]
    if unicodedata.category(letter) in {"Mn", "Me"}:
        return 0
    if unicodedata.east_asian_width(letter) in {"W", "F"}:
        return _PICTOGRAM if unicodedata.category(letter) == "So" else _WIDE
    plain = unicodedata.normalize("NFD", letter)[0]
    return _ASCII[ord(plain) - 32] if " " <= plain < "\x7f" else _OTHER


def wrapped(text: str, room: float, size: int, *, most: int = 3, bold: bool = False) -> tuple[str, ...]:
    """Return the text in at most `most` lines no wider than `room`; an ellipsis says that there is more.

    A word that is too long for a line is broken; wide characters may be broken anywhere. What follows a dot in a name
    stays together where it fits a line ("trust 0", a range of addresses); the dot falls away where a line ends there.
    """
    lines: list[str] = []
    for word in _whole(text, room, (size, bold)):
        _set(lines, word, room, (size, bold))
    if len(lines) > most:
        lines = lines[:most]
        lines[-1] = _cut(lines[-1], room, (size, bold))
    last = len(lines) - 1
    return tuple(_undotted(line, first=not at, last=at == last) for at, line in enumerate(lines)) or ("",)


def _whole(text: str, room: float, font: tuple[int, bool]) -> list[str]:
    """Return the words of a text; what follows a dot counts as one word where it fits a line."""
    size, bold = font
    first, *rest = (part.split() for part in text.split(f" {_DOT} "))
    words = first
    for part in rest:
        together = " ".join(part)
        words = [*words, _DOT, *([together] if width(together, size, bold=bold) <= room else part)]
    return words


def _undotted(line: str, *, first: bool, last: bool) -> str:
    """Return a line without the dot between it and the line before or after it."""
    line = line if first else line.removeprefix(_DOT).lstrip()
    return line if last else line.removesuffix(_DOT).rstrip()


def _set(lines: list[str], word: str, room: float, font: tuple[int, bool]) -> None:
    """Add a word to the last line where it fits, else to a new one, in as many pieces as it needs."""
    size, bold = font
    longer = f"{lines[-1]} {word}" if lines else word
    if lines and width(longer, size, bold=bold) <= room:
        lines[-1] = longer
        return
    pieces = _pieces(word, room, font)
    lines.extend(pieces)


def _pieces(word: str, room: float, font: tuple[int, bool]) -> list[str]:
    """Return a word in pieces that fit, broken after a sign that joins words if there is one, else with a hyphen."""
    size, bold = font
    pieces: list[str] = []
    while width(word, size, bold=bold) > room and len(word) > 1:
        fits = next((n for n in range(len(word), 0, -1) if width(word[:n] + "-", size, bold=bold) <= room), 1)
        joint = next((n for n in range(fits, fits // 2, -1) if word[n - 1] in "-_./:@"), 0)
        at = joint or fits
        while at < len(word) and at > 1 and unicodedata.category(word[at]) in {"Mn", "Me", "Mc"}:
            at -= 1
        plain = joint or unicodedata.east_asian_width(word[at - 1]) in {"W", "F"}
        pieces.append(word[:at] + ("" if plain or not word[at - 1].isalnum() else "-"))
        word = word[at:]
    return [*pieces, word]


def _cut(line: str, room: float, font: tuple[int, bool]) -> str:
    size, bold = font
    while line and width(line.rstrip(f" {_DOT}") + _ELLIPSIS, size, bold=bold) > room:
        line = line[:-1]
    return line.rstrip(f" {_DOT}") + _ELLIPSIS
