"""The marked texts in plain data: the function that finds them is made once for each type."""

from collections.abc import Callable, Mapping
from dataclasses import is_dataclass
from functools import cache
from typing import Any, get_args, get_origin

from zonebook.model.binding.annotations import Mark, hints, plain, short, word_of, written
from zonebook.values import Data, Route
from zonebook.values.record import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """A text with a mark, and its route; `key` where it is the key of a mapping."""

    route: Route
    text: str
    mark: Mark
    key: bool = False


Find = Callable[[Data, Route, list[Marked]], None]
"""Adds the marked texts below a value to a list."""


@cache
def finder(type_: Any) -> Find | None:  # noqa: ANN401
    """Return the function that finds the marked texts of an annotation; nothing where it has none, at any depth."""
    hint, own = plain(type_)
    inside, bare_type = _inside(hint), short(hint)
    bare = finder(bare_type) if bare_type else None
    if not (own or inside or bare):
        return None

    def find(data: Data, route: Route, found: list[Marked]) -> None:
        if isinstance(data, str):
            found.extend(Marked(route=route, text=data, mark=mark) for mark in own)
            if bare:
                bare(data, route, found)
        elif inside:
            inside(data, route, found)

    return find


def _inside(hint: Any) -> Find | None:  # noqa: ANN401
    """Return the function that finds the marked texts in a mapping or a list."""
    if is_dataclass(hint):
        return _in_fields({word_of(field): finder(hints(hint)[field.name]) for field in written(hint)})
    if get_origin(hint) is tuple:
        return _in_list(finder(get_args(hint)[0]))
    if get_origin(hint) is Mapping:
        key, value = get_args(hint)
        return _in_mapping(plain(key)[1], finder(value))
    return None


def _in_fields(finders: Mapping[str, Find | None]) -> Find | None:
    named = {word: find for word, find in finders.items() if find}

    def fields_(data: Data, route: Route, found: list[Marked]) -> None:
        for word, value in data.items() if isinstance(data, Mapping) else ():
            if word in named:
                named[word](value, (*route, word), found)

    return fields_ if named else None


def _in_list(find: Find | None) -> Find | None:
    if find is None:
        return None

    def items(data: Data, route: Route, found: list[Marked]) -> None:
        for index, item in enumerate(data if isinstance(data, list) else ()):
            find(item, (*route, index), found)

    return items


def _in_mapping(marks: tuple[Mark, ...], find: Find | None) -> Find | None:
    if not (marks or find):
        return None

    def entries(data: Data, route: Route, found: list[Marked]) -> None:
        for word, item in data.items() if isinstance(data, Mapping) else ():
            here = (*route, word)
            found.extend(Marked(route=here, text=word, mark=mark, key=True) for mark in marks)
            if find:
                find(item, here, found)

    return entries
