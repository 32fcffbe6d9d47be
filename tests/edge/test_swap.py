import os
import shutil
from pathlib import Path

import pytest

from zonebook.edge.publish import manifest, staging, swap


def put(out: Path, text: str) -> None:
    files: dict[str, str | bytes] = {"a/b.txt": text}
    with swap.staged(out) as aside:
        swap.lay_down({**files, manifest.NAME: manifest.manifest(files, ())}, aside)


def left_behind(out: Path, end: str = "") -> Path:
    """Return a folder beside `out` as a killed build leaves it."""
    with staging.aside(out.parent, out.name) as aside:
        name = aside.name
    path = out.parent / f"{name}{end}"
    put(path, "left")
    return path


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def held(out: Path) -> str:
    return (out / "a" / "b.txt").read_text("utf-8")


@pytest.mark.parametrize("exchange", [True, False])
def test_folder_replaces_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, exchange: bool) -> None:
    if not exchange:
        monkeypatch.setattr(swap, "_exchanged", lambda *_: False)
    out = tmp_path / "deep" / "out"
    put(out, "one")
    put(out, "two")
    assert held(out) == "two"
    assert names(out.parent) == ["out"]


@pytest.mark.parametrize("exchange", [True, False])
def test_failure_leaves_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, exchange: bool) -> None:
    if not exchange:
        monkeypatch.setattr(swap, "_exchanged", lambda *_: False)
    out = tmp_path / "out"
    put(out, "one")
    with pytest.raises(FileExistsError), swap.staged(out) as aside:
        swap.lay_down({"a": "two", "a/b.txt": "two"}, aside)
    assert held(out) == "one"
    assert names(tmp_path) == ["out"]


def test_failed_second_step_undoes_the_first(tmp_path: Path) -> None:
    out = tmp_path / "out"
    put(out, "one")
    with pytest.raises(FileNotFoundError):
        swap._in_two_steps(tmp_path / "gone", out)
    assert held(out) == "one"


def test_killed_build_is_rolled_back(tmp_path: Path) -> None:
    out = tmp_path / "out"
    put(out, "one")
    left_behind(out)
    old = left_behind(out, staging.OLD)
    shutil.rmtree(old)
    out.rename(old)
    with pytest.raises(FileExistsError), swap.staged(out) as aside:
        swap.lay_down({"a": "two", "a/b.txt": "two"}, aside)
    assert held(out) == "one"
    assert names(tmp_path) == ["out"]


def test_running_build_is_left_alone(tmp_path: Path) -> None:
    with swap.staged(tmp_path / "out") as first:
        put(tmp_path / "out", "two")
        swap.lay_down({"a/b.txt": "one"}, first)
    assert held(tmp_path / "out") == "one"


@pytest.mark.parametrize("umask", [0o022, 0o077, 0o002])
def test_output_folder_obeys_the_umask(tmp_path: Path, umask: int) -> None:
    before = os.umask(umask)
    try:
        put(tmp_path / "out", "one")
    finally:
        os.umask(before)
    assert (tmp_path / "out").stat().st_mode & 0o777 == 0o777 & ~umask


def test_failed_build_removes_created_folders(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), swap.staged(tmp_path / "deep" / "deeper" / "out"):
        raise KeyboardInterrupt
    assert names(tmp_path) == []


def test_undeletable_folder_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refused(path: Path) -> None:
        raise PermissionError(13, "Permission denied", str(path / "a"))

    out = tmp_path / "out"
    abandoned = left_behind(out)
    monkeypatch.setattr(shutil, "rmtree", refused)
    put(out, "one")
    said = capsys.readouterr().err
    assert f"zonebook: {abandoned} is left behind and can be deleted; {abandoned}/a: permission denied\n" in said
    assert held(out) == "one"


def test_longest_possible_name_works(tmp_path: Path) -> None:
    put(tmp_path / ("x" * 255), "one")
    assert names(tmp_path) == ["x" * 255]
