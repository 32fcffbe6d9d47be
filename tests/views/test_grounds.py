"""What a status rests on is shown beside it everywhere, and the numbers add up to those of the statuses."""

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Mapping
from functools import cache
from typing import Any

import pytest
from tests.support.walking import DAY, blocks, checklist, entries, models, pages, rows

from zonebook import __version__
from zonebook.assess.controls.checklist import Check
from zonebook.assess.controls.frameworks import frameworks_in_force
from zonebook.assess.controls.grounds import GROUND_WORDS, GROUNDS, Ground
from zonebook.assess.findings.scope import in_scope
from zonebook.assess.planning.user_controls import user_checks
from zonebook.assess.system import SystemAssessment
from zonebook.document.inline import Mark
from zonebook.document.page import Download, Notice, Prose, Row, Table
from zonebook.model.subject import PLURALS
from zonebook.model.vocabulary import SubjectType
from zonebook.pipeline import assess_workspace, load_workspace
from zonebook.present import grounds, page_paths
from zonebook.present.badges import LAYER_TITLES
from zonebook.read.schema import Schemas
from zonebook.views.organisation.reports import reports as reports_page
from zonebook.write.assessment_json.document import assessed
from zonebook.write.csv import comma
from zonebook.write.plain_text import plain

SYSTEMS = tuple(models().systems)
IN_PLACE = {"met": "met", "inherited": "inherited", "partial": "partly met"}
PART = re.compile(r"[oO]f (\d+) (met|inherited|partly met): ([^;.]+)")
NUMBER = re.compile(r"(\d+) (.+)")
WORDS = {words: ground for ground, words in grounds.BY.items()}
NAMED: dict[Ground, str] = {"inherited-with-report": "with a report", "inherited-without-report": "no report"}
REPORTS = "reports: {r: {title: R, provider: aws, type: soc-2, from: 2025-10-01, until: 2026-09-30}}"
Numbers = dict[str, Counter[Ground]]


@cache
def written() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(assessed(models(), __version__))["systems"]
    return found


def checks(system: str = "") -> list[Check]:
    return [check for id_, judged in models().systems.items() if system in {"", id_} for check in judged.checks]


def expected(found: list[Check]) -> Numbers:
    numbers: Numbers = {}
    for check in found:
        if check.standing.status in IN_PLACE:
            assert check.standing.ground
            numbers.setdefault(IN_PLACE[check.standing.status], Counter())[check.standing.ground] += 1
    return numbers


def told(path: str, start: str = "") -> Numbers:
    """Return the numbers of the first paragraph of a page that has any and begins so."""
    paragraphs = (plain(text) for part in blocks(pages()[path]) if isinstance(part, Prose) for text in part.paragraphs)
    text = next(each for each in paragraphs if PART.search(each) and each.startswith(start))
    numbers: Numbers = {}
    for every, status, rest in PART.findall(text):
        numbers[status] = counted(rest, WORDS)
        assert numbers[status].total() == int(every)
    return numbers


def counted(text: str, words: dict[str, Ground]) -> Counter[Ground]:
    """Return the numbers of a text such as `3 by a default, 2 by a claim alone`."""
    found = [NUMBER.fullmatch(part) for part in re.split(r", (?=\d)", text)]
    return Counter({words[each[2]]: int(each[1]) for each in found if each})


def cell(text: str) -> Counter[Ground]:
    return counted(text, {words: ground for ground, words in GROUND_WORDS.items()})


def ground_of(text: str) -> Ground | None:
    """Return the ground that a cell begins with; None where it says that there is none."""
    if text == "–":
        return None
    return next(ground for ground, words in GROUND_WORDS.items() if re.match(rf"{re.escape(words)}(?:$|[,:])", text))


def uses(control: str) -> tuple[Row, ...]:
    found = (each for each in blocks(entries()[f"controls/{control}"]) if isinstance(each, Table))
    return next(each.rows for each in found if each.name == f"{control}-applies")


def table(path: str, name: str) -> Table:
    return next(each for each in blocks(pages()[path]) if isinstance(each, Table) and each.name == name)


def element_page(judged: SystemAssessment, about: SubjectType, element: str) -> str:
    """Return the path of an element's page; empty for what has none of its own."""
    return (
        "" if about in {"system", "directory", "decision"} else page_paths.element(judged.id, PLURALS[about], element)
    )


@pytest.mark.parametrize("system", SYSTEMS)
@pytest.mark.parametrize("name", ["by-service", "by-zone", "by-party", "by-framework"])
def test_checklists_count_every_ground(system: str, name: str) -> None:
    assert told(f"systems/{system}/checklists/{name}.md") == expected(checks(system))


@pytest.mark.parametrize("system", SYSTEMS)
def test_page_csv_and_json_agree(system: str) -> None:
    shelves = ("controls", "controls_set_aside", "user_controls")
    every = {check: each for shelf in shelves for check, each in written()[system][shelf].items()}
    seen = 0
    for page in checklist(system, "by-service"):
        for each in (block for block in page.blocks if isinstance(block, Table) and "Check" in block.columns):
            sheet = list(csv.DictReader(io.StringIO(comma(each).decode("utf-8-sig"))))
            for row, line in zip(rows(page, each.name), sheet, strict=True):
                known = every[row["Check"]]
                assert ground_of(row["Rests on"]) == ground_of(line["Rests on"]) == known["ground"]
                seen += 1
    assert seen == len(checks(system)) + len(user_checks(models().systems[system]))


@pytest.mark.parametrize("name", ["by-zone", "by-party", "by-framework"])
def test_checklist_rows_add_up(name: str) -> None:
    """The rows of a group count what each of its checks rests on once, and so does the row of the group."""
    judged = models().systems["web-shop"]
    index, *others = checklist("web-shop", name)
    shown: dict[str, Counter[Ground]] = {}
    for page in others:
        group = page.path.split("/")[4].removesuffix(".md")
        for row in rows(page, next(each.name for each in page.blocks if isinstance(each, Table))):
            shown.setdefault(group, Counter()).update(cell(row["Rests on"]))
    (table,) = [each for each in index.blocks if isinstance(each, Table) and each.name == name]
    assert {row.id: cell(plain(row.cells[-1])) for row in table.rows} == shown
    if name != "by-framework":
        assert sum(shown.values(), Counter()) == Counter(c.standing.ground for c in judged.checks if c.standing.ground)


def test_reason_stands_beside_the_ground() -> None:
    reports = models().workspace.organisation.reports
    reasons: dict[Ground, set[str]] = {}
    for judged in models().systems.values():
        for check in judged.checks:
            text = plain(grounds.rests_on(judged.resolved, check.standing))
            if check.standing.ground:
                reasons.setdefault(check.standing.ground, set()).add(text)
    assert set(reasons) == set(GROUNDS)
    assert "claimed, no evidence" in reasons["claimed"]
    assert all("last shown on" in each for each in reasons["evidence-stale"])
    named = {f"{each.title} ({each.from_} to {each.until})" for each in reports.values()}
    assert {each.partition(": ")[2] for each in reasons["inherited-with-report"]} == named


@pytest.mark.parametrize("framework", ["nist-800-53-r5", "cis-aws-5-0", "iso-27001-2022"])
def test_framework_pages_add_up(framework: str) -> None:
    found = [check for check in checks() if framework in check.control.crosswalk]
    path = f"catalogue/frameworks/{framework}.md"
    assert told(path) == expected(found)
    by_requirement: dict[str, Counter[Ground]] = {}
    for check in found:
        for id_ in check.control.crosswalk[framework]:
            by_requirement.setdefault(id_, Counter()).update([check.standing.ground] if check.standing.ground else [])
    families = [(page, "answers") for each, page in pages().items() if each.startswith(path[:-3] + "/")]
    tables = families or [(pages()[path], "requirements")]
    shown = {row["Requirement"]: cell(row["Rests on"]) for page, name in tables for row in rows(page, name)}
    assert {id_: each for id_, each in shown.items() if each} == {id_: n for id_, n in by_requirement.items() if n}


@pytest.mark.parametrize("system", SYSTEMS)
def test_framework_checklist_adds_up(system: str) -> None:
    in_force = frameworks_in_force(models().systems[system].resolved)
    assert len(in_force) >= 2
    for framework in (each.id for each in in_force):
        found = [check for check in checks(system) if framework in check.control.crosswalk]
        path = page_paths.checklist(system, "by-framework", framework)
        assert told(path, f"{len(found)} checks. ") == expected(found)
        (offered,) = [each.table for each in pages()[path].blocks if isinstance(each, Download) and each.table]
        assert isinstance(offered, Table)
        for each in offered.rows:
            row = dict(zip(offered.columns, map(plain, each.cells), strict=True))
            here = [each for each in found if row["Requirement"] in each.control.crosswalk[framework]]
            assert int(row["Checks"]) == len(here)
            assert cell(row["Rests on"]) == Counter(each.standing.ground for each in here if each.standing.ground)


@pytest.mark.parametrize("system", SYSTEMS)
def test_matrix_names_the_weakest_ground(system: str) -> None:
    page = pages()[f"systems/{system}/responsibility.md"]
    judged = models().systems[system].resolved
    services = [each for each in judged.system.services if in_scope(judged, "service", each)]
    matrix = dict(zip(services, rows(page, "responsibility-matrix"), strict=True))
    for duty in models().systems[system].duties:
        text = matrix[duty.service][LAYER_TITLES[duty.layer]]
        if duty.weakest and duty.cover in {"met", "partial"}:
            assert f"covered ({GROUND_WORDS[duty.weakest]})" in text
        elif duty.weakest and duty.holder == "provider":
            assert text.startswith(f"provider ({NAMED.get(duty.weakest, GROUND_WORDS[duty.weakest])})")
        else:
            assert "(" not in text


@pytest.mark.parametrize("system", SYSTEMS)
def test_duties_and_json_agree(system: str) -> None:
    page = pages()[f"systems/{system}/responsibility.md"]
    (offered,) = [each.table for each in page.blocks if isinstance(each, Download) and each.table]
    assert isinstance(offered, Table)
    at = offered.columns.index("Rests on")
    known = [each for each in models().systems[system].duties if each.holder != "none"]
    for row, duty in zip(offered.rows, known, strict=True):
        assert cell(plain(row.cells[at])) == Counter(duty.grounds)
        assert written()[system]["duties"][duty.service][duty.layer]["grounds"] == list(duty.grounds)


@pytest.mark.parametrize("system", SYSTEMS)
def test_element_and_control_pages_agree(system: str) -> None:
    judged = models().systems[system]
    for check in judged.checks:
        shown = {name: row for row in uses(check.control.id) for name in (row.id, *row.also)}
        assert ground_of(plain(shown[f"{system}-{check.element}"].cells[3])) == check.standing.ground
        if path := element_page(judged, check.about, check.element):
            here = {row.id: row for row in table(path, "controls").rows}
            assert ground_of(plain(here[check.control.id].cells[2])) == check.standing.ground


@pytest.mark.parametrize("system", SYSTEMS)
def test_answers_of_findings_show_their_ground(system: str) -> None:
    judged = models().systems[system]
    for finding in judged.findings:
        if path := element_page(judged, finding.about, finding.element):
            shown = rows(pages()[path], f"answers-{finding.threat.id}")
            assert [ground_of(row["Rests on"]) for row in shown] == [each.standing.ground for each in finding.replies]


def test_reports_page_counts_what_is_inherited() -> None:
    page = pages()["reports.md"]
    inherited = [check.standing for check in checks() if check.standing.status == "inherited"]
    by_report = Counter(each.report for each in inherited)
    shown = {row["Report"]: int(row["Inherited controls"]) for row in rows(page, "reports")}
    named = models().workspace.organisation.reports
    assert shown == {each.title: by_report[each.id] for each in named.values()}
    kinds = rows(page, "inherited-kinds")
    assert sum(int(row["With a report"]) for row in kinds) == len(inherited) - by_report[""]
    assert sum(int(row["Without a report"]) for row in kinds) == by_report[""]
    assert len(rows(page, "inherited")) == len(inherited)
    assert 0 < by_report[""] < len(inherited)


@pytest.mark.parametrize("name", ["reports", "inherited-kinds", "inherited"])
def test_rows_of_reports_name_their_line(name: str) -> None:
    for row in rows(pages()["reports.md"], name):
        assert re.match(r"models/\S+\.yaml:\d+", row["Written in"])


@pytest.mark.parametrize(
    ("model", "reports", "says"),
    [
        (True, "", "No report is named"),
        (False, REPORTS, "R (2025-10-01 to 2026-09-30). Nothing inherits with them before a system is described."),
    ],
)
def test_reports_page_without_reports_or_systems(
    bundled: Mapping[str, bytes], schemas: Schemas, reports: str, says: str, *, model: bool
) -> None:
    texts = {"models/organisation.yaml": f"organisation: {{title: House}}\n{reports}"}
    if model:
        texts["models/systems/x/a.yaml"] = "system: {title: X}\nservices: {a: {kind: amazon-s3}}"
    raw = {path: text.encode() for path, text in texts.items()}
    (page,) = reports_page(assess_workspace(load_workspace(bundled, raw, schemas), DAY))
    told = [block.title for block in page.blocks if isinstance(block, Notice)]
    told += [plain(text) for block in page.blocks if isinstance(block, Prose) for text in block.paragraphs]
    assert says in told


def test_controls_for_every_system_show_their_ground() -> None:
    shown = {row["Name"]: row["What is said"] for row in rows(pages()["portfolio.md"], "shared")}
    assert any("met (evidence in date) for every system" in each for each in shown.values())
    assert any("met (claimed) for every system" in each for each in shown.values())


@pytest.mark.parametrize("system", SYSTEMS)
def test_mark_of_matrix_leads_to_its_duty(system: str) -> None:
    """The row that a mark leads to says the same holder, cover and party as the mark."""
    page = pages()[f"systems/{system}/responsibility.md"]
    matrix = next(each for each in blocks(page) if isinstance(each, Table) and each.name == "responsibility-matrix")
    assert sum(many for _, many in matrix.bands) == len(matrix.columns) - 1
    marks = [part for row in matrix.rows for text in row.cells for part in text if isinstance(part, Mark)]
    assert len(marks) > 100
    for mark in marks:
        path, _, anchor = mark.to.partition("#duties-")
        if anchor:
            (row,) = [each for each in table(path, "duties").rows if each.id == anchor]
            told = dict(zip(table(path, "duties").columns, map(plain, row.cells), strict=True))
            assert mark.text.startswith(f"{told['Holder']} {told['Covered'].replace('–', '')}".strip())
            assert mark.text.endswith(told["Party"].replace("not stated", ""))
