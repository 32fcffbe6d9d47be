"""assessment.json: it matches its schema."""

import json
from pathlib import Path
from typing import Any

import pytest

from zonebook import __version__, assembly
from zonebook.edge import disk
from zonebook.read.schema import Schemas
from zonebook.write.assessment_json.document import assessed
from zonebook.write.assessment_json.values import laid_out

MODELS = Path(__file__).parents[2] / "models"


@pytest.fixture(scope="module")
def told() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(assessed(assembly.load_and_assess(MODELS, "2026-11-23", "models"), __version__))
    return found


def test_assessment_matches_its_schema(told: dict[str, Any]) -> None:
    assert Schemas(disk.schemas()).valid(told, "assessment")


def test_finding_without_reasons_is_invalid(told: dict[str, Any]) -> None:
    system = next(iter(told["systems"].values()))
    system["findings"][0].pop("reasons")
    assert not Schemas(disk.schemas()).valid(told, "assessment")


def test_findings_come_worst_first(told: dict[str, Any]) -> None:
    levels = ("very-low", "low", "moderate", "high", "very-high")
    for system in told["systems"].values():
        unsettled = [each for each in system["findings"] if each["state"] in {"open", "expired", "mitigating"}]
        ranks = [levels.index(each["current"]["level"]) for each in unsettled]
        assert ranks == sorted(ranks, reverse=True)


def test_port_range_keeps_both_ends(told: dict[str, Any]) -> None:
    flow = told["systems"]["corporate-directory"]["flows"]["members-to-dc"]
    assert {"protocol": "tcp", "from": 49152, "to": 65535} in flow["ports"]
    assert {"protocol": "tcp", "from": 88, "to": 88} in flow["ports"]


def test_choice_requirements_and_alternatives_are_given(told: dict[str, Any]) -> None:
    found = told["systems"]["corporate-directory"]["directory"]
    needless = {port for each in found["expected"] if each["status"] == "needless" for port in each["ports"]}
    assert {"udp/445", "udp/49152-65535", "udp/138"} <= needless
    met = {(each["from"], *each["to"]) for each in found["expected"] if each["status"] == "met"}
    assert ("file-server", "dc-2") in met
    changes = {each["option"]: each["effect"] for each in found["would_change"]}
    assert changes["managed-ad-enterprise"] == "would-fit"
    assert changes["simple-ad-small"] == "closed"
    behind = [option["behind"] for option in found["options"].values()]
    assert behind[0] is None
    assert all(behind[1:])


def test_next_steps_name_existing_findings(told: dict[str, Any]) -> None:
    assert told["what_next"]
    for measure in told["what_next"]:
        closes = [len(each["closes"]) for each in measure["systems"].values()]
        assert max(closes) <= measure["closes"] <= sum(closes)
        for system, share in measure["systems"].items():
            known = {each["id"] for each in told["systems"][system]["findings"]}
            assert {*share["closes"], *share["lowers"]} <= known


def test_curve_begins_on_assessment_day(told: dict[str, Any]) -> None:
    for system in told["systems"].values():
        assert system["curve"][0]["on"] == told["as_of"]
        assert all(point["controls"] for point in system["curve"][1:])


def test_at_most_one_link_decides(told: dict[str, Any]) -> None:
    checks = [each for system in told["systems"].values() for each in system["controls"].values()]
    assert any(len(each["chain"]) > 1 for each in checks)
    for each in checks:
        deciding = [voice["origin"] for voice in each["chain"] if voice["decides"]]
        assert deciding == ([] if each["origin"] == "nobody" else [each["origin"]])


def test_levels_stand_side_by_side(told: dict[str, Any]) -> None:
    for system in told["systems"].values():
        unsettled = [
            each for each in system["findings"] if each["state"] in {"open", "carried", "expired", "mitigating"}
        ]
        for level, many in system["levels"]["known"].items():
            assert many == sum(1 for each in unsettled if each["current"]["level"] == level)
        for level, many in system["levels"]["possible"].items():
            assert many == sum(1 for each in system["gaps"] if each["possible"]["level"] == level)
        assert set(system["levels"]) == {"known", "possible"}


def test_layout_of_the_text_changes_nothing(told: dict[str, Any]) -> None:
    written = laid_out(told)
    assert json.loads(written) == told
    finding = next(iter(told["systems"].values()))["findings"][0]
    assert json.dumps(finding, ensure_ascii=False, separators=(",", ":")) in [
        line.strip().removesuffix(",") for line in written.splitlines()
    ]


@pytest.mark.parametrize("value", [[], {}, {"a": []}, [[[[[{"ä": [1, None]}]]]]], "x", {"k": {"\n": '"'}}])
def test_any_data_is_laid_out(value: object) -> None:
    assert json.loads(laid_out(value)) == value
