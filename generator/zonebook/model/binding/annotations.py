"""What annotations say beside the type: references and forms, the fields that authors write, and their words."""

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import Field, fields
from functools import cache
from types import MappingProxyType, NoneType, UnionType
from typing import Annotated, Any, ClassVar, Literal, Union, get_args, get_origin, get_type_hints

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


def plain(type_: Any) -> tuple[Any, tuple[Mark, ...]]:  # noqa: ANN401
    """Return the annotation without its marks and without `None`, and the marks."""
    if get_origin(type_) is Annotated:
        inner, *extra = get_args(type_)
        hint, marks = plain(inner)
        return hint, (*marks, *(each for each in extra if isinstance(each, Ref | Form)))
    if get_origin(type_) in (Union, UnionType):
        rest = [each for each in get_args(type_) if each is not NoneType]
        if len(rest) == 1:
            return plain(rest[0])
    return type_, ()


def short(hint: Any) -> Any:  # noqa: ANN401
    """Return the annotation of the field that a bare value is short for; nothing where there is no such field."""
    if name := getattr(hint, "SHORT", ""):
        return hints(hint)[name]
    return get_args(hint)[0] if get_origin(hint) is tuple else None


def hints(type_: Any) -> Mapping[str, Any]:  # noqa: ANN401
    """Return the annotation of each field of a record, with its marks."""
    return _known(type_)


@cache
def _known(type_: Hashable) -> Mapping[str, Any]:
    found = get_type_hints(type_, include_extras=True)
    return {name: hint for name, hint in found.items() if get_origin(hint) is not ClassVar}


def written(type_: Any) -> Iterator[Field[Any]]:  # noqa: ANN401
    """Return the fields that authors write: all but the id, the place, and what is derived."""
    return (field for field in fields(type_) if field.name not in {"id", "place"} and field.metadata != DERIVED)


def word_of(field: Field[Any]) -> str:
    """Return the word by which authors write a field."""
    return field.name.removesuffix("_")
