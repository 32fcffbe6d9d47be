"""Pages that are rendered without Markdown are the same to the byte as those that Markdown renders."""

import logging
import re
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from tests.support import sites

from zonebook.document.inline import Link
from zonebook.document.page import Prose
from zonebook.mkdocs_support import direct, frames
from zonebook.write.markdown.inline import Setting
from zonebook.write.markdown.parts import Part
from zonebook.write.markdown.rendered import Renderer

FEW = "markdown_extensions: [attr_list, admonition, toc]"
MANY = (
    "markdown_extensions: [abbr, attr_list, admonition, def_list, footnotes, tables, toc: {permalink: true}, "
    "pymdownx.details, pymdownx.superfences]"
)
FOLDERS = (("urls: false", "urls: true"), ("offline, ", ""))
TITLE = "title: 'A & <b>b</b> \"c\" %s',"
CHANGED = "def on_page_markdown(text, page, **more):\n    return text + '\\n\\n*More*' if page.is_homepage else text\n"


def built(here: Path, name: str, *changes: tuple[str, str]) -> dict[str, bytes]:
    """Return the files of the site, built into a folder, by path."""
    text = sites.CONFIG
    for before, after in changes:
        assert before in text
        text = text.replace(before, after)
    (here / "mkdocs.yml").write_text(text, "utf-8")
    config = load_config(str(here / "mkdocs.yml"), site_dir=str(here / name))
    config.plugins.on_startup(command="build", dirty=False)
    build(config)
    site = here / name
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


@pytest.fixture
def by_markdown(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The pages that Markdown renders, from here on."""
    found: list[str] = []
    render = Page.render

    def noted(self: Page, config: MkDocsConfig, files: Files) -> None:
        found.append(self.file.src_uri)
        render(self, config, files)

    monkeypatch.setattr(Page, "render", noted)
    return found


@pytest.mark.parametrize(
    "changes",
    [(), ((FEW, MANY), ("site_name: Small", "site_name: Small\nsite_url: https://a.example/b/")), FOLDERS],
    ids=["few extensions", "many extensions", "folders"],
)
def test_site_is_the_one_of_markdown(
    here: Path, monkeypatch: pytest.MonkeyPatch, by_markdown: list[str], changes: tuple[tuple[str, str], ...]
) -> None:
    sites.changed(here / sites.MODEL, "title: Server,", TITLE)
    found = built(here, "direct", *changes)
    assert by_markdown == ["hand.md"]
    monkeypatch.setattr(direct, "renderer", lambda _: None)
    monkeypatch.setattr(frames, "possible", lambda _: False)
    other = built(here, "other", *changes)
    assert len(by_markdown) > 50
    assert [path for path in other if other[path] != found.get(path)] == []
    assert found.keys() == other.keys()


@pytest.mark.parametrize("extension", ["pymdownx.smartsymbols", "toc: {baselevel: 2}", "toc: {toc_depth: 2}", "nl2br"])
def test_extended_markdown_renders_all_pages(here: Path, by_markdown: list[str], extension: str) -> None:
    built(here, "site", (FEW, f"markdown_extensions: [attr_list, {extension}]"))
    assert len(by_markdown) > 50


def test_page_that_a_plugin_changed_is_rendered(here: Path, by_markdown: list[str]) -> None:
    (here / "changes.py").write_text(CHANGED, "utf-8")
    found = built(here, "site", ("site_name: Small", "site_name: Small\nhooks: [changes.py]"))
    assert b"<p><em>More</em></p>" in found["index.html"]
    assert by_markdown == ["hand.md", "index.md"]


def test_link_to_excluded_page_is_complained_of(
    here: Path, by_markdown: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    excluded = ("site_name: Small", "site_name: Small\nexclude_docs: catalogue/threats/index.md")
    with caplog.at_level(logging.INFO, "mkdocs"):
        built(here, "site", excluded)
    assert "contains a link to 'catalogue/threats/index.md' which is excluded" in caplog.text
    assert by_markdown[1:]


def test_links_to_anchors_are_noted_for_mkdocs() -> None:
    one, other = (File(path, "docs", "site", use_directory_urls=False) for path in ("a/b.md", "a/c.md"))
    links = tuple(Link(text="x", to=to) for to in ("a/c.md#d", "a/b.md#e", "a/c.md", "a/c.md#d"))
    part = Part(markdown="x", words=Prose(paragraphs=(links,)))
    renderer = Renderer(glossary={}, convert=str)
    page = direct.Prepared(renderer=renderer, setting=Setting(page="a/b.md"), parts=(part,), text="x")
    assert direct._resolved(page, one, Files([one, other])) == {other: {"d": "c.md#d"}, one: {"e": "#e"}}
    assert direct._resolved(page, one, Files([one])) is None


def test_guide_names_what_is_known() -> None:
    guide = (sites.TOP / "docs" / "guides" / "plugins.md").read_text("utf-8")
    (listed,) = re.findall(r"^- All generated pages .*?(?=^- )", guide, re.MULTILINE | re.DOTALL)
    extensions, _, options = listed.partition("with no other options than")
    assert set(re.findall(r"`([^`]+)`", extensions)) == direct._KNOWN
    assert set(re.findall(r"`([^`]+)`", options)) == direct._FOLLOWED
