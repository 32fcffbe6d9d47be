"""The output about attack paths: the page, the file, and the worked example of the documentation."""

import json
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

from zonebook import __version__, assembly
from zonebook.assess.assessment import Assessment
from zonebook.assess.attack_paths import steps
from zonebook.assess.system import SystemAssessment
from zonebook.document.page import Diagram, Page, Table
from zonebook.model.catalogue import TECHNIQUES
from zonebook.views.system.attack_paths import paths as view
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
    (table,) = (block for block in found.blocks if isinstance(block, Table) and block.name == "attack-paths")
    assert len(table.rows) == len(models().systems["corporate-directory"].paths) > 0
    drawn = [block.graph for block in found.blocks if isinstance(block, Diagram)]
    assert 0 < len(drawn) <= 5
    assert len({graph.name for graph in drawn}) == len(drawn)


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
