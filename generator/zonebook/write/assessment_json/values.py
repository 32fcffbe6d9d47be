"""Plain data for the JSON writers, and how it is laid out."""

import json
from typing import Any

from zonebook.values import Place
from zonebook.write.output_format import Json

__all__ = ["Json", "laid_out", "place"]

DEPTH = 4
"""How many levels of a document have a line for each of their items: what is said of one thing stands on one line."""


def laid_out(value: Any, depth: int = DEPTH, margin: str = "") -> str:  # noqa: ANN401  whatever JSON can hold
    """Return plain data as JSON with a line for each item down to a depth, so that it can be searched and compared."""
    inner = f"{margin} "
    if depth and isinstance(value, dict) and value:
        items = [
            f"{json.dumps(key, ensure_ascii=False)}: {laid_out(each, depth - 1, inner)}" for key, each in value.items()
        ]
        return f"{{\n{inner}" + f",\n{inner}".join(items) + f"\n{margin}}}"
    if depth and isinstance(value, list | tuple) and value:
        return f"[\n{inner}" + f",\n{inner}".join(laid_out(each, depth - 1, inner) for each in value) + f"\n{margin}]"
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def place(at: Place) -> Json:
    """Return a place in the text of a model."""
    return {"path": at.path, "line": at.line, "column": at.column}
