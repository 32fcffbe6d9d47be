"""assessment.json: its shape is the one that its schema documents."""

import json
from pathlib import Path
from typing import Any

import pytest

from zonebook import __version__
from zonebook.edge import disk, workshop
from zonebook.read.schema import Schemas
from zonebook.write.assessed import assessed

MODELS = Path(__file__).parent.parent / "models"


@pytest.fixture(scope="module")
def told() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(assessed(workshop.opened(MODELS, "2026-11-23", "models"), __version__))
    return found


def test_the_assessment_has_the_shape_of_its_schema(told: dict[str, Any]) -> None:
    assert Schemas(disk.schemas()).valid(told, "assessment")


def test_a_finding_without_reasons_would_not_pass(told: dict[str, Any]) -> None:
    system = next(iter(told["systems"].values()))
    system["findings"][0].pop("reasons")
    assert not Schemas(disk.schemas()).valid(told, "assessment")


def test_findings_come_worst_first(told: dict[str, Any]) -> None:
    levels = ("very-low", "low", "moderate", "high", "very-high")
    for system in told["systems"].values():
        unsettled = [each for each in system["findings"] if each["state"] in {"open", "expired", "mitigating"}]
        ranks = [levels.index(each["current"]["level"]) for each in unsettled]
        assert ranks == sorted(ranks, reverse=True)


def test_a_range_of_ports_keeps_both_ends(told: dict[str, Any]) -> None:
    flow = told["systems"]["corporate-directory"]["flows"]["members-to-dc"]
    assert {"protocol": "tcp", "from": 49152, "to": 65535} in flow["ports"]
    assert {"protocol": "tcp", "from": 88, "to": 88} in flow["ports"]
