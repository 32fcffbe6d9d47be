"""The ten worst risks of each reference system that a reviewer would name, among the first fifteen of the program."""

from collections.abc import Mapping
from functools import cache
from typing import Any

import pytest
from tests.answers import measure

from zonebook import assembly
from zonebook.assess.assessment import Assessment
from zonebook.assess.findings.reading_order import RiskRow
from zonebook.model.subject import subjects
from zonebook.model.vocabulary import ABOUTS
from zonebook.views.system.summary import FIRST

LIST: Mapping[str, list[dict[str, Any]]] = measure.data("answers/reviewers-list.yaml")
MODELS = measure.HERE.parents[1] / "models"
REACHED = 7
"""How many of the ten are to be among the first fifteen, in each system."""


@cache
def assessed() -> Assessment:
    return assembly.load_and_assess(MODELS, measure.DAY, "models")


def says(risk: RiskRow, row: Mapping[str, Any]) -> bool:
    """Return whether a risk of the program says what the reviewer says."""
    return any(each.element in row["says"].get(each.threat.id, ()) for each in (*risk.every, *risk.less_exact))


def test_list_is_of_every_reference_system() -> None:
    assert set(LIST) == set(assessed().systems)


@pytest.mark.parametrize("system", LIST)
def test_list_has_ten_risks_with_reasons(system: str) -> None:
    assert len({row["what"] for row in LIST[system]}) == 10
    assert [row["what"] for row in LIST[system] if not (row["why"] and row["says"])] == []


@pytest.mark.parametrize("system", LIST)
def test_list_names_threats_and_elements(system: str) -> None:
    described = assessed().systems[system].resolved
    threats = described.catalogue.threats
    listed = ((threat, element) for row in LIST[system] for threat, found in row["says"].items() for element in found)
    there = {about: {each.id for each in subjects(described, about)} for about in ABOUTS}
    assert [f"{threat}@{element}" for threat, element in listed if element not in there[threats[threat].about]] == []


@pytest.mark.parametrize("system", LIST)
def test_worst_risks_are_among_the_first(system: str) -> None:
    first = assessed().systems[system].risks[:FIRST]
    missing = [row["what"] for row in LIST[system] if not any(says(risk, row) for risk in first)]
    assert FIRST == 15
    assert len(missing) <= 10 - REACHED, missing
