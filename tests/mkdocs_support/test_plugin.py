import json
import logging
import re
import socket
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from subprocess import Popen
from unittest.mock import Mock

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, ConfigurationError
from tests.support import sites

from zonebook import assembly
from zonebook.diagram.layout.geometry import NotLaidOutError
from zonebook.document.page import Page
from zonebook.drawing import placing
from zonebook.edge.publish import ownership
from zonebook.edge.store import Store
from zonebook.mkdocs_support import navigation

PLUGINS = "plugins: [offline, search, zonebook]"
NAV = "nav: [zonebook, By hand: hand.md]"


def configured(here: Path, *changes: tuple[str, str], serving: bool = False) -> MkDocsConfig:
    """Return the configuration, changed, as a command of MkDocs would."""
    text = sites.CONFIG
    for before, after in changes:
        assert before in text
        text = text.replace(before, after)
    (here / "mkdocs.yml").write_text(text, "utf-8")
    config = load_config(str(here / "mkdocs.yml"))
    config.plugins.on_startup(command="serve" if serving else "build", dirty=False)
    return config


def built(config: MkDocsConfig) -> dict[str, str]:
    """Return the text of every page of the site."""
    build(config)
    site = Path(config.site_dir)
    return {path.relative_to(site).as_posix(): path.read_text("utf-8") for path in site.rglob("*.html")}


def wrote(here: Path, before: str, after: str) -> None:
    """Rewrite the model with a part changed."""
    assert before in sites.SYSTEM
    (here / sites.MODEL).write_text(sites.SYSTEM.replace(before, after), "utf-8")


def tabs(page: str) -> list[str]:
    """Return the first level of the navigation, without what a later version may add between the ends."""
    found = re.findall(r'class="md-tabs__link">\s*([^<]*?)\s*<', page)
    return [each for each in found if each in {"Home", "Systems", "Catalogue", "Models", "By hand"}]


# other features of a site


@pytest.mark.parametrize(
    ("change", "serving", "stated"),
    [
        ("zonebook: {content_policy: true}", False, True),
        ("zonebook: {content_policy: true}", True, False),
        ("zonebook", False, False),
    ],
)
def test_every_page_states_its_policy_where_wanted(here: Path, change: str, *, serving: bool, stated: bool) -> None:
    pages = built(configured(here, (PLUGINS, f"plugins: [offline, search, {change}]"), serving=serving))
    assert "404.html" in pages
    assert {'http-equiv="Content-Security-Policy"' in text for text in pages.values()} == {stated}


@pytest.mark.parametrize(
    "plugins",
    [
        "plugins: [search, zonebook, offline]",
        "plugins: [zonebook]",
        "plugins: [search, tags, zonebook]",
        "plugins:\n  search: {}\n  zonebook: {models: models, as_of: 2026-12-01}\n  offline: {}",
    ],
)
def test_it_works_beside_other_plugins(here: Path, plugins: str) -> None:
    pages = built(configured(here, (PLUGINS, plugins)))
    home = pages["systems/small/index.html"]
    assert {"index.html", "hand.html"} <= set(pages)
    assert "unpkg" not in "".join(pages.values())
    assert 'src="../../assets/zonebook/iframe-worker.js"' in home
    assert 'href="../../assets/zonebook/zonebook.css"' in home


def test_pages_use_folders_when_configured(here: Path) -> None:
    pages = built(configured(here, ("urls: false", "urls: true"), ("offline, ", "")))
    assert {"index.html", "hand/index.html", "systems/small/services/server-1/index.html"} <= set(pages)
    assert 'href="systems/small/"' in pages["index.html"]


@pytest.mark.parametrize(
    ("nav", "first"),
    [
        (NAV, ["Home", "Systems", "Catalogue", "By hand"]),
        ("nav: [By hand: hand.md, zonebook]", ["By hand", "Home", "Systems", "Catalogue"]),
        ("nav: [By hand: hand.md, Models: zonebook]", ["By hand", "Models"]),
        ("nav: [By hand: hand.md, Models: [zonebook]]", ["By hand", "Models"]),
        ("nav: [By hand: hand.md]", ["By hand"]),
        ("", ["Home", "Systems", "Catalogue", "By hand"]),
    ],
)
def test_navigation_places_pages_as_configured(here: Path, nav: str, first: list[str]) -> None:
    assert tabs(built(configured(here, (NAV, nav)))["hand.html"]) == first


def test_navigation_title_is_text() -> None:
    page = Page(path="systems/a/index.md", title="", description="", blocks=(), section=("<i>A",), listed=True)
    assert navigation.sections([page]) == [{"Systems": [{"&lt;i&gt;A": ["systems/a/index.md"]}]}]


def test_handwritten_page_replaces_generated_one(here: Path, caplog: pytest.LogCaptureFixture) -> None:
    (here / "docs" / "index.md").write_text("# Mine\n", "utf-8")
    with caplog.at_level(logging.INFO, "mkdocs"):
        assert "Mine" in built(configured(here))["index.html"]
    assert "index.md is written by hand, and stands in the place of the generated one" in caplog.text


def test_plain_build_has_a_manifest(here: Path) -> None:
    config = configured(here)
    build(config)
    listed = json.loads((Path(config.site_dir) / "manifest.json").read_text("utf-8"))["files"]
    assert set(listed) == set(sites.tree(Path(config.site_dir))) - {"manifest.json"}


# options


@pytest.mark.parametrize(
    "option",
    [
        "as_of: tomorrow",
        "as_of: 5",
        "on_problem: ignore",
        "repository: code",
        "repository: 'x:{path}'",
        "model: models",
    ],
)
def test_invalid_option_is_refused(here: Path, option: str) -> None:
    with pytest.raises((ConfigurationError, Abort)):
        configured(here, ("zonebook]", f"zonebook: {{{option}}}]"))


def test_model_lines_are_linked_to_repository(here: Path) -> None:
    config = configured(here, ("zonebook]", "zonebook: {repository: 'https://code.test/{path}#L{line}'}]"))
    assert f'href="https://code.test/{sites.MODEL}#L8"' in built(config)["systems/small/services/server-1.html"]


@pytest.mark.parametrize("models", ["gone", "mkdocs.yml", "docs"])
def test_missing_models_stop_the_build(here: Path, models: str, caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(Abort):
        built(configured(here, ("zonebook]", f"zonebook: {{models: {models}}}]")))
    assert "the models cannot be read: " in caplog.text


# problems and missing files


@pytest.mark.parametrize("on_problem", ["stop", "page"])
def test_problems_stop_the_build(here: Path, on_problem: str, caplog: pytest.LogCaptureFixture) -> None:
    wrote(here, "kind: server", "kind: servr")
    with pytest.raises(Abort):
        built(configured(here, ("zonebook]", f"zonebook: {{on_problem: {on_problem}}}]")))
    assert f"the models have 1 problem\n{sites.MODEL}:8:35: unknown-id: " in caplog.text


def test_serving_shows_problems_on_last_pages(here: Path) -> None:
    asked = ("zonebook]", "zonebook: {on_problem: page}]")
    told = f"<code>{sites.MODEL}:8:35: unknown-id: there is no kind `servr`; did you mean `server`?</code>"
    wrote(here, "kind: server", "kind: servr")
    first = built(configured(here, asked, serving=True))
    assert set(first) == {"index.html", "hand.html", "404.html"}
    assert told in first["index.html"]
    assert "last good" not in first["index.html"]
    wrote(here, "title: Server", "title: Good")
    good = built(load_config(str(here / "mkdocs.yml")))["systems/small/services/server-1.html"]
    assert "Good" in good
    assert "unknown-id" not in good
    wrote(here, "title: Server, kind: server", "title: Worse, kind: servr")
    worse = built(load_config(str(here / "mkdocs.yml")))
    assert all(text in worse["systems/small/services/server-1.html"] for text in ("Good", "last good version"))
    assert all("unknown-id" in worse[name] for name in ("index.html", "hand.html"))
    wrote(here, "title: Server", "title: Better")
    better = built(load_config(str(here / "mkdocs.yml")))["systems/small/services/server-1.html"]
    assert "Better" in better
    assert "unknown-id" not in better


@pytest.mark.parametrize("elsewhere", [False, True])
def test_failed_diagram_is_a_warning(
    here: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, *, elsewhere: bool
) -> None:
    """Unless the command reports it itself."""
    monkeypatch.setenv("ZONEBOOK_DOT", str(here / "no-engine"))
    monkeypatch.setattr(placing, "arranged", Mock(side_effect=NotLaidOutError("refused")))
    monkeypatch.setattr(placing, "store", lambda kind: Store(kind=kind, folder=None))
    monkeypatch.setenv(assembly.TOLD_ELSEWHERE, "1" if elsewhere else "")
    assembly.drawer.cache_clear()
    config = configured(here, ("strict: true", "strict: false"))
    with caplog.at_level(logging.INFO, "mkdocs"):
        build(config)
    assembly.drawer.cache_clear()
    levels = {record.levelname for record in caplog.records if "degraded: " in record.getMessage()}
    assert levels == {"INFO" if elsewhere else "WARNING"}
    assert json.loads((Path(config.site_dir) / "manifest.json").read_text("utf-8"))["degraded"]


# foreign files


def test_mkdocs_keeps_a_site_with_foreign_files(here: Path, caplog: pytest.LogCaptureFixture) -> None:
    config = configured(here)
    built(config)
    site = Path(config.site_dir)
    ownership.mark(site)
    built(configured(here))
    (site / "CNAME").write_text("example.com\n", "utf-8")
    before = sites.tree(site)
    with pytest.raises(Abort):
        built(configured(here))
    assert "a new build would lose it" in caplog.text
    assert sites.tree(site) == before


def test_hidden_foreign_files_are_not_listed(here: Path) -> None:
    config = configured(here)
    site = Path(config.site_dir)
    (site / ".git").mkdir(parents=True)
    (site / ".git" / "HEAD").write_text("ref: refs/heads/pages\n", "utf-8")
    built(config)
    listed = json.loads((site / "manifest.json").read_text("utf-8"))["files"]
    assert "index.html" in listed
    assert [name for name in listed if name.startswith(".")] == []
    assert (site / ".git" / "HEAD").is_file()


# live reload


@contextmanager
def served(here: Path, env: Mapping[str, str]) -> Iterator[str]:
    """Serve the site; return its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = (str(Path(sites.ZONEBOOK[0]).with_name("mkdocs")), "serve", "-a", f"127.0.0.1:{port}")
    with (
        (here / "log").open("w", encoding="utf-8") as log,
        Popen(command, cwd=here, env=env, stdout=log, stderr=log) as run,
    ):
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            run.terminate()
            print((here / "log").read_text("utf-8"))  # noqa: T201  shown where a test fails


def awaited(address: str, text: str, most: float = 60) -> None:
    """Wait until a page contains a text; fail where it does not within that many seconds."""
    end = time.monotonic() + most
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(address, timeout=5) as page:  # noqa: S310  our own server
                if text in page.read().decode():
                    return
        except OSError:
            pass
        time.sleep(0.2)
    pytest.fail(f"{address} does not say `{text}`")


def test_server_follows_models_and_local_catalogue(here: Path, tmp_path: Path) -> None:
    configured(here, ("zonebook]", "zonebook: {on_problem: page}]"), ("offline, search, ", ""))
    (here / "models" / "glossary").mkdir()
    term = here / "models" / "glossary" / "house-term.yaml"
    term.write_text("title: House term\nsummary: The first meaning.\n", "utf-8")
    with served(here, sites.frozen(tmp_path / "frozen")) as address:
        page = f"{address}/systems/small/services/server-1.html"
        awaited(page, "Server")
        wrote(here, "title: Server", "title: Changed")
        awaited(page, "Changed")
        term.write_text("title: House term\nsummary: The second meaning.\n", "utf-8")
        awaited(f"{address}/catalogue/glossary.html", "The second meaning.")
        wrote(here, "title: Server, kind: server", "title: Broken, kind: servr")
        awaited(page, "unknown-id")
        wrote(here, "title: Server", "title: Mended")
        awaited(page, "Mended")
