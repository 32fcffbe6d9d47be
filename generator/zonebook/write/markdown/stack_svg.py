"""A responsibility stack as SVG: layers from the ground up, the holder of each, and the provider's border.

A stack needs no layout engine: the position of every box follows from its number.
"""

from collections.abc import Iterator, Mapping

from zonebook.document.inline import Tone
from zonebook.document.page import Layer, Stack
from zonebook.document.palette import paint
from zonebook.write import escape

_WIDTH, _HEIGHT, _GAP, _LEFT = 640, 28, 4, 12
_SPLIT, _TEXT = 300, 19
_ROLES: Mapping[Tone, str] = {"provider": "provider", "customer": "customer", "shared": "shared"}
"""The role of the colours of a layer; the word repeats what they show."""
_SHAPES: Mapping[Tone, str] = {"provider": "■", "customer": "□", "shared": "◧", "none": "–"}


def stack(shown: Stack) -> str:
    """Return the picture as one SVG element without blank lines, with its title and description inside."""
    rows = list(reversed(shown.layers))
    height = len(rows) * (_HEIGHT + _GAP) + 2 * _LEFT
    parts = [line for index, layer in enumerate(rows) for line in _row(index, layer)]
    parts += _border(rows)
    name = escape.anchor(shown.name)
    head = (
        f'<svg class="zb-picture zb-stack" xmlns="http://www.w3.org/2000/svg" role="img" width="{_WIDTH}" '
        f'height="{height}" viewBox="0 0 {_WIDTH} {height}" aria-labelledby="{name}-title {name}-text" '
        'font-family="Arial, Helvetica, sans-serif" font-size="13">'
    )
    title = f'<title id="{name}-title">{escape.html(shown.title)}</title>'
    text = f'<desc id="{name}-text">{escape.html(shown.description)}</desc>'
    return "\n".join((head, title, text, *parts, "</svg>"))


def _row(index: int, layer: Layer) -> Iterator[str]:
    """Yield a layer: its box, its name, and who holds it."""
    role = _ROLES.get(layer.tone, "nobody")
    box, ink = _painted(fill=f"{role}-fill", stroke=role), _painted(fill=role)
    top = _LEFT + index * (_HEIGHT + _GAP)
    words = f"{_SHAPES.get(layer.tone, '–')} {layer.holder}"
    yield (
        f'<rect x="{_LEFT}" y="{top}" width="{_WIDTH - 2 * _LEFT}" height="{_HEIGHT}" rx="4" {box} stroke-width="0.8"/>'
    )
    yield f'<text x="{_LEFT + 12}" y="{top + _TEXT}" {ink}>{escape.html(layer.title)}</text>'
    yield f'<text x="{_SPLIT}" y="{top + _TEXT}" {ink} font-weight="bold">{escape.html(words)}</text>'


def _painted(*, fill: str = "", stroke: str = "") -> str:
    return " ".join(f'{name}="{value}"' for name, value in paint(fill=fill, stroke=stroke).items())


def _border(rows: list[Layer]) -> Iterator[str]:
    """Yield a dashed line under the lowest layer not held by the provider alone, if a provider's layer is below it."""
    below = 0
    for layer in reversed(rows):
        if layer.tone not in {"provider", "none"}:
            break
        below += 1
    if below in {0, len(rows)}:
        return
    level = _LEFT + (len(rows) - below) * (_HEIGHT + _GAP) - _GAP / 2
    yield (
        f'<line x1="0" y1="{level:g}" x2="{_WIDTH}" y2="{level:g}" {_painted(stroke="ink")} stroke-width="2" '
        'stroke-dasharray="7 4"/>'
    )
