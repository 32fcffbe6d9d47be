"""`zonebook explain directory`: the answer with its grounds, then every reason for and against each option."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from zonebook.assess.assessment import Assessment
from zonebook.assess.directory.requirements import lacking, surplus
from zonebook.assess.system import SystemAssessment
from zonebook.commands import directory_answers
from zonebook.edge import terminal
from zonebook.edge.terminal import flowing
from zonebook.model.catalogue import Catalogue
from zonebook.present import directory_options
from zonebook.values import BrokenError

_ASKED = "Directory for these needs"
_EFFECTS = {
    "would-fit": "would no longer be ruled out, if",
    "far-off": "would only fit, if",
    "closed": "is not offered any more, and would only fit, if",
    "would-fail": "would be ruled out, if",
    "would-depend": "would get a condition, if",
}


def answered(words: Iterable[str], catalogue: Catalogue, models: Path | None, as_of: str) -> int:
    """Print the answer to needs and facts as they are written on a command line; return the exit code."""
    said = directory_answers.said(words, catalogue)
    if said.wrong:
        return terminal.failed("these needs cannot be read", *said.wrong)
    try:
        found = directory_answers.judged(said.decision, models, as_of)
    except BrokenError as broken:
        return refused(broken)
    terminal.result(*explained(found, _ASKED).split("\n"))
    return terminal.FINE


def refused(broken: BrokenError) -> int:
    """Print what is wrong with needs that no file states, without places; return the exit code."""
    for each in broken.problems:
        hint = f"; did you mean `{each.hint}`?" if each.hint else ""
        terminal.talk(f"{each.code}: {each.message}{hint}")
    return terminal.PROBLEMS


def choices(assessment: Assessment) -> Iterator[str]:
    """Yield a text for each system that has a directory decision."""
    for judged in assessment.systems.values():
        decision = judged.resolved.system.directory
        if decision:
            yield explained(judged, f"Directory decision of {judged.id}, at {decision.place}")


def in_short(judged: SystemAssessment) -> tuple[str, ...]:
    """Return the answer to needs that no file states, with its grounds and without the options one by one."""
    lines = (directory_options.verdict_of(judged), *_grounds(judged), *_turns(judged))
    return (_ASKED, *map(_indented, lines), "`zonebook explain directory` compares every option with the same needs.")


def explained(judged: SystemAssessment, head: str) -> str:
    """Return the explanation of a decision, below a first line."""
    return "\n".join((head, *(_indented(line) for line in _lines(judged))))


def _indented(line: str) -> str:
    """Return a line with its indentation, and line breaks from model text as spaces."""
    return " " * (len(line) - len(line.lstrip(" "))) + flowing(line)


def _lines(judged: SystemAssessment) -> Iterator[str]:
    decision = judged.resolved.system.directory
    if decision is None:
        return
    yield directory_options.verdict_of(judged)
    if decision.choice and decision.because:
        yield f"Because: {decision.because}"
    yield from _grounds(judged)
    yield from _turns(judged)
    yield from _rules(judged)
    yield from _ranking(judged)
    yield from _changes(judged)
    yield from _asked_for(judged)


def _grounds(judged: SystemAssessment) -> Iterator[str]:
    found = judged.recommended
    if found is None:
        return
    for head, lines in (
        ("What decided:", directory_options.reasons(judged)),
        ("Under these conditions:", (*found.conditions, *found.remarks)),
        ("What it costs to run:", tuple(f"{name}: {text}" for name, text in directory_options.running(judged))),
        ("What to do first:", directory_options.first_steps(judged)),
    ):
        if lines:
            yield head
            yield from (f"  {line}" for line in lines)


def _turns(judged: SystemAssessment) -> Iterator[str]:
    options = judged.resolved.catalogue.directories
    if judged.assumed:
        yield "Not stated, and assumed:"
        yield from (f"  {each.text}" for each in judged.assumed)
    turned = directory_options.turned(judged)
    if turned:
        yield "What would put another option first:"
        yield from (f"  {statement}: {options[option].title}" for statement, option in turned)


def _rules(judged: SystemAssessment) -> Iterator[str]:
    options = judged.resolved.catalogue.directories
    yield "What the rules advise:"
    for each in judged.advice:
        why = "; ".join(each.reasons) or f"not stated: {', '.join(each.unsure)}"
        yield f"  {each.advice.title} ({why})"
        for word, named in (("choose", each.advice.choose), ("avoid", each.advice.avoid)):
            if named:
                yield f"    {word}: {', '.join(options[name].title for name in named)}"


def _ranking(judged: SystemAssessment) -> Iterator[str]:
    options = judged.resolved.catalogue.directories
    yield "Options, the best first:"
    for option in judged.options:
        fit = {"fits": "fits", "open": "fits with conditions", "fails": "is ruled out"}[option.fit]
        yield f"  {options[option.option].title} {fit}{' (chosen)' if option.chosen else ''}"
        yield from (f"    against: {reason}" for reason in option.against)
        yield from (f"    condition: {reason}" for reason in option.open_)
        yield from (f"    remark: {reason}" for reason in option.remarks)
        if option.behind:
            yield f"    behind the one before: {option.behind}"


def _changes(judged: SystemAssessment) -> Iterator[str]:
    options = judged.resolved.catalogue.directories
    if judged.would_change:
        yield "What would let an option in, or rule the choice out:"
    for each in judged.would_change:
        left = f" (left: {', '.join(options[name].title for name in each.then) or 'none'})"
        after = left if each.effect in {"would-fail", "would-depend"} else ""
        yield f"  {options[each.option].title} {_EFFECTS[each.effect]}: {'; '.join(each.changes)}{after}"


def _asked_for(judged: SystemAssessment) -> Iterator[str]:
    found = judged.expected
    if found is None or not found.items:
        return
    met = len(found.of("met"))
    asked = met + len(found.of("missing"))
    yield "What the choice asks for:"
    yield f"  {met} of {asked} protocols that it needs between two ends get through"
    yield from (f"  missing: {reason}" for reason in lacking(judged.resolved, found))
    yield from (f"  needless: {reason}" for reason in surplus(judged.resolved, found))
    for each in (*found.of("unknown"), *found.of("unknown", "zone")):
        yield f"  not stated: {', '.join(each.attributes)} ({each.because})"
    for each in found.of("missing", "zone"):
        yield f"  trusted too little: the zone of {each.from_}"
