"""The downloads of a system: one list of all files that it offers, with the size and the hash that each one has."""

import csv
import hashlib
import io
from collections.abc import Callable
from functools import partial

import pytest
from python_calamine import CalamineWorkbook
from tests.support.walking import models, pages

from zonebook.assess.assessment import Assessment
from zonebook.assess.controls.checklist_fields import BY_ID, FIELDS
from zonebook.assess.planning.audits import AuditedCheck, AuditedUserControl
from zonebook.document.inline import FileFact, Link
from zonebook.document.page import Details, Download, Notice, Page, Table
from zonebook.edge import disk
from zonebook.pipeline import Rendered, render_files, render_pages
from zonebook.present import page_paths
from zonebook.present.downloads.checklist_books import SHEET, answers, baselines
from zonebook.present.page_frame import without_missing
from zonebook.write.offered import contents
from zonebook.write.output_format import Material
from zonebook.write.relative_links import every
from zonebook.write.workbook import files as workbook_files

MODEL = "zones: {inside: {trust: 3}}\nservices: {a: {kind: server, zone: inside, controls: {patched: met}}}\n"
DOWNLOADS = "systems/world/downloads.md"
SYSTEMS = tuple(models().systems)


def rendered(assessment: Assessment) -> Rendered:
    found = render_pages(assessment, disk.schemas())
    return render_files(Material(assessment=assessment, pages=found, version="0"))


def listed(page: Page) -> Table:
    return next(block for block in every(page.blocks) if isinstance(block, Table) and block.name == "files")


def offered(system: str) -> set[str]:
    """Every file that the pages of a system, or of an audit about it, offer; and the whole assessment."""
    about = [
        page_paths.audit(id_)
        for id_, each in models().audits.items()
        if any(c.judged.id == system for c in each.checks)
    ]
    own = (page for path, page in pages().items() if path in about or path.startswith(f"systems/{system}/"))
    blocks = (block for page in own for block in every(page.blocks))
    return {"assessment.json"} | {block.path for block in blocks if isinstance(block, Download)}


def test_file_that_is_missing_is_told_within_a_fold() -> None:
    files = tuple(Download(text=name, path=f"{name}.csv") for name in ("there", "gone"))
    page = Page(path="p.md", title="P", description="P.", blocks=(Details(summary="More", blocks=files),))
    (fold,) = without_missing(page, {"there.csv"}).blocks
    assert isinstance(fold, Details)
    there, gone = fold.blocks
    assert (there, isinstance(gone, Notice)) == (files[0], True)


@pytest.mark.parametrize("system", SYSTEMS)
def test_every_offered_file_is_listed_once(system: str) -> None:
    rows = listed(pages()[f"systems/{system}/downloads.md"]).rows
    links = [inline.to for row in rows for inline in row.cells[0] if isinstance(inline, Link)]
    assert sorted(links) == sorted(offered(system))
    assert len({row.id for row in rows}) == len(rows)


def test_sizes_and_hashes_are_those_of_files(assessed: Callable[..., Assessment]) -> None:
    files = rendered(assessed(MODEL)).files
    text = str(files[DOWNLOADS])
    names = [name for name in files if name.startswith("systems/world/") and name.endswith((".csv", ".xlsx"))]
    assert len(names) > 10
    for name in names:
        content = files[name]
        assert isinstance(content, bytes)
        assert text.count(hashlib.sha256(content).hexdigest()) >= 1, name
        assert f">{len(content):,}</td>" in text, name


def test_pages_have_no_fact_that_is_not_known(assessed: Callable[..., Assessment]) -> None:
    found = render_pages(assessed(MODEL), disk.schemas())
    facts = [
        inline
        for page in found
        for block in every(page.blocks)
        if isinstance(block, Table)
        for row in block.rows
        for cell in row.cells
        for inline in cell
        if isinstance(inline, FileFact)
    ]
    assert {each.path for each in facts} <= {*contents(found), "assessment.json"}
    assert len(facts) == 2 * len({each.path for each in facts})


def test_workbook_that_fails_leaves_others_whole(
    assessed: Callable[..., Assessment], monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = rendered(assessed(MODEL)).files
    lost = "systems/world/checklists/by-zone-inside.xlsx"
    maker = workbook_files._maker

    def failing(content: object, *rest: object) -> Callable[[], bytes]:
        return partial(_fail) if getattr(content, "properties", {}).get("scope") == "Inside" else maker(content, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(workbook_files, "_maker", failing)
    found = rendered(assessed(MODEL.replace("trust: 3", "trust: 3, title: Inside")))
    assert found.failed == (f"{lost} could not be written: ValueError: no ink",)
    assert set(found.files) == set(whole) - {lost}
    assert "by-zone-inside.xlsx" not in str(found.files[DOWNLOADS])
    assert "missing: the log of the build says why" in str(found.files[DOWNLOADS])


def _fail() -> bytes:
    raise ValueError("no ink")


def test_checklist_for_programs_has_every_check() -> None:
    judged = models().systems["landing-zone"]
    material = Material(assessment=models(), pages=(pages()["systems/landing-zone/downloads.md"],), version="0")
    raw = render_files(material).files["systems/landing-zone/checklist.csv"]
    assert isinstance(raw, bytes)
    assert raw.startswith(b"\xef\xbb\xbf")
    headings, *rows = csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline=""))
    assert headings == [field.title for field in FIELDS]
    assert [row[1] for row in rows] == [check.id for check in judged.checks]


@pytest.mark.parametrize("system", ["corporate-directory", "web-shop"])
def test_baseline_workbook_has_its_checks_alone(system: str) -> None:
    judged = models().systems[system]
    framework = judged.resolved.catalogue.frameworks["nist-800-53-r5"]
    page = pages()[page_paths.checklist(system, "by-framework", framework.id)]
    assert "moderate" in baselines(framework)
    for baseline in baselines(framework):
        path = f"systems/{system}/checklists/by-framework-{framework.id}-{baseline}.xlsx"
        raw = workbook_files._files(Material(assessment=models(), pages=(page,), version="0"))[path]
        assert callable(raw)
        made = raw()
        assert isinstance(made, bytes)
        rows = CalamineWorkbook.from_filelike(io.BytesIO(made)).get_sheet_by_name(SHEET).to_python()[2:]
        at = {id_: number for number, id_ in enumerate(BY_ID)}
        wanted = [check.id for check in judged.checks if answers(check, framework, baseline)]
        assert [row[at["check"]] for row in rows] == wanted
        asked = {each for row in rows for each in str(row[at["requirement"]]).split("\n")}
        named = {each.removeprefix(f"{framework.id}: ") for each in asked}
        assert all(baseline in framework.requirements[each].baselines for each in named)


def test_audit_workbook_has_its_results() -> None:
    (progress,) = models().audits.values()
    page = pages()[page_paths.audit(progress.audit.id)]
    path = page_paths.audit_book(progress.audit.id)
    raw = workbook_files._files(Material(assessment=models(), pages=(page,), version="0"))[path]
    assert callable(raw)
    made = raw()
    assert isinstance(made, bytes)
    _, headings, *rows = CalamineWorkbook.from_filelike(io.BytesIO(made)).get_sheet_by_name(SHEET).to_python()
    at = {title: number for number, title in enumerate(headings)}
    whole: tuple[AuditedCheck | AuditedUserControl, ...] = (*progress.checks, *progress.user_controls)
    assert len(rows) == len(whole) > len(progress.checks)
    found = {(row[at["System"]], row[at["Check"]]): row[at["Result"]] for row in rows if row[at["Tested by"]]}
    said = {(each.judged.id, each.check.id): each.result.result for each in whole if each.result.tested_by}
    assert found == said
    assert len(said) > 3
