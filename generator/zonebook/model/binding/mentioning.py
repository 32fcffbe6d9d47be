"""Which texts plain data has under each mark, without their routes: enough to see that all of them are right."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import is_dataclass
from functools import cache
from typing import Any, get_args, get_origin

from zonebook.model.binding.annotations import Mark, hints, plain, short, word_of, written
from zonebook.values import Data

Mentioned = Mapping[Mark, frozenset[str]]
"""The texts under each mark, each once."""
_Found = dict[int, set[str]]
_Collect = Callable[[Data, _Found], None]


def mentioned(type_: Any, data: Data) -> Mentioned:  # noqa: ANN401  any annotation
    """Return the texts under each mark in plain data that has the shape of `type_`: those of `marked`, each once."""
    found: _Found = defaultdict(set)
    if collect := _collector(type_):
        collect(data, found)
    return {mark: frozenset(found[number]) for mark, number in _NUMBERS.items() if number in found}


_NUMBERS: dict[Mark, int] = {}
"""A number for each mark, which is looked up faster than the mark."""


def _number(mark: Mark) -> int:
    return _NUMBERS.setdefault(mark, len(_NUMBERS))


@cache
def _collector(type_: Any) -> _Collect | None:  # noqa: ANN401
    """Return the function that collects the texts of an annotation; nothing where it has no mark, at any depth."""
    hint, own = plain(type_)
    numbers, inside, bare_type = tuple(map(_number, own)), _inside(hint), short(hint)
    bare = _collector(bare_type) if bare_type else None
    if not (numbers or inside or bare):
        return None

    def collect(data: Data, found: _Found) -> None:
        if isinstance(data, str):
            for number in numbers:
                found[number].add(data)
            if bare:
                bare(data, found)
        elif inside:
            inside(data, found)

    return collect


def _inside(hint: Any) -> _Collect | None:  # noqa: ANN401
    """Return the function that collects the texts in a mapping or a list."""
    if is_dataclass(hint):
        return _in_fields({word_of(field): _collector(hints(hint)[field.name]) for field in written(hint)})
    if get_origin(hint) is tuple:
        return _in_list(_collector(get_args(hint)[0]))
    if get_origin(hint) is Mapping:
        key, value = get_args(hint)
        return _in_mapping(tuple(map(_number, plain(key)[1])), _collector(value))
    return None


def _in_fields(collectors: Mapping[str, _Collect | None]) -> _Collect | None:
    named = {word: collect for word, collect in collectors.items() if collect}

    def fields_(data: Data, found: _Found) -> None:
        for word, value in data.items() if isinstance(data, dict | Mapping) else ():
            if collect := named.get(word):
                collect(value, found)

    return fields_ if named else None


def _in_list(collect: _Collect | None) -> _Collect | None:
    if collect is None:
        return None

    def items(data: Data, found: _Found) -> None:
        for item in data if isinstance(data, list) else ():
            collect(item, found)

    return items


def _in_mapping(numbers: tuple[int, ...], collect: _Collect | None) -> _Collect | None:
    if not (numbers or collect):
        return None

    def entries(data: Data, found: _Found) -> None:
        if not isinstance(data, dict | Mapping):
            return
        for number in numbers:
            found[number].update(data)
        if collect:
            for item in data.values():
                collect(item, found)

    return entries
