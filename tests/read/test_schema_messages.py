"""Messages for invalid values: one sentence for each keyword, with the location."""

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from zonebook.read.schema import Schemas
from zonebook.read.yaml_text import read
from zonebook.values import Document

TEXT = {"type": "string", "description": "Plain words."}
FORM = {"type": "string", "pattern": "^[a-z]+$", "description": "Lower-case letters."}
DAY = {
    "type": "string",
    "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
    "description": "A day.",
    "x-rewrite": {r"(\d\d)\.(\d\d)\.(\d{4})": r"\3-\2-\1", r"(\d{4})(\d\d)(\d\d)": r"\1-\2-\3"},
}
VERSION = {"enum": ["1.2", "1.20"]}
CHOICE = {"enum": ["red", "green"]}
EITHER = {"description": "A colour, or more about it.", "oneOf": [CHOICE, {"type": "object", "required": ["is"]}]}


def told(schema: Mapping[str, Any], text: str) -> list[str]:
    return [str(each) for each in Schemas({"x": dict(schema)}).check(read("x.yaml", text.encode()), "x")]


def of(part: Mapping[str, Any]) -> Mapping[str, Any]:
    return {"type": "object", "properties": {"a": part}}


MISTAKES = [
    (of(TEXT), "a: 5", ['x.yaml:1:4: type: `5` must be text; write it in quotes: `"5"`']),
    (of(TEXT), "a: true", ['x.yaml:1:4: type: `true` must be text; write it in quotes: `"true"`']),
    (of(TEXT), "a: [b]", ["x.yaml:1:4: type: this must be text"]),
    (of(TEXT), "a:", ["x.yaml:1:3: type: `nothing` must be text; write it, or delete the word"]),
    (of(TEXT), "a: 1.10", ['x.yaml:1:4: type: `1.10` must be text; write it in quotes: `"1.10"`']),
    (of(TEXT), "a: ~", ["x.yaml:1:4: type: `~` must be text; write it, or delete the word"]),
    (of(TEXT), "a: False", ['x.yaml:1:4: type: `False` must be text; write it in quotes: `"False"`']),
    (of(FORM), "a: 1e3", ["x.yaml:1:4: type: `1e3` must be text: Lower-case letters"]),
    (
        of({"type": "integer"}),
        'a: "2"',
        ['x.yaml:1:4: type: `"2"` must be a whole number: the quotes make it text; take them away: `2`'],
    ),
    (
        of({"type": "boolean"}),
        "a: 'true'",
        ["x.yaml:1:4: type: `'true'` must be true or false: the quotes make it text; take them away: `true`"],
    ),
    (of({"type": "integer"}), 'a: "1.5"', ['x.yaml:1:4: type: `"1.5"` must be a whole number']),
    (of({"type": "integer"}), "a: 0x1F", ["x.yaml:1:4: type: `0x1F` must be a whole number; did you mean `31`?"]),
    (of({"type": "integer"}), "a: 1,000", ["x.yaml:1:4: type: `1,000` must be a whole number; did you mean `1000`?"]),
    (
        of({"type": "integer"}),
        "a: 1234567890123456789",
        ["x.yaml:1:4: type: `1234567890123456789` must be a whole number of at most 18 digits"],
    ),
    (of({"type": "integer"}), "a: one", ["x.yaml:1:4: type: `one` must be a whole number"]),
    (of({"type": "boolean"}), "a: yes", ["x.yaml:1:4: type: `yes` must be true or false; did you mean `true`?"]),
    (
        of({"type": "array"}),
        "a: b",
        ["x.yaml:1:4: type: `b` must be a list; write it in brackets; did you mean `[b]`?"],
    ),
    (of({"type": "object"}), "a: b", ["x.yaml:1:4: type: `b` must be a mapping"]),
    (
        of({"type": ["boolean", "null"]}),
        "a: 1",
        ["x.yaml:1:4: type: `1` must be true or false or nothing; did you mean `true`?"],
    ),
    (of(CHOICE), "a: gren", ["x.yaml:1:4: value: `gren` is not one of red, green; did you mean `green`?"]),
    (of(CHOICE), "a: 1", ["x.yaml:1:4: value: `1` is not one of red, green"]),
    (of(VERSION), "a: 1.20", ['x.yaml:1:4: value: `1.20` is not one of 1.2, 1.20 without quotes; write `"1.20"`']),
    (
        of(DAY),
        "a: 30.06.2027",
        ["x.yaml:1:4: form: `30.06.2027` does not have the right form: A day; did you mean `2027-06-30`?"],
    ),
    (of(DAY), "a: 20270630", ["x.yaml:1:4: type: `20270630` must be text: A day; did you mean `2027-06-30`?"]),
    (
        of({"type": "object", "properties": {"b": {}, "c": {}}, "minProperties": 1}),
        "a: {}",
        ["x.yaml:1:1: length: this mapping is empty; it must have at least 1 of `b`, `c`"],
    ),
    (of({"enum": [True]}), "a: false", ["x.yaml:1:4: value: `false` is not one of true"]),
    (of(FORM), "a: B", ["x.yaml:1:4: form: `B` does not have the right form: Lower-case letters; did you mean `b`?"]),
    (
        of(FORM),
        'a: "b\\n"',
        ["x.yaml:1:4: form: `b\\n` does not have the right form: Lower-case letters; did you mean `b`?"],
    ),
    (of({"minimum": 1}), "a: 0", ["x.yaml:1:4: range: `0` must not be less than 1"]),
    (of({"maximum": 4}), "a: 5", ["x.yaml:1:4: range: `5` must not be more than 4"]),
    (of({"minLength": 1}), "a: ''", ["x.yaml:1:4: length: `''` has 0 characters; it must have at least 1"]),
    (of({"maxLength": 2}), "a: abc", ["x.yaml:1:4: length: `abc` has 3 characters; it must have at most 2"]),
    (of({"minItems": 1}), "a: []", ["x.yaml:1:4: length: this list is empty; it must have at least 1 entry"]),
    (of({"minProperties": 1}), "a: {}", ["x.yaml:1:1: length: this mapping is empty; it must have at least 1 entry"]),
    (of({"uniqueItems": True}), "a: [b, b]", ["x.yaml:1:8: repeated: `b` is in this list already; delete it"]),
    (of({"const": 1}), "a: 2", ["x.yaml:1:4: schema: 1 was expected"]),
    (of(EITHER), "a: rde", ["x.yaml:1:4: value: `rde` is not one of red, green; did you mean `red`?"]),
    (of(EITHER), "a: {}", ["x.yaml:1:1: missing: `is` is missing"]),
    (of(EITHER), "a: 5", ["x.yaml:1:4: value: `5` is not one of red, green"]),
    (
        {"required": ["b"], "properties": {"b": {"description": "The other one."}}},
        "a: 1",
        ["x.yaml:1:1: missing: `b` is missing: The other one"],
    ),
    (
        {"properties": {"colour": {}}, "additionalProperties": False},
        "color: red\nsize: 1",
        [
            "x.yaml:1:1: unknown-word: `color` means nothing at the top of this file; did you mean `colour`?",
            "x.yaml:2:1: unknown-word: `size` means nothing at the top of this file",
        ],
    ),
    (
        of({"propertyNames": FORM}),
        "a: {B: 1}",
        ["x.yaml:1:5: key: `B` cannot be a name here: Lower-case letters; did you mean `b`?"],
    ),
    (
        of({"propertyNames": CHOICE}),
        "a: {blue: 1, gren: 2}",
        [
            "x.yaml:1:5: key: `blue` cannot be a name here: it is not one of red, green",
            "x.yaml:1:14: key: `gren` cannot be a name here: it is not one of red, green; did you mean `green`?",
        ],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("schema", "text", "sentences"), MISTAKES)
def test_mistake_is_described_in_words(schema: Mapping[str, Any], text: str, sentences: list[str]) -> None:
    assert told(schema, text) == sentences


def test_misspelt_word_is_reported_once() -> None:
    each = {"properties": {"kind": {}}, "required": ["kind"], "additionalProperties": False}
    schema = {"additionalProperties": each}
    assert told(schema, "a: {knd: 1}") == ["x.yaml:1:5: unknown-word: `knd` means nothing in `a`; did you mean `kind`?"]
    assert [line.split(" ")[1] for line in told(schema, "a: {knd: 1}\nb: {}")] == ["unknown-word:", "missing:"]


def test_long_value_is_reported_on_one_line() -> None:
    lines = told(of(CHOICE), f"a: {'x' * 500}")
    assert len(lines) == 1
    assert "…" in lines[0]
    assert len(lines[0]) < 120


def test_unexplained_mistake_is_still_reported() -> None:
    class Blind(Schemas):
        def valid(self, data: object, name: str) -> bool:
            return data is None and name == ""

    found = Blind({"x": {}}).check(Document(path="x.yaml", data={}), "x")
    assert [(each.code, each.place.line) for each in found] == [("schema", 1)]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-2, 2) | st.sampled_from([0.0, 1.0, 1.5]) | st.sampled_from(["", "1", "a"]),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from("ab"), inner, max_size=2),
    max_leaves=3,
)


@given(st.lists(JSON, max_size=5))
def test_repeated_values_follow_json_schema(items: list[Any]) -> None:
    schema = of({"uniqueItems": True})
    found = Schemas({"x": dict(schema)}).check(Document(path="x.yaml", data={"a": items}), "x")
    assert Draft202012Validator(schema).is_valid({"a": items}) == (not found)
    assert {each.code for each in found} <= {"repeated"}


def test_long_list_does_not_hang() -> None:
    schema = of({"uniqueItems": True, "items": {"type": "string"}})
    items = [f"x{number}" for number in range(100_000)]
    found = Schemas({"x": dict(schema)}).check(Document(path="x.yaml", data={"a": [*items, 1]}), "x")
    assert [str(each) for each in found] == ['x.yaml:1:1: type: `1` must be text; write it in quotes: `"1"`']
