"""What published lists ask is asked of the kinds that they are about: reviewed rows, and a least number."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from tests.support import catalogues

from zonebook.pipeline import assess_workspace, load_workspace
from zonebook.read.yaml_text import read

PATH = Path(__file__).parent / "expected_questions.yaml"
DATA: Any = read(PATH.name, PATH.read_bytes()).data
ROWS: Mapping[str, int] = {"owasp-top-10-2021": 10, "owasp-top-10-2025": 10, "owasp-api-2023": 10, "owasp-llm-2025": 10}
"""How many rows each published list has."""
EXPECTED = [
    (f"{name}-{row}", kind, tuple(threats))
    for name, rows in DATA["lists"].items()
    for row, kinds in rows.items()
    for kind, threats in kinds.items()
    if kind != "about"
]
UNENCRYPTED = {
    "cache-unencrypted", "database-unencrypted", "store-unencrypted", "stored-data-readable", "volume-unencrypted",
}  # fmt: skip
"""The threats that ask whether a store of no vendor is encrypted."""
DAY = "2026-12-01"
HOUSE = "organisation: {title: House}\nparties: {team: {}}\n"
MODEL = """\
system: {title: Shop, owner: team}
zones: {internet: {trust: 0}, app: {trust: 2}, core: {trust: 3}}
actors: {visitor: {zone: internet}}
services:
  asked: {kind: KIND, zone: app}
  store: {kind: database-server, zone: core}
  files: {kind: file-storage, zone: core}
  partner: {kind: external-system, zone: internet}
  helper: {kind: language-model, zone: internet}
flows:
  visit: {from: visitor, to: asked, protocols: [https]}
  query: {from: asked, to: store, protocols: [postgresql]}
  fetch: {from: asked, to: files, protocols: [nfs]}
  lookup: {from: asked, to: partner, protocols: [https]}
  prompt: {from: asked, to: helper, protocols: [https]}
"""
OWN_FLOWS = ("visit", "query", "fetch", "lookup", "prompt")


@cache
def questions(kind: str) -> Mapping[str, frozenset[str]]:
    """Return by element the threats that are a finding or a gap where nothing but the kind is stated."""
    texts = {
        "models/organisation.yaml": HOUSE.encode(),
        "models/systems/shop/shop.yaml": MODEL.replace("KIND", kind).encode(),
    }
    loaded = load_workspace(catalogues.shipped(), texts, catalogues.schemas())
    judged = assess_workspace(loaded, DAY).systems["shop"]
    found: dict[str, set[str]] = {}
    for element, threat in (
        *((each.element, each.threat.id) for each in judged.findings),
        *((each.element, each.threat.id) for each in judged.gaps),
    ):
        found.setdefault(element, set()).add(threat)
    return {element: frozenset(threats) for element, threats in found.items()}


@pytest.mark.parametrize(("row", "kind", "threats"), EXPECTED, ids=[f"{row}-{kind}" for row, kind, _ in EXPECTED])
def test_row_of_a_list_is_asked(row: str, kind: str, threats: tuple[str, ...]) -> None:
    asked = questions(kind)
    around = frozenset().union(asked["asked"], *(asked.get(flow, frozenset()) for flow in OWN_FLOWS))
    assert threats, row
    assert [each for each in threats if each not in around] == []


@pytest.mark.parametrize("kind", sorted(DATA["least"]))
def test_kind_is_asked_enough(kind: str) -> None:
    assert len(questions(kind)["asked"]) >= DATA["least"][kind]


@pytest.mark.parametrize("name", sorted(ROWS))
def test_every_row_of_a_list_is_there(name: str) -> None:
    rows = DATA["lists"][name]
    assert len(rows) == ROWS[name]
    assert sorted(int("".join(sign for sign in row if sign.isdigit())) for row in rows) == list(range(1, 11))
    assert [row for row, kinds in rows.items() if len(kinds) < 2 or not kinds["about"].endswith(".")] == []


def test_every_named_threat_exists() -> None:
    known = catalogues.known()
    assert {kind for _, kind, _ in EXPECTED} | set(DATA["least"]) <= set(known.kinds)
    assert {each for _, _, threats in EXPECTED for each in threats} <= set(known.threats)


def stores_of_no_vendor() -> list[str]:
    """Return the kinds of no vendor that keep data for others."""
    known = catalogues.known()
    keeping = {trait.id for trait in known.traits.values() if trait.keeps_data}
    return sorted(
        kind.id
        for kind in known.kinds.values()
        if kind.about == "service" and not kind.provider and not keeping.isdisjoint(kind.traits)
    )


@pytest.mark.parametrize("kind", stores_of_no_vendor())
def test_every_store_is_asked_for_encryption(kind: str) -> None:
    assert questions(kind)["asked"] & UNENCRYPTED


def test_lesser_catalogue_misses_questions() -> None:
    """A seeded fault: a kind of which little is known has fewer questions than an API must have."""
    assert len(questions("kubernetes-namespace")["asked"]) < DATA["least"]["rest-api"]
    assert "object-of-somebody-else" not in questions("message-queue")["asked"]
