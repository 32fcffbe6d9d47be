"""The icons of the diagrams library, by the names of its classes, and small copies of them for pictures."""

import re
from base64 import b64encode
from functools import cache
from importlib import import_module
from io import BytesIO
from pathlib import Path

import diagrams
from PIL import Image

from zonebook.document.page import Icon

ICONS = Path(diagrams.__file__).parent.parent
"""The root of the icons' addresses; engines run in it, so that DOT text contains no path of this machine."""

SIDE = 96
"""The side of a small copy in pixels: twice that of the largest icon in a picture, for fine displays and print."""
COLOURS = 128
"""The most colours of a small copy; a copy with all of its colours takes four times the space."""

_CLASS = re.compile(r"[a-z0-9]+(\.[a-z0-9_]+)?\.[A-Za-z0-9_]+")


class NoIconError(LookupError):
    """The diagrams library has no such class, or the class has no picture."""


@cache
def icon(path: str) -> str:
    """Return the address, from ICONS, of the picture of a class such as `aws.compute.EC2`, or raise NoIconError."""
    module, _, name = path.rpartition(".")
    if not _CLASS.fullmatch(path):
        raise NoIconError(f"`{path}` does not name a class of the diagrams library")
    try:
        found = getattr(import_module(f"diagrams.{module}"), name, None)
    except ModuleNotFoundError:
        found = None
    if not isinstance(found, type) or not issubclass(found, diagrams.Node):
        raise NoIconError(f"the diagrams library has no class `{path}`")
    address = f"{getattr(found, '_icon_dir', '')}/{getattr(found, '_icon', '')}"
    if not (ICONS / address).is_file():
        raise NoIconError(f"the class `{path}` of the diagrams library has no picture")
    return address


def icon_file(path: str) -> Path:
    """Return the file with the picture of a class of the diagrams library, or raise NoIconError."""
    return ICONS / icon(path)


@cache
def small(address: str) -> Icon:
    """Return a small copy of the icon at an address."""
    what = address.removeprefix("resources/").removesuffix(".png")
    with Image.open(ICONS / address) as picture:
        copy = picture.convert("RGBA")
    copy.thumbnail((SIDE, SIDE), Image.Resampling.LANCZOS)
    copy = copy.quantize(COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    used = sorted(copy.getcolors() or (), reverse=True)
    copy = copy.remap_palette([int(str(colour)) for _, colour in used])  # a palette of no more than is painted
    file = BytesIO()
    copy.save(file, "PNG", optimize=True)
    data = f"data:image/png;base64,{b64encode(file.getvalue()).decode()}"
    return Icon(id=f"zb-icon-{re.sub(r'[^A-Za-z0-9-]', '-', what)}", data=data)
