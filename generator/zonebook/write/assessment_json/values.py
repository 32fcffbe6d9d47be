"""Plain data for the JSON writers."""

from zonebook.values import Place
from zonebook.write.output_format import Json

__all__ = ["Json", "place"]


def place(at: Place) -> Json:
    """Return a place in the text of a model."""
    return {"path": at.path, "line": at.line, "column": at.column}
