"""A packed catalogue is the one that was packed, and nothing else is taken for one."""

import dataclasses
import json
from collections.abc import Mapping

import pytest
from tests.support import catalogues

from zonebook.load.catalogue import CheckedCatalogue, known_of, shipped
from zonebook.load.packed import packed, unpacked
from zonebook.model import references
from zonebook.model.catalogue import SHELVES
from zonebook.pipeline import load_workspace
from zonebook.read.schema import Schemas

EMPTY: dict[str, object] = {shelf: {} for shelf in SHELVES}
ENTRIES: tuple[object, ...] = (
    {},
    [],
    ["a", 1, 1],
    ["a", 1, 1, {}],
    [1, 1, 1, 2],
    ["a", "1", 1, 2],
    ["a", 1, 1, -2],
    ["a", 1, 1, 1],
    ["a", 1, 1, 3],
    ["a", 1, 1, 9],
)
BESIDE: tuple[object, ...] = (
    [],
    {},
    {"more": 2},
    dict.fromkeys(references.BESIDE[:-1], 2),
    dict.fromkeys(references.BESIDE, 2),
    dict.fromkeys(references.BESIDE, "2"),
    dict.fromkeys(references.BESIDE, 1),
)
HEADS: tuple[object, ...] = (
    1,
    [],
    {},
    {"form": 2, "shelves": EMPTY},
    {"form": 3},
    {"form": 3, "shelves": EMPTY},
    *({"form": 3, "shelves": EMPTY, "beside": beside} for beside in BESIDE),
    *(
        {"form": 3, "shelves": shelves}
        for shelves in (
            [],
            {},
            {"kinds": {}},
            {**EMPTY, "more": {}},
            {**EMPTY, "kinds": None},
            {**EMPTY, "kinds": []},
            *({**EMPTY, "kinds": {"server": entry}} for entry in ENTRIES),
        )
    ),
)
CONTENTS = (b"", b"{}", b"\xff\n", *(json.dumps(head).encode() + b"\n{}" for head in HEADS))


def test_unpacked_is_what_was_packed(bundled: Mapping[str, bytes], schemas: Schemas) -> None:
    ours = shipped(bundled, schemas)
    again = unpacked(packed(ours))
    assert packed(again) == packed(ours)
    whole, quick = (load_workspace(each, {}, schemas) for each in (bundled, again))
    assert whole == quick
    assert len(whole.catalogue.threats) > 100
    assert all(each.place.line >= 1 and each.place.path for each in quick.catalogue.threats.values())


def test_unpacked_documents_are_those_read() -> None:
    read = catalogues.golden()
    quick = unpacked(b"before" + packed(read), len(b"before"))
    for shelf, documents in read.shelves.items():
        for name, each in documents.items():
            other = quick.shelves[shelf][name]
            assert (other.path, other.name, other.data) == (each.path, each.name, each.data)
            assert other.place(()) == other.place(("title",)) == other.key_place(("a", 1)) == each.place(())
            assert [getattr(other, field.name) for field in dataclasses.fields(other)][3:] == [{}, {}, ()]
            assert other.data is other.data


def test_entries_are_parsed_when_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    content = packed(catalogues.golden())
    parsed: list[bytes] = []
    whole = json.loads

    def counted(raw: bytes) -> object:
        parsed.append(raw)
        return whole(raw)

    monkeypatch.setattr(json, "loads", counted)
    found = unpacked(content)
    assert {**found.shelves["kinds"]}.keys() == catalogues.golden().shelves["kinds"].keys()
    assert len(parsed) == 1, "the first line alone"
    assert found.catalogue.kinds["server"].title
    assert len(parsed) == 2


@pytest.mark.parametrize("content", CONTENTS)
def test_other_content_is_refused(content: bytes) -> None:
    with pytest.raises(ValueError, match=r"\S"):
        unpacked(content)


def test_known_ids_are_those_of_all_entries() -> None:
    shelves = catalogues.golden().shelves
    entries = {shelf: {name: each.data for name, each in found.items()} for shelf, found in shelves.items()}
    whole = references.known_to_catalogue(entries)
    assert {word: dict(said) for word, said in known_of(shelves).items()} == whole
    assert list(known_of(shelves)["traits"]) == list(whole["traits"])
    stored = unpacked(packed(catalogues.golden())).known
    assert {word: dict(said) for word, said in stored.items()} == whole
    assert [list(stored[word]) for word in references.BESIDE] == [list(whole[word]) for word in references.BESIDE]


def test_catalogue_finds_again_what_is_stored() -> None:
    for ours in (catalogues.golden().catalogue, catalogues.known()):
        found = ours.with_shelves({})
        assert ours.shown_by
        assert {**ours.shown_by} == found.shown_by
        assert found.account_kinds == {**ours.account_kinds}


def test_right_model_has_few_entries_parsed(monkeypatch: pytest.MonkeyPatch, schemas: Schemas) -> None:
    """The ids of a model are looked up in the index: of the bundled entries, those that it uses are parsed."""
    checked = unpacked(packed(catalogues.golden()))
    model = b"""\
        system: {title: Small, owner: aws}
        zones: {inside: {trust: 3}}
        accounts: {own: {provider: aws}}
        services: {one: {kind: server, zone: inside}, two: {kind: server, zone: inside, account: own}}
        flows: {call: {from: one, to: two, protocols: [web]}}
        decisions: {border-by-segment@call: {treatment: mitigate, by: aws, on: 2026-11-01, because: It is planned.}}
        """
    parsed: list[bytes] = []
    whole = json.loads

    def counted(raw: bytes) -> object:
        parsed.append(raw)
        return whole(raw)

    monkeypatch.setattr(json, "loads", counted)
    load_workspace(checked, {"models/systems/small/system.yaml": model}, schemas)
    assert 1 <= len(parsed) <= 5


def test_empty_catalogue_can_be_packed() -> None:
    empty = CheckedCatalogue(shelves={shelf: {} for shelf in SHELVES})
    assert unpacked(packed(empty)) == empty
