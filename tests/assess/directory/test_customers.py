"""Customers with a known right answer, rules at their borders, and what holds of every decision."""

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.catalogues import known
from tests.support.directories import borders, customers, decided, first

from zonebook.assess.directory.fit import OptionVerdict
from zonebook.assess.system import SystemAssessment

Customer = Mapping[str, Any]
CURRENT = {name for name, each in known().directories.items() if each.lifecycle.status == "current"}


def named(customer: Customer) -> str:
    return str(customer["who"])


@pytest.mark.parametrize("customer", customers(), ids=named)
def test_customer_gets_the_right_answer(customer: Customer) -> None:
    judged = decided(customer["decision"])
    found = judged.recommended
    assert found
    assert (found.option, found.rules[0].advice.id if found.rules else "") == (
        customer["first"],
        customer.get("leading", ""),
    )
    told = customer.get("conditions", [])
    assert [each for each in told if each not in " ".join(found.conditions)] == []
    assert bool(found.conditions) == bool(told)
    failing = {each.option for each in judged.options if each.fit == "fails"}
    assert set(customer.get("ruled_out", ())) - failing == set()
    assert found.trust == customer.get("trust", found.trust)


@pytest.mark.parametrize("customer", customers(), ids=named)
def test_answer_has_its_grounds(customer: Customer) -> None:
    judged = decided(customer["decision"])
    found = judged.recommended
    assert found
    assert [each for each in customer.get("because", ()) if each not in " ".join(found.facts)] == []
    assert 1 <= len(found.facts) <= 3
    assert found.own
    assert found.steps


def test_customers_differ_in_their_answer() -> None:
    answers = {customer["first"] for customer in customers()}
    assert CURRENT - answers == {"managed-ad-hybrid"}  # its services are to be confirmed
    assert len(customers()) > 30


def advice_of(judged: SystemAssessment) -> set[str]:
    return {each.advice.id for each in judged.advice if each.reasons}


def test_every_rule_has_a_border() -> None:
    assert set(borders()) == set(known().advice)


@pytest.mark.parametrize("rule", sorted(borders()))
def test_rule_holds_on_one_side_alone(rule: str) -> None:
    sides = borders()[rule]
    assert len(sides["but"]) == 1
    assert rule in advice_of(decided(sides["holds"]))
    assert rule not in advice_of(decided({**sides["holds"], **sides["but"]}))


def test_every_rule_that_holds_names_its_assumptions() -> None:
    judged = decided({"needs": {"fsx-windows": "required"}, "existing_ad": False})
    found = next(each for each in judged.advice if each.advice.id == "real-directory-standard")
    assert set(found.assumed) == {f"directory.{name}" for name in ("objects", "regions", "shared_accounts")}
    assert {each.attribute for each in judged.assumed} >= {"objects", "regions", "shared_accounts"}


NEEDS = st.dictionaries(
    st.sampled_from(sorted(known().capabilities)), st.sampled_from(("required", "wanted")), max_size=5
)
APART = {name for name, each in known().capabilities.items() if each.existing_forest}
"""Needs that may contradict each other, which is a problem of the model and no decision."""
CIRCUMSTANCES: Mapping[str, st.SearchStrategy[Any]] = {
    "users": st.integers(1, 60000),
    "objects": st.integers(1, 600000),
    "regions": st.integers(1, 6),
    "shared_accounts": st.integers(0, 600),
    "existing_ad": st.booleans(),
    "regulated": st.booleans(),
    "isolation_required": st.booleans(),
    "link_resilient": st.booleans(),
    "identity_provider": st.sampled_from(("none", "entra-id", "other")),
    "trust_allowed": st.sampled_from(("none", "one-way", "two-way")),
}
DECISIONS = st.builds(
    lambda needs, said: {"needs": {name: each for name, each in needs.items() if name not in APART}, **said},
    NEEDS,
    st.fixed_dictionaries({}, optional=dict(CIRCUMSTANCES)),
)


def verdicts(judged: SystemAssessment) -> dict[str, OptionVerdict]:
    return {each.option: each for each in judged.options}


@settings(max_examples=60, deadline=None)
@given(decision=DECISIONS, need=st.sampled_from(sorted(set(known().capabilities) - APART)))
def test_more_required_needs_let_nothing_in(decision: dict[str, Any], need: str) -> None:
    before = verdicts(decided(decision))
    after = verdicts(decided({**decision, "needs": {**decision["needs"], need: "required"}}))
    order = ("fails", "open", "fits")
    assert [name for name in after if order.index(after[name].fit) > order.index(before[name].fit)] == []


@settings(max_examples=60, deadline=None)
@given(decision=DECISIONS)
def test_stated_assumptions_change_nothing(decision: dict[str, Any]) -> None:
    judged = decided(decision)
    stated = decided({**decision, **{each.attribute: each.value for each in judged.assumed}})
    assert stated.assumed == ()
    assert [(each.option, each.fit) for each in stated.options] == [(each.option, each.fit) for each in judged.options]


@settings(max_examples=40, deadline=None)
@given(decision=DECISIONS)
def test_turns_say_what_comes_first(decision: dict[str, Any]) -> None:
    judged = decided(decision)
    best = first(judged)
    failing = judged.options[0].fit == "fails"
    assert [each for each in judged.turns if each.option == best and not failing] == []


def test_ties_go_to_the_smaller() -> None:
    judged = decided({"needs": {"real-active-directory": "required"}})
    order = [each.option for each in judged.options]
    assert order.index("managed-ad-standard") < order.index("managed-ad-enterprise")
    assert order.index("ad-connector-small") < order.index("ad-connector-large")
    assert "equal by every measure" not in {each.behind for each in judged.options}


def test_option_without_a_rule_says_so() -> None:
    judged = decided({"needs": {"real-active-directory": "required"}})
    assert judged.recommended
    assert judged.recommended.rules == ()


@pytest.mark.parametrize(
    ("trust", "told"),
    [
        ({}, False),
        ({"trust_allowed": "two-way"}, False),
        ({"trust_allowed": "one-way"}, True),
        ({"trust_allowed": "none"}, True),
    ],
)
def test_trust_of_too_small_reach_is_a_condition(trust: Mapping[str, str], told: bool) -> None:  # noqa: FBT001  a row
    judged = decided({"needs": {"workspaces": "required"}, "existing_ad": True, **trust})
    conditions = verdicts(judged)["managed-ad-standard"].open_
    assert any("accounts of their own" in each for each in conditions) is told


TRUSTED = {
    "services": {"cloud": {"kind": "aws-managed-microsoft-ad"}, "office": {"kind": "on-premises-domain-controller"}},
}


@pytest.mark.parametrize(
    ("need", "trust", "told"),
    [
        ("rds-sql-server", {"from": "cloud", "to": "office", "direction": "one-way"}, False),
        ("rds-sql-server", {"from": "office", "to": "cloud", "direction": "one-way"}, True),
        ("rds-sql-server", {"from": "office", "to": "cloud", "direction": "two-way"}, False),
        ("workspaces", {"from": "cloud", "to": "office", "direction": "one-way"}, True),
        ("workspaces", {"from": "cloud", "to": "office", "direction": "two-way"}, False),
    ],
)
def test_modelled_trust_of_wrong_direction_is_a_condition(
    need: str,
    trust: Mapping[str, str],
    told: bool,  # noqa: FBT001  a row
) -> None:
    decision = {"needs": {need: "required"}, "existing_ad": True, "choice": "managed-ad-standard"}
    more = {**TRUSTED, "trusts": {"across": {"kind": "forest", **trust}}}
    conditions = verdicts(decided(decision, more))["managed-ad-standard"].open_
    assert any("across does not say so" in each for each in conditions) is told


@pytest.mark.parametrize(
    ("decision", "settings", "told"),
    [
        pytest.param({"applications": ["amazon-workspaces"]}, {}, True, id="application-named"),
        pytest.param({"applications": ["amazon-fsx-windows"]}, {}, False, id="application-content-with-one-way"),
        pytest.param({"needs": {"workspaces": "wanted"}}, {}, False, id="need-that-is-wanted-alone"),
        pytest.param({}, {"needed-by": "aws-enterprise-applications"}, True, id="stated-by-the-trust"),
        pytest.param({}, {"needed-by": "workloads"}, False, id="stated-to-be-for-workloads"),
    ],
)
def test_one_way_trust_keeps_the_choice_from_fitting(
    decision: Mapping[str, object],
    settings: Mapping[str, str],
    told: bool,  # noqa: FBT001  a row
) -> None:
    across = {"from": "cloud", "to": "office", "kind": "forest", "direction": "one-way", "settings": settings}
    judged = decided({"choice": "managed-ad-enterprise", **decision}, {**TRUSTED, "trusts": {"across": across}})
    assert ("across" in str(verdicts(judged)["managed-ad-enterprise"].open_)) is told
    assert (verdicts(judged)["managed-ad-enterprise"].fit != "fits") is told


def test_choice_that_an_application_cannot_use_fails() -> None:
    decision = {"applications": ["amazon-fsx-windows"], "existing_ad": True, "choice": "ad-connector-small"}
    judged = decided(decision)
    reason = "Amazon FSx for Windows File Server cannot use it"
    assert verdicts(judged)["ad-connector-small"].against[0].startswith(reason)
    found = next(each for each in judged.findings if each.threat.id == "directory-choice-fails-need")
    assert found.reasons[0].startswith(reason)
