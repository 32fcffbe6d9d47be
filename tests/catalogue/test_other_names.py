"""Words of other tools, other clouds and everyday speech lead to what they mean, and never to a wrong neighbour."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache

import pytest
from tests.support import catalogues

from zonebook.load import catalogue as catalogue_loading
from zonebook.model import binding, references
from zonebook.model.system import System
from zonebook.read.yaml_text import read
from zonebook.suggestions import meant
from zonebook.values import Problem

SERVICES = """
redis: cache-server                      redis-cluster: cache-server               memcached-server: cache-server
kafka: message-queue                     kafka-broker: message-queue               rabbitmq: message-queue
postgresql: database-server              postgres-15: database-server              PostgresSQL: database-server
mssql: database-server                   neo4j: database-server                    database: database-server
oracle-database: database-server         ec2: amazon-ec2                           aws-ec2: amazon-ec2
EC2_Instance: amazon-ec2                 aws-instance: amazon-ec2 virtual-machine  lambdas: aws-lambda
aws-lambda-function: aws-lambda          kubernetes: kubernetes-cluster            k8s-cluster: kubernetes-cluster
pods: kubernetes-workload                application-load-balancer-1: application-load-balancer
loadbalancer: load-balancer              alb: application-load-balancer
application-gateway: elastic-load-balancing
azure-ad-connect: directory-sync-server  Azure_Active_Directory: external-identity-provider
entra-id: external-identity-provider     okta: external-identity-provider          keycloak: identity-provider
azure-functions: serverless-function     cloud-run: aws-fargate                    storage-account: object-store
s3-bucket: amazon-s3                     s3-buckets: amazon-s3                     blob-storage: object-store
azure-key-vault: secrets-vault           hashicorp-vault: secrets-vault            hsm: key-management-service
cosmosdb: amazon-dynamodb                big-query: data-warehouse                 aws-sqs: amazon-sqs
server: virtual-machine                  servers: virtual-machine                  windows-server-2022: windows-server
ubuntu-server: linux-server              member-server: windows-server-on-ec2      elasticsearch: search-engine
domain-controler: on-premises-domain-controller
active-directory: on-premises-domain-controller
sourcecode-repository: code-repository   build-pipeline: build-server              cdn: amazon-cloudfront
nginx: web-server                        reverse-proxies: reverse-proxy            cloud-watch: amazon-cloudwatch
jumpbox: ad-management-host              siem: log-archive                         search-index: search-engine
"""
"""Wrong kinds of services, each with the kinds that would be right."""
NOWHERE = (
    "quantum-annealer",
    "abacus",
    "domain-server",
    "forest-controller",
    "mainframe",
    "windows-gadget",
    "dream-gateway",
    "dns-server",
    "cli",
    "sftp-server",
    "amazon-ec3",
)
"""Words that no kind of service is known by."""
OTHERS = {
    ("protocols", "postgres"): "postgresql",
    ("protocols", "mssql"): "tds",
    ("protocols", "ssl"): "tls",
    ("protocols", "oauth2"): "oidc",
    ("protocols", "cifs"): "smb",
    ("protocols", "secure-ldap"): "ldaps",
    ("protocols", "websocket"): "http",
    ("controls", "encryption-at-rest"): "encrypt-at-rest",
    ("controls", "Multi-Factor Authentication"): "sign-in-mfa-required",
    ("controls", "waf"): "waf-and-ddos-protection",
    ("controls", "backups"): "tested-backup",
    ("controls", "patched"): "patch-management",
    ("controls", "least_privileges"): "least-privilege",
}
SETTINGS = {
    ("amazon-rds", "public"): "publicly-accessible",
    ("amazon-rds", "encrypted"): "storage-encrypted",
    ("amazon-rds", "Multi_AZ"): "multi-az",
    ("amazon-rds", "require-ssl"): "force-ssl",
    ("amazon-ec2", "imdsv2"): "imds",
    ("amazon-s3", "server-side-encryption"): "default-encryption",
    ("amazon-s3", "public-access-block"): "block-public-access",
}


@cache
def known() -> references.Known:
    return catalogue_loading.known_of(catalogues.shipped().shelves)


def problem_of(service: str) -> Problem:
    """Return the only problem of a system with one service."""
    text = f"system: {{title: T}}\nservices: {{one: {{{service}}}}}\n"
    document = read("x.yaml", text.encode())
    assert document.problems == ()
    inside = references.known_to_system(known(), {}, document.data)
    names = binding.marked(System, document.data)
    (found,) = (*references.broken(document, names, inside), *references.settings(document, inside))
    return found


def table() -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each wrong word with the right ones."""
    for cell in re.split(r"\s{2,}|\n", SERVICES.strip()):
        word, _, right = cell.partition(": ")
        yield word, tuple(right.split())


@pytest.mark.parametrize(("word", "right"), tuple(table()))
def test_word_of_another_tool_names_its_kind(word: str, right: tuple[str, ...]) -> None:
    assert set(right) <= known()["kinds"].keys()
    assert problem_of(f"kind: {word}").hint in right


def test_the_table_is_long_and_wrong() -> None:
    words = [word for word, _ in table()]
    assert len(words) == len(set(words)) >= 60
    assert set(words) & known()["kinds"].keys() == set()


@pytest.mark.parametrize("word", NOWHERE)
def test_unknown_word_is_sent_to_plain_kinds(word: str) -> None:
    found = problem_of(f"kind: {word}")
    assert found.hint == ""
    assert "where none fits, write `data-store`, `external-entity` or `process`" in found.message
    assert found.message.endswith("`zonebook list kinds` shows all")


def test_no_server_becomes_a_domain_controller() -> None:
    """Whatever is typed around the word server, tier 0 is not where it ends."""
    words = [
        f"{a}{b}" for a in ("server", "windows-server", "app-server", "srv", "member") for b in ("", "-1", "s", "-dev")
    ]
    tier_0 = {name for name, kind in known()["kinds"].items() if "tier-0" in kind.get("traits", ())}
    named = {word: meant(word, known()["names"]["kinds"], known()["kinds"]) for word in words}
    assert {word: name for word, name in named.items() if name in tier_0} == {}
    assert [word for word, name in named.items() if name] != []


def test_kind_of_another_element_says_where_it_belongs() -> None:
    assert problem_of("kind: vnet").message == (
        "there is no kind `vnet`; `vpc` is one of a network: describe it under `networks`"
    )
    assert problem_of("kind: vpc").message == "`vpc` is a kind of network, not of service: describe it under `networks`"


@pytest.mark.parametrize(("at", "right"), OTHERS.items(), ids=" ".join)
def test_other_name_of_a_shelf_is_known(at: tuple[str, str], right: str) -> None:
    shelf, word = at
    assert meant(word, known()["names"][shelf], known()[shelf]) == right


@pytest.mark.parametrize(("at", "right"), SETTINGS.items(), ids=" ".join)
def test_other_name_of_a_setting_is_known(at: tuple[str, str], right: str) -> None:
    kind, word = at
    assert problem_of(f"kind: {kind}, settings: {{{word}: true}}").hint == right


def alike(name: str) -> str:
    return re.sub(r"[\s_-]+", "-", name).casefold()


def names_of(entries: Mapping[str, tuple[str, tuple[str, ...]]]) -> list[str]:
    """Return every name under which entries are found: ids, titles and other names, each once for an entry."""
    return [
        name for id_, (title, others) in entries.items() for name in {alike(id_), alike(title), *map(alike, others)}
    ]


@pytest.mark.parametrize("shelf", ["kinds", "protocols", "controls"])
def test_no_two_entries_share_a_name(shelf: str) -> None:
    entries = {id_: (each.title, each.also_known_as) for id_, each in getattr(catalogues.known(), shelf).items()}
    assert [name for name, count in Counter(names_of(entries)).items() if count > 1] == []
    assert sum(len(others) for _, others in entries.values()) >= 80


def test_no_two_settings_share_a_name() -> None:
    shared = {}
    for kind in catalogues.known().kinds.values():
        entries = {name: (each.title, each.also_known_as) for name, each in kind.settings.items()}
        ids = {alike(name) for name in entries}
        twice = [name for name, count in Counter(names_of(entries)).items() if count > 1]
        others = {alike(other) for _, names in entries.values() for other in names}
        shared[kind.id] = [name for name in twice if name in others or name in ids]
    assert {kind: names for kind, names in shared.items() if names} == {}
