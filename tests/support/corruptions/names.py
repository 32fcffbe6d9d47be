"""Mistakes in names: of elements, of words, of choices, of settings."""

from collections.abc import Callable, Mapping

from tests.support.corruptions.original import (
    ELEMENTS,
    ENUMERATED,
    ORGANISATION,
    Original,
    Places,
    Result,
    chosen,
    kind,
    other_value,
    slipped,
)

from zonebook.model import binding
from zonebook.model.binding import Ref
from zonebook.model.system import System
from zonebook.values import Document


@kind
def misspelt_id(original: Original) -> Result | None:
    each = chosen(original, [each for each in original.marked(Ref) if len(each.text) > 3])
    return original.put(each, slipped(each.text, original.chance)) if each else None


@kind
def id_in_capitals(original: Original) -> Result | None:
    each = chosen(original, original.marked(Ref))
    return original.put(each, each.text.capitalize()) if each else None


@kind
def id_with_underscores(original: Original) -> Result | None:
    each = chosen(original, [each for each in original.marked(Ref) if "-" in each.text])
    return original.put(each, each.text.replace("-", "_")) if each else None


@kind
def id_of_nothing(original: Original) -> Result | None:
    each = chosen(original, original.marked(Ref))
    return original.put(each, "no-such-element") if each else None


@kind
def element_renamed(original: Original) -> Result | None:
    """Rename a referenced element: each reference then breaks, in whatever file it is."""
    used = {name: places for name, places in _uses(original.family).items() if original.path != ORGANISATION}
    routes = [route for route in original.document.keys if len(route) == 2 and route[0] in ELEMENTS]
    route = chosen(original, [each for each in routes if each[1] in used])
    if not route:
        return None
    place = original.document.key_place(route)
    line, column = original.lines[place.line - 1], place.column - 1
    text, _ = original.changed(place.line, line[:column] + "another-name" + line[column + len(str(route[1])) :])
    return text, used[str(route[1])]


def _uses(documents: Mapping[str, Document]) -> dict[str, Places]:
    """Return the places at which each id of a system is named."""
    found: dict[str, set[tuple[str, int]]] = {}
    for path, document in documents.items():
        for each in binding.marked(System, document.data):
            place = document.key_place(each.route) if each.key else document.place(each.route)
            found.setdefault(each.text, set()).add((path, place.line))
    return {name: frozenset(places) for name, places in found.items()}


@kind
def misspelt_key(original: Original) -> Result | None:
    return _other_key(original, lambda key: slipped(key, original.chance))


@kind
def key_in_capitals(original: Original) -> Result | None:
    return _other_key(original, str.capitalize)


@kind
def key_of_another_tool(original: Original) -> Result | None:
    others = {"title": "name", "summary": "description", "owner": "responsible", "kind": "type", "from": "source"}
    return _other_key(original, others.__getitem__, tuple(others))


def _other_key(original: Original, other: Callable[[str], str], keys: tuple[str, ...] = ()) -> Result | None:
    fixed = {"kind", "title", "from", "to", "trust", "zone", "owner", "summary", "encrypted", "network", "account"}
    found = chosen(original, [each for each in original.words(*(keys or fixed)) if each[1]["indent"]])
    if not found:
        return None
    number, word = found
    start, end = word.span("key")
    line = original.lines[number - 1]
    return original.changed(number, line[:start] + other(word["key"]) + line[end:], *_parents(original, number))


def _parents(original: Original, number: int) -> tuple[int, ...]:
    """Return the line of the element that a line belongs to: what is missing there is reported there as well."""
    lines = original.lines
    indent = len(lines[number - 1]) - len(lines[number - 1].lstrip())
    above = (
        at for at in range(number - 1, 0, -1) if lines[at - 1].strip() and not lines[at - 1].strip().startswith("#")
    )
    return tuple(next(([at] for at in above if len(lines[at - 1]) - len(lines[at - 1].lstrip()) < indent), []))


@kind
def misspelt_choice(original: Original) -> Result | None:
    return other_value(original, ENUMERATED, lambda value: slipped(value, original.chance))


@kind
def choice_in_capitals(original: Original) -> Result | None:
    return other_value(original, ENUMERATED, str.upper)


@kind
def choice_of_nothing(original: Original) -> Result | None:
    return other_value(original, ENUMERATED, lambda _: "perhaps")


@kind
def misspelt_setting(original: Original) -> Result | None:
    return _setting(original, lambda line, key: line.replace(key, slipped(key, original.chance), 1))


@kind
def setting_of_another_type(original: Original) -> Result | None:
    return _setting(original, lambda line, key: f"{line[: line.index(key)]}{key}: 3.7")


def _setting(original: Original, other: Callable[[str, str], str]) -> Result | None:
    found = [route for route in original.document.keys if len(route) == 4 and route[2] == "settings"]
    place = chosen(original, [route for route in found if original.free(original.document.key_place(route).line)])
    if not place:
        return None
    number, key = original.document.key_place(place).line, str(place[-1])
    line = original.lines[number - 1]
    return original.changed(number, other(line, key)) if line.strip().startswith(key) else None
