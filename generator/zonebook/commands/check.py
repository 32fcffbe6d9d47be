"""`zonebook check`: problems or findings, for a person or for a program."""

import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from zonebook import assembly
from zonebook.assess.assessment import Assessment
from zonebook.assess.findings.finding import Finding, Gap
from zonebook.assess.system import SystemAssessment
from zonebook.edge import streams, terminal
from zonebook.model.vocabulary import LEVELS, Level
from zonebook.values import BrokenError, Place, Problem, visible


def check(models: Path, *, form: str, as_of: str, fail_on: str | None) -> int:
    """Tell the problems of the models, or what was found; give the exit code."""
    try:
        assessment = assembly.load_and_assess(models, as_of)
    except BrokenError as broken:
        return _problems(broken.problems, form, as_of)
    except OSError as error:
        return terminal.refused(error)
    gate = _gate(assessment, fail_on)
    if form == "json":
        _json(as_of, (), assessment.systems.values())
    else:
        _text(assessment, gate, fail_on)
    return terminal.PROBLEMS if gate else terminal.FINE


def _gate(assessment: Assessment, fail_on: str | None) -> tuple[Finding, ...]:
    level: Level | None = next((level for level in LEVELS if level == fail_on), None)
    return assessment.at_or_above(level) if level else ()


def _problems(problems: tuple[Problem, ...], form: str, as_of: str) -> int:
    if form == "json":
        _json(as_of, problems, ())
        return terminal.PROBLEMS
    terminal.problems(problems)
    count = f"{len(problems)} problem{'s' if len(problems) != 1 else ''}"
    which = "it" if len(problems) == 1 else "the first"
    terminal.talk(f"{count}; `zonebook explain {problems[0].code}` says more about {which}.")
    return terminal.PROBLEMS


def _json(as_of: str, problems: Iterable[Problem], systems: Iterable[SystemAssessment]) -> None:
    """Print everything for a program: ASCII, so that it survives every terminal."""
    judged = tuple(systems)
    findings = [(each, at.id) for at in judged for each in at.findings]
    findings.sort(key=lambda pair: (pair[0].rank, pair[1]))
    told = {
        "as_of": as_of,
        "problems": [_problem(each) for each in problems],
        "findings": [_finding(each, system) for each, system in findings],
        "gaps": [_gap(each, at.id) for at in judged for each in at.gaps],
    }
    streams.put(json.dumps(told, indent=1), err=False)


def _place(place: Place) -> dict[str, object]:
    return {"path": place.path, "line": place.line, "column": place.column}


def _problem(each: Problem) -> dict[str, object]:
    return {**_place(each.place), "code": each.code, "message": each.message, "hint": each.hint or None}


def _finding(each: Finding, system: str) -> dict[str, object]:
    return {
        "id": each.id,
        "system": system,
        "threat": each.threat.id,
        "title": each.threat.title,
        "element": each.element,
        "state": each.state,
        "inherent": each.risk.inherent.level,
        "current": each.risk.current.level,
        "target": each.risk.target.level,
        "reasons": list(each.reasons),
        "owner": each.owner or None,
        **_place(each.place),
    }


def _gap(each: Gap, system: str) -> dict[str, object]:
    return {
        "system": system,
        "threat": each.threat.id,
        "title": each.threat.title,
        "element": each.element,
        "attributes": list(each.attributes),
        **_place(each.place),
    }


def _text(assessment: Assessment, gate: tuple[Finding, ...], fail_on: str | None) -> None:
    for finding in gate:
        reasons = "; ".join(finding.reasons)
        level, told = terminal.level(finding.risk.current.level), f"{finding.threat.title}: {reasons}"
        terminal.coloured(f"{finding.place}: {level}: {finding.id}: {visible(terminal.flowing(told))}")
    for judged in assessment.systems.values():
        terminal.coloured(_summary(judged))
    if not assessment.systems:
        terminal.talk("no system is described: add one under systems/")
    elif not fail_on:
        terminal.talk("`--fail-on LEVEL` lists what is at or above a level; `zonebook site` shows everything.")


def _summary(judged: SystemAssessment) -> str:
    """Give how a system stands, on a line."""
    counted = Counter(finding.risk.current.level for finding in judged.unsettled)
    levels = ", ".join(f"{counted[each]} {terminal.level(each)}" for each in reversed(LEVELS) if counted[each])
    many = f"{len(judged.unsettled)} finding{'s' if len(judged.unsettled) != 1 else ''} not settled"
    listed = f" ({levels})" if levels else ""
    return f"{judged.id}: {many}{listed}, {len(judged.above_appetite)} above appetite, {len(judged.gaps)} not stated"
