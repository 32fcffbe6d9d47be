"""The ten worst risks of each reference system that a reviewer would name, among the first fifteen of the program."""

from collections.abc import Mapping
from functools import cache
from typing import Any

import pytest
from tests.answers import measure

from zonebook import assembly
from zonebook.assess.assessment import Assessment
from zonebook.assess.findings.finding import Finding, Gap
from zonebook.model import vocabulary
from zonebook.model.subject import subjects
from zonebook.model.vocabulary import ABOUTS

LIST: Mapping[str, list[dict[str, Any]]] = measure.data("answers/reviewers-list.yaml")
MODELS = measure.HERE.parents[1] / "models"
FIRST = 15
REACHED = {
    "corporate-directory": 6,
    "directory-extension": 2,
    "end-user-estate": 5,
    "landing-zone": 5,
    "three-tier-migration": 6,
}
"""How many of the ten are among the first fifteen. The goal is seven of each: it is not reached, and is not to fall."""
GONE = {"mitigated", "false-positive", "duplicate"}
"""States in which there is no risk to name. What somebody accepts or is about to end is as bad as before."""
Risk = tuple[Finding | Gap, ...]


@cache
def assessed() -> Assessment:
    return assembly.load_and_assess(MODELS, measure.DAY, "models")


@cache
def risks(system: str) -> tuple[Risk, ...]:
    """Return what the program says of a system, the worst first; of equal ones the known come before the possible.

    One threat that is equally bad at several elements is one risk, as a reviewer would name it once.
    """
    judged = assessed().systems[system]
    known = [each for each in judged.findings if each.state not in GONE]
    every: list[Finding | Gap] = [*sorted(known, key=lambda each: each.rank[1:])]
    every += sorted(judged.gaps, key=lambda each: each.rank)
    found: dict[tuple[int, int, str], list[Finding | Gap]] = {}
    for each in every:
        place = -vocabulary.rank(measure.level(each)), int(isinstance(each, Gap)), each.threat.id
        found.setdefault(place, []).append(each)
    ordered = sorted(found.items(), key=lambda pair: pair[0][:2])
    return tuple(tuple(together) for _, together in ordered)


def says(risk: Risk, row: Mapping[str, Any]) -> bool:
    """Return whether a risk of the program says what the reviewer says."""
    return any(each.element in row["says"].get(each.threat.id, ()) for each in risk)


def test_list_is_of_every_reference_system() -> None:
    assert set(LIST) == set(assessed().systems) == set(REACHED)


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
    first = risks(system)[:FIRST]
    missing = [row["what"] for row in LIST[system] if not any(says(risk, row) for risk in first)]
    assert len(missing) <= 10 - REACHED[system], missing
