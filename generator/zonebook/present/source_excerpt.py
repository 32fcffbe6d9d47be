"""Lines of the models as they were written, to be shown beside what was concluded from them."""

from collections.abc import Iterator, Mapping

from zonebook.document.page import Block, Details, Snippet
from zonebook.values import Place

MOST_LINES = 25
"""How many lines an excerpt shows; the file has the rest."""


def excerpt(texts: Mapping[str, bytes], place: Place) -> str:
    """Return the text at a place with all that is indented below it, dedented; empty where no text is known.

    Comments and empty lines between are kept. What is longer than an excerpt ends with a comment that counts the rest.
    """
    text = texts.get(place.path)
    if text is None:
        return ""
    lines = text.decode("utf-8", "replace").splitlines()[place.line - 1 :]
    if not lines:
        return ""
    margin = _indent(lines[0])
    found = [lines[0]]
    for line in lines[1:]:
        if line.strip() and _indent(line) <= margin:
            break
        found.append(line)
    while not found[-1].strip() or (found[-1].lstrip().startswith("#") and len(found) > 1):
        found.pop()
    shown = [line[margin:] if line.strip() else "" for line in found[:MOST_LINES]]
    if len(found) > MOST_LINES:
        shown.append(f"# … {len(found) - MOST_LINES} more {'line' if len(found) == MOST_LINES + 1 else 'lines'}")
    return "\n".join(shown)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def details(texts: Mapping[str, bytes], place: Place, summary: str = "As it is written") -> Iterator[Block]:
    """Yield the excerpt, collapsed; nothing where no text is known."""
    if text := excerpt(texts, place):
        yield Details(summary=f"{summary} in {place.path}, line {place.line}", blocks=(Snippet(text=text),))
