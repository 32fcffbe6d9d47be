"""Directory decisions of the tests: assessed with the shipped catalogue, and the customers whose answer is known."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from tests.support import catalogues

from zonebook.assess.assessment import Assessment
from zonebook.assess.system import SystemAssessment
from zonebook.document.yaml import yaml_text
from zonebook.pipeline import assess_workspace, load_workspace
from zonebook.read.yaml_text import read

DAY = "2026-12-01"
FOLDER = Path(__file__).parents[1] / "assess" / "directory"
Decision = Mapping[str, Any]


def assessed(decision: Decision, more: Decision | None = None) -> Assessment:
    """Return the assessment of a system that states this decision, and `more` of the model."""
    text = f"system: {{title: Customer}}\n{yaml_text({'directory': dict(decision), **(more or {})})}\n"
    models = {
        "models/organisation.yaml": b"organisation: {title: House}\n",
        "models/systems/customer/directory.yaml": text.encode(),
    }
    return assess_workspace(load_workspace(catalogues.shipped(), models, catalogues.schemas()), DAY)


def decided(decision: Decision, more: Decision | None = None) -> SystemAssessment:
    """Return the one system of such an assessment."""
    return assessed(decision, more).systems["customer"]


def first(judged: SystemAssessment) -> str:
    """Return the option that comes first."""
    assert judged.recommended
    return judged.recommended.option


@cache
def customers() -> tuple[Mapping[str, Any], ...]:
    """Return the customers with their right answers."""
    return tuple(_read("customers.yaml")["customers"])


@cache
def borders() -> Mapping[str, Mapping[str, Any]]:
    """Return two neighbouring decisions for each rule: one on which it holds, and what of it makes it quiet."""
    found: Mapping[str, Mapping[str, Any]] = _read("borders.yaml")
    return found


def _read(name: str) -> Any:  # noqa: ANN401  plain data
    return read(name, (FOLDER / name).read_bytes()).data
