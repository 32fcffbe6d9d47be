"""The reference models: they are valid, and have the findings that their real designs are known for."""

import hashlib
import json
import os
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from tests.support import catalogues

from zonebook import __version__
from zonebook.assess.assessment import Assessment
from zonebook.assess.system import SystemAssessment
from zonebook.edge import disk
from zonebook.pipeline import assess_workspace, load_workspace
from zonebook.values import BrokenError
from zonebook.write.assessment_json.document import assessed

TOP = Path(__file__).resolve().parents[2]
DAY = "2026-12-01"
SYSTEMS = sorted(path.name for path in (TOP / "models" / "systems").iterdir() if path.is_dir())
REAL = os.environ.get("ZONEBOOK_REAL_INPUTS", "")
CORPORATE = "corporate-directory"


@cache
def whole() -> Assessment:
    texts = disk.models(TOP / "models", "models")
    return assess_workspace(load_workspace(catalogues.shipped(), texts, catalogues.schemas()), DAY)


@cache
def told() -> Any:  # noqa: ANN401  JSON has no narrower type
    return json.loads(assessed(whole(), __version__))


def judged(system: str) -> SystemAssessment:
    return whole().systems[system]


def states(system: str) -> dict[str, str]:
    return {each.id: each.state for each in judged(system).findings}


def test_reference_models_are_valid() -> None:
    try:
        whole()
    except BrokenError as broken:
        pytest.fail("\n".join(map(str, broken.problems)))
    assert {CORPORATE, "directory-extension"} <= set(SYSTEMS) == set(whole().systems)


@pytest.mark.parametrize("system", SYSTEMS)
def test_reference_model_uses_the_language(system: str) -> None:
    model = judged(system).resolved.system
    assert model.system.owner
    assert len(model.zones) >= 3
    assert len(model.services) >= 5
    assert len(model.flows) >= 5
    assert model.data
    assert judged(system).findings
    assert judged(system).gaps


@pytest.mark.parametrize("system", SYSTEMS)
def test_every_statement_has_a_model_line(system: str) -> None:
    for finding in judged(system).findings:
        lines = (TOP / finding.place.path).read_text(encoding="utf-8").splitlines()
        line = lines[finding.place.line - 1]
        name = finding.threat.id if finding.threat.stated_in else finding.element
        assert finding.about in {"system", "directory"} or line.strip().startswith((f"{name}:", "{"))


@pytest.mark.parametrize("system", SYSTEMS)
def test_evidence_files_match_their_hash(system: str) -> None:

    for check in judged(system).checks:
        for item in check.standing.evidence:
            if item.file:
                raw = (TOP / item.path).read_bytes()
                assert item.sha256 == hashlib.sha256(raw).hexdigest()


@pytest.mark.parametrize(
    "finding",
    [
        "rdp-bootstrap-open@admins-to-rdgw-bootstrap",
        "ldap-in-clear@members-to-dc",
        "zone-enforced-by-segments-alone@private-servers",
        "rd-gateway-self-signed@rd-gateway",
    ],
)
def test_corporate_directory_has_known_findings(finding: str) -> None:
    assert finding in states(CORPORATE)


def test_bootstrap_rule_names_the_border_it_opens() -> None:
    found = next(each for each in judged(CORPORATE).findings if each.id.startswith("rdp-bootstrap-open@"))
    assert any("zone internet-zone (trust 0)" in reason for reason in found.reasons)


def test_deliberate_omissions_are_gaps() -> None:
    attributes = {attribute for gap in judged(CORPORATE).gaps for attribute in gap.attributes}
    assert any(each.startswith("accounts.identity-account.") for each in attributes)


def test_one_decision_expired_one_holds() -> None:
    found = states(CORPORATE)
    assert found["rd-gateway-self-signed@rd-gateway"] == "expired"
    assert found["rd-gateway-any-user-any-host@rd-gateway"] == "accepted"
    assert found["ldap-in-clear@members-to-dc"] == "mitigating"
    assert found["flow-without-enforcement@dc-to-resolver"] == "false-positive"
    texts = disk.models(TOP / "models", "models")
    before = assess_workspace(load_workspace(catalogues.shipped(), texts, catalogues.schemas()), "2026-06-30")
    earlier = {each.id: each.state for each in before.systems[CORPORATE].findings}
    assert earlier["rd-gateway-self-signed@rd-gateway"] == "accepted"


def test_chosen_directory_meets_its_needs() -> None:
    chosen = next(each for each in judged(CORPORATE).options if each.chosen)
    assert chosen.option == "self-managed-ad"
    assert chosen.against == ()
    assert all(each.against for each in judged(CORPORATE).options if each.option.startswith("simple-ad"))


def test_every_service_has_19_duties() -> None:
    for system in SYSTEMS:
        duties = judged(system).every_duty
        assert len(duties) == 19 * len(judged(system).resolved.system.services)
        nameless = [each for each in duties if not each.party and each.holder in {"customer", "shared"}]
        assert nameless == []


def ports_between(members: str, controllers: str) -> list[dict[str, Any]]:
    flows = told()["systems"][CORPORATE]["flows"].values()
    return [port for flow in flows if (flow["from"], flow["to"]) == (members, controllers) for port in flow["ports"]]


def test_members_speak_every_microsoft_port() -> None:
    if not REAL:
        pytest.skip("ZONEBOOK_REAL_INPUTS names no folder with the published port table")
    path = Path(REAL) / "answers" / "keys" / "microsoft_ad_ports.json"
    wanted = json.loads(path.read_text(encoding="utf-8"))["server_ports"]
    ports = ports_between("domain-members", "domain-controllers")
    missed = []
    for each in wanted:
        low, _, high = each["port"].partition("-")
        fitting = [
            port
            for port in ports
            if port["protocol"] == each["proto"] and port["from"] <= int(low) and int(high or low) <= port["to"]
        ]
        if not fitting:
            missed.append(each)
    assert len(wanted) >= 15
    assert missed == []


def test_json_holds_the_assessment() -> None:
    for system in SYSTEMS:
        found = told()["systems"][system]
        assert [each["id"] for each in found["findings"]] == [each.id for each in judged(system).findings]
        assert len(found["gaps"]) == len(judged(system).gaps)
        assert set(found["controls"]) == {each.id for each in judged(system).checks}
        assert set(found["flows"]) == set(judged(system).resolved.system.flows)
