"""Plain data for the JSON writers."""

from typing import Any

from zonebook.values import Place

Json = dict[str, Any]


def place(at: Place) -> Json:
    """Return a place in the text of a model."""
    return {"path": at.path, "line": at.line, "column": at.column}
