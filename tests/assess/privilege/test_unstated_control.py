"""Who may hand code to tier 0, fetch its secrets or deploy into its accounts is asked where the model is silent."""

import pytest
from tests.support import strategies
from tests.support.strategies import World

CODE, SECRET = "tier-0-runs-code-from-below@source", "tier-0-secret-read-by-lower-tier@app"


def told(finding: str, flow: World, **changed: World) -> tuple[str, tuple[str, ...]]:
    """Return whether a threat is found, a gap or quiet where one flow is all that there is, and what the gap asks."""
    services: dict[str, World] = {
        "dc": {"kind": "ad-ds-on-ec2", "zone": "core", "holds": ["password"]},
        "source": {"kind": "code-repository", "zone": "low", "holds": ["scripts"]},
        "app": {"kind": "application-server", "zone": "low"},
        "vault": {"kind": "aws-secrets-manager", "zone": "core", "holds": ["password"]},
    }
    model: World = {
        "system": {"title": "Supplies", "owner": "team"},
        "zones": {"core": {"trust": 4}, "low": {"trust": 2}},
        "data": {"password": {"confidentiality": "high"}, "scripts": {"integrity": "high"}, "list": {}},
        "services": {name: {**each, **changed.get(name, {})} for name, each in services.items()},
        "flows": {"f": {"protocols": ["https"], **flow}},
    }
    found = strategies.judged(model)
    if any(each.id == finding for each in found.findings):
        return "found", ()
    gaps = [each for each in found.gaps if f"{each.threat.id}@{each.element}" == finding]
    return ("gap", gaps[0].attributes) if gaps else ("quiet", ())


ASKED = ("gap", ("flows.f.carries",))


@pytest.mark.parametrize(
    ("flow", "source", "expected"),
    [
        ({"from": "dc", "to": "source"}, {}, ASKED),
        ({"from": "dc", "to": "source"}, {"kind": "artifact-registry"}, ASKED),
        ({"from": "core", "to": "source"}, {}, ASKED),
        ({"from": "dc", "to": "source", "carries": ["scripts"]}, {}, ("found", ())),
        ({"from": "dc", "to": "source", "carries": []}, {}, ("quiet", ())),
        ({"from": "dc", "to": "source"}, {"zone": "core"}, ("quiet", ())),
        ({"from": "dc", "to": "source"}, {"kind": "web-server"}, ("quiet", ())),
        ({"from": "app", "to": "source"}, {}, ("quiet", ())),
        ({"from": "source", "to": "dc"}, {}, ("quiet", ())),
    ],
)
def test_code_that_tier_zero_fetches_is_asked(
    flow: World, source: World, expected: tuple[str, tuple[str, ...]]
) -> None:
    assert told(CODE, flow, source=source) == expected


@pytest.mark.parametrize(
    ("flow", "vault", "expected"),
    [
        ({"from": "app", "to": "vault"}, {}, ASKED),
        ({"from": "low", "to": "vault"}, {}, ASKED),
        ({"from": "app", "to": "vault", "carries": ["password"]}, {}, ("found", ())),
        ({"from": "app", "to": "vault", "carries": ["list"]}, {}, ("quiet", ())),
        ({"from": "app", "to": "vault"}, {"holds": ["list"]}, ("quiet", ())),
        ({"from": "app", "to": "vault"}, {"kind": "application-server"}, ("quiet", ())),
        ({"from": "dc", "to": "vault"}, {}, ("quiet", ())),
    ],
)
def test_secret_of_tier_zero_is_asked(flow: World, vault: World, expected: tuple[str, tuple[str, ...]]) -> None:
    assert told(SECRET, flow, vault=vault) == expected


STACKS = "services.stacks.settings.stack-sets"
MEMBER = "accounts.identity.settings.organization-member"


@pytest.mark.parametrize(
    ("stacks", "identity", "expected"),
    [
        ({}, {"organization-member": True}, ("gap", (STACKS,))),
        ({}, {}, ("gap", (STACKS,))),
        ({}, {"organization-member": False}, ("quiet", ())),
        ({"stack-sets": "organisation"}, {}, ("gap", (MEMBER,))),
        ({"stack-sets": "organisation"}, {"organization-member": True}, ("found", ())),
        ({"stack-sets": "organisation"}, {"organization-member": False}, ("quiet", ())),
        ({"stack-sets": "none"}, {"organization-member": True}, ("quiet", ())),
    ],
)
def test_deployment_into_accounts_of_tier_zero_is_asked(
    stacks: World, identity: World, expected: tuple[str, tuple[str, ...]]
) -> None:
    account: World = {"provider": "aws", "kind": "aws-account"}
    found = strategies.judged(
        {
            "system": {"title": "Stacks", "owner": "team"},
            "accounts": {
                "identity": {**account, "role": "identity", "settings": identity},
                "tools": {**account, "role": "workload", "settings": {"organization-member": True}},
            },
            "zones": {"core": {"trust": 4}, "low": {"trust": 2}},
            "services": {
                "dc": {"kind": "ad-ds-on-ec2", "zone": "core", "account": "identity"},
                "stacks": {"kind": "aws-cloudformation", "zone": "low", "account": "tools", "settings": stacks},
            },
        }
    )
    threat = "tier-0-runs-code-from-below"
    gaps = [each.attributes for each in found.gaps if (each.threat.id, each.element) == (threat, "stacks")]
    told = [("found", ()) for each in found.findings if each.id == f"{threat}@stacks"]
    assert (*told, *(("gap", each) for each in gaps), ("quiet", ()))[0] == expected
