"""Links between generated pages, held before a page is written."""

from tests.support.walking import pages

from zonebook.write.relative_links import anchors, targets


def test_links_lead_to_places_that_exist() -> None:
    known = {path: frozenset(anchors(page)) for path, page in pages().items()}
    found = {(page.path, to) for page in pages().values() for to in targets(page)}
    marked = {(path, *to.partition("#")[::2]) for path, to in found if "#" in to}
    assert len(marked) > 10_000
    assert [each for each in sorted(marked) if each[1] in known and each[2] not in known[each[1]]] == []
