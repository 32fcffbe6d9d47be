"""Pictures as separate files, to be opened at full size and downloaded."""

import re

from zonebook.document.page import Picture
from zonebook.write.icon_symbols import symbols
from zonebook.write.output_format import Files, Format, Material

_KNOWN = re.compile(r' data-facts="[^"]*"')
"""What a page shows of a part that is pointed at: in a file nothing asks for it."""


def alone(picture: Picture) -> str:
    """Return the picture with its icons in it, as a file that needs nothing else."""
    drawn = _KNOWN.sub("", picture.svg)
    begin, found, rest = drawn.partition("</desc>")
    return f"{begin}{found}\n<defs>\n{symbols(picture.icons)}</defs>{rest}" if picture.icons else drawn


def _files(material: Material) -> Files:
    return {path: alone(picture) for path, picture in material.drawings.items()}


FORMAT = Format(
    name="svg",
    title="SVG",
    files="`diagrams/NAME.svg`",
    says="each picture at full size, with its links and its icons",
    render=_files,
)
