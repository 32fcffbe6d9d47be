"""What the results of audits do to the status of controls: a failed test outweighs a claim, none strengthens it."""

from collections.abc import Callable, Mapping

import pytest

from zonebook.assess.controls.checklist import is_check
from zonebook.assess.controls.state import ControlState
from zonebook.assess.system import SystemAssessment

SERVER = "services: {a: {kind: server, controls: {metadata-guarded: %s, disk-encrypted: met}}}\n"
HEAD = "audit: {title: Year, framework: made-up-1, period: {from: 2026-01-01, to: 2026-12-31}}\n"
FAILED = "result: not-effective, reason: Read."
SOME = "result: exception, reason: Some."
MET = "met"


def audit(said: str, on: str = "2026-10-02", check: str = "metadata-guarded@a") -> str:
    """An audit with one result."""
    return HEAD + f"results: {{world: {{{check}: {{{said}, tested_by: A, tested_on: {on}}}}}}}\n"


def year(said: str, on: str = "2026-10-02", check: str = "metadata-guarded@a") -> Mapping[str, str]:
    return {"models/audits/year.yaml": audit(said, on, check)}


def standing(found: SystemAssessment, control: str = "metadata-guarded") -> ControlState:
    return next(each.standing for each in found.checks if each.id == f"{control}@a")


@pytest.mark.parametrize(
    ("claim", "said", "status"),
    [
        (MET, FAILED, "not-met"),
        (MET, SOME, "partial"),
        ("partial", FAILED, "not-met"),
        ("partial", SOME, "partial"),
        ("{status: not-applicable, because: So.}", FAILED, "not-met"),
        ("{status: alternative, because: So.}", SOME, "partial"),
        ("{status: planned, due: 2027-01-01}", FAILED, "planned"),
        ("not-met", "result: effective", "not-met"),
        ("not-met", SOME, "not-met"),
        (MET, "result: effective", "met"),
        (MET, "result: not-applicable, reason: So.", "met"),
    ],
)
def test_result_only_weakens_claim(judged: Callable[..., SystemAssessment], claim: str, said: str, status: str) -> None:
    found = standing(judged(SERVER % claim, more=year(said)))
    weakened = not claim.strip("{").startswith(("status: " + status, status))
    assert found.status == status
    assert (found.origin.level == "audit") is bool(found.refuted) is (found.overruled is not None) is weakened


def test_failed_test_names_audit_and_keeps_claim(judged: Callable[..., SystemAssessment]) -> None:
    found = standing(judged(SERVER % MET, more=year(FAILED)))
    assert (str(found.origin), found.because) == ("audit year", "Read.")
    assert found.refuted == "Year on 2026-10-02: not effective"
    assert (found.claim.status, str(found.claim.origin)) == ("met", "own statement")
    assert [each.told for each in found.chain] == ["audit year: not met", "own statement: met (does not count)"]
    assert found.ground is None


def test_some_failing_leaves_contradicted_ground(judged: Callable[..., SystemAssessment]) -> None:
    assert standing(judged(SERVER % MET, more=year(SOME))).ground == "contradicted"


def test_failed_test_opens_what_claim_closed(judged: Callable[..., SystemAssessment]) -> None:
    assert "metadata-read@a" not in {each.id for each in judged(SERVER % MET).findings}
    found = judged(SERVER % MET, more=year(FAILED))
    finding = next(each for each in found.findings if each.id == "metadata-read@a")
    assert finding.state == "open"
    assert finding.risk.current == finding.risk.inherent


@pytest.mark.parametrize(
    ("statement", "status"),
    [
        ("{status: met, on: 2026-11-01}", "not-met"),
        ("{status: met, on: 2026-11-01, evidence: [{title: E}]}", "not-met"),
        ("{status: met, on: 2026-11-01, evidence: [{title: E, on: 2026-10-02}]}", "not-met"),
        ("{status: met, on: 2026-11-01, evidence: [{title: E, on: 2026-10-03}]}", "met"),
    ],
)
def test_only_later_evidence_outweighs_failed_test(
    judged: Callable[..., SystemAssessment], statement: str, status: str
) -> None:
    assert standing(judged(SERVER % statement, more=year(FAILED))).status == status


@pytest.mark.parametrize(
    ("said", "on", "status"),
    [
        ("result: effective", "2026-11-02", "met"),
        ("result: effective", "2026-09-02", "not-met"),
        ("result: no-occurrence, reason: None.", "2026-11-02", "not-met"),
        (SOME, "2026-11-02", "partial"),
    ],
)
def test_newest_test_counts(judged: Callable[..., SystemAssessment], said: str, on: str, status: str) -> None:
    more = {**year(FAILED), "models/audits/again.yaml": audit(said, on)}
    assert standing(judged(SERVER % MET, more=more)).status == status


def test_result_counts_from_its_day(judged: Callable[..., SystemAssessment]) -> None:
    assert standing(judged(SERVER % MET, more=year(FAILED), as_of="2026-10-01")).status == "met"
    assert standing(judged(SERVER % MET, more=year(FAILED), as_of="2026-10-02")).status == "not-met"


def test_result_follows_renamed_element(judged: Callable[..., SystemAssessment]) -> None:
    renamed = (SERVER % MET).replace("{kind", "{was: old, kind")
    assert standing(judged(renamed, more=year(FAILED, check="metadata-guarded@old"))).status == "not-met"


def test_result_reaches_what_control_is_carried_for(judged: Callable[..., SystemAssessment]) -> None:
    """The answer of a flow about its end is that of the service, with what an audit found there."""
    model = (SERVER % MET) + "flows: {f: {from: a, to: a2, protocols: [web]}}\n"
    model = model.replace("services: {", "services: {a2: {kind: server, controls: {metadata-guarded: met}}, ")
    found = judged(model, more=year(FAILED))
    assert {each.standing.status for each in found.checks if each.control.id == "metadata-guarded"} == {
        "met",
        "not-met",
    }


OTHERWISE = "{status: alternative, because: So.%s}"


def test_other_means_settle_requirement_not_threat(judged: Callable[..., SystemAssessment]) -> None:
    found = judged(SERVER % OTHERWISE % "")
    assert standing(found).status == "alternative"
    assert (standing(found).in_place, standing(found).answered, standing(found).ground) == (False, False, "claimed")
    reasons = next(each.reasons for each in found.findings if each.id == "metadata-read@a")
    assert "metadata-guarded is met by other means, which are not shown to answer this" in reasons


@pytest.mark.parametrize(
    ("instead", "in_place"),
    [("[disk-encrypted]", True), ("[disk-encrypted, hops-few]", False), ("[patched]", False)],
)
def test_controls_named_instead_count_in_place(
    judged: Callable[..., SystemAssessment], instead: str, *, in_place: bool
) -> None:
    found = judged(SERVER % OTHERWISE % f", instead: {instead}")
    assert standing(found).in_place is in_place
    assert ("metadata-read@a" in {each.id for each in found.findings}) is not in_place


def test_other_means_in_circle_stand_for_nothing(judged: Callable[..., SystemAssessment]) -> None:
    circle = SERVER % OTHERWISE % ", instead: [patched]"
    circle = circle.replace("disk-encrypted: met", "patched: " + OTHERWISE % ", instead: [metadata-guarded]")
    found = judged(circle)
    assert [standing(found, name).in_place for name in ("metadata-guarded", "patched")] == [False, False]


def test_check_is_found_by_its_id(judged: Callable[..., SystemAssessment]) -> None:
    found = judged(SERVER % MET + "zones: {z: {trust: 1}}\n")
    every = {each.id for each in found.every_check}
    elements = {"a", "z", "world", "nothing", ""}
    tried = {f"{control}@{element}" for control in (*found.resolved.catalogue.controls, "none") for element in elements}
    assert {each for each in tried if is_check(found.resolved, found.asked, each)} == every & tried
    assert len(every & tried) > 1
