"""The frame of the theme is rendered once for many pages and many builds, where nothing but the theme decides it."""

import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from tests.support import sites
from tests.support.strategies import dice_of

from zonebook.edge.store import Store
from zonebook.mkdocs_support import frames
from zonebook.mkdocs_support.frames import Frames
from zonebook.plugin import ZonebookPlugin

SEES_PAGES = "def on_page_context(context, **more):\n    return context\n"
THEME = "theme: {name: material,"
FEW = 6
"""How many kinds of pages are compared with what the template makes of them."""


@pytest.fixture(autouse=True)
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the store."""
    folder = tmp_path / "store"
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(frames, "store", lambda kind: Store(kind=kind, folder=folder))
    return folder


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


def counts(config: MkDocsConfig) -> tuple[int, int]:
    """Build the site; return how often a page went through the template, and how often not."""
    found = used(config)
    assert found
    return found.rendered, found.framed


def test_next_build_renders_hardly_a_page(here: Path) -> None:
    """A changed summary changes no frame; a changed title those of the pages whose navigation has it."""
    rendered, framed = counts(configured(here))
    assert (rendered > FEW, framed > FEW) == (True, True)
    sites.changed(here / sites.MODEL, "A small system.", "Another sentence.")
    assert counts(configured(here))[0] <= FEW
    sites.changed(here / sites.MODEL, "title: Small", "title: Smaller")
    assert counts(configured(here))[0] > FEW


def test_kind_that_makes_another_page_is_rendered(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frames, "_around", lambda _frame, page, _content: f"another {page.title}")
    config = configured(here)
    counts(config)
    assert "another" not in Path(config.site_dir, "catalogue/glossary.html").read_text("utf-8")


@pytest.mark.parametrize("why", ["own templates", "hook"])
def test_changed_theme_has_no_frames(here: Path, why: str) -> None:
    (here / "own").mkdir()
    (here / "own" / "main.html").write_text('{% extends "base.html" %}', "utf-8")
    (here / "sees.py").write_text(SEES_PAGES, "utf-8")
    own, hook = (THEME, f"{THEME} custom_dir: own,"), ("site_name: Small", "site_name: Small\nhooks: [sees.py]")
    assert used(configured(here, own if why == "own templates" else hook)) is None


def test_page_of_a_preview_alone_is_marked(here: Path) -> None:
    config = configured(here, ("site_name: Small", "site_name: Small\ndraft_docs: catalogue/glossary.md"))
    build(config, serve_url="http://127.0.0.1/")
    assert "mkdocs-draft-marker" in Path(config.site_dir, "catalogue/glossary.html").read_text("utf-8")


# kept frames against a clean build

Edit = Callable[[Path, int], None]


def _model(before: str) -> Edit:
    def edit(here: Path, number: int) -> None:
        sites.changed(here / sites.MODEL, before, f"{before}{number}")

    return edit


def _configuration(line: str) -> Edit:
    def edit(here: Path, number: int) -> None:
        text = (here / "mkdocs.yml").read_text("utf-8")
        name = line.partition(":")[0]
        others = [each for each in text.splitlines() if not each.startswith(f"{name}:")]
        (here / "mkdocs.yml").write_text("\n".join((*others, line.format(number), "")), "utf-8")

    return edit


def _hand(here: Path, number: int) -> None:
    (here / "docs" / "hand.md").write_text(
        f"---\ntitle: By hand {number}\nicon: material/wrench\n---\n\nText.\n", "utf-8"
    )


EDITS: tuple[Edit, ...] = (
    _model("title: Server"),
    _model("title: Small"),
    _model("summary: A small system"),
    _model("inside: {title: Inside"),
    _configuration("site_name: Site {}"),
    _configuration("copyright: Somebody {}"),
    _configuration("site_url: https://a.example/{}/"),
    _configuration("extra: {{homepage: 'https://a.example/{}'}}"),
    _configuration("nav: [By hand: hand.md, Models {}: zonebook]"),
    _configuration("theme: {{name: material, font: false, palette: {{primary: red}}, features: [navigation.top]}}"),
    _configuration("markdown_extensions: [attr_list, admonition, toc: {{permalink: '{}'}}]"),
    _hand,
)


def test_kept_frames_make_the_same_site(here: Path, kept: Path) -> None:
    """Each build after some edits has the files of one that keeps nothing."""
    dice = dice_of(7)
    counts(configured(here))
    for number in range(int(os.environ.get("ZONEBOOK_EDITS", "3"))):
        for edit in dice.sample(EDITS, dice.randint(1, 3)):
            edit(here, number)
        config = configured(here)
        counts(config)
        found = sites.tree(Path(config.site_dir))
        shutil.move(kept, kept.with_name("aside"))
        counts(configured(here))
        assert sites.tree(Path(config.site_dir)) == found
        shutil.rmtree(kept)
        shutil.move(kept.with_name("aside"), kept)
