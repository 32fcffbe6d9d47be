"""Rules that show the hidden arrows of a part of a picture that is pointed at or has the focus, without a script."""

import re
from collections.abc import Iterable
from xml.etree import ElementTree as ET

_PLAIN = re.compile(r"[^A-Za-z0-9_-]")


def rules(picture: str, groups: Iterable[ET.Element]) -> str:
    """Return a style sheet for the picture with this id: one rule for each part that a hidden arrow begins or ends at.

    It is empty where no arrow among the groups is hidden.
    """
    hidden = [group for group in groups if group.get("visibility") == "hidden"]
    ends = dict.fromkeys(
        end for group in hidden for side in ("data-from", "data-to") for end in group.get(side, "").split()
    )
    return "".join(_rule(f"#{_quoted(picture)}", _quoted(end)) for end in ends)


def _rule(picture: str, end: str) -> str:
    arrows = f".more:is([data-from~={end}],[data-to~={end}])"
    return f"{picture}:has([data-id={end}]:is(:hover,:focus-within)) {arrows}{{visibility:visible}}"


def _quoted(name: str) -> str:
    """Return an identifier of CSS: other characters are written as code points."""
    escaped = _PLAIN.sub(lambda found: f"\\{ord(found[0]):x} ", name)
    return f"\\{ord(escaped[0]):x} {escaped[1:]}" if escaped[:1].isdigit() or escaped[:1] == "-" else escaped
