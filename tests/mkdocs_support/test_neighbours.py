"""Sites that use other plugins: every page has its tables and pictures, or the build fails and says why."""

import json
import os
import re
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort
from selectolax.lexbor import LexborHTMLParser
from tests.support import catalogues, sites

from zonebook import assembly
from zonebook.edge.site_check import link_check
from zonebook.write.output_format import LinkOptions
from zonebook.write.relative_links import LinkStyle

TITLE = "{{ server }} {% raw %} {# one"
PLUGINS = {
    "search": "[search, zonebook]",
    "tags": "[search, tags, zonebook]",
    "redirects": "[search, redirects: {redirect_maps: {old.md: systems/small/index.md}}, zonebook]",
    "minify": "[search, zonebook, minify: {minify_html: true, htmlmin_opts: {remove_comments: true}}]",
    "minify before": "[minify: {minify_html: true}, search, zonebook]",
    "macros": "[search, zonebook, macros]",
    "macros before": "[macros: {on_error_fail: true, on_undefined: strict}, search, zonebook]",
    "macros of its own": "[macros: {j2_block_start_string: '<d', j2_block_end_string: '>'}, search, zonebook]",
    "awesome-nav": "[search, awesome-nav, zonebook]",
    "section-index": "[search, section-index, zonebook]",
    "git-revision-date": "[search, git-revision-date, zonebook]",
    "git-revision-date-localized": "[git-revision-date-localized: {type: iso_date}, search, zonebook]",
    "privacy": "[search, privacy: {assets_exclude: ['unpkg.com/mermaid@*']}, zonebook]",
    "mike": "[search, mike, zonebook]",
    "many": "[macros, minify: {minify_html: true}, tags, search, awesome-nav, section-index, mike, zonebook]",
}
SHOWN = ".zb-table, .zb-figure, .zb-facts, .zb-cards"
PAGE = "systems/small/services/server-1"
ANCHORS = ("nav: ", "validation: {anchors: warn, unrecognized_links: warn}\nnav: ")
COPYING = """\
def on_page_content(text, config, **more):
    Path(config.site_dir).mkdir(exist_ok=True)
    with Path(config.site_dir, "x.html").open("a") as file:
        file.write(text)
"""
MARK = "<div data-zonebook[^>]*></div>"


def configured(here: Path, plugins: str, *changes: tuple[str, str]) -> None:
    """Write the configuration of the small site, and its model with a title that a template engine would read."""
    text = sites.CONFIG
    nav = "" if "awesome-nav" in plugins else "nav: [zonebook, By hand: hand.md]"
    own = (("plugins: [offline, search, zonebook]", f"plugins: {plugins}"), ("nav: [zonebook, By hand: hand.md]", nav))
    for before, after in (*own, *changes):
        assert before in text
        text = text.replace(before, after)
    (here / "mkdocs.yml").write_text(text, "utf-8")
    sites.changed(here / sites.MODEL, "title: Server,", f"title: {json.dumps(TITLE)}, # {TITLE}\n   ")


def committed(here: Path) -> None:
    """Make a git repository of the folder."""
    who = ("-c", "user.name=Somebody", "-c", "user.email=somebody@example.com")
    for words in (("init", "--quiet"), ("add", "--all"), (*who, "commit", "--quiet", "--message", "First")):
        subprocess.run(("git", *words), cwd=here, check=True)  # noqa: S607  the git of the machine


def built(here: Path) -> Path:
    """Build the site as `mkdocs build` does; return its folder."""
    config = load_config(str(here / "mkdocs.yml"))
    config.plugins.on_startup(command="build", dirty=False)
    build(config)
    return Path(config.site_dir)


def shown(text: str) -> int:
    """Return how many tables, diagrams, fact lists and cards a browser finds in a text."""
    return len(LexborHTMLParser(text).css(SHOWN))


@dataclass(frozen=True, slots=True)
class Expected:
    """The site without other plugins: the number of blocks on each page, and the search index."""

    links: LinkStyle
    pages: Mapping[str, int]
    found: list[tuple[str, str]]


@pytest.fixture(scope="module", params=["html", "directory"])
def plain(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Expected]:
    """The small site, with page and with folder addresses."""
    links: LinkStyle = request.param
    frozen = {
        f"catalogue/{p.relative_to(sites.GOLDEN).as_posix()}": p.read_bytes() for p in sites.GOLDEN.rglob("*.yaml")
    }
    with pytest.MonkeyPatch.context() as patch:
        catalogues.use(patch, dict(sorted(frozen.items())))
        here = sites.repository(tmp_path_factory.mktemp("plain") / "here")
        configured(here, PLUGINS["search"], *addressed(links))
        made = assembly.build(assembly.load_and_assess(here / "models", sites.DAY, "models"), LinkOptions(links=links))
        pages = {path: shown(str(text)) for path, text in made.files.items() if path.endswith(".md")}
        assert sum(pages.values()) > 500
        yield Expected(links=links, pages=pages, found=searched(built(here)))


def addressed(links: LinkStyle) -> tuple[tuple[str, str], ...]:
    """Return the configuration change for such addresses."""
    return (("urls: false", f"urls: {'true' if links == 'directory' else 'false'}"),)


def searched(site: Path) -> list[tuple[str, str]]:
    """Return the search index: each location, and its text."""
    docs = json.loads((site / "search" / "search_index.json").read_text("utf-8"))["docs"]
    return sorted((doc["location"], doc["text"]) for doc in docs)


def published(path: str, links: LinkStyle) -> str:
    """Return the path of a page on the site."""
    stem = path.removesuffix(".md")
    return f"{stem}/index.html" if links == "directory" and not f"/{stem}".endswith("/index") else f"{stem}.html"


@pytest.mark.parametrize("plugins", PLUGINS.values(), ids=PLUGINS.keys())
def test_other_plugins_lose_nothing(here: Path, plain: Expected, plugins: str) -> None:
    configured(here, plugins, *addressed(plain.links))
    committed(here)
    site = built(here)
    pages = {path.relative_to(site).as_posix(): path.read_text("utf-8") for path in site.rglob("*.html")}
    assert {path: shown(pages[published(path, plain.links)]) for path in plain.pages} == plain.pages
    assert [path for path, text in pages.items() if "data-zonebook" in text or "Macro " in text] == []
    title = LexborHTMLParser(pages[published(f"{PAGE}.md", plain.links)]).css_first("h1")
    assert title is not None
    assert title.text().startswith(TITLE)
    assert link_check.faults(site) == []
    assert searched(site) == plain.found


def test_command_builds_a_site_with_plugins(here: Path, tmp_path: Path) -> None:
    configured(here, PLUGINS["many"])
    made = sites.run("site", "--as-of", sites.DAY, cwd=here, env=sites.frozen(tmp_path / "frozen"))
    assert (made.code, made.out, made.err) == (0, "", "the site is in site\n")


def test_each_mike_version_is_complete(here: Path, tmp_path: Path) -> None:
    configured(here, PLUGINS["mike"])
    committed(here)
    who = {
        f"GIT_{role}_{what}": "somebody@example.com" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")
    }
    mike = Path(sites.ZONEBOOK[0]).with_name("mike")
    env = sites.frozen(tmp_path / "frozen", NO_MKDOCS_2_WARNING="1", **who)
    env["PATH"] = f"{mike.parent}{os.pathsep}{env['PATH']}"
    subprocess.run((mike, "deploy", "1.0"), cwd=here, env=env, check=True)
    (tmp_path / "published").mkdir()
    archive = subprocess.run(("git", "archive", "gh-pages"), cwd=here, check=True, capture_output=True)  # noqa: S607
    subprocess.run(("tar", "-x"), cwd=tmp_path / "published", input=archive.stdout, check=True)  # noqa: S607
    version = tmp_path / "published" / "1.0"
    assert shown((version / f"{PAGE}.html").read_text("utf-8")) > 5
    assert link_check.faults(version) == []


# required extensions


@pytest.mark.parametrize("extensions", ["[]", "[extra]", "[markdown.extensions.attr_list, pymdownx.superfences]"])
def test_required_markdown_extensions_are_enabled(here: Path, plain: Expected, extensions: str) -> None:
    named = ("extensions: [attr_list, admonition, toc]", f"extensions: {extensions}")
    configured(here, PLUGINS["search"], named, *addressed(plain.links))
    site = built(here)
    assert link_check.faults(site) == []
    assert searched(site) == plain.found


def test_strict_build_knows_generated_anchors(here: Path) -> None:
    configured(here, PLUGINS["search"], ANCHORS)
    site = built(here)
    pages = [*(site / "systems").rglob("*.html"), *(site / "catalogue").rglob("*.html")]
    found = (
        (path, node) for path in pages for node in LexborHTMLParser(path.read_bytes()).css("tr[id], .zb-figure[id]")
    )
    links = [(path.relative_to(site).with_suffix(".md").as_posix(), node.tag, node.id) for path, node in found]
    assert {tag for _, tag, _ in links} == {"tr", "div"}
    (here / "docs" / "hand.md").write_text("\n".join(f"- [it]({page}#{anchor})" for page, _, anchor in links), "utf-8")
    built(here)


def test_strict_build_rejects_missing_row(here: Path, caplog: pytest.LogCaptureFixture) -> None:
    configured(here, PLUGINS["search"], ANCHORS)
    (here / "docs" / "hand.md").write_text("[gone](systems/small/index.md#findings-gone)", "utf-8")
    with pytest.raises(Abort, match="1 warning"):
        built(here)
    assert "does not contain an anchor '#findings-gone'" in caplog.text


# incompatible plugins: the build names them


def hooked(here: Path, code: str) -> None:
    """Write a hook of the site, which is what a plugin is, without a package."""
    configured(here, PLUGINS["search"], ("site_name: Small", "site_name: Small\nhooks: [breaks.py]"))
    (here / "breaks.py").write_text(f"import re\nfrom pathlib import Path\n\n{code}", "utf-8")


@pytest.mark.parametrize(
    ("code", "says"),
    [
        (
            f"def on_page_markdown(text, **more):\n    return re.sub('{MARK}', '', text)\n",
            r"\S+\.md: the places of \d+ tables or pictures were lost between its Markdown and its HTML; .*breaks",
        ),
        (
            f"def on_page_content(text, **more):\n    return re.sub('({MARK})', r'\\1\\1', text)\n",
            r"\S+\.md: the places of \d+ tables or pictures were lost after it was rendered; plugins: .*breaks",
        ),
        (
            COPYING,
            r"x\.html: \d+ tables or pictures were not put back; plugins: .*breaks",
        ),
        (
            "def on_post_page(text, **more):\n    return text.replace('zb-table', 'gone')\n",
            r"\S+\.md: \d+ tables or pictures are not on the page; plugins: .*breaks",
        ),
    ],
    ids=["marks removed", "marks doubled", "marks copied", "tables removed"],
)
def test_plugin_losing_tables_stops_build(here: Path, code: str, says: str, caplog: pytest.LogCaptureFixture) -> None:
    hooked(here, code)
    with pytest.raises(Abort):
        built(here)
    assert re.search(says, caplog.text)


@pytest.mark.parametrize(
    "code",
    [
        f"def on_page_content(text, **more):\n    return re.sub('{MARK}', lambda m: m[0].replace('\"', ''), text)\n",
        f"def on_page_content(text, **more):\n    return re.sub('({MARK[:-6]})', r'\\1\\n ', text)\n",
        "def on_page_content(text, **more):\n    return text.replace('<div data-', '<div class=\"x\" hidden data-')\n",
    ],
    ids=["unquoted", "spaced", "more attributes"],
)
def test_differently_written_marks_are_found(here: Path, plain: Expected, code: str) -> None:
    hooked(here, code)
    sites.changed(here / "mkdocs.yml", *addressed(plain.links)[0])
    site = built(here)
    found = {path: shown((site / published(path, plain.links)).read_text("utf-8")) for path in plain.pages}
    assert found == plain.pages


def test_print_site_is_named_as_incompatible(here: Path, tmp_path: Path) -> None:
    configured(here, "[search, zonebook, print-site]", ("strict: true", "strict: false"))
    assert shown((built(here) / "print_page.html").read_text("utf-8")) > 100
    refused = sites.run("site", "--out", "other", cwd=here, env=sites.frozen(tmp_path / "frozen"))
    assert refused.code == 2
    assert "print-site makes every link lead to a place on its one page" in refused.err


def test_disabled_print_site_is_ignored(here: Path) -> None:
    configured(here, "[search, zonebook, print-site: {enabled: false}]")
    assert link_check.faults(built(here)) == []
