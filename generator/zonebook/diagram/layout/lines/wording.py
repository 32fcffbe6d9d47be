"""The words on a line."""

from zonebook.diagram.layout.items import SIZE
from zonebook.diagram.layout.text import width, wrapped
from zonebook.document.graph import Edge

MOST_WIDE = 124


def said(edge: Edge) -> str:
    """Return the words of an arrow in one line: the first that fit, and how many more there are."""
    parts = [each.strip() for each in edge.label.split(",") if each.strip()]
    text = wrapped(parts[0], MOST_WIDE, SIZE, most=1)[0] if parts else ""
    for at, part in enumerate(parts[1:], 1):
        if width(f"{text}, {part}", SIZE) > MOST_WIDE:
            return f"{text} +{len(parts) - at}"
        text = f"{text}, {part}"
    return text
