"""Tier 0 and blast radii: what they contain, why, over which steps, and the effect of one more control relation."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.assess.privilege.test_relations import resolved

from zonebook import assembly
from zonebook.assess.answer import Holds, NotStated
from zonebook.assess.privilege.blast_radius import blast_radius, radii
from zonebook.assess.privilege.tier_zero import kept, tier_zero, tier_zero_members
from zonebook.document.page import Table
from zonebook.views.system.tier_zero import tiers
from zonebook.write.assessment_json.document import assessed

MODELS = Path(__file__).parents[3] / "models"
NATURE = """accounts: {top: {role: management}, w: {role: workload}}
services:
  dc: {kind: ad-ds-on-ec2}
  ca: {kind: certificate-authority}
  fs: {kind: ad-fs}
  sso: {kind: iam-identity-center}
  paw: {kind: privileged-access-workstation}
  proxy: {kind: ad-connector}
  iam: {kind: aws-iam}
  key: {kind: aws-kms}
  vault: {kind: aws-secrets-manager}
  ssm: {kind: aws-systems-manager}
  app: {kind: web-server}
identities:
  root: {kind: root-user, in: w, assumed_by: []}
  svc: {kind: service-account, in: dc, assumed_by: [proxy], administers: []}
  group: {kind: ad-group, in: dc, assumed_by: [], administers: [app]}
"""


def test_authentication_services_are_tier_0() -> None:
    found = tier_zero_members(resolved(NATURE))
    natural = {name for name, each in found.items() if each.by_nature}
    assert natural == {"top", "dc", "ca", "fs", "sso", "paw", "proxy", "iam", "root", "svc"}
    assert found["dc"].reason == "it is a domain controller"
    assert found["svc"].reason == "proxy acts as it in the directory for everybody who signs in"


def test_supporting_services_follow_what_they_serve() -> None:
    assert {"key", "vault", "ssm", "app", "group"}.isdisjoint(tier_zero(resolved(NATURE)))
    served = f"{NATURE}flows: {{f: {{from: dc, to: ssm, protocols: [ssm-agent]}}}}"
    assert tier_zero(resolved(served))["ssm"] == "ssm runs commands on dc (flow f); dc: it is a domain controller"


def test_reason_describes_each_step() -> None:
    model = (
        "actors: {p: {}}\nservices: {h: {kind: virtual-machine}, dc: {kind: ad-ds-on-ec2, runs_on: h}}\n"
        "identities: {g: {kind: ad-group, assumed_by: [p], administers: [h]}}"
    )
    wanted = "p can act as g; g administers h; dc runs on h; dc: it is a domain controller"
    assert tier_zero(resolved(model)) == {
        "p": wanted,
        "h": "dc runs on h; dc: it is a domain controller",
        "dc": "it is a domain controller",
        "g": wanted.partition("; ")[2],
    }


@pytest.mark.parametrize(
    ("model", "inside"),
    [
        ("services: {a: {kind: web-server}, dc: {kind: ad-ds-on-ec2}}", False),
        ("services: {a: {kind: rd-gateway}, dc: {kind: ad-ds-on-ec2}}", True),
        ("actors: {a: {privileged: true}}\nservices: {dc: {kind: ad-ds-on-ec2}}", True),
        ("actors: {a: {privileged: false}}\nservices: {dc: {kind: ad-ds-on-ec2}}", False),
        ("actors: {a: {}}\nservices: {dc: {kind: ad-ds-on-ec2}}", False),
    ],
)
def test_open_flow_controls_only_from_admin_sources(model: str, *, inside: bool) -> None:
    found = tier_zero(resolved(f"{model}\nflows: {{f: {{from: a, to: dc, protocols: [rdp]}}}}"))
    assert ("a" in found) is inside


@pytest.mark.parametrize(
    ("identity", "said"),
    [
        ("kind: ad-group, settings: {tier: tier-0}, assumed_by: []", None),
        ("kind: ad-group, settings: {tier: tier-0}", "identities.i.assumed_by"),
        ("kind: ad-group, settings: {tier: tier-1}", ("it is kept as tier-1",)),
        ("kind: permission-set, assumed_by: []", "identities.i.settings.tier"),
        ("kind: iam-user, in: top, assumed_by: []", None),
        ("kind: iam-role, in: w, assumed_by: [dc]", None),
        ("kind: iam-role, in: w, assumed_by: [dc, app]", ("app can act as it", "app stands in zone low of trust 2")),
        ("kind: iam-role, settings: {tier: tier-0}, assumed_by: [app]",
         ("app can act as it", "app stands in zone low of trust 2")),
        ("kind: iam-role, assumed_by: [lost]", "services.lost.zone"),
        ("kind: root-user, in: w", None),
        ("kind: root-user, in: w, assumed_by: [desk]", None),
        ("kind: ad-group, settings: {tier: tier-0}, assumed_by: [desk]",
         ("desk can act as it", "desk works from zone low of trust 2")),
        ("kind: iam-user, in: top, assumed_by: [paw, desk]",
         ("desk can act as it", "desk works from zone low of trust 2")),
        ("kind: ad-group, settings: {tier: tier-0}, assumed_by: [paw]", None),
        ("kind: ad-group, settings: {tier: tier-0}, assumed_by: [roaming]", "actors.roaming.zone"),
        ("kind: ad-group, settings: {tier: tier-0}, assumed_by: [guest]", "zones.vague.trust"),
        ("kind: ad-group, settings: {tier: tier-1}, assumed_by: [roaming]", ("it is kept as tier-1",)),
        ("kind: ad-group, assumed_by: [paw]", "identities.i.settings.tier"),
    ],
)  # fmt: skip
def test_identity_tier_is_kept_or_open(identity: str, said: tuple[str, ...] | str | None) -> None:
    model = (
        "accounts: {top: {role: management}, w: {role: workload}}\n"
        "zones: {low: {trust: 2}, core: {trust: 4}, vague: {}}\n"
        "actors: {desk: {zone: low}, paw: {zone: core}, roaming: {}, guest: {zone: vague}}\nservices:\n"
        "  dc: {kind: ad-ds-on-ec2}\n  app: {kind: web-server, zone: low}\n  lost: {kind: web-server}\n"
        f"identities: {{i: {{{identity}, administers: [dc]}}}}"
    )
    wanted = NotStated((said,)) if isinstance(said, str) else Holds(said) if said else None
    assert kept(resolved(model), "i") == wanted


def test_domain_administrator_account_controls_directory() -> None:
    model = (
        "services: {dc: {kind: ad-ds-on-ec2}}\n"
        "identities: {i: {kind: service-account, in: dc, settings: {privilege: domain-administrator}}}"
    )
    assert tier_zero(resolved(model))["i"] == "i is domain administrator of dc; dc: it is a domain controller"


RADIUS = """data: {secret: {confidentiality: high}, plain: {confidentiality: low}, far: {integrity: high}}
actors: {p: {}, q: {}}
services:
  dc: {kind: ad-ds-on-ec2}
  files: {kind: file-server, holds: [secret, plain]}
  other: {kind: file-server, holds: [far]}
flows: {f: {from: files, to: dc, protocols: [ad-member]}}
identities:
  high: {kind: ad-group, assumed_by: [p], administers: [dc]}
  low: {kind: ad-group, assumed_by: [q], administers: [other]}
"""


def test_blast_radius_holds_everything_controlled() -> None:
    found = blast_radius(resolved(RADIUS), "p")
    assert (found.services, found.data, found.sensitive, found.tier_zero) == (
        ("dc", "files"), ("secret", "plain"), ("secret",), True
    )  # fmt: skip
    assert [power.controlled for power in found.longest] == ["high", "dc", "files"]


def test_blast_radius_includes_held_secrets() -> None:
    assert blast_radius(resolved(RADIUS), "files").data == ("secret", "plain")


def test_worst_blast_radius_comes_first() -> None:
    order = [each.who for each in radii(resolved(RADIUS))]
    assert order == ["p", "high", "dc", "q", "low"]


NAMES = ("a", "b", "c", "d", "dc")
ADMINISTERED = st.lists(st.tuples(st.sampled_from(("i", "j", "k")), st.sampled_from(NAMES)), max_size=6)


def _world(pairs: list[tuple[str, str]], *, backwards: bool = False) -> str:
    kinds = [f"  {name}: {{kind: {'ad-ds-on-ec2' if name == 'dc' else 'web-server'}}}" for name in NAMES]
    held = {"i": "a", "j": "b", "k": "c"}
    identities = []
    for who, by in held.items():
        over = ", ".join(dict.fromkeys(name for other, name in pairs if other == who))
        identities.append(f"  {who}: {{kind: ad-group, assumed_by: [{by}], administers: [{over}]}}")
    turned = [list(reversed(each)) if backwards else each for each in (kinds, identities)]
    return "services:\n" + "\n".join(turned[0]) + "\nidentities:\n" + "\n".join(turned[1])


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(pairs=ADMINISTERED, more=ADMINISTERED)
def test_added_control_never_shrinks_results(pairs: list[tuple[str, str]], more: list[tuple[str, str]]) -> None:
    before, after = resolved(_world(pairs)), resolved(_world(pairs + more))
    assert set(tier_zero(before)) <= set(tier_zero(after))
    for name in (*NAMES, "i", "j", "k"):
        assert set(blast_radius(before, name).services) <= set(blast_radius(after, name).services)


@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(pairs=ADMINISTERED)
def test_text_order_changes_nothing(pairs: list[tuple[str, str]]) -> None:
    one, other = resolved(_world(pairs)), resolved(_world(list(reversed(pairs)), backwards=True))
    assert set(tier_zero(one)) == set(tier_zero(other))
    assert {each.who: set(each.services) for each in radii(one)} == {
        each.who: set(each.services) for each in radii(other)
    }


@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(pairs=ADMINISTERED)
def test_tier_0_membership_equals_controlling_tier_0(pairs: list[tuple[str, str]]) -> None:
    small = resolved(_world(pairs))
    for name in ("a", "b", "c", "d", "i", "j", "k"):
        assert ("dc" in blast_radius(small, name).last) is (name in tier_zero(small))


@pytest.fixture(scope="module")
def told() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(assessed(assembly.load_and_assess(MODELS, "2026-11-23", "models"), "0"))
    return found


def test_json_lists_tier_0_with_reasons(told: dict[str, Any]) -> None:
    system = told["systems"]["corporate-directory"]
    assert system["tier_zero"]["dc-1"] == "it is a domain controller"
    assert system["tier_zero"]["secrets-manager"].startswith("secrets-manager keeps secrets of dc-1")
    assert system["blast_radius"]["server-administrators"] == {
        "services": ["file-server", "intranet-server"], "accounts": [], "data": ["member-files"], "tier_zero": False
    }  # fmt: skip
    ranks = [each["tier_zero"] for each in system["blast_radius"].values()]
    assert ranks == sorted(ranks, reverse=True)


def test_page_lists_tier_0_and_controllers() -> None:
    assessment = assembly.load_and_assess(MODELS, "2026-11-23", "models")
    pages = {page.path.split("/")[1]: page for page in tiers(assessment)}
    for name, judged in assessment.systems.items():
        tables = {block.name: block for block in pages[name].blocks if isinstance(block, Table)}
        assert [row.id for row in tables["tier-0"].rows] == list(tier_zero(judged.resolved))
        assert [row.id for row in tables["blast-radius"].rows] == [each.who for each in radii(judged.resolved)]
