"""Services of AWS that have no host of the customer's are not asked for one, and keep what is their own apart."""

from collections import Counter
from functools import cache

import pytest

from zonebook.assess.system import SystemAssessment
from zonebook.edge import disk
from zonebook.load.catalogue import CheckedCatalogue, shipped
from zonebook.model.catalogue import Catalogue
from zonebook.pipeline import assess_workspace, load_workspace
from zonebook.read.schema import Schemas

HOUSE = b"organisation: {title: House}\nparties: {team: {}}\naccounts: {prod: {provider: aws, role: workload}}\n"
SERVERLESS = {
    "cdn": "amazon-cloudfront",
    "api": "amazon-api-gateway",
    "pool": "amazon-cognito",
    "rule": "amazon-eventbridge",
    "model": "amazon-bedrock",
}
ALSO_WITHOUT_HOST = (
    "amazon-bedrock-agent", "amazon-bedrock-knowledge-base", "amazon-ecr", "amazon-ecs-on-fargate", "amazon-kinesis",
    "amazon-route-53", "application-load-balancer", "aws-appsync", "aws-client-vpn", "aws-step-functions",
    "network-load-balancer",
)  # fmt: skip
OF_THE_PROVIDER = ("guest-os", "platform", "patching")
OF_HOSTS = frozenset((
    "critical-patches-missing", "host-logs-stay-on-host", "patches-owned-by-nobody", "server-not-hardened",
    "unsupported-software",
))  # fmt: skip
PATCHES_OF_HOSTS = frozenset((
    "critical-patches-in-time", "hardening-baseline", "managed-node-with-patch-baseline", "patch-by-replacement",
    "patch-management",
))  # fmt: skip


@cache
def _schemas() -> Schemas:
    return Schemas(disk.schemas())


@cache
def _shipped() -> CheckedCatalogue:
    return shipped(disk.catalogue(), _schemas())


def catalogue() -> Catalogue:
    return load_workspace(_shipped(), {}, _schemas()).catalogue


def judged(services: dict[str, str], settings: str = "") -> SystemAssessment:
    each = "".join(
        f"  {name}: {{kind: {kind}, zone: edge, account: prod{settings}}}\n" for name, kind in services.items()
    )
    model = (
        "system: {title: Serverless front, owner: team}\n"
        "zones: {edge: {trust: 1, enforced_by: [identity]}}\n"
        f"services:\n{each}"
    )
    texts = {"models/organisation.yaml": HOUSE, "models/systems/front/front.yaml": model.encode()}
    return assess_workspace(load_workspace(_shipped(), texts, _schemas()), "2026-11-28").systems["front"]


def asked_of(found: SystemAssessment) -> set[str]:
    """Return the threats that hold, or of which it is not stated whether they do."""
    return {each.threat.id for each in found.findings} | {each.threat.id for each in found.gaps}


@cache
def front() -> SystemAssessment:
    return judged(SERVERLESS)


@pytest.mark.parametrize("layer", OF_THE_PROVIDER)
def test_provider_holds_host_of_serverless_front(layer: str) -> None:
    held = {each.service: each.holder for each in front().duties if each.layer == layer}
    assert held == dict.fromkeys(SERVERLESS, "provider")


def test_serverless_front_has_no_host_to_patch() -> None:
    asked = asked_of(front())
    assert asked
    assert asked & OF_HOSTS == set()
    assert {each.control.id for each in front().checks} & PATCHES_OF_HOSTS == set()


@pytest.mark.parametrize("kind", ALSO_WITHOUT_HOST)
def test_kind_without_host_has_none_to_patch(kind: str) -> None:
    found = judged({"one": kind})
    asked = asked_of(found)
    assert asked & (OF_HOSTS - {"unsupported-software"}) == set()
    assert "patch-age-days" not in catalogue().kinds[kind].settings


def test_containers_on_own_hosts_are_patched() -> None:
    found = judged({"cluster": "amazon-ecs-on-ec2"}, ", settings: {patch-age-days: 90}")
    assert "critical-patches-missing@cluster" in {each.id for each in found.findings}
    holders = {each.layer: each.holder for each in found.duties}
    assert (holders["guest-os"], holders["patching"]) == ("customer", "customer")


@pytest.mark.parametrize(
    ("kind", "settings", "threat"),
    [
        ("amazon-kinesis", "", "store-unencrypted"),
        ("amazon-aurora", "publicly-accessible: true", "database-public"),
        ("amazon-aurora", "storage-encrypted: false", "database-unencrypted"),
        ("amazon-documentdb", "snapshots-shared: public", "database-snapshot-shared"),
        ("amazon-redshift", "publicly-accessible: true", "database-public"),
        ("amazon-opensearch", "storage-encrypted: false", "store-unencrypted"),
        ("amazon-opensearch", "in-transit-encryption: false", "store-clear-sessions"),
        ("amazon-eventbridge", "public-policy: true", "messages-open-to-anyone"),
        ("amazon-api-gateway", "tls-minimum: tls-1-0", "endpoint-old-tls"),
        ("application-load-balancer", "listener: http, http-redirect: false", "web-front-in-clear"),
        ("aws-client-vpn", "authentication: certificate", "remote-access-without-mfa"),
        ("aws-step-functions", "role-scope: broad", "function-role-too-broad"),
        ("amazon-cognito", "mfa: optional", "sign-in-without-mfa"),
    ],
)
def test_known_weakness_is_found_on_new_kind(kind: str, settings: str, threat: str) -> None:
    found = judged({"one": kind}, f", settings: {{{settings}}}" if settings else "")
    assert f"{threat}@one" in {each.id for each in found.findings}


def test_redshift_is_encrypted_by_default() -> None:
    found = judged({"one": "amazon-redshift"})
    assert "store-unencrypted" not in asked_of(found)


def test_user_pool_is_not_tier_zero() -> None:
    """It signs in the users of an application, and nobody who administers the accounts around it."""
    assert "identity-provider" not in catalogue().kinds["amazon-cognito"].traits


def test_other_names_lead_to_one_kind() -> None:
    kinds = catalogue().kinds.values()
    names = Counter(name.casefold() for kind in kinds for name in kind.also_known_as)
    assert [name for name, many in names.items() if many > 1] == []
    titles = {kind.title.casefold(): kind.id for kind in kinds}
    shadowed = [
        (name, kind.id)
        for kind in kinds
        for name in kind.also_known_as
        if titles.get(name.casefold(), kind.id) != kind.id
    ]
    assert shadowed == []
