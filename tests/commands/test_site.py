import json
import os
import random
import shutil
import signal
import time
from pathlib import Path

import pytest
from tests.support import sites

ENGINE = "#!/bin/sh\necho no >&2\nexit 7\n"


@pytest.fixture(scope="module")
def env(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """An environment with the frozen catalogue."""
    return sites.frozen(tmp_path_factory.mktemp("frozen"))


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory, env: dict[str, str]) -> Path:
    """A small repository and its site."""
    folder = sites.repository(tmp_path_factory.mktemp("good") / "repository")
    made = sites.run("site", "--as-of", sites.DAY, cwd=folder, env=env)
    assert (made.code, made.out, made.err) == (0, "", "the site is in site\n")
    return folder


@pytest.fixture
def here(tmp_path: Path, good: Path) -> Path:
    """A copy of it."""
    return Path(shutil.copytree(good, tmp_path / "here"))


def left(here: Path) -> list[str]:
    """Return what a build left behind beside its output."""
    return [path.name for path in here.glob(".zonebook-*")]


# successful and failed builds


def test_manifest_lists_every_file(good: Path) -> None:
    listed = json.loads((good / "site" / "manifest.json").read_text("utf-8"))
    files = sites.tree(good / "site")
    assert listed["degraded"] == []
    hashes = {name: said["sha256"] for name, said in listed["files"].items()}
    assert hashes == {name: sha for name, sha in files.items() if name not in {"manifest.json", ".zonebook"}}
    assert all(said["size"] == (good / "site" / name).stat().st_size for name, said in listed["files"].items())
    assert set(listed["made_from"]) == {"program", "as_of", "catalogue", "models", "commit", "changed"}
    assert {"index.html", "hand.html", "assessment.json", "assets/zonebook/zonebook.css"} <= set(files)


@pytest.mark.parametrize(
    ("name", "before", "after", "code", "says"),
    [
        ("models/systems/small/system.yaml", "kind: server", "kind: servr", 1, "system.yaml:8:35: unknown-id: "),
        ("mkdocs.yml", "site_name: Small", "site_name: [", 2, "mkdocs.yml"),
        ("mkdocs.yml", "site_name: Small", "site_name: Small\0", 2, "MkDocs could not build the site:"),
        ("mkdocs.yml", "search, ", "search, absent, ", 2, 'The "absent" plugin is not installed'),
        ("mkdocs.yml", "zonebook]", "zonebook: {as_of: tomorrow}]", 2, "`tomorrow` is not a day"),
        ("mkdocs.yml", "zonebook]", "zonebook: {models: gone}]", 2, "there is no folder"),
        ("mkdocs.yml", "zonebook]", "zonebook: {repository: code}]", 2, "{path}"),
        ("docs/hand.md", "A page", "[gone](gone.md)", 2, "gone.md"),
    ],
)
def test_failed_build_keeps_last_good_site(  # noqa: PLR0917
    here: Path, env: dict[str, str], name: str, before: str, after: str, code: int, says: str
) -> None:
    kept = sites.tree(here / "site")
    sites.changed(here / name, before, after)
    failed = sites.run("site", cwd=here, env=env)
    assert failed.code == code, failed
    assert says in failed.out + failed.err
    assert "INFO" not in failed.err
    assert sites.tree(here / "site") == kept
    assert left(here) == []


def test_failed_check_keeps_last_good_site(here: Path, env: dict[str, str]) -> None:
    """The faults that the check finds are reported."""
    kept = sites.tree(here / "site")
    sites.changed(
        here / "docs" / "hand.md",
        "A page",
        '<a href="gone.html">1</a> <a href="index.html#gone">2</a> <img src="g.png">',
    )
    sites.changed(here / "docs" / "hand.md", "by hand, ", '<script src="https://cdn.test/x.js"></script>')
    failed = sites.run("site", cwd=here, env=env)
    assert failed.code == 2
    assert failed.out.splitlines() == [
        "hand.html: g.png: leads to no file",
        "hand.html: gone.html: leads to no file",
        "hand.html: index.html#gone: leads to a place that is not on the page",
        "hand.html: loads https://cdn.test/x.js from outside",
    ]
    assert failed.err.startswith("zonebook: 4 links or pictures of the built site cannot stay; ")
    assert sites.tree(here / "site") == kept


def test_day_comes_from_command_or_config(good: Path, here: Path, env: dict[str, str]) -> None:
    sites.changed(here / "mkdocs.yml", "zonebook]", "zonebook: {as_of: 2026-03-04}]")
    assert sites.run("site", "--quiet", cwd=here, env=env).code == 0
    told = [json.loads((each / "site" / "assessment.json").read_text("utf-8"))["as_of"] for each in (here, good)]
    assert told == ["2026-03-04", sites.DAY]


def test_site_without_plugin_is_checked_too(here: Path, env: dict[str, str]) -> None:
    sites.changed(here / "mkdocs.yml", ", zonebook]", "]")
    sites.changed(here / "mkdocs.yml", "zonebook, ", "")
    made = sites.run("site", cwd=here, env=env)
    assert made.code == 2
    assert "loads https://unpkg.com/iframe-worker/shim from outside" in made.out
    sites.changed(here / "mkdocs.yml", "offline, ", "")
    sites.changed(here / "mkdocs.yml", "hand.md", "index.md")
    (here / "docs" / "hand.md").rename(here / "docs" / "index.md")
    assert sites.run("site", cwd=here, env=env).code == 0
    assert not (here / "site" / "assessment.json").exists()


def test_failed_diagram_still_gives_a_site(here: Path, env: dict[str, str]) -> None:
    engine = here / "engine"
    engine.write_text(ENGINE, "utf-8")
    engine.chmod(0o755)
    refusing = sites.refusing(here.parent / "refusing", ZONEBOOK_DOT=str(engine))
    made = sites.run("site", cwd=here, env={**env, **refusing})
    assert made.code == 3
    degraded = json.loads((here / "site" / "manifest.json").read_text("utf-8"))["degraded"]
    assert degraded
    assert made.err.splitlines() == [*(f"degraded: {each}" for each in degraded), "the site is in site"]
    pages = (path.read_text("utf-8") for path in (here / "site").rglob("*.html"))
    assert sites.missing(pages) == {each.partition(":")[0] for each in degraded}


def test_foreign_file_is_named_and_kept(here: Path, env: dict[str, str]) -> None:
    (here / "site" / "CNAME").write_text("example.com\n", "utf-8")
    kept = sites.tree(here / "site")
    failed = sites.run("site", cwd=here, env=env)
    assert (failed.code, failed.out) == (2, "")
    assert "a file that every site needs belongs in docs/" in failed.err
    assert failed.err.endswith(":\nCNAME\n")
    assert sites.tree(here / "site") == kept
    (here / "site" / "CNAME").rename(here / "docs" / "CNAME")
    assert sites.run("site", "--quiet", cwd=here, env=env).code == 0
    assert (here / "site" / "CNAME").read_text("utf-8") == "example.com\n"


@pytest.mark.parametrize("plugins", ["[search, zonebook]", "[search]"])
def test_edited_manifest_is_refused(here: Path, env: dict[str, str], plugins: str) -> None:
    sites.changed(here / "mkdocs.yml", "[offline, search, zonebook]", plugins)
    sites.changed(here / "mkdocs.yml", "nav: [zonebook, By hand: hand.md]", "")
    (here / "docs" / "hand.md").rename(here / "docs" / "index.md")
    (here / "docs" / "manifest.json").write_text('{"name": "An app"}', "utf-8")
    kept = sites.tree(here / "site")
    failed = sites.run("site", cwd=here, env=env)
    assert failed.code == 2
    assert "manifest.json in docs/ has the name of the list of files that zonebook writes" in failed.err
    assert sites.tree(here / "site") == kept


def test_mkdocs_messages_stay_on_one_line(here: Path, env: dict[str, str]) -> None:
    (here / "docs" / "x\n::error::owned.md").write_text("[gone](gone.md)\n", "utf-8")
    failed = sites.run("site", cwd=here, env=env)
    assert failed.code == 2
    assert "::error::owned.md" in failed.err
    assert [line for line in failed.err.splitlines() if line.startswith("::")] == []


# killed builds


def test_killed_build_leaves_site_consistent(here: Path, env: dict[str, str]) -> None:
    """The site is completely old or completely new."""
    old = sites.tree(here / "site")
    sites.changed(here / "docs" / "hand.md", "first", "second")
    fresh = sites.repository(here.parent / "fresh", hand="second")
    began = time.monotonic()
    assert sites.run("site", "--as-of", sites.DAY, cwd=fresh, env=env).code == 0
    lasts, new = time.monotonic() - began, sites.tree(fresh / "site")
    assert old != new
    chance = random.Random(1)  # noqa: S311  moments, not secrets
    for moment in (chance.uniform(0.1, 0.8), 0.86, 0.92, 0.98):
        process = sites.begun("site", "--as-of", sites.DAY, cwd=here, env=env)
        time.sleep(moment * lasts)
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate(timeout=60)
        assert sites.tree(here / "site") in (old, new)
    assert sites.run("site", "--as-of", sites.DAY, cwd=here, env=env).code == 0
    assert sites.tree(here / "site") == new


def test_terminated_build_leaves_nothing_behind(here: Path, env: dict[str, str]) -> None:
    old = sites.tree(here / "site")
    process = sites.begun("site", cwd=here, env=env)
    while not left(here):
        time.sleep(0.01)
    time.sleep(0.5)
    process.send_signal(signal.SIGTERM)
    assert sites.ended(process).code == 128 + signal.SIGTERM
    assert left(here) == []
    assert sites.tree(here / "site") == old


def test_concurrent_builds_both_succeed(here: Path, env: dict[str, str]) -> None:
    old = sites.tree(here / "site")
    both = [sites.begun("site", "--as-of", sites.DAY, cwd=here, env=env) for _ in range(2)]
    assert [sites.ended(each).code for each in both] == [0, 0]
    assert sites.tree(here / "site") == old
    assert left(here) == []
