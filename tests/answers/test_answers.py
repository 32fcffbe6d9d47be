"""What we say of designs of other tools, held against what is published about them, and that silence never looks safe.

The published files are not part of this repository; ZONEBOOK_REAL_INPUTS names their folder. The designs are part of
it, written by hand in this language.
"""

import shutil
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from tests.answers import measure
from tests.answers.published import CLASSES
from tests.support import sites

from zonebook.model.vocabulary import above

MODELS = measure.HERE / "models"
SILENT = (*(f"answers/models/{each.name}" for each in sorted((MODELS / "systems").iterdir())), "pytm/models/comments")
"""Designs of other tools that state little, as the folder of the models and the id of the system."""
TABLE: dict[str, Any] = measure.data("answers/categories.yaml")
AT = {"itself", "from", "to", "flow"}


@cache
def every() -> tuple[measure.Answers, ...]:
    if not measure.INPUTS.is_dir():
        pytest.skip("ZONEBOOK_REAL_INPUTS names no folder with published threat models")
    return tuple(measure.answers(name) for name in measure.designs())


# The published risks


def test_recall_and_precision_do_not_fall() -> None:
    """Hold what was reached: .74 and .56 on 29 November 2026, with the goal at .60 and .50."""
    found = measure.score(every())
    assert found.recall >= 0.7, measure.report(every())
    assert found.precision >= 0.55, measure.report(every())
    assert found.everywhere >= 0.42, measure.report(every())


@pytest.mark.parametrize("name", measure.designs())
def test_recall_of_each_design(name: str) -> None:
    found = next(each for each in every() if each.name == name)
    assert measure.score((found,)).recall >= 0.6, sorted(found.theirs - found.ours)


def test_what_is_known_is_mostly_published() -> None:
    """Hold the precision of findings without gaps; their recall is low, because the designs are silent."""
    assert measure.score(every(), possible=False).precision >= 0.7


def test_every_published_model_is_compared_or_left_out() -> None:
    assert every()
    given = {path.relative_to(measure.INPUTS).as_posix() for path in (measure.INPUTS / "threat-models").rglob("*.*")}
    compared = {row["file"] for row in measure.designs().values()}
    left_out = measure.data("answers/published.yaml")["left_out"]
    assert {each for each in given if not (measure.INPUTS / each).is_dir()} - compared - set(left_out) == set()
    assert set(left_out) & compared == set()


def test_every_published_risk_is_at_an_element_of_ours() -> None:
    for found in every():
        system = measure.judged(found.name).resolved.system
        known = {*system.services, *system.actors, *system.flows}
        assert [element for element, _ in found.theirs if element not in known] == [], found.name


def test_what_is_out_of_scope_is_not_counted() -> None:
    """The author of the queue left two flows out; a store that is out of scope, too, has a risk and is counted."""
    found = next(each for each in every() if each.name == "queued-work")
    silent = {"read-web-config", "read-worker-config"}
    assert silent & {element for element, _ in found.ours} == set()
    assert silent <= {
        element for element, _ in measure.said("queued-work", measure.told(measure.judged("queued-work")))
    }
    assert "web-config" in {element for element, _ in found.ours}


# The reviewed table


def test_every_threat_that_is_said_is_in_the_table() -> None:
    """A threat that is in no row would count for nothing, and nobody would have said why."""
    designs = [name for name, row in measure.designs().items() if "categories" not in row]
    told = [each for name in designs for each in measure.counted(measure.told(measure.judged(name)))]
    assert {each.threat.id for each in told} - set(TABLE) == set()


@pytest.mark.parametrize("threat", TABLE)
def test_row_claims_no_more_than_the_threat(threat: str) -> None:
    known = measure.judged("queued-work").resolved.catalogue.threats
    row = TABLE[threat]
    assert threat in known
    assert set(row["says"]) <= set(known[threat].stride) <= set(CLASSES)
    assert row["at"] in AT
    assert row["because"]


# Silent designs


def test_at_least_five_designs_are_silent() -> None:
    assert len(SILENT) >= 5


@pytest.mark.parametrize("design", SILENT)
def test_silent_design_does_not_look_safe(design: str, tmp_path: Path) -> None:
    models, _, name = design.rpartition("/")
    system = measure.assessed(models).systems[name]
    assert [*system.above_appetite, *system.possibly_above_appetite] != []

    shutil.copy(measure.HERE.parent / models / "organisation.yaml", tmp_path / "organisation.yaml")
    shutil.copytree(measure.HERE.parent / models / "systems" / name, tmp_path / "systems" / name)
    checked = sites.asked("check", str(tmp_path), "--as-of", measure.DAY, "--fail-on-possible", "high")
    assert checked.exit_code == 1
    assert "possibly high: " in checked.stdout
    assert checked.stderr.splitlines()[-1].startswith("Not all clear: ")


@pytest.mark.parametrize("design", SILENT)
def test_front_of_a_silent_design_is_asked_about(design: str) -> None:
    """Whatever a stranger's flow reaches has something said about it that is above the appetite, known or possible."""
    models, _, name = design.rpartition("/")
    system = measure.assessed(models).systems[name]
    described, most = system.resolved.system, system.resolved.appetite
    zones = {name: each.zone for name, each in described.services.items()}
    zones |= {name: each.zone for name, each in described.actors.items()}
    outside = {zone.id for zone in described.zones.values() if zone.trust == 0}
    flows = [flow for flow in described.flows.values() if zones.get(flow.from_) in outside]
    reached = {flow.to for flow in flows if zones.get(flow.to) not in outside}
    told = {each.element for each in measure.told(system) if above(measure.level(each), most)}
    assert reached - told == set()
