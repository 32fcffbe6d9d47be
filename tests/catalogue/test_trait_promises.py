"""A threat that names a trait is asked of every kind with that trait, on the smallest designs that can raise it."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from tests.catalogue.test_expected_questions import DAY, HOUSE, MODEL
from tests.support import catalogues

from zonebook.assess.conditions.entry_conditions import entry_condition, quoted
from zonebook.assess.findings.answer_checks import each_kind
from zonebook.assess.system import SystemAssessment
from zonebook.model.catalogue import Catalogue, Threat
from zonebook.model.vocabulary import LAYERS
from zonebook.pipeline import assess_workspace, load_workspace
from zonebook.read.yaml_text import read
from zonebook.values import Data

PATH = Path(__file__).parent / "trait_promises.yaml"
CORE = """\
system: {title: Core, owner: team}
zones: {office: {trust: 2}, core: {trust: 3}}
data: {worth: {confidentiality: high, integrity: high, availability: high}}
networks:
  cloud: {kind: vpc}
  inner: {kind: subnet, inside: cloud, settings: {route-to-internet: nat}}
services:
  asked: {kind: KIND, zone: core, network: inner, holds: [worth]}
  front: {kind: rest-api, zone: office, holds: []}
  people: {kind: ldap-directory, zone: core, holds: []}
  target: {kind: linux-server, zone: office, holds: []}
flows:
  call: {from: front, to: asked, protocols: [https]}
  search: {from: asked, to: people, protocols: [ldaps]}
  deliver: {from: asked, to: target, protocols: [ssh]}
"""
DESIGNS = (MODEL, CORE)
"""An element whose kind alone is stated, beside the internet, and one in the core that keeps what is worth most."""


@cache
def exceptions() -> Mapping[tuple[str, str], str]:
    """Return by threat and kind why the kind is not asked."""
    data: Any = read(PATH.name, PATH.read_bytes()).data
    known = catalogues.known().kinds.values()
    return {
        (threat, kind.id): row["because"]
        for threat, rows in data.items()
        for row in rows
        for kind in known
        if kind.id in row.get("kinds", ()) or not set(kind.traits).isdisjoint(row.get("is", ()))
    }


def named(when: Mapping[str, Data]) -> Iterator[str]:
    """Yield the traits that a condition names, in an alternative as well."""
    for word, want in when.items():
        if word == "is":
            yield from want
        if word == "any":
            for each in want:
                yield from named(each)


def promised(threat: Threat, catalogue: Catalogue) -> Iterator[str]:
    """Yield the kinds with a trait that a threat names, save those that it leaves out itself."""
    traits = frozenset(named(quoted(threat)))
    asked = entry_condition(threat).of_kind()
    alike = (kind for kind in catalogue.kinds.values() if kind.about == threat.about and traits & set(kind.traits))
    return (at.id for at in each_kind(catalogue, alike) if asked.verdict(at) != "not-applicable")


def judged(kind: str, **own: str) -> Iterator[SystemAssessment]:
    """Yield the designs with an element of a kind, assessed; `own` are the texts of further kinds."""
    for design in DESIGNS:
        texts = {
            "models/organisation.yaml": HOUSE.encode(),
            "models/systems/x/model.yaml": design.replace("KIND", kind).encode(),
            **{f"models/kinds/{name}.yaml": text.encode() for name, text in own.items()},
        }
        loaded = load_workspace(catalogues.shipped(), texts, catalogues.schemas())
        yield assess_workspace(loaded, DAY).systems["x"]


def asked(designs: Iterable[SystemAssessment]) -> frozenset[str]:
    """Return the threats that are a finding or a gap of the element that is asked, in one of the designs."""
    found: set[str] = set()
    for design in designs:
        found |= {each.threat.id for each in design.findings if each.element == "asked"}
        found |= {each.threat.id for each in design.gaps if each.element == "asked"}
    return frozenset(found)


@cache
def shipped_questions(kind: str) -> frozenset[str]:
    return asked(judged(kind))


@cache
def promises() -> Mapping[str, tuple[str, ...]]:
    """Return by kind the threats that its traits promise."""
    catalogue = catalogues.known()
    found: dict[str, list[str]] = {}
    for threat in catalogue.threats.values():
        for kind in promised(threat, catalogue):
            found.setdefault(kind, []).append(threat.id)
    return {kind: tuple(threats) for kind, threats in sorted(found.items())}


def missing(kind: str, threats: Iterable[str], found: frozenset[str]) -> list[str]:
    return [threat for threat in threats if threat not in found and (threat, kind) not in exceptions()]


def test_traits_promise_questions_about_services() -> None:
    """Each threat that names a trait of an element is about services, so that the designs of this test are enough."""
    catalogue = catalogues.known()
    assert sum(map(len, promises().values())) > 800
    abouts = {catalogue.threats[threat].about for threats in promises().values() for threat in threats}
    assert abouts == {"service"}


@pytest.mark.parametrize("kind", sorted(promises()))
def test_kind_is_asked_what_its_traits_promise(kind: str) -> None:
    assert missing(kind, promises()[kind], shipped_questions(kind)) == []


def test_every_exception_is_needed() -> None:
    promised_ = {(threat, kind) for kind, threats in promises().items() for threat in threats}
    rows: Any = read(PATH.name, PATH.read_bytes()).data
    named_ = {(threat, kind) for threat, found in rows.items() for row in found for kind in row.get("kinds", ())}
    assert sorted(named_ - promised_) == []
    assert sorted((threat, kind) for threat, kind in named_ if threat in shipped_questions(kind)) == []
    needed = {threat for threat, kind in promised_ if threat not in shipped_questions(kind)}
    assert sorted(set(rows) - needed) == []
    assert [why for why in exceptions().values() if not why.endswith(".")] == []


def test_kind_without_the_setting_is_found() -> None:
    """A seeded fault: a kind has the trait and lacks the setting that a threat asks for."""
    known = catalogues.known().kinds["web-application"]
    duties = "".join(f"  {layer}: {{holder: customer, duty: Do it.}}\n" for layer in LAYERS)
    traits = ", ".join(known.traits)
    text = (
        "title: Bare\nsummary: It has the traits alone.\nabout: service\n"
        f"category: {known.category}\ntraits: [{traits}]\nresponsibility:\n{duties}"
        "sources: [{title: S}]\nconfidence: confirmed\n"
    )
    designs = list(judged("bare", bare=text))
    catalogue = designs[0].resolved.catalogue
    threats = [each.id for each in catalogue.threats.values() if "bare" in promised(each, catalogue)]
    assert missing("web-application", promises()["web-application"], shipped_questions("web-application")) == []
    assert "xml-external-entity" in missing("bare", threats, asked(designs))
