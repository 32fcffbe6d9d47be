"""The frame of a page loses the spaces of the theme's templates, and nothing else."""

import re
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from tests.support import sites

from zonebook.mkdocs_support import theme_output

FRAME_AT_MOST = 11_000
"""Bytes of what surrounds the content of an entry's page: the theme's own share of each page."""


MENU = "M3 6h18v2H3zm0 5h18v2H3zm0 5h18v2H3z"
"""The theme's icon of its menu."""
SCRIPT = "<script>a\n  b</script>"


@pytest.mark.parametrize(
    ("page", "slim"),
    [
        ("\n<p>\n\n  a  b\n </p><article>\n  x\n</article>  \n <i>", "<p>\na  b\n</p><article>\n  x\n</article>\n<i>"),
        ("<p>  a  b</p><article></article>", "<p>  a  b</p><article></article>"),
        ("<pre>\n  a\n</pre>\n <article></article>", "<pre>\n  a\n</pre>\n<article></article>"),
        (f"{SCRIPT}\n\n<article>\n <p>\n</article>", f"{SCRIPT}\n<article>\n <p>\n</article>"),
        ("<article>\n 1</article>\n\n<article>\n 2</article>", "<article>\n 1</article>\n\n<article>\n 2</article>"),
        ("\n <p>\n\n no content", "\n <p>\n\n no content"),
    ],
)
def test_only_spaces_of_the_frame_go(page: str, slim: str) -> None:
    assert theme_output.slim(page) == slim


def test_icon_of_the_theme_is_in_the_style_sheet() -> None:
    begin = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><path d="'
    known, unknown = f'{begin}{MENU}"/></svg>', f'{begin}M0 0h1v1z"/></svg>'
    page = f"<b>{known}{unknown}</b><article>{known}</article>"
    styled = '<svg class="zb-theme-menu" viewBox="0 0 24 24"></svg>'
    assert theme_output.slim(page) == f"<b>{styled}{unknown}</b><article>{known}</article>"


@pytest.mark.parametrize(
    ("site_url", "begin"),
    [
        (None, "/"),
        ("", "/"),
        ("https://x.example", "/"),
        ("https://x.example/docs/a", "/docs/a/"),
        ("/<i>/", "/\\u003ci>/"),
    ],
)
def test_missing_page_knows_where_addresses_begin(site_url: str | None, begin: str) -> None:
    found = theme_output.found_beside("<body>\n</body></html>", site_url)
    assert f'const begin = "{begin}";' in found
    assert found.endswith("</script>\n</body></html>")
    assert theme_output.found_beside("no body", site_url) == "no body"


def test_frame_is_small_and_maps_are_left_out(here: Path) -> None:
    (here / "mkdocs.yml").write_text(sites.CONFIG.replace("navigation.tabs", "navigation.tabs, navigation.prune"))
    config = load_config(str(here / "mkdocs.yml"))
    config.plugins.on_startup(command="build", dirty=False)
    build(config)
    site = Path(config.site_dir)
    assert not list(site.rglob("*.map"))
    page = (site / "systems" / "small" / "services" / "server-1.html").read_text("utf-8")
    around = re.sub(r"<article\b.*</article>", "@", page, flags=re.DOTALL)
    assert around.count("<svg") == len(re.findall(r'<svg class="zb-theme-[a-z]+"', around)) > 0
    assert not re.search(r"\n\s", around)
    assert 5_000 < len(around.encode()) <= FRAME_AT_MOST
