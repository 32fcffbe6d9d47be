"""The evidence of a system: each piece once, by control and by audit, with what became of its file."""

from collections.abc import Callable

from tests.support.walking import models, pages

from zonebook.assess.assessment import Assessment
from zonebook.assess.planning.evidence_list import evidence_uses
from zonebook.assess.planning.user_controls import user_checks
from zonebook.document.page import Notice, Page, Table
from zonebook.edge import disk
from zonebook.pipeline import render_pages
from zonebook.present import page_paths
from zonebook.write.plain_text import plain

MODEL = """
controls:
  patched:
    status: met
    on: 2026-11-01
    evidence: [{title: Whole, file: evidence/there.json}, {title: Gone, file: evidence/gone.json}]
services:
  a: {kind: server}
  b: {kind: server, controls: {patched: {status: not-met, on: 2026-03-01, evidence: [{title: Near, on: 2026-03-01}]}}}
"""


def page(assessment: Assessment) -> Page:
    wanted = page_paths.evidence("world")
    return next(each for each in render_pages(assessment, disk.schemas()) if each.path == wanted)


def test_each_piece_is_there_once_with_its_state(assessed: Callable[..., Assessment]) -> None:
    (table,) = [block for block in page(assessed(MODEL)).blocks if isinstance(block, Table)]
    at = {name: number for number, name in enumerate(table.columns)}
    found = {
        plain(row.cells[at["Evidence"]]): [plain(row.cells[at[name]]) for name in ("Shows", "State")]
        for row in table.rows
    }
    assert found == {
        "Gone": ["a", "missing"],
        "Near": ["b", "not a file of the repository"],
        "Whole": ["a", "no hash stated"],
    }


def test_system_without_evidence_says_so(assessed: Callable[..., Assessment]) -> None:
    assert isinstance(page(assessed("services: {a: {kind: server}}")).blocks[0], Notice)


def test_evidence_that_decides_nothing_is_listed(assessed: Callable[..., Assessment]) -> None:
    model = MODEL.replace("a: {kind: server}", "a: {kind: server, controls: {patched: not-met}}")
    world = assessed(model).systems["world"]
    uses = evidence_uses([(world.resolved, world.checks)])
    assert {each.evidence.title: [check.id for check in each.checks] for each in uses} == {
        "Gone": [],
        "Near": ["patched@b"],
        "Whole": [],
    }


def test_audit_has_the_evidence_of_its_scope() -> None:
    (progress,) = models().audits.values()
    for judged in models().systems.values():
        checks = progress.of(judged)
        wanted = evidence_uses([(judged.resolved, checks)]) if checks else ()
        tables = [
            block
            for block in pages()[page_paths.evidence(judged.id)].blocks
            if isinstance(block, Table) and block.name == f"evidence-{progress.audit.id}"
        ]
        assert [len(table.rows) for table in tables] == ([len(wanted)] if checks else [])
    assert any(each.user_controls for each in models().audits.values())


REPORT = """
organisation: {title: H}
parties: {team: {}}
reports:
  r:
    title: R
    provider: aws
    type: soc-2
    from: 2025-10-01
    until: 2026-09-30
    opinion: unqualified
    user_controls:
      keys-kept:
        title: Keys are kept
        statement: {status: met, on: 2026-11-01, evidence: [{title: List of keys, file: evidence/there.json}]}
      patches: {title: Patches, control: patched}
"""


def test_evidence_for_what_a_report_expects_is_listed(assessed: Callable[..., Assessment]) -> None:
    assessment = assessed("services: {a: {kind: server}}", REPORT)
    uses = evidence_uses([(judged.resolved, user_checks(judged)) for judged in assessment.systems.values()])
    found = {each.evidence.title: (each.name, [check.id for check in each.checks], each.due) for each in uses}
    assert found == {"List of keys": ("keys-kept@r", ["keys-kept@r"], "")}
    (table,) = [block for block in page(assessment).blocks if isinstance(block, Table)]
    (row,) = table.rows
    assert [plain(cell) for cell in row.cells[:4]] == [
        "List of keys",
        "keys-kept@r",
        "R (2025-10-01 to 2026-09-30)",
        "no hash stated",
    ]
