"""The frame of the theme is rendered once for many pages, where nothing but the theme decides what it looks like."""

from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from tests.support import sites

from zonebook.mkdocs_support import frames
from zonebook.mkdocs_support.frames import Frames
from zonebook.plugin import ZonebookPlugin

SEES_PAGES = "def on_page_context(context, **more):\n    return context\n"
THEME = "theme: {name: material,"


def configured(here: Path, *changes: tuple[str, str]) -> MkDocsConfig:
    """Return the configuration of the small site, changed."""
    for change in changes:
        sites.changed(here / "mkdocs.yml", *change)
    config = load_config(str(here / "mkdocs.yml"))
    config.plugins.on_startup(command="build", dirty=False)
    return config


def used(config: MkDocsConfig) -> Frames | None:
    """Build the site; return its frames."""
    build(config)
    plugin = config.plugins["zonebook"]
    assert isinstance(plugin, ZonebookPlugin)
    return plugin._frames


def test_pages_of_a_folder_share_frames(here: Path) -> None:
    found = used(configured(here))
    assert found
    assert found.framed > found.rendered


def test_frame_that_makes_another_page_is_dropped(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frames._Frame, "around", lambda _, page: f"another {page.title}")
    config = configured(here)
    found = used(config)
    assert found
    assert (found.framed, "another" in Path(config.site_dir, "catalogue/glossary.html").read_text("utf-8")) == (
        0,
        False,
    )


@pytest.mark.parametrize("why", ["own templates", "hook"])
def test_changed_theme_has_no_frames(here: Path, why: str) -> None:
    (here / "own").mkdir()
    (here / "own" / "main.html").write_text('{% extends "base.html" %}', "utf-8")
    (here / "sees.py").write_text(SEES_PAGES, "utf-8")
    own, hook = (THEME, f"{THEME} custom_dir: own,"), ("site_name: Small", "site_name: Small\nhooks: [sees.py]")
    assert used(configured(here, own if why == "own templates" else hook)) is None
