"""A type's annotations define its shape: how it is built, which references it has, and its schema."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, ClassVar, Literal

import pytest

from zonebook.model import binding
from zonebook.model.binding import Date, Ref
from zonebook.read.yaml_text import read
from zonebook.values import NOWHERE, Document, Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Inner:
    SHORT: ClassVar = "name"
    name: Annotated[str, Ref("names")]
    on: Date = ""
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Outer:
    id: str
    from_: str
    count: int | None = None
    flag: bool | None = None
    level: Literal["", "low", "high"] = ""
    many: tuple[Annotated[str, Ref("names")], ...] | None = None
    inner: Inner | None = None
    inners: tuple[Inner, ...] = ()
    keyed: Mapping[Annotated[str, Ref("keys")], Inner] = field(default_factory=dict)
    setting: str | int | bool = ""
    place: Place = NOWHERE


TEXT = b"""\
a:
  from: x
  count: 2.0
  many: one
  inner: {name: n, on: 2026-01-01}
  inners: [m, {name: o}]
  keyed:
    k: p
    l: {name: q}
  flag:
"""


def document() -> Document:
    return read("models/things/thing.yaml", TEXT)


def test_value_is_built_from_plain_data() -> None:
    made = binding.build(Outer, document(), ("a",))
    assert (made.id, made.from_, made.count, made.flag, made.level) == ("a", "x", 2, None, "")
    assert isinstance(made.count, int)
    assert made.many == ("one",)
    assert made.inner is not None
    assert (made.inner.name, made.inner.on) == ("n", "2026-01-01")
    assert [each.name for each in made.inners] == ["m", "o"]
    assert {name: each.name for name, each in made.keyed.items()} == {"k": "p", "l": "q"}


def test_every_value_knows_its_location() -> None:
    made = binding.build(Outer, document(), ("a",))
    assert made.place.line == 1
    assert made.inner is not None
    assert (made.inner.place.line, made.inners[1].place.line, made.keyed["l"].place.line) == (5, 6, 9)


def test_id_is_key_or_file_name() -> None:
    assert binding.build(Outer, document(), ("a",)).id == "a"
    assert binding.build(Outer, read("models/things/thing.yaml", b"from: x")).id == "thing"


def test_mapping_cannot_be_changed() -> None:
    made = binding.build(Outer, document(), ("a",))
    with pytest.raises(TypeError):
        made.keyed["new"] = made.keyed["k"]  # type: ignore[index]


def test_marked_texts_follow_text_order() -> None:
    found = [(each.route, each.text, each.key) for each in binding.marked(Outer, document().data["a"])]
    assert found == [
        (("many",), "one", False),
        (("inner", "name"), "n", False),
        (("inner", "on"), "2026-01-01", False),
        (("inners", 0), "m", False),
        (("inners", 1, "name"), "o", False),
        (("keyed", "k"), "k", True),
        (("keyed", "k"), "p", False),
        (("keyed", "l"), "l", True),
        (("keyed", "l", "name"), "q", False),
    ]


def test_words_are_those_authors_write() -> None:
    assert binding.keys(Outer) == (
        "from", "count", "flag", "level", "many", "inner", "inners", "keyed", "setting",
    )  # fmt: skip
    assert binding.required(Outer) == ("from",)
    assert binding.required(Inner) == ("name",)


def test_schema_of_a_shape() -> None:
    made = binding.schema(Outer)["properties"]
    assert made["from"]["type"] == "string"
    assert made["count"]["type"] == "integer"
    assert made["flag"]["type"] == "boolean"
    assert made["level"]["enum"] == ["", "low", "high"]
    assert (made["many"]["type"], made["many"]["items"]["type"], made["many"]["minItems"]) == ("array", "string", 1)
    assert made["keyed"]["additionalProperties"]["properties"].keys() == {"name", "on"}
    assert binding.schema(Outer)["additionalProperties"] is False


def test_every_mark_of_a_type_is_found() -> None:
    found = [each.shelves for each in binding.marks(Outer) if isinstance(each, Ref)]
    assert found == [("names",), ("names",), ("names",), ("keys",), ("names",)]
