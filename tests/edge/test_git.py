"""Models of a revision are read from the repository that the folder is in, and from no other."""

import hashlib
from pathlib import Path

import pytest
from tests.support.histories import BASE, PLACE, History
from tests.support.histories import git as run

from zonebook.edge import git
from zonebook.values import RefusedError


@pytest.fixture(scope="module")
def history(tmp_path_factory: pytest.TempPathFactory) -> History:
    """A repository with evidence, a hidden file and one that is no model beside the models."""
    made = History(tmp_path_factory.mktemp("edge") / "repository")
    more = {f"{PLACE}/evidence/scan.csv": "a,b\n", "models/.hidden/x.yaml": "x: 1\n", "models/notes.txt": "Notes.\n"}
    made.commit(more)
    return made


def models(history: History, folder: str = "models") -> git.Models:
    """Return the models of the newest commit."""
    return git.models(history.folder, git.commit(history.folder, "HEAD"), folder)


def test_texts_are_those_of_the_commit(history: History) -> None:
    found = models(history)
    assert {path: text.decode() for path, text in found.texts.items()} == BASE
    assert found.commit == run(history.folder, "rev-parse", "HEAD")


def test_standing_names_commit_and_changes(tmp_path: Path) -> None:
    made = History(tmp_path / "repository")
    models = made.folder / "models"
    made.commit({})
    at = run(made.folder, "rev-parse", "HEAD")
    assert git.standing(models) == git.Standing(commit=at)
    (made.folder / "elsewhere.txt").write_text("x", "utf-8")
    assert git.standing(models) == git.Standing(commit=at)
    (models / "new.yaml").write_text("x: 1\n", "utf-8")
    assert git.standing(models) == git.Standing(commit=at, changed=True, paths=("new.yaml",))


def test_standing_outside_of_repository_is_empty(tmp_path: Path) -> None:
    assert git.standing(tmp_path) == git.Standing()
    assert git.standing(tmp_path / "none") == git.Standing()


def test_evidence_is_hashed_from_its_object(history: History) -> None:
    path, gone = f"{PLACE}/evidence/scan.csv", f"{PLACE}/evidence/gone.csv"
    seen = models(history).look([path, gone])
    assert seen[path].sha256 == hashlib.sha256(b"a,b\n").hexdigest()
    assert seen[gone].sha256 is None


def test_environment_points_to_no_other_repository(
    history: History, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY"):
        monkeypatch.setenv(name, str(tmp_path))
    assert git.top(history.folder) == history.folder
    assert set(models(history).texts) == set(BASE)


def test_link_as_model_is_refused(history: History) -> None:
    (history.folder / "models" / "link.yaml").symlink_to("organisation.yaml")
    run(history.folder, "add", "-A")
    run(history.folder, "commit", "-q", "-m", "A link")
    with pytest.raises(RefusedError, match=r"models/link\.yaml at [0-9a-f]{12} is named like a model and is no file"):
        models(history)
    run(history.folder, "reset", "-q", "--hard", "HEAD~1")


def test_missing_object_is_no_empty_model(history: History, tmp_path: Path) -> None:
    run(tmp_path, "clone", "-q", "--no-hardlinks", str(history.folder), "clone")
    clone = tmp_path / "clone"
    blob = run(clone, "rev-parse", f"HEAD:{PLACE}/flows.yaml")
    path = clone / ".git" / "objects" / blob[:2] / blob[2:]
    path.unlink()
    with pytest.raises(git.UnknownRevisionError, match="git fetch"):
        git.models(clone, git.commit(clone, "HEAD"), "models")


def test_folders_with_models_are_found(history: History) -> None:
    assert git.folders_of_models(history.folder, git.commit(history.folder, "HEAD")) == ("models",)


def test_missing_git_is_said(history: History, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(RefusedError, match="git is not installed"):
        git.top(history.folder)
