"""The result of a check as SARIF 2.1.0, within the limits of GitHub code scanning.

Source: OASIS, Static Analysis Results Interchange Format 2.1.0; GitHub documentation, SARIF support for code scanning:
of a run 25,000 results are read and the first 5,000 shown, 20 tags a rule, 1,024 characters of a description.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import quote

from zonebook import __version__
from zonebook.assess.attack_paths.steps import AttackStep, Path
from zonebook.assess.system import SystemAssessment
from zonebook.values import Place
from zonebook.write.diagnostics.diagnostic import Diagnostic, Rule, diagnostics
from zonebook.write.output_format import CheckResult, Format, Json

MOST_RESULTS = 5000
"""How many results are written, the worst first; a code host shows no more."""
MOST_TAGS = 10
MOST_CHARACTERS = 1024
MOST_FLOWS = 3
"""How many attack paths a result shows."""
_ROOT = "%SRCROOT%"
_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
Flows = Mapping[tuple[str, str], Sequence[Path]]
"""The cheapest path to each asset, by the system and element of each of its steps."""


def printed(result: CheckResult) -> str:
    """Return the result as SARIF text: one run, the worst result first."""
    found = diagnostics(result)
    shown = found[:MOST_RESULTS]
    rules = {each.rule.id: each.rule for each in shown}
    flows = {key: paths for judged in result.systems for key, paths in _flows(judged).items()}
    run = {
        "tool": {"driver": {"name": "Zonebook", "semanticVersion": __version__, "rules": _rules(rules.values())}},
        "automationDetails": {"id": "zonebook/"},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {_ROOT: {"description": {"text": "The root of the repository."}}},
        "invocations": [_invocation(len(found), len(shown))],
        "results": [_result(each, list(rules), flows, result) for each in shown],
        "properties": {"as_of": result.as_of, "results": len(found), "written": len(shown)},
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=1)


def _invocation(found: int, shown: int) -> Json:
    if found == shown:
        return {"executionSuccessful": True}
    text = f"{found} results were found, and the {shown} worst of them are written; `zonebook check` has all."
    return {
        "executionSuccessful": True,
        "toolExecutionNotifications": [{"level": "warning", "message": {"text": text}}],
    }


def _rules(rules: Iterable[Rule]) -> list[Json]:
    return [_rule(each) for each in rules]


def _rule(rule: Rule) -> Json:
    more = f"`zonebook explain {rule.id}` says more."
    said = rule.help or rule.title
    return {
        "id": rule.id,
        "shortDescription": {"text": _cut(rule.title)},
        "fullDescription": {"text": _cut(said)},
        "help": {"text": f"{said}\n\n{more}"},
        "properties": {"tags": list(rule.tags[:MOST_TAGS])},
    }


def _cut(text: str) -> str:
    return text if len(text) <= MOST_CHARACTERS else f"{text[: MOST_CHARACTERS - 1]}…"


def _result(each: Diagnostic, rules: Sequence[str], flows: Flows, result: CheckResult) -> Json:
    written: Json = {
        "ruleId": each.rule.id,
        "ruleIndex": rules.index(each.rule.id),
        "level": each.severity,
        "message": {"text": each.message},
        "locations": [{"physicalLocation": _location(each.place, each.width, result)}],
        "partialFingerprints": {"primaryLocationLineHash": f"{each.fingerprint[:16]}:1"},
        "properties": {"kind": each.kind, "risk": each.level, "system": each.system or None},
    }
    if paths := flows.get((each.system, each.element)) if each.kind == "finding" else None:
        written["codeFlows"] = [_flow(path, result) for path in paths[:MOST_FLOWS]]
    return written


def _location(place: Place, width: int, result: CheckResult) -> Json:
    region = {"startLine": place.line, "startColumn": place.column}
    if width:
        region |= {"endLine": place.line, "endColumn": place.column + width}
    path = result.located(place.path)
    if path.startswith("/"):
        return {"artifactLocation": {"uri": f"file://{_quoted(path)}"}, "region": region}
    return {"artifactLocation": {"uri": _quoted(path), "uriBaseId": _ROOT}, "region": region}


def _quoted(path: str) -> str:
    return quote(path, safe="/", errors="replace")


def _flows(judged: SystemAssessment) -> dict[tuple[str, str], list[Path]]:
    """Return the cheapest path to each asset that can be reached, by the elements that its steps lead over and to."""
    found: dict[tuple[str, str], list[Path]] = {}
    for reach in judged.paths:
        if not reach.best:
            continue
        for element in dict.fromkeys(each for step in reach.best.hops for each in (step.way.element, step.target)):
            found.setdefault((judged.id, element), []).append(reach.best)
    return found


def _flow(path: Path, result: CheckResult) -> Json:
    said = f"{path.start.id}: {path.start.reason}"
    return {
        "message": {"text": f"Attack path from {said}"},
        "threadFlows": [{"locations": [_step(step, result) for step in path.hops]}],
    }


def _step(step: AttackStep, result: CheckResult) -> Json:
    text = f"{step.source} → {step.target}: {step.way.reason}"
    return {"location": {"physicalLocation": _location(step.way.place, 0, result), "message": {"text": text}}}


FORMAT = Format(
    name="sarif",
    title="SARIF 2.1.0",
    says="what was found, for code scanning and editors: each with its line and help, and the attack paths over it",
    printed=printed,
)
