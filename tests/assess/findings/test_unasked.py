"""What is accepted and nothing asks for is told, with its place."""

import json
from collections.abc import Callable

import pytest

from zonebook import __version__
from zonebook.assess.assessment import Assessment
from zonebook.assess.findings.covered.uncovered import Uncovered
from zonebook.assess.system import SystemAssessment
from zonebook.document.inline import Code, Link, SourceRef
from zonebook.document.page import Table
from zonebook.edge import disk
from zonebook.pipeline import render_pages
from zonebook.write.assessment_json.document import assessed as written

Judge = Callable[..., SystemAssessment]
REASON = "accepted, but nothing asks for it"


def told(judged: SystemAssessment) -> list[Uncovered]:
    return [each for each in judged.coverage.unlooked if each.attribute]


def test_unasked_setting_is_listed_with_place(judged: Judge) -> None:
    found = told(judged("services:\n  a: {kind: bucket, settings: {public: true, public-policy: true}}"))
    (only,) = found
    assert (only.shelf, only.id, only.attribute, only.reason) == ("services", "a", "settings.public", REASON)
    assert (only.place.path, only.place.line) == ("models/systems/world/model.yaml", 3)


def test_omitted_setting_is_not_listed(judged: Judge) -> None:
    assert told(judged("services: {a: {kind: server}}")) == []


@pytest.mark.parametrize(
    "model",
    [
        "services: {a: {kind: server, settings: {metadata: optional}}}",
        "services: {a: {kind: bucket, settings: {public-policy: true}}}",
        "networks: {v: {kind: vpc, settings: {flow-logs: false}}}",
    ],
)
def test_asked_setting_is_not_listed(model: str, judged: Judge) -> None:
    assert told(judged(model)) == []


@pytest.mark.parametrize("status", ["not-met", "partial"])
def test_unasked_control_is_listed(status: str, judged: Judge) -> None:
    found = told(judged(f"services:\n  a:\n    kind: server\n    controls:\n      patched: {status}\n"))
    assert [(each.id, each.attribute, each.reason, each.place.line) for each in found] == [
        ("a", "controls.patched", REASON, 6)
    ]


@pytest.mark.parametrize(
    "status", ["met", "{status: planned, due: 2027-06-30}", "{status: not-applicable, by: team, because: Old.}"]
)
def test_settled_control_is_not_listed(status: str, judged: Judge) -> None:
    assert told(judged(f"services: {{a: {{kind: server, controls: {{patched: {status}}}}}}}")) == []


def test_asked_control_is_not_listed(judged: Judge) -> None:
    assert told(judged("services: {a: {kind: server, controls: {metadata-guarded: not-met}}}")) == []


def test_control_asked_elsewhere_is_listed(judged: Judge) -> None:
    model = "services: {a: {kind: server}, b: {kind: bucket, controls: {metadata-guarded: not-met}}}"
    assert [(each.id, each.attribute) for each in told(judged(model))] == [("b", "controls.metadata-guarded")]


def test_system_control_needs_one_applicable_threat(judged: Judge) -> None:
    stated = "controls: {metadata-guarded: not-met}\n"
    assert told(judged(f"{stated}services: {{a: {{kind: server}}}}")) == []
    (only,) = told(judged(f"{stated}services: {{a: {{kind: bucket}}}}"))
    assert (only.shelf, only.id, only.attribute) == ("system", "world", "controls.metadata-guarded")


def test_unasked_control_of_actor_is_listed(judged: Judge) -> None:
    found = told(judged("zones: {out: {trust: 0}}\nactors: {x: {zone: out, controls: {patched: not-met}}}"))
    assert [(each.shelf, each.id) for each in found] == [("actors", "x")]


def test_page_and_json_name_the_place(assessed: Callable[..., Assessment]) -> None:
    assessment = assessed("services:\n  a: {kind: bucket, settings: {public: true}}")
    path = "systems/world/coverage.md"
    page = next(page for page in render_pages(assessment, disk.schemas()) if page.path == path)
    table = next(block for block in page.blocks if isinstance(block, Table) and block.name == "unlooked")
    (place,) = (each.place for each in told(assessment.systems["world"]))
    assert table.rows[0].cells == (
        (Link(text="a", to="systems/world/services/a.md"), " ", Code(text="settings.public")),
        ("services",),
        (f"{REASON} (", SourceRef(place=place), ")"),
    )
    unlooked = json.loads(written(assessment, __version__))["systems"]["world"]["coverage"]["unlooked"]
    assert unlooked[0] == {
        "shelf": "services",
        "id": "a",
        "attribute": "settings.public",
        "reason": REASON,
        "place": {"path": "models/systems/world/model.yaml", "line": 3, "column": 3},
    }
    assert {(each["attribute"], each["place"]) for each in unlooked[1:]} == {("", None)}
