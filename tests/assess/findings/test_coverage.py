"""Coverage: the result of every threat for every element, how complete that is, and what no threat matched."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import cast

import pytest

from zonebook import __version__, assembly
from zonebook.assess.answer import Holds, NotStated
from zonebook.assess.assessment import Assessment
from zonebook.assess.conditions.candidates import sort
from zonebook.assess.conditions.condition import condition
from zonebook.assess.conditions.entry_conditions import conditions
from zonebook.assess.findings.covered.coverage import CoverageCount, total
from zonebook.assess.system import SystemAssessment
from zonebook.document.inline import Badge
from zonebook.document.page import Cards, Download, Page, Table
from zonebook.edge import disk
from zonebook.model.subject import Subject, subjects
from zonebook.model.vocabulary import About, SubjectType
from zonebook.pipeline import render_files, render_pages
from zonebook.read.schema import Schemas
from zonebook.read.yaml_text import read
from zonebook.write.assessment_json.document import assessed as written
from zonebook.write.output_format import Material

MODELS = Path(__file__).parents[3] / "models"
MODEL = """\
zones: {outside: {trust: 0}, inside: {trust: 3}}
services:
  a: {kind: server, zone: inside, tags: [t], settings: {metadata: optional}}
  b: {kind: bucket, zone: outside}
  c: {kind: bucket, zone: inside}
flows:
  across: {from: b, to: a, protocols: [web], encrypted: none, enforced_by: [firewall]}
  within: {from: a, to: c, protocols: [web], enforced_by: [firewall]}
"""


@pytest.fixture(scope="module")
def real() -> Assessment:
    return assembly.load_and_assess(MODELS, "2026-11-23", "models")


@pytest.fixture(scope="module")
def pages(real: Assessment) -> Mapping[str, Page]:
    return {page.path: page for page in render_pages(real, disk.schemas())}


@pytest.mark.parametrize(
    ("where", "when", "verdict"),
    [
        ("service/a", "{is: [data-store]}", "not-applicable"),
        ("service/a", "{tagged: [u]}", "not-applicable"),
        ("service/a", "{setting: {metadata: [required]}}", "quiet"),
        ("service/b", "{setting: {metadata: [optional]}}", "not-applicable"),
        ("service/a", "{setting: {metadata: [required]}, is: [data-store]}", "not-applicable"),
        ("service/a", "{is: [host], setting: {metadata: [required]}}", "quiet"),
        ("service/a", "{setting: {metadata: [required]}, setting_above: {hop-limit: 1}}", "quiet"),
        ("service/a", "{any: [{is: [data-store]}, {setting: {metadata: [required]}}]}", "quiet"),
        ("service/a", "{any: [{is: [data-store]}, {tagged: [u]}]}", "not-applicable"),
        ("service/a", "{setting: {metadata: [required]}, any: [{is: [data-store]}]}", "not-applicable"),
        ("service/a", "{none: [{is: [host]}]}", "not-applicable"),
        ("service/a", "{none: [{setting: {metadata: [optional]}}]}", "quiet"),
        ("service/a", "{none: [{is: [host], setting: {metadata: [optional]}}]}", "quiet"),
        ("service/a", "{none: [{setting: {metadata: [optional]}}, {tagged: [t]}]}", "not-applicable"),
        ("flow/across", "{unenforced: true}", "quiet"),
        ("flow/within", "{unenforced: true}", "not-applicable"),
        ("flow/across", "{encrypted: [tls]}", "quiet"),
    ],
)
def test_selecting_word_gives_not_applicable(
    standing: Callable[..., Subject[object]], where: str, when: str, verdict: str
) -> None:
    about, _, element = where.partition("/")
    asked = condition(cast("About", about), read("when.yaml", when.encode()).data)
    at = standing(MODEL, about, element)
    assert asked.verdict(at) == verdict
    assert asked(at) is None


def test_reasons_follow_text_order(told: Callable[..., str]) -> None:
    """Not the order of evaluation, in which selecting words come first."""
    when = "{setting: {metadata: [optional]}, is: [host]}"
    assert told(MODEL, "service", "a", when) == "yes: metadata is optional; Server counts as host"


def test_skipped_kind_would_not_apply(real: Assessment) -> None:
    asked = conditions(real.workspace.catalogue)
    left = 0
    for judged in real.systems.values():
        for threat in judged.resolved.catalogue.threats.values():
            every = subjects(judged.resolved, threat.about)
            chosen = {at.id for at in sort(judged.resolved, every).asked(asked[f"threats/{threat.id}"])}
            out = [at for at in every if at.id not in chosen]
            left += len(out)
            assert {asked[f"threats/{threat.id}"].verdict(at) for at in out} <= {"not-applicable"}, threat.id
    assert left


def test_tallies_match_pair_by_pair_results(real: Assessment) -> None:
    asked = conditions(real.workspace.catalogue)
    for judged in real.systems.values():
        resolved = judged.resolved
        by_element: dict[tuple[SubjectType, str], list[str]] = {}
        for threat in resolved.catalogue.threats.values():
            if threat.about == "decision":
                continue
            came = []
            for at in subjects(resolved, threat.about):
                verdict = asked[f"threats/{threat.id}"].verdict(at)
                word = verdict if isinstance(verdict, str) else type(verdict).__name__
                if word != "not-applicable" and at.id in resolved.system.out_of_scope:
                    word = "set-aside"
                came.append(word)
                by_element.setdefault((at.about, at.id), []).append(word)
            assert judged.coverage.threats[threat.id] == _tally(came), threat.id
        found = {key: tally for key, tally in judged.coverage.elements.items() if key[0] != "decision"}
        assert found == {key: _tally(came) for key, came in by_element.items()}


def _tally(came: list[str]) -> CoverageCount:
    return CoverageCount(
        fired=came.count(Holds.__name__),
        quiet=came.count("quiet"),
        not_stated=came.count(NotStated.__name__),
        not_applicable=came.count("not-applicable"),
        set_aside=came.count("set-aside"),
    )


def test_tallies_by_threat_and_element_agree(real: Assessment) -> None:
    for judged in real.systems.values():
        whole = judged.coverage.whole
        assert total(tuple(judged.coverage.threats.values())) == whole
        assert total(tuple(judged.coverage.elements.values())) == whole
        stated = [each for each in judged.findings if each.threat.stated_in]
        counted = len(judged.findings) - len(judged.findings_aside) - len(stated), len(judged.gaps)
        assert (whole.fired, whole.not_stated) == counted


@pytest.mark.parametrize(
    ("tally", "share"),
    [
        (CoverageCount(fired=1, quiet=1, not_stated=1, not_applicable=9), 66),
        (CoverageCount(fired=0, quiet=999, not_stated=1, not_applicable=0), 99),
        (CoverageCount(fired=2, quiet=0, not_stated=0, not_applicable=0), 100),
        (CoverageCount(fired=0, quiet=0, not_stated=4, not_applicable=0), 0),
        (CoverageCount(fired=0, quiet=0, not_stated=0, not_applicable=7), None),
    ],
)
def test_only_settled_models_are_100_percent(tally: CoverageCount, share: int) -> None:
    """99.9 percent is shown as 99; where no threat applies there is no percentage."""
    assert tally.completeness == share


def test_stating_answers_raises_completeness(judged: Callable[..., SystemAssessment]) -> None:
    before = judged("services: {a: {kind: server}}").coverage.whole
    after = judged("services: {a: {kind: server, controls: {metadata-guarded: met}}}").coverage.whole
    assert after.applied == before.applied
    assert after.not_stated < before.not_stated


LONELY = """\
zones: {empty: {trust: 1}, outside: {trust: 0}, around: {}, inner: {inside: around}}
actors: {somebody: {zone: outside}, lonely: {zone: outside}}
data: {held: {title: H}, sent: {title: S}, dreamt: {title: D}}
networks: {n: {kind: vpc}, m: {kind: vpc}}
services: {a: {kind: server, zone: inner, network: n, holds: [held]}, b: {kind: bucket}}
flows:
  silent: {from: somebody, to: a, ports: [tcp/22], carries: [sent]}
  open: {from: somebody, to: a, protocols: [web]}
"""


def test_unmatched_elements_are_listed_with_reason(judged: Callable[..., SystemAssessment]) -> None:
    found = judged(LONELY).coverage.unlooked
    apart = {(each.shelf, each.id): each.reason for each in found if each.shelf not in {"threats", "kinds"}}
    assert {key: reason for key, reason in apart.items() if not reason.startswith("no threat")} == {
        ("zones", "empty"): "no service and no actor stands in it",
        ("data", "sent"): "no service holds it",
        ("data", "dreamt"): "no service holds it and no flow carries it",
        ("networks", "m"): "no service is plugged into it",
        ("flows", "silent"): "it states ports and no protocol, so no threat about a protocol looks at it",
        ("services", "b"): "no flow reaches it and none leaves it",
        ("actors", "lonely"): "no flow reaches it and none leaves it",
    }


def test_exactly_the_unmatched_are_listed(real: Assessment) -> None:
    for judged in real.systems.values():
        found = judged.coverage
        outside = judged.resolved.system.out_of_scope
        silent = [id_ for (_, id_), tally in found.elements.items() if not tally.applied and id_ not in outside]
        told = [each.id for each in found.unlooked if each.reason.startswith("no threat of the catalogue is about")]
        assert told == silent
        never = [threat for threat, tally in found.threats.items() if not (tally.applied or tally.set_aside)]
        assert [each.id for each in found.unlooked if each.shelf == "threats"] == never
        assert all(each.reason for each in found.unlooked)


def test_unnamed_kind_is_listed_with_count(judged: Callable[..., SystemAssessment]) -> None:
    found = judged("services: {a: {kind: server}, b: {kind: bucket}, c: {kind: bucket}}").coverage.unlooked
    threatless = {each.id: each.reason for each in found if each.shelf == "kinds" and "no threat" in each.reason}
    assert threatless == {"bucket": "no threat names this kind or one of its traits (2 services)"}


def test_empty_model_is_not_complete(assessed: Callable[..., Assessment]) -> None:
    assessment = assessed("")
    whole = assessment.systems["world"].coverage.whole
    pages = {page.path: page for page in render_pages(assessment, disk.schemas())}
    assert not whole.applied
    cards = next(block for block in pages["index.md"].blocks if isinstance(block, Cards)).cards
    assert (cards[0].value, cards[0].tone) == ("nothing asked", "not-stated")


def test_completeness_comes_before_findings(pages: Mapping[str, Page]) -> None:
    for path in ("index.md", "systems/landing-zone/index.md", "systems/landing-zone/coverage.md"):
        cards = next(block for block in pages[path].blocks if isinstance(block, Cards)).cards
        assert cards[0].title == "Completeness"
        assert cards[0].tone == "not-stated"
    systems = next(b for b in pages["index.md"].blocks if isinstance(b, Table) and b.name == "systems")
    assert systems.columns.index("Settled") < systems.columns.index("Worst now")
    listed = [page.path for page in pages.values() if page.listed and page.path.startswith("systems/landing-zone/")]
    assert listed.index("systems/landing-zone/coverage.md") < listed.index("systems/landing-zone/register.md")


def test_matrix_shows_result_of_each_pair(real: Assessment, pages: Mapping[str, Page]) -> None:
    for judged in real.systems.values():
        matrix = (page for path, page in pages.items() if path.startswith(f"systems/{judged.id}/coverage-matrix"))
        shown = [block for page in matrix for block in page.blocks]
        parts = [block for block in shown if isinstance(block, Table)]
        assert parts
        assert all(len(part.columns) <= 25 and len(part.rows) <= 60 for part in parts)
        words: dict[str, int] = {}
        for download in (block for block in shown if isinstance(block, Download)):
            assert isinstance(download.table, Table)
            for row in download.table.rows:
                for cell, *_ in row.cells[1:]:
                    word = cell.text if isinstance(cell, Badge) else "–"
                    word = "possibly" if word.startswith("possibly ") else word
                    words[word] = words.get(word, 0) + 1
        whole = judged.coverage.whole
        told = words.get("applies", 0), words.get("quiet", 0), words.get("possibly", 0)
        assert told == (whole.fired, whole.quiet, whole.not_stated)


def test_matrix_download_holds_every_element(real: Assessment, pages: Mapping[str, Page]) -> None:
    judged = real.systems["landing-zone"]
    material = Material(assessment=real, pages=(pages["systems/landing-zone/coverage-matrix.md"],), version="0")
    sheet = render_files(material).files["systems/landing-zone/coverage-services.csv"]
    assert isinstance(sheet, bytes)
    assert len(sheet.decode("utf-8-sig").splitlines()) == 1 + len(judged.resolved.system.services)


def test_pages_of_large_systems_stay_bounded(assessed: Callable[..., Assessment]) -> None:
    services = ", ".join(f"s{number}: {{kind: server}}" for number in range(700))
    pages = {page.path: page for page in render_pages(assessed(f"services: {{{services}}}"), disk.schemas())}
    for name in ("coverage", "coverage-matrix"):
        blocks = pages[f"systems/world/{name}.md"].blocks
        assert 0 < sum(len(block.rows) for block in blocks if isinstance(block, Table)) <= 1000


def test_json_agrees_and_adds_up(real: Assessment) -> None:
    told = json.loads(written(real, __version__))
    for name, judged in real.systems.items():
        found: Mapping[str, object] = told["systems"][name]["coverage"]
        whole = judged.coverage.whole
        assert (found["completeness"], found["applied"]) == (whole.completeness, whole.applied)
        asked = [
            each for each in told["systems"][name]["findings"] if each["threat"] not in told["systems"][name]["threats"]
        ]
        assert found["fired"] == len(asked)
        assert found["not_stated"] == len(told["systems"][name]["gaps"])
        elements = told["systems"][name]["coverage"]["elements"].values()
        assert sum(tally["quiet"] for each in elements for tally in each.values()) == whole.quiet
        assert found["unlooked"]


def test_coverage_matches_its_schema(real: Assessment) -> None:
    schema = disk.schemas()["assessment"]
    part = {**schema, "$ref": "#/$defs/coverage"}
    for key in ("type", "properties", "required", "additionalProperties"):
        part.pop(key, None)
    schemas = Schemas({**disk.schemas(), "coverage": part})
    found = json.loads(written(real, __version__))["systems"]["landing-zone"]["coverage"]
    assert schemas.valid(found, "coverage")
    found["threats"].popitem()[1].clear()
    found["elements"]["system"]["landing-zone"].pop("quiet")
    assert not schemas.valid(found, "coverage")
