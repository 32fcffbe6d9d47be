"""The icons of pictures, each once for all that refer to it."""

from collections.abc import Iterable

from zonebook.document.page import Icon
from zonebook.document.palette import PALETTE

_SIDE = 48


def symbols(icons: Iterable[Icon]) -> str:
    """Return icons for all that refer to them by their ids, a line each, in the order of the ids.

    Each stands on a tile that only a dark page paints: some icons are drawn in black.
    """
    tile = f'<rect class="f-tile" fill="{PALETTE["tile"].light}" width="{_SIDE}" height="{_SIDE}" rx="4"/>'
    found = {icon.id: icon for icon in icons}
    return "".join(
        f'<symbol id="{name}" viewBox="0 0 {_SIDE} {_SIDE}">{tile}'
        f'<image width="{_SIDE}" height="{_SIDE}" href="{found[name].data}"/></symbol>\n'
        for name in sorted(found)
    )
