"""Who answers for a requirement, against words that were written from the field, requirement by requirement."""

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from tests.support import catalogues
from tests.support.walking import models

from zonebook.assess.planning.requirement_holders import RequirementHolders, requirement_holders
from zonebook.assess.system import SystemAssessment
from zonebook.pipeline import assess_workspace, load_workspace
from zonebook.read.yaml_text import read

PATH = Path(__file__).parent / "requirement_words.yaml"
DATA: Any = read(PATH.name, PATH.read_bytes()).data
DAY = "2026-12-01"
HEAD = "system: {title: World, owner: team}\n"
HOUSE = "organisation: {title: House}\nparties: {team: {}}\n"
WITHOUT_LAYERS = "mitre-attack-19"
"""The framework of techniques: it asks nobody for anything."""


class Expected(NamedTuple):
    """What the field says of a requirement in a situation or a reference system."""

    framework: str
    where: str
    requirement: str
    word: str


def expected() -> Iterator[Expected]:
    for framework, rows in DATA["rows"].items():
        for row in rows:
            yield Expected(framework, row["in"], row["requirement"], row["word"])


@cache
def judged(where: str) -> SystemAssessment:
    if where not in DATA["situations"]:
        return models().systems[where]
    texts = {
        "models/organisation.yaml": HOUSE.encode(),
        "models/systems/world/model.yaml": (HEAD + DATA["situations"][where]["model"]).encode(),
    }
    workspace = load_workspace(catalogues.shipped(), texts, catalogues.schemas())
    return assess_workspace(workspace, DAY).systems["world"]


@cache
def holders(where: str, framework: str) -> Mapping[str, RequirementHolders]:
    return requirement_holders(judged(where), catalogues.known().frameworks[framework])


@pytest.mark.parametrize("row", tuple(expected()), ids=lambda row: f"{row.where}-{row.requirement}")
def test_word_is_that_of_the_field(row: Expected) -> None:
    found = holders(row.where, row.framework)[row.requirement]
    assert (found.responsible or "not stated") == row.word, found.by_layer


def test_table_is_long_and_names_each_once() -> None:
    rows = list(expected())
    assert len([row for row in rows if row.framework == "nist-800-53-r5"]) >= 60
    assert [row for row, many in Counter(row[:3] for row in rows).items() if many > 1] == []
    assert {row.word for row in rows} == {"provider", "customer", "shared", "not stated"}


@pytest.mark.parametrize("framework", sorted(set(catalogues.known().frameworks) - {WITHOUT_LAYERS}))
def test_each_requirement_says_what_it_is_about(framework: str) -> None:
    entry = catalogues.known().frameworks[framework]
    assert set(entry.requirements) - set(entry.grouped()) == set()


def test_reference_systems_answer_the_moderate_baseline() -> None:
    entry = catalogues.known().frameworks["nist-800-53-r5"]
    moderate = [id_ for id_, each in entry.requirements.items() if "moderate" in each.baselines]
    assert len(moderate) == 287
    for system in models().systems:
        silent = [id_ for id_ in moderate if holders(system, entry.id)[id_].responsible is None]
        assert set(silent) <= {"SI-8", "SI-8(2)"}, system
        assert {holders(system, entry.id)[id_].unanswered for id_ in silent} <= {"no-layer"}
