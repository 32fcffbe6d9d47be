"""What changes below a folder is told, also where the folder was away for a while."""

import shutil
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from zonebook.edge.watching import watched


@pytest.fixture
def models(tmp_path: Path) -> Path:
    """A folder with a file, one in a folder, and one that does not count."""
    folder = tmp_path / "models"
    (folder / "systems").mkdir(parents=True)
    for name in ("organisation.yaml", "systems/shop.yaml", ".hidden"):
        (folder / name).write_text("a: 1\n", "utf-8")
    return folder


def told(changed: Callable[[], tuple[str, ...]]) -> tuple[str, ...]:
    """Return the next change; fail where there is none."""
    found: list[tuple[str, ...]] = []
    thread = threading.Thread(target=lambda: found.append(changed()), daemon=True)
    thread.start()
    thread.join(20)
    return found[0]


def test_changes_since_the_last_are_told(models: Path) -> None:
    changed = watched(models)
    (models / "organisation.yaml").write_text("a: 2\n", "utf-8")
    (models / "systems" / "new.yaml").touch()
    assert told(changed) == ("organisation.yaml", "systems/new.yaml")
    (models / "systems" / "shop.yaml").unlink()
    (models / "systems" / "shop.yaml~").touch()
    (models / ".hidden").write_text("other", "utf-8")
    assert told(changed) == ("systems/shop.yaml",)


def test_folder_that_returns_is_watched(models: Path) -> None:
    changed = watched(models)
    away = models.with_name("away")
    models.rename(away)
    assert told(changed) == ("organisation.yaml", "systems/shop.yaml")
    shutil.copytree(away, models)
    assert told(changed) == ("organisation.yaml", "systems/shop.yaml")
    (models / "organisation.yaml").write_text("a: 22\n", "utf-8")
    assert told(changed) == ("organisation.yaml",)


def test_replaced_folder_is_a_change(models: Path) -> None:
    changed = watched(models)
    new = models.with_name("new")
    shutil.copytree(models, new)
    shutil.rmtree(models)
    new.rename(models)
    assert told(changed) == ("organisation.yaml", "systems/shop.yaml")


def test_shallow_watch_stays_at_the_top(models: Path) -> None:
    changed = watched(models, deep=False)
    (models / "systems" / "shop.yaml").unlink()
    (models / "more.yaml").touch()
    assert told(changed) == ("more.yaml",)


def test_links_in_a_circle_end(models: Path) -> None:
    (models / "systems" / "again").symlink_to(models, target_is_directory=True)
    (models / "systems" / "nowhere").symlink_to(models / "absent")
    changed = watched(models)
    (models / "systems" / "shop.yaml").write_text("a: 3\n", "utf-8")
    assert "systems/shop.yaml" in told(changed)
