"""A file that was parsed in an earlier check is not parsed again, and the faults are the same."""

import sys
from pathlib import Path

import pytest

from zonebook.edge.site_check import kept_texts, link_check
from zonebook.edge.site_check.kept_texts import KeptTexts
from zonebook.edge.store import Store

PAGE = (
    '<p id="a">ä<a id="b" name="c" href="other.html#x">x</a><img src="https://a.example/i.png"><i id="a"></i>'
    '<a href="#a">'
)
FILES = {
    "index.html": PAGE,
    "again.html": PAGE,
    "base.html": '<base href="d/"><a href="other.html">x</a>',
    "d/index.html": f"{PAGE}<a href='#no'>",
    "other.html": '<p id="y">',
    "styles.css": "p { background: url(no.png) }",
    "broken.svg": "<svg>",
}
DIFFERENT = 6
"""Two of the files are the same."""


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """An empty store."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    return Store(kind="links", folder=tmp_path / "store")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site with faults of each sort."""
    for name, text in FILES.items():
        path = tmp_path / "site" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return tmp_path / "site"


def checked(site: Path, kept: Store) -> tuple[list[str], int]:
    """Return the faults of a site, and how many of its files were parsed."""
    texts = KeptTexts(kept)
    return link_check.faults(site, texts), texts.parsed


def test_same_bytes_are_parsed_once(site: Path, kept: Store) -> None:
    wanted = link_check.faults(site)
    assert len({fault.partition(":")[0] for fault in wanted}) == len(FILES) - 1  # all but the page without a link
    assert checked(site, kept) == (wanted, DIFFERENT)
    assert checked(site, kept) == (wanted, 0)


def test_changed_file_is_parsed_again(site: Path, kept: Store) -> None:
    before, _ = checked(site, kept)
    (site / "other.html").write_text('<p id="x">', "utf-8")
    after, parsed = checked(site, kept)
    assert parsed == 1
    assert set(before) - set(after) == {
        f"{name}: other.html#x: leads to a place that is not on the page" for name in ("index.html", "again.html")
    }


@pytest.mark.parametrize("text", ["", "other", kept_texts._packed({})[:-1], "VPaz>Zf3Aw"])
def test_foreign_entry_is_made_anew(site: Path, kept: Store, text: str) -> None:
    kept.keep(kept_texts._program(), text)
    assert checked(site, kept) == (link_check.faults(site), DIFFERENT)
    assert checked(site, kept)[1] == 0
