"""What to type instead of a value of the wrong type or form, so that following the advice ends the problem."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from zonebook.read.yaml_text import scalar
from zonebook.suggestions import formed
from zonebook.values import Data, cut

TYPES: Mapping[str, str] = {
    "string": "text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "object": "a mapping",
    "array": "a list",
    "null": "nothing",
}
"""The types of JSON Schema, each in the words of a message."""
_BOOLEANS = {
    **dict.fromkeys(("yes", "y", "on", "enabled", "1"), "true"),
    **dict.fromkeys(("no", "n", "off", "disabled", "0"), "false"),
}
_DIGITS = re.compile(r"[-+]?[0-9]{19,}", re.ASCII)

Advice = tuple[str, str]
"""What follows the statement of the problem, and what was probably meant; either may be empty."""


def shown(typed: str, value: Data) -> str:
    """Return a value between backticks as it was typed; a mapping or a list is only `this`."""
    if isinstance(value, dict | list):
        return "this"
    text = (typed or "nothing") if value is None else typed
    text = text.replace("\n", "\\n").replace("\r", "\\r")
    return f"`{cut(text)}`"


def mistyped(typed: str, value: Data, wanted: Sequence[str], schema: Mapping[str, Any]) -> tuple[str, str]:
    """Return the sentence about a value that has none of the wanted types, and what was probably meant.

    `schema` is what the value has to fit beside its type: its pattern, the forms that are rewritten, its description.
    """
    tip, hint = _advice(typed, value, wanted, schema)
    return f"{shown(typed, value)} must be {' or '.join(TYPES[each] for each in wanted)}{tip}", hint


def _advice(typed: str, value: Data, wanted: Sequence[str], schema: Mapping[str, Any]) -> Advice:
    if value is None:
        return "; write it, or delete the word", ""
    if isinstance(value, dict | list):
        return "", ""
    if not isinstance(value, str):
        return _unquoted(typed, schema) if "string" in wanted else _bare(typed, wanted)
    if any(_has(scalar(value), each) for each in wanted) and typed != value:
        return f": the quotes make it text; take them away: `{cut(value)}`", ""
    return _bare(value, wanted)


def _has(value: Data, type_: str) -> bool:
    """Return whether a plain value has a type of JSON Schema."""
    if isinstance(value, bool):
        return type_ == "boolean"
    whole = isinstance(value, int) or (isinstance(value, float) and value.is_integer())
    return (type_ == "integer" and whole) or (type_ == "number" and isinstance(value, int | float))


def _unquoted(typed: str, schema: Mapping[str, Any]) -> Advice:
    """Return the advice for a number or a boolean that should be text: quotes, where those alone are enough."""
    pattern = str(schema.get("pattern", ""))
    if not pattern or re.search(pattern, typed):
        return f'; write it in quotes: `"{cut(typed)}"`', ""
    description = str(schema.get("description", "")).rstrip(".")
    return (f": {description}" if description else ""), rewritten(typed, schema)


def _bare(text: str, wanted: Sequence[str]) -> Advice:
    """Return the advice for a scalar where quotes are not what is wrong."""
    meant = _BOOLEANS.get(text.casefold(), "")
    if "boolean" in wanted and meant:
        return "", meant
    if "integer" in wanted and _DIGITS.fullmatch(text):
        return " of at most 18 digits", ""
    if "integer" in wanted and (number := _whole(text)) is not None:
        return "", str(number)
    if "array" in wanted and "object" not in wanted and text and not re.search(r"[\[\]{},#]|: ", text):
        return "; write it in brackets", f"[{text}]"
    if "object" in wanted and (found := re.fullmatch(r"([A-Za-z][\w-]*):([^\s,{}\[\]]+)", text)):
        return ": the space after the colon is missing", f"{{{found[1]}: {found[2]}}}"
    return "", ""


def _whole(text: str) -> int | None:
    """Return the whole number that is written in another way than in decimal digits, such as 0x1F or 1,000."""
    plain = text.replace(",", "").strip()
    for base in (0, 10):
        try:
            return int(plain, base)
        except ValueError:
            continue
    return None


def rewritten(text: str, schema: Mapping[str, Any]) -> str:
    """Return the text in the form that the pattern of a schema asks for; nothing where it has no such form.

    The schema may list how else it is written (`x-rewrite`): patterns, each with what its match is to be written as.
    """
    pattern = str(schema.get("pattern", ""))
    for other, template in schema.get("x-rewrite", {}).items():
        if (found := re.fullmatch(other, text.strip())) and re.search(pattern, written := found.expand(template)):
            return written
    return formed(text, pattern)
