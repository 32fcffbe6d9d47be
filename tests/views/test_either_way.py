"""A finding that stands either way counts on every page at its known level, and beside it at its possible one."""

from collections.abc import Callable
from functools import cache

import pytest
from tests.support.either_way import HOST, HOUSE, both
from tests.support.walking import links, rows

from zonebook.assess.assessment import Assessment
from zonebook.diagram import tooltips
from zonebook.document.inline import Badge, Link
from zonebook.document.page import Card, Cards, Page, Table
from zonebook.edge import disk
from zonebook.pipeline import render_pages

WORLD = "systems/world"


@pytest.fixture(scope="module")
def shown(assessed: Callable[..., Assessment]) -> Callable[..., dict[str, Page]]:
    """Return the pages of a server, with or without the threats that hold either way."""

    @cache
    def found(*, either: bool) -> dict[str, Page]:
        assessment = assessed(HOST % "", HOUSE, both() if either else {})
        return {page.path: page for page in render_pages(assessment, disk.schemas())}

    return found


def card(page: Page, title: str) -> Card:
    return next(each for b in page.blocks if isinstance(b, Cards) for each in b.cards if each.title == title)


def cell(page: Page, likelihood: str, impact: int) -> dict[str, int]:
    """Return the figures of a cell of the heat map by the tone of their mark."""
    heat = next(each for each in page.blocks if isinstance(each, Table) and each.name == "heat-map")
    row = next(each for each in heat.rows if each.id == likelihood)
    marks = [each.tone for each in row.cells[impact] if isinstance(each, Badge)]
    return dict(zip(marks, (int(e.text) for e in row.cells[impact] if isinstance(e, Link)), strict=False))


def test_heat_map_counts_either_way_twice_apart(shown: Callable[..., dict[str, Page]]) -> None:
    page = shown(either=True)[f"{WORLD}/register.md"]
    before = shown(either=False)[f"{WORLD}/register.md"]
    high = 4
    for likelihood, tone in (("low", "low"), ("very-high", "possible-high")):
        assert cell(page, likelihood, high).get(tone, 0) == cell(before, likelihood, high).get(tone, 0) + 1


def test_home_and_portfolio_count_either_way(shown: Callable[..., dict[str, Page]]) -> None:
    with_it, without = shown(either=True), shown(either=False)
    (one,), (other,) = rows(with_it["index.md"], "systems"), rows(without["index.md"], "systems")
    assert int(one["Possibly above appetite"]) == int(other["Possibly above appetite"]) + 1
    assert (one["Not stated"], one["Worst possible"]) == (other["Not stated"], "possibly high")
    for name, column in (("levels", "Low"), ("possible-levels", "Possibly high"), ("possible-levels", "Together")):
        (one,), (other,) = rows(with_it["portfolio.md"], name), rows(without["portfolio.md"], name)
        assert int(one[column]) == int(other[column]) + 1, (name, column)


@pytest.mark.parametrize(
    "path", [f"{WORLD}/index.md", f"{WORLD}/coverage.md", f"{WORLD}/gaps.md", f"{WORLD}/services/a.md", "not-stated.md"]
)
def test_worst_possible_risk_knows_either_way(shown: Callable[..., dict[str, Page]], path: str) -> None:
    assert card(shown(either=True)[path], "Worst possible risk").value == "high"
    assert card(shown(either=False)[path], "Worst possible risk").value != "high"


def test_choice_is_the_first_question(shown: Callable[..., dict[str, Page]]) -> None:
    for path in (f"{WORLD}/gaps.md", "not-stated.md"):
        assert rows(shown(either=True)[path], "ten-questions")[0]["State it as"] == "services.a.settings.metadata"
    first = rows(shown(either=True)[f"{WORLD}/register.md"], "possible")[0]
    assert (first["Threat"], first["Possible risk"]) == ("It is optional", "possibly high")


def test_links_to_either_way_lead_somewhere(shown: Callable[..., dict[str, Page]]) -> None:
    pages = shown(either=True)
    register = f"{WORLD}/register.md"
    wanted = {link.to.partition("#")[2] for link in links(pages[register]) if link.to.startswith(f"{register}#")}
    anchors = {getattr(block, "anchor", "") for block in pages[register].blocks}
    assert {each for each in wanted if each.startswith(("cell-", "possible-"))} <= anchors


def test_tooltip_names_the_worst_either_way(assessed: Callable[..., Assessment]) -> None:
    facts = dict(tooltips.thing(assessed(HOST % "", HOUSE, both()).systems["world"], "a"))
    assert "possibly high, It is optional" in facts["Not stated"]
