"""What tools found: read from each format, matched by what is stated, proposed where it contradicts nobody."""

import json
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support import catalogues

from zonebook.assess.assessment import Assessment
from zonebook.importers.checklist.patches import applied
from zonebook.importers.evidence import elements
from zonebook.importers.evidence.finding import Finding, day
from zonebook.importers.evidence.proposals import Outcome, Source, outcomes, unknown
from zonebook.importers.evidence.reading import findings
from zonebook.pipeline import assess_workspace, load_workspace
from zonebook.values import BrokenError, RefusedError

ARN = "arn:aws:ec2:eu-central-1:111122223333:instance/i-0abc"
FINDING = Finding(
    tool="prowler",
    check="ec2_instance_imdsv2_enabled",
    passed=True,
    names=(ARN, "i-0abc"),
    element="archive/store",
    on="2026-11-10",
)
HEAD = "AUTH_METHOD;TIMESTAMP;CHECK_ID;STATUS;MUTED;RESOURCE_UID;RESOURCE_NAME;RESOURCE_TAGS\n"
ROW = f"profile;2026-11-10T08:00:00;{FINDING.check};PASS;False;{ARN};i-0abc;team=a | zonebook=archive/store\n"
OLD = f"ASSESSMENT_START_TIME,CHECK_ID,STATUS,RESOURCE_ARN,RESOURCE_ID\n2026-11-10,{FINDING.check},PASS,{ARN},i-0abc\n"
OCSF = {
    "class_uid": 2004,
    "metadata": {"event_code": FINDING.check, "product": {"name": "Prowler"}},
    "status_code": "PASS",
    "status": "New",
    "time": 1_794_297_600,
    "resources": [{"uid": ARN, "name": "i-0abc", "labels": ["zonebook:archive/store"]}],
}
ASFF = {
    "SchemaVersion": "2018-10-08",
    "GeneratorId": "security-control/EC2.8",
    "UpdatedAt": "2026-11-10T08:00:00Z",
    "RecordState": "ACTIVE",
    "Workflow": {"Status": "NEW"},
    "Compliance": {"Status": "PASSED", "SecurityControlId": "EC2.8"},
    "Resources": [{"Id": ARN, "Tags": {"zonebook": "archive/store"}}],
}
CONFIG = {
    "EvaluationResultIdentifier": {
        "EvaluationResultQualifier": {"ConfigRuleName": "securityhub-ec2-imdsv2-check-1a2b3c4d", "ResourceId": "i-0abc"}
    },
    "ComplianceType": "COMPLIANT",
    "ResultRecordedTime": "2026-11-10T08:00:00+00:00",
}
SYSTEM = """\
system: {title: Archive, owner: team}
services:
  store:
    kind: amazon-ec2
"""
SOURCE = Source(sha256="ab" * 32, path="models/systems/archive/evidence/scan.csv")


def changed(of: Mapping[str, Any], **values: object) -> dict[str, Any]:
    return {**of, **values}


def assessed(statement: str = "", more: str = "") -> Assessment:
    said = f"    controls:\n      imdsv2-required: {statement}\n" if statement else ""
    texts = {
        "models/organisation.yaml": b"organisation: {title: House}\nparties: {team: {}}\n",
        "models/systems/archive/archive.yaml": (SYSTEM + said + more).encode(),
    }
    return assess_workspace(load_workspace(catalogues.shipped(), texts, catalogues.schemas()), "2026-11-20")


def said_of(assessment: Assessment, *found: Finding, source: Source = SOURCE) -> tuple[Outcome, ...]:
    return outcomes(elements.matched(found, {}, assessment).findings, assessment, source)


def proposed(assessment: Assessment, outcome: Outcome) -> str:
    assert outcome.change
    texts, blames = applied(assessment.workspace.texts, [outcome.change])
    assert blames == []
    (text,) = texts.values()
    return text.decode().removeprefix(SYSTEM)


def finding(**values: object) -> Finding:
    return Finding(**{**{name: getattr(FINDING, name) for name in Finding.__slots__}, **values})


@pytest.mark.parametrize(
    ("text", "tool", "check", "element"),
    [
        (HEAD + ROW, "prowler", FINDING.check, "archive/store"),
        ("\ufeff" + HEAD.replace(";", ",") + ROW.replace(";", ","), "prowler", FINDING.check, "archive/store"),
        (OLD, "prowler", FINDING.check, ""),
        (json.dumps([OCSF]), "prowler", FINDING.check, "archive/store"),
        (f"{json.dumps(OCSF)}\n\n{json.dumps(OCSF)}\n", "prowler", FINDING.check, "archive/store"),
        (json.dumps({"Findings": [ASFF]}), "security-hub", "EC2.8", "archive/store"),
        (json.dumps(ASFF), "security-hub", "EC2.8", "archive/store"),
        (json.dumps(changed(ASFF, GeneratorId=f"prowler-{FINDING.check}")), "prowler", FINDING.check, "archive/store"),
        (json.dumps(changed(ASFF, Compliance={"Status": "PASSED"})), "security-hub", "EC2.8", "archive/store"),
        (json.dumps({"EvaluationResults": [CONFIG]}), "aws-config", "ec2-imdsv2-check", ""),
    ],
)
def test_format_is_read(text: str, tool: str, check: str, element: str) -> None:
    first = findings("scan", text.encode())[0]
    assert (first.tool, first.check, first.passed, first.element) == (tool, check, True, element)
    assert first.on == "2026-11-10"
    assert "i-0abc" in first.names


@pytest.mark.parametrize(
    "text",
    [
        HEAD + ROW.replace("False", "True"),
        HEAD + ROW.replace("PASS", "MANUAL"),
        json.dumps([changed(OCSF, status="Suppressed")]),
        json.dumps([changed(ASFF, RecordState="ARCHIVED")]),
        json.dumps([changed(ASFF, Workflow={"Status": "SUPPRESSED"})]),
        json.dumps([changed(ASFF, Compliance={"Status": "WARNING", "SecurityControlId": "EC2.8"})]),
        json.dumps([changed(CONFIG, ComplianceType="INSUFFICIENT_DATA")]),
    ],
)
def test_muted_or_undecided_finding_says_nothing(text: str) -> None:
    (found,) = findings("scan", text.encode())
    assert found.passed is None
    assert said_of(assessed(), found) == ()


@pytest.mark.parametrize(
    ("value", "is_"),
    [
        ("2026-11-10T08:00:00Z", "2026-11-10"),
        ("2026-11-10 08:00:00", "2026-11-10"),
        (1_794_297_600, "2026-11-10"),
        ("1794297600000", "2026-11-10"),
        ("1794297600.5", "2026-11-10"),
        ("", ""),
        ("yesterday", ""),
        ("9" * 400, ""),
    ],
)
def test_day_of_a_time(value: object, is_: str) -> None:
    assert day(value) == is_


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\xff\xfe",
        b"a;b\n1;2\n",
        b"{}",
        b"[1, null, []]",
        b"[" * 200_000,
        b'{"Findings": ' + b"9" * 5000 + b"}",
        b'[{"SchemaVersion": "2018-10-08", "GeneratorId": "x"}]',
        (HEAD + '"').encode(),
    ],
)
def test_other_file_is_one_line(raw: bytes) -> None:
    with pytest.raises(RefusedError) as caught:
        findings("scan", raw)
    assert "\n" not in str(caught.value)


@settings(max_examples=200, deadline=None)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=5),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from((*ASFF, *OCSF, *CONFIG)), inner),
        max_leaves=12,
    )
)
def test_any_json_is_read_or_refused(data: object) -> None:
    try:
        found = findings("scan", json.dumps(data).encode())
    except RefusedError:
        return
    assert all(isinstance(each, Finding) for each in found)


def test_resource_is_known_by_map_before_tag() -> None:
    assessment = assessed(more="  other: {kind: amazon-ec2}\n")
    named = elements.names("map.yaml", b"i-0abc: archive/other\n", assessment)
    assert list(elements.matched([FINDING], named, assessment).findings) == [("archive", "other")]
    assert list(elements.matched([FINDING], {}, assessment).findings) == [("archive", "store")]


@pytest.mark.parametrize("element", ["", "store", "archive/stor", "other/store"])
def test_resource_without_an_element_is_listed(element: str) -> None:
    found = elements.matched([finding(element=element)], {}, assessed())
    assert (found.findings, found.unmatched) == ({}, (ARN,))


def test_map_to_nothing_is_a_problem() -> None:
    with pytest.raises(BrokenError, match="did you mean `archive/store`"):
        elements.names("map.yaml", b"i-0abc: archive/stroe\n", assessed())


def test_pass_is_proposed_with_its_evidence() -> None:
    assessment = assessed()
    (outcome,) = said_of(assessment, FINDING)
    assert outcome.kind == "proposed"
    assert proposed(assessment, outcome) == (
        "    controls:\n      imdsv2-required:\n        status: partial\n        on: 2026-11-10\n        evidence:\n"
        '          - title: "Prowler: ec2_instance_imdsv2_enabled passed"\n            file: evidence/scan.csv\n'
        f"            sha256: {SOURCE.sha256}\n            on: 2026-11-10\n"
    )


def test_file_elsewhere_is_not_named() -> None:
    assessment = assessed()
    (outcome,) = said_of(assessment, FINDING, source=Source(sha256="ab" * 32, path="models/scan.csv"))
    assert "file:" not in proposed(assessment, outcome)


def test_failure_is_proposed_where_nothing_is_stated() -> None:
    assessment = assessed()
    (outcome,) = said_of(assessment, FINDING, finding(passed=False, names=("i-2",)))
    assert 'status: not-met\n        because: "Prowler: ec2_instance_imdsv2_enabled failed' in proposed(
        assessment, outcome
    )


@pytest.mark.parametrize(
    ("statement", "passed", "kind"),
    [
        ("met", False, "contradicted"),
        ("{status: not-applicable, because: No metadata service.}", False, "contradicted"),
        ("partial", False, "agreed"),
        ("not-met", False, "agreed"),
        ("not-met", True, "contradicted"),
        ("{status: planned, due: 2027-01-01}", True, "contradicted"),
    ],
)
def test_stated_status_stays(statement: str, kind: str, *, passed: bool) -> None:
    (outcome,) = said_of(assessed(statement), finding(passed=passed))
    assert (outcome.kind, outcome.change) == (kind, None)


def test_evidence_is_added_to_a_stated_status() -> None:
    assessment = assessed("met")
    (outcome,) = said_of(assessment, FINDING)
    assert "        status: met\n        on: 2026-11-10\n        evidence:\n" in proposed(assessment, outcome)


def test_reading_twice_proposes_nothing_more() -> None:
    assessment = assessed("met")
    (outcome,) = said_of(assessment, FINDING)
    again = assessed(proposed(assessment, outcome).removeprefix("    controls:\n      imdsv2-required:"))
    assert [each.kind for each in said_of(again, FINDING)] == ["agreed"]


def test_check_without_result_leaves_it_open() -> None:
    both = [finding(check="ec2_instance_managed_by_ssm"), finding(check="ssm_managed_compliant_patching")]
    assert [each.kind for each in said_of(assessed(), both[0])] == ["incomplete"]
    assert [each.kind for each in said_of(assessed(), *both)] == ["proposed"]


def test_undated_pass_is_no_evidence() -> None:
    assert [each.kind for each in said_of(assessed(), finding(on=""))] == ["incomplete"]


def test_unknown_checks_are_listed_once() -> None:
    odd = finding(check="odd")
    assert list(unknown([FINDING, odd, odd], assessed())) == ["odd"]
