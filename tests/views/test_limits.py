"""Assumptions and what is out of scope on the pages: named with their reason, counted apart, never hidden."""

import json
from collections.abc import Callable, Mapping
from functools import cache

import pytest
from tests.conftest import _assessed
from tests.support.walking import blocks, rows

from zonebook.assess.assessment import Assessment
from zonebook.document.page import Card, Cards, Diagram, Download, Facts, Notice, Page, Prose, Table
from zonebook.edge import disk
from zonebook.pipeline import render_pages
from zonebook.read.schema import Schemas
from zonebook.write.assessment_json.document import assessed
from zonebook.write.csv import comma
from zonebook.write.plain_text import plain

MODEL = (
    "zones: {inside: {trust: 3}}\n"
    "data: {crown: {confidentiality: high}}\n"
    "services:\n"
    "  a: {kind: server, zone: inside, holds: [crown], settings: {metadata: optional}}\n"
    "  b: {kind: server, zone: inside, settings: {metadata: optional}}\n"
    "  c: {kind: server, zone: inside}\n"
    "flows: {on: {from: a, to: b, protocols: [ldap]}}\n"
    "out_of_scope:\n"
    "  a: {because: Judged in its own model., by: others, on: 2026-10-01, until: 2027-01-31}\n"
    "  crown: {because: It belongs to others.}\n"
    "assumptions:\n"
    "  guarded: {title: It is guarded., about: [b, c], excludes: [metadata-read], by: team, until: 2026-12-31}\n"
    "  vetted: {title: Staff are vetted., until: 2026-06-30}\n"
)


@cache
def assessment() -> Assessment:
    return _assessed(MODEL)


@cache
def pages() -> Mapping[str, Page]:
    return {page.path: page for page in render_pages(assessment(), disk.schemas())}


def page(name: str) -> Page:
    return pages()[f"systems/world/{name}.md"]


def card(found: Page, title: str) -> Card:
    (shown,) = [
        each for block in blocks(found) if isinstance(block, Cards) for each in block.cards if each.title == title
    ]
    return shown


def said(found: Page) -> str:
    return " ".join(plain(text) for each in blocks(found) if isinstance(each, Prose) for text in each.paragraphs)


def test_system_page_names_every_limit() -> None:
    assumptions = {row["Assumption"]: row for row in rows(page("index"), "assumptions")}
    assert list(assumptions) == ["It is guarded. guarded", "Staff are vetted. vetted"]
    assert assumptions["It is guarded. guarded"]["Sets aside"] == "1 finding, 1 question"
    assert assumptions["It is guarded. guarded"]["State"] == "in force"
    assert assumptions["Staff are vetted. vetted"]["Excludes"] == "no threat"
    assert assumptions["Staff are vetted. vetted"]["State"] == "ended"
    outside = {row["Element"]: row for row in rows(page("index"), "out-of-scope")}
    assert outside["a"]["Because"] == "Judged in its own model."
    assert outside["a"]["Sets aside"].startswith("1 finding, 7 checks")
    assert (outside["a"]["Party"], outside["crown"]["Party"]) == ("others", "not stated")
    notices = {each.title: plain(each.text) for each in blocks(page("index")) if isinstance(each, Notice)}
    assert notices["Limits that have ended"] == "vetted on 2026-06-30. What they set aside is open again."
    assert card(page("index"), "Set aside").value == "3"
    assert card(page("index"), "Unsettled findings").note == "0 settled"


def test_register_counts_what_is_set_aside_apart() -> None:
    assert "3 set aside (1 out of scope, 2 excluded by assumption)" in said(page("register"))
    found = {(row["Threat"], row["On"]): row for row in rows(page("register"), "set-aside")}
    assert found["Metadata is read", "a"]["Set aside"] == "out of scope: a"
    assert found["Metadata is read", "b"]["Set aside"] == "excluded by assumption: guarded"
    assert found["Metadata is read", "c"]["Is a"] == "question"
    states = {row["On"]: (row["State"], row["Decided"], row["Until"]) for row in rows(page("register"), "register")}
    assert states == {
        "a": ("out of scope", "a is out of scope, by others on 2026-10-01: Judged in its own model.", "2027-01-31"),
        "b": ("excluded", "excluded by assumption guarded, by team", "2026-12-31"),
    }


def test_set_aside_is_a_download() -> None:
    offered = {each.path: each for each in blocks(page("register")) if isinstance(each, Download)}
    table = offered["systems/world/set-aside.csv"].table
    assert isinstance(table, Table)
    assert comma(table).decode("utf-8-sig").count("\r\n") == 1 + 3


@pytest.mark.parametrize(
    ("path", "by"), [("services/a", "by others, on 2026-10-01, until 2027-01-31"), ("data/crown", "")]
)
def test_element_page_begins_with_its_notice(path: str, by: str) -> None:
    notice = next(each for each in blocks(page(path)) if isinstance(each, Notice))
    assert notice.title == "Out of scope"
    assert by in plain(notice.text)
    assert [each for each in blocks(page(path)) if isinstance(each, Facts)]


def test_element_out_of_scope_keeps_its_controls() -> None:
    assert rows(page("services/a"), "controls")
    assert card(page("services/a"), "Controls settled").value == "0 of 0"
    assert {row["On"] for row in rows(page("services/a"), "set-aside")} == {"a"}


def test_checks_out_of_scope_stand_apart() -> None:
    found = rows(page("checklists/by-service"), "by-service-out-of-scope")
    assert {row["Where it stands"].split()[-1] for row in found} == {"a"}
    assert f"{len(found)} more checks are of elements out of scope" in said(page("checklists/by-service"))


def test_coverage_matrix_says_set_aside() -> None:
    tables = [
        each for each in blocks(page("coverage-matrix")) if isinstance(each, Table) and each.name.startswith("services")
    ]
    cells = {plain(row.cells[0]): [plain(cell) for cell in row.cells[1:]] for table in tables for row in table.rows}
    assert set(cells) == {"a", "b", "c"}
    assert all("set aside" in each for each in cells.values())
    assert card(page("coverage"), "Set aside").value == "3"


def test_dates_name_what_ended_and_what_ends() -> None:
    found = {
        (row["What"], row["On"], row["About"])
        for name in ("before", "soon")
        for row in rows(pages()["dates.md"], f"dates-{name}")
    }
    assert ("assumption ended", "2026-06-30", "vetted") in found
    assert ("out of scope no longer", "2027-01-31", "a") in found


def test_home_counts_what_is_set_aside() -> None:
    assert "3 set aside (1 out of scope, 2 excluded by assumption)." in said(pages()["index.md"])


def test_ended_limit_opens_its_findings_again(assessed: Callable[..., Assessment]) -> None:
    later = assessed(MODEL, as_of="2027-02-01")
    found = {each.path: each for each in render_pages(later, disk.schemas())}
    assert card(found["index.md"], "Expired").value == "2"
    notices = [each for each in blocks(found["systems/world/services/a.md"]) if isinstance(each, Notice)]
    assert [(each.title, plain(each.text)) for each in notices] == [
        ("Open again", "What put a out of scope ended on 2027-01-31.")
    ]
    (row,) = rows(found["systems/world/register.md"], "register")
    assert (row["On"], row["State"], row["Decided"]) == ("a, b", "open again", "–")


def test_picture_writes_out_of_scope_at_its_box() -> None:
    graphs = [each.graph for each in blocks(page("diagrams/zones")) if isinstance(each, Diagram)]
    (graph,) = graphs
    nodes = {node.id: node for cluster in graph.clusters for node in cluster.nodes}
    assert (nodes["a"].note, nodes["b"].note) == ("out of scope", "")
    assert dict(nodes["a"].facts)["Out of scope"] == "Judged in its own model."
    assert [each.many for each in graph.overlays if each.id == "out-of-scope"] == [1]


def test_workbook_holds_what_is_set_aside() -> None:
    offered = {each.path: each for each in blocks(page("downloads")) if isinstance(each, Download)}
    book = offered["systems/world/workbook.xlsx"].book
    assert book is not None
    names = [each.name for each in book.sheets]
    assert names[names.index("Out of scope") :][:4] == ["Out of scope", "Assumptions", "Not judged here", "Set aside"]


def test_assessment_json_keeps_what_is_set_aside() -> None:
    found = json.loads(assessed(assessment(), "0"))
    assert Schemas(disk.schemas()).valid(found, "assessment")
    world = found["systems"]["world"]
    by = {each["id"]: (each["state"], each["set_aside_by"]) for each in world["findings"]}
    assert by["metadata-read@a"] == ("out-of-scope", {"word": "out_of_scope", "id": "a"})
    assert by["metadata-read@b"] == ("excluded", {"word": "assumptions", "id": "guarded"})
    assert [(each["element"], each["set_aside_by"]["id"]) for each in world["gaps_set_aside"]] == [("c", "guarded")]
    assert world["assumptions"]["guarded"]["findings"] == ["metadata-read@b"]
    assert not world["assumptions"]["vetted"]["in_force"]
    assert world["out_of_scope"]["a"]["because"] == "Judged in its own model."
    assert {(each["shelf"], each["element"]) for each in world["not_judged"]} == {("services", "a"), ("data", "crown")}
    assert {each["element"] for each in world["controls_set_aside"].values()} == {"a"}
    assert world["coverage"]["set_aside"] == 3
    assert world["paths"] == []


def test_audit_result_out_of_scope_is_not_stale(assessed: Callable[..., Assessment]) -> None:
    audit = (
        "audit: {title: Audit, framework: made-up-1, period: {from: 2026-01-01, to: 2026-11-30}}\n"
        "results: {world: {metadata-guarded@a: {result: effective, tested_by: A, tested_on: 2026-06-01}}}\n"
    )
    found = assessed(MODEL, more={"models/audits/yearly.yaml": audit})
    (progress,) = found.audits.values()
    assert "metadata-guarded@a" not in {each.check.id for each in progress.checks}
