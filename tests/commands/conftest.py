"""The histories and requests with which the commands are tested that compare, and what compares for them."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from tests.support import requests, sites
from tests.support.histories import DAY, History, git
from tests.support.requests import Request

Diff = Callable[..., Result]
Open = Callable[..., Request]


@pytest.fixture(scope="module")
def history(tmp_path_factory: pytest.TempPathFactory) -> History:
    """A repository with the base as its branch `base`."""
    made = History(tmp_path_factory.mktemp("history") / "repository")
    made.commit()
    git(made.folder, "branch", "base")
    return made


@pytest.fixture
def diff(history: History, monkeypatch: pytest.MonkeyPatch) -> Diff:
    """Compare two revisions of the history as of a day."""
    monkeypatch.chdir(history.folder)
    return lambda *arguments: sites.asked("diff", "--as-of", DAY, *arguments)


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with the models that requests change."""
    return requests.repository(tmp_path_factory.mktemp("origin") / "models")


@pytest.fixture(scope="module")
def tools(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programs that a build server has, in a folder."""
    return requests.programs(tmp_path_factory.mktemp("tools") / "bin")


@pytest.fixture
def opened(origin: Path, tmp_path: Path) -> Open:
    """Open a pull request with a change."""
    return lambda changed, **more: requests.request(origin, tmp_path, changed, **more)
