"""Types from their annotations: how each is built from plain data, which references it has, and its JSON Schema.

A trailing underscore in a field's name keeps it from being a Python keyword and is not written in models.
"""

from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from functools import cache
from types import MappingProxyType, NoneType, UnionType
from typing import Annotated, Any, ClassVar, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from zonebook.values import Data, Document, Route
from zonebook.values.record import dataclass


@dataclass(frozen=True, slots=True)
class Ref:
    """Marks a text that is an id on one of these shelves of the catalogue, or under one of these words of a system.

    An id may be on several that are `shared`: it is ambiguous only where a reference names it.
    """

    shelves: tuple[str, ...]
    shared: bool

    def __init__(self, *shelves: str, shared: bool = False) -> None:
        """Keep the names of the shelves on which the id may be."""
        object.__setattr__(self, "shelves", shelves)
        object.__setattr__(self, "shared", shared)


@dataclass(frozen=True, slots=True)
class Form:
    """Marks a text that has to be a real `date`, `port`, `cidr` or `file`, or becomes one `line`, or stays `typed`."""

    what: Literal["date", "port", "cidr", "file", "line", "typed"]


Mark = Ref | Form
DERIVED: Mapping[str, bool] = MappingProxyType({"derived": True})
"""The metadata of a field that the program fills, so that no author writes it."""
Title = Annotated[str, Form("line")]
Typed = Annotated[str, Form("typed")]
Date = Annotated[str, Form("date")]
Port = Annotated[str, Form("port")]
Cidr = Annotated[str, Form("cidr")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """A text with a mark, and its route; `key` where it is the key of a mapping."""

    route: Route
    text: str
    mark: Mark
    key: bool = False


_T = TypeVar("_T")
Make = Callable[[Data, Document, Route], Any]


def build(type_: type[_T], document: Document, route: Route = ()) -> _T:
    """Return the value at `route` as a `type_`; the document must have passed its schema."""
    data = document.data
    for step in route:
        data = data[step]
    made: _T = _maker(type_)(data, document, route)  # type: ignore[arg-type]  # a class can be hashed
    return made


def marked(type_: Any, data: Data, route: Route = ()) -> list[Marked]:  # noqa: ANN401  any annotation
    """Return every marked text in plain data that has the shape of `type_`, in the order of the data."""
    found: list[Marked] = []
    if find := _finder(type_):
        find(data, route, found)
    return found


def keys(type_: type) -> tuple[str, ...]:
    """Return the words that a mapping of the shape of `type_` may have."""
    return tuple(_word(field) for field in _written(type_))


def schema(type_: Any) -> dict[str, Any]:  # noqa: ANN401  any annotation
    """Return the JSON Schema of the shape."""
    hint, _ = _plain(type_)
    origin, arguments = get_origin(hint), get_args(hint)
    if is_dataclass(hint):
        properties = {_word(field): _described(_hints(hint)[field.name]) for field in _written(hint)}
        return {"type": "object", "properties": properties, "additionalProperties": False}
    if origin is Literal:
        return {"enum": list(arguments)}
    if origin is tuple:
        return {"type": "array", "items": schema(arguments[0]), "minItems": 1, "uniqueItems": True}
    if origin is Mapping:
        return {"type": "object", "additionalProperties": schema(arguments[1]), "minProperties": 1}
    if origin in (Union, UnionType):
        return {"type": [_SCALARS[each] for each in arguments]}
    return {"type": _SCALARS[hint]}


def _described(type_: Any) -> dict[str, Any]:  # noqa: ANN401
    """Return the schema of a field, with the description in its annotation."""
    said = [each for each in get_args(type_)[1:] if isinstance(each, str)] if get_origin(type_) is Annotated else []
    return {**({"description": said[0]} if said else {}), **schema(type_)}


_SCALARS = {str: "string", int: "integer", bool: "boolean", float: "number"}


def _plain(type_: Any) -> tuple[Any, tuple[Mark, ...]]:  # noqa: ANN401
    """Return the annotation without its marks and without `None`, and the marks."""
    if get_origin(type_) is Annotated:
        inner, *extra = get_args(type_)
        hint, marks = _plain(inner)
        return hint, (*marks, *(each for each in extra if isinstance(each, Ref | Form)))
    if get_origin(type_) in (Union, UnionType):
        rest = [each for each in get_args(type_) if each is not NoneType]
        if len(rest) == 1:
            return _plain(rest[0])
    return type_, ()


def _short(hint: Any) -> Any:  # noqa: ANN401
    """Return the annotation of the field that a bare value is short for; nothing where there is no such field."""
    if name := getattr(hint, "SHORT", ""):
        return _hints(hint)[name]
    return get_args(hint)[0] if get_origin(hint) is tuple else None


def _hints(type_: Any) -> Mapping[str, Any]:  # noqa: ANN401
    return _known(type_)


@cache
def _known(type_: Hashable) -> Mapping[str, Any]:
    hints = get_type_hints(type_, include_extras=True)
    return {name: hint for name, hint in hints.items() if get_origin(hint) is not ClassVar}


def _written(type_: Any) -> Iterator[Field[Any]]:  # noqa: ANN401
    """Return the fields that authors write: all but the id, the place, and what is derived."""
    return (field for field in fields(type_) if field.name not in {"id", "place"} and field.metadata != DERIVED)


def _word(field: Field[Any]) -> str:
    return field.name.removesuffix("_")


Find = Callable[[Data, Route, list[Marked]], None]
"""Adds the marked texts below a value to a list."""


@cache
def _finder(type_: Any) -> Find | None:  # noqa: ANN401
    """Return the function that finds the marked texts of an annotation; nothing where it has none, at any depth."""
    hint, own = _plain(type_)
    inside, short = _inside(hint), _short(hint)
    bare = _finder(short) if short else None
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
        return _in_fields({_word(field): _finder(_hints(hint)[field.name]) for field in _written(hint)})
    if get_origin(hint) is tuple:
        return _in_list(_finder(get_args(hint)[0]))
    if get_origin(hint) is Mapping:
        key, value = get_args(hint)
        return _in_mapping(_plain(key)[1], _finder(value))
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


@cache
def _maker(type_: Any) -> Make:  # noqa: ANN401
    """Return the function that builds a value of the annotation, created once for each."""
    hint, own = _plain(type_)
    if is_dataclass(hint):
        return _record(hint)
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is tuple:
        return _items(_maker(arguments[0]))
    if origin is Mapping:
        return _entries(_maker(arguments[1]))
    return next((_SCALAR[each] for each in (hint, *own) if each in _SCALAR), lambda data, *_: data)


_SCALAR: Mapping[Any, Make] = {
    int: lambda data, *_: int(data),  # 2.0 is a whole number to a schema
    Form("line"): lambda data, *_: " ".join(data.split()),
    Form("typed"): lambda _, document, route: document.as_typed(route),
}


def _items(make: Make) -> Make:
    def items(data: Data, document: Document, route: Route) -> tuple[Any, ...]:
        if not isinstance(data, list):
            return (make(data, document, route),)
        return tuple(make(each, document, (*route, index)) for index, each in enumerate(data))

    return items


def _entries(make: Make) -> Make:
    def entries(data: Data, document: Document, route: Route) -> Mapping[str, Any]:
        return MappingProxyType({word: make(each, document, (*route, word)) for word, each in data.items()})

    return entries


def _record(hint: Any) -> Make:  # noqa: ANN401
    plan = [(field.name, _word(field), _maker(_hints(hint)[field.name])) for field in _written(hint)]
    short = getattr(hint, "SHORT", "")
    names = {field.name for field in fields(hint)}

    def record(data: Data, document: Document, route: Route) -> Any:  # noqa: ANN401
        if data is None:
            data = {}
        elif not isinstance(data, Mapping):
            data = {short: data}
        made = {
            name: make(data[word], document, (*route, word)) for name, word, make in plan if data.get(word) is not None
        }
        if "id" in names:
            made["id"] = str(route[-1]) if route else document.path.rsplit("/", 1)[-1].partition(".")[0]
        if "place" in names:
            made["place"] = document.key_place(route)
        return hint(**made)

    return record


def required(type_: type) -> tuple[str, ...]:
    """Return the words that cannot be left out."""
    return tuple(_word(each) for each in _written(type_) if each.default is each.default_factory is MISSING)


def made(type_: Any, document: Document) -> Any:  # noqa: ANN401  any annotation
    """Return the data of the document in the shape of any annotation."""
    return _maker(type_)(document.data, document, ())


def marks(type_: Any) -> Iterator[Mark]:  # noqa: ANN401  any annotation
    """Yield every mark in the annotations of a type, depth first."""
    hint, own = _plain(type_)
    yield from own
    if is_dataclass(hint):
        for field in _written(hint):
            yield from marks(_hints(hint)[field.name])
    elif get_origin(hint) in {tuple, Mapping}:
        yield from (mark for each in get_args(hint) if each is not Ellipsis for mark in marks(each))
