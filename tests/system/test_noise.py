"""The number of findings of a model that states only its design: no setting, no control, no decision.

The reference models are stripped of these statements; the examples of Threagile and pytm, written in this language,
have none, or are stripped too.
"""

import json
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from tests.support import catalogues

from zonebook.assess.controls.state import SETTLED
from zonebook.assess.findings.finding import UNSETTLED, Finding
from zonebook.assess.system import SystemAssessment
from zonebook.edge import disk
from zonebook.pipeline import assess_workspace, load_workspace
from zonebook.read.yaml_text import read

TOP = Path(__file__).resolve().parents[2]
ROOTS = {"reference": TOP / "models", "threagile": TOP / "tests/threagile/models", "pytm": TOP / "tests/pytm/models"}
SYSTEMS = [
    (root, folder.name)
    for root, models in ROOTS.items()
    for folder in sorted((models / "systems").iterdir())
    if folder.is_dir()
]
STATED = ("settings", "controls", "decisions", "evidence")
DAY = "2026-12-01"
MOST = 6
"""The maximum number of open findings for each service of a system, on average."""
MOST_AT_ONE = 6
"""The maximum number of open findings at one element."""


def bare(value: Any) -> Any:  # noqa: ANN401  a document is any data
    """Return the data without settings, controls and decisions, at any depth."""
    if isinstance(value, dict):
        return {name: bare(each) for name, each in value.items() if name not in STATED}
    return [bare(each) for each in value] if isinstance(value, list) else value


def plain(value: Any) -> Any:  # noqa: ANN401  a document is any data
    """Return the data as JSON types."""
    if hasattr(value, "items"):
        return {name: plain(each) for name, each in value.items()}
    return [plain(each) for each in value] if isinstance(value, tuple | list) else value


@cache
def stripped(root: str) -> dict[str, SystemAssessment]:
    texts = {
        path: json.dumps(bare(plain(read(path, text).data)), ensure_ascii=False).encode()
        for path, text in disk.models(ROOTS[root], "models").items()
        if path.endswith(".yaml")
    }
    models = {path: text for path, text in texts.items() if text != b"{}"}
    whole = load_workspace(catalogues.shipped(), models, catalogues.schemas())
    return dict(assess_workspace(whole, DAY).systems)


def unsettled(judged: SystemAssessment) -> list[Finding]:
    return [each for each in judged.findings if each.state in UNSETTLED]


def closing(finding: Finding) -> list[str]:
    """Return the controls of a finding that are not met yet."""
    return [reply.control for reply in finding.replies if reply.standing.status not in SETTLED]


@pytest.mark.parametrize(("root", "system"), SYSTEMS)
def test_nothing_stated_remains(root: str, system: str) -> None:
    model = stripped(root)[system].resolved.system
    assert model.services
    assert not model.decisions
    assert [each.id for each in model.services.values() if each.settings or each.controls] == []


@pytest.mark.parametrize(("root", "system"), SYSTEMS)
def test_bare_model_is_not_flooded(root: str, system: str) -> None:
    judged = stripped(root)[system]
    found = unsettled(judged)
    most = Counter((each.about, each.element) for each in found).most_common(1)
    assert found, "a design has open findings"
    assert len(found) / len(judged.resolved.system.services) <= MOST
    assert [(where, number) for where, number in most if number > MOST_AT_ONE] == []


@pytest.mark.parametrize(("root", "system"), SYSTEMS)
def test_every_finding_and_gap_is_actionable(root: str, system: str) -> None:
    judged = stripped(root)[system]
    assert [each.id for each in unsettled(judged) if not closing(each)] == []
    assert [(each.threat.id, each.element) for each in judged.gaps if not each.attributes] == []


def test_pytm_example_gives_useful_findings() -> None:
    """The findings of pytm in its own example, without those about memory and buffers: one entry for each."""
    judged = stripped("pytm")["comments"]
    found = {(each.threat.id, each.element) for each in judged.findings}
    asked = found | {(each.threat.id, each.element) for each in judged.gaps}
    assert {
        ("credentials-in-clear", "request"),
        ("sql-injection", "web-server"),
        ("cross-site-scripting", "web-server"),
        ("cross-site-request-forgery", "web-server"),
        ("input-from-outside-unchecked", "web-server"),
        ("flood-of-requests", "web-server"),
        ("server-not-hardened", "web-server"),
        ("application-secret-in-files", "web-server"),
        ("front-and-store-in-one-zone", "server"),
        ("unauthenticated-data-store", "insert"),
        ("untrusted-deserialization", "web-server"),
    } <= asked
    assert ("credentials-in-clear", "request") in found
