"""Schemas: valid, without misspelt keywords, consistent with the types, and one verdict by two validators."""

import json
import runpy
from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from dataclasses import is_dataclass
from functools import cache
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from zonebook.edge import disk
from zonebook.model import binding
from zonebook.model.audits.audit import Audit
from zonebook.model.binding import annotations
from zonebook.model.catalogue import SHELVES
from zonebook.model.system import Organisation, System
from zonebook.read.schema import Schemas
from zonebook.read.yaml_text import read
from zonebook.values import Data, Document

SCHEMAS: Mapping[str, Any] = disk.schemas()
NAMES = sorted(SCHEMAS)
TYPES: Mapping[str, type] = {"system": System, "organisation": Organisation, "audit": Audit, **dict(SHELVES.values())}
OF_SCHEMAS = {"properties", "$defs"}
OF_LISTS = {"oneOf", "anyOf", "allOf"}
OF_ONE = {"items", "additionalProperties", "propertyNames", "if", "then"}
OF_VALUES = {
    "$ref", "$schema", "const", "description", "enum", "maxLength", "maximum", "minItems", "minLength",
    "minProperties", "minimum", "pattern", "required", "title", "type", "uniqueItems", "x-instead", "x-moved",
    "x-rewrite",
}  # fmt: skip
REQUIRED_BY_THE_SCHEMA_ALONE: Mapping[str, set[str]] = {
    "House": {"title"},  # the organisation may be left out as a whole, and then has no title
    "Organisation": {"organisation"},
}
REQUIRED_BY_THE_TYPE_ALONE: Mapping[str, set[str]] = {
    "System": {"system"},  # files of a system are joined before they are built: one of them states it
    "Head": {"title"},  # likewise: one of the files with `system` states it
}
WITHOUT_A_WORD: Mapping[str, set[str]] = {
    "kind-Support": {"as_of"},  # the sources of a kind also date the products it works with
}


def parts(schema: Any, route: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Mapping[str, Any]]]:  # noqa: ANN401
    """Each schema inside a schema with its route."""
    if not isinstance(schema, dict):
        return
    yield route, schema
    for keyword, value in schema.items():
        if keyword in OF_SCHEMAS:
            for name, each in value.items():
                yield from parts(each, (*route, keyword, name))
        elif keyword in OF_LISTS:
            for index, each in enumerate(value):
                yield from parts(each, (*route, keyword, str(index)))
        elif keyword in OF_ONE:
            yield from parts(value, (*route, keyword))


def led(schema: Mapping[str, Any], name: str) -> tuple[Mapping[str, Any], str]:
    """Return the target of a reference, and its file."""
    if "$ref" not in schema:
        return schema, name
    file, _, way = schema["$ref"].partition("#")
    name = file.removesuffix(".schema.json") or name
    found: Any = SCHEMAS[name]
    for step in way.strip("/").split("/") if way else ():
        found = found[step]
    return led(found, name)


@pytest.mark.parametrize("name", NAMES)
def test_schema_is_valid(name: str) -> None:
    Draft202012Validator.check_schema(SCHEMAS[name])


@pytest.mark.parametrize("name", NAMES)
def test_schema_misspells_no_keyword(name: str) -> None:
    known = OF_SCHEMAS | OF_LISTS | OF_ONE | OF_VALUES
    wrong = [(route, word) for route, part in parts(SCHEMAS[name]) for word in part if word not in known]
    assert wrong == []


@pytest.mark.parametrize("name", NAMES)
def test_every_reference_leads_somewhere(name: str) -> None:
    for _, part in parts(SCHEMAS[name]):
        assert led(part, name)


@pytest.mark.parametrize("name", NAMES)
def test_pattern_is_anchored_at_both_ends(name: str) -> None:
    patterns = [part["pattern"] for _, part in parts(SCHEMAS[name]) if "pattern" in part]
    assert [each for each in patterns if not (each.startswith("^") and ("$" in each or each.endswith(")")))] == []


@pytest.mark.parametrize("name", NAMES)
def test_conditional_word_is_required(name: str) -> None:
    """Without `required`, the condition holds where the word is omitted, and one mistake gives several problems."""
    loose = []
    for route, part in parts(SCHEMAS[name]):
        asked = part.get("if", {})
        if set(asked.get("properties", ())) - set(asked.get("required", ())):
            loose.append(route)
    assert loose == []


def test_when_words_match_the_code() -> None:
    """`make schemas` writes the file."""
    made = runpy.run_path(str(Path(__file__).parents[2] / "generator" / "write_schemas.py"))
    assert json.loads(made["text"]()) == SCHEMAS["when"]
    assert made["text"]() == made["WHEN"].read_text(encoding="utf-8"), "run `make schemas`"


def pairs(type_: Any, schema: Mapping[str, Any], name: str) -> Iterator[tuple[Any, Mapping[str, Any], str]]:  # noqa: ANN401
    """Yield each type with its schema, depth first."""
    schema, name = led(schema, name)
    hint, marks = annotations.plain(type_)
    hint = str | int if binding.Form("typed") in marks else hint
    branches = [led(each, name) for each in schema.get("oneOf", ())] or [(schema, name)]
    branches = branches if "properties" not in schema else [(schema, name)]
    if is_dataclass(hint):
        whole, where = next(each for each in branches if "properties" in each[0])
        yield hint, whole, where
        for field in annotations.written(hint):
            word = annotations.word_of(field)
            if word in whole["properties"]:
                yield from pairs(annotations.hints(hint)[field.name], whole["properties"][word], where)
    elif get_origin(hint) is tuple:
        items = [each for each in branches if each[0].get("type") == "array"]
        assert items, (hint, schema)
        yield from pairs(get_args(hint)[0], items[0][0]["items"], items[0][1])
    elif get_origin(hint) is Mapping:
        rest = schema.get("additionalProperties")
        for each in [rest] if isinstance(rest, dict) else schema["properties"].values():
            yield from pairs(get_args(hint)[1], each, name)
    else:
        yield hint, schema, name


SIDE_BY_SIDE = [(name, *each) for name, type_ in TYPES.items() for each in pairs(type_, SCHEMAS[name], name)]
RECORDS = {
    f"{name}-{getattr(hint, '__name__', '')}": (hint, schema)
    for name, hint, schema, _ in SIDE_BY_SIDE
    if is_dataclass(hint)
}


@pytest.mark.parametrize("name", RECORDS)
def test_schema_and_type_share_words(name: str) -> None:
    hint: Any = RECORDS[name][0]
    schema = RECORDS[name][1]
    absent = WITHOUT_A_WORD.get(name, set())
    assert set(schema["properties"]) == set(binding.keys(hint)) - absent


@pytest.mark.parametrize("name", RECORDS)
def test_schema_and_type_require_the_same(name: str) -> None:
    hint: Any = RECORDS[name][0]
    asked = set(RECORDS[name][1].get("required", ()))
    by_type = set(binding.required(hint)) - REQUIRED_BY_THE_TYPE_ALONE.get(hint.__name__, set())
    assert asked - REQUIRED_BY_THE_SCHEMA_ALONE.get(hint.__name__, set()) == by_type


def test_schema_and_type_share_choices() -> None:
    wrong = []
    for name, hint, schema, _ in SIDE_BY_SIDE:
        choices = schema.get("enum", [schema.get("const")])
        if get_origin(hint) is Literal and set(get_args(hint)) - {""} != set(choices):
            wrong.append((name, hint, schema))
    assert wrong == []
    assert sum(1 for _, hint, _, _ in SIDE_BY_SIDE if get_origin(hint) is Literal) >= 20


def test_every_scalar_is_of_one_type() -> None:
    words = {str: "string", int: "integer", bool: "boolean", float: "number", NoneType: "null"}
    wrong = []
    for name, hint, schema, _ in SIDE_BY_SIDE:
        kinds = schema.get("type")
        if hint in words and words[hint] != kinds and "enum" not in schema:
            wrong.append((name, hint, schema))
        if get_origin(hint) in (Union, UnionType) and {words[each] for each in get_args(hint)} - {"null"} != set(
            kinds or ()
        ):
            wrong.append((name, hint, schema))
    assert wrong == []


# Two validators: jsonschema, which is the reference, and jsonschema-rs, which is fast.


@cache
def reference(name: str) -> Draft202012Validator:
    files = [(f"{each}.schema.json", DRAFT202012.create_resource(schema)) for each, schema in SCHEMAS.items()]
    return Draft202012Validator(SCHEMAS[name], registry=Registry().with_resources(files))


ODD: st.SearchStrategy[Any] = st.sampled_from(
    [None, True, False, 0, 1, 2.0, 1.5, -1, 99, "", "a", "A b", "no", "met", "tcp/443", "10.0.0.0/8", "2026-01-01",
     "P1Y", "https://example.com", [], ["a"], ["a", "a"], {}, {"a": 1}, {"a": {}}, "x" * 300, "é", "a-" * 40, "x/../y"]
)  # fmt: skip


def near(schema: Mapping[str, Any], name: str, depth: int = 0) -> st.SearchStrategy[Any]:
    """Documents that are valid, or nearly valid."""
    schema, name = led(schema, name)
    if depth > 4:
        return ODD
    if "oneOf" in schema and "properties" not in schema:
        return st.one_of(*(near(each, name, depth) for each in schema["oneOf"]), ODD)
    if "enum" in schema:
        return st.sampled_from(schema["enum"]) | ODD
    makers: Mapping[str, Callable[[], st.SearchStrategy[Any]]] = {
        "object": lambda: _near_object(schema, name, depth),
        "array": lambda: st.lists(near(schema.get("items", {}), name, depth + 1), max_size=3),
        "integer": lambda: st.integers(-2, 10**7) | st.just(3.0),
        "boolean": st.booleans,
        "string": lambda: st.sampled_from(["a", "b-1", "T1040", "CWE-1", "tcp/1", "2026-01-01", "P90D", "aws.a.B", ""]),
    }
    made = makers.get(str(schema.get("type")))
    return made() | ODD if made else ODD


def _near_object(schema: Mapping[str, Any], name: str, depth: int) -> st.SearchStrategy[Any]:
    words = schema.get("properties", {})
    if not words:
        inner = schema.get("additionalProperties")
        values = near(inner, name, depth + 1) if isinstance(inner, dict) else ODD
        return st.dictionaries(st.sampled_from(["a", "b-1", "a@b", "data", "Not Good", ""]), values, max_size=2)
    must = {word: near(words[word], name, depth + 1) for word in schema.get("required", ()) if word in words}
    may = {word: near(each, name, depth + 1) for word, each in words.items() if word not in must}
    return st.fixed_dictionaries(must, optional=dict(list(may.items())[:6] if depth > 1 else may))


@pytest.mark.parametrize("name", sorted(TYPES))
def test_both_validators_agree(name: str, schemas: Schemas) -> None:
    @settings(max_examples=60, deadline=None, database=None)
    @given(near(SCHEMAS[name], name))
    def agree(data: Data) -> None:
        assert schemas.valid(data, name) == reference(name).is_valid(data)
        assert schemas.valid(data, name) == (schemas.check(Document(path="x", data=data), name) == ())

    agree()


def test_validators_agree_on_changed_catalogue(schemas: Schemas, bundled: Mapping[str, bytes]) -> None:
    shelves = {shelf: what for shelf, (what, _) in SHELVES.items()}
    documents = [(shelves[path.split("/")[1]], read(path, bundled[path])) for path in sorted(bundled)[::29]]

    @settings(max_examples=400, deadline=None, database=None)
    @given(st.sampled_from(documents), st.integers(0, 10**6), ODD)
    def agree(document: tuple[str, Document], number: int, odd: Data) -> None:
        name, whole = document
        data = deepcopy(whole.data)
        *way, last = [route for route in whole.values if route][number % (len(whole.values) - 1)]
        inner = data
        for step in way:
            inner = inner[step]
        inner[last] = odd
        assert schemas.valid(data, name) == reference(name).is_valid(data)

    agree()


@pytest.mark.parametrize("name", sorted({"threat", "control", "kind", "protocol"}))
def test_trailing_newline_is_no_id(name: str, schemas: Schemas) -> None:
    """Python's `$` accepts a trailing newline; the fast validator does not, and the reference has to agree."""
    found = schemas.check(Document(path="x", data={"title": "T\n", "tags": ["a\n"]}), name)
    assert {problem.code for problem in found} == {"form", "missing"}
