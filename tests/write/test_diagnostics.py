"""A check in the formats of editors, build servers and code hosts: the same things, at the same lines, under one id."""

import json
import os
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import fromstring

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft7Validator
from tests.support import sites

from zonebook import assembly
from zonebook.edge import disk
from zonebook.edge.repository import located
from zonebook.read.schema import Schemas
from zonebook.values import Place, Problem
from zonebook.write import formats
from zonebook.write.diagnostics import github, sarif
from zonebook.write.diagnostics.diagnostic import diagnostics
from zonebook.write.diagnostics.source_text import SourceText
from zonebook.write.output_format import CheckResult

TOP = Path(__file__).resolve().parents[2]
REAL = os.environ.get("ZONEBOOK_REAL_INPUTS", "")
EXACT = ("sarif", "github", "gitlab", "junit", "markdown")
HOSTILE = st.text(max_size=60) | st.sampled_from(
    (
        "\n::error::x",
        "::set-output name=a::b",
        "]]>",
        "</details>",
        "<!-- -->",
        "@everyone",
        "\x1b[31m",
        "\u202e",
        "%0A",
        "|",
    )
)
ACCEPTED = """\
decisions:
  clear-talk@people-to-server: {treatment: accept, by: team, on: 2026-11-01, until: 2027-01-01, because: So it is.}
"""


def printed(name: str, result: CheckResult) -> str:
    """Return the result in a format."""
    return formats.printable()[name](result)


def result_of(models: Path) -> CheckResult:
    """Return the result of a check of models without problems."""
    assessment = assembly.load_and_assess(models, sites.DAY, "models")
    systems = tuple(assessment.systems.values())
    return CheckResult(as_of=sites.DAY, systems=systems, texts=assessment.workspace.texts)


def run_of(result: CheckResult) -> Any:  # noqa: ANN401  JSON
    """Return the one run of a SARIF log."""
    (run,) = json.loads(printed("sarif", result))["runs"]
    return run


def hashes(result: CheckResult) -> dict[str, str]:
    """Return the lines of SARIF results by the hash that code hosts compare."""
    return {
        each["partialFingerprints"]["primaryLocationLineHash"]: each["message"]["text"]
        for each in run_of(result)["results"]
    }


@pytest.fixture(scope="module")
def reference() -> CheckResult:
    """The result of a check of the reference models."""
    return result_of(TOP / "models")


@pytest.fixture
def small(here: Path) -> Callable[[], CheckResult]:
    """Check the small repository as it is by then."""
    return lambda: result_of(here / "models")


def schema(path: str) -> Any:  # noqa: ANN401  JSON
    """Return a published schema."""
    if not REAL:
        pytest.skip("ZONEBOOK_REAL_INPUTS names no folder with published schemas")
    return json.loads((Path(REAL) / "schemas" / path).read_text("utf-8"))


PROBLEMS = CheckResult(
    as_of=sites.DAY,
    problems=(
        Problem(place=Place(path="models/a b.yaml", line=2, column=3), code="missing", message="Say more", hint="kind"),
        Problem(place=Place(path="models/a b.yaml", line=9, column=1), code="form", message="100 %, or less"),
    ),
    texts={"models/a b.yaml": b"services:\n  server: {}\n"},
)


def test_sarif_is_valid(reference: CheckResult) -> None:
    valid = Draft7Validator(schema("sarif/sarif-schema-2.1.0.json"))
    for result in (reference, PROBLEMS, CheckResult(as_of=sites.DAY)):
        assert [each.message for each in valid.iter_errors(json.loads(printed("sarif", result)))] == []


def test_gitlab_report_is_valid(reference: CheckResult) -> None:
    written = json.loads(printed("gitlab", reference))
    valid = Draft7Validator(schema("gitlab/codeclimate.json"))
    assert [each for each in written if not valid.is_valid(each)] == []
    assert {each["severity"] for each in written} <= {"info", "minor", "major", "critical", "blocker"}
    assert len({each["fingerprint"] for each in written}) == len(written) > 100


def test_json_matches_its_schema(reference: CheckResult) -> None:
    schemas = Schemas(disk.schemas())
    written = [json.loads(printed("json", each)) for each in (reference, PROBLEMS, CheckResult(as_of=sites.DAY))]
    assert [schemas.valid(each, "check") for each in written] == [True, True, True]
    assert not schemas.valid({**written[0], "more": 1}, "check")


def test_sarif_regions_hold_the_key(reference: CheckResult) -> None:
    source = SourceText(reference.texts)
    for each in run_of(reference)["results"]:
        at = each["locations"][0]["physicalLocation"]
        region = at["region"]
        assert region["startLine"] == region["endLine"]
        line = source.line(Place(path=at["artifactLocation"]["uri"], line=region["startLine"])) or ""
        word = line[region["startColumn"] - 1 : region["endColumn"] - 1]
        assert line[region["endColumn"] - 1 :][:1] in {":", ""}, line
        assert word == word.strip() != ""


def test_every_rule_has_help(reference: CheckResult) -> None:
    run = run_of(reference)
    rules = run["tool"]["driver"]["rules"]
    assert {each["id"] for each in rules} == {each["ruleId"] for each in run["results"]}
    assert [each["id"] for each in rules if len(each["help"]["text"]) < 40] == []
    assert all(rules[each["ruleIndex"]]["id"] == each["ruleId"] for each in run["results"])


def test_attack_paths_are_code_flows(reference: CheckResult) -> None:
    flows = [flow for each in run_of(reference)["results"] for flow in each.get("codeFlows", ())]
    steps = [step["location"] for flow in flows for step in flow["threadFlows"][0]["locations"]]
    assert len(flows) > 20
    assert all(step["physicalLocation"]["region"]["startLine"] > 0 for step in steps)
    assert all(" → " in step["message"]["text"] for step in steps)


def test_moved_lines_keep_their_hash(small: Callable[[], CheckResult]) -> None:
    before = hashes(small())
    model = Path(sites.MODEL)
    head, zones = model.read_text("utf-8").split("zones:", 1)
    zones, services = zones.split("services:", 1)
    model.write_text(f"\n\n# Moved\nservices:{services}\n{head}zones:{zones}", "utf-8")
    assert before
    assert hashes(small()) == before


def test_renamed_element_keeps_its_hash(small: Callable[[], CheckResult]) -> None:
    before = hashes(small()).keys()
    sites.changed(Path(sites.MODEL), "people-to-server: {", "guests-to-server: {was: people-to-server, ")
    assert hashes(small()).keys() == before
    sites.changed(Path(sites.MODEL), "was: people-to-server, ", "")
    assert hashes(small()).keys() != before


def test_accepted_findings_are_left_out(small: Callable[[], CheckResult]) -> None:
    before = [each.rule.id for each in diagnostics(small())]
    with Path(sites.MODEL).open("a", encoding="utf-8") as model:
        model.write(ACCEPTED)
    after = [each.rule.id for each in diagnostics(small())]
    assert Counter(before) - Counter(after) == {"clear-talk": 1}
    for name in EXACT:
        assert "clear-talk" not in printed(name, small())


def test_cut_sarif_says_so(reference: CheckResult, monkeypatch: pytest.MonkeyPatch) -> None:
    many = len(run_of(reference)["results"])
    assert "toolExecutionNotifications" not in run_of(reference)["invocations"][0]
    monkeypatch.setattr(sarif, "MOST_RESULTS", 3)
    run = run_of(reference)
    (told,) = run["invocations"][0]["toolExecutionNotifications"]
    assert len(run["results"]) == 3
    assert told["message"]["text"].startswith(f"{many} results were found, and the 3 worst of them are written")


def test_github_shows_ten_and_counts_rest(reference: CheckResult) -> None:
    lines = printed("github", reference).splitlines()
    shown = Counter(line.split(" ", 1)[0] for line in lines)
    assert set(shown.values()) == {github.MOST}
    found = Counter(each.severity for each in diagnostics(reference))
    assert lines[-1].startswith(f"::notice title=Zonebook::{found['error']} of severity error, 10 of them here")


def test_few_annotations_are_all_shown(small: Callable[[], CheckResult]) -> None:
    result = small()
    assert len(printed("github", result).splitlines()) == len(diagnostics(result)) < github.MOST


def test_junit_counts_what_it_holds(reference: CheckResult) -> None:
    root = fromstring(printed("junit", reference))  # noqa: S314  our own text
    for suite in (root, *root):
        cases = suite.findall(".//testcase")
        assert int(suite.attrib["tests"]) == len(cases)
        assert int(suite.attrib["failures"]) == len(suite.findall(".//failure"))
        assert int(suite.attrib["skipped"]) == len(suite.findall(".//skipped"))
    assert [suite.attrib["name"] for suite in root] == [each.id for each in reference.systems]


@pytest.mark.parametrize("name", EXACT)
def test_nothing_found_is_said(name: str) -> None:
    written = printed(name, CheckResult(as_of=sites.DAY))
    said = {
        "sarif": '"results": []',
        "github": "",
        "gitlab": "[]",
        "junit": "nothing was found",
        "markdown": "nothing found",
    }
    assert said[name] in written
    assert "failure " not in written


@given(HOSTILE, HOSTILE)
def test_hostile_text_stays_text(message: str, path: str) -> None:
    place = Place(path=f"models/{path.replace(chr(0), '')}.yaml", line=1, column=1)
    result = CheckResult(as_of=sites.DAY, problems=(Problem(place=place, code="form", message=message),))
    assert len(printed("github", result).splitlines()) == 1
    assert printed("github", result).startswith("::error file=")
    assert "::" not in printed("github", result)[8:].split("::", 1)[0]
    assert len(json.loads(printed("gitlab", result))) == 1
    assert len(json.loads(printed("sarif", result))["runs"][0]["results"]) == 1
    assert len(fromstring(printed("junit", result)).findall(".//failure")) == 1  # noqa: S314  our own text
    rows = printed("markdown", result).splitlines()
    assert len(rows) == 5
    assert not set("<>@`[") & set(rows[-1])
    assert rows[-1].count("|") == 4


def test_paths_start_at_the_repository(tmp_path: Path) -> None:
    inside = tmp_path / "part" / "more"
    inside.mkdir(parents=True)
    assert located(inside)("models/a.yaml") == "models/a.yaml"
    (tmp_path / ".git").mkdir()
    assert located(inside)("models/a.yaml") == "part/more/models/a.yaml"
    assert located(inside)("../models/a.yaml") == "part/models/a.yaml"
    assert located(inside)(str(tmp_path / "models" / "a.yaml")) == "models/a.yaml"
    assert located(inside)("../../../a.yaml") == (tmp_path.parent / "a.yaml").as_posix()


def test_risk_above_appetite_is_an_error(reference: CheckResult) -> None:
    found = diagnostics(reference)
    errors = sum(each.severity == "error" for each in found)
    assert errors == sum(len(each.above_appetite) for each in reference.systems)
    assert sum(each.severity == "warning" for each in found) == sum(
        len(each.possibly_above_appetite) for each in reference.systems
    )
    assert len({each.key for each in found}) == len(found)
    assert replace(found[0], key="x").fingerprint != found[0].fingerprint


def test_stated_threat_is_a_rule_of_its_system(here: Path, small: Callable[[], CheckResult]) -> None:
    (here / "models" / "systems" / "small" / "more.yaml").write_text(
        "threats:\n  forged-page: {title: A page is forged, story: So., elements: [people], linddun: [linkability],\n"
        "    likelihood: high, impact: very-high}\n",
        "utf-8",
    )
    run = run_of(small())
    (rule,) = (each for each in run["tool"]["driver"]["rules"] if each["id"] == "small/forged-page")
    assert rule["properties"]["tags"] == ["security", "linkability"]
    (result,) = (each for each in run["results"] if each["ruleId"] == "small/forged-page")
    place = result["locations"][0]["physicalLocation"]
    assert (place["artifactLocation"]["uri"], place["region"]["startLine"]) == ("models/systems/small/more.yaml", 2)
