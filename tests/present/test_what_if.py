"""What the directory what-if hands to its script: the whole decision, and every rule."""

from collections.abc import Mapping
from typing import Any

from tests.support.directories import decided

from zonebook.model.system import DirectoryDecision
from zonebook.present.what_if import rules


def said(stated: Mapping[str, Any]) -> Mapping[str, Any]:
    """The decision as the page has it."""
    judged = decided(stated)
    decision = judged.resolved.system.directory
    assert decision
    return rules.decided(judged.resolved, decision)


def test_decision_is_handed_over_whole() -> None:
    beside = {"considered", "because", "decided_by", "on", "links", "place"}
    fields = set(DirectoryDecision.__dataclass_fields__) - beside
    decision = {
        "needs": {"workspaces": "required"}, "users": 1, "objects": 2, "region_names": ["eu-central-1"], "regions": 1,
        "shared_accounts": 3, "existing_ad": True, "regulated": False, "isolation_required": False,
        "link_resilient": True, "identity_provider": "none", "trust_allowed": "two-way",
        "applications": ["amazon-workspaces"], "in_use": ["simple-ad-small"], "choice": "managed-ad-standard",
    }  # fmt: skip
    assert fields - set(said(decision)) == set()


def test_every_rule_of_the_catalogue_is_weighed() -> None:
    advice = decided({"existing_ad": True}).resolved.catalogue.advice
    assert len(rules.rules(decided({"existing_ad": True}).resolved)["rules"]) == len(advice) > 10
    assert rules.weighed({"fails_need": True}) is False
    assert rules.weighed({"any": [{"existing_ad": True}, {"none": [{"over_limit": True}]}]}) is False


def test_needs_are_in_the_order_of_their_keys() -> None:
    """Where a model states its needs in another order, its page stays as it is."""
    needs = {"workspaces": "required", "group-policy": "wanted", "exchange": "required"}
    ordered = [list(said({"needs": dict(each)})["needs"].items()) for each in (needs.items(), reversed(needs.items()))]
    assert ordered[0] == ordered[1] == sorted(needs.items())
    capabilities = [each["id"] for each in rules.rules(decided({"existing_ad": True}).resolved)["capabilities"]]
    assert capabilities == sorted(capabilities)
