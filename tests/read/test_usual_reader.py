"""The quick reader and the careful one agree: the same data, the same places, and nothing read that is refused."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.read.test_yaml_text import KEYS, NESTED, PIECES, SEED, Dump

from zonebook.read.yaml_text import MOST_DEPTH, MOST_SCALAR, MOST_VALUES, careful, read, usual
from zonebook.values import Document, Place

TOP = Path(__file__).parents[2]
MODELS = sorted((TOP / "models").rglob("*.yaml"))
CATALOGUE = sorted((TOP / "generator" / "zonebook" / "catalogue").rglob("*.yaml"))
ODD = sorted(path for folder in ("hostile", "problems") for path in (TOP / "tests" / folder).rglob("*.yaml"))


def told(document: Document) -> Any:  # noqa: ANN401  plain data
    """Return all that a document says; values of different types are never equal."""
    parts = (document.values, document.keys, document.typed)
    return repr(document.data), document.problems, [dict(each) for each in parts]


def agree(raw: bytes) -> bool:
    """Return whether the quick reader reads a text, after comparing all that it says with what the careful one says."""
    expected, found = careful.read("x.yaml", raw), usual.read("x.yaml", raw)
    if found is None:
        assert told(read("x.yaml", raw)) == told(expected)
        return False
    assert told(found) == told(expected)
    assert (len(found.values), len(found.keys)) == (len(expected.values), len(expected.keys))
    assert list(found.values) == list(expected.values)
    assert all(route in found.values for route in expected.values)
    return True


@pytest.mark.parametrize("path", MODELS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_models_are_read_quickly(path: Path) -> None:
    assert agree(path.read_bytes())


def test_catalogue_is_read_quickly() -> None:
    assert [path.name for path in CATALOGUE if not agree(path.read_bytes())] == []
    assert len(CATALOGUE) > 1000


def test_documented_problems_are_read_alike() -> None:
    quick = [agree(path.read_bytes()) for path in ODD]
    assert len(quick) > 250
    assert any(quick)
    assert not all(quick)


FINE = {
    "comment at the end": b"a: b # c\n",
    "start and end marks": b"%YAML 1.2\n---\na: b\n...\n",
    "byte order mark": b"\xef\xbb\xbfa: b\n",
    "carriage returns": b"a:\r\n  - b\r\n  - {c: d}\r\n",
    "empty values": b"a:\nb: {c: , d: }\ne: [f: , g]\n",
    "nothing inside": b"a: {}\nb: []\nc: ''\n",
    "pairs in a list": b"a: [b: c, d: e]\n",
    "quoted numbers": b"a: '1'\nb: \"true\"\nc: 'no'\nd: 1.10\n",
    "block scalars": b"a: |\n  b\n  c\nd: >-\n  e\n  f\n",
    "text over lines": b'a: b\n  c\nd: "e\n  f"\n',
    "questions as keys": b"? a\n: b\n",
    "characters beyond one byte": "{ä: 😀, b: 漢}".encode(),
    "deepest nesting": b"a: " + b"[" * (MOST_DEPTH - 1) + b"]" * (MOST_DEPTH - 1),
    "longest value": b"a: " + b"x" * MOST_SCALAR + b"\nb: '" + b"x" * MOST_SCALAR + b"'",
    "long line": b"a: [" + b"b, " * 30_000 + b"{c: d}]",
    "most values": b"a: [" + b"1," * (MOST_VALUES - 3) + b"1]",
}


@pytest.mark.parametrize("name", FINE)
def test_fine_text_is_read_quickly(name: str) -> None:
    assert agree(FINE[name])


UNUSUAL = {
    "alias": b"a: &x b\nc: *x\n",
    "anchor on a key": b"&x a: b\n",
    "anchor on the root": b"&x {a: b}\n",
    "merge key": b"a: {<<: {b: c}}\n",
    "tag": b"a: !!str b\n",
    "tag without a name": b"a: ! b\n",
    "tag on a mapping": b"a: !x {b: c}\n",
    "tag on a key": b"!!str a: b\n",
    "duplicate key": b"a: 1\nb: {c: 1, c: 2}\na: 3\n",
    "list as a key": b"? [a]\n: b\n",
    "list as a root": b"- a\n",
    "text as a root": b"a\n",
    "nothing": b"",
    "second document": b"a: b\n---\nc: d\n",
    "tab": b"a:\n\tb: c\n",
    "bracket without its other": b"a: b]\n",
    "comment without a space": b"a: b #c\n",
    "escaped character": b'a: "\\u202e"\n',
    "escaped character in a key": b'"\\u202e": a\n',
    "one level too deep": b"a: " + b"[" * MOST_DEPTH + b"]" * MOST_DEPTH,
    "text one level too deep": b"a: " + b"[" * (MOST_DEPTH - 1) + b"b" + b"]" * (MOST_DEPTH - 1),
    "value too long": b"a: " + b"x" * (MOST_SCALAR + 1),
    "text in quotes too long": b"a: '" + b"x" * (MOST_SCALAR + 1) + b"'",
    "key too long": b"? " + b"x" * (MOST_SCALAR + 1) + b"\n: a",
    "one value too many": b"a: [" + b"1," * (MOST_VALUES - 2) + b"1]",
    "UTF-16": "a: b".encode("utf-16"),
    "Latin-1": "a: ä".encode("latin-1"),
}


@pytest.mark.parametrize("name", UNUSUAL)
def test_unusual_text_is_left_to_the_careful_reader(name: str) -> None:
    assert not agree(UNUSUAL[name])


def test_quick_reader_stops_after_most_events(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(usual, "_MOST_EVENTS", 50)
    assert usual.read("x.yaml", b"a: [" + b"1," * 40 + b"1]") is not None
    assert usual.read("x.yaml", b"a: [" + b"1," * 50 + b"1]") is None


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(SEED)), st.integers(0, 6), PIECES), min_size=1, max_size=4))
def test_mutated_text_is_read_alike(edits: list[tuple[int, int, str]]) -> None:
    text = SEED
    for start, length, piece in edits:
        text = text[:start] + piece + text[start + length :]
    agree(text.encode())


@settings(max_examples=100, deadline=None)
@given(st.dictionaries(KEYS, NESTED, min_size=1, max_size=4))
def test_written_data_is_read_alike(data: dict[str, Any]) -> None:
    dump = Dump()
    dump.block(data, (), 0)
    agree(dump.text.encode())


def test_place_that_is_nowhere_is_none() -> None:
    found = usual.read("x.yaml", b"a: [b, {c: d}]\n")
    assert found is not None
    for route in (("b",), (0,), ("a", 2), ("a", "b"), ("a", 0, "c"), ("a", 1, 0), ("a", 1, "c", "d")):
        assert route not in found.values
        assert route not in found.keys
        with pytest.raises(KeyError):
            found.values[route]
    assert ("a", 0) not in found.keys
    assert found.keys["a", 1, "c"] == Place(path="x.yaml", line=1, column=9)
    assert found.values["a", 1, "c"] == Place(path="x.yaml", line=1, column=12)


def test_typed_text_is_read_when_it_is_asked_for() -> None:
    found = usual.read("x.yaml", b"a: 1.10\nb: '2'\nc: d\n")
    assert found is not None
    assert [found.as_typed((word,)) for word in "abc"] == ["1.10", "'2'", "d"]
    assert dict(found.typed) == {("a",): "1.10", ("b",): "'2'"}
