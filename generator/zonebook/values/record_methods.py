"""The methods of a record: each is compiled, and takes its own place in the class, when it is first called."""

import dataclasses
import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, FrozenInstanceError
from reprlib import recursive_repr
from types import MemberDescriptorType
from typing import Any

_Method = Callable[..., Any]
_COMPARISONS = {"__eq__": "==", "__lt__": "<", "__le__": "<=", "__gt__": ">", "__ge__": ">="}


def methods(owner: Sequence[Any], wish: Mapping[str, bool], *, hashed: bool) -> dict[str, Any]:
    """Return the methods of a record by their names; `owner` holds its class as soon as that is made.

    `hashed` says that the class states no hash of its own.
    """
    found: dict[str, Any] = {"__init__": _late("__init__", owner, _init), "__repr__": _repr}
    found |= {"__signature__": _Signature(), "__replace__": _late("__replace__", owner, _replace)}
    if wish["eq"]:
        found["__eq__"] = _late("__eq__", owner, _comparison("__eq__"))
        if hashed:
            found["__hash__"] = _late("__hash__", owner, _hash) if wish["frozen"] else None
    if wish["order"]:
        found |= {name: _late(name, owner, _comparison(name)) for name in _COMPARISONS if name != "__eq__"}
    if wish["frozen"]:
        found |= _frozen(owner)
        if wish["slots"]:
            found |= {"__getstate__": _state, "__setstate__": _restore}
    return found


def _late(name: str, owner: Sequence[Any], compile_: Callable[[type], _Method]) -> _Method:
    """Return a method that has itself compiled when it is called."""

    def late(self: Any, *args: Any, **named: Any) -> Any:  # noqa: ANN401  any method
        return compiled()(self, *args, **named)

    def compiled() -> _Method:
        made: _Method = owner[0].__dict__[name]
        if made is late:
            made = compile_(owner[0])
            made.__qualname__ = f"{owner[0].__qualname__}.{name}"
            made.__module__ = owner[0].__module__
            setattr(owner[0], name, made)
        return made

    late.compiled = compiled  # type: ignore[attr-defined]
    return late


def _function(name: str, parameters: str, body: Sequence[str], known: dict[str, Any]) -> _Method:
    """Return the function of this text, in which some names are known."""
    exec(f"def {name}({parameters}):\n " + "\n ".join(body), known)  # noqa: S102  as the library does: names of fields are names
    made: _Method = known[name]
    return made


def _init(cls: type) -> _Method:
    every: Mapping[str, Any] = cls.__dataclass_fields__  # type: ignore[attr-defined]
    known: dict[str, Any] = {"__unset__": _UNSET, "__set__": object.__setattr__}
    frozen = cls.__dataclass_params__.frozen  # type: ignore[attr-defined]
    body = [_assigned(cls, each, known, frozen=frozen) for each in every.values()]
    if hasattr(cls, "__post_init__"):
        body.append("self.__post_init__()")
    given = [each for each in every.values() if each.init]
    named = [_parameter(each) for each in given if each.kw_only]
    parameters = ["self", *(_parameter(each) for each in given if not each.kw_only), *(["*"] if named else []), *named]
    made = _function("__init__", ", ".join(parameters), [line for line in body if line] or ["pass"], known)
    made.__annotations__ = {**{each.name: each.type for each in given}, "return": None}
    return made


def _parameter(each: Any) -> str:  # noqa: ANN401  a field
    if each.default is not MISSING:
        return f"{each.name}=__default_{each.name}__"
    return each.name if each.default_factory is MISSING else f"{each.name}=__unset__"


def _assigned(cls: type, each: Any, known: dict[str, Any], *, frozen: bool) -> str:  # noqa: ANN401  a field
    """Return the line that sets a field, or nothing where it is not set; add what it needs to the known names."""
    name, value = each.name, each.name
    if each.default_factory is not MISSING:
        known[f"__factory_{name}__"] = each.default_factory
        made = f"__factory_{name}__()"
        value = f"{made} if {name} is __unset__ else {name}" if each.init else made
    elif each.default is not MISSING:
        known[f"__default_{name}__"] = each.default
        value = name if each.init else f"__default_{name}__"
    elif not each.init:
        return ""
    slot = inspect.getattr_static(cls, name, None)
    if not frozen:
        return f"self.{name} = {value}"
    if isinstance(slot, MemberDescriptorType):
        known[f"__set_{name}__"] = slot.__set__
        return f"__set_{name}__(self, {value})"
    return f"__set__(self, {name!r}, {value})"


class _Unset:
    def __repr__(self) -> str:
        return "<factory>"


_UNSET = _Unset()
"""The default of what a factory makes, where it is not given."""


def _compared(cls: type, of: str) -> str:
    """Return the text of the tuple of what is compared of a record."""
    return "(" + "".join(f"{of}.{each.name}, " for each in dataclasses.fields(cls) if each.compare) + ")"


def _comparison(name: str) -> Callable[[type], _Method]:
    def made(cls: type) -> _Method:
        both = f"{_compared(cls, 'self')} {_COMPARISONS[name]} {_compared(cls, 'other')}"
        return _function(
            name, "self, other", [f"return {both} if other.__class__ is self.__class__ else NotImplemented"], {}
        )

    return made


def _hash(cls: type) -> _Method:
    known = "".join(
        f"self.{each.name}, " for each in dataclasses.fields(cls) if (each.compare if each.hash is None else each.hash)
    )
    return _function("__hash__", "self", [f"return hash(({known}))"], {})


@recursive_repr()
def _repr(self: Any) -> str:  # noqa: ANN401  any record
    said = ", ".join(f"{each.name}={getattr(self, each.name)!r}" for each in dataclasses.fields(self) if each.repr)
    return f"{type(self).__qualname__}({said})"


def _replace(cls: type) -> _Method:
    every: Mapping[str, Any] = cls.__dataclass_fields__  # type: ignore[attr-defined]
    if not all(each.init for each in every.values()):
        return lambda self, /, **changes: dataclasses.replace(self, **changes)
    parameters = ", ".join(("self", "/", *(("*",) if every else ()), *(f"{name}=__same__" for name in every)))
    values = ", ".join(f"{name}=self.{name} if {name} is __same__ else {name}" for name in every)
    return _function("__replace__", parameters, [f"return self.__class__({values})"], {"__same__": _SAME})


_SAME = object()
"""The value of a field that is not changed."""


def replaced(of: Any, /, **changes: Any) -> Any:  # noqa: ANN401  any record
    """Return a record like another with some changes, as `dataclasses.replace` does, in less time."""
    made = type(of).__dict__.get("__replace__")  # one that is inherited may know fewer fields
    return made(of, **changes) if made else dataclasses.replace(of, **changes)


def _state(self: Any) -> list[Any]:  # noqa: ANN401  any record
    return [getattr(self, each.name) for each in dataclasses.fields(self)]


def _restore(self: Any, state: list[Any]) -> None:  # noqa: ANN401  any record
    for each, value in zip(dataclasses.fields(self), state, strict=False):
        object.__setattr__(self, each.name, value)


def _frozen(owner: Sequence[Any]) -> dict[str, _Method]:
    """Return the methods that refuse to change a record; a class that inherits from it may have more attributes."""

    def set_(self: Any, name: str, value: Any) -> None:  # noqa: ANN401  any record
        if type(self) is owner[0] or name in owner[0].__dataclass_fields__:
            raise FrozenInstanceError(f"cannot assign to field {name!r}")
        super(owner[0], self).__setattr__(name, value)

    def delete(self: Any, name: str) -> None:  # noqa: ANN401  any record
        if type(self) is owner[0] or name in owner[0].__dataclass_fields__:
            raise FrozenInstanceError(f"cannot delete field {name!r}")
        super(owner[0], self).__delattr__(name)

    return {"__setattr__": set_, "__delattr__": delete}


class _Signature:
    """The signature of a record, found when somebody asks: by the method that makes instances, once it is compiled."""

    def __get__(self, instance: object, cls: type) -> inspect.Signature:
        """Return the signature of a class; raise AttributeError for an instance, which has its own where it has one."""
        if instance is not None:
            raise AttributeError("__signature__")
        init: Any = cls.__init__  # type: ignore[misc]
        whole = inspect.signature(getattr(init, "compiled", lambda: init)())
        return whole.replace(parameters=tuple(whole.parameters.values())[1:])
