"""The catalogue, by folder: every entry is linked, every example is run, every fact has its form."""

import os
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest
from tests.support.walking import parts

from zonebook.assess.findings.examples import failing
from zonebook.document.page import Heading
from zonebook.edge import disk
from zonebook.model.catalogue import SHELVES, Catalogue, Kind
from zonebook.model.options import DirectoryOption
from zonebook.model.references import known_to_catalogue
from zonebook.model.vocabulary import LAYERS
from zonebook.pipeline import assess_workspace, load_workspace, render_pages
from zonebook.read.schema import Schemas
from zonebook.read.yaml_text import read
from zonebook.values import BrokenError, Document

TEXTS: Mapping[str, bytes] = disk.catalogue()
REAL = os.environ.get("ZONEBOOK_REAL_INPUTS", "")
LEAST = {"kinds": 20, "threats": 25, "controls": 40, "directories": 10, "protocols": 20, "frameworks": 3}


def ids(shelf: str) -> list[str]:
    return sorted(path.split("/")[2].removesuffix(".yaml") for path in TEXTS if path.split("/")[1] == shelf)


@cache
def document(shelf: str, name: str) -> Document:
    path = f"catalogue/{shelf}/{name}.yaml"
    return read(path, TEXTS[path])


@cache
def known() -> Mapping[str, Mapping[str, object]]:
    return known_to_catalogue({shelf: {name: document(shelf, name).data for name in ids(shelf)} for shelf in SHELVES})


@pytest.fixture(scope="module")
def catalogue(schemas: Schemas) -> Catalogue:
    return load_workspace(TEXTS, {}, schemas).catalogue


def test_every_entry_is_valid_and_linked(schemas: Schemas) -> None:
    try:
        load_workspace(TEXTS, {}, schemas)
    except BrokenError as broken:
        pytest.fail("\n".join(map(str, broken.problems)))


@pytest.mark.parametrize("shelf", sorted(LEAST))
def test_shelves_are_filled(shelf: str) -> None:
    assert len(ids(shelf)) >= LEAST[shelf]


@pytest.mark.parametrize("name", ids("threats"))
def test_threat_examples_give_their_results(name: str, catalogue: Catalogue) -> None:
    found = failing(catalogue.threats[name], document("threats", name), catalogue, known())
    assert list(map(str, found)) == []


@pytest.mark.parametrize("name", ids("threats"))
def test_threat_example_is_a_model(name: str, schemas: Schemas) -> None:
    whole = document("threats", name)
    for side in ("fires", "quiet"):
        for index, example in enumerate(whole.data[side]):
            told = schemas.check(Document(path=f"{name}: {side} {index}", data=example["given"]), "system")
            assert list(map(str, told)) == []


@pytest.mark.parametrize("name", ids("threats"))
def test_threat_cites_attack_capec_and_cwe(name: str, catalogue: Catalogue) -> None:
    threat = catalogue.threats[name]
    assert [each for each in threat.attack if not re.fullmatch(r"T1[0-9]{3}(\.0[0-9]{2})?", each)] == []
    assert [each for each in threat.capec if not re.fullmatch(r"CAPEC-[1-9][0-9]{0,2}", each)] == []
    assert [each for each in threat.cwe if not re.fullmatch(r"CWE-[1-9][0-9]{0,3}", each)] == []


def test_threat_yields_to_others_about_the_same(catalogue: Catalogue) -> None:
    """One that it yields to stands on the same element; what yields in a circle would leave nothing."""
    threats = catalogue.threats
    pairs = [(name, other) for name, each in threats.items() for other in each.yields_to]
    assert len(pairs) > LEAST_YIELDED
    assert [pair for pair in pairs if threats[pair[0]].about != threats[pair[1]].about] == []
    for name in threats:
        waiting, seen = list(threats[name].yields_to), set[str]()
        while waiting:
            other = waiting.pop()
            waiting.extend(each for each in threats[other].yields_to if other not in seen)
            seen.add(other)
        assert name not in seen


LEAST_YIELDED = 25
EXEMPT = {
    "comparisons": [
        *(
            f"{about}-contradicts-its-control"
            for about in ("account", "flow", "identity", "network", "service", "trust")
        ),
        *("flow-not-allowed-by-zone", "setting-opens-closed-zone", "zone-control-contradicted", "zone-members-differ"),
    ],
    "absence": [
        *("directory-flows-missing", "directory-flows-needless", "no-audit-trail", "rule-no-flow-uses"),
        *("directory-in-one-availability-zone", "gateway-in-one-zone", "single-instance-of-needed-service"),
    ],
    "company": [
        *("front-and-store-in-one-zone", "keys-and-identities-beside-applications"),
        *("nobody-asked-on-the-way-in", "tier-0-beside-ordinary-machines", "worth-beside-the-entry"),
    ],
}
"""The threats that may disappear when a model gets worse, by what they are about."""


def test_few_threats_may_disappear_and_say_why(catalogue: Catalogue) -> None:
    reasons = {name: each.not_monotonic for name, each in catalogue.threats.items() if each.not_monotonic}
    assert sorted(reasons) == sorted(name for names in EXEMPT.values() for name in names)
    assert len(reasons) == 22
    assert [why for why in reasons.values() if not re.fullmatch(r"It (compares|finds|judges) .{30,}\.", why)] == []


FOR_FRAMEWORKS_ALONE: Mapping[str, str] = {
    "client-decides-nothing": "the weakness is at the server that believes the client, and is answered there",
    "expired-server-certificates-removed": "a certificate that has ended opens nothing to who takes it",
    "log-encryption-customer-key": "the provider's key encrypts without it, which no threat objects to in records",
}
"""The controls that answer no threat and are asked for by a framework, each with the reason."""


def test_every_control_answers_something(catalogue: Catalogue) -> None:
    reached = {act.control for threat in catalogue.threats.values() for act in threat.answers}
    assert {name for name in catalogue.controls if name not in reached} == set(FOR_FRAMEWORKS_ALONE)
    assert [name for name in FOR_FRAMEWORKS_ALONE if not catalogue.controls[name].crosswalk] == []


@pytest.mark.parametrize("shelf", sorted(SHELVES))
def test_titles_are_unique_in_a_shelf(shelf: str, catalogue: Catalogue) -> None:
    titles: dict[str, list[str]] = {}
    for name, entry in getattr(catalogue, shelf).items():
        titles.setdefault(entry.title.casefold(), []).append(name)
    assert [names for names in titles.values() if len(names) > 1] == []


def test_threats_and_controls_share_no_id(catalogue: Catalogue) -> None:
    assert set(catalogue.threats) & set(catalogue.controls) == set()


@pytest.mark.parametrize("name", [name for name in ids("kinds") if document("kinds", name).data["about"] == "service"])
def test_kind_assigns_all_19_layers(name: str, catalogue: Catalogue) -> None:
    kind = catalogue.kinds[name]
    assert set(kind.responsibility) == set(LAYERS)
    assert [
        layer for layer, duty in kind.responsibility.items() if duty.holder == "shared" and not duty.provider_duty
    ] == []


def test_retired_option_names_a_replacement(catalogue: Catalogue) -> None:
    lives: Mapping[str, Kind | DirectoryOption] = {**catalogue.kinds, **catalogue.directories}
    gone = [(name, each.lifecycle) for name, each in lives.items() if each.lifecycle.status != "current"]
    assert [name for name, life in gone if not (life.replacement or life.note)] == []


@pytest.mark.parametrize("name", ids("protocols"))
def test_protocol_listens_on_valid_ports(name: str, catalogue: Catalogue) -> None:
    protocol = catalogue.protocols[name]
    assert bool(protocol.encryption) != bool(protocol.members)
    for listener in protocol.ports:
        numbers = [int(each) for each in re.findall(r"[0-9]+", listener.port)]
        assert numbers == sorted(numbers)
        assert all(1 <= number <= 65535 for number in numbers)
    assert not protocol.members or catalogue.spoken((name,))


def test_used_traits_and_settings_exist() -> None:
    assert set(known()["traits"])
    assert set(known()["settings"])


def test_crosswalk_requirements_of_nist_exist(catalogue: Catalogue) -> None:
    for name, control in catalogue.controls.items():
        for framework, cited in control.crosswalk.items():
            unknown = set(cited) - set(catalogue.frameworks[framework].requirements)
            assert not unknown, (name, framework, unknown)


def published(name: str) -> set[str]:
    """Return the requirements in a file of NIST's, as our framework writes them: AC-2(1)."""
    if not REAL:
        pytest.skip("ZONEBOOK_REAL_INPUTS names no folder with what NIST publishes")
    path = next(iter(sorted(Path(REAL).rglob(name))), None)
    if path is None:
        pytest.skip(f"there is no {name}")
    ids_ = re.findall(r'"([a-z]{2}-[0-9]+(?:\.[0-9]+)?)"', path.read_text(encoding="utf-8"))
    return {re.sub(r"\.([0-9]+)$", r"(\1)", each).upper() for each in ids_}


@pytest.mark.parametrize("baseline", ["low", "moderate", "high", "privacy"])
def test_baselines_match_nist(baseline: str, catalogue: Catalogue) -> None:
    ours = catalogue.frameworks["nist-800-53-r5"].requirements
    marked = {name for name, each in ours.items() if baseline in each.baselines}
    assert marked == published(f"NIST_SP-800-53_rev5_{baseline.upper()}-baseline_profile.json")


def test_every_requirement_matches_nist(catalogue: Catalogue) -> None:
    whole = published("NIST_SP-800-53_rev5_catalog.json")
    assert set(catalogue.frameworks["nist-800-53-r5"].requirements) <= whole


def test_new_threat_is_one_yaml_file(tmp_path: Path, schemas: Schemas, golden: Mapping[str, bytes]) -> None:
    """The file alone brings the finding, the page, and the run of its examples."""
    system = tmp_path / "systems" / "shop"
    system.mkdir(parents=True)
    (system / "shop.yaml").write_text(
        "system: {title: Shop}\nservices: {a: {kind: server}, b: {kind: server}}\n"
        "flows: {lookup: {from: a, to: b, protocols: [web]}}\n",
        encoding="utf-8",
    )
    before = assess_workspace(load_workspace(golden, disk.models(tmp_path, "models"), schemas), "2026-12-01")
    assert not [each for each in before.systems["shop"].findings if each.threat.id == "shop-in-clear"]
    threats = tmp_path / "threats"
    threats.mkdir()
    (threats / "shop-in-clear.yaml").write_text(NEW, encoding="utf-8")
    after = assess_workspace(load_workspace(golden, disk.models(tmp_path, "models"), schemas), "2026-12-01")
    finding = next(each for each in after.systems["shop"].findings if each.threat.id == "shop-in-clear")
    assert (finding.id, finding.place.path) == ("shop-in-clear@lookup", "models/systems/shop/shop.yaml")
    (heading, *_) = parts(render_pages(after, disk.schemas()))["threats/shop-in-clear"].blocks
    assert isinstance(heading, Heading)
    assert heading.text == "The shop talks in clear"
    (threats / "shop-in-clear.yaml").write_text(NEW.replace("[ldap]", "[web]"), encoding="utf-8")
    with pytest.raises(BrokenError, match="example: the threat should be quiet here, and it is not"):
        load_workspace(golden, disk.models(tmp_path, "models"), schemas)


NEW = """\
title: The shop talks in clear
story: Who taps the line reads the orders.
stride: [information-disclosure]
about: flow
when: {protocols: [web]}
likelihood: moderate
impact: moderate
answers: {closes: [{controls: [sealed-on-the-way], how: Nobody on the line can read it.}]}
fires:
  - because: It speaks HTTP.
    given:
      services: {a: {kind: server}, b: {kind: server}}
      flows: {talk: {from: a, to: b, protocols: [web]}}
quiet:
  - because: It speaks something else.
    given:
      services: {a: {kind: server}, b: {kind: server}}
      flows: {talk: {from: a, to: b, protocols: [ldap]}}
sources: [{title: A test}]
confidence: confirmed
"""
