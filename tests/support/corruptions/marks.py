"""Mistakes in the punctuation of YAML: quotes, brackets, tabs, colons and dashes."""

import re
from collections.abc import Callable

from tests.support.corruptions.original import Original, Result, chosen, kind, other_value


@kind
def quote_not_closed(original: Original) -> Result | None:
    mark = original.chance.choice("\"'")
    return other_value(original, ("title", "summary", "kind", "because"), lambda value: f"{mark}{_bare(value)}")


@kind
def quote_not_closed_before_another(original: Original) -> Result | None:
    """Leave a quote open where a later line has a pair of them."""
    found = [each for each in original.words("title", "summary", "kind") if each[1]["value"]]
    if len(found) < 3:
        return None
    at = original.chance.randrange(len(found) - 1)
    lines = list(original.lines)
    for index, end in ((at, ""), (at + 1, '"')):
        number, word = found[index]
        start = word.start("value")
        lines[number - 1] = f'{lines[number - 1][:start]}"{_bare(word["value"])}{end}'
    return "\n".join(lines) + "\n", original.on(found[at][0])


@kind
def quote_not_opened(original: Original) -> Result | None:
    return other_value(original, ("title", "summary", "kind", "owner"), lambda value: f'{_bare(value)}"')


@kind
def list_not_closed(original: Original) -> Result | None:
    return _flow(original, lambda line: line.rstrip()[:-1], "]")


@kind
def list_not_opened(original: Original) -> Result | None:
    return _flow(original, lambda line: line.replace("[", "", 1), "]")


@kind
def list_closed_as_a_mapping(original: Original) -> Result | None:
    return _flow(original, lambda line: line.rstrip()[:-1] + "}", "]")


@kind
def mapping_not_closed(original: Original) -> Result | None:
    return _flow(original, lambda line: line.rstrip()[:-1], "}")


def _flow(original: Original, other: Callable[[str], str], closing: str) -> Result | None:
    opening = {"]": "[", "}": "{"}[closing]
    numbers = [number for number, line in enumerate(original.lines, 1) if original.free(number)]
    found = [each for each in numbers if _one(original.lines[each - 1], opening, closing)]
    number = chosen(original, found)
    return original.changed(number, other(original.lines[number - 1])) if number else None


def _one(line: str, opening: str, closing: str) -> bool:
    """Return whether a line has one pair of brackets, with something between, at its end."""
    found = re.fullmatch(rf"[^#]*: +\{opening}[^\[\]{{}}#]*, [^\[\]{{}}#]*\{closing}", line)
    return bool(found)


def _bare(value: str) -> str:
    return re.sub("[\"']", "", value)


@kind
def tab_for_spaces(original: Original) -> Result | None:
    found = chosen(original, [each for each in original.words() if each[1]["indent"]])
    return original.changed(found[0], "\t" + original.lines[found[0] - 1].lstrip()) if found else None


@kind
def colon_forgotten(original: Original) -> Result | None:
    found = chosen(original, [each for each in original.words() if each[1]["value"]])
    return original.changed(found[0], original.lines[found[0] - 1].replace(":", "", 1)) if found else None


@kind
def space_after_colon_forgotten(original: Original) -> Result | None:
    found = chosen(original, [each for each in original.words() if each[1]["value"]])
    return original.changed(found[0], original.lines[found[0] - 1].replace(": ", ":", 1)) if found else None


@kind
def colon_in_a_text(original: Original) -> Result | None:
    return other_value(original, ("title", "summary", "because"), lambda value: f"Note: {value}")


@kind
def dash_for_a_colon(original: Original) -> Result | None:
    found = chosen(original, [each for each in original.words() if each[1]["value"] and each[1]["indent"]])
    return (
        original.changed(found[0], re.sub(r"^( *)", r"\1- ", original.lines[found[0] - 1], count=1)) if found else None
    )
