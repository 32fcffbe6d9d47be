"""Values of types from plain data: the function that makes them is made once for a type, and walks what is written."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from types import MappingProxyType
from typing import Any, NamedTuple, get_args, get_origin

from zonebook.model.binding.annotations import Form, hints, plain, word_of, written
from zonebook.values import Data, Document, Route

Make = Callable[[Data, Document, Route], Any]


class Maker(NamedTuple):
    """How values of a type are made: nothing where the data stays as it is; `placed` where they know their route."""

    make: Make | None
    placed: bool


@cache
def maker(type_: Any) -> Maker:  # noqa: ANN401  any annotation
    """Return how values of an annotation are made."""
    hint, own = plain(type_)
    if is_dataclass(hint):
        return _record(hint)
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is tuple:
        return _items(maker(arguments[0]))
    if origin is Mapping:
        return _entries(maker(arguments[1]))
    return next((_SCALAR[each] for each in (hint, *own) if each in _SCALAR), Maker(None, placed=False))


_SCALAR: Mapping[Any, Maker] = {
    int: Maker(lambda data, *_: int(data), placed=False),  # 2.0 is a whole number to a schema
    Form("line"): Maker(lambda data, *_: " ".join(data.split()), placed=False),
    Form("typed"): Maker(lambda _, document, route: document.as_typed(route), placed=True),
}


def _items(of: Maker) -> Maker:
    make, placed = of
    if make is None:
        return Maker(lambda data, *_: tuple(data) if isinstance(data, list) else (data,), placed=False)

    def items(data: Data, document: Document, route: Route) -> tuple[Any, ...]:
        if not isinstance(data, list):
            return (make(data, document, route),)
        if placed:
            return tuple([make(each, document, (*route, index)) for index, each in enumerate(data)])
        return tuple([make(each, document, route) for each in data])

    return Maker(items, placed)


def _entries(of: Maker) -> Maker:
    make, placed = of
    if make is None:
        return Maker(lambda data, *_: MappingProxyType(dict(data)), placed=False)

    def entries(data: Data, document: Document, route: Route) -> Mapping[str, Any]:
        if placed:
            return MappingProxyType({word: make(each, document, (*route, word)) for word, each in data.items()})
        return MappingProxyType({word: make(each, document, route) for word, each in data.items()})

    return Maker(entries, placed)


def _record(hint: Any) -> Maker:  # noqa: ANN401
    plan = {word_of(field): (field.name, *maker(hints(hint)[field.name])) for field in written(hint)}
    bare = getattr(hint, "SHORT", "")
    names = {field.name for field in fields(hint)}
    with_id, with_place = "id" in names, "place" in names

    def record(data: Data, document: Document, route: Route) -> Any:  # noqa: ANN401
        made: dict[str, Any] = {}
        for word, value in _fields(data, bare):
            if value is not None and word in plan:
                name, make, placed = plan[word]
                made[name] = make(value, document, (*route, word) if placed else route) if make else value
        if with_id:
            made["id"] = str(route[-1]) if route else document.path.rsplit("/", 1)[-1].partition(".")[0]
        if with_place:
            made["place"] = document.key_place(route)
        return hint(**made)

    return Maker(record, with_id or with_place or any(placed for _, _, placed in plan.values()))


def _fields(data: Data, short: str) -> Iterable[tuple[str, Data]]:
    """Return the words of a record with their values; a bare value is that of the word that it is short for."""
    if data is None:
        return ()
    return data.items() if isinstance(data, dict | Mapping) else ((short, data),)
