from collections.abc import Mapping

import pytest
from tests.support import catalogues

from zonebook.assess.assessment import Assessment
from zonebook.document.page import Page, Table
from zonebook.model.catalogue import Catalogue
from zonebook.model.vocabulary import TECHNIQUES
from zonebook.pipeline import assess_workspace, load_workspace
from zonebook.read.schema import Schemas
from zonebook.values import BrokenError
from zonebook.views.catalogue.frameworks import frameworks

DAY = "2026-12-01"
HOUSE: Mapping[str, str] = {
    "models/organisation.yaml": "organisation: {title: House}\nparties: {team: {}}\n",
    "models/systems/world/model.yaml": "system: {title: A small world, owner: team}\n",
}
THREAT = """\
title: Somebody guesses
story: Somebody tries passwords until one fits.
stride: [spoofing]
about: service
when: {is: [web-server]}
likelihood: low
impact: low
answers:
  closes:
    - {controls: [patch-management], how: It is gone then.}
attack: [T1110, %s]
fires:
  - because: A server.
    element: server
    given: {services: {server: {kind: web-server}}}
quiet:
  - because: A bucket.
    element: bucket
    given: {services: {bucket: {kind: object-store}}}
sources: [{title: Ourselves}]
confidence: to-confirm
"""


def judged(schemas: Schemas, more: Mapping[str, str]) -> Assessment:
    texts = {path: text.encode() for path, text in {**HOUSE, **more}.items()}
    return assess_workspace(load_workspace(catalogues.shipped(), texts, schemas), DAY)


@pytest.fixture(scope="module")
def assessment(schemas: Schemas) -> Assessment:
    return judged(schemas, {})


@pytest.fixture
def page(assessment: Assessment) -> Page:
    path = f"catalogue/frameworks/{TECHNIQUES}.md"
    return next(each for each in frameworks(assessment) if each.path == path)


@pytest.fixture
def catalogue(assessment: Assessment) -> Catalogue:
    return assessment.workspace.catalogue


def cells(page: Page) -> dict[str, tuple[object, ...]]:
    table = next(each for each in page.blocks if isinstance(each, Table))
    return {row.id: row.cells for row in table.rows}


def test_every_threat_technique_exists(catalogue: Catalogue) -> None:
    named = {each for threat in catalogue.threats.values() for each in threat.attack}
    assert named
    assert named <= set(catalogue.frameworks[TECHNIQUES].requirements)


def test_renumbered_technique_loses_former_id(catalogue: Catalogue) -> None:
    listed = catalogue.frameworks[TECHNIQUES].requirements
    assert {each.was for each in listed.values() if each.was} & set(listed) == set()


def test_misspelt_local_technique_gets_a_hint(schemas: Schemas) -> None:
    with pytest.raises(BrokenError) as caught:
        judged(schemas, {"models/threats/guessing.yaml": THREAT % "T1110.033"})
    assert [(each.code, each.place.line, each.hint) for each in caught.value.problems] == [
        ("unknown-id", 11, "T1110.003"),
    ]
    assert caught.value.problems[0].message == "mitre-attack-19 has no requirement `T1110.033`"


def test_listed_technique_is_no_problem(schemas: Schemas) -> None:
    found = judged(schemas, {"models/threats/guessing.yaml": THREAT % "T1110.003"})
    assert "guessing" in found.workspace.catalogue.threats


def test_framework_page_shows_renumbered_technique(page: Page) -> None:
    assert cells(page)["t1685-002"][:3] == (
        ("T1685.002",),
        ("Disable or Modify Tools: Disable or Modify Cloud Log",),
        ("T1562.008",),
    )
    assert cells(page)["t1685-002"][3] != ("–",)
    assert cells(page)["t1110"][2] == ("–",)
