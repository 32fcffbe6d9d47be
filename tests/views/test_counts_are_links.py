"""What counts is a link, and its target lists as many."""

from collections.abc import Callable

import pytest
from tests.support.walking import blocks, models, offered, pages

from zonebook.assess.system import SystemAssessment
from zonebook.document.inline import Link
from zonebook.document.page import Cards, Heading, Page, Row, Table
from zonebook.model.elements import Service
from zonebook.write.plain_text import plain
from zonebook.write.relative_links import anchors, row_anchor


def table(page: Page, name: str) -> Table:
    (found,) = [each for each in blocks(page) if isinstance(each, Table) and each.name == name]
    return found


def led_to(page: Page, column: str, of: str) -> list[tuple[Row, Link | None]]:
    """The link of a column of each row of a table; none where the number is 0."""
    found = table(page, of)
    at = found.columns.index(column)
    return [(row, next((each for each in row.cells[at] if isinstance(each, Link)), None)) for row in found.rows]


def listed(link: Link, name: str) -> int:
    """How many rows the table of that name has on the page that a link leads to."""
    return len(table(pages()[link.to.partition("#")[0]], name).rows)


def system_of(row: Row) -> SystemAssessment:
    return models().systems[row.id]


COUNTED: tuple[tuple[str, str, str, Callable[[SystemAssessment], int]], ...] = (
    ("index.md", "systems", "Not stated", lambda judged: len(judged.gaps)),
    ("index.md", "systems", "Unsettled", lambda judged: len(judged.unsettled)),
    ("portfolio.md", "portfolio", "Not stated", lambda judged: len(judged.gaps)),
    ("portfolio.md", "levels", "Together", lambda judged: len(judged.unsettled)),
)


@pytest.mark.parametrize(("path", "of", "column", "many"), COUNTED)
def test_number_of_a_system_is_a_link(path: str, of: str, column: str, many: Callable[[SystemAssessment], int]) -> None:
    for row, link in led_to(pages()[path], column, of):
        assert link is not None
        assert int(link.text) == many(system_of(row)) > 0
        page = pages()[link.to.partition("#")[0]]
        assert page.path.startswith(f"systems/{row.id}/")
        if column == "Not stated":
            assert listed(link, "gaps") == int(link.text)


@pytest.mark.parametrize(("path", "of"), [("index.md", "systems"), ("portfolio.md", "portfolio")])
def test_expired_findings_are_listed_by_system(path: str, of: str) -> None:
    again = table(pages()["dates.md"], "open-again")
    total = 0
    for row, link in led_to(pages()[path], "Expired", of):
        expired = [each for each in system_of(row).findings if each.state == "expired"]
        assert (link is None) is (not expired)
        if link:
            assert link.to == f"dates.md#{row_anchor('open-again', row.id)}"
            own = [each for each in again.rows if each.id.startswith(f"{row.id}-")]
            assert len(own) == int(link.text) == len(expired)
            total += len(own)
    assert total == len(again.rows) > 0


def test_every_card_of_the_first_page_leads_on() -> None:
    (cards,) = [each for each in pages()["index.md"].blocks if isinstance(each, Cards)]
    assert [card.title for card in cards.cards if not card.to] == []
    (expired,) = [card for card in cards.cards if card.title == "Expired"]
    assert int(expired.value) == listed(Link(text="", to=expired.to), "open-again")


@pytest.mark.parametrize(
    ("column", "name"), [("Controls owed", "owes"), ("Unsettled findings", "findings"), ("Decisions made", "decisions")]
)
def test_number_of_a_party_is_that_of_its_rows(column: str, name: str) -> None:
    linked = [(row, link) for row, link in led_to(pages()["parties.md"], column, "parties") if link]
    assert len(linked) > 3
    for _, link in linked:
        page = pages()[link.to.partition("#")[0]]
        party = page.path.rpartition("/")[2].removesuffix(".md")
        assert link.to == f"{page.path}#{name}"
        assert len(offered(page, f"{party}-{name}").rows) == int(link.text)


def test_most_urgent_of_what_a_party_owes_comes_first() -> None:
    owed = table(pages()["parties/identity-team.md"], "identity-team-owes")
    order = ("not met", "not stated", "partial", "planned")
    stands = [next(place for place, word in enumerate(order) if word in plain(row.cells[2])) for row in owed.rows]
    assert stands == sorted(stands)
    levels = ("very high", "high", "moderate", "low", "very low", "–")
    first = [levels.index(plain(row.cells[3])) for row, place in zip(owed.rows, stands, strict=True) if place == 0]
    assert first == sorted(first)
    assert len(set(first)) > 1


@pytest.mark.parametrize("system", models().systems)
def test_unsettled_findings_of_an_element_are_on_its_page(system: str) -> None:
    for row, link in led_to(pages()[f"systems/{system}/index.md"], "Unsettled findings", "elements"):
        if link:
            page = pages()[link.to.removesuffix("#findings")]
            anchors = {each.anchor for each in blocks(page) if isinstance(each, Heading)}
            assert "findings" in anchors
            assert int(link.text) > 0
        else:
            assert "0" in row.cells[2] or not row.id.startswith("services")


@pytest.mark.parametrize("system", models().systems)
def test_service_leads_to_where_else_it_stands(system: str) -> None:
    judged = models().systems[system]
    for id_, service in judged.resolved.system.services.items():
        assert isinstance(service, Service)
        page = pages()[f"systems/{system}/services/{id_}.md"]
        found = {each.to for each in elsewhere(page)}
        on = judged.on("service", id_)
        assert any(to.startswith(f"systems/{system}/diagrams/") for to in found)
        assert (f"systems/{system}/responsibility.md#responsibility-matrix-{id_}" in found) is any(
            each.service == id_ for each in judged.duties
        )
        assert (f"systems/{system}/checklists/by-service/{id_}.md" in found) is bool(on.checks)


@pytest.mark.parametrize("system", models().systems)
def test_places_of_an_element_exist(system: str) -> None:
    own = [page for page in pages().values() if page.path.startswith(f"systems/{system}/")]
    known = {page.path: set(anchors(page)) for page in own}
    found = {each.to for page in own for each in elsewhere(page)}
    assert {to.split("/")[2].partition(".")[0] for to in found} > {"register", "responsibility", "checklists"}
    lost = [to for to in found if (mark := to.partition("#"))[2] and mark[2] not in known[mark[0]]]
    assert lost == []


def elsewhere(page: Page) -> list[Link]:
    return [
        each
        for block in page.blocks
        for name, text in getattr(block, "pairs", ())
        if name == "Look at it in"
        for each in text
        if isinstance(each, Link)
    ]
