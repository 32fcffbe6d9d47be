"""Texts become documents: scalars of YAML 1.2, locations of all values, and a refusal with a location for the rest."""

import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zonebook.problem_codes import CODES
from zonebook.read.yaml_text import MOST_BYTES, MOST_DEPTH, MOST_SCALAR, MOST_VALUES, read, scalar
from zonebook.values import Data, Document, Place, Route

HOSTILE = sorted((Path(__file__).parents[1] / "hostile").glob("*.yaml"))
MOST_SECONDS = 2.0


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("no", "no"), ("on", "on"), ("yes", "yes"), ("Off", "Off"), ("y", "y"),
        ("true", True), ("True", True), ("TRUE", True), ("tRUE", "tRUE"), ("false", False), ("FALSE", False),
        ("null", None), ("Null", None), ("NULL", None), ("~", None), ("nULL", "nULL"), ("none", "none"),
        ("22:22", "22:22"), ("1:30:00", "1:30:00"), ("2026-01-01", "2026-01-01"), ("2026-13-45", "2026-13-45"),
        ("2001-12-14t21:59:43.10-05:00", "2001-12-14t21:59:43.10-05:00"),
        ("0", 0), ("-0", 0), ("12", 12), ("-5", -5), ("+5", 5), ("007", "007"), ("0o14", "0o14"), ("0x1F", "0x1F"),
        ("1_000", "1_000"), ("0b1", "0b1"), ("9" * 18, int("9" * 18)), ("9" * 5000, "9" * 5000),
        ("1.5", 1.5), ("-.5", -0.5), (".5", 0.5), ("1.", 1.0), ("1e3", 1000.0), ("1E-2", 0.01), ("1.5e+2", 150.0),
        (".", "."), ("..", ".."), ("-", "-"), ("+", "+"), ("-.", "-."), ("1e", "1e"), ("e3", "e3"), ("1.2.3", "1.2.3"),
        ("10.0.0.0/16", "10.0.0.0/16"), ("1e999", "1e999"), (".inf", ".inf"), (".nan", ".nan"), ("٣", "٣"),
        ("<<", "<<"), ("=", "="), ("a b", "a b"),
    ],
)  # fmt: skip
def test_plain_scalar_follows_core_schema(text: str, value: Data) -> None:
    found = scalar(text)
    assert (found, type(found)) == (value, type(value))
    assert read("x.yaml", f"a: {text}\n".encode()).data == {"a": value} or text in {"-", "<<"}


@pytest.mark.parametrize("text", ["1", "true", "null", "1.5", "~"])
@pytest.mark.parametrize("form", ["'{}'", '"{}"', "|\n  {}", ">\n  {}"])
def test_quoted_and_block_scalars_are_text(text: str, form: str) -> None:
    assert str(read("x.yaml", f"a: {form.format(text)}".encode()).data["a"]).strip() == text
    assert isinstance(read("x.yaml", f"a: {form.format(text)}".encode()).data["a"], str)


def test_key_is_always_text() -> None:
    assert read("x.yaml", b"1: a\ntrue: b\n~: c\n2026-01-01: d\n").data == {
        "1": "a", "true": "b", "~": "c", "2026-01-01": "d",
    }  # fmt: skip


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_line_ends_and_bom_are_ignored(end: bytes, mark: bytes) -> None:
    document = read("x.yaml", mark + end.join([b"a: 1", b"b:", b"  - c", b""]))
    assert document.data == {"a": 1, "b": ["c"]}
    assert document.place(("a",)) == Place(path="x.yaml", line=1, column=4)
    assert document.place(("b", 0)) == Place(path="x.yaml", line=3, column=5)


def test_columns_count_characters() -> None:
    document = read("x.yaml", "{ä: 😀, b: c}".encode())
    assert document.key_place(("b",)) == Place(path="x.yaml", line=1, column=8)
    assert document.place(("b",)).column == 11


def test_unwritten_value_takes_ancestor_location() -> None:
    document = read("x.yaml", b"a:\n  b: 1\n")
    assert document.place(("a", "b", "c", 3)) == document.place(("a", "b"))
    assert document.key_place(("a", "z")) == document.place(("a",))
    assert Document(path="y.yaml").place(("a",)) == Place(path="y.yaml", line=1, column=1)


# A dumper that records the location of everything it writes.


class Dump:
    """Writes plain data as YAML and keeps the location of each value and key."""

    def __init__(self) -> None:
        self.text = ""
        self.values: dict[Route, Place] = {}
        self.keys: dict[Route, Place] = {}

    def here(self) -> Place:
        last = self.text.rsplit("\n", 1)[-1]
        return Place(path="x.yaml", line=self.text.count("\n") + 1, column=len(last) + 1)

    def flow(self, data: Data, route: Route) -> None:
        self.values[route] = self.here()
        if isinstance(data, dict):
            self.text += "{"
            for count, (key, value) in enumerate(data.items()):
                self.text += ", " if count else ""
                self.key(key, (*route, key))
                self.flow(value, (*route, key))
            self.text += "}"
        elif isinstance(data, list):
            self.text += "["
            for index, value in enumerate(data):
                self.text += ", " if index else ""
                self.flow(value, (*route, index))
            self.text += "]"
        else:
            self.text += written(data)

    def key(self, key: str, route: Route) -> None:
        self.keys[route] = self.here()
        self.text += f"{written(key)}: "

    def block(self, data: dict[str, Any], route: Route, indent: int) -> None:
        for key, value in data.items():
            self.text += " " * indent
            self.key(key, (*route, key))
            if isinstance(value, dict) and value:
                self.text += f"# words\n\n{' ' * (indent + 2)}"
                self.values[(*route, key)] = self.here()
                self.text = self.text[: len(self.text) - indent - 2]
                self.block(value, (*route, key), indent + 2)
            else:
                self.flow(value, (*route, key))
                self.text += "\n"


def written(data: Data) -> str:
    if isinstance(data, str):
        return "'" + data.replace("'", "''") + "'"
    return {True: "true", False: "false", None: "null"}[data] if data is None or isinstance(data, bool) else repr(data)


WORDS = st.text("abcäß漢😀 '\":#-{}[],&*!|>%@`\\", max_size=8)
KEYS = st.text("abcäß漢 '\":#-", min_size=1, max_size=8)
LEAVES = st.none() | st.booleans() | st.integers(-(10**15), 10**15) | WORDS
NESTED = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4), max_leaves=20
)


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(KEYS, NESTED, min_size=1, max_size=4))
def test_read_locations_match_written_text(data: dict[str, Any]) -> None:
    dump = Dump()
    dump.block(data, (), 0)
    dump.values[()] = Place(path="x.yaml", line=1, column=1)
    document = read("x.yaml", dump.text.encode())
    assert document.problems == ()
    assert document.data == data
    assert dict(document.values) == dump.values
    assert dict(document.keys) == dump.keys


# Refused texts.


@pytest.mark.parametrize("path", HOSTILE, ids=lambda path: path.stem)
def test_hostile_file_gives_its_named_problem(path: Path) -> None:
    raw = path.read_bytes()
    begun = time.process_time()
    document = read(path.name, raw)
    assert time.process_time() - begun < MOST_SECONDS
    name, _, line = path.stem.partition("@")
    assert [problem.code for problem in document.problems] == [name.partition("--")[0]]
    assert document.data is None
    problem = document.problems[0]
    assert problem.place.line == int(line or problem.place.line)
    lines = max(len(raw.decode("utf-8", "replace").splitlines()), 1) + 1
    assert problem.place.path == path.name
    assert 1 <= problem.place.line <= lines
    assert problem.place.column >= 1
    assert len(str(problem)) < 400
    assert str(problem).isprintable()


def test_hostile_files_are_named_by_code() -> None:
    assert len(HOSTILE) >= 150
    assert {path.stem.partition("--")[0] for path in HOSTILE} <= set(CODES)


def test_oversized_file_is_not_decoded() -> None:
    document = read("x.yaml", b"a: b\n" + b"\xff" * MOST_BYTES)
    assert [str(each) for each in document.problems] == [
        f"x.yaml:1:1: too-large: the file has more than {MOST_BYTES} bytes"
    ]


def test_bounds_themselves_are_allowed() -> None:
    deep = b"a: " + b"[" * (MOST_DEPTH - 1) + b"]" * (MOST_DEPTH - 1)
    assert read("x.yaml", deep).problems == ()
    assert [each.code for each in read("x.yaml", deep.replace(b"[]", b"[[]]")).problems] == ["too-deep"]
    assert read("x.yaml", b"a: " + b"x" * MOST_SCALAR).problems == ()
    assert [each.code for each in read("x.yaml", b"a: " + b"x" * (MOST_SCALAR + 1)).problems] == ["too-long"]


def test_maximum_value_count_is_exact() -> None:
    text = "a: [" + "1," * (MOST_VALUES - 2)
    assert len(read("x.yaml", f"{text}]".encode()).data["a"]) == MOST_VALUES - 2
    assert [str(each) for each in read("x.yaml", f"{text}\n2]".encode()).problems] == [
        f"x.yaml:2:1: too-many: the file holds more than {MOST_VALUES} values"
    ]


BROKEN = {
    "one long line": lambda size: "a: [" + "'b', " * size,
    "many lines": lambda size: "a: b\n" * size + "c: 'd\n",
    "many brackets": lambda size: "a: [" + "[b], " * size + "\n",
    "many spaces": lambda size: "a: [" + " " * size + "'" + " " * size + "\n",
}


@pytest.mark.parametrize("form", BROKEN)
def test_long_syntax_error_does_not_hang(form: str) -> None:
    begun = time.process_time()
    assert read("x.yaml", BROKEN[form](80_000).encode()).problems
    assert time.process_time() - begun < 5 * MOST_SECONDS


def test_every_duplicate_is_reported() -> None:
    document = read("x.yaml", b"a: 1\nb: {c: 1, c: 2, c: 3}\na: 2\n")
    assert [str(each) for each in document.problems] == [
        "x.yaml:2:11: duplicate-key: `c` is said twice; first on line 2",
        "x.yaml:2:17: duplicate-key: `c` is said twice; first on line 2",
        "x.yaml:3:1: duplicate-key: `a` is said twice; first on line 1",
    ]


SEED = (
    "# words\nsystem: {title: 'T', summary: \"a\\n b\"}\nzones:\n  a:\n    trust: 1\n  b: [1, 2.5, ~, true]\n"
    "notes: |\n  some\n  words\nmore: >-\n  folded\n? key\n: value\r\né: 漢\n"
)
PIECES = st.sampled_from([*"{}[],:#&*!|>'\"%@`?-\t\r\n\\ \x00é\u2028😀", "\n  ", "---\n", "<<: ", "&a ", "*a ", "!!x "])


@settings(max_examples=2000, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(SEED)), st.integers(0, 6), PIECES), min_size=1, max_size=6))
def test_mutated_text_never_raises(edits: list[tuple[int, int, str]]) -> None:
    text = SEED
    for start, length, piece in edits:
        text = text[:start] + piece + text[start + length :]
    judge_bytes(text.encode())


@settings(max_examples=500, deadline=None)
@given(st.binary(max_size=200))
def test_arbitrary_bytes_never_raise(raw: bytes) -> None:
    judge_bytes(raw)


def judge_bytes(raw: bytes) -> None:
    document = read("x.yaml", raw)
    assert (document.data is None) == bool(document.problems)
    assert all(each.code in CODES and each.place.line >= 1 for each in document.problems)
    assert document.problems or document.values[()].path == "x.yaml"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a:\n  kind:x\n  zone: b\n", "x.yaml:2:3: syntax: `: ` is missing in this line: write `kind: x`"),
        ("a:\n  b: c\n  kind:x\nd: e\n", "x.yaml:3:3: syntax: `: ` is missing after a word here: write `kind: x`"),
        ("a:\n  title: A: b\n", 'x.yaml:2:11: syntax: a text that holds `: ` must be in quotes: write `title: "A: b"`'),
        ("a: {t: A: b, c: d}\n", 'x.yaml:1:9: syntax: a text that holds `: ` must be in quotes: write `t: "A: b"`'),
        ('- t: A: "b"\n', "x.yaml:1:7: syntax: a text that holds `: ` must be in quotes: write `t: 'A: \"b\"'`"),
        (
            "a: [b #]\nc: d\n",
            "x.yaml:1:4: unclosed: the bracket `[` that opens here is not closed; ` #` begins a comment",
        ),
    ],
)
def test_slip_is_told_with_its_correction(text: str, said: str) -> None:
    assert [str(each)[: len(said)] for each in read("x.yaml", text.encode()).problems] == [said]


def test_typed_text_is_kept_where_it_differs() -> None:
    text = 'a: 1.10\nb: "2"\nc: ~\nd: 5\ne: \'true\'\nf:\ng: True\nh: x\ni: ""\n'
    found = read("x.yaml", text.encode())
    shown = {word: found.as_typed((word,)) for word in found.data}
    assert shown == {
        "a": "1.10", "b": '"2"', "c": "~", "d": "5", "e": "'true'", "f": "", "g": "True", "h": "x", "i": '""'
    }  # fmt: skip
