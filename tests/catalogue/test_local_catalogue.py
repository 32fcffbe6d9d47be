"""The shelves of the catalogue compared: references between entries are valid, and no two entries say the same."""

import json
import os
import re
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any, cast, get_args

import pytest
from click.testing import CliRunner
from tests.support import catalogues
from yaml import safe_load

from zonebook.assess.system import SystemAssessment
from zonebook.cli import main
from zonebook.edge import disk
from zonebook.model.catalogue import SHELVES, Catalogue, Control, Kind
from zonebook.model.elements import Encryption
from zonebook.model.settings import SettingType
from zonebook.model.vocabulary import Authentication
from zonebook.pipeline import assess_workspace, load_workspace, render_pages

HERE = Path(__file__).parents[1]
REAL = os.environ.get("ZONEBOOK_REAL_INPUTS", "")
FORMS: Mapping[str, str] = {
    "nist-800-53-r5": r"[A-Z]{2}-[1-9][0-9]?(\([1-9][0-9]?\))?",
    "cis-aws-3-0": r"[1-9](\.[0-9]+){1,2}",
    "cis-aws-4-0": r"[1-9](\.[0-9]+){1,2}",
    "cis-aws-5-0": r"[1-9](\.[0-9]+){1,2}",
    "cis-aws-7-0": r"[1-9](\.[0-9]+){1,3}",
    "iso-27001-2022": r"A\.[5-8]\.[1-9][0-9]?",
    "pci-dss-4-0-1": r"[1-9][0-9]?(\.[1-9][0-9]?){1,3}",
    "csa-ccm-4": r"[A-Z]?[A-Z&]{2}-[0-9]{2}",
    "aws-fsbp": r"[A-Z][A-Za-z0-9]+\.[1-9][0-9]*",
    "aws-security-hub": r"[A-Z][A-Za-z0-9]+\.[1-9][0-9]*",
    "mitre-attack-19": r"T1[0-9]{3}(\.[0-9]{3})?",
}
PUBLISHED: Mapping[str, str] = {
    "cis-aws-5-0": "catalogues/prowler/cis_5.0_aws.json",
    "aws-fsbp": "catalogues/prowler/aws_foundational_security_best_practices_aws.json",
}
"""Frameworks with a published list of requirements, and its location."""
NEUTRAL = (
    "api-gateway", "application-server", "artifact-registry", "backup-store", "browser", "build-server", "cache-server",
    "certificate-authority", "code-repository", "container-platform", "corporate-network", "data-warehouse",
    "database-server", "external-system", "file-server", "file-storage", "firewall", "identity-provider", "iot-device",
    "key-management-service", "language-model", "ldap-directory", "load-balancer", "mail-server", "message-queue",
    "mobile-client", "monitoring-system", "object-store", "reverse-proxy", "saas-application", "scheduled-job",
    "search-engine", "secrets-vault", "serverless-function", "service-registry", "user-device", "virtual-machine",
    "vpn-gateway", "web-application", "web-application-firewall", "web-server", "workstation",
    # Outside the cloud, and still part of a directory.
    "ad-fs", "on-premises-domain-controller", "privileged-access-workstation", "radius-server", "sql-server-on-ec2",
    "web-application-proxy",
)  # fmt: skip

PLAIN_ICONS = (
    "aws.general.", "generic.compute.", "generic.database.", "generic.device.", "generic.network.", "generic.place.",
    "generic.storage.", "onprem.client.", "onprem.compute.Server", "onprem.network.Internet", "programming.flowchart.",
)  # fmt: skip
"""Icons of no maker: a picture of a message queue must not say that it is a certain product."""
MICROSOFT = frozenset({"windows-host", "domain-controller"})

NEWER: Mapping[str, frozenset[str]] = {
    "aws-fsbp": frozenset((
        "EC2.170", "EC2.171", "EC2.172", "EC2.181", "EC2.182", "EFS.8", "ELB.17", "ElasticBeanstalk.2", "FSx.5",
        "Inspector.1", "Inspector.2", "Inspector.4", "Macie.2", "RDS.41", "SQS.3", "SSM.6", "SSM.7",
        "WorkSpaces.1", "WorkSpaces.2",
    )),
}  # fmt: skip
"""Requirements of the publisher that are not in the stored list yet."""
SAME = 0.5
"""The share of common word pairs from which two texts count as the same."""


@cache
def catalogue() -> Catalogue:
    return catalogues.known()


@cache
def services() -> Mapping[str, str]:
    """The services of AWS that the catalogue has to cover, and the kind of each."""
    return cast("Mapping[str, str]", safe_load((HERE / "essay" / "services.yaml").read_text(encoding="utf-8")))


@cache
def one_of_each() -> SystemAssessment:
    """A system with one service of every kind that states only that it holds nothing."""
    each = "".join(f"  {name}: {{kind: {name}, holds: []}}\n" for name in kinds("service"))
    texts = {
        "models/organisation.yaml": b"organisation: {title: House}\nparties: {team: {}}\n",
        "models/systems/all/all.yaml": f"system: {{title: All, owner: team}}\nservices:\n{each}".encode(),
    }
    return assess_workspace(load_workspace(catalogues.shipped(), texts, catalogues.schemas()), "2026-12-01").systems[
        "all"
    ]


def kinds(about: str) -> tuple[str, ...]:
    return tuple(name for name, each in catalogue().kinds.items() if each.about == about)


def said(shelf: str) -> Iterator[tuple[str, str]]:
    """Return the text of each entry by which duplicates are recognised."""
    for name, entry in getattr(catalogue(), shelf).items():
        yield name, f"{entry.title}. {getattr(entry, 'story', '') or getattr(entry, 'objective', '')}".casefold()


def listed(name: str) -> Kind:
    return catalogue().kinds[services()[name]]


def can_be(setting: SettingType, value: object) -> bool:
    """Return whether a setting can have a value."""
    if setting.type == "choice":
        return value in setting.values
    return isinstance(value, {"boolean": bool, "integer": int, "text": str}[setting.type])


def test_every_listed_service_has_a_kind() -> None:
    assert len(services()) == 75
    assert len(set(services().values())) == 75
    assert set(services().values()) <= set(kinds("service"))


@pytest.mark.parametrize("name", services())
def test_listed_service_is_fully_described(name: str) -> None:
    kind = listed(name)
    assert kind.provider == "aws"
    assert kind.category
    assert kind.icon
    assert kind.sources
    assert kind.lifecycle.status == "current" or (kind.lifecycle.date and kind.lifecycle.replacement)


@pytest.mark.parametrize("name", NEUTRAL)
def test_vendor_neutral_kind_has_icon_and_sources(name: str) -> None:
    kind = catalogue().kinds[name]
    assert kind.icon
    assert kind.sources
    assert kind.traits or kind.category


@pytest.mark.parametrize("kind", [each for each in kinds("service") if not catalogue().kinds[each].provider])
def test_kind_of_no_vendor_shows_no_logo(kind: str) -> None:
    entry = catalogue().kinds[kind]
    marks = (
        *(("k8s.",) if "Kubernetes" in entry.title else ()),
        *(("azure.identity.", "generic.os.Windows") if MICROSOFT.intersection(entry.traits) else ()),
        *(("generic.os.LinuxGeneral",) if "Linux" in entry.title else ()),
    )
    assert entry.icon.startswith((*PLAIN_ICONS, *marks))


@pytest.mark.parametrize("kind", kinds("service"))
def test_every_service_kind_has_its_own_check(kind: str) -> None:
    found = [each.control for each in one_of_each().checks if each.element == kind and not each.unsure]
    assert [each.id for each in found if each.about == "service" and each.when]


@pytest.mark.parametrize("name", [name for name, each in catalogue().controls.items() if each.shown_by])
def test_indicating_setting_has_valid_values(name: str) -> None:
    control = catalogue().controls[name]
    if control.about == "flow":
        stated = {"encrypted": get_args(Encryption), "authenticated": get_args(Authentication)}
        assert [each for sign in control.shown_by for each in sign.values if each not in stated[sign.setting]] == []
        return
    for sign in control.shown_by:
        found = [kind.settings[sign.setting] for kind in catalogue().kinds.values() if sign.setting in kind.settings]
        assert found, sign.setting
        assert [value for value in sign.values if not any(can_be(each, value) for each in found)] == []


@pytest.mark.parametrize("framework", sorted(FORMS))
def test_framework_ids_match_their_version(framework: str) -> None:
    ids = catalogue().frameworks[framework].requirements
    assert [each for each in ids if not re.fullmatch(FORMS[framework], each)] == []
    assert ids


def test_every_framework_has_an_id_format() -> None:
    assert set(catalogue().frameworks) == set(FORMS)


@pytest.mark.parametrize("framework", sorted(PUBLISHED))
def test_cited_requirements_are_published(framework: str) -> None:
    path = Path(REAL) / PUBLISHED[framework]
    if not REAL or not path.is_file():
        pytest.skip("ZONEBOOK_REAL_INPUTS names no folder with the list")
    # The second of two equal ids lost its trailing zero: 1.10 became 1.1. AWS itself writes Opensearch.
    requirements = json.loads(path.read_text(encoding="utf-8"))["Requirements"]
    ids = [each["Id"].replace("OpenSearch.", "Opensearch.") for each in requirements]
    lost = {f"{each}0" for each in ids if ids.count(each) > 1}
    listed = {*ids, *lost, *NEWER.get(framework, ())}
    cited = {each for control in catalogue().controls.values() for each in control.crosswalk.get(framework, ())}
    assert cited
    assert sorted(cited - listed) == []


@pytest.mark.parametrize("shelf", ["threats", "controls"])
def test_no_two_entries_say_the_same(shelf: str) -> None:
    pairs = combinations(((name, pieces(text)) for name, text in said(shelf)), 2)
    near = [(one, other) for (one, mine), (other, yours) in pairs if len(mine & yours) > SAME * len(mine | yours)]
    assert near == []


def pieces(text: str) -> frozenset[tuple[str, str]]:
    """Return each word of a text with the word after it."""
    words = re.findall(r"[a-z0-9]+", text)
    return frozenset(pairwise(words))


def test_no_two_threats_ask_the_same() -> None:
    asked: dict[str, list[str]] = {}
    for name, threat in catalogue().threats.items():
        asked.setdefault(f"{threat.about}: {threat.when!r}", []).append(name)
    assert [names for names in asked.values() if len(names) > 1] == []


def test_no_two_controls_check_the_same() -> None:
    checked: dict[str, list[str]] = {}
    for name, control in catalogue().controls.items():
        steps = tuple((each.step, each.expect) for each in control.verify)
        checked.setdefault(f"{control.about}: {control.when!r}: {steps!r}", []).append(name)
    assert [names for names in checked.values() if len(names) > 1] == []


@pytest.mark.parametrize("shelf", sorted(SHELVES))
def test_shelf_list_matches_its_folder(shelf: str) -> None:
    files = {path.split("/")[2].removesuffix(".yaml") for path in disk.catalogue() if path.split("/")[1] == shelf}
    told = CliRunner().invoke(main, ["list", shelf], catch_exceptions=False)
    assert told.exit_code == 0
    listed = {line.split()[0] for line in told.stdout.splitlines() if line.strip()}
    assert files <= listed
    assert {name for name in listed if re.fullmatch(r"[a-z][a-z0-9-]*", name)} == files


@pytest.mark.parametrize("shelf", ["directories", "frameworks"])
def test_site_has_a_page_per_entry(shelf: str) -> None:
    files = {path.split("/")[2].removesuffix(".yaml") for path in disk.catalogue() if path.split("/")[1] == shelf}
    pages = {page.path for page in pages_of_the_catalogue()}
    assert {f"catalogue/{shelf}/{name}.md" for name in files} <= pages
    own = {path for path in pages if path.startswith(f"catalogue/{shelf}/") and path.count("/") == 2}
    found = own - {f"catalogue/{shelf}/index.md"}
    assert len(found) == len(files)


@cache
def pages_of_the_catalogue() -> tuple[Any, ...]:
    texts = {
        "models/organisation.yaml": b"organisation: {title: House}\nparties: {team: {}}\n",
        "models/systems/one/one.yaml": b"system: {title: One, owner: team}\n",
    }
    whole = assess_workspace(load_workspace(catalogues.shipped(), texts, catalogues.schemas()), "2026-12-01")
    return tuple(render_pages(whole, disk.schemas()))


def test_every_control_has_check_and_evidence() -> None:
    whole: Mapping[str, Control] = catalogue().controls
    assert [name for name, each in whole.items() if not (each.verify and each.evidence and each.frequency)] == []
