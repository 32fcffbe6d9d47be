"""What is kept on the disk comes back for its key alone, whole or not at all, and takes no more room than stated."""

import importlib.util
import os
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from zonebook.edge.store import MOST, Store, store

TEXT = "größer\n" * 40


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """An empty store with room for a few entries."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    return Store(kind="layout", folder=tmp_path / "made", most=4000)


def entries(kept: Store) -> list[Path]:
    """Return the files of a store."""
    assert kept.folder
    return sorted(kept.folder.iterdir()) if kept.folder.is_dir() else []


def test_text_comes_back_for_its_key(kept: Store) -> None:
    assert kept.taken("a") is None
    kept.keep("a", TEXT)
    kept.keep("b", "")
    assert [kept.taken(key) for key in ("a", "b", "c")] == [TEXT, "", None]


@pytest.mark.parametrize(
    "damage",
    [
        lambda _: b"",
        lambda raw: raw[:-1],
        lambda raw: raw + b"x",
        lambda raw: raw.replace("größer".encode(), b"kleiner", 1),
        lambda raw: raw.partition(b"\n")[2],
        lambda raw: b"\xff" + raw,
    ],
)
def test_damaged_entry_is_not_taken(kept: Store, damage: Callable[[bytes], bytes]) -> None:
    kept.keep("a", TEXT)
    (path,) = entries(kept)
    raw = path.read_bytes()
    path.write_bytes(damage(raw))
    assert kept.taken("a") is None
    kept.keep("a", TEXT)
    assert path.read_bytes() == raw


def test_entry_of_another_key_is_not_taken(kept: Store) -> None:
    kept.keep("a", TEXT)
    (path,) = entries(kept)
    kept.keep("b", "other")
    (other,) = set(entries(kept)) - {path}
    path.replace(other)
    assert kept.taken("b") is None


def test_room_is_never_exceeded(kept: Store) -> None:
    for number in range(40):
        kept.keep(str(number), "x" * 300)
        assert sum(path.stat().st_size for path in entries(kept)) <= kept.most
    assert 5 < len(entries(kept)) < 40
    assert kept.taken("39")


def test_unused_entry_goes_first(kept: Store) -> None:
    for key in "abcdefgh":
        kept.keep(key, "x" * 400)
    for age, path in enumerate(entries(kept)):
        os.utime(path, (age, age))
    assert kept.taken("a")
    for key in "ijkl":
        kept.keep(key, "x" * 400)
    assert kept.taken("a")
    assert sum(kept.taken(key) is None for key in "bcdefgh") >= 3


def test_half_written_entry_goes_too(kept: Store) -> None:
    kept.keep("a", "x")
    (path,) = entries(kept)
    left = path.with_name(f".{path.name}-{'0' * 16}")
    left.write_bytes(b"x" * 3990)
    os.utime(left, (1, 1))
    kept.keep("b", "x")
    assert not left.exists()
    assert kept.taken("a") == "x"


def test_strangers_in_the_folder_stay(kept: Store) -> None:
    kept.keep("a", "x")
    assert kept.folder
    stranger = kept.folder / "notes.txt"
    stranger.write_bytes(b"x" * 9000)
    kept.keep("b", "x")
    assert stranger.exists()
    assert (kept.taken("a"), kept.taken("b")) == ("x", "x")


def test_large_entry_is_not_kept(kept: Store) -> None:
    kept.keep("a", "x" * 501)
    assert entries(kept) == []


def test_unwritable_folder_keeps_nothing(kept: Store) -> None:
    assert kept.folder
    kept.folder.write_text("a file, where a folder would be made", encoding="utf-8")
    kept.keep("a", TEXT)
    assert kept.taken("a") is None


def test_full_disk_leaves_nothing_behind(kept: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(self: Path, target: Path) -> None:
        raise OSError(28, "No space left on device", self, None, target)

    monkeypatch.setattr(Path, "replace", full)
    kept.keep("a", TEXT)
    assert (kept.taken("a"), entries(kept)) == (None, [])


def test_nothing_is_kept_without_bytecode(kept: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    kept.keep("a", TEXT)
    assert (kept.taken("a"), entries(kept)) == (None, [])


def test_many_writers_share_a_store(kept: Store) -> None:
    texts = {str(number): str(number) * 100 for number in range(8)}

    def write(number: int) -> None:
        key = str(number % 8)
        kept.keep(key, texts[key])
        assert kept.taken(key) in {texts[key], None}

    with ThreadPoolExecutor(max_workers=8) as pool:
        list(pool.map(write, range(200)))
    assert {key: kept.taken(key) for key in texts} == texts


def test_store_is_beside_the_compiled_modules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path))
    found = store("layout")
    assert found.folder
    assert found.folder.is_relative_to(tmp_path)
    assert (found.kind, found.most) == ("layout", MOST)


def test_store_without_compiled_modules_is_empty(monkeypatch: pytest.MonkeyPatch) -> None:
    def none(path: str) -> str:
        raise NotImplementedError(path)

    monkeypatch.setattr(importlib.util, "cache_from_source", none)
    found = store("layout")
    found.keep("a", TEXT)
    assert found.taken("a") is None
