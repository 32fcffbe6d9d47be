"""A layout as text, and back."""

import json
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass

from zonebook.diagram.layout.geometry import Column, Geometry, PlacedBox, PlacedEdge, PlacedNode, Words

_PARTS: Mapping[str, Callable[..., object]] = {
    each.__name__: each for each in (Column, Geometry, PlacedBox, PlacedEdge, PlacedNode, Words)
}
_NAME = ":"
"""The key that names a part; no field has this name."""


def packed(laid: Geometry) -> str:
    """Return a layout as JSON text: every part with its name and its fields."""
    return json.dumps(laid, default=_fields, ensure_ascii=False, separators=(",", ":"))


def unpacked(text: str) -> Geometry:
    """Return the layout that was packed; raise ValueError for anything else."""
    try:
        found = json.loads(text, object_hook=_part)
    except (TypeError, KeyError, RecursionError) as error:
        raise ValueError("this is no packed layout") from error
    if not isinstance(found, Geometry):
        raise ValueError("this is no packed layout")  # noqa: TRY004  a text of another kind, not a mistake of the caller
    return found


def _fields(part: object) -> dict[str, object]:
    if not is_dataclass(part) or isinstance(part, type):
        raise TypeError(f"{type(part).__name__} is no part of a layout")
    return {_NAME: type(part).__name__} | {each.name: getattr(part, each.name) for each in fields(part)}


def _part(found: dict[str, object]) -> object:
    make = _PARTS[str(found.pop(_NAME))]
    return make(**{name: _tuples(value) for name, value in found.items()})


def _tuples(value: object) -> object:
    return tuple(map(_tuples, value)) if isinstance(value, list) else value
