"""Words that people bring along: what a message suggests for each, or that it suggests nothing and says what to do."""

import re
from collections.abc import Iterator

import pytest
from tests.catalogue.test_other_names import known, problem_of
from tests.support import catalogues

from zonebook.read.yaml_text import read
from zonebook.suggestions import meant, nearest
from zonebook.values import Problem

KINDS = """
postgres: database-server  mssql: database-server  k8s: kubernetes-cluster  aks: amazon-eks  gke: amazon-eks
azure-sql: rds-sql-server  cosmosdb: amazon-dynamodb  blob-storage: object-store  kafka: message-queue
redis: cache-server  nginx: web-server  apache: web-server  alb: application-load-balancer
elb: elastic-load-balancing  nlb: network-load-balancer  haproxy: load-balancer
dc: on-premises-domain-controller  adds: on-premises-domain-controller  ad: on-premises-domain-controller
azure-ad-connect: directory-sync-server  okta: external-identity-provider  entra: external-identity-provider
vault: secrets-vault  keyvault: secrets-vault  cloudhsm: key-management-service  ca: certificate-authority
jenkins: build-server  argocd: build-server  github: code-repository  artifactory: artifact-registry
acr: artifact-registry  docker-registry: artifact-registry  terminal-server: windows-server
rds-host: windows-server  print-servers: windows-server  sccm: windows-server  bastion-host: linux-server
jump-host: linux-server  openshift: kubernetes-cluster  envoy: reverse-proxy  traefik: reverse-proxy
f5: load-balancer  vector-db: vector-store  chatgpt: language-model  sentinel: log-archive
datadog: monitoring-system  switch: network-switch  camera: iot-device  minio: object-store
databricks: amazon-emr  airflow: scheduled-job  etl: scheduled-job  sap: application-server
broker: message-queue  radius: radius-server  fortigate: firewall  openvpn: vpn-gateway
expressroute: aws-direct-connect  proxy:  esxi:  terraform:  sharepoint:
"""
PROTOCOLS = """
postgres: postgresql  mssql: tds  cifs: smb  ftps: tls  grpc: http  wss: https  msrpc: rpc-endpoint-mapper
wmi: rpc-endpoint-mapper  psremoting: winrm-http  global-catalog: ldap-gc  rabbitmq: amqp  mtls: tls
oauth: oidc  rest: web  doh: dns-over-https  vnc:  modbus:  wireguard:  pop3:  bacnet:
"""
CONTROLS = """
mfa: sign-in-mfa-required  edr: malware-protection  bitlocker: encrypt-at-rest  audit-log: central-logging
microsegmentation: network-access-restricted  rbac: least-privilege  ddos: waf-and-ddos-protection
smb-signing: windows-server-smb-hardened  krbtgt: krbtgt-rotated  cloudtrail: organization-trail
ldap-signing: ldap-signing-and-channel-binding  code-review: changes-checked-before-delivery
versioning: object-store-keeps-versions  laps: local-administrator-passwords-managed  encryption:  zero-trust:
dlp:  pentest:
"""
STATUSES = """
implemented: met  compliant: met  pass: met  done: met  non-compliant: not-met  failed: not-met  unmet: not-met
not-implemented: not-met  partially: partial  partially-implemented: partial  wip: planned  scheduled: planned
N/A: not-applicable  compensating: alternative  inherited:  unknown:  not-stated:  applicable:  nonmet: not-met  waived:
"""
LEVELS = "critical: high  very high: high  medium: moderate  minor: low  info: low  p1:  none:"
TREATMENTS = """
accepted: accept  tolerate: accept  wontfix: accept  reduce: mitigate  remediate: mitigate  share: transfer
insure: transfer  terminate: avoid  FP: false-positive  suppress:  not-applicable:
"""
ENCRYPTED = "ssl: tls  TLSv1.3: tls  https: tls  cleartext: none  unencrypted: none  e2e: client-side  aes:  encrypted:"
BORDERS = "nsg: security-group  nacl: network-acl  subscription: account  vlan: subnet  vnet: vpc  hypervisor:"
TOP = """
components: services  technical_assets: services  datastores: services  users: actors  trust_boundaries: zones
communication-links: flows  groups: identities  subnets: networks  mitigations: controls  teams: parties
data_assets: data  metadata:  version:  title:
"""
TYPED = {
    "system: {{title: T}}\ncontrols: {{patch-management: {}}}": STATUSES,
    "system: {{title: T, criticality: {}}}": LEVELS,
    "system: {{title: T}}\ndecisions: {{a@b: {{treatment: {}, by: a, on: 2026-01-01, because: B}}}}": TREATMENTS,
    "system: {{title: T}}\nflows: {{f: {{from: a, to: b, encrypted: {}}}}}": ENCRYPTED,
    "system: {{title: T}}\nzones: {{z: {{trust: 1, enforced_by: [{}]}}}}": BORDERS,
    "system: {{title: T}}\n{}: {{}}": TOP,
}


def table(text: str) -> Iterator[tuple[str, str]]:
    """Yield each word of a table with what it should lead to."""
    for cell in re.split(r"\s{2,}|\n", text.strip()):
        word, _, right = cell.partition(":")
        yield word, right.strip()


def told(text: str) -> Problem:
    """Return the one problem that the schema of a system has with a text."""
    (found,) = catalogues.schemas().check(read("x.yaml", text.encode()), "system")
    return found


@pytest.mark.parametrize(("word", "right"), tuple(table(KINDS)))
def test_word_for_a_kind_leads_on(word: str, right: str) -> None:
    found = problem_of(f"kind: {word}")
    assert found.hint == right
    assert right or "where none fits, write `" in found.message


@pytest.mark.parametrize(("shelf", "text"), [("protocols", PROTOCOLS), ("controls", CONTROLS)])
def test_word_for_an_entry_leads_on(shelf: str, text: str) -> None:
    names, ids = known()["names"][shelf], known()[shelf]
    assert {word: meant(word, names, ids) for word, _ in table(text)} == dict(table(text))


@pytest.mark.parametrize(("text", "words"), TYPED.items(), ids=["status", "level", "treatment", "tls", "border", "top"])
def test_word_for_a_value_leads_on(text: str, words: str) -> None:
    problems = {word: told(text.format(word)) for word, _ in table(words)}
    assert {word: found.hint for word, found in problems.items()} == dict(table(words))
    silent = [word for word, found in problems.items() if not found.hint and "is not one of" not in found.message]
    assert [word for word in silent if words != TOP] == []


def test_no_word_is_taken_for_its_contrary() -> None:
    words = ("met", "effective", "applicable", "trusted", "encrypted")
    for word in words:
        assert [nearest(f"{un}{word}", [word]) for un in ("un", "non-", "not-", "in")] == ["", "", "", ""]
        assert [nearest(word, [f"{un}{word}"]) for un in ("un", "non-", "not-", "in")] == ["", "", "", ""]
