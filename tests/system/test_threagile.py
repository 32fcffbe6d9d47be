"""Threagile's own example, written in this language: our findings are compared with Threagile's.

The expected findings are derived from Threagile's parsed model by its documented rules (tests/threagile/rules.py),
never from our model. A threat of ours counts for a category by tests/threagile/categories.yaml, whatever its asset. A
gap counts like a finding: Threagile reports a risk where no mitigation is stated, and so do we, by another name. Each
figure counts pairs of an asset and a category.
"""

import json
import os
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from tests.threagile import rules
from tests.threagile.rules import LEFT_OUT, Pair
from yaml import safe_load

from zonebook import assembly
from zonebook.assess.findings.finding import Finding, Gap
from zonebook.assess.system import SystemAssessment

HERE = Path(__file__).parents[1] / "threagile"
REAL = os.environ.get("ZONEBOOK_REAL_INPUTS", "")
PARSED = Path(REAL) / "answers" / "threagile-official" / "parsed-model.json"
TABLE: dict[str, Any] = safe_load((HERE / "categories.yaml").read_text(encoding="utf-8"))
DAY = "2026-12-01"


@cache
def portal() -> SystemAssessment:
    return assembly.load_and_assess(HERE / "models", DAY, "models").systems["contract-portal"]


@cache
def parsed() -> dict[str, Any]:
    if not PARSED.is_file():
        pytest.skip("ZONEBOOK_REAL_INPUTS names no folder with what Threagile makes of its example")
    found: dict[str, Any] = json.loads(PARSED.read_text(encoding="utf-8"))
    return found


def asset(told: Finding | Gap, at: str) -> str:
    """Return the asset at which Threagile would report it: the element itself, or an end of the flow."""
    flow = portal().resolved.system.flows.get(told.element)
    return told.element if flow is None or at == "itself" else {"from": flow.from_, "to": flow.to}[at]


def said(told: Iterable[Finding | Gap]) -> frozenset[Pair]:
    """Return the pairs of our findings and gaps; of the categories that are counted."""
    listed = [(each, TABLE[each.threat.id]) for each in told if each.threat.id in TABLE]
    found = ((asset(each, row["at"]), category) for each, row in listed for category in row["says"])
    return frozenset(pair for pair in found if pair[1] not in LEFT_OUT)


def shares(ours: frozenset[Pair], theirs: frozenset[Pair]) -> tuple[float, float]:
    """Return recall (the share of their pairs that we find) and precision (the share of our pairs that they find)."""
    both = len(ours & theirs)
    return both / len(theirs), both / len(ours)


def test_table_names_existing_threats_and_categories() -> None:
    assert [name for name in TABLE if name not in portal().resolved.catalogue.threats] == []
    known = {each["id"] for each in parsed()["built_in_risk_categories"]}
    assert {category for row in TABLE.values() for category in row["says"]} <= known


def test_every_category_is_derived_or_excluded() -> None:
    derived = {category for _, category in rules.pairs(parsed())}
    known = {each["id"] for each in parsed()["built_in_risk_categories"]}
    assert derived | set(LEFT_OUT) == known
    assert derived & set(LEFT_OUT) == set()


def test_every_asset_has_our_id() -> None:
    system = portal().resolved.system
    assert set(parsed()["technical_assets"]) == {*system.services, *system.actors}
    ends = {(flow.from_, flow.to) for flow in system.flows.values()}
    assert {(link["source_id"], link["target_id"]) for link in parsed()["communication_links"].values()} == ends


def test_recall_and_precision_are_high() -> None:
    ours, theirs = said((*portal().findings, *portal().gaps)), rules.pairs(parsed())
    recall, precision = shares(ours, theirs)
    told = f"missing {sorted(theirs - ours)}; more {sorted(ours - theirs)}"
    assert recall >= 0.6, told
    assert precision >= 0.5, told


def test_stated_facts_are_found_without_questions() -> None:
    """Findings without gaps: the model states enough."""
    recall, precision = shares(said(portal().findings), rules.pairs(parsed()))
    assert recall >= 0.4
    assert precision >= 0.8


def words(when: Any) -> set[str]:  # noqa: ANN401  what a condition is made of
    """Yield every word and value in a condition, at any depth."""
    if isinstance(when, Mapping):
        return {name for each in when.values() for name in words(each)}
    if isinstance(when, tuple | list):
        return {name for each in when for name in words(each)}
    return {str(when)}


def test_table_threats_name_no_element() -> None:
    """No finding depends on the name of an element: conditions use only kinds, traits, settings and controls."""
    catalogue, system = portal().resolved.catalogue, portal().resolved.system
    traits = {trait for kind in catalogue.kinds.values() for trait in kind.traits}
    asked = {name for threat in TABLE for name in words(catalogue.threats[threat].when)}
    named = asked & {*system.services, *system.actors, *system.zones, *system.flows, *system.data}
    assert named <= traits | set(catalogue.kinds)
