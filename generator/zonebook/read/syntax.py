"""The place of a syntax error: a parser stops where nothing fits any more, often lines after the error."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

import yaml

from zonebook.values import cut
from zonebook.values.record import dataclass

_BLOCK = re.compile(r"(?:^|[:\-?]\s+)[|>][-+0-9]{0,2}\s*(?:#.*)?$")
_STRUCTURE = re.compile(r"\s*(?:- +)*(?:[\w.@*-]+|\"[^\"]*\"|'[^']*')\s*:(?:\s|$)|\s*- ")
_KEYED = re.compile(r":(?:\s|$)")
_LINE_END = re.compile(r"\r\n|\r|\n")
_CLOSING = {"[": "]", "{": "}"}
_BEFORE_A_VALUE = frozenset(":,[{-?!")
_TIGHT = re.compile(r"(?:- +)*([A-Za-z][\w.@-]*):(\S.*)")
_TIGHT_COMMENT = re.compile(r"[ \t]+#(?=[\w])")
_IN_BRACES = re.compile(r"(?<=[{,])\s*([\w.@-]+):\s+([^,{}\[\]\"']+)")
_IN_LINE = re.compile(r"^\s*(?:- +)*([\w.@*-]+):\s+([^#\s{\[].*?)\s*(?:\s#.*)?$")
_MARK = re.compile(r"[\"'#\[\]{}]")
_WITHIN = {'"': re.compile(r'[^"\\]*(?:\\.[^"\\]*)*\\?'), "'": re.compile(r"[^']*(?:''[^']*)*")}


@dataclass(frozen=True, slots=True, kw_only=True)
class SyntaxFault:
    """What is wrong with a text that is not YAML, and where; lines and columns count from 1."""

    line: int
    column: int
    code: str
    message: str


class _Mark(NamedTuple):
    """A quote or bracket and where it was opened; for a bracket also the indentation of that line."""

    mark: str
    line: int
    column: int
    indent: int = 0


class _Line(NamedTuple):
    """A line that is neither empty nor a comment: its number, its indentation, its words."""

    number: int
    indent: int
    words: str


def fault(text: str, error: yaml.MarkedYAMLError) -> SyntaxFault:
    """Find the error because of which a parser stopped, and describe it."""
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    content = _content(text, line)
    if "\t" in content[: len(content) - len(content.lstrip())] or "'\\t'" in str(error.problem):
        at = content.index("\t") + 1 if "\t" in content else column
        return SyntaxFault(line=line, column=at, code="tab", message="a tab cannot indent YAML; use spaces")
    if opened := _unclosed(text, line):
        what = "quote" if opened.mark in "\"'" else "bracket"
        message = f"the {what} `{opened.mark}` that opens here is not closed{_hidden(text, opened)}"
        message += f"; reading stopped at line {line}"
        return SyntaxFault(line=opened.line, column=opened.column, code="unclosed", message=message)
    return _of_lines(text, error, SyntaxFault(line=line, column=column, code="syntax", message=""))


def _of_lines(text: str, error: yaml.MarkedYAMLError, stopped: SyntaxFault) -> SyntaxFault:
    """Find the line that does not fit the others; where all do, repeat the message of the parser."""
    problem, line = str(error.problem), stopped.line
    tail = f"; reading stopped at line {line}"
    unkeyed = "mapping values are not allowed" in problem
    content = _content(text, line)
    if (unkeyed and _KEYED.search(content[: stopped.column - 1])) or "',' or '}'" in problem:
        fix = _quoted(content, stopped.column - 1)
        if fix or unkeyed:
            return replace(stopped, message=f"a text that holds `: ` must be in quotes{fix}")
    if error.context == "while scanning a simple key" and error.context_mark:
        word = error.context_mark
        said = f"`: ` is missing after a word here{_spaced(_content(text, word.line + 1))}{tail}"
        return SyntaxFault(line=word.line + 1, column=word.column + 1, code="syntax", message=said)
    if unkeyed and (word_line := _keyless(text, line)):
        return _at(word_line, code="syntax", message=f"`: ` is missing in this line{_spaced(word_line.words)}{tail}")
    if "expected '-' indicator" in problem and (item := _item(text, error, line)):
        return _at(item, code="indentation", message=f"`- ` begins a list of one item here{tail}")
    at_its_begin = not _content(text, line)[: stopped.column - 1].strip()
    if (unkeyed or at_its_begin) and (odd := _misplaced(text, line)):
        message = f"this line is not indented as the lines around it{tail}"
        return _at(odd, code="indentation", message=message)
    words = " ".join(filter(None, (error.problem, error.context)))
    return replace(stopped, message=f"this is not YAML: {words}")


def _spaced(line: str) -> str:
    """Return what to write where a line lacks only the space after its colon; nothing where it lacks more."""
    found = _TIGHT.fullmatch(line.strip())
    return f": write `{found[1]}: {cut(found[2])}`" if found else ""


def _quoted(line: str, at: int) -> str:
    """Return what to write where the colon at an index stands in a text without quotes; nothing where none does."""
    for pattern in (_IN_BRACES, _IN_LINE):
        for found in pattern.finditer(line):
            if found.start(2) <= at < found.end(2):
                text = found[2].strip()
                mark, text = ("'", text.replace("'", "''")) if '"' in text or "\\" in text else ('"', text)
                return f": write `{found[1]}: {mark}{cut(text)}{mark}`"
    return ""


def _hidden(text: str, opened: _Mark) -> str:
    """Return where a comment hides what would close a bracket; nothing where none does."""
    content = _content(text, opened.line)
    found = None if opened.mark in "\"'" else re.search(rf"\s#.*{re.escape(_CLOSING[opened.mark])}", content)
    hides = found is not None and found.start() >= opened.column
    return "; ` #` begins a comment in this line: put a text that holds it in quotes" if hides else ""


def cut_short(text: str) -> frozenset[tuple[int, int]]:
    """Return each place where `#` follows a space and no space follows it; lines and columns from 0, of the space.

    To YAML it begins a comment, and to the eye it belongs to the text before it.
    """
    if " #" not in text and "\t#" not in text:
        return frozenset()
    lines = enumerate(_LINE_END.split(text))
    return frozenset((number, found.start()) for number, line in lines for found in _TIGHT_COMMENT.finditer(line))


def _at(line: _Line, *, code: str, message: str) -> SyntaxFault:
    return SyntaxFault(line=line.number, column=line.indent + 1, code=code, message=message)


def _unclosed(text: str, line: int) -> _Mark | None:
    """Find the quote or bracket that was most probably left open before a parser stopped at a line.

    A quote is suspected where a line within it looks like `key: value` or `- item`; a bracket where a line within it
    begins no further to the right than the line that opened it. Return the last quote suspected, else the first
    bracket, else whatever is still open at the end; nothing where all that was opened is closed.
    """
    scan = _Scan()
    for number, content in enumerate(_LINE_END.split(text), 1):
        if number > line and not scan.open:
            break
        scan.take(number, content)
    if scan.quote and scan.quote.line <= line:
        return scan.quote
    suspected = [each for each in scan.quotes if each.line <= line]
    if suspected:
        return suspected[-1]
    return scan.bracket or (scan.brackets[-1] if scan.brackets else None)


def _keyless(text: str, line: int) -> _Line | None:
    """Find the line before a line, at its indentation, that has no `: ` and was therefore read on into it."""
    said = [each for each in _said(text) if each.number <= line]
    if len(said) < 2 or said[-1].number != line:  # noqa: PLR2004  two lines
        return None
    before, here = said[-2:]
    return before if before.indent == here.indent and not _KEYED.search(before.words) else None


def _item(text: str, error: yaml.MarkedYAMLError, line: int) -> _Line | None:
    """Find the only item of a list that began in the line before."""
    began = error.context_mark.line + 1 if error.context_mark else 0
    said = [each for each in _said(text) if each.number <= line]
    return said[-2] if len(said) > 1 and said[-2].number == began else None


def _misplaced(text: str, line: int) -> _Line | None:
    """Find the line that is indented otherwise than the lines around it, where a parser stopped at a line.

    Two lines do not fit together there: that line and the one before it. The one that agrees with its other neighbour
    is right. Return nothing where their indentation is not what keeps them apart.
    """
    said = list(_said(text))
    at = next((index for index, each in enumerate(said) if each.number == line), 0)
    if at == 0 or said[at].indent == said[at - 1].indent:
        return None
    here, before = said[at], said[at - 1]
    above = said[at - 2] if at > 1 else _Line(0, -1, "")
    below = next((each.indent for each in said[at + 1 :] if each.indent <= here.indent), -1)
    if here.indent < before.indent:
        return before if above.indent < here.indent == below else here
    alone = above.indent != before.indent or above.words.endswith(":")
    return before if above.indent == here.indent or (alone and below == here.indent) else here


def _said(text: str) -> Iterator[_Line]:
    """Yield each line that is neither empty nor a comment."""
    for number, content in enumerate(_LINE_END.split(text), 1):
        words = content.strip()
        if words and not words.startswith("#"):
            yield _Line(number, len(content) - len(content.lstrip(" ")), words)


def _content(text: str, line: int) -> str:
    lines = _LINE_END.split(text)
    return lines[min(line, len(lines)) - 1]


class _Scan:
    """What is open while lines are taken one after the other: a quote, brackets, a block of lines."""

    def __init__(self) -> None:
        """Start with nothing open."""
        self.quote: _Mark | None = None
        self.quotes: list[_Mark] = []
        self.brackets: list[_Mark] = []
        self.bracket: _Mark | None = None
        self._block: int | None = None

    @property
    def open(self) -> bool:
        """Whether a quote or a bracket is open."""
        return bool(self.quote or self.brackets)

    def take(self, number: int, line: str) -> None:
        """Scan the next line."""
        indent = len(line) - len(line.lstrip(" "))
        if self._block is not None:
            if not line.strip() or indent > self._block:
                return
            self._block = None
        if self.quote:
            self._suspect_quote(line)
        elif self.brackets and line.strip():
            self._suspect_bracket(number, line, indent)
        for column, mark in self._marks(line):
            self._take(_Mark(mark, number, column, indent))
        if not self.open and _BLOCK.search(line):
            self._block = indent

    def _suspect_quote(self, line: str) -> None:
        if self.quote and _STRUCTURE.match(line) and self.quote not in self.quotes[-1:]:
            self.quotes.append(self.quote)

    def _suspect_bracket(self, number: int, line: str, indent: int) -> None:
        last = self.brackets[-1]
        if self.bracket is None and number > last.line and indent <= last.indent and line.strip()[0] not in "]}#":
            self.bracket = last

    def _take(self, found: _Mark) -> None:
        if found.mark in "\"'":
            self.quote = None if self.quote else found
        elif found.mark in _CLOSING:
            self.brackets.append(found)
        elif self.brackets and _CLOSING[self.brackets[-1].mark] == found.mark:
            self.brackets.pop()

    def _marks(self, line: str) -> Iterator[tuple[int, str]]:
        """Yield each quote and bracket that opens or closes something, with its column; the caller keeps count."""
        at = 0
        while at < len(line):
            if self.quote:
                at = _within(self.quote.mark, line, at)
                if at < len(line):
                    yield at + 1, line[at]
            else:
                found = _MARK.search(line, at)
                if found is None or (found[0] == "#" and (found.start() == 0 or line[found.start() - 1].isspace())):
                    return
                at = found.start()
                if (found[0] in "]}" and self.brackets) or (found[0] not in "]}#" and _begins(line, at)):
                    yield at + 1, found[0]
            at += 1


def _within(quote: str, line: str, at: int) -> int:
    """Return the index of the mark that ends a quoted text from `at` on, or the length of the line."""
    found = _WITHIN[quote].match(line, at)
    return found.end() if found else at


def _begins(line: str, at: int) -> bool:
    """Return whether a quote or bracket at an index begins a value; elsewhere it is a character of a text."""
    before = at - 1
    while before >= 0 and line[before].isspace():
        before -= 1
    return before < 0 or (line[before] in _BEFORE_A_VALUE and (before < at - 1 or line[before] in "[{,"))
