"""Records: the classes that `dataclasses.dataclass` makes, at a small part of its cost when a module is imported.

Methods are compiled when they are first called: most runs make instances of few types, and compare those of fewer.
`fields`, `replace`, `asdict` and `is_dataclass` know records, and records and dataclasses may inherit from one another.
A class that is out of the ordinary is left to the library. What differs: a class without a docstring gets none.
"""

import dataclasses
import inspect
from abc import update_abstractmethods
from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, Field, field
from types import MemberDescriptorType, SimpleNamespace
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar, dataclass_transform, get_origin

from zonebook.values.record_methods import methods

if TYPE_CHECKING:
    from dataclasses import replace
else:
    from zonebook.values.record_methods import replaced as replace

__all__ = ["dataclass", "replace"]

_T = TypeVar("_T")


@dataclasses.dataclass(init=False, repr=False, eq=False, match_args=False)
class _Library:
    """A class that the library makes."""

    field: int


_LIBRARY = dataclasses.fields(_Library)[0]
"""A field that the library made: it marks those of instances by a value without a public name."""
_OPTIONS = {"eq": True, "order": False, "frozen": False, "kw_only": False, "slots": False, "weakref_slot": False}
_ALWAYS = {"init": True, "repr": True, "unsafe_hash": False, "match_args": True}
_MARKERS = ("ClassVar", "InitVar", "KW_ONLY")
_ORDER = frozenset(("__lt__", "__le__", "__gt__", "__ge__"))


@dataclass_transform(field_specifiers=(field, Field))
def dataclass(
    *,
    eq: bool = True,
    order: bool = False,
    frozen: bool = False,
    kw_only: bool = False,
    slots: bool = False,
    weakref_slot: bool = False,
) -> Callable[[type[_T]], type[_T]]:
    """Return a decorator that makes a class a record; its options are those of `dataclasses.dataclass`.

    The decorator raises what the library raises for a class that cannot be one.
    """
    values = (eq, order, frozen, kw_only, slots, weakref_slot)
    wish = dict(zip(_OPTIONS, values, strict=True))
    return lambda cls: _made(cls, wish)


def _made(cls: type[_T], wish: Mapping[str, bool]) -> type[_T]:
    own = None if _unusual(cls, wish) else _own_fields(cls, kw_only=wish["kw_only"])
    every = {**_inherited(cls), **(own or {})}
    if own is None or _reserved(every) or _misplaced(every):
        library: Callable[[type[_T]], type[_T]] = dataclasses.dataclass(**wish)
        return library(cls)
    owner: list[type] = []
    stated = cls.__dict__
    added = {
        **methods(owner, wish, hashed=stated.get("__hash__") is None),
        "__match_args__": tuple(name for name, each in every.items() if each.init and not each.kw_only),
    }
    body = {name: each for name, each in added.items() if name not in stated or name == "__hash__"}
    body |= {"__dataclass_fields__": every, "__dataclass_params__": SimpleNamespace(**_ALWAYS, **wish)}
    made = _with_slots(cls, own, body, weak=wish["weakref_slot"]) if wish["slots"] else _extended(cls, own, body)
    owner.append(made)
    update_abstractmethods(made)
    return made


def _unusual(cls: type, wish: Mapping[str, bool]) -> bool:
    """Return whether a class is left to the library, which can do more, and says what is wrong."""
    stated = cls.__dict__
    if "__slots__" in stated:
        return True
    if wish["frozen"] and ("__setattr__" in stated or "__delattr__" in stated):
        return True
    if wish["order"] and not (wish["eq"] and _ORDER.isdisjoint(stated)):
        return True
    above = [each.frozen for base in cls.__mro__[1:] if (each := getattr(base, "__dataclass_params__", None))]
    return (wish["weakref_slot"] and not wish["slots"]) or any(each != wish["frozen"] for each in above)


def _own_fields(cls: type, *, kw_only: bool) -> dict[str, Any] | None:
    """Return the fields that a class annotates, by name; None where one of them is out of the ordinary."""
    found: dict[str, Any] = {}
    hints: Mapping[str, Any] = inspect.get_annotations(cls)
    for name, hint in hints.items():
        if not isinstance(hint, type):
            if hint is ClassVar or get_origin(hint) is ClassVar:
                continue
            if _marks(hint):
                return None
        given = getattr(cls, name, MISSING)
        if isinstance(given, MemberDescriptorType):  # the slot of a base, and no default
            given = MISSING
        each: Any = given if isinstance(given, Field) else field(default=given)
        if each.default is not MISSING and type(each.default).__hash__ is None:
            return None
        each.name, each.type, each._field_type = name, hint, _LIBRARY._field_type  # type: ignore[attr-defined]  # noqa: SLF001  as the library does
        if each.kw_only is MISSING:
            each.kw_only = kw_only
        found[name] = each
    loose = any(isinstance(value, Field) and name not in hints for name, value in cls.__dict__.items())
    return None if loose else found


def _marks(hint: object) -> bool:
    """Return whether an annotation says something else than the type of a field, or could, as it is a text."""
    if isinstance(hint, str):
        return any(each in hint for each in _MARKERS)
    return hint is dataclasses.KW_ONLY or hint is dataclasses.InitVar or isinstance(hint, dataclasses.InitVar)


def _inherited(cls: type) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for base in cls.__mro__[-1:0:-1]:
        found |= getattr(base, "__dataclass_fields__", {})
    return found


def _reserved(names: Iterable[str]) -> bool:
    """Return whether a field is called as a name in the text of the methods."""
    return any(each == "self" or each.startswith("__") for each in names)


def _misplaced(fields: Mapping[str, Any]) -> bool:
    """Return whether a field without a default is given by position after one with a default."""
    optional = False
    for each in fields.values():
        if each.init and not each.kw_only:
            has_default = each.default is not MISSING or each.default_factory is not MISSING
            if optional and not has_default:
                return True
            optional = has_default
    return False


def _extended(cls: type[_T], own: Mapping[str, Any], body: Mapping[str, Any]) -> type[_T]:
    """Return the class itself, with what is added, and the defaults of its fields as its attributes."""
    for name, each in own.items():
        if each.default is not MISSING:
            setattr(cls, name, each.default)
        elif name in cls.__dict__:
            delattr(cls, name)
    for name, value in body.items():
        setattr(cls, name, value)
    return cls


def _with_slots(cls: type[_T], own: Mapping[str, Any], body: Mapping[str, Any], *, weak: bool) -> type[_T]:
    """Return the class once more, with what is added, and a slot for each field that no base has one for."""
    content = {name: value for name, value in cls.__dict__.items() if name not in own}
    content.pop("__dict__", None)
    content.pop("__weakref__", None)
    every = body["__dataclass_fields__"]
    above = {name for base in cls.__mro__[1:-1] for name in _slots(base)}
    slots = (*every, "__weakref__") if weak else tuple(every)
    content |= {**body, "__slots__": tuple(name for name in slots if name not in above)}
    metaclass: Any = type(cls)
    made: type[_T] = metaclass(cls.__name__, cls.__bases__, content)
    made.__qualname__ = cls.__qualname__
    return made


def _slots(cls: type) -> tuple[str, ...]:
    stated = cls.__dict__.get("__slots__", ())
    return (stated,) if isinstance(stated, str) else tuple(stated)
