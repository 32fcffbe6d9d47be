"""The recipe by which a site is built again is followed, command by command, from a repository to the same bytes."""

import json
import re
import shlex
from pathlib import Path

import pytest
from tests.support import sites
from tests.support.histories import git

from zonebook.document.provenance import Provenance

PAGE = sites.TOP / "docs" / "guides" / "verify.md"
BLOCK = re.compile(r"^```sh\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def commands(**known: str) -> list[list[str]]:
    """Return the commands of the last block of the page, with what a reader puts in."""
    *_, last = BLOCK.findall(PAGE.read_text("utf-8"))
    for word, value in known.items():
        assert word in last
        last = last.replace(word, value)
    return [shlex.split(line) for line in last.splitlines()]


@pytest.fixture
def published(tmp_path: Path) -> Path:
    """A repository with its models committed, and beside it the site that was built from it."""
    repository = sites.repository(tmp_path / "repository")
    git(repository, "init", "-q")
    git(repository, "add", "-A")
    git(repository, "commit", "-q", "-m", "A state")
    env = sites.frozen(tmp_path / "frozen")
    done = sites.run("site", "--as-of", sites.DAY, "--out", str(tmp_path / "site"), cwd=repository, env=env)
    assert done.code == 0, done.err
    return repository


def test_recipe_gives_the_same_site(published: Path, tmp_path: Path) -> None:
    made_from = json.loads((tmp_path / "site" / "manifest.json").read_text("utf-8"))["made_from"]
    assert made_from["changed"] is False
    env = sites.frozen(tmp_path / "frozen")
    for program, *words in commands(REPOSITORY=str(published), COMMIT=made_from["commit"], DAY=made_from["as_of"]):
        if program == "git":
            git(tmp_path, *words)
            continue
        assert program == "zonebook"
        done = sites.run(*words, cwd=tmp_path, env=env)
        assert (done.code, done.out) == (0, ""), done.err


def test_recipe_notices_another_state(published: Path, tmp_path: Path) -> None:
    sites.changed(published / sites.MODEL, "title: Server", "title: Another")
    git(published, "commit", "-q", "-a", "-m", "Another state")
    env = sites.frozen(tmp_path / "frozen")
    codes = []
    for program, *words in commands(REPOSITORY=str(published), COMMIT="HEAD", DAY=sites.DAY):
        if program == "git":
            git(tmp_path, *words)
        else:
            codes.append(sites.run(*words, cwd=tmp_path, env=env).code)
    assert codes == [0, 1]


def test_page_explains_each_origin() -> None:
    rows = re.findall(r"^\| `(\w+)` \|", PAGE.read_text("utf-8"), re.MULTILINE)
    assert sorted(rows) == sorted(Provenance.__dataclass_fields__.keys() - {"systems"})
