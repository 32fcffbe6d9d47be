"""`zonebook check`: problems or findings, as text or in a format for programs."""

from collections import Counter
from pathlib import Path

from zonebook import assembly
from zonebook.assess.assessment import Assessment
from zonebook.assess.findings.finding import Finding
from zonebook.assess.system import SystemAssessment
from zonebook.edge import streams, terminal
from zonebook.model.vocabulary import LEVELS, Level
from zonebook.values import BrokenError, Problem, visible
from zonebook.write import formats
from zonebook.write.output_format import CheckResult

TEXT = "text"
"""The form for people; the other forms are formats."""


def check(models: Path, *, form: str, as_of: str, fail_on: str | None) -> int:
    """Print the problems of the models, or the findings, in a form; return the exit code."""
    try:
        assessment = assembly.load_and_assess(models, as_of)
    except BrokenError as broken:
        return _problems(broken.problems, form, as_of)
    except OSError as error:
        return terminal.refused(error)
    gate = _gate(assessment, fail_on)
    if form == TEXT:
        _text(assessment, gate, fail_on)
    else:
        _print(CheckResult(as_of=as_of, systems=tuple(assessment.systems.values())), form)
    return terminal.PROBLEMS if gate else terminal.FINE


def _gate(assessment: Assessment, fail_on: str | None) -> tuple[Finding, ...]:
    level: Level | None = next((level for level in LEVELS if level == fail_on), None)
    return assessment.at_or_above(level) if level else ()


def _problems(problems: tuple[Problem, ...], form: str, as_of: str) -> int:
    if form != TEXT:
        _print(CheckResult(as_of=as_of, problems=problems), form)
        return terminal.PROBLEMS
    terminal.problems(problems)
    count = f"{len(problems)} problem{'s' if len(problems) != 1 else ''}"
    which = "it" if len(problems) == 1 else "the first"
    terminal.talk(f"{count}; `zonebook explain {problems[0].code}` says more about {which}.")
    return terminal.PROBLEMS


def _print(result: CheckResult, form: str) -> None:
    """Print the result in a format for programs."""
    streams.put(formats.printable()[form](result), err=False)


def _text(assessment: Assessment, gate: tuple[Finding, ...], fail_on: str | None) -> None:
    for finding in gate:
        reasons = "; ".join(finding.reasons)
        level, text = terminal.level(finding.risk.current.level), f"{finding.threat.title}: {reasons}"
        terminal.coloured(f"{finding.place}: {level}: {finding.id}: {visible(terminal.flowing(text))}")
    for judged in assessment.systems.values():
        terminal.coloured(_summary(judged))
    if not assessment.systems:
        terminal.talk("no system is described: add one under systems/")
    elif not fail_on:
        terminal.talk("`--fail-on LEVEL` lists what is at or above a level; `zonebook site` shows everything.")


def _summary(judged: SystemAssessment) -> str:
    """Summarise a system on one line."""
    counted = Counter(finding.risk.current.level for finding in judged.unsettled)
    levels = ", ".join(f"{counted[each]} {terminal.level(each)}" for each in reversed(LEVELS) if counted[each])
    many = f"{len(judged.unsettled)} finding{'s' if len(judged.unsettled) != 1 else ''} not settled"
    listed = f" ({levels})" if levels else ""
    return f"{judged.id}: {many}{listed}, {len(judged.above_appetite)} above appetite, {len(judged.gaps)} not stated"
