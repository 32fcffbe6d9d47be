"""The output about attack paths: the page, the file, and the worked example of the documentation."""

import json
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from tests.support.walking import blocks, rows

from zonebook import __version__, assembly
from zonebook.assess.assessment import Assessment
from zonebook.assess.attack_paths import steps
from zonebook.assess.system import SystemAssessment
from zonebook.document.inline import Link
from zonebook.document.page import Details, Diagram, Heading, Page, Table
from zonebook.model.vocabulary import TECHNIQUES
from zonebook.present import page_paths
from zonebook.views.system.attack_paths import paths as view
from zonebook.views.system.attack_paths.by_start import MOST_STARTS, WHO
from zonebook.write.assessment_json.document import assessed as written

TOP = Path(__file__).resolve().parents[2]
DAY = "2026-12-01"
DOC = TOP / "docs" / "method" / "attack-path.md"


@cache
def models() -> Assessment:
    return assembly.load_and_assess(TOP / "models", DAY, "models")


def test_every_step_technique_is_in_catalogue() -> None:
    known = models().workspace.catalogue.frameworks[TECHNIQUES].requirements
    assert [name for name in steps.TECHNIQUES if name not in known] == []


def page(name: str) -> Page:
    return next(each for each in view(models()) if each.path == f"systems/{name}/paths.md")


def test_page_gives_answer_and_few_diagrams() -> None:
    found = page("corporate-directory")
    (table,) = (block for block in blocks(found) if isinstance(block, Table) and block.name == "attack-paths")
    assert len(table.rows) == len(models().systems["corporate-directory"].paths) > 0
    drawn = [block.graph for block in found.blocks if isinstance(block, Diagram)]
    assert [graph.title for graph in drawn] == ["Cheapest path to Directory database (NTDS.dit)"]


@pytest.mark.parametrize("name", sorted(path.name for path in (TOP / "models" / "systems").iterdir()))
def test_starts_come_first_outsiders_before_insiders(name: str) -> None:
    found, judged = page(name), models().systems[name]
    tables = [each for each in blocks(found) if isinstance(each, Table) and each.name in {"starts", "starts-more"}]
    told = [row for each in tables for row in rows(found, each.name)]
    assert 0 < len(rows(found, "starts")) <= MOST_STARTS
    order = [list(WHO.values()).index(row["Who"]) for row in told]
    assert order == sorted(order)
    assert WHO["assumed-breach"] not in {row["Who"] for row in told}
    assert len({(row["Who"], row["Starts at"], row["First hop"]) for row in told}) == len(told) > 0
    cells = [row.cells[3] for each in tables for row in each.rows]
    anchors = {part.to.partition("#")[2] for cell in cells for part in cell if isinstance(part, Link)}
    assert anchors <= {block.anchor for block in blocks(found) if isinstance(block, Heading)}
    rest = [part for cell in cells for part in cell if isinstance(part, str) and part.startswith("and ")]
    more = sum(int(part.split()[1]) for part in rest)
    reached = {page_paths.asset_anchor(each.asset) for each in judged.paths if each.best}
    assert anchors <= reached
    assert len(anchors) + more >= len(reached)


def test_breach_is_told_by_class_and_folded() -> None:
    found = page("web-shop")
    folds = [block.summary for block in found.blocks if isinstance(block, Details)]
    (fold,) = (each for each in folds if each.startswith("Member server"))
    assert fold.startswith("Member server (Merchandise system): 11 of 15 assets, the nearest ")
    behind = rows(found, "breach-member-server")
    assert {row["Starts at"] for row in behind} == {"Merchandise system"}
    assert "Nothing of value stands behind a workstation or a build agent" in str(found.blocks)


def test_system_without_sensitive_assets_says_so(judged: Callable[..., SystemAssessment]) -> None:
    found = judged("services: {a: {kind: server}}\n")
    assessment = Assessment(workspace=models().workspace, as_of=DAY, systems={"world": found})
    (only,) = view(assessment)
    assert "Nothing of value is stated" in json.dumps([str(block) for block in only.blocks])
    assert len(only.blocks) == 1


def test_worked_path_matches_the_program() -> None:
    text = DOC.read_text(encoding="utf-8")
    named = re.search(r"\[`([a-z-]+)` in `([a-z-]+)`\]", text)
    assert named
    found = next(each for each in models().systems[named[2]].paths if each.asset.id == named[1])
    assert found.best is not None
    lines = [line for line in text.split("## A worked path")[1].splitlines() if line.startswith("|")]
    rows = [("start", found.best.start.reason, str(part.cost), part.reason) for part in found.best.start.parts]
    for number, hop in enumerate(found.best.hops, 1):
        rows += [(f"hop {number}", hop.way.reason, str(part.cost), part.reason) for part in hop.way.parts]
    told = ["| Step | What | Cost | Because |", "|---|---|---|---|", *(f"| {' | '.join(row)} |" for row in rows)]
    assert lines == [*told, f"| **sum** | {len(found.best.hops)} hops | {found.best.cost} | |"]


def test_file_lists_every_asset() -> None:
    for name, system in json.loads(written(models(), __version__))["systems"].items():
        judged = models().systems[name]
        assert [each["asset"] for each in system["paths"]] == [each.asset.id for each in judged.paths]
        assert [each["breaks"] for each in system["choke_points"]] == [each.breaks for each in judged.choke_points]
        for path in (path for each in system["paths"] for path in each["paths"]):
            parts = [*path["start_sum"], *(part for hop in path["hops"] for part in hop["sum"])]
            assert path["cost"] == sum(part["cost"] for part in parts)
