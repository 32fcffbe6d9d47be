"""Tables of the organisation say what is the same once, and name what they count and who provides it."""

import re

import pytest
from tests.support.walking import blocks, models, pages

from zonebook.assess.planning import rollup
from zonebook.document.inline import Link
from zonebook.document.page import Page, Table
from zonebook.model.vocabulary import LEVELS
from zonebook.present.requirements.words import more
from zonebook.write.plain_text import plain
from zonebook.write.relative_links import anchors


def table(page: Page, name: str) -> Table:
    (found,) = [each for each in blocks(page) if isinstance(each, Table) and each.name == name]
    return found


def test_services_of_the_same_parties_share_a_row() -> None:
    rows = table(pages()["who-does-what.md"], "who-does-what").rows
    services = [
        (judged.id, name) for judged in models().systems.values() for name in {d.service for d in judged.duties}
    ]
    assert sorted(each for row in rows for each in (row.id, *row.also)) == sorted(map("-".join, services))
    apart = len({tuple(map(plain, row.cells[2:])) for row in rows})
    assert apart <= len(rows) <= apart + 2 * len(models().systems) < len(services)  # tier 0 stays apart from the rest


def test_counts_have_the_right_number() -> None:
    assert more(1, "service") == "one more service is"
    assert more(2, "service") == "2 more services are"
    wrong = re.compile(r"\b1 more \w+s\b|(?<!of )\b1 (?:layers|services|checks|findings|controls)\b")
    found = {path: wrong.findall(repr(page.blocks)) for path, page in pages().items() if path.count("/") < 3}
    assert {path: each for path, each in found.items() if each} == {}


def test_pages_name_providers_by_title() -> None:
    titles = {page.title for path, page in pages().items() if path.startswith("catalogue/kinds/")}
    assert any(title.startswith("Services of AWS: ") for title in titles)
    kinds = table(pages()["catalogue/kinds/index.md"], "kinds")
    assert {plain(row.cells[3]) for row in kinds.rows} == {"AWS", "–"}


@pytest.mark.parametrize("name", ["risk-systems", "risk-parties"])
def test_counted_findings_are_one_click_away(name: str) -> None:
    linked = 0
    for row in table(pages()["what-next.md"], name).rows:
        for cell in row.cells[2:]:
            for link in (each for each in cell if isinstance(each, Link)):
                page, _, anchor = link.to.partition("#")
                assert anchor in anchors(pages()[page])
                linked += 1
        if name == "risk-systems":
            judged = models().systems[row.id]
            (total,) = row.cells[2]
            assert isinstance(total, Link)
            assert int(total.text) == len(judged.unsettled)
            assert sum(int(plain(cell)) for cell in row.cells[3:]) == len(judged.unsettled)
            assert all(isinstance(cell[0], Link) == (plain(cell) != "0") for cell in row.cells[3:])
    assert linked > len(LEVELS)


def test_party_leads_to_as_many_findings() -> None:
    counts = {each.id: each.total for each in rollup.by_party(tuple(models().systems.values()))}
    linked = 0
    for row in table(pages()["what-next.md"], "risk-parties").rows:
        for link in (each for each in row.cells[2] if isinstance(each, Link)):
            party = link.to.partition("#")[0].rpartition("/")[2].removesuffix(".md")
            assert link.to.endswith("#findings")
            assert counts[party] == int(link.text)
            linked += 1
    assert linked
