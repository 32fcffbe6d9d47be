"""The bundled catalogue is read once, cached, and only used again for exactly the texts that it was made from."""

import hashlib
import os
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from tests.support import catalogues

from zonebook.edge import catalogue_cache, disk, installed
from zonebook.load.catalogue import MOST_PROBLEMS, CheckedCatalogue, raise_problems, shipped
from zonebook.load.packed import packed
from zonebook.pipeline import load_workspace
from zonebook.read.schema import Schemas
from zonebook.values import BrokenError, DamagedError, Place, Problem

MODEL = {"models/systems/x/model.yaml": b"system: {title: T}\nservices: {a: {kind: server}}\n"}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, golden: Mapping[str, bytes]) -> Path:
    """The folder of compiled modules, with the frozen catalogue in place of the shipped one."""
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path / "compiled"))
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    catalogues.use(monkeypatch, golden)
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


def files(folder: Path, kind: str = "packed") -> list[Path]:
    return sorted(folder.rglob(f"catalogue-*.{kind}"))


def resigned(raw: bytes, body: bytes) -> bytes:
    """Return another body with its own hash, stored for the same texts."""
    return raw[:64] + b" " + hashlib.sha256(body).hexdigest().encode() + b"\n" + body


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
    catalogues.use(monkeypatch, changed)
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
        lambda raw: b"0" * 64 + raw[64:],
        lambda raw: raw.replace(b"\n", b" ", 1),
        lambda raw: resigned(raw, b'{"form":1,"shelves":{}}\n'),
        lambda raw: resigned(raw, raw.partition(b"\n")[2][:-1]),
    ],
    ids=("empty", "cut", "changed", "begun otherwise", "no hash", "of other texts", "one line", "older", "cut before"),
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
        catalogues.use(monkeypatch, texts)
        catalogue_cache.bundled(schemas)
    assert len(files(folder)) == 4
    assert [each for each in folder.rglob("*") if each.is_file() and each not in files(folder)] == []


def test_catalogue_problems_are_reported_each_time(
    folder: Path, schemas: Schemas, monkeypatch: pytest.MonkeyPatch, golden: Mapping[str, bytes]
) -> None:
    catalogues.use(monkeypatch, {**golden, "catalogue/kinds/odd.yaml": b"title: Odd\n"})
    for _ in range(2):
        with pytest.raises(DamagedError, match=r"catalogue/kinds/odd\.yaml:1:1: missing"):
            catalogue_cache.bundled(schemas)
    assert files(folder) == []


@pytest.fixture
def package(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package of its own with the frozen catalogue, where files that were written a moment ago count as settled."""
    monkeypatch.undo()
    monkeypatch.setattr(sys, "pycache_prefix", str(folder))
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    made = tmp_path / "package"
    shutil.copytree(catalogues.GOLDEN, made / "catalogue")
    shutil.copytree(installed.PACKAGE / "read", made / "read")
    shutil.copytree(installed.PACKAGE.parents[1] / "schemas", made / "schemas")
    for module in (disk, catalogue_cache):
        monkeypatch.setattr(module, "PACKAGE", made)
    monkeypatch.setattr(catalogue_cache, "_SETTLED", -(10**18))
    return made


@pytest.fixture
def openings(package: Path, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """One entry for each time that the texts of the package are opened."""
    found: list[int] = []
    of_package = disk.catalogue
    assert (package / "catalogue").is_dir()

    def counted() -> dict[str, bytes]:
        found.append(1)
        return of_package()

    monkeypatch.setattr(disk, "catalogue", counted)
    return found


posix = pytest.mark.skipif(os.name != "posix", reason="the time of the last change of state is not told")


@posix
def test_unchanged_texts_are_not_opened(openings: list[int], schemas: Schemas) -> None:
    first, *others = (catalogue_cache.bundled(schemas) for _ in range(3))
    assert len(openings) == 1
    assert {packed(each) for each in others} == {packed(first)}


@posix
@pytest.mark.parametrize("restored", [False, True], ids=("as it comes", "with its old time"))
def test_change_of_same_size_is_noticed(package: Path, openings: list[int], schemas: Schemas, restored: bool) -> None:  # noqa: FBT001  a case
    catalogue_cache.bundled(schemas)
    path = package / "catalogue" / "kinds" / "server.yaml"
    before = path.stat()
    path.write_bytes(path.read_bytes().replace(b"title: S", b"title: Z", 1))
    if restored:
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert path.stat().st_size == before.st_size
    assert catalogue_cache.bundled(schemas).shelves["kinds"]["server"].data["title"].startswith("Z")
    assert len(openings) == 2


@posix
@pytest.mark.parametrize("change", ["added", "removed", "schema", "code"])
def test_state_covers_what_judges(package: Path, openings: list[int], schemas: Schemas, change: str) -> None:
    path = package / "catalogue" / "glossary" / "added.yaml"
    if change == "removed":
        path.write_bytes(b"title: Added\nmeaning: A term.\nsources: []\n")
    before = disk.catalogue_state()
    match change:
        case "removed":
            path.unlink()
        case "added":
            path.write_bytes(b"")
        case "schema":
            (package / "schemas" / "kind.schema.json").touch()
        case "code":
            (package / "read" / "schema.py").touch()
    assert before
    assert disk.catalogue_state() != before
    assert openings == []
    assert schemas.valid({}, "kind") is False


@posix
def test_recent_changes_are_read_again(
    openings: list[int], folder: Path, schemas: Schemas, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that changes twice within a step of the clock may look as before: its state is not noted yet."""
    monkeypatch.setattr(catalogue_cache, "_SETTLED", 60 * 10**9)
    catalogue_cache.bundled(schemas)
    catalogue_cache.bundled(schemas)
    assert len(openings) == 2
    assert files(folder, "state") == []


@posix
@pytest.mark.parametrize("damage", [b"", b"\xff" * 64, b"0" * 64], ids=("empty", "no text", "of another one"))
def test_damaged_note_is_not_used(openings: list[int], folder: Path, schemas: Schemas, damage: bytes) -> None:
    good = catalogue_cache.bundled(schemas)
    (path,) = files(folder, "state")
    path.write_bytes(damage)
    assert packed(catalogue_cache.bundled(schemas)) == packed(good)
    assert len(openings) == 2


def test_wheels_catalogue_saves_the_first_reading(package: Path, folder: Path, schemas: Schemas) -> None:
    content = catalogue_cache.made(schemas)
    (package / catalogue_cache.DELIVERED).write_bytes(content)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(catalogue_cache, "shipped", lambda *_: pytest.fail("the texts were read again"))
        catalogue_cache.bundled(schemas)
    assert [path.read_bytes() for path in files(folder)] == [content]


@pytest.mark.parametrize("foreign", [b"", b"{}\n", b"0" * 64 + b" " + b"0" * 64 + b"\n{}\n"])
def test_foreign_delivered_catalogue_is_not_used(
    package: Path, readings: list[int], schemas: Schemas, foreign: bytes
) -> None:
    (package / catalogue_cache.DELIVERED).write_bytes(foreign)
    assert packed(catalogue_cache.bundled(schemas)) == packed(shipped(disk.catalogue(), schemas))
    assert len(readings) == 1


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
