from pathlib import Path

import pytest

from zonebook.edge import swap


def put(out: Path, text: str) -> None:
    with swap.staged(out) as aside:
        swap.lay_down({"a/b.txt": text}, aside)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def held(out: Path) -> str:
    return (out / "a" / "b.txt").read_text("utf-8")


@pytest.mark.parametrize("exchange", [True, False])
def test_a_folder_takes_the_place_of_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, exchange: bool
) -> None:
    if not exchange:
        monkeypatch.setattr(swap, "_exchanged", lambda *_: False)
    out = tmp_path / "deep" / "out"
    put(out, "one")
    put(out, "two")
    assert held(out) == "two"
    assert names(out.parent) == ["out"]
    assert out.stat().st_mode & 0o777 == 0o755


@pytest.mark.parametrize("exchange", [True, False])
def test_a_failure_leaves_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, exchange: bool) -> None:
    if not exchange:
        monkeypatch.setattr(swap, "_exchanged", lambda *_: False)
    out = tmp_path / "out"
    put(out, "one")
    with pytest.raises(FileExistsError), swap.staged(out) as aside:
        swap.lay_down({"a": "two", "a/b.txt": "two"}, aside)
    assert held(out) == "one"
    assert names(tmp_path) == ["out"]


def test_the_second_of_two_steps_fails_and_the_first_is_undone(tmp_path: Path) -> None:
    out = tmp_path / "out"
    put(out, "one")
    with pytest.raises(FileNotFoundError):
        swap._in_two_steps(tmp_path / "gone", out)
    assert held(out) == "one"


def test_what_a_build_that_died_took_away_is_put_back(tmp_path: Path) -> None:
    out = tmp_path / "out"
    put(out, "one")
    out.rename(tmp_path / ".out-x-old")
    (tmp_path / ".out-x").mkdir()
    with pytest.raises(FileExistsError), swap.staged(out) as aside:
        swap.lay_down({"a": "two", "a/b.txt": "two"}, aside)
    assert held(out) == "one"
    assert names(tmp_path) == ["out"]


def test_what_a_living_build_makes_is_left_alone(tmp_path: Path) -> None:
    with swap.staged(tmp_path / "out") as first:
        put(tmp_path / "out", "two")
        swap.lay_down({"a/b.txt": "one"}, first)
    assert held(tmp_path / "out") == "one"
