"""Elements in a form in which two states are compared: without places, order of sets, and what is not stated."""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, cast, get_args, get_type_hints

from zonebook.model.binding import Ref

FirstId = Callable[[tuple[str, ...], str], str]
"""Returns the id by which both states know an element: given the sections it may be in, and its id."""
_LEFT_OUT = frozenset(("id", "place", "was"))
_FLAT = ("settings", "controls")
NOT_STATED = "not stated"


def facts(element: object, first: FirstId) -> dict[str, Any]:
    """Return what is stated of an element by name; settings and controls each under a name of its own."""
    found = _fields(element, first)
    for name in _FLAT:
        found |= {f"{name}.{key}": value for key, value in (found.pop(name, None) or {}).items()}
    return found


def plain(value: object, first: FirstId, sections: tuple[str, ...] = ()) -> Any:  # noqa: ANN401  plain data
    """Return a value as plain data; ids of elements in `sections` as both states know them."""
    if isinstance(value, str):
        return first(sections, value) if sections else value
    if isinstance(value, Mapping):
        return {plain(key, first, sections): plain(each, first, sections) for key, each in value.items()}
    if isinstance(value, tuple):
        return tuple(sorted((plain(each, first, sections) for each in value), key=repr))
    if is_dataclass(value):
        return _fields(value, first)
    return value


def _fields(value: Any, first: FirstId) -> dict[str, Any]:  # noqa: ANN401  any dataclass
    named = _sections(cast("Hashable", type(value)))
    found = {
        each.name.strip("_"): plain(getattr(value, each.name), first, named.get(each.name, ()))
        for each in fields(value)
        if each.name not in _LEFT_OUT
    }
    return {name: each for name, each in found.items() if each not in (None, "", {})}


@cache
def _sections(type_: Hashable) -> Mapping[str, tuple[str, ...]]:
    """Return the sections that the ids in each field of a type may be in; nothing for other fields."""
    hints = get_type_hints(type_, include_extras=True)
    return {name: found for name, hint in hints.items() if (found := tuple(_refs(hint)))}


def _refs(hint: object) -> list[str]:
    own = [each for mark in getattr(hint, "__metadata__", ()) if isinstance(mark, Ref) for each in mark.shelves]
    return own + [each for inner in get_args(hint) if not isinstance(inner, str) for each in _refs(inner)]


def spelt(value: object) -> str:
    """Return plain data as text on one line."""
    if value is None:
        return NOT_STATED
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ", ".join(map(spelt, value)) or "none"
    if isinstance(value, Mapping):
        if set(value) == {"status"}:
            return spelt(value["status"])
        return "; ".join(f"{key}: {spelt(each)}" for key, each in sorted(value.items()))
    return " ".join(str(value).split())
