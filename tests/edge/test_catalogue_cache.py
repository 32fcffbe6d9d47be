"""The bundled catalogue is read once, cached, and only used again for exactly the texts that it was made from."""

import hashlib
import json
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from zonebook.edge import catalogue_cache, disk
from zonebook.load.catalogue import MOST_PROBLEMS, CheckedCatalogue, packed, raise_problems, shipped, unpacked
from zonebook.model.catalogue import SHELVES
from zonebook.pipeline import load_workspace
from zonebook.read.schema import Schemas
from zonebook.values import BrokenError, DamagedError, Place, Problem

MODEL = {"models/systems/x/model.yaml": b"system: {title: T}\nservices: {a: {kind: server}}\n"}


EMPTY: dict[str, object] = {shelf: {} for shelf in SHELVES}
ENTRIES: tuple[object, ...] = ({}, [], ["a", 1, 1], ["a", 1, 1, []], [1, 1, 1, {}], ["a", "1", 1, {}])
SHAPES: tuple[object, ...] = (
    None,
    [],
    {},
    {"kinds": {}},
    {**EMPTY, "more": {}},
    {**EMPTY, "kinds": None},
    {**EMPTY, "kinds": []},
    *({**EMPTY, "kinds": {"server": entry}} for entry in ENTRIES),
)
OTHER_SHAPES = tuple(json.dumps({"form": 1, "shelves": shape}) for shape in SHAPES)
"""Invalid contents of a cached catalogue with a correct hash."""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, golden: Mapping[str, bytes]) -> Path:
    """The folder of compiled modules, with the frozen catalogue in place of the shipped one."""
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path / "compiled"))
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(disk, "catalogue", lambda: dict(golden))
    return tmp_path / "compiled"


@pytest.fixture
def readings(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """One entry for each read of the texts themselves."""
    found: list[int] = []

    def counted(texts: Mapping[str, bytes], schemas: Schemas) -> CheckedCatalogue:
        found.append(len(texts))
        return shipped(texts, schemas)

    monkeypatch.setattr(catalogue_cache, "shipped", counted)
    return found


def signed(body: str) -> bytes:
    """Return a body with its own hash, in the form of a cached catalogue."""
    return hashlib.sha256(body.encode()).hexdigest().encode() + b"\n" + body.encode()


def files(folder: Path) -> list[Path]:
    return sorted(folder.rglob("catalogue-*.json"))


def test_cache_gives_the_same_workspace(bundled: Mapping[str, bytes], schemas: Schemas) -> None:
    ours = shipped(bundled, schemas)
    again = unpacked(packed(ours))
    assert packed(again) == packed(ours)
    whole, quick = (load_workspace(each, {}, schemas) for each in (bundled, again))
    assert whole == quick
    assert len(whole.catalogue.threats) > 100
    assert all(each.place.line >= 1 and each.place.path for each in quick.catalogue.threats.values())


def test_second_run_uses_the_cache(folder: Path, readings: list[int], schemas: Schemas) -> None:
    first, second = catalogue_cache.bundled(schemas), catalogue_cache.bundled(schemas)
    assert len(readings) == len(files(folder)) == 1
    assert load_workspace(first, MODEL, schemas) == load_workspace(second, MODEL, schemas)


def test_changed_entry_is_noticed(
    folder: Path, readings: list[int], schemas: Schemas, monkeypatch: pytest.MonkeyPatch
) -> None:
    catalogue_cache.bundled(schemas)
    before = disk.catalogue()
    path = next(path for path in before if "/kinds/" in path)
    changed = {**before, path: before[path].replace(b"title: ", b"title: New ", 1)}
    monkeypatch.setattr(disk, "catalogue", lambda: changed)
    name = path.rsplit("/", 1)[-1].removesuffix(".yaml")
    assert catalogue_cache.bundled(schemas).shelves["kinds"][name].data["title"].startswith("New ")
    assert (len(readings), len(files(folder))) == (2, 2)


@pytest.mark.parametrize(
    "damage",
    [
        lambda raw: raw[:0],
        lambda raw: raw[:-1],
        lambda raw: raw.replace(b"title", b"tilte", 1),
        lambda raw: b"\xff" + raw,
        lambda raw: raw[:65] + b"{}",
        *(
            lambda _, body=body: signed(body)
            for body in (*OTHER_SHAPES, packed(CheckedCatalogue(shelves={shelf: {} for shelf in SHELVES})))
        ),
    ],
)
def test_damaged_file_is_not_used(folder: Path, readings: list[int], schemas: Schemas, damage: object) -> None:
    good = catalogue_cache.bundled(schemas)
    (path,) = files(folder)
    raw = path.read_bytes()
    path.write_bytes(damage(raw))  # type: ignore[operator]
    assert packed(catalogue_cache.bundled(schemas)) == packed(good)
    assert len(readings) == 2
    assert path.read_bytes() == raw


def test_nothing_is_cached_without_bytecode(
    folder: Path, readings: list[int], schemas: Schemas, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    catalogue_cache.bundled(schemas)
    catalogue_cache.bundled(schemas)
    assert (len(readings), files(folder)) == (2, [])


def test_unwritable_folder_only_costs_time(folder: Path, readings: list[int], schemas: Schemas) -> None:
    folder.write_text("a file, where a folder would be made")
    assert packed(catalogue_cache.bundled(schemas)) == packed(catalogue_cache.bundled(schemas))
    assert len(readings) == 2


def test_old_caches_are_removed(
    folder: Path, schemas: Schemas, monkeypatch: pytest.MonkeyPatch, golden: Mapping[str, bytes]
) -> None:
    path = next(path for path in golden if "/kinds/" in path)
    for number in range(7):
        texts = {**golden, path: golden[path] + f"# {number}\n".encode()}
        monkeypatch.setattr(disk, "catalogue", lambda texts=texts: texts)
        catalogue_cache.bundled(schemas)
    assert len(files(folder)) == 4
    assert [each for each in folder.rglob("*") if each.is_file() and each not in files(folder)] == []


@pytest.mark.parametrize("text", ["", "[]", "null", "1", "{}", '{"form": 0, "shelves": {}}', *OTHER_SHAPES])
def test_only_cached_catalogues_are_unpickled(text: str) -> None:
    with pytest.raises(ValueError, match=r"\S"):
        unpacked(text)


def test_catalogue_problems_are_reported_each_time(
    folder: Path, schemas: Schemas, monkeypatch: pytest.MonkeyPatch, golden: Mapping[str, bytes]
) -> None:
    monkeypatch.setattr(disk, "catalogue", lambda: {**golden, "catalogue/kinds/odd.yaml": b"title: Odd\n"})
    for _ in range(2):
        with pytest.raises(DamagedError, match=r"catalogue/kinds/odd\.yaml:1:1: missing"):
            catalogue_cache.bundled(schemas)
    assert files(folder) == []


def test_problems_per_file_are_limited() -> None:
    many = [
        Problem(place=Place(path=path, line=line), code="form", message=f"line {line}")
        for path, count in (("a", MOST_PROBLEMS + 3), ("b", 1))
        for line in range(1, count + 1)
    ]
    with pytest.raises(BrokenError) as broken:
        raise_problems(reversed(many))
    told = list(map(str, broken.value.problems))
    assert told[:MOST_PROBLEMS] == list(map(str, many[:MOST_PROBLEMS]))
    more = (
        f"a:{MOST_PROBLEMS + 1}:1: form: at least 3 more problems in this file; the next is: line {MOST_PROBLEMS + 1}"
    )
    assert told[MOST_PROBLEMS:] == [more, "b:1:1: form: line 1"]
