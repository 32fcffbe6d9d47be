"""Blocks replaced by marks while a page is rendered are restored unchanged, or counted as lost."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from zonebook.mkdocs_support import html_blocks

KINDS = ('<div class="zb-table"', '<div class="zb-figure"', '<dl class="zb-facts"', '<ul class="zb-cards"')
BLOCK = st.builds(
    lambda kind, text: f"{kind}>{text}{'x' * html_blocks.LEAST}</div>",
    st.sampled_from(KINDS),
    st.text(alphabet="ab <>`~\"'0", max_size=20),
)
OTHER = st.sampled_from(
    ("# Title", "Words", "", "```yaml\na: 1\n```", "````\n```", "````", "~~~", '<div class="zb-note">n</div>')
)
PAGE = st.lists(BLOCK | OTHER, max_size=12).map("\n\n".join)


@given(text=PAGE)
def test_page_is_restored_unchanged(text: str) -> None:
    marked, kept = html_blocks.extract(text)
    assert html_blocks.lost(marked, kept) == 0
    assert html_blocks.restore(marked, kept) == text


@given(blocks=st.lists(BLOCK, min_size=1, max_size=6), data=st.data())
def test_lost_or_repeated_mark_is_counted(blocks: list[str], data: st.DataObject) -> None:
    marked, kept = html_blocks.extract("\n\n".join(blocks))
    marks = marked.split("\n\n")
    assert len(kept) == len(marks) == len(blocks)
    at = data.draw(st.integers(0, len(marks) - 1))
    assert html_blocks.lost("\n\n".join(marks[:at] + marks[at + 1 :]), kept) == 1
    assert html_blocks.lost("\n\n".join([*marks, marks[at]]), kept) == 1


def test_escaped_leftover_mark_is_counted(tmp_path: Path) -> None:
    marked, _ = html_blocks.extract(f"{KINDS[0]}>{'x' * html_blocks.LEAST}</div>")
    for name, text in {
        "a.html": marked * 2,
        "b.html": marked.replace('"', ""),
        "c.json": marked.replace('"', '\\"'),
        "d.html": marked.replace("<", "&lt;"),
        "e.png": marked,
    }.items():
        (tmp_path / name).write_text(text, "utf-8")
    assert list(html_blocks.unfinished(tmp_path)) == [("a.html", 2), ("b.html", 1), ("c.json", 1)]
