"""Decisions compared with their findings: who decided, for how much risk, and whether anything follows."""

from collections.abc import Callable

import pytest

from zonebook.assess.answer import Holds, NotStated
from zonebook.assess.assessment import Assessment
from zonebook.assess.conditions.condition import condition
from zonebook.assess.conditions.words import WORDS
from zonebook.assess.findings.treatment import treated
from zonebook.assess.system import SystemAssessment
from zonebook.model.system import Treated
from zonebook.read.yaml_text import read
from zonebook.values import BrokenError

MODEL = (
    "services:\n"
    "  a: {kind: server, settings: {metadata: optional}%s}\n"
    "  b: {kind: server, settings: {metadata: optional}}\n"
    "decisions:\n  %s\n"
)
ACCEPT = "metadata-read@a: {treatment: accept, by: %s, on: 2026-01-01, until: 2027-01-01, because: So.%s}"
MITIGATE = "metadata-read@a: {treatment: mitigate, by: team, on: 2026-01-01, because: So.}"
DUPLICATE = "metadata-read@a: {treatment: duplicate, duplicates: %s, by: team, on: 2026-01-01, because: So.}"
REVIEWED = "metadata-read@a: {treatment: avoid, by: team, on: 2026-01-01, because: So.%s}"
PLANNED = ", controls: {metadata-guarded: {status: planned, due: %s}}"
CARRIED = "organisation: {title: House, appetite: low%s}\nparties: {team: {}, others: {}}\n"

ROWS = [
    pytest.param("{treatment: [accept]}", "", ACCEPT % ("team", ""), "",
                 "yes: it was decided to accept", id="treatment-same"),
    pytest.param("{treatment: [mitigate, avoid]}", "", ACCEPT % ("team", ""), "", "no", id="treatment-another"),
    pytest.param("{self_approved: true}", "", ACCEPT % ("team", ", requested_by: team"), "",
                 "yes: team asked for it and decided it", id="self-approved-same-party"),
    pytest.param("{self_approved: true}", "", ACCEPT % ("team", ", requested_by: others"), "",
                 "no", id="self-approved-another-party"),
    pytest.param("{self_approved: true}", "", ACCEPT % ("team", ""), "",
                 "open: decisions.metadata-read@a.requested_by", id="self-approved-requester-not-stated"),
    pytest.param(
        "{beyond_authority: true}",
        "",
        ACCEPT % ("team", ""),
        CARRIED % ", acceptance: {moderate: [others], high: []}",
        "yes: team decided to carry a moderate risk, and only others may",
        id="beyond-authority-another-party-may",
    ),
    pytest.param("{beyond_authority: true}", "", ACCEPT % ("team", ""), CARRIED % ", acceptance: {low: [team]}",
                 "yes: team decided to carry a moderate risk, and nobody may", id="beyond-authority-no-party-may"),
    pytest.param("{beyond_authority: true}", "", ACCEPT % ("team", ""), CARRIED % ", acceptance: {very-high: [team]}",
                 "no", id="beyond-authority-higher-authority"),
    pytest.param("{beyond_authority: true}", "", ACCEPT % ("team", ""), CARRIED % "",
                 "open: organisation.acceptance", id="beyond-authority-authority-not-stated"),
    pytest.param("{beyond_authority: true}", "", ACCEPT % ("team", ""), (CARRIED % "").replace("low", "high"),
                 "no", id="beyond-authority-within-appetite"),
    pytest.param("{unplanned: true}", "", MITIGATE, "",
                 "yes: none of metadata-guarded is met or planned", id="unplanned-no-planned-control"),
    pytest.param("{unplanned: true}", PLANNED % "2027-01-01", MITIGATE, "", "no", id="unplanned-planned-control"),
    pytest.param("{plan_overdue: true}", PLANNED % "2026-06-30", MITIGATE, "",
                 "yes: metadata-guarded was due on 2026-06-30", id="plan-overdue-past-due-day"),
    pytest.param("{plan_overdue: true}", PLANNED % "2026-12-01", MITIGATE, "", "no", id="plan-overdue-before-due-day"),
    pytest.param("{review_overdue: true}", "", REVIEWED % ", review: 2026-11-30", "",
                 "yes: it was to be looked at again by 2026-11-30", id="review-overdue-past-review-day"),
    pytest.param("{review_overdue: true}", "", REVIEWED % ", review: 2026-12-01", "",
                 "no", id="review-overdue-on-review-day"),
    pytest.param("{review_overdue: true}", "", REVIEWED % "", "",
                 "open: decisions.metadata-read@a.review", id="review-overdue-not-stated"),
    pytest.param("{review_overdue: true}", "", REVIEWED % ", until: 2027-01-01", "",
                 "no", id="review-overdue-end-day-instead"),
    pytest.param("{hides_more: true}", "", DUPLICATE % "unlogged-network@n", "",
                 "yes: its risk is moderate, and that of unlogged-network@n is low", id="hides-more-original-is-lower"),
    pytest.param("{hides_more: true}", "", DUPLICATE % "metadata-read@b", "", "no", id="hides-more-original-is-equal"),
]  # fmt: skip
NETWORK = "networks: {n: {kind: vpc, settings: {flow-logs: false}}}\n"
HOUSE = "organisation: {title: House}\nparties: {team: {}, others: {}}\n"


def asked(judged: SystemAssessment, when: str) -> str:
    """Return the answer of the first decision."""
    at = treated(judged.resolved, judged.findings)[0]
    answer = condition("decision", read("when.yaml", when.encode()).data)(at)
    if isinstance(answer, Holds):
        return "yes: " + "; ".join(answer.reasons)
    return "open: " + ", ".join(answer.attributes) if isinstance(answer, NotStated) else "no"


@pytest.mark.parametrize(("when", "more", "decision", "house", "answer"), ROWS)
def test_decision_word_answers_with_reason(  # noqa: PLR0917  one row of the table
    judged: Callable[..., SystemAssessment], when: str, more: str, decision: str, house: str, answer: str
) -> None:
    assert asked(judged(NETWORK + MODEL % (more, decision), house or HOUSE), when) == answer


def test_every_decision_word_has_both_answers() -> None:
    for name in WORDS["decision"]:
        rows = [row.values for row in ROWS if str(row.values[0]).startswith(f"{{{name}:")]
        assert {"yes", "no"} <= {str(row[-1]).partition(":")[0] for row in rows}, name


def state(judged: SystemAssessment, name: str) -> str:
    return next(each.state for each in judged.findings if each.id == name)


def test_wildcard_settles_every_finding_of_threat(judged: Callable[..., SystemAssessment]) -> None:
    wild = MITIGATE.replace("@a", "@*").replace("metadata-read@*", '"metadata-read@*"')
    found = judged(NETWORK + MODEL % ("", wild))
    assert (state(found, "metadata-read@a"), state(found, "metadata-read@b")) == ("mitigating", "mitigating")
    assert state(found, "unlogged-network@n") == "open"


def test_single_decision_precedes_wildcard(judged: Callable[..., SystemAssessment]) -> None:
    wild = MITIGATE.replace("@a", "@*").replace("metadata-read@*", '"metadata-read@*"')
    found = judged(NETWORK + MODEL % ("", f"{wild}\n  {ACCEPT % ('team', '')}"))
    assert (state(found, "metadata-read@a"), state(found, "metadata-read@b")) == ("accepted", "mitigating")


def test_wildcard_is_judged_by_worst_finding(judged: Callable[..., SystemAssessment]) -> None:
    wild = MITIGATE.replace("@a", "@*").replace("metadata-read@*", '"metadata-read@*"')
    found = judged(NETWORK + MODEL % ("", wild))
    at = treated(found.resolved, found.findings)[0]
    assert isinstance(at.element, Treated)
    assert at.element.findings == ("metadata-read@a", "metadata-read@b")
    worst = next(each.risk.current.level for each in found.findings if each.id == "metadata-read@b")
    assert at.element.level == worst


def test_duplicate_is_settled_and_counted_once(judged: Callable[..., SystemAssessment]) -> None:
    found = judged(NETWORK + MODEL % ("", DUPLICATE % "metadata-read@b"))
    assert (state(found, "metadata-read@a"), state(found, "metadata-read@b")) == ("duplicate", "open")
    assert [each.id for each in found.unsettled if each.threat.id == "metadata-read"] == ["metadata-read@b"]


@pytest.mark.parametrize("other", ["metadata-read@nobody", "unlogged-network@a"])
def test_duplicate_of_nothing_is_a_problem(assessed: Callable[..., Assessment], other: str) -> None:
    with pytest.raises(BrokenError) as broken:
        assessed(NETWORK + MODEL % ("", DUPLICATE % other))
    assert [each.code for each in broken.value.problems] == ["duplicate-of-nothing"]


def test_duplicate_chain_is_a_problem(assessed: Callable[..., Assessment]) -> None:
    circle = (DUPLICATE % "metadata-read@b") + "\n  " + (DUPLICATE % "metadata-read@a").replace("read@a: ", "read@b: ")
    for decision in (DUPLICATE % "metadata-read@a", circle):
        with pytest.raises(BrokenError) as broken:
            assessed(NETWORK + MODEL % ("", decision))
        assert {each.code for each in broken.value.problems} == {"duplicate-of-nothing"}


def test_ended_decision_is_not_asked(judged: Callable[..., SystemAssessment]) -> None:
    model = NETWORK + MODEL % ("", ACCEPT % ("team", ""))
    assert len(treated(judged(model).resolved, judged(model).findings)) == 1
    later = judged(model, as_of="2027-01-02")
    assert treated(later.resolved, later.findings) == ()
    assert state(later, "metadata-read@a") == "expired"


def test_future_decision_is_neither_active_nor_stale(judged: Callable[..., SystemAssessment]) -> None:
    earlier = judged(NETWORK + MODEL % ("", ACCEPT % ("team", "")), as_of="2025-12-31")
    assert state(earlier, "metadata-read@a") == "open"
    assert treated(earlier.resolved, earlier.findings) == ()
