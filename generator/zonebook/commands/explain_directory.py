"""`zonebook explain directory`: the decision of each system, with every reason for and against."""

from collections.abc import Iterator

from zonebook.assess.assessment import Assessment
from zonebook.assess.directory.requirements import lacking, surplus
from zonebook.assess.system import SystemAssessment
from zonebook.edge.terminal import flowing

_EFFECTS = {
    "would-fit": "would no longer be ruled out, if",
    "far-off": "would only fit, if",
    "closed": "is not offered any more, and would only fit, if",
    "would-fail": "would be ruled out, if",
    "would-depend": "would get a condition, if",
}


def choices(assessment: Assessment) -> Iterator[str]:
    """Yield a text for each system that has a directory decision."""
    for judged in assessment.systems.values():
        if judged.resolved.system.directory:
            yield "\n".join(_indented(line) for line in _lines(judged))


def _indented(line: str) -> str:
    """Return a line with its indentation, and line breaks from model text as spaces."""
    return " " * (len(line) - len(line.lstrip(" "))) + flowing(line)


def _lines(judged: SystemAssessment) -> Iterator[str]:
    resolved, decision = judged.resolved, judged.resolved.system.directory
    options = resolved.catalogue.directories
    if decision is None:
        return
    chosen = options[decision.choice].title if decision.choice else "nothing yet"
    yield f"Directory decision of {judged.id}, at {decision.place}"
    yield f"The choice is {chosen}{': ' + decision.because if decision.because else '.'}"
    yield "What the rules advise:"
    for each in judged.advice:
        why = "; ".join(each.reasons) or f"not stated: {', '.join(each.unsure)}"
        yield f"  {each.advice.title} ({why})"
        for word, named in (("choose", each.advice.choose), ("avoid", each.advice.avoid)):
            if named:
                yield f"    {word}: {', '.join(options[name].title for name in named)}"
    yield "Options, the best first:"
    for option in judged.options:
        fit = {"fits": "fits", "open": "fits with conditions", "fails": "is ruled out"}[option.fit]
        yield f"  {options[option.option].title} {fit}{' (chosen)' if option.chosen else ''}"
        yield from (f"    against: {reason}" for reason in option.against)
        yield from (f"    to be found out: {reason}" for reason in option.open_)
        if option.behind:
            yield f"    behind the one before: {option.behind}"
    yield from _changes(judged)
    yield from _asked_for(judged)


def _changes(judged: SystemAssessment) -> Iterator[str]:
    options = judged.resolved.catalogue.directories
    if judged.would_change:
        yield "What would change the answer:"
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
