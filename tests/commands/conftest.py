"""The history that the commands are tested with that compare."""

from collections.abc import Callable

import pytest
from click.testing import Result
from tests.support import sites
from tests.support.histories import DAY, History, git

Diff = Callable[..., Result]


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
