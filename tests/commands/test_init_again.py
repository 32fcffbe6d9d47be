"""`zonebook init` replaces nothing, and resumes an interrupted run."""

import os
from pathlib import Path

import pytest
from tests.support import sites

from zonebook.commands import init
from zonebook.edge.publish import ownership, swap


def left_by_a_run_that_died(folder: Path, monkeypatch: pytest.MonkeyPatch, after: int) -> None:
    """Leave in a folder what `init` leaves when it is killed after that many files."""
    moved: list[Path] = []

    def dying(source: Path, target: Path) -> None:
        if len(moved) == after:
            os._exit(9)
        moved.append(target)
        put(source, target)

    put = init._move
    monkeypatch.setattr(init, "_move", dying)
    child = os.fork()
    if child == 0:
        init.init(folder, sites.PROGRAM)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
    monkeypatch.undo()


@pytest.mark.parametrize("after", [0, 1, 5])
def test_interrupted_run_is_resumed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, after: int) -> None:
    left_by_a_run_that_died(tmp_path / "new", monkeypatch, after)
    held = ownership.entries(tmp_path / "new")
    assert len([path for path in held if not path.parts[len(tmp_path.parts) + 1].startswith(".zonebook-")]) == after
    for name in ("new", "fresh"):
        assert sites.asked("init", str(tmp_path / name), "--from", sites.PROGRAM).exit_code == 0
    assert sites.tree(tmp_path / "new") == sites.tree(tmp_path / "fresh")


def test_user_changes_are_named_and_kept(tmp_path: Path) -> None:
    assert sites.asked("init", str(tmp_path / "new"), "--from", sites.PROGRAM).exit_code == 0
    sites.changed(tmp_path / "new" / "README.md", "#", "# Ours:")
    (tmp_path / "new" / "models" / "own.yaml").write_text("", "utf-8")
    (tmp_path / "new" / "mkdocs.yml").unlink()
    before = sites.tree(tmp_path)
    result = sites.asked("init", str(tmp_path / "new"), "--from", sites.PROGRAM)
    assert result.exit_code == 2
    assert sorted(result.stderr.splitlines()[1:]) == ["README.md", "models/own.yaml"]
    assert sites.tree(tmp_path) == before


def test_failed_run_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: object, root: Path) -> None:
        raise OSError(28, "No space left on device", str(root))

    monkeypatch.setattr(swap, "lay_down", full)
    result = sites.asked("init", str(tmp_path / "deep" / "new"), "--from", sites.PROGRAM)
    assert result.exit_code == 2
    assert "no space left on device" in result.stderr
    assert list(tmp_path.iterdir()) == []
