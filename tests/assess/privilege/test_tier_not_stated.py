"""What is not stated of an identity or of who can act as it never makes its power over tier 0 look kept."""

import pytest
from tests.support import strategies
from tests.support.strategies import World

FINDING = "tier-0-reached-from-lower-tier@it"


def judged(identity: World, zone: World, role: str = "identity") -> tuple[str, tuple[str, ...]]:
    """Return whether the threat is found, a gap or quiet for a role, and what the gap asks."""
    model: World = {
        "system": {"title": "Identity", "owner": "team"},
        "accounts": {"home": {"provider": "aws", "role": role}},
        "zones": {"core": {"trust": 4}, "jobs": zone},
        "services": {
            "dc": {"kind": "ad-ds-on-ec2", "zone": "core", "account": "home"},
            "builder": {"kind": "application-server", "zone": "jobs"},
        },
        "identities": {"it": {"kind": "iam-role", "in": "home", **identity}},
    }
    found = strategies.judged(model)
    if any(each.id == FINDING for each in found.findings):
        return "found", ()
    gaps = [each for each in found.gaps if f"{each.threat.id}@{each.element}" == FINDING]
    return ("gap", gaps[0].attributes) if gaps else ("quiet", ())


@pytest.mark.parametrize(
    ("settings", "zone", "expected"),
    [
        ({}, {"trust": 2}, ("found", ())),
        ({}, {}, ("gap", ("zones.jobs.trust",))),
        ({"tier": "tier-0"}, {}, ("gap", ("zones.jobs.trust",))),
        ({"tier": "tier-1"}, {}, ("found", ())),
        ({}, {"trust": 4}, ("quiet", ())),
        ({"tier": "tier-1"}, {"trust": 4}, ("quiet", ())),
    ],
)
def test_who_acts_as_it_decides(settings: World, zone: World, expected: tuple[str, tuple[str, ...]]) -> None:
    said = {"assumed_by": ["builder"], "administers": ["dc"], "settings": settings}
    assert judged(said, zone) == expected


@pytest.mark.parametrize("role", ["identity", "management"])
def test_unknown_holder_is_asked_in_any_account(role: str) -> None:
    said = {"assumed_by": ["builder"], "administers": ["dc"]}
    assert judged(said, {}, role) == ("gap", ("zones.jobs.trust",))


@pytest.mark.parametrize(
    ("privilege", "expected"),
    [
        ({"privilege": "administrator"}, ("found", ())),
        ({"privilege": "read-only"}, ("quiet", ())),
        ({}, ("gap", ("identities.it.settings.privilege",))),
    ],
)
def test_privilege_not_stated_may_reach_the_account(privilege: World, expected: tuple[str, tuple[str, ...]]) -> None:
    said = {"assumed_by": [], "administers": ["builder"], "settings": {"tier": "tier-1", **privilege}}
    assert judged(said, {"trust": 2}) == expected
