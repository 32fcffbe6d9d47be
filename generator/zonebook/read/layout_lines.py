"""The lines of a YAML text between its values: comments, blank lines and their indentation."""

import re
from bisect import bisect
from collections.abc import Iterator

import yaml
from yaml.tokens import ScalarToken, Token

_Parser = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_COMMENT = re.compile(r"#.*")
_BLOCKS = frozenset("|>")
_DASHES = re.compile(r" *(?:- +)*")


def comments(text: str) -> list[tuple[int, str]]:
    """Return the comments of a text in order, each with its line."""
    return [(line, found[0].rstrip()) for line, gap in _gaps(text) for found in _COMMENT.finditer(gap)]


def lowered(text: str) -> tuple[str, list[int]]:
    """Return a text with its lines of comments at the margin, and for each how many levels above the next value it was.

    ruamel.yaml leaves such a line at its column while the values around it move, until it is read as part of one.
    """
    lines = _Lines(text)
    found: list[int] = []
    for at in lines.comments:
        depth = _depth(lines.texts[at])
        found.append(max((rank for rank, level in enumerate(lines.levels(at)) if level <= depth), default=0))
        lines.texts[at] = lines.texts[at].lstrip(" ")
    return "\n".join(lines.texts), found


def tidied(text: str, ranks: list[int]) -> str:
    """Return a text with one blank line in a row and one space before a comment at most, and comments at their ranks.

    Lines within a value stay as they are.
    """
    lines = _Lines(text)
    if len(ranks) != len(lines.comments):
        ranks = [0] * len(lines.comments)
    for at, rank in zip(lines.comments, ranks, strict=True):
        levels = lines.levels(at)
        lines.texts[at] = " " * levels[min(rank, len(levels) - 1)] + lines.texts[at].lstrip(" ")
    kept: list[str] = []
    for at, column in _tails(text):
        line = lines.texts[at]
        lines.texts[at] = f"{line[:column]} {line[column:].lstrip(' ')}"
    for at, line in enumerate(lines.texts):
        if at in lines.inside:
            kept.append(line)
        elif line.strip():
            kept.append(line.rstrip())
        elif kept and kept[-1].strip():
            kept.append("")
    while kept and not kept[-1] and len(kept) - 1 not in lines.inside:
        del kept[-1]
    return "\n".join((*kept, ""))


class _Lines:
    """The lines of a text: those within a value, those that are a comment, and those that say something."""

    def __init__(self, text: str) -> None:
        self.texts = text.split("\n")
        self.inside = _inside(text, self.texts)
        outside = [at for at, line in enumerate(self.texts) if at not in self.inside and line.strip()]
        self.comments = [at for at in outside if self.texts[at].lstrip(" ").startswith("#")]
        self._said = [at for at in outside if not self.texts[at].lstrip(" ").startswith("#")]

    def levels(self, at: int) -> list[int]:
        """Return the depths at which a comment on a line can stand: of the next value and of those that end there."""
        index = bisect(self._said, at)
        below = _depth(self.texts[self._said[index]]) if index < len(self._said) else 0
        found, lowest = {below}, len(self.texts[self._said[index - 1]]) if index else 0
        for each in reversed(self._said[:index]):
            line = self.texts[each]
            found.update(depth for depth in _depths(line) if below < depth < lowest)
            lowest = min(lowest, _depth(line))
            if lowest <= below:
                break
        return sorted(found)


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _depths(line: str) -> tuple[int, ...]:
    """Return the depth of a line, and of the value after a dash."""
    dashes = _DASHES.match(line)
    return _depth(line), dashes.end() if dashes else _depth(line)


def _tokens(text: str) -> Iterator[Token]:
    yield from yaml.scan(text, Loader=_Parser)


def _gaps(text: str) -> Iterator[tuple[int, str]]:
    """Yield what stands between the tokens of a text, each with its line; all words there are comments."""
    end, line = 0, 1
    for token in _tokens(text):
        start = token.start_mark
        yield from enumerate(text[end : start.index].split("\n"), line)
        if isinstance(token, ScalarToken) and token.style in _BLOCKS:
            yield start.line + 1, text[start.index : token.end_mark.index].split("\n", 1)[0]
        end, line = token.end_mark.index, token.end_mark.line + 1


def _tails(text: str) -> Iterator[tuple[int, int]]:
    """Yield where a comment follows a value on its line: the line, from 0, and the column at which the value ends."""
    ends: dict[int, int] = {}
    for token in _tokens(text):
        stop = token.end_mark
        if stop.index > token.start_mark.index and not (isinstance(token, ScalarToken) and token.style in _BLOCKS):
            ends[stop.line] = stop.column
    for at, line in enumerate(text.split("\n")):
        if at in ends and line[ends[at] :].lstrip(" ").startswith("#"):
            yield at, ends[at]


def _inside(text: str, lines: list[str]) -> set[int]:
    """Return the lines, from 0, that a value takes beyond its first."""
    found: set[int] = set()
    for token in _tokens(text):
        if not isinstance(token, ScalarToken):
            continue
        first, last = token.start_mark.line, token.end_mark.line
        if token.style in _BLOCKS:
            # The scanner ends a block where the next word begins.
            last -= not token.end_mark.column
            while last > first and not lines[last].strip() and "+" not in lines[first][token.start_mark.column :][:3]:
                last -= 1
        found.update(range(first + 1, last + 1))
    return found
