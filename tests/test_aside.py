"""What is kept aside while a page is rendered comes back whole, or is counted as lost."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from zonebook.edge import aside

KINDS = ('<div class="zb-table"', '<div class="zb-figure"', '<dl class="zb-facts"', '<ul class="zb-cards"')
BLOCK = st.builds(
    lambda kind, text: f"{kind}>{text}{'x' * aside.LEAST}</div>",
    st.sampled_from(KINDS),
    st.text(alphabet="ab <>`~\"'0", max_size=20),
)
OTHER = st.sampled_from(
    ("# Title", "Words", "", "```yaml\na: 1\n```", "````\n```", "````", "~~~", '<div class="zb-note">n</div>')
)
PAGE = st.lists(BLOCK | OTHER, max_size=12).map("\n\n".join)


@given(text=PAGE)
def test_a_page_comes_back_as_it_was(text: str) -> None:
    marked, kept = aside.put(text)
    assert aside.lost(marked, kept) == 0
    assert aside.back(marked, kept) == text


@given(blocks=st.lists(BLOCK, min_size=1, max_size=6), data=st.data())
def test_a_lost_or_repeated_mark_is_counted(blocks: list[str], data: st.DataObject) -> None:
    marked, kept = aside.put("\n\n".join(blocks))
    marks = marked.split("\n\n")
    assert len(kept) == len(marks) == len(blocks)
    at = data.draw(st.integers(0, len(marks) - 1))
    assert aside.lost("\n\n".join(marks[:at] + marks[at + 1 :]), kept) == 1
    assert aside.lost("\n\n".join([*marks, marks[at]]), kept) == 1


def test_a_mark_in_a_finished_file_is_counted_however_it_is_written(tmp_path: Path) -> None:
    marked, _ = aside.put(f"{KINDS[0]}>{'x' * aside.LEAST}</div>")
    for name, text in {
        "a.html": marked * 2,
        "b.html": marked.replace('"', ""),
        "c.json": marked.replace('"', '\\"'),
        "d.html": marked.replace("<", "&lt;"),
        "e.png": marked,
    }.items():
        (tmp_path / name).write_text(text, "utf-8")
    assert list(aside.unfinished(tmp_path)) == [("a.html", 2), ("b.html", 1), ("c.json", 1)]
