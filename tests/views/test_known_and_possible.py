"""Known and possible risk stand side by side on every page that says how things stand, and are never added up."""

from functools import cache

import pytest
from tests.support import catalogues
from tests.support.walking import DAY, models, offered, pages, rows

from zonebook.assess.findings.finding import Gap
from zonebook.assess.system import SystemAssessment
from zonebook.diagram import tooltips
from zonebook.document.inline import Badge, Link, SourceRef
from zonebook.document.page import Card, Cards, Page, Prose, Table
from zonebook.edge import disk
from zonebook.model import vocabulary
from zonebook.model.vocabulary import LEVELS
from zonebook.pipeline import assess_workspace, load_workspace, render_pages
from zonebook.present import badges, reviewer_questions
from zonebook.write.plain_text import plain

SILENT = """
system: {title: Shop, owner: team}
zones: {internet: {trust: 0}, edge: {trust: 1, enforced_by: [firewall], allow: {internet: [https]}}}
actors: {customers: {title: Customers, zone: internet, privileged: false}}
services: {site: {title: Web shop, kind: web-application, zone: edge}}
flows: {visit: {from: customers, to: site, protocols: [https], sources: [0.0.0.0/0], encrypted: tls}}
"""


@cache
def silent() -> tuple[SystemAssessment, dict[str, Page]]:
    """A web application that is open to the internet, of which nothing else is stated."""
    organisation = b"organisation: {title: House}\nparties: {team: {title: Team}}\n"
    texts = {"models/organisation.yaml": organisation, "models/systems/shop/a.yaml": SILENT.encode()}
    schemas = disk.schemas()
    assessment = assess_workspace(load_workspace(catalogues.shipped(), texts, catalogues.schemas()), DAY)
    return assessment.systems["shop"], {page.path: page for page in render_pages(assessment, schemas)}


def card(page: Page, title: str) -> Card:
    """The card of a page with a title."""
    return next(each for b in page.blocks if isinstance(b, Cards) for each in b.cards if each.title == title)


def table(page: Page, name: str) -> Table:
    """The table of a page with a name."""
    return next(each for each in page.blocks if isinstance(each, Table) and each.name == name)


def possible(judged: SystemAssessment, level: str) -> int:
    return sum(1 for gap in judged.gaps if gap.possible.level == level)


def known(judged: SystemAssessment, level: str) -> int:
    return sum(1 for each in judged.unsettled if each.risk.current.level == level)


def test_home_shows_both_counts_apart() -> None:
    systems = models().systems.values()
    for level in LEVELS[2:]:
        found = sum(known(judged, level) for judged in systems), sum(possible(judged, level) for judged in systems)
        shown = card(pages()["index.md"], f"{vocabulary.words(level)} risk".capitalize())
        assert shown.value == f"{found[0]} known, {found[1]} possible"
        assert str(sum(found)) not in shown.value.split()


def test_portfolio_counts_both_in_tables_apart() -> None:
    page = pages()["portfolio.md"]
    for name, count, words in (("levels", known, "{}"), ("possible-levels", possible, "possibly {}")):
        for judged, row in zip(models().systems.values(), rows(page, name), strict=True):
            for level in LEVELS:
                column = words.format(vocabulary.words(level)).capitalize()
                assert int(row[column]) == count(judged, level), (judged.id, column)
            assert int(row["Together"]) == sum(count(judged, level) for level in LEVELS)


@pytest.mark.parametrize("system", models().systems)
def test_heat_map_counts_both_apart(system: str) -> None:
    judged = models().systems[system]
    heat = table(pages()[f"systems/{system}/register.md"], "heat-map")
    counted = {"known": 0, "possible": 0}
    for cell in (cell for row in heat.rows for cell in row.cells[1:]):
        marks = [each for each in cell if isinstance(each, Badge)]
        figures = [int(each.text) for each in cell if isinstance(each, Link)]
        for mark, many in zip(marks, figures, strict=False):
            counted["possible" if mark.tone.startswith("possible-") else "known"] += many
        assert len({mark.tone.startswith("possible-") for mark in marks}) == len(marks)
    assert counted == {"known": len(judged.unsettled), "possible": len(judged.gaps)}


@pytest.mark.parametrize("system", models().systems)
def test_register_lists_possible_risk_apart(system: str) -> None:
    judged = models().systems[system]
    page = pages()[f"systems/{system}/register.md"]
    assert len(rows(page, "register")) == len(judged.facts) <= len(judged.findings)
    shown, whole = rows(page, "possible"), offered(page, "possible").rows
    assert len(whole) == sum(1 for gap in judged.gaps if gap.possible.level != "very-low")
    assert [row["Threat"] for row in shown] == [plain(row.cells[0]) for row in whole[: len(shown)]]
    assert len(shown) == len(whole) or len(shown) > 30
    assert all(row["Possible risk"].startswith("possibly ") for row in shown)
    assert all(row["It would be so bad if"] != "–" for row in shown)


@pytest.mark.parametrize("system", models().systems)
def test_system_page_begins_with_the_worst_risks(system: str) -> None:
    judged = models().systems[system]
    shown = rows(pages()[f"systems/{system}/index.md"], "worst")
    assert [row["Risk"] for row in shown] == [each.threat.title for each in judged.risks[: len(shown)]]
    assert len(shown) == 15
    marked = [(row["Level"].startswith("possibly "), row["State"] == "not stated") for row in shown]
    assert marked == [(isinstance(each.first, Gap),) * 2 for each in judged.risks[:15]]


def test_home_names_a_threat_at_several_elements_once() -> None:
    """The findings of one threat, level and state share a row, which counts those that it has no room for."""
    shown = rows(pages()["index.md"], "worst")
    assert len(shown) == 5
    assert len({(row["Finding"], row["System"], row["State"]) for row in shown}) == 5
    assert any("dc-1, dc-2" in row["On"] for row in shown)


def test_silent_application_is_above_appetite() -> None:
    judged, made = silent()
    above = len(judged.possibly_above_appetite)
    assert above
    (home,) = rows(made["index.md"], "systems")
    worst = badges.possible_level(judged.gaps[0].possible.level).text
    assert (home["Worst possible"], home["Possibly above appetite"]) == (worst, str(above))
    assert card(made["systems/shop/index.md"], "Worst possible risk").value == worst.removeprefix("possibly ")
    assert rows(made["systems/shop/register.md"], "possible")[0]["Possible risk"] == worst
    element = made["systems/shop/services/site.md"]
    assert card(element, "Worst possible risk").tone.startswith("possible-")


def test_nothing_known_does_not_look_safe() -> None:
    judged, made = silent()
    assert not judged.unsettled
    worst = card(made["systems/shop/index.md"], "Worst risk now")
    assert (worst.value, worst.tone) == ("none known", "not-stated")
    (cell,) = next(iter(table(made["index.md"], "systems").rows)).cells[3]
    assert cell == Badge(text="none known", tone="not-stated")
    prose = next(each for each in made["systems/shop/register.md"].blocks if isinstance(each, Prose))
    assert "could be above appetite" in plain(prose.paragraphs[0])


@pytest.mark.parametrize("system", models().systems)
def test_at_most_ten_questions_are_asked(system: str) -> None:
    judged = models().systems[system]
    page = pages()[f"systems/{system}/gaps.md"]
    found = rows(page, "ten-questions")
    assert 0 < len(found) <= 10
    assert [row["State it as"] for row in found] == [each.attribute for each in judged.open_questions[:10]]
    for row in found:
        gaps = [gap for gap in judged.gaps if row["State it as"] in gap.attributes]
        assert int(row["Settles"]) == len(gaps)
        assert row["Question"].endswith("?")
        assert row["Values"] != "–"


@pytest.mark.parametrize("system", models().systems)
def test_questions_come_by_worst_possible_risk(system: str) -> None:
    gaps = models().systems[system].gaps
    ranks = []
    for question in models().systems[system].open_questions:
        named = [gap for gap in gaps if question.attribute in gap.attributes]
        ranks.append((-max(vocabulary.rank(gap.possible.level) for gap in named), -len(named), question.attribute))
    assert ranks == sorted(ranks)
    assert {name for gap in gaps for name in gap.attributes} == {name for _, _, name in ranks}


def test_question_has_values_threats_and_place() -> None:
    judged, made = silent()
    shown = table(made["systems/shop/gaps.md"], "ten-questions")
    setting = next(row for row in shown.rows if "accepts-serialized-objects" in plain(row.cells[5]))
    assert plain(setting.cells[0]) == "Does “Reads serialized objects” hold for Web shop?"
    assert plain(setting.cells[3]) == "true, false"
    assert [each.place for each in setting.cells[-1] if isinstance(each, SourceRef)] == [
        judged.resolved.system.services["site"].place
    ]


def test_organisation_asks_ten_questions_first() -> None:
    page = pages()["not-stated.md"]
    tables = [block.name for block in page.blocks if isinstance(block, Table)]
    assert tables[0] == "ten-questions"
    found = rows(page, "ten-questions")
    assert len(found) == 10
    words = [row["Possible risk"].removeprefix("possibly ").removeprefix("at least ") for row in found]
    levels = [LEVELS.index(next(each for each in LEVELS if vocabulary.words(each) == word)) for word in words]
    assert levels == sorted(levels, reverse=True)


@pytest.mark.parametrize("system", models().systems)
def test_every_question_is_worded(system: str) -> None:
    judged = models().systems[system]
    for question in judged.open_questions:
        target = reviewer_questions._target(judged.resolved, question.attribute)
        words, values = reviewer_questions._worded(judged.resolved, target)
        assert not plain(words).startswith(reviewer_questions.UNWORDED), question.attribute
        assert plain(values)
        assert target.place.path


def test_open_questions_show_possible_risk() -> None:
    for judged in models().systems.values():
        shown = table(pages()[f"systems/{judged.id}/gaps.md"], "gaps")
        assert len(shown.rows) == len(judged.gaps)
        assert shown.columns[2:4] == ("Possible risk", "It would be so bad if")


def test_at_least_is_stated() -> None:
    assert badges.possible_level("high", at_least=True).text == "possibly at least high"
    for judged in models().systems.values():
        shown = rows(pages()[f"systems/{judged.id}/gaps.md"], "gaps")
        assert ["at least" in row["Possible risk"] for row in shown] == [gap.at_least for gap in judged.gaps]


def test_possible_level_differs_beyond_colour() -> None:
    for level in LEVELS:
        one, other = badges.level(level), badges.possible_level(level)
        assert one.tone != other.tone
        assert one.text != other.text


def test_possible_marks_have_a_dashed_line() -> None:
    style = next(text.decode() for name, text in disk.assets().items() if name.endswith("zonebook.css"))
    for part in ("badge", "square"):
        (rule,) = [each for each in style.split("}") if f'[class*="zb-possible-"].zb-{part} {{' in each]
        assert "1px dashed currentcolor" in rule


def test_shared_questions_are_asked_once() -> None:
    systems = {judged.resolved.system.system.title: judged for judged in models().systems.values()}
    found = rows(pages()["not-stated.md"], "ten-questions")
    assert len({(row["State it as"], row["Write it in"]) for row in found}) == len(found)
    for row in found:
        named = [judged for title, judged in systems.items() if title in row["System"]]
        gaps = [gap for judged in named for gap in judged.gaps if row["State it as"] in gap.attributes]
        assert int(row["Settles"]) == len(gaps)


@pytest.mark.parametrize("system", models().systems)
def test_coverage_shows_worst_possible_risk(system: str) -> None:
    judged = models().systems[system]
    page = pages()[f"systems/{system}/coverage.md"]
    for name in ("coverage-elements", "coverage-threats"):
        for row in rows(page, name):
            assert (row["Worst possible"] == "–") == (row["Not stated"] == "0")
    assert card(page, "Worst possible risk").to == f"systems/{system}/register.md#possible"
    worst = [row["Worst possible"] for row in rows(page, "coverage-threats") if row["Worst possible"] != "–"]
    assert badges.possible_level(judged.gaps[0].possible.level).text.removeprefix("possibly ") in " ".join(worst)


def test_next_steps_name_what_is_possible() -> None:
    _, made = silent()
    prose = next(each for each in made["systems/shop/what-next.md"].blocks if isinstance(each, Prose))
    assert "could be above appetite" in plain(prose.paragraphs[1])


def test_tooltip_of_silent_element_is_not_clear() -> None:
    judged, _ = silent()
    facts = dict(tooltips.thing(judged, "site"))
    assert facts["To settle"] == "nothing known"
    assert "possibly very high" in facts["Not stated"]
