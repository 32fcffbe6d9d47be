"""The shares of a site add up to it, and what surrounds the content of a page is told apart."""

from pathlib import Path

from tests.bench.sizes import FRAME, PICTURES, shares

PICTURE = '<svg id="a" class="zb-picture zb-own"><g/></svg>'
CONTENT = f"<article>\n<p>ä</p>{PICTURE}<svg><path/></svg></article>"


def test_shares_add_up(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "a.html").write_text(f"<html>{CONTENT}</html>", "utf-8")
    (tmp_path / "b.html").write_text("<html>", "utf-8")
    (tmp_path / "c.csv").write_text("x;y", "utf-8")
    (tmp_path / ".zonebook").write_text("", "utf-8")
    found = shares(tmp_path)
    assert found[FRAME] == len("<html></html>") + len("<html>")
    assert found[PICTURES] == len(PICTURE)
    assert found[".csv"] == 3
    assert sum(found.values()) == sum(path.stat().st_size for path in tmp_path.rglob("*") if path.is_file())
