"""Plain data as the text of YAML, in the layout that models have."""

import json
import re
from collections.abc import Mapping
from datetime import date

from zonebook.read.layout import WIDTH
from zonebook.read.yaml_text import scalar
from zonebook.values import Data
from zonebook.values.record import dataclass

_FOLDED_AT = 128
_PLAIN = re.compile(r"[^\s\-.?:,\[\]{}#&*!|>'\"%@`=<~][^\n\r\t]*")
_NOT_PLAIN = re.compile(r": |:$| #|[\s\"'\]}]$")
_BOOLEAN_ELSEWHERE = re.compile(r"y|n|yes|no|on|off", re.IGNORECASE)
"""The values that other readers of YAML take for true or false."""
_NOT_IN_FLOW = re.compile(r"[,\[\]{}]")
_NOT_LITERAL = re.compile(r"\A[ \t\n]|[ \t]\n|[ \t\n]\Z|\n[ \t]|\r")
_ESCAPED = re.compile("[\x7f-\xa0\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """A value: what stands behind its key or dash, and the lines below, without their line ends."""

    head: str
    below: tuple[str, ...] = ()


def document(data: Mapping[str, Data]) -> str:
    """Return the text of a document; it ends with a line end."""
    return "\n".join((*_pairs(data, 0), ""))


def block(value: Data, column: int, *, at: int = 0) -> Rendered:
    """Return a value that stands behind a key or a dash, where that is at a column.

    `at` is the column at which the value itself would begin; what is too long for the rest of the line is folded.
    """
    if isinstance(value, Mapping):
        return Rendered(head="", below=_pairs(value, column + 2)) if value else Rendered(head="{}")
    if isinstance(value, list | tuple):
        brief = not any(isinstance(each, Mapping | list | tuple) or " " in str(each) for each in value)
        line = flow(value)
        return (
            Rendered(head=line)
            if brief and at + len(line) <= WIDTH
            else Rendered(head="", below=_items(value, column + 2))
        )
    if not isinstance(value, str):
        return Rendered(head=flow(value))
    if "\n" in value and not _NOT_LITERAL.search(value) and not _ESCAPED.search(value):
        return Rendered(head="|-", below=_indented(value.split("\n"), column + 2))
    text = flow(value, inside=False)
    if text == value and at + len(text) > WIDTH and text == " ".join(text.split()) and " " in text:
        return Rendered(head=">-", below=_indented(_folded(text), column + 2))
    return Rendered(head=text)


def pair(key: str, value: Data, column: int) -> tuple[str, ...]:
    """Return the lines of a key and its value, the key at a column."""
    name = _text(key)
    found = block(value, column, at=column + len(name) + 2)
    return " " * column + f"{name}: {found.head}".rstrip(" "), *found.below


def item(value: Data, column: int) -> tuple[str, ...]:
    """Return the lines of an item of a list, its dash at a column."""
    if isinstance(value, Mapping) and value:
        first, *rest = _pairs(value, column + 2)
        return f"{' ' * column}- {first.lstrip(' ')}", *rest
    found = block(value, column, at=column + 2)
    return f"{' ' * column}- {found.head}".rstrip(" "), *found.below


def flow(value: Data, *, inside: bool = True) -> str:
    """Return a value on one line; `inside` says that it stands within brackets."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_text(key)}: {flow(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(flow, value)) + "]"
    if isinstance(value, date):
        return value.isoformat()
    if not isinstance(value, str):
        return json.dumps(value)
    return _quoted(value) if _BOOLEAN_ELSEWHERE.fullmatch(value) else _text(value, inside=inside)


def _text(text: str, *, inside: bool = True) -> str:
    """Return a text without quotes where it is read the same: a day, for one, is text to the reader."""
    plain = _PLAIN.fullmatch(text) and not _NOT_PLAIN.search(text) and scalar(text) is text
    if plain and not _ESCAPED.search(text) and not (inside and _NOT_IN_FLOW.search(text)):
        return text
    return _quoted(text)


def _quoted(text: str) -> str:
    return _ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(text, ensure_ascii=False))


def _pairs(data: Mapping[str, Data], column: int) -> tuple[str, ...]:
    return tuple(line for key, value in data.items() for line in pair(key, value, column))


def _items(data: list[Data] | tuple[Data, ...], column: int) -> tuple[str, ...]:
    return tuple(line for value in data for line in item(value, column))


def _indented(lines: list[str], column: int) -> tuple[str, ...]:
    return tuple(f"{' ' * column}{line}" if line else "" for line in lines)


def _folded(text: str) -> list[str]:
    """Return a text broken at spaces, at the width at which the layout of models breaks it."""
    lines: list[str] = []
    line = ""
    for word in text.split(" "):
        if line and len(line) + 1 + len(word) > _FOLDED_AT:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}" if line else word
    return [*lines, line]
