"""Who may hand code to tier 0, fetch its secrets or deploy into its accounts is asked where the model is silent."""

from collections.abc import Collection

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support import strategies
from tests.support.catalogues import known
from tests.support.strategies import World

from zonebook.assess.privilege.platform_relations import How
from zonebook.assess.privilege.tier_zero import tier_zero_members
from zonebook.assess.privilege.unstated_control import unstated_control
from zonebook.model import binding
from zonebook.model.resolved import ResolvedSystem
from zonebook.model.system import Organisation, System, Workspace
from zonebook.values import Document

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


HOWS: tuple[tuple[How, ...], ...] = ((), ("supplies",), ("knows-secret",), ("supplies", "knows-secret"))
KINDS = ("ad-ds-on-ec2", "code-repository", "artifact-registry", "aws-secrets-manager", "application-server")
NAMES = ("a", "b", "c", "d", "e")


@st.composite
def supplies(draw: st.DrawFn) -> World:
    """Draw a system of services that may hand code or secrets to each other, some flows from or to whole zones."""
    assets = st.lists(st.sampled_from(("x", "y")), unique=True)
    service = st.fixed_dictionaries(
        {"kind": st.sampled_from(KINDS), "zone": st.sampled_from(("core", "low")), "holds": assets}
    )
    end = st.sampled_from((*NAMES, "core", "low"))
    flow = st.fixed_dictionaries({"from": end, "to": end}, optional={"carries": assets})
    return {
        "system": {"title": "Supplies"},
        "zones": {"core": {"trust": 4}, "low": {"trust": 2}},
        "services": {name: draw(service) for name in NAMES},
        "flows": {f"f{number}": draw(flow) for number in range(draw(st.integers(1, 6)))},
    }


def one_by_one(resolved: ResolvedSystem, name: str, by: Collection[How]) -> tuple[str, ...]:
    """Return what the definition asks of a service, each flow looked at by itself."""
    zero = {each.id for each in tier_zero_members(resolved).values() if each.by_nature}
    services = resolved.system.services
    stores = {each for each in services if "secret-store" in resolved.traits(services[each])}
    held = {each: set(services[each].holds or ()) for each in services}
    owned = set().union(*(held[each] for each in zero & set(services) - stores - {name}))
    found = []
    for flow in resolved.system.flows.values() if name not in zero else ():
        starts, ends = set(resolved.ends(flow.from_)), set(resolved.ends(flow.to))
        code = name in ends and {"code-repository", "artifact-registry"} & set(resolved.traits(services[name]))
        secret = name in starts and owned & set().union(*(held[each] for each in ends & stores))
        supplied = (not by or "supplies" in by) and code and starts & zero
        if flow.carries is None and (supplied or ((not by or "knows-secret" in by) and secret)):
            found.append(f"flows.{flow.id}.carries")
    return tuple(found)


@settings(max_examples=150, deadline=None)
@given(supplies())
def test_each_flow_is_asked_by_itself(world: World) -> None:
    system = binding.build(System, Document(path="world", data={**world, "id": "world"}))
    house = binding.build(Organisation, Document(path="house", data=strategies.HOUSE))
    resolved = ResolvedSystem(Workspace(catalogue=known(), organisation=house, systems={}), system)
    found = {(name, by): unstated_control(resolved, name, by) for name in NAMES for by in HOWS}
    assert found == {(name, by): one_by_one(resolved, name, by) for name in NAMES for by in HOWS}
