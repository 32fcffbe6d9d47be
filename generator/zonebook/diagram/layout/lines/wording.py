"""The words on a line."""

from zonebook.diagram.layout.items import SIZE
from zonebook.diagram.layout.text import width, wrapped
from zonebook.document.graph import Edge

MOST_WIDE = 124
"""The most pixels that the words of a line take where there are several."""
MOST_ALONE = 176
"""The most pixels of the first of them, which is never left out."""


def said(edge: Edge) -> str:
    """Return the words of an arrow in one line: the first that fit, and how many more there are."""
    parts = [each.strip() for each in edge.label.split(",") if each.strip()]
    text = wrapped(parts[0], MOST_ALONE, SIZE, most=1)[0] if parts else ""
    for at, part in enumerate(parts[1:], 1):
        if width(f"{text}, {part}", SIZE) > MOST_WIDE:
            return f"{text} +{len(parts) - at}"
        text = f"{text}, {part}"
    return text
