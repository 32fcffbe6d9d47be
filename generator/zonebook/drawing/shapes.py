"""The shapes of a picture: lines with their heads and words, texts, and rectangles, in the colours of their roles."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from xml.etree import ElementTree as ET

from zonebook.diagram.layout.geometry import TRIANGLE, PlacedEdge, Point, Rect, Words, outside
from zonebook.document.graph import Edge
from zonebook.document.palette import paint
from zonebook.drawing.dot import clean
from zonebook.values.record import dataclass

_HEAD = 9.0
_ROUND = 6.0
_AFTER = 4.0
"""Pixels between the room of the sign of clear text and the words."""
_BARS, _APART, _BAR = 13.0, 4.0, 5.0
"""How far from its end the bars of a line begin, how far they are apart, and half their length."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How a part of a mark is drawn: its role in the palette, and its dashes."""

    role: str
    dashes: str = ""


SPECIAL: Mapping[str, Manner] = {
    "choice": Manner(role="choice", dashes="2 4"),
    "added": Manner(role="added"),
    "removed": Manner(role="removed", dashes="2 5"),
    "changed": Manner(role="changed"),
    "renamed": Manner(role="changed"),
}
"""The marks of arrows and nodes that are drawn in a manner of their own."""


def both_ways(edge: Edge) -> bool:
    """Return whether an arrow has a head at both ends."""
    return "mutual" in edge.marks or bool(edge.back and len(edge.back) < len(edge.flows))


def arrow(line: PlacedEdge, edge: Edge, rooms: Iterable[Rect] = ()) -> list[ET.Element]:
    """Return the line of an arrow with its heads and its words; it is interrupted at the words of others in `rooms`."""
    clear, crossing = "cleartext" in edge.marks, "crossing" in edge.marks
    wholly = clear and not edge.clear
    special = next((SPECIAL[mark] for mark in edge.marks if mark in SPECIAL), None)
    role = "alarm" if wholly else special.role if special else "line"
    only_back = bool(edge.back) and len(edge.back) == len(edge.flows)
    both = both_ways(edge)
    points = list(line.points)
    heads: list[ET.Element] = []
    if both or not only_back:
        points[-1] = _short(points[-1], points[-2])
        heads.append(_arrow(line.points[-2], line.points[-1], role))
    if both or only_back:
        points[0] = _short(points[0], points[1])
        heads.append(_arrow(line.points[1], line.points[0], role))
    colours = paint(stroke=role)
    colours["class"] = f"line {colours['class']}"
    ways = "".join(map(_path, outside(tuple(points), rooms)))
    look = {"d": ways, "fill": "none", "stroke-width": "2.2" if crossing or special else "1.3"}
    dotted = special.dashes if special else ""
    dashes = {"stroke-dasharray": dotted or "7 4"} if dotted or wholly else {}
    bars = [
        _bars(way, role)
        for mark, way in (("from-several", line.points), ("to-several", line.points[::-1]))
        if mark in edge.marks
    ]
    return [ET.Element("path", look | dashes | colours), *heads, *bars, *_words(line, edge.clear, clear=clear)]


def _bars(points: Sequence[Point], role: str) -> ET.Element:
    """Return two bars across the beginning of a line, behind its head: it stands for more ends than the one it has."""
    (x, y), (bx, by) = points[0], points[1]
    dx, dy = _sign(bx - x), _sign(by - y)
    far = min(_BARS, (abs(bx - x) + abs(by - y)) / 2)
    places = [(x + dx * at, y + dy * at) for at in (far, far + _APART)]
    ways = "".join(
        f"M{number(ax - dy * _BAR)} {number(ay - dx * _BAR)}L{number(ax + dy * _BAR)} {number(ay + dx * _BAR)}"
        for ax, ay in places
    )
    return ET.Element("path", {"d": ways, "fill": "none", "stroke-width": "1.6"} | paint(stroke=role))


def _words(line: PlacedEdge, some: Sequence[str], *, clear: bool) -> Iterator[ET.Element]:
    """Yield the words of a line on their plate, after the sign of clear text; or its number.

    Where only some of them are in clear text, only those have its colour.
    """
    if line.label is None:
        return
    left, top, right, bottom = line.label
    middle = (left + right) / 2
    if line.numbered:
        yield rectangle(line.label, {"rx": "9"} | paint(fill="alarm" if clear else "badge"))
        mark = Words(text=str(line.number), x=middle, y=bottom - 5, size=12, anchor="middle", bold=True)
        yield text(mark, "badge-ink")
        return
    yield rectangle(line.label, {"rx": "3", "fill-opacity": "0.92"} | paint(fill="paper"))
    if clear:
        x, y = left + 9, top + 2.5
        yield ET.Element("path", {"d": f"M{number(x)} {number(y)}l6.5 11h-13z"} | paint(fill="alarm"))
        sign = {"d": f"M{number(x)} {number(y + 3.6)}v3.6m0 1.2v1.4", "stroke-width": "1.5", "fill": "none"}
        yield ET.Element("path", sign | paint(stroke="badge-ink"))
    said = Words(text=line.words, x=middle, y=bottom - 4.5, size=12, anchor="middle", bold=clear)
    if clear:
        # They follow the sign, however narrow the reader's font is.
        said = replace(said, x=left + TRIANGLE + _AFTER, anchor="start")
    first = next((each for each in _leading(some) if line.words.startswith(each)), "")
    if not first:
        yield text(said, "alarm" if clear else "ink")
        return
    parts = text(replace(said, bold=False, text=""), "ink")
    ET.SubElement(parts, "tspan", {"font-weight": "600"} | paint(fill="alarm")).text = clean(first)
    ET.SubElement(parts, "tspan").text = clean(line.words)[len(clean(first)) :]
    yield parts


def _leading(words: Sequence[str]) -> Iterator[str]:
    """Yield the words in one line, then without the last, and so on."""
    return (", ".join(words[:many]) for many in range(len(words), 0, -1))


def _path(points: Sequence[Point]) -> str:
    """Return a line with round corners."""
    (x, y), out = points[0], []
    out.append(f"M{number(x)} {number(y)}")
    for (ax, ay), (bx, by), (cx, cy) in zip(points, points[1:], points[2:], strict=False):
        far = min(_ROUND, (abs(bx - ax) + abs(by - ay)) / 2, (abs(cx - bx) + abs(cy - by)) / 2)
        begin = (bx - far * _sign(bx - ax), by - far * _sign(by - ay))
        end = (bx + far * _sign(cx - bx), by + far * _sign(cy - by))
        out.append(
            f"L{number(begin[0])} {number(begin[1])}Q{number(bx)} {number(by)} {number(end[0])} {number(end[1])}"
        )
    out.append(f"L{number(points[-1][0])} {number(points[-1][1])}")
    return "".join(out)


def _arrow(before: Point, tip: Point, role: str) -> ET.Element:
    """Return the head of an arrow, as a shape: not every program draws markers."""
    dx, dy = _sign(tip[0] - before[0]), _sign(tip[1] - before[1])
    back = (tip[0] - dx * _HEAD, tip[1] - dy * _HEAD)
    side = (dy * 4.3, dx * 4.3)
    corners = (tip, (back[0] + side[0], back[1] + side[1]), (back[0] - side[0], back[1] - side[1]))
    return ET.Element(
        "polygon", {"points": " ".join(f"{number(x)},{number(y)}" for x, y in corners)} | paint(fill=role)
    )


def _short(end: Point, before: Point) -> Point:
    """Return the end of a line below its head."""
    far = min(_HEAD - 2, abs(end[0] - before[0]) + abs(end[1] - before[1]))
    return (end[0] - far * _sign(end[0] - before[0]), end[1] - far * _sign(end[1] - before[1]))


def text(words: Words, role: str, extra: str = "") -> ET.Element:
    """Return a line of text."""
    look = {"x": number(words.x), "y": number(words.y), "font-size": str(words.size)}
    look |= {"text-anchor": "middle"} if words.anchor == "middle" else {}
    look |= {"font-weight": "600"} if words.bold else {}
    colours = paint(fill=role)
    colours["class"] = f"{extra} {colours['class']}".strip()
    element = ET.Element("text", look | colours)
    element.text = clean(words.text)
    return element


def rectangle(rect: Rect, attributes: Mapping[str, str]) -> ET.Element:
    """Return a rectangle."""
    return ET.Element("rect", room(rect) | dict(attributes))


def room(rect: Rect) -> dict[str, str]:
    """Return the place and the size of a rectangle as attributes."""
    left, top, right, bottom = rect
    return {"x": number(left), "y": number(top), "width": number(right - left), "height": number(bottom - top)}


def shrunk(rect: Rect) -> Rect:
    """Return a rectangle that is a pixel smaller on each side."""
    left, top, right, bottom = rect
    return (left + 1, top + 1, right - 1, bottom - 1)


def grown(rect: Rect) -> Rect:
    """Return a rectangle that is two pixels larger on each side."""
    left, top, right, bottom = rect
    return (left - 2, top - 2, right + 2, bottom + 2)


def number(value: float) -> str:
    """Return a number with one decimal at most."""
    return f"{value:.1f}".removesuffix(".0")


def _sign(number: float) -> int:
    return (number > 0) - (number < 0)
