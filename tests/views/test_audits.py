"""The pages of audits: what failed comes first, the figures add up, and results stand beside what they are about."""

import csv
import io
import json
from collections.abc import Callable

import pytest
from tests.support.walking import blocks, models, offered, pages

from zonebook import __version__
from zonebook.assess.assessment import Assessment
from zonebook.assess.planning.audits import AuditProgress
from zonebook.document.page import Block, Notice, Page, Prose, Row, Table
from zonebook.present import page_paths
from zonebook.views.organisation.audits import audits
from zonebook.write.assessment_json.document import assessed as as_json
from zonebook.write.csv import comma
from zonebook.write.plain_text import plain

AUDIT = "year-2026-nist-moderate"


def progress() -> AuditProgress:
    return models().audits[AUDIT]


def page() -> Page:
    return pages()[page_paths.audit(AUDIT)]


def table(name: str) -> Table:
    return next(each for each in blocks(page()) if isinstance(each, Table) and each.name == f"{AUDIT}-{name}")


def test_failures_come_before_every_other_table() -> None:
    names = [each.name for each in blocks(page()) if isinstance(each, Table)]
    assert names[0] == f"{AUDIT}-exceptions"
    results = [plain(row.cells[3]) for row in table("exceptions").rows]
    assert len(results) == len(progress().shortfalls) > 0


def test_first_sentence_counts_every_check() -> None:
    first = next(each for each in blocks(page()) if isinstance(each, Prose))
    told = plain(first.paragraphs[0])
    assert told.startswith(f"Of {len(progress().checks)} checks in scope, {progress().tested} are tested: ")
    assert sum(progress().counts.values()) == len(progress().checks)
    for outcome, many in progress().counts.items():
        assert f"{many} {outcome.replace('-', ' ')}" in told


def test_tables_hold_each_check_once() -> None:
    said = {each.check.id for each in progress().checks if each.said}
    left = {each.check.id for each in progress().checks if each.outcome == "not-tested"}
    assert len(table("results").rows) == len(said)
    whole = offered(page(), f"{AUDIT}-left").rows
    assert len(whole) == len(left)
    assert table("left").rows == whole[: len(table("left").rows)]
    assert said | left == {each.check.id for each in progress().checks}


def dated() -> list[Row]:
    found = (each for each in blocks(pages()[page_paths.DATES]) if isinstance(each, Table))
    return [row for each in found for row in each.rows]


def test_overdue_reply_is_marked() -> None:
    due = {plain(row.cells[9]) for row in table("exceptions").rows}
    late = [each for each in progress().shortfalls if each.result.due < models().as_of]
    assert late
    assert sum(text.startswith("overdue since ") for text in due) == len(late)
    overdue = [each for each in dated() if plain(each.cells[0]) == "reply to an audit overdue"]
    assert len(overdue) >= len(late)


def test_weakened_claims_are_noticed_on_system() -> None:
    notices = [
        plain(each.text)
        for each in blocks(pages()[page_paths.system_page("corporate-directory")])
        if isinstance(each, Notice) and each.title == "Tests contradict what is claimed"
    ]
    weakened = [each for each in progress().checks if each.check.standing.refuted]
    assert weakened
    assert len(notices) == 1
    assert all(each.check.id in notices[0] for each in weakened)


@pytest.mark.parametrize("path", ["checklists/by-service", "checklists/by-zone", "coverage"])
def test_pages_of_system_count_what_is_tested(path: str) -> None:
    told = [
        plain(text)
        for each in blocks(pages()[page_paths.system_page("corporate-directory", path)])
        if isinstance(each, Prose)
        for text in each.paragraphs
    ]
    tested = progress().tested
    assert any(each.startswith(f"An audit has tested {tested} of ") for each in told)


def test_checklist_row_shows_its_result() -> None:
    page = pages()[page_paths.checklist("corporate-directory", "by-service", "systems-manager")]
    found = [
        plain(row.cells[3])
        for each in blocks(page)
        if isinstance(each, Table)
        for row in each.rows
        if plain(row.cells[0]) == "session-logging@systems-manager"
    ]
    assert found == ["exception on 2026-11-10, Audit 2026 of the corporate directory"]


def test_download_holds_the_results() -> None:
    read = list(csv.DictReader(io.StringIO(comma(table("results")).decode("utf-8-sig"))))
    by_print = {each["Fingerprint"]: each for each in read}
    for check in progress().checks:
        if check.said:
            row = by_print[check.result.fingerprint]
            assert row["Tested by"] == (check.result.tested_by or "–")
            assert row["Result"].startswith(check.outcome.replace("-", " "))


def test_json_holds_every_result() -> None:
    found = json.loads(as_json(models(), __version__))["audits"][AUDIT]
    said = {each.check.id: each for each in progress().checks if each.said}
    results = found["results"]["corporate-directory"]
    assert set(results) == set(said)
    assert found["checks"] == len(progress().checks)
    assert found["counts"] == dict(progress().counts)
    for name, each in said.items():
        assert results[name]["result"] == each.outcome
        assert results[name]["status"] == each.check.standing.status
        assert results[name]["claim"] == each.check.standing.claim.status


def test_without_audit_page_says_how_to_begin(assessed: Callable[..., Assessment]) -> None:
    found: list[Block] = [each for page in audits(assessed("")) for each in page.blocks]
    assert [each.title for each in found if isinstance(each, Notice)] == ["No audit yet"]
