"""Words in pictures stand where nobody takes them for those of something else."""

import pytest
from tests.support.pictures import laid_out, pictures

from zonebook.diagram.layout.geometry import Geometry, PlacedBox, PlacedNode, Rect, sides
from zonebook.diagram.layout.text import wrapped

NEAR = 4
MOST_NEAR = 0.35
"""The most words of lines that stand close to a border and not on it, for each picture."""


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
    assert sum(found.values()) <= MOST_NEAR * len(found)


def test_words_leave_a_border_where_there_is_room() -> None:
    laid = laid_out("end-user-estate-network-tier-0-lan")
    assert next(edge for edge in laid.edges if edge.words == "ad-connector-ldaps").label
    assert close(laid) == 0


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
