"""What a folder of the package shows is bounded, so that a newcomer takes it in at a glance."""

from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[1] / "generator" / "zonebook"
DATA = {"assets", "catalogue", "template", "__pycache__"}
SHELF = "assess/conditions/words"
"""A word is looked for by what it is asked of: a shelf, and not a folder to be read."""
MOST = 14


def shown(folder: Path) -> Iterator[str]:
    """The modules and packages that a folder shows."""
    for path in sorted(folder.iterdir()):
        if (path.is_dir() and path.name not in DATA) or (path.suffix == ".py" and path.name != "__init__.py"):
            yield path.name


def packages() -> Iterator[Path]:
    """Every package with modules in it."""
    for init in sorted(PACKAGE.rglob("__init__.py")):
        if DATA.isdisjoint(init.relative_to(PACKAGE).parts):
            yield init.parent


@pytest.mark.parametrize(("folder", "most"), [("", 22), ("assess", 13)])
def test_folder_shows_few_parts(folder: str, most: int) -> None:
    assert 0 < len(list(shown(PACKAGE / folder))) <= most


def test_no_package_is_crowded() -> None:
    counts = {
        path.relative_to(PACKAGE).as_posix(): sum(name.endswith(".py") for name in shown(path))
        for path in packages()
        if path != PACKAGE
    }
    assert len(counts) > 20
    assert {name: count for name, count in counts.items() if count > MOST and name != SHELF} == {}


def test_packages_say_what_is_in_them() -> None:
    silent = [path.name for path in packages() if not (path / "__init__.py").read_text("utf-8").startswith('"""')]
    assert silent == []
