"""Words in pictures stand where nobody takes them for those of something else."""

from dataclasses import replace

import pytest
from tests.support.pictures import laid_out, pictures

from zonebook.diagram.layout.geometry import Geometry, PlacedBox, PlacedEdge, PlacedNode, Rect, hits, segments, sides
from zonebook.diagram.layout.items import BoxItem, Item
from zonebook.diagram.layout.lines.board import Wire
from zonebook.diagram.layout.lines.labels import HEAD, labelled
from zonebook.diagram.layout.lines.obstacles import Scene
from zonebook.diagram.layout.text import wrapped

NEAR = 4
MOST_NEAR = 0.17
"""The most words of lines that stand close to a border and not on it, for each picture."""


MOST_HIDDEN = 20
"""The most heads of arrows below words: those of short lines between two borders."""
MOST_BESIDE = 6
"""The most pairs of words that stand beside each other on one line, though they are those of two."""
SIDE = 24
"""Pixels between two words that seem to be one."""


def on(label: Rect, border: tuple[tuple[float, float], tuple[float, float]], apart: int) -> bool:
    """Return whether a border runs through the room of words, or so close to it."""
    (ax, ay), (bx, by) = border
    left, top, right, bottom = label
    return ax - apart < right and bx + apart > left and ay - apart < bottom and by + apart > top


def close(laid: Geometry) -> int:
    """Count the words of lines that stand close to borders, and not on any."""
    borders = [side for box in laid.boxes for side in sides(box.rect)]
    labels = [edge.label for edge in laid.edges if edge.label]
    return sum(
        any(on(label, side, NEAR) for side in borders) and not any(on(label, side, 0) for side in borders)
        for label in labels
    )


def test_words_of_lines_keep_from_borders() -> None:
    found = {name: close(laid_out(name)) for name in pictures()}
    print(f"{sum(found.values())} words close to a border in {len(found)} pictures")  # noqa: T201  as below
    assert sum(found.values()) <= MOST_NEAR * len(found)


def test_words_leave_a_border_where_there_is_room() -> None:
    laid = laid_out("end-user-estate-network-tier-0-lan")
    assert next(edge for edge in laid.edges if edge.words == "ad-connector-ldaps").label
    assert close(laid) == 0


def shown(name: str) -> list[PlacedEdge]:
    """Return the lines of a picture that are seen at first."""
    seen = {edge.id for edge in pictures()[name].edges if edge.shown}
    return [line for line in laid_out(name).edges if line.id in seen]


def head(line: PlacedEdge) -> Rect:
    """Return the room of the head of a line."""
    (ax, ay), (bx, by) = line.points[-2:]
    x, y = bx + max(-HEAD, min(HEAD, ax - bx)), by + max(-HEAD, min(HEAD, ay - by))
    return (min(x, bx) - 2, min(y, by) - 2, max(x, bx) + 2, max(y, by) + 2)


def covers(label: Rect | None, line: PlacedEdge) -> bool:
    """Return whether a line runs below words."""
    return label is not None and any(on(label, part, 0) for part in map(ordered, segments(line.points)))


def ordered(part: tuple[tuple[float, float], tuple[float, float]]) -> tuple[tuple[float, float], tuple[float, float]]:
    """Return a straight part from the left or from above."""
    return (min(part), max(part))


def test_words_leave_the_heads_of_arrows_free() -> None:
    hidden = [
        (name, line.id)
        for name in pictures()
        for line in shown(name)
        for other in shown(name)
        if other.label and hits(other.label, head(line))
    ]
    print(f"{len(hidden)} heads below words")  # noqa: T201  what a reviewer compares
    assert len(hidden) <= MOST_HIDDEN


def test_words_on_one_line_are_not_side_by_side() -> None:
    pairs = [
        (name, one.words, other.words)
        for name in pictures()
        for at, one in enumerate(shown(name))
        for other in shown(name)[at + 1 :]
        if one.words != other.words and not (one.numbered or other.numbered)
        if covers(one.label, other) and covers(other.label, one)
        if one.label and other.label and hits(one.label, other.label, SIDE)
    ]
    print(f"{len(pairs)} words side by side")  # noqa: T201  as above
    assert len(pairs) <= MOST_BESIDE


def wire(number: int, text: str, *points: tuple[float, float]) -> Wire:
    """Return a line with its words, from one source."""
    return Wire(
        id=f"line-{number}", number=number, source="source", target=f"target-{number}", starts=("source",),
        stops=(f"target-{number}",), text=text, points=points,
    )  # fmt: skip


def placed(*wires: Wire) -> list[Rect]:
    """Return where the words of lines stand that lead into a box on the right."""
    box = BoxItem(id="box", kind="zone", label="", w=200, h=200)
    root = Item(w=640, h=240)
    root.add(box, 320, 20)
    root.put(0, 0)
    rooms = [label.room for label in labelled(Scene.of(root), wires).values()]
    assert None not in rooms
    return [room for room in rooms if room]


def test_words_stand_where_a_line_runs_alone() -> None:
    """Though a border is crossed there, and none where it runs on another that says something else."""
    straight = wire(1, "ssm-agent", (40, 100), (420, 100))
    bent = wire(2, "AWS API", (40, 100), (340, 100), (340, 180), (400, 180))
    _, words = placed(straight, bent)
    assert words[1] > 100


def test_words_of_the_same_kind_need_no_border() -> None:
    straight = replace(wire(1, "AWS API", (40, 100), (420, 100)), source="another")
    bent = wire(2, "AWS API", (40, 100), (340, 100), (340, 180), (400, 180))
    _, words = placed(straight, bent)
    assert words[3] < 140


def test_words_on_a_short_line_leave_its_head() -> None:
    short = wire(1, "RDP", (120, 40), (120, 72))
    (words,) = placed(short)
    assert words[3] <= 72 - HEAD


def test_dear_words_are_not_left_out() -> None:
    """Where nothing but the head of an arrow is left, they cover it."""
    short = wire(1, "RDP", (120, 40), (120, 64))
    (words,) = placed(short)
    assert hits(words, (118, 64 - HEAD, 122, 64))


@pytest.mark.parametrize(
    ("text", "room", "lines"),
    [
        ("Edge of the office · 10.1.0.0/24", 140, ("Edge of the office", "10.1.0.0/24")),
        ("inspection-subnet-1 · 10.50.0.0/26", 150, ("inspection-subnet-1", "10.50.0.0/26")),
        ("Servers · trust 2", 150, ("Servers · trust 2",)),
        ("Sources of software · trust 0", 160, ("Sources of software", "trust 0")),
        ("Data · a part that is far too long", 110, ("Data · a part", "that is far too", "long")),
        ("·", 150, ("·",)),
    ],
)
def test_line_neither_begins_nor_ends_with_a_dot(text: str, room: int, lines: tuple[str, ...]) -> None:
    assert wrapped(text, room, 12) == lines


def test_ellipsis_follows_no_dot() -> None:
    assert (
        wrapped("Companies that do something for the shop · trust 2", 160, 12, most=2)[-1] == "something for the shop…"
    )


def test_trust_is_on_one_line() -> None:
    said = [text for name in pictures() for text in lines_of(laid_out(name))]
    assert [text for text in said if text.endswith("trust")] == []
    assert sum("trust" in text for text in said) > len(pictures())


def lines_of(laid: Geometry) -> list[str]:
    """Return every line of the names of borders and nodes."""
    parts: list[PlacedBox | PlacedNode] = [*laid.boxes, *laid.nodes]
    return [words.text for part in parts for words in part.words]


def test_no_name_begins_or_ends_with_a_dot() -> None:
    for name in pictures():
        said = lines_of(laid_out(name))
        assert not [text for text in said if text.startswith("·") or text.endswith("·")], name
