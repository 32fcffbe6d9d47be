"""Entries of the catalogue share pages: each has one place, and no page grows beyond what a browser shows at once."""

import pytest
from tests.support.walking import PART, entries, pages

from zonebook.document.page import Details, Heading
from zonebook.edge import disk
from zonebook.model.catalogue import SHELVES
from zonebook.write.markdown.blocks import html
from zonebook.write.markdown.inline import Setting
from zonebook.write.relative_links import headings

MOST_BYTES = 400_000
MOST_NODES = 5_000
SHARED = sorted({*SHELVES} - {"directories", "frameworks", "glossary"})


@pytest.mark.parametrize("shelf", SHARED)
def test_every_entry_has_one_place(shelf: str) -> None:
    files = {path.split("/")[2].removesuffix(".yaml") for path in disk.catalogue() if path.split("/")[1] == shelf}
    shared = [page for path, page in pages().items() if path.startswith(f"catalogue/{shelf}/")]
    heads = [each for page in shared for each in page.blocks if isinstance(each, Heading) and each.level == PART]
    assert sorted(each.anchor for each in heads) == sorted(files)
    assert len(shared) * 5 <= len(files)


def test_shared_pages_are_readable() -> None:
    shared = {path: page for path, page in pages().items() if path.split("/")[:2] in [["catalogue", s] for s in SHARED]}
    shared = {path: page for path, page in shared.items() if any(isinstance(each, Heading) for each in page.blocks)}
    assert 60 <= len(shared) <= 90
    for path, page in shared.items():
        setting = Setting(page=path, links="html", pictures={}, repository="", headings=headings(page))
        written = html(page.blocks, setting)
        assert len(written.encode()) <= MOST_BYTES, path
        assert written.count("<") - written.count("</") <= MOST_NODES, path


def test_entry_opens_with_title_id_and_story() -> None:
    title, id_, story, folded = entries()["threats/rule-no-flow-uses"].blocks[:4]
    assert isinstance(title, Heading)
    assert (title.text, title.anchor) == ("A rule lets in what no flow uses", "rule-no-flow-uses")
    assert "rule-no-flow-uses" in repr(id_)
    assert "an attacker in the near zone finds it open" in repr(story)
    assert isinstance(folded, Details)
    assert folded.summary == "Facts · When it applies · What answers it · Examples · Where it is found · Sources"
