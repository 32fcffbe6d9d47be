"""Changes for the worse that once hid a finding, each as a small model."""

import pytest
from tests.support import strategies
from tests.support.strategies import World

from zonebook.model.vocabulary import at_least

ADMINISTRATORS: World = {
    "system": {"title": "Administrators", "owner": "team"},
    "zones": {
        "internet": {"trust": 0},
        "office": {"trust": 1, "enforced_by": ["firewall"]},
        "servers": {"trust": 3, "enforced_by": ["security-group"], "allow": {"internet": ["ssh"], "office": ["ssh"]}},
    },
    "actors": {
        "outside": {"zone": "internet", "privileged": True, "trusted": True},
        "inside": {"zone": "office", "privileged": True, "trusted": True},
    },
    "services": {"app": {"kind": "virtual-machine", "zone": "servers"}},
    "flows": {
        "from-internet": {
            "from": "outside",
            "to": "app",
            "protocols": ["ssh"],
            "sources": ["198.51.100.0/28"],
            "authenticated": ["password"],
            "enforced_by": ["security-group"],
        },
        "from-office": {
            "from": "inside",
            "to": "app",
            "protocols": ["ssh"],
            "authenticated": ["password"],
            "enforced_by": ["security-group"],
        },
    },
}


def test_administrator_from_outside_is_no_better() -> None:
    found = {each.id: each.risk.current.level for each in strategies.judged(ADMINISTRATORS).findings}
    assert at_least(found["privileged-actor-without-mfa@from-office"], "high")
    assert at_least(found["privileged-actor-without-mfa@from-internet"], "high")


def application(zone: str) -> World:
    """Return a web application that anyone on the internet uses, in a zone."""
    return {
        "system": {"title": "Application", "owner": "team"},
        "zones": {"internet": {"trust": 0}, "edge": {"trust": 1}},
        "actors": {"anyone": {"zone": "internet"}},
        "services": {
            "web": {
                "kind": "web-application",
                "zone": zone,
                "controls": dict.fromkeys(
                    ("input-validation", "application-input-validated", "waf-and-ddos-protection", "rate-limiting"),
                    "not-met",
                ),
            }
        },
        "flows": {
            "use": {
                "from": "anyone",
                "to": "web",
                "protocols": ["http"],
                "encrypted": "none",
                "authenticated": ["password"],
                "enforced_by": [],
            }
        },
    }


@pytest.mark.parametrize(
    "finding",
    [
        "input-from-outside-unchecked@web",
        "web-requests-unfiltered@web",
        "cleartext-across-zones@use",
        "password-alone-from-outside@use",
        "flow-without-enforcement@use",
    ],
)
def test_application_put_into_the_internet_keeps_its_findings(finding: str) -> None:
    before, after = (
        {each.id: each for each in strategies.judged(application(zone)).findings} for zone in ("edge", "internet")
    )
    assert at_least(after[finding].risk.current.level, before[finding].risk.current.level)


def test_stated_authentication_counts_like_a_claim_of_it() -> None:
    """A flow that states how it authenticates is no worse than one that leaves it to the system's claim."""
    found = []
    for said in ({"authenticated": ["password", "mfa"]}, {}):
        model: World = {
            "system": {"title": "Store", "owner": "team"},
            "controls": {"authenticate-every-flow": "met"},
            "zones": {"edge": {"trust": 1}, "data": {"trust": 3}},
            "services": {
                "front": {"kind": "web-server", "zone": "edge"},
                "store": {"kind": "database-server", "zone": "data"},
            },
            "flows": {"read": {"from": "front", "to": "store", "protocols": ["mysql"], **said}},
        }
        risks = {each.id: each.risk.current for each in strategies.judged(model).findings}
        found.append(risks["data-store-reached-from-untrusted-zone@store"])
    assert found[0] == found[1]


def test_call_that_leaves_tells_nothing_of_one_that_comes() -> None:
    """A store that is queried and pinged over one flow gains nothing by signing in elsewhere."""
    query: World = {"from": "stranger", "to": "store", "protocols": ["redis", "icmp"]}
    copy: World = {"from": "store", "to": "other", "protocols": ["redis"], "authenticated": ["certificate"]}
    levels = []
    for flows in ({"query": query}, {"query": query, "copy": copy}):
        model: World = {
            "system": {"title": "Store", "owner": "team"},
            "zones": {"internet": {"trust": 0}, "data": {"trust": 3}},
            "actors": {"stranger": {"zone": "internet"}},
            "services": {name: {"kind": "cache-server", "zone": "data"} for name in ("store", "other")},
            "flows": flows,
        }
        risks = {each.id: each.risk.current.level for each in strategies.judged(model).findings}
        levels.append(risks["data-store-reached-from-untrusted-zone@store"])
    assert levels[0] == levels[1]
