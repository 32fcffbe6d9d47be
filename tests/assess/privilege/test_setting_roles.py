"""The role of a setting in the assessment: a new kind declares it for its own settings, whatever their names."""

from collections.abc import Mapping
from typing import get_args
from unittest.mock import ANY

import pytest
from tests.support.products import catalogue, judged, kind

from zonebook.assess.answer import Holds, NotStated
from zonebook.assess.attack_paths.entry_points import starts
from zonebook.assess.privilege.relations import relations, unknown_relations
from zonebook.assess.privilege.tier_zero import kept
from zonebook.assess.system import SystemAssessment
from zonebook.model.settings import SettingType
from zonebook.model.vocabulary import ROLE_ABOUTS, SettingRole
from zonebook.present.conclusions import of_setting

ROLES = """accounts:
  top: {provider: team, role: management}
  c: {kind: new-account, provider: team, settings: {%s}}
  other: {kind: new-account, provider: team, settings: {joined: true}}
services:
  console: {kind: aws-systems-manager, account: c}
  dc: {kind: ad-ds-on-ec2}
  s: {kind: new-product, account: c, settings: {%s}}
identities:
  i: {kind: new-access, in: %s, assumed_by: [], administers: [], settings: {%s}}
  r: {kind: root-user, in: c}
flows: {f: {from: s, to: dc, protocols: [ad-member]}}
"""
ACCOUNT = """settings:
  joined: {title: Joined, type: boolean, role: member-account}
  rules: {title: Rules, type: boolean, role: deploys-as-delegate}
  root: {title: Root, type: choice, values: [there, gone], role: root-can-sign-in, role_values: [there]}
"""
NODE = """settings:
  node: {title: Node, type: boolean, role: managed-node}
  own: {title: Own, type: boolean, role: deploys-into-account}
  members: {title: Members, type: boolean, role: deploys-into-members}
  member: {title: Member, type: choice, values: [never, always], role: directory-member, role_values: [always]}
"""
ACCESS = """settings:
  rank: {title: Rank, type: choice, values: [owner, guest], role: %s, role_values: [owner]}
  kept: {title: Kept, type: choice, values: [apart, along], role: kept-in-tier-0, role_values: [apart]}
"""


def with_roles(account: str = "", service: str = "", identity: str = "", lives: str = "c") -> SystemAssessment:
    """Return a system in which these settings of new kinds are stated."""
    role = "administers-account" if lives == "c" else "administers-directory"
    entries = {
        "kinds/new-account.yaml": kind(ACCOUNT, "account").replace("product", "account"),
        "kinds/new-product.yaml": kind(NODE),
        "kinds/new-access.yaml": kind(ACCESS % role, "identity").replace("product", "access"),
    }
    return judged(ROLES % (account, service, lives, identity), entries)


def said(system: SystemAssessment) -> set[tuple[str, str, str]]:
    return {(each.controller, each.how, each.controlled) for each in relations(system.resolved)}


@pytest.mark.parametrize(
    ("stated", "relation"),
    [
        ({"account": "joined: true"}, ("top", "account-root", "c")),
        ({"service": "own: true"}, ("s", "administers", "c")),
        ({"service": "members: true"}, ("s", "administers", "other")),
        ({"account": "rules: true"}, ("c", "administers", "other")),
        ({"service": "node: true"}, ("console", "systems-manager", "s")),
        ({"identity": "rank: owner"}, ("i", "administers", "c")),
        ({"identity": "rank: owner", "lives": "dc"}, ("i", "directory-admin", "dc")),
    ],
)
def test_role_gives_control_for_its_values_only(stated: Mapping[str, str], relation: tuple[str, str, str]) -> None:
    other = {name: value.replace("true", "false").replace("owner", "guest") for name, value in stated.items()}
    assert relation in said(with_roles(**stated))
    assert relation not in said(with_roles(**other))
    assert relation not in said(with_roles(lives=stated.get("lives", "c")))


def test_stated_non_member_obeys_no_directory() -> None:
    member = ("dc", "directory-admin", "s")
    assert [member in said(with_roles(service=each)) for each in ("", "member: always", "member: never")] == [
        True, True, False,
    ]  # fmt: skip


def test_open_settings_keep_their_own_names() -> None:
    unknown = unknown_relations(with_roles().resolved)
    names = {"services.s.settings.node", "services.s.settings.members", "accounts.c.settings.joined"}
    assert {*names, "accounts.c.settings.rules"} <= set(unknown)
    said_no = with_roles(account="joined: false, rules: false", service="node: false, own: false, members: false")
    assert {*names, "accounts.c.settings.rules"}.isdisjoint(unknown_relations(said_no.resolved))


ROOT = ("root: there", "root: gone")


def test_root_user_without_credentials_is_unassumed() -> None:
    found = {
        each: {start.id for start in starts(with_roles(account=each).resolved)}
        for each in ("root: there", "root: gone")
    }
    assert "r" in found["root: there"]
    assert "r" not in found["root: gone"]


def test_setting_role_keeps_identity_in_tier_0() -> None:
    assert kept(with_roles(identity="kept: apart").resolved, "i") is None
    assert kept(with_roles(identity="kept: along").resolved, "i") == Holds(("it is kept as along",))
    assert kept(with_roles().resolved, "i") == NotStated(("identities.i.settings.kept",))


def test_setting_name_means_one_thing() -> None:
    meanings: dict[str, dict[object, list[str]]] = {}
    for kind_ in catalogue().kinds.values():
        for name, each in kind_.settings.items():
            meant = (each.opens_to_internet, each.role and (each.role, each.role_values))
            meanings.setdefault(f"{kind_.about} {name}", {}).setdefault(meant, []).append(kind_.id)
    assert {name: each for name, each in meanings.items() if len(each) > 1} == {"identity privilege": ANY}


def test_every_setting_role_is_described_and_used() -> None:
    roles = set(get_args(SettingRole))
    assert roles == set(ROLE_ABOUTS)
    assert roles == {each.role for kind_ in catalogue().kinds.values() for each in kind_.settings.values()} - {None}
    for role in roles:
        assert list(of_setting(SettingType(title="T", type="boolean", role=role)))
