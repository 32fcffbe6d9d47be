"""The shapes that a picture is made of."""

from zonebook.diagram.layout.geometry import TRIANGLE, PlacedEdge
from zonebook.document.graph import Edge
from zonebook.drawing.shapes import arrow


def said(*, marks: tuple[str, ...], clear: tuple[str, ...] = ()) -> tuple[float, bool]:
    """Return where the words of an arrow stand that has room from 100 to 200, and whether they begin there."""
    line = PlacedEdge(id="a", number=1, points=((0, 50), (300, 50)), words="DNS, HTTPS", label=(100, 42, 200, 58))
    edge = Edge(id="a", source="one", target="other", label="DNS, HTTPS", marks=marks, clear=clear)
    words = arrow(line, edge)[-1]
    return float(words.get("x", 0)), "text-anchor" not in words.attrib


def test_words_in_clear_text_follow_their_sign() -> None:
    for clear in ((), ("DNS",)):
        at, begin = said(marks=("cleartext",), clear=clear)
        assert begin
        assert TRIANGLE < at - 100 <= TRIANGLE + 6


def test_other_words_are_in_the_middle() -> None:
    assert said(marks=()) == (150, False)
