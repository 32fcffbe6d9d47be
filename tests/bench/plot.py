"""A small plot of lines over two logarithmic axes, as SVG: no library, the same bytes for the same numbers."""

import math
from collections.abc import Mapping, Sequence
from html import escape

Line = Sequence[tuple[float, float]]
WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 640, 360, 64, 150, 16, 48
COLOURS = ("#1769aa", "#b3541e", "#2e7d32", "#6a1b9a")


def plot(lines: Mapping[str, Line], axes: tuple[str, str]) -> str:
    """Return the lines by their names; `axes` names what lies across and what goes up."""
    points = [point for line in lines.values() for point in line]
    across, up = (_decades([point[side] for point in points]) for side in (0, 1))
    parts = [
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
            'font-family="sans-serif" font-size="12">'
        ),
        f"<title>{escape(axes[1])} by {escape(axes[0])}</title>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
    ]
    for power in range(across[0], across[1] + 1):
        x = _x(10**power, across)
        parts.append(f'<path d="M{x} {TOP}V{HEIGHT - BOTTOM}" stroke="#ddd"/>')
        parts.append(f'<text x="{x}" y="{HEIGHT - BOTTOM + 18}" text-anchor="middle">{10**power:,}</text>')
    for power in range(up[0], up[1] + 1):
        y = _y(10**power, up)
        parts.append(f'<path d="M{LEFT} {y}H{WIDTH - RIGHT}" stroke="#ddd"/>')
        parts.append(f'<text x="{LEFT - 8}" y="{y + 4}" text-anchor="end">{10.0**power:g}</text>')
    for (name, line), colour in zip(lines.items(), COLOURS, strict=False):
        places = [(_x(x, across), _y(y, up)) for x, y in line]
        way = " ".join(f"{x},{y}" for x, y in places)
        parts.append(f'<polyline points="{way}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts.extend(f'<circle cx="{x}" cy="{y}" r="3" fill="{colour}"/>' for x, y in places)
        parts.append(f'<text x="{places[-1][0] + 8}" y="{places[-1][1] + 4}" fill="{colour}">{escape(name)}</text>')
    middle = (LEFT + WIDTH - RIGHT) / 2
    parts.append(f'<text x="{middle}" y="{HEIGHT - 8}" text-anchor="middle">{escape(axes[0])}</text>')
    parts.append(
        f'<text x="16" y="{HEIGHT / 2}" transform="rotate(-90 16 {HEIGHT / 2})" text-anchor="middle">'
        f"{escape(axes[1])}</text>"
    )
    return "\n".join([*parts, "</svg>"]) + "\n"


def _decades(numbers: Sequence[float]) -> tuple[int, int]:
    """Return the powers of ten that hold all numbers between them, two at least."""
    low, high = math.floor(math.log10(min(numbers))), math.ceil(math.log10(max(numbers)))
    return low, max(high, low + 1)


def _x(number: float, decades: tuple[int, int]) -> float:
    part = (math.log10(number) - decades[0]) / (decades[1] - decades[0])
    return round(LEFT + part * (WIDTH - LEFT - RIGHT), 1)


def _y(number: float, decades: tuple[int, int]) -> float:
    part = (math.log10(number) - decades[0]) / (decades[1] - decades[0])
    return round(HEIGHT - BOTTOM - part * (HEIGHT - TOP - BOTTOM), 1)
