"""Types from their annotations: how each is built from plain data, which references it has, and its JSON Schema.

A trailing underscore in a field's name keeps it from being a Python keyword and is not written in models.
"""

from collections.abc import Iterator, Mapping
from dataclasses import MISSING, is_dataclass
from types import UnionType
from typing import Annotated, Any, Literal, TypeVar, Union, get_args, get_origin

from zonebook.model.binding.annotations import (
    DERIVED,
    Cidr,
    Date,
    Form,
    Mark,
    Port,
    Ref,
    Title,
    Typed,
    hints,
    plain,
    word_of,
    written,
)
from zonebook.model.binding.finding import Marked, finder
from zonebook.model.binding.making import maker
from zonebook.model.binding.mentioning import Mentioned, mentioned
from zonebook.values import Data, Document, Route

__all__ = [
    "DERIVED",
    "Cidr",
    "Date",
    "Form",
    "Mark",
    "Marked",
    "Mentioned",
    "Port",
    "Ref",
    "Title",
    "Typed",
    "build",
    "keys",
    "made",
    "marked",
    "marks",
    "mentioned",
    "required",
    "schema",
]

_T = TypeVar("_T")


def build(type_: type[_T], document: Document, route: Route = ()) -> _T:
    """Return the value at `route` as a `type_`; the document must have passed its schema."""
    data = document.data
    for step in route:
        data = data[step]
    make = maker(type_).make  # type: ignore[arg-type]  # a class can be hashed
    made: _T = make(data, document, route) if make else data
    return made


def marked(type_: Any, data: Data, route: Route = ()) -> list[Marked]:  # noqa: ANN401  any annotation
    """Return every marked text in plain data that has the shape of `type_`, in the order of the data."""
    found: list[Marked] = []
    if find := finder(type_):
        find(data, route, found)
    return found


def keys(type_: type) -> tuple[str, ...]:
    """Return the words that a mapping of the shape of `type_` may have."""
    return tuple(word_of(field) for field in written(type_))


def schema(type_: Any) -> dict[str, Any]:  # noqa: ANN401  any annotation
    """Return the JSON Schema of the shape."""
    hint, _ = plain(type_)
    origin, arguments = get_origin(hint), get_args(hint)
    if is_dataclass(hint):
        properties = {word_of(field): _described(hints(hint)[field.name]) for field in written(hint)}
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


def required(type_: type) -> tuple[str, ...]:
    """Return the words that cannot be left out."""
    return tuple(word_of(each) for each in written(type_) if each.default is each.default_factory is MISSING)


def made(type_: Any, document: Document) -> Any:  # noqa: ANN401  any annotation
    """Return the data of the document in the shape of any annotation."""
    make = maker(type_).make
    return make(document.data, document, ()) if make else document.data


def marks(type_: Any) -> Iterator[Mark]:  # noqa: ANN401  any annotation
    """Yield every mark in the annotations of a type, depth first."""
    hint, own = plain(type_)
    yield from own
    if is_dataclass(hint):
        for field in written(hint):
            yield from marks(hints(hint)[field.name])
    elif get_origin(hint) in {tuple, Mapping}:
        yield from (mark for each in get_args(hint) if each is not Ellipsis for mark in marks(each))
