"""The page of a threat that a system states itself, and what other pages and files say of it."""

import csv
import io
import json
from collections.abc import Callable, Mapping

import pytest
from tests.support import catalogues
from tests.support.walking import blocks, links, parts, reached, rows

from zonebook import __version__
from zonebook.assess.assessment import Assessment
from zonebook.document.page import Diagram, Facts, Page, Prose
from zonebook.edge import disk
from zonebook.pipeline import render_files, render_pages
from zonebook.write.assessment_json.document import assessed as as_json
from zonebook.write.output_format import Material
from zonebook.write.plain_text import plain
from zonebook.write.relative_links import row_anchor

MODEL = """
data: {orders: {confidentiality: high}}
zones: {edge: {trust: 0}, inner: {trust: 2, allow: {edge: [web]}}}
actors: {buyer: {zone: edge}}
services: {front: {kind: server, zone: inner, holds: [orders], owner: others, controls: {patched: met}}}
flows: {order: {from: buyer, to: front, protocols: [web], carries: [orders]}}
threats:
  forged-order:
    title: An order is forged
    story: Somebody places an order in the name of another.
    elements: [front, buyer, orders]
    stride: [spoofing]
    linddun: [identifiability]
    likelihood: moderate
    impact: moderate
    links: {Report: https://example.org/report}
    answers: {patched: {hinders: less is left to use}}
    measures:
      night-shift: {detects: somebody reads the orders, status: met, by: team, on: 2026-10-01,
        evidence: [{title: Roster, file: evidence/there.json, on: 2026-10-01}]}
      signed-orders: {closes: an order is signed, status: planned, due: 2027-01-31, by: others}
      call-back: {limits: a large order is confirmed}
decisions:
  forged-order@buyer: {treatment: accept, by: team, on: 2026-01-01, until: 2027-01-01, because: Few orders.}
"""
PAGE = "systems/world/threats/forged-order.md"


@pytest.fixture
def world(assessed: Callable[..., Assessment]) -> Assessment:
    """A system that states a threat of three elements."""
    return assessed(MODEL)


@pytest.fixture
def site(world: Assessment) -> Mapping[str, Page]:
    """Its pages, by path."""
    return {page.path: page for page in render_pages(world, disk.schemas())}


def test_page_tells_what_the_model_says(site: Mapping[str, Page]) -> None:
    page = site[PAGE]
    facts = {name: plain(text) for each in blocks(page) if isinstance(each, Facts) for name, text in each.pairs}
    assert next(each for each in blocks(page) if isinstance(each, Prose)).paragraphs == (
        ("Somebody places an order in the name of another.",),
    )
    assert (facts["Id"], facts["STRIDE"], facts["LINDDUN"]) == ("forged-order", "spoofing", "identifiability")
    assert (facts["Written in"], facts["Report"]) == (
        "models/systems/world/model.yaml:9:3",
        "https://example.org/report",
    )
    assert [(each["On"], each["State"], each["Decided"]) for each in rows(page, "found")] == [
        ("front", "carried", "–"), ("orders", "carried", "–"), ("buyer", "accepted", "accept on 2026-01-01"),
    ]  # fmt: skip


def test_page_tells_how_answers_stand(site: Mapping[str, Page]) -> None:
    found = {each["Answer"]: each for each in rows(site[PAGE], "answers")}
    assert {name: each["It"] for name, each in found.items()} == {
        "Signed orders": "closes", "Patches in time": "hinders", "Call back": "limits", "Night shift": "detects",
    }  # fmt: skip
    assert found["Signed orders"]["Due"] == "2027-01-31"
    assert found["Call back"]["Stands"] == "not stated"
    assert found["Patches in time"]["Stands"] == "met (claimed)"
    assert [each["Evidence"] for each in rows(site[PAGE], "evidence")] == ["Roster evidence/there.json"]


def test_links_lead_to_pages_that_exist(site: Mapping[str, Page]) -> None:
    led = {to for page in site.values() for to in reached(page) if to.endswith(".md")}
    assert led - set(site) == set()


@pytest.mark.parametrize(
    "path",
    ["services/front.md", "actors/buyer.md", "data/orders.md", "register.md", "what-next.md", "index.md"],
)
def test_other_pages_lead_to_it(site: Mapping[str, Page], path: str) -> None:
    assert PAGE in reached(site[f"systems/world/{path}"])


def test_measure_leads_to_its_row(site: Mapping[str, Page]) -> None:
    to = {each.to for each in links(site["what-next.md"]) if each.text == "Signed orders"}
    assert to == {f"{PAGE}#{row_anchor('answers', 'signed-orders')}"}
    assert "Signed orders" in [each["Control"] for each in rows(site["what-next.md"], "what-next")]
    assert "Signed orders" in [each["About"] for each in rows(site["dates.md"], "dates-soon")]


def test_pictures_mark_a_threatened_actor(assessed: Callable[..., Assessment]) -> None:
    undecided = assessed(MODEL.partition("decisions:")[0])
    page = next(each for each in render_pages(undecided, disk.schemas()) if each.path.endswith("diagrams/zones.md"))
    graph = next(each.graph for each in blocks(page) if isinstance(each, Diagram))
    clusters = list(graph.clusters)
    for each in clusters:
        clusters += each.clusters
    nodes = (*graph.nodes, *(node for each in clusters for node in each.nodes))
    (buyer,) = (node for node in nodes if node.id == "buyer")
    assert dict(buyer.facts)["To settle"] == "1; the worst: moderate, An order is forged"
    assert "findings" in dict(buyer.overlays)


def test_evidence_of_measures_is_listed(site: Mapping[str, Page]) -> None:
    (found,) = rows(site["systems/world/evidence.md"], "evidence")
    assert (found["Evidence"], found["Control"], found["State"]) == ("Roster", "Night shift", "no hash stated")


def test_catalogue_does_not_name_it(site: Mapping[str, Page]) -> None:
    named = [path for path, page in site.items() if not path.startswith("systems/world/") and PAGE in reached(page)]
    assert [path for path in named if path.startswith(("catalogue/", "reference/"))] == []
    assert "threats/forged-order" not in parts(site.values())


def test_files_tell_each_finding(world: Assessment, site: Mapping[str, Page]) -> None:
    files = render_files(Material(assessment=world, pages=tuple(site.values()), version="0"))
    assert files.failed == ()
    raw = files.files["systems/world/register.csv"]
    assert isinstance(raw, bytes)
    found = [each for each in csv.DictReader(io.StringIO(raw.decode("utf-8-sig"))) if "forged" in each["Finding"]]
    assert [each["Finding"] for each in found] == [
        "forged-order@front", "forged-order@orders", "forged-order@buyer",
    ]  # fmt: skip
    assert found[0]["Answers"].startswith("signed-orders closes: planned; patched hinders: met")


def test_json_tells_threat_and_findings(world: Assessment) -> None:
    told = json.loads(as_json(world, __version__))
    assert catalogues.schemas().valid(told, "assessment")
    system = told["systems"]["world"]
    assert system["threats"]["forged-order"]["elements"] == ["front", "buyer", "orders"]
    found = next(each for each in system["findings"] if each["id"] == "forged-order@buyer")
    assert (found["about"], found["linddun"], found["decision"]) == ("actor", ["identifiability"], "forged-order@buyer")
    assert [each["control"] for each in found["answers"]] == [
        "world/forged-order/signed-orders", "patched", "world/forged-order/call-back", "world/forged-order/night-shift",
    ]  # fmt: skip
    assert told["catalogue"]["threats"] == len(world.workspace.catalogue.threats)


@pytest.mark.parametrize("grouping", ["by-service", "by-zone", "by-party", "by-framework"])
def test_measures_stand_beside_the_checks(site: Mapping[str, Page], grouping: str) -> None:
    found = rows(site[f"systems/world/checklists/{grouping}.md"], f"{grouping}-measures")
    stands = [(row["Measure"], row["Stands"].partition(" ")[0], row["Party"], row["Due"]) for row in found]
    assert stands == [
        ("Signed orders", "planned", "others", "2027-01-31"),
        ("Call back", "not", "–", "–"),
        ("Night shift", "met", "team", "–"),
    ]
    assert {row["Threat"] for row in found} == {"An order is forged"}
    assert {row["On"] for row in found} == {"front, orders, buyer"}
    assert PAGE in reached(site[f"systems/world/checklists/{grouping}.md"])


def test_checklist_without_measures_says_nothing_of_them(assessed: Callable[..., Assessment]) -> None:
    without = assessed(MODEL.partition("threats:")[0])
    pages = {page.path: page for page in render_pages(without, disk.schemas())}
    assert "Measures" not in repr(pages["systems/world/checklists/by-zone.md"].blocks)
