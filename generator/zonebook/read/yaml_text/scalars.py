"""The values of scalars by the core schema of YAML 1.2."""

import re
from collections.abc import Mapping
from math import isfinite
from typing import Any

from zonebook.values import Data

_INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9]*)", re.ASCII)
_FLOAT = re.compile(r"[-+]?(?:0|[1-9][0-9]*)(?:\.[0-9]*)?(?:[eE][-+]?[0-9]+)?|[-+]?\.[0-9]+", re.ASCII)
_WORDS: Mapping[str, Data] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_MOST_DIGITS = 18
_CLOSED = {'"': '"', "]": "[", "}": "{"}
"""The marks that close something, each with the mark that opens it."""


def scalar(text: str) -> Any:  # noqa: ANN401  plain data has no narrower type
    """Return the value of a plain scalar by the core schema of YAML 1.2; what is no number, boolean or null is text."""
    if text in _WORDS:
        return _WORDS[text]
    if text[0] not in "+-.0123456789":
        return text
    if _INTEGER.fullmatch(text):
        return int(text) if len(text) <= _MOST_DIGITS else text
    if not _FLOAT.fullmatch(text):
        return text
    number = float(text)
    return number if isfinite(number) else text


def unopened(value: str) -> str:
    """Return the quote or bracket at the end of a plain text that nothing in it opens, or nothing."""
    last = value[-1:]
    if last not in _CLOSED:
        return ""
    first = _CLOSED[last]
    whole = value.count(last) % 2 == 0 if first == last else value.count(first) >= value.count(last)
    return "" if whole else last
