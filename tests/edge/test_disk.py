"""Models on disk: every file is read or refused, none is skipped silently."""

import os
from pathlib import Path

import pytest

from zonebook.edge import disk
from zonebook.read.yaml_text import MOST_BYTES, read


def folder(tmp_path: Path) -> Path:
    inside = tmp_path / "models" / "systems" / "shop"
    inside.mkdir(parents=True)
    (inside / "shop.yaml").write_text("system: {title: Shop}\n", "utf-8")
    return tmp_path / "models"


def test_texts_keep_their_shown_names(tmp_path: Path) -> None:
    models = folder(tmp_path)
    (models / "systems" / "shop" / "more.YML").write_text("zones: {}\n", "utf-8")
    assert list(disk.models(models, "m")) == ["m/systems/shop/more.YML", "m/systems/shop/shop.yaml"]


def test_hidden_and_other_files_are_ignored(tmp_path: Path) -> None:
    models = folder(tmp_path)
    (models / ".hidden.yaml").write_text("no: model\n", "utf-8")
    (models / "notes.txt").write_text("words", "utf-8")
    assert len(disk.models(models, "m")) == 1


def test_link_out_of_folder_is_refused(tmp_path: Path) -> None:
    models = folder(tmp_path)
    (tmp_path / "secret.yaml").write_text("a: b\n", "utf-8")
    (models / "systems" / "shop" / "other.yaml").symlink_to(tmp_path / "secret.yaml")
    with pytest.raises(OSError, match="leads out of the folder"):
        disk.models(models, "m")


def test_linked_folder_and_dangling_link_are_refused(tmp_path: Path) -> None:
    models = folder(tmp_path)
    (models / "systems" / "linked").symlink_to(models / "systems" / "shop")
    with pytest.raises(OSError, match="is no file that can be read"):
        disk.models(models, "m")
    (models / "systems" / "linked").unlink()
    (models / "gone.yaml").symlink_to(models / "nowhere.yaml")
    with pytest.raises(OSError, match="is no file that can be read"):
        disk.models(models, "m")


def test_folder_named_like_text_is_refused(tmp_path: Path) -> None:
    models = folder(tmp_path)
    (models / "systems" / "shop" / "odd.yaml").mkdir()
    with pytest.raises(OSError, match="is no file that can be read"):
        disk.models(models, "m")


def changing(path: Path, times: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a file grow after it was opened, that many times."""
    real, seen = os.fstat, [0]

    def growing(handle: int) -> os.stat_result:
        seen[0] += 1
        if seen[0] % 2 == 0 and seen[0] <= 2 * times:
            with path.open("a", encoding="utf-8") as file:
                file.write("# more\n")
        return real(handle)

    monkeypatch.setattr(os, "fstat", growing)


def test_changed_file_is_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    models = folder(tmp_path)
    changing(models / "systems" / "shop" / "shop.yaml", 1, monkeypatch)
    assert disk.models(models, "m") == {"m/systems/shop/shop.yaml": b"system: {title: Shop}\n# more\n"}


def test_endlessly_changing_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    models = folder(tmp_path)
    changing(models / "systems" / "shop" / "shop.yaml", 9, monkeypatch)
    with pytest.raises(OSError, match=r"shop\.yaml changes while it is read"):
        disk.models(models, "m")


def test_huge_file_is_not_fully_read(tmp_path: Path) -> None:
    models = folder(tmp_path)
    huge = models / "systems" / "shop" / "huge.yaml"
    with huge.open("wb") as file:
        file.truncate(100 * MOST_BYTES)
    raw = disk.models(models, "m")["m/systems/shop/huge.yaml"]
    assert len(raw) == MOST_BYTES + 1
    assert [each.code for each in read("huge.yaml", raw).problems] == ["too-large"]


def test_each_file_is_looked_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    models = folder(tmp_path)
    for number in range(200):
        (models / "systems" / "shop" / f"part-{number}.yaml").write_text("zones: {}\n", "utf-8")
    hashed: list[int] = []

    def counted(path: Path) -> int:
        hashed.append(1)
        return id(path)

    monkeypatch.setattr(type(models), "__hash__", counted)
    assert len(disk.models(models, "m")) == 201
    assert len(hashed) < 1000, "each path is compared with a few others, and not with all"
